"""Splash regions: the smallest areas that hold half, or nine tenths, of the splash.

The weighted sample is smoothed on a grid and cut at the density above which the share asked for
lies. The grid has one of two charts of the launch plane:

* polar, range by bearing: the splash of a launch with a direction is a piece of a ring, which
  this chart makes straight;
* plane, along the principal axes: for a splash around its own launch.

Kernels leak over edges that the report draws (a sea, a zone taken as given). What a kernel loses
there is put back, and the regions are cut at the edge.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo import dateline
from geo.geodesy import MAX_RANGE_KM, MEAN_RADIUS_KM, Floats, LaunchPlane
from geo.splash import Splash

_KERNEL = 1.5  # of Scott's rule: smoother than best, for a calm outline; levels make up for it
_CELLS_PER_KERNEL = 3.0
_MOST_CELLS = 500
_TAIL = 0.003  # of the weight on each side may lie off the grid
_REACH = 4.0  # kernels around what is on the grid
_LEAST_HELD = 0.05
_WIDEST_DEG = 150.0
_SMALLEST_PART = 0.004
_GRID = 72  # values along each side of what a page carries

Allowed = Callable[[Floats, Floats], NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class Grid:
    """A density on a grid of a chart, bilinear between its values.

    Attributes:
        polar: whether the chart is that of range and bearing, or the turned launch plane.
        turn_deg: the bearing in the middle of a polar chart; the angle by which a plane is turned.
        middle_km: the range whose arc lengths a polar chart keeps; 0 for a plane.
        start, step: along both axes, in km.
        per_km2: chance per square kilometre, shape (n, m).
    """

    polar: bool
    turn_deg: float
    middle_km: float
    start: tuple[float, float]
    step: tuple[float, float]
    per_km2: Floats


@dataclass(frozen=True, eq=False)
class Estimate:
    """A splash smoothed: where how much of it lies.

    Attributes:
        plane: of the middle of the launch area.
        chart: in which it was smoothed.
        density: on a grid of that chart.
        points: of the sample in the chart, shape (2, n).
        weight: of the points, which add up to 1.
        allowed: whether positions can be hit at all, or None for everywhere.
    """

    plane: LaunchPlane
    chart: "_Polar | _Plane"
    density: "_Density"
    points: Floats
    weight: Floats
    allowed: Allowed | None

    @classmethod
    def of(cls, plane: LaunchPlane, splash: Splash, allowed: Allowed | None = None) -> Self:
        """Smooth a splash.

        Args:
            plane: of the middle of the launch area.
            splash: the weighted sample.
            allowed: whether positions (lon, lat) can be hit at all; everywhere by default.
        """
        alive = splash.weight > 0
        x_km, y_km = plane.forward(splash.lon[alive], splash.lat[alive])
        weight = splash.weight[alive] / splash.weight[alive].sum()
        chart = _chart(x_km, y_km, weight)
        points = chart.forward(x_km, y_km)
        density = _Density.of(chart, points, weight, plane, allowed)
        return cls(plane, chart, density, points, weight, allowed)

    def regions(self, shares: Sequence[float]) -> list[BaseGeometry]:
        """The smallest regions that hold shares of the splash, such as (0.5, 0.9), in degrees."""
        levels = self.density.levels(self.points, self.weight, shares)
        return [
            dateline.from_plane(self.plane, self.chart.inverse_shape(self.density.above(level)))
            for level in levels
        ]

    def grid(self) -> Grid:
        """The density itself, coarse enough for a page."""
        axes = [
            np.linspace(axis[0], axis[-1], min(_GRID, len(axis)))
            for axis in (self.density.u, self.density.v)
        ]
        u, v = np.meshgrid(*axes, indexing="ij")
        value = self.density.at(np.stack([u.ravel(), v.ravel()])).reshape(u.shape)
        if self.allowed is not None:
            value = value * self.allowed(*self.plane.inverse(*self.chart.inverse(u, v)))
        chart, polar = self.chart, isinstance(self.chart, _Polar)
        return Grid(
            polar=polar,
            turn_deg=chart.bearing_deg if isinstance(chart, _Polar) else np.degrees(chart.angle),
            middle_km=chart.middle_km if isinstance(chart, _Polar) else 0.0,
            start=(float(axes[0][0]), float(axes[1][0])),
            step=(float(axes[0][1] - axes[0][0]), float(axes[1][1] - axes[1][0])),
            per_km2=value,
        )


@dataclass(frozen=True)
class _Polar:
    """Range along the first axis, arc length at the middle range along the second."""

    bearing_deg: float
    middle_km: float

    def forward(self, x_km: Floats, y_km: Floats) -> Floats:
        off_deg = (np.degrees(np.arctan2(x_km, y_km)) - self.bearing_deg + 180) % 360 - 180
        return np.stack([np.hypot(x_km, y_km), np.radians(off_deg) * self.middle_km])

    def inverse(self, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        angle = np.radians(self.bearing_deg) + v / self.middle_km
        km = np.clip(u, 0, MAX_RANGE_KM)
        return km * np.sin(angle), km * np.cos(angle)

    def ground(self, u: Floats, _v: Floats) -> Floats:
        """Ground area of a unit of the chart."""
        around_km = MEAN_RADIUS_KM * np.sin(np.clip(u, 1, MAX_RANGE_KM) / MEAN_RADIUS_KM)
        return np.asarray(around_km / self.middle_km)

    def inverse_shape(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, self.inverse, interleaved=False)


@dataclass(frozen=True)
class _Plane:
    """The launch plane turned to the principal axes of the splash."""

    angle: float

    def forward(self, x_km: Floats, y_km: Floats) -> Floats:
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        return np.stack([cos * x_km + sin * y_km, cos * y_km - sin * x_km])

    def inverse(self, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        x_km, y_km = cos * u - sin * v, sin * u + cos * v
        far = np.maximum(np.hypot(x_km, y_km) / MAX_RANGE_KM, 1)
        return x_km / far, y_km / far

    def ground(self, u: Floats, v: Floats) -> Floats:
        """Ground area of a unit of the chart."""
        return np.sinc(np.clip(np.hypot(u, v), 0, MAX_RANGE_KM) / (np.pi * MEAN_RADIUS_KM))

    def inverse_shape(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, self.inverse, interleaved=False)


def _chart(x_km: Floats, y_km: Floats, weight: Floats) -> _Polar | _Plane:
    """Polar where the splash keeps off the launch and does not go round it."""
    far_km, angle = np.hypot(x_km, y_km), np.arctan2(x_km, y_km)
    middle = np.arctan2(weight @ np.sin(angle), weight @ np.cos(angle))
    low_km, middle_km = _quantiles(far_km, weight, (_TAIL, 0.5))
    polar = _Polar(float(np.degrees(middle)), float(middle_km))
    arc_km = _quantiles(polar.forward(x_km, y_km)[1], weight, (_TAIL, 1 - _TAIL))
    widest_km = np.radians(_WIDEST_DEG) * middle_km
    if low_km > 0.25 * middle_km and (np.abs(arc_km) < widest_km).all():
        return polar
    covariance = np.cov(np.stack([x_km, y_km]), aweights=weight)
    _, axes = np.linalg.eigh(covariance)
    return _Plane(float(np.arctan2(axes[1, -1], axes[0, -1])))


@dataclass(frozen=True, eq=False)
class _Density:
    """A smooth density on a grid of a chart: values at the middles of cells, u along rows.

    Per square kilometre on the ground; all of it together is 1.
    """

    u: Floats
    v: Floats
    value: Floats

    @classmethod
    def of(
        cls,
        chart: _Polar | _Plane,
        points: Floats,
        weight: Floats,
        plane: LaunchPlane,
        allowed: Allowed | None,
    ) -> "_Density":
        effective = 1 / (weight**2).sum()
        axes, kernels, cells = [], [], []
        for along in points:
            low, below, above, high = _quantiles(along, weight, (_TAIL, 0.159, 0.841, 1 - _TAIL))
            kernel = _KERNEL * max((above - below) / 2, 1e-3) * effective ** (-1 / 6)
            start, end = low - _REACH * kernel, high + _REACH * kernel
            count = min(int(np.ceil((end - start) / kernel * _CELLS_PER_KERNEL)), _MOST_CELLS)
            step = (end - start) / count
            axes.append(start + step * (np.arange(count) + 0.5))
            kernels.append(_gaussian(count, kernel / step))
            cells.append(np.floor((along - start) / step).astype(np.int64))
        shape = (len(axes[0]), len(axes[1]))
        on_grid = (cells[0] >= 0) & (cells[0] < shape[0]) & (cells[1] >= 0) & (cells[1] < shape[1])
        flat = cells[0][on_grid] * shape[1] + cells[1][on_grid]
        counts = np.bincount(flat, weight[on_grid], shape[0] * shape[1]).reshape(shape)
        smooth = kernels[0] @ counts @ kernels[1].T
        u, v = np.meshgrid(*axes, indexing="ij")
        if allowed is not None:
            held = allowed(*plane.inverse(*chart.inverse(u, v)))
            kept = kernels[0] @ held.astype(float) @ kernels[1].T
            smooth = smooth / np.maximum(kept, _LEAST_HELD)
            smooth = smooth / (smooth * held).sum()
        cell_km2 = (axes[0][1] - axes[0][0]) * (axes[1][1] - axes[1][0])
        return cls(axes[0], axes[1], smooth / cell_km2 / chart.ground(u, v))

    def levels(self, points: Floats, weight: Floats, shares: Sequence[float]) -> list[float]:
        """Densities above which shares of the weight lie."""
        here = self.at(points)
        order = np.argsort(-here, kind="stable")
        total = np.cumsum(weight[order])
        found = np.minimum(np.searchsorted(total, shares), len(total) - 1)
        return [float(here[order[row]]) for row in found]

    def at(self, points: Floats) -> Floats:
        """Bilinear between the middles of cells, nothing off the grid."""
        rows, parts, on_grid = [], [], np.ones(points.shape[1], dtype=bool)
        for axis, along in zip((self.u, self.v), points, strict=True):
            place = (along - axis[0]) / (axis[1] - axis[0])
            row = np.clip(np.floor(place).astype(np.int64), 0, len(axis) - 2)
            on_grid &= (place >= 0) & (place <= len(axis) - 1)
            rows.append(row)
            parts.append(place - row)
        (i, j), (s, t), z = rows, parts, self.value
        low = z[i, j] * (1 - t) + z[i, j + 1] * t
        high = z[i + 1, j] * (1 - t) + z[i + 1, j + 1] * t
        return np.where(on_grid, low * (1 - s) + high * s, 0.0)

    def above(self, level: float) -> BaseGeometry:
        """Where the density is above a level, without specks, in the chart."""
        from contourpy import FillType, contour_generator

        z = self.value.copy()
        z[[0, -1], :] = z[:, [0, -1]] = 0.0
        generator = contour_generator(self.v, self.u, z, fill_type=FillType.OuterOffset)
        found: Any = generator.filled(level, np.inf)
        parts = []
        for outline, offset in zip(*found, strict=True):
            rings = [outline[a:b, ::-1] for a, b in pairwise(offset)]
            parts.append(shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3]))
        whole = shapely.make_valid(shapely.MultiPolygon(parts), method="structure")
        pieces = shapely.get_parts(whole)
        area = shapely.area(pieces)
        return shapely.union_all(pieces[area > _SMALLEST_PART * area.sum()])


def _gaussian(count: int, width: float) -> Floats:
    """A matrix that smooths `count` cells with a kernel of `width` cells."""
    off = (np.arange(count)[:, None] - np.arange(count)) / width
    kernel = np.exp(-0.5 * off**2)
    return np.asarray(kernel / (np.sqrt(2 * np.pi) * width))


def _quantiles(values: Floats, weight: Floats, shares: Sequence[float]) -> Floats:
    """Weighted quantiles."""
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weight[order])
    rows = np.minimum(np.searchsorted(total, np.asarray(shares) * total[-1]), len(values) - 1)
    return np.asarray(values[order][rows])
