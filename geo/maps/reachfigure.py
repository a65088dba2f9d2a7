"""What a range can reach as a figure for print: PNG, SVG or PDF, in Web Mercator like the map."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import dateline
from geo.geodesy import Floats
from geo.maps import basemap, frame, paper, style
from geo.maps.frame import Frame, mercator_y
from geo.reach import Reach
from geo.reach import words as reachwords
from geo.wording import Lang
from geo.zones import Zones

_WIDE_IN = 7.2
_DPI = 200
_MOST_CITIES = 14
_APART = 0.05  # of the figure's width between named cities
_INK, _SOFT, _SEA, _LAND = (style.LIGHT[name] for name in ("ink", "ink-soft", "sea", "land"))
_REACH, _EDGE = style.LIGHT["splash"], style.LIGHT["splash-ink"]


def draw(reach: Reach, zones: Zones, kind: str, lang: Lang = "en") -> bytes:
    """The figure of a reach as the bytes of a file; the same reach gives the same bytes.

    Args:
        reach: what was worked out.
        zones: the dataset it was worked out with.
        kind: one of `paper.FORMATS`.
        lang: of the title and the notes.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    lon0 = reach.starts[0].lon
    inner, outer = (dateline.recentre(area, lon0) for area in (reach.inner, reach.outer))
    seen = frame.of(lon0, [outer], [])
    base = basemap.of(seen, zones)
    west, south, east, north = seen.view
    bottom, top = (float(y) for y in mercator_y([south, north]))
    high_in = min(_WIDE_IN * (top - bottom) / (east - west), 1.4 * _WIDE_IN) + 0.7
    with mpl.rc_context(paper.look(lang, 7.5)), paper.any_glyph():
        figure = Figure(figsize=(_WIDE_IN, high_in), facecolor="white")
        axes = figure.add_axes((0.02, 0.36 / high_in, 0.96, 1 - 0.7 / high_in))
        axes.set_facecolor(_SEA)
        for spine in axes.spines.values():
            spine.set_linewidth(0.4)
        for shape in base.land:
            _fill(axes, shape, facecolor=_LAND, edgecolor=_LAND, linewidth=0.2)
        for shape in base.limits:
            _trace(axes, shape, color=style.LIGHT["limit"], linewidth=0.5)
        if reach.banded:
            _fill(axes, outer, facecolor=_REACH, alpha=0.16, linewidth=0)
            _trace(axes, outer.boundary, color=_EDGE, linewidth=0.7, linestyle="--")
        _fill(axes, inner, facecolor=_REACH, alpha=0.22, linewidth=0)
        _trace(axes, inner.boundary, color=_EDGE, linewidth=1.0)
        _names(axes, reach, seen)
        axes.set_xlim(west, east)
        axes.set_ylim(bottom, top)
        axes.set_aspect("equal")
        axes.set_xticks([])
        axes.set_yticks([])
        figure.text(0.02, 1 - 0.24 / high_in, reachwords.title(reach, lang), size=11, weight="bold")
        credit = f"{zones.provenance.attribution} · Natural Earth"
        notes = " · ".join([*reachwords.notes(reach, lang), credit])
        figure.text(0.02, 0.09 / high_in, notes, size=5.5, color=_SOFT, wrap=True)
        return paper.written(figure, kind, _DPI)


def _names(axes: object, reach: Reach, seen: Frame) -> None:
    """The places, and the largest cities that leave each other room."""
    west, _, east, _ = seen.view
    marks = [(start.name, start.lon, start.lat, True) for start in reach.starts]
    ranked = sorted(reach.cities, key=lambda each: (not each.city.capital, -each.city.population))
    marks += [(each.city.name, each.city.lon, each.city.lat, False) for each in ranked]
    taken: list[tuple[float, float]] = []
    for name, lon, lat, is_start in marks:
        x = (lon - seen.lon0 + 180) % 360 - 180 + seen.lon0
        y = float(mercator_y(lat))
        near = any(np.hypot(x - a, y - b) < _APART * (east - west) for a, b in taken)
        if (near and not is_start) or len(taken) > _MOST_CITIES + len(reach.starts):
            continue
        taken.append((x, y))
        size, weight = (4.5, "bold") if is_start else (2.0, "normal")
        axes.plot([x], [y], "o", color=_INK, markersize=size)  # type: ignore[attr-defined]
        axes.annotate(  # type: ignore[attr-defined]
            name, (x, y), (3, 2), textcoords="offset points", color=_INK, weight=weight
        )


def _fill(axes: object, shape: BaseGeometry, **look: object) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            rings = [_mercator(ring) for ring in (part.exterior, *part.interiors)]
            outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
            axes.add_patch(PathPatch(outline, **look))  # type: ignore[attr-defined]


def _trace(axes: object, shape: BaseGeometry, **look: object) -> None:
    for part in shapely.get_parts(shape):
        if part.geom_type in ("LineString", "LinearRing"):
            x, y = _mercator(part).T
            axes.plot(x, y, **look)  # type: ignore[attr-defined]


def _mercator(line: BaseGeometry) -> Floats:
    lon, lat = shapely.get_coordinates(line).T
    return np.column_stack([lon, mercator_y(np.clip(lat, -frame.NORTHMOST, frame.NORTHMOST))])
