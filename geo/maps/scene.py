"""A finding as plain data: everything that the page's scripts draw and write."""

from typing import Any

from geo import brief, land
from geo.finding import Finding
from geo.maps import encode, frame, labels, panel, picture, spots, style, track, waters
from geo.maps.frame import Frame
from geo.maps.picture import Picture
from geo.wording import Lang
from geo.zones import Zones

_PLACES = 5  # decimals of points and boxes
_FINE_DIGITS = 3  # smooth curves show what coasts hide


def of(finding: Finding, zones: Zones, lang: Lang) -> dict[str, Any]:
    """The data of a page, without its tiles."""
    whole = picture.of(finding, zones, lang)
    seen = whole.frame
    return {
        "words": whole.says,
        "panel": panel.of(whole),
        "map": {
            "unit": 10**seen.digits,
            "view": _box(seen.view),
            "area": _box(seen.area),
            "seams": seams(seen),
            "pixel": round(seen.pixel_deg, _PLACES),
            "attribution": brief.attribution(finding),
            "squeeze": spots.SQUEEZE,
            "labels": [label.to_dict() for label in labels.of(whole)],
            **_ground(whole),
            **_flight(whole),
        },
    }


def _ground(whole: Picture) -> dict[str, Any]:
    base, digits = whole.base, whole.frame.digits
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


def _box(box: frame.Box) -> list[float]:
    return [round(edge, _PLACES) for edge in box]


def seams(seen: Frame) -> list[list[float]]:
    """Longitudes and latitudes along which land is cut."""
    west, south, east, north = land.DETAIL_BOX
    lons = {lon + shift for lon in (west, east, -180, 180) for shift in (-360, 0, 360)}
    return [
        sorted(lons | {seen.area[0], seen.area[2]}),
        sorted({south, north, seen.area[1], seen.area[3]}),
    ]
