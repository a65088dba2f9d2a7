"""A finding as plain data: everything that the page's scripts draw and write."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from geo import brief, land, wording
from geo.finding import Finding
from geo.flight import words as flightwords
from geo.maps import (
    agreements,
    encode,
    frame,
    globe,
    labels,
    panel,
    picture,
    spots,
    steps,
    style,
    track,
    waters,
)
from geo.maps.frame import Frame
from geo.maps.labels import Label
from geo.maps.picture import Ground, Picture
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones, states

_FORMS = ("windows", "windows_none", "windows_all", "slivers")  # sentences that the page fills in
_PLACES = 5  # decimals of points and boxes
_FINE_DIGITS = 3  # smooth curves show what coasts hide

NO_FLIGHT: Mapping[str, Any] = {
    "fine": 10**_FINE_DIGITS,
    "origin": None,
    "landmarks": (),
    **dict.fromkeys(("launch", "annulus", "ring", "windows", "regions"), ()),
    "nominal": None,
}
"""What the drawing of a map expects of a flight, where there is none."""


def of(finding: Finding, zones: Zones, lang: Lang) -> dict[str, Any]:
    """The data of a page, without its tiles."""
    whole = picture.of(finding, zones, lang)
    named = labels.of(whole)
    world = globe.of(whole)
    return {
        "lang": lang,
        "texts": {each: _texts(whole.spoken(each), named) for each in LANGUAGES},
        "map": {
            "attribution": brief.attribution(finding.dataset),
            "labels": [label.to_dict() for label in named],
            **ground(whole),
            "allLimits": _all_limits(whole),
            **_flight(whole),
            "agreements": agreements.shapes(whole),
            "dataBox": list(zones.provenance.box),
        },
        "steps": steps.of(finding, zones),
        "bearing": None if finding.nominal is None else round(finding.nominal.bearing_deg, 3),
        "density": _density(whole),
        "path": _path(whole),
        "globe": None if world is None else world.to_dict(),
    }


def _texts(whole: Picture, named: list[Label]) -> dict[str, Any]:
    """Everything that is said in one language."""
    lang = whole.lang
    forms = wording.text(lang)
    said = {name: forms[name] for name in _FORMS} | {"at": flightwords.text(lang)["at"]}
    return {
        "words": whole.says,
        "forms": said | {"state": states.name(whole.finding.zone, lang)},
        "panel": panel.of(whole),
        "names": [label.words(lang) for label in named],
        "waters": [_water(whole, row) for row in whole.rows],
        "agreements": agreements.texts(whole),
        "copy": brief.plain(whole.finding, lang),
    }


def _water(whole: Picture, row: int) -> str:
    """A row of the zones: what it is, who claims it, and who denies that."""
    zones, says = whole.zones, whole.says
    name = zones.names[whole.lang][row]
    if zones.disputed_by[row]:
        name += says["comma"] + says["denied_by"].format(names=whole.names(zones.disputed_by[row]))
    return name


def ground(whole: Ground) -> dict[str, Any]:
    """What lies under the launches of any map: frame, land, zones and limits."""
    seen = whole.frame
    base, digits = whole.base, seen.digits
    limits = [
        {
            "type": style.limit(kind),
            "asked": asked,
            "shape": encode.lines(line, digits),
        }
        for kind, line, asked in zip(
            whole.zones.limits.type, base.limits, waters.asked(whole), strict=True
        )
        if not line.is_empty and style.limit(kind)
    ]
    return {
        "unit": 10**seen.digits,
        "view": box(seen.view),
        "area": box(seen.area),
        "seams": seams(seen),
        "pixel": round(seen.pixel_deg, _PLACES),
        "lon0": round(seen.lon0, _PLACES),
        "squeeze": spots.SQUEEZE,
        "land": [part for shape in base.land for part in encode.polygons(shape, digits)],
        "zones": [
            {
                "kind": whole.zones.kind[row],
                **waters.look(whole, row),
                "shape": encode.polygons(base.zones[row], digits),
            }
            for row in whole.rows
        ],
        "limits": sorted(limits, key=lambda limit: bool(limit["asked"])),
        "dataEdge": encode.lines(base.data_edge, digits),
    }


def _all_limits(whole: Picture) -> bool:
    """Whether every limit of the waters asked about lies in the picture."""
    west, south, east, north = whole.frame.area
    asked = whole.zones.limits.geometry[np.array(waters.asked(whole), dtype=bool)]
    lon, lat = shapely.get_coordinates(asked).T
    lon = (lon - whole.frame.lon0 + 180) % 360 - 180 + whole.frame.lon0
    return bool(((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).all())


def _flight(whole: Picture) -> dict[str, Any]:
    finding, drawn = whole.finding, whole.shapes
    digits = max(whole.frame.digits, _FINE_DIGITS)
    nominal = finding.nominal

    def point(lon: float, lat: float) -> list[float]:
        return [round(whole.lon(lon), _PLACES), round(lat, _PLACES)]

    return {
        "fine": 10**digits,
        "origin": point(finding.origin.lon, finding.origin.lat),
        "launch": encode.polygons(drawn.launch, digits),
        "annulus": encode.polygons(drawn.annulus, digits),
        "ring": encode.lines(drawn.ring, digits),
        "windows": [encode.lines(arc, digits) for _, arc in drawn.windows],
        "regions": [encode.polygons(region, digits) for region in drawn.regions],
        "track": encode.lines(drawn.track, digits),
        "minutes": [point(mark.lon, mark.lat) for mark in track.marks(finding)],
        "nominal": None if nominal is None else point(nominal.lon, nominal.lat),
        "landmarks": [point(mark.lon, mark.lat) for mark in finding.landmarks],
        "atSea": drawn.at_sea,
    }


def _density(whole: Picture) -> dict[str, Any] | None:
    """The density of the splash as whole numbers, thousandths of its peak."""
    grid = whole.shapes.density
    if grid is None:
        return None
    peak = float(grid.per_km2.max())
    return {
        "polar": grid.polar,
        "turn": round(grid.turn_deg, 4),
        "middle": round(grid.middle_km, 3),
        "start": [round(km, 3) for km in grid.start],
        "step": [round(km, 5) for km in grid.step],
        "shape": list(grid.per_km2.shape),
        "peak": float(f"{peak:.5g}"),
        "values": np.round(grid.per_km2 / peak * 1000).astype(int).ravel().tolist(),
    }


def _path(whole: Picture) -> dict[str, Any] | None:
    """The arc of the trajectory, point by point; None where none is drawn."""
    flown = track.of(whole.finding)
    if flown is None:
        return None
    lon, lat = track.line(flown)
    shift = whole.lon(float(lon[0])) - float(lon[0])
    return {
        "minutes": [round(float(minute), 3) for minute in flown.minutes],
        "lon": [round(float(each) + shift, _PLACES) for each in lon],
        "lat": [round(float(each), _PLACES) for each in lat],
        "km": [round(float(each), 2) for each in flown.height_km],
    }


def box(box: frame.Box) -> list[float]:
    """West, south, east, north, rounded."""
    return [round(edge, _PLACES) for edge in box]


def seams(seen: Frame) -> list[list[float]]:
    """Longitudes and latitudes along which land is cut."""
    west, south, east, north = land.DETAIL_BOX
    lons = {lon + shift for lon in (west, east, -180, 180) for shift in (-360, 0, 360)}
    return [
        sorted(lons | {seen.area[0], seen.area[2]}),
        sorted({south, north, seen.area[1], seen.area[3]}),
    ]
