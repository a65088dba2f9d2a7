"""The map of what a range can reach, on the page that findings are drawn on."""

from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo import dateline
from geo.maps import basemap, encode, frame, style, words
from geo.maps.basemap import Basemap
from geo.maps.frame import Frame
from geo.maps.labels import Label, same
from geo.maps.scene import box, seams
from geo.maps.spots import SQUEEZE
from geo.reach import Reach
from geo.reach import words as reachwords
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

_SIDES = ("right", "left", "above", "below")
_MOST_CITIES = 400
_ZOOMS = ((20, 0.0), (60, 3.0), (200, 4.5), (_MOST_CITIES, 5.5))
_FINE_DIGITS = 3


def render(reach: Reach, zones: Zones, lang: Lang = "en", *, online_tiles: bool = True) -> str:
    """The map of a reach as an HTML page that needs no other file and no network.

    Args:
        reach: what was worked out.
        zones: the dataset it was worked out with.
        lang: of every word that the page writes itself.
        online_tiles: whether the reader can switch on a satellite image.
    """
    from geo.maps import page

    named = list(_labels(reach, reach.starts[0].lon))
    texts = {
        each: {
            "words": words.of(each),
            "panel": _panel(reach, zones, each),
            "names": [label.words(each) for label in named],
        }
        for each in LANGUAGES
    }
    data = {"lang": lang, "texts": texts, "map": _map(reach, zones, named)}
    return page.assemble(data, lang, online_tiles=online_tiles)


def _map(reach: Reach, zones: Zones, named: list[Label]) -> dict[str, Any]:
    lon0 = reach.starts[0].lon
    inner, outer = (dateline.recentre(area, lon0) for area in (reach.inner, reach.outer))
    edges = (inner, outer) if reach.banded else (inner,)
    seen = frame.of(lon0, [outer], [])
    base = basemap.of(seen, zones)
    fine = max(seen.digits, _FINE_DIGITS)
    starts = [[round(_near(start.lon, lon0), 5), round(start.lat, 5)] for start in reach.starts]
    return {
        "unit": 10**seen.digits,
        "view": box(seen.view),
        "area": box(seen.area),
        "seams": seams(seen),
        "pixel": round(seen.pixel_deg, 5),
        "lon0": round(lon0, 5),
        "attribution": [zones.provenance.attribution, "Natural Earth"],
        "squeeze": SQUEEZE,
        "labels": [label.to_dict() for label in named],
        **_ground(base, zones, seen),
        "fine": 10**fine,
        "origin": starts[0],
        "others": starts[1:],
        "launch": [],
        "annulus": [] if reach.banded else encode.polygons(inner, fine),
        "ring": [line for area in edges for line in encode.lines(_outline(area, seen), fine)],
        "windows": [],
        "regions": [encode.polygons(area, fine) for area in (inner, outer)] if reach.banded else [],
        "track": [],
        "nominal": None,
        "minutes": [],
        "landmarks": [],
        "atSea": False,
        "look": "reach",
    }


def _outline(area: BaseGeometry, seen: Frame) -> BaseGeometry:
    """The edge of an area, without the cut opposite the first place."""
    west, south, east, north = seen.lon0 - 180, -90.0, seen.lon0 + 180, 90.0
    world = shapely.box(west, south, east, north).exterior
    rest = area.boundary.difference(world.buffer(1e-9))
    return shapely.line_merge(rest) if rest.geom_type == "MultiLineString" else rest


def _ground(base: Basemap, zones: Zones, seen: Frame) -> dict[str, Any]:
    limits = [
        {"type": style.limit(kind), "asked": False, "shape": encode.lines(line, seen.digits)}
        for kind, line in zip(zones.limits.type, base.limits, strict=True)
        if not line.is_empty and style.limit(kind)
    ]
    return {
        "land": [part for shape in base.land for part in encode.polygons(shape, seen.digits)],
        "zones": [
            {
                "kind": zones.kind[row],
                **_look(zones, row),
                "shape": encode.polygons(shape, seen.digits),
            }
            for row, shape in enumerate(base.zones)
            if not shape.is_empty
        ],
        "limits": limits,
        "dataEdge": encode.lines(base.data_edge, seen.digits),
    }


def _look(zones: Zones, row: int) -> dict[str, str | list[str]]:
    """The tint of one claimant, the stripes of several; no state's waters stand out."""
    inks = [style.tint(code, "") for code in zones.claimants[row]]
    return {"ground": inks[0], "stripes": []} if len(inks) == 1 else {"ground": "", "stripes": inks}


def _labels(reach: Reach, lon0: float) -> Iterator[Label]:
    for start in reach.starts:
        yield Label(same(start.name), "launch", ((_near(start.lon, lon0), start.lat, 0.0),), _SIDES)
    names = {start.name for start in reach.starts}
    ranked = sorted(reach.cities, key=lambda each: (not each.city.capital, -each.city.population))
    for rank, each in enumerate(ranked[:_MOST_CITIES]):
        zoom = next(zoom for most, zoom in _ZOOMS if rank < most)
        if each.city.name not in names:
            spot = (_near(each.city.lon, lon0), each.city.lat, 0.0)
            yield Label(same(each.city.name), "city", (spot,), _SIDES, zoom)


def _near(lon: float, lon0: float) -> float:
    """A longitude on the copy of the world around another."""
    return float((lon - lon0 + 180) % 360 - 180 + lon0)


def _panel(reach: Reach, zones: Zones, lang: Lang) -> dict[str, Any]:
    says, spoken, dataset = words.of(lang), reachwords.text(lang), zones.provenance
    *caveats, cities = reachwords.notes(reach, lang)
    key = (
        [("region-50", "inner"), ("region-90", "outer")] if reach.banded else [("annulus", "ring")]
    )
    zones_from = says["zones_from"].format(
        title=dataset.title,
        version=dataset.version,
        licence=dataset.licence,
        attribution=dataset.attribution,
    )
    return {
        "title": reachwords.title(reach, lang),
        "kicker": "",
        "verdict": caveats[0] if caveats else "",
        "summary": caveats[1:],
        "chance": None,
        "ring": None,
        "statements": [],
        "sections": [
            {"title": title, "text": text} for title, text in reachwords.rows(reach, zones, lang)
        ],
        "trajectory": None,
        "key": [{"symbol": symbol, "text": spoken[name]} for symbol, name in key],
        "where": [],
        "basis": [],
        "notes": [],
        "sources": [],
        "credits": [cities, zones_from, says["land"], says["natural_earth"], says["no_navigation"]],
    }
