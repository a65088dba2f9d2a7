"""Geometry and text as JSON that can stand in a page.

A ring or line is a flat list of whole numbers: its first longitude and latitude, then the step
to each next vertex, in units of 10^-digits degrees. That is a third of the size of GeoJSON.
"""

import json
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def polygons(shape: BaseGeometry | None, digits: int) -> list[list[list[int]]]:
    """The rings of each polygon of a shape, shells first; rings too small to see are left out.

    >>> polygons(shapely.box(0, 0, 1, 1), 2)
    [[[100, 0, 0, 100, -100, 0, 0, -100]]]
    """
    found = []
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        rings = [_steps(ring, digits)[:-2] for ring in (part.exterior, *part.interiors)]
        if len(rings[0]) >= 6:
            found.append([rings[0], *(ring for ring in rings[1:] if len(ring) >= 6)])
    return found


def lines(shape: BaseGeometry | None, digits: int) -> list[list[int]]:
    """The lines of a shape.

    >>> lines(shapely.LineString([(0, 0), (1, 2)]), 1)
    [[0, 0, 10, 20]]
    """
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in _LINES]
    steps = [_steps(part, digits) for part in parts]
    return [line for line in steps if len(line) >= 4]


def safe_json(value: Any) -> str:
    r"""A value as JSON without anything that ends a script block or starts a comment in one.

    >>> safe_json(["</script><!--", "\u2028"])
    '["\\u003c/script\\u003e\\u003c!--","\\u2028"]'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return text


_LINES = ("LineString", "LinearRing")


def _steps(line: BaseGeometry, digits: int) -> list[int]:
    whole = np.round(shapely.get_coordinates(line) * 10**digits).astype(np.int64)
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    found: list[int] = np.concatenate([whole[:1], steps]).ravel().tolist()
    return found
