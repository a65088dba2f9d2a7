"""A finding as layers of features: what every format writes, and notebooks read.

Geometry is in longitude and latitude, cut at ±180°, shells counter-clockwise, as RFC 7946 has it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import assess, dateline, wording
from geo.assess.windows import width_deg
from geo.finding import Finding
from geo.geodesy import Floats
from geo.maps import shapes, track, words
from geo.maps.shapes import Shapes
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones, states

MOST_SAMPLES = 65_536
COARSE_DEG = 0.0025
_DIGITS = 6


@dataclass(frozen=True, eq=False)
class Layer:
    """Features of one kind.

    Attributes:
        name: such as ``launch`` or ``zones``.
        geometry: in degrees, heights in metres where there are any, one for each feature.
        fields: by name, a value for each feature; ``name`` is what to call it.
        minutes: since launch, one for each vertex of a track; empty where nothing moves.
    """

    name: str
    geometry: tuple[BaseGeometry, ...]
    fields: Mapping[str, tuple[Any, ...]]
    minutes: tuple[float, ...] = ()

    def rows(self) -> Iterator[tuple[BaseGeometry, dict[str, Any]]]:
        """Each feature with its own fields."""
        for row, shape in enumerate(self.geometry):
            yield shape, {name: values[row] for name, values in self.fields.items()}


def of(
    finding: Finding, zones: Zones, lang: Lang = "en", *, samples: bool = True
) -> tuple[Layer, ...]:
    """The layers of a finding; those without a feature are left out.

    Args:
        finding: what was worked out.
        zones: the dataset it was worked out with.
        lang: of the names.
        samples: whether the points of the splash are wanted, at most `MOST_SAMPLES` of them.
    """
    maker = _Maker(finding, zones, lang, shapes.of(finding, zones), words.of(lang))
    found = [
        maker.launch(),
        maker.launch_area(),
        maker.ring(),
        maker.annulus(),
        maker.windows(),
        maker.regions(),
        maker.samples() if samples else None,
        maker.track(),
        maker.nominal(),
        maker.landmarks(),
        maker.waters(),
    ]
    return tuple(layer for layer in found if layer is not None and layer.geometry)


def coarse(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The same layers with the outlines of zones simplified together by `COARSE_DEG`.

    For formats that are read whole into memory. Neighbours keep their common line.
    """
    return tuple(
        replace(layer, geometry=tuple(shapely.coverage_simplify(layer.geometry, COARSE_DEG)))
        if layer.name == "zones"
        else layer
        for layer in layers
    )


def _layer(
    layer: str, geometry: list[BaseGeometry], minutes: tuple[float, ...] = (), /, **fields: Any
) -> Layer:
    """A layer; a field is a list of values, or one value for all features."""
    count = len(geometry)
    columns = {
        key: tuple(value) if isinstance(value, list) else (value,) * count
        for key, value in fields.items()
    }
    return Layer(layer, tuple(geometry), columns, minutes)


@dataclass(frozen=True, eq=False)
class _Maker:
    """Makes each layer of one finding."""

    finding: Finding
    zones: Zones
    lang: Lang
    drawn: Shapes
    says: Mapping[str, str]

    def launch(self) -> Layer:
        finding, chance = self.finding, self.finding.chance
        return _layer(
            "launch",
            [shapely.Point(finding.origin.lon, finding.origin.lat)],
            name=finding.title,
            launch=finding.origin.name,
            date=None if finding.date is None else finding.date.isoformat(),
            spread_km=finding.origin.spread_km,
            zone=finding.zone,
            view=finding.view,
            verdict=wording.verdict(finding, self.lang),
            chance_inside=None if chance is None else _rounded(chance.value),
            chance_stderr=None if chance is None else _rounded(chance.stderr),
        )

    def launch_area(self) -> Layer:
        region = self.finding.report.launch.region is not None
        return _layer(
            "launch_area",
            [_home(self.drawn.launch)],
            name=self.says["launch_area" if region else "launch_95"],
            share=None if region else 0.95,
        )

    def ring(self) -> Layer | None:
        if self.drawn.ring is None:
            return None
        km = self.finding.ring_km
        return _layer(
            "ring",
            [_home(self.drawn.ring)],
            name=self.says["ring"].format(km=f"{km:,.0f}"),
            range_km=_rounded(km),
            ring_share=_rounded(self.finding.ring_share),
        )

    def annulus(self) -> Layer | None:
        if self.drawn.annulus is None:
            return None
        low_km, high_km = self.finding.range_interval_km
        return _layer(
            "annulus",
            [_home(self.drawn.annulus)],
            name=self.says["annulus"].format(low=f"{low_km:,.0f}", high=f"{high_km:,.0f}"),
            low_km=_rounded(low_km),
            high_km=_rounded(high_km),
            share=0.9,
        )

    def windows(self) -> Layer:
        bearings = [window for window, _ in self.drawn.windows]
        says = self.says["windows"].format(state=states.name(self.finding.zone, self.lang))
        return _layer(
            "windows",
            [_home(arc) for _, arc in self.drawn.windows],
            name=[f"{start:.1f}–{end:.1f}°" for start, end in bearings],
            meaning=says,
            zone=self.finding.zone,
            from_deg=[_rounded(start) for start, _ in bearings],
            to_deg=[_rounded(end) for _, end in bearings],
            width_deg=[_rounded(width_deg(window)) for window in bearings],
        )

    def regions(self) -> Layer:
        pairs = list(zip(shapes.SHARES, self.drawn.regions, strict=False))
        return _layer(
            "splash_regions",
            [_home(region) for _, region in pairs],
            name=[self.says[f"region_{share:.0%}".rstrip("%")] for share, _ in pairs],
            share=[share for share, _ in pairs],
        )

    def samples(self) -> Layer | None:
        """The first points of each randomisation, which are a low-discrepancy sample as well."""
        splash = self.finding.splash
        if splash is None:
            return None
        first = slice(0, MOST_SAMPLES // len(splash.lon))
        kept = splash.weight[:, first] > 0
        names = ("lon", "lat", "weight", "range_km", "bearing_deg", "launch_lon", "launch_lat")
        columns = {name: getattr(splash, name)[:, first][kept] for name in names}
        weight = columns["weight"] / columns["weight"].sum()
        located = assess.locate(self.zones, columns["lon"], columns["lat"])
        kinds = self.zones.kind
        owners = [self.zones.owner(row, self.finding.view) for row in range(len(kinds))]
        return _layer(
            "samples",
            list(shapely.points(columns["lon"], columns["lat"])),
            weight=weight.tolist(),
            owner=[None if row == assess.NOWHERE else owners[row] for row in located],
            kind=[None if row == assess.NOWHERE else kinds[row] for row in located],
            **{name: columns[name].round(_DIGITS).tolist() for name in names[3:]},
        )

    def track(self) -> Layer | None:
        """The path of the trajectory at its height, or else the nominal geodesic on the ground."""
        nominal, path = self.finding.nominal, self.finding.trajectory
        if self.drawn.track is None or nominal is None:
            return None
        fields = {
            "name": self.says["track"],
            "bearing_deg": _rounded(nominal.bearing_deg),
            "range_km": _rounded(nominal.range_km),
        }
        flown = track.of(self.finding)
        if path is None or flown is None:
            return _layer("track", [_home(self.drawn.track)], **fields)
        lon, height_m = (flown.lon + 180) % 360 - 180, np.maximum(flown.height_km, 0) * 1000
        parts = _cut(np.stack([lon, flown.lat, height_m, flown.minutes], axis=1))
        lines = [shapely.LineString(part[:, :3]) for part in parts]
        return _layer(
            "track",
            [lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)],
            tuple(round(float(minute), 4) for part in parts for minute in part[:, 3]),
            kind=path.kind,
            apogee_km=_rounded(path.apogee_km.value),
            flight_min=_rounded(path.flight_min.value),
            **fields,
        )

    def nominal(self) -> Layer | None:
        point = self.finding.nominal
        if point is None:
            return None
        return _layer(
            "nominal",
            [shapely.Point(point.lon, point.lat)],
            name=wording.nominal(self.finding, self.lang),
            bearing_deg=_rounded(point.bearing_deg),
            range_km=_rounded(point.range_km),
            margin_km=_rounded(point.margin_km),
        )

    def landmarks(self) -> Layer:
        marks = self.finding.landmarks
        return _layer(
            "landmarks",
            [shapely.Point(mark.lon, mark.lat) for mark in marks],
            name=[mark.names.get(self.lang, mark.name) for mark in marks],
        )

    def waters(self) -> Layer:
        """The waters asked about, and all that the splash or the annulus touches."""
        finding, zones, drawn = self.finding, self.zones, self.drawn
        asked = set(zones.rows(finding.zone, finding.view).tolist())
        reach = [_home(shape) for shape in (drawn.annulus, *drawn.regions) if shape is not None]
        rows = [
            row
            for row, water in enumerate(zones.geometry)
            if row in asked or any(shape.intersects(water) for shape in reach)
        ]
        chances = {
            (zone.kind, zone.claimants, zone.names["en"]): zone.chance.value
            for zone in finding.zones
        }
        keys = [(zones.kind[row], zones.claimants[row], zones.names["en"][row]) for row in rows]
        return _layer(
            "zones",
            [shapely.orient_polygons(zones.geometry[row]) for row in rows],
            name=[zones.names[self.lang][row] for row in rows],
            **{f"name_{lang}": [zones.names[lang][row] for row in rows] for lang in LANGUAGES},
            kind=[zones.kind[row] for row in rows],
            claimants=["|".join(zones.claimants[row]) for row in rows],
            entitlement_disputed_by=["|".join(zones.disputed_by[row]) for row in rows],
            owner=[zones.owner(row, finding.view) for row in rows],
            asked=[row in asked for row in rows],
            chance=[_rounded(chances.get(key, 0.0)) if finding.chance else None for key in keys],
            attribution=finding.dataset.attribution,
        )


def _cut(points: Floats) -> list[Floats]:
    """A line, lon and lat first, shape (n, m), cut at ±180° with a vertex on each side."""
    parts: list[list[Floats]] = [[points[0]]]
    for before, here in pairwise(points):
        if abs(here[0] - before[0]) > 180:
            edge = np.copysign(180.0, before[0])
            step = (here[0] - before[0] + 180) % 360 - 180
            between = before + (edge - before[0]) / step * (here - before)
            parts[-1].append(np.append(edge, between[1:]))
            parts.append([np.append(-edge, between[1:])])
        parts[-1].append(here)
    return [np.array(part) for part in parts]


def _home(shape: BaseGeometry) -> BaseGeometry:
    """A shape on the usual copy of the world."""
    found = dateline.recentre(shape, 0.0)
    return shapely.orient_polygons(found) if shapely.get_dimensions(found) == 2 else found


def _rounded(value: float) -> float:
    return round(float(value), _DIGITS)
