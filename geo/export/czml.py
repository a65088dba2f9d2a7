"""CZML for Cesium: a packet for each part of each feature, and the flight as it moves.

Fills lie on the ground. Wide ones are cut into tiles, for Cesium flattens a polygon before it
fills it; edges follow rhumb lines, which are what tiles and this package's edges are.
"""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import brief
from geo.export import about, layers, look
from geo.export.layers import Layer
from geo.export.look import Look
from geo.finding import Finding
from geo.wording import Lang
from geo.zones import Zones

_TILE_DEG = 30.0
_PLAY_S = 30.0  # of the reader's time for a flight
_POINT_PX = {"launch": 12, "nominal": 10, "landmarks": 8}
_NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def of(finding: Finding, zones: Zones, lang: Lang = "en") -> bytes:
    """The file, without the points of the sample."""
    found = layers.coarse(layers.of(finding, zones, lang, samples=False))
    packets = [_document(finding, found, lang)]
    credit = brief.attribution(finding.dataset)
    for layer in found:
        for row, (shape, fields) in enumerate(layer.rows()):
            group = f"{layer.name}-{row}"
            told = {"name": str(fields["name"]), "description": about.balloon(fields, credit)}
            drawn = look.of(layer.name, fields, finding.zone)
            packets.append({"id": group, **told})
            packets += [
                {"id": f"{group}-{number}", "parent": group, **told, **graphics}
                for number, graphics in enumerate(_graphics(layer, shape, drawn))
            ]
        if layer.minutes:
            packets.append(_flight(layer, finding))
    text = json.dumps(packets, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (text + "\n").encode()


def _document(finding: Finding, found: tuple[Layer, ...], lang: Lang) -> dict[str, Any]:
    document = {
        "id": "document",
        "version": "1.0",
        "name": finding.title,
        "description": about.html(finding, lang),
        "properties": {
            key: json.dumps(value, ensure_ascii=False)
            for key, value in about.of(finding, lang).items()
        },
    }
    minutes = [layer.minutes[-1] for layer in found if layer.minutes]
    if minutes:
        start = _start(finding)
        document["clock"] = {
            "interval": f"{_instant(start)}/{_instant(start, minutes[0])}",
            "currentTime": _instant(start),
            "multiplier": round(60 * minutes[0] / _PLAY_S, 2),
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        }
    return document


def _graphics(layer: Layer, shape: BaseGeometry, drawn: Look) -> Iterator[dict[str, Any]]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            yield _point(layer, part, drawn)
        elif part.geom_type == "LineString":
            yield _polyline(part, drawn)
        else:
            yield from _fill(part, drawn)
            if drawn.width and layer.name != "zones":  # neighbours' lines would lie twice
                for ring in shapely.get_rings(part):
                    yield _polyline(ring, drawn)


def _point(layer: Layer, point: BaseGeometry, drawn: Look) -> dict[str, Any]:
    dot = {
        "pixelSize": _POINT_PX[layer.name],
        "color": _rgba(drawn.line, 1.0),
        "outlineColor": _rgba("#ffffff", 1.0),
        "outlineWidth": 2,
    }
    return {
        "position": {"cartographicDegrees": [*_flat(point), 0]},
        "point": dot | {"heightReference": "CLAMP_TO_GROUND"},
    }


def _polyline(line: BaseGeometry, drawn: Look) -> dict[str, Any]:
    points = shapely.get_coordinates(line, include_z=True)
    in_air = bool(line.has_z)
    positions = np.where(np.isnan(points), 0.0, points).round(6).ravel().tolist()
    return {
        "polyline": {
            "positions": {"cartographicDegrees": positions},
            "width": drawn.width,
            "clampToGround": not in_air,
            "arcType": "NONE" if in_air else "RHUMB",
            "material": {"solidColor": {"color": _rgba(drawn.line, drawn.line_opacity)}},
        }
    }


def _fill(polygon: BaseGeometry, drawn: Look) -> Iterator[dict[str, Any]]:
    for tile in _tiles(polygon):
        fill: dict[str, Any] = {
            "positions": {"cartographicDegrees": _level(tile.exterior)},
            "material": {"solidColor": {"color": _rgba(drawn.fill, drawn.opacity)}},
            "arcType": "RHUMB",
        }
        if tile.interiors:
            fill["holes"] = {"cartographicDegrees": [_level(hole) for hole in tile.interiors]}
        yield {"polygon": fill}


def _tiles(polygon: BaseGeometry) -> Iterator[BaseGeometry]:
    """A polygon in pieces that are not wider or higher than a tile."""
    west, south, east, north = polygon.bounds
    if max(east - west, north - south) <= _TILE_DEG:
        yield polygon
        return
    for x in np.arange(np.floor(west / _TILE_DEG), np.ceil(east / _TILE_DEG)) * _TILE_DEG:
        for y in np.arange(np.floor(south / _TILE_DEG), np.ceil(north / _TILE_DEG)) * _TILE_DEG:
            piece = polygon.intersection(shapely.box(x, y, x + _TILE_DEG, y + _TILE_DEG))
            for part in shapely.get_parts(piece):
                if part.geom_type == "Polygon" and not part.is_empty:
                    yield part


def _flight(layer: Layer, finding: Finding) -> dict[str, Any]:
    """A point that flies along a track, with the way it has come behind it."""
    start, drawn = _start(finding), look.of(layer.name, {}, finding.zone)
    points = shapely.get_coordinates(layer.geometry, include_z=True).round(6).tolist()
    timed = [
        value
        for minute, point in zip(layer.minutes, points, strict=True)
        for value in (round(60 * minute, 3), *point)
    ]
    minutes = layer.minutes[-1]
    return {
        "id": "flight",
        "name": finding.title,
        "availability": f"{_instant(start)}/{_instant(start, minutes)}",
        "position": {
            "epoch": _instant(start),
            "cartographicDegrees": timed,
            "interpolationAlgorithm": "LAGRANGE",
            "interpolationDegree": 2,
        },
        "point": {"pixelSize": 10, "color": _rgba(drawn.line, 1.0), "outlineWidth": 2},
        "path": {
            "leadTime": 0,
            "trailTime": round(60 * minutes, 3),
            "width": 3,
            "material": {"solidColor": {"color": _rgba(look.SPLASH, 1.0)}},
        },
    }


def _start(finding: Finding) -> dt.datetime:
    """The launch; midnight where only the day is known, and a day of no meaning without one."""
    known = about.launched(finding)
    if known is not None or finding.date is None:
        return known or _NO_DAY
    return dt.datetime.combine(finding.date, dt.time(), dt.UTC)


def _instant(start: dt.datetime, minutes: float = 0.0) -> str:
    moment = start + dt.timedelta(seconds=round(60 * minutes, 3))
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _rgba(colour: str, opacity: float) -> dict[str, list[int]]:
    channels = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    return {"rgba": [*channels, round(255 * opacity)]}


def _flat(shape: BaseGeometry) -> list[float]:
    return [round(float(value), 6) for value in shapely.get_coordinates(shape)[0]]


def _level(ring: BaseGeometry) -> list[float]:
    """A ring on the ground, not closed: longitude, latitude and height 0, again and again."""
    points = shapely.get_coordinates(ring)[:-1]
    flat = np.column_stack([points, np.zeros(len(points))]).round(6).ravel()
    return [float(value) for value in flat]
