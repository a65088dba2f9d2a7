"""KML and KMZ for Google Earth: a folder for each layer, the flight at its height and in time.

OGC KML 2.3's ``gx:Track`` (Google's extension) moves along the flight; the line and the folders
are plain KML 2.2. Balloons read descriptions as HTML, so every text in them is escaped twice: once
for HTML, once for XML.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry.base import BaseGeometry

from geo import brief
from geo.export import about, layers, look
from geo.export.layers import Layer
from geo.export.look import Look
from geo.finding import Finding
from geo.maps import words
from geo.wording import Lang
from geo.zones import Zones

_KML, _GX = "http://www.opengis.net/kml/2.2", "http://www.google.com/kml/ext/2.2"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAME_DATE = (1980, 1, 1, 0, 0, 0)
_FOLDERS = {
    "launch": "launch_point",
    "launch_area": "launch_95",
    "ring": "layer_range",
    "annulus": "layer_band",
    "windows": "layer_windows",
    "splash_regions": "layer_splash",
    "track": "layer_track",
    "nominal": "layer_nominal",
    "landmarks": "landmark",
    "zones": "layer_zones",
}


def of(finding: Finding, zones: Zones, lang: Lang = "en") -> bytes:
    """The KML file, without the points of the sample."""
    ET.register_namespace("", _KML)
    ET.register_namespace("gx", _GX)
    root = ET.Element(f"{{{_KML}}}kml")
    document = _add(root, "Document")
    _add(document, "name", finding.title)
    _add(document, "Snippet", brief.of(finding, lang).verdict, maxLines="2")
    _add(document, "description", about.html(finding, lang))
    writer = _Writer(finding, lang)
    for layer in layers.coarse(layers.of(finding, zones, lang, samples=False)):
        writer.write(document, layer)
    ET.indent(root, "")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def zipped(finding: Finding, zones: Zones, lang: Lang = "en") -> bytes:
    """The same as KMZ."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("doc.kml", _SAME_DATE), of(finding, zones, lang), 8)
    return file.getvalue()


class _Writer:
    """Writes the layers of one finding."""

    def __init__(self, finding: Finding, lang: Lang) -> None:
        self.finding = finding
        self.says = words.of(lang)
        self.credits = brief.attribution(finding.dataset)
        self.launched = about.launched(finding)

    def write(self, document: ET.Element, layer: Layer) -> None:
        """A layer as a folder."""
        folder = _add(document, "Folder")
        _add(folder, "name", self.says[_FOLDERS[layer.name]])
        for shape, fields in layer.rows():
            placemark = self._placemark(folder, layer, fields)
            _geometry(placemark, shape, in_air=shape.has_z)
        if layer.minutes and self.launched is not None:
            placemark = self._placemark(folder, layer, next(layer.rows())[1])
            self._flight(placemark, layer, self.launched)

    def _placemark(self, folder: ET.Element, layer: Layer, fields: dict[str, Any]) -> ET.Element:
        placemark = _add(folder, "Placemark")
        _add(placemark, "name", str(fields["name"]))
        _add(placemark, "Snippet", maxLines="0")
        _add(placemark, "description", about.balloon(fields, self.credits))
        if layer.minutes and self.launched is not None:
            span = _add(placemark, "TimeSpan")
            _add(span, "begin", _instant(self.launched))
            _add(span, "end", _instant(self.launched, layer.minutes[-1]))
        _style(placemark, look.of(layer.name, fields, self.finding.zone))
        data = _add(placemark, "ExtendedData")
        for name, value in fields.items():
            if name != "name" and value is not None:
                _add(_add(data, "Data", name=name), "value", str(value))
        return placemark

    def _flight(self, placemark: ET.Element, layer: Layer, launched: dt.datetime) -> None:
        """A track that Google Earth plays."""
        track = ET.SubElement(placemark, f"{{{_GX}}}Track")
        _add(track, "altitudeMode", "absolute")
        for minute in layer.minutes:
            _add(track, "when", _instant(launched, minute))
        for lon, lat, height_m in shapely.get_coordinates(layer.geometry, include_z=True):
            ET.SubElement(track, f"{{{_GX}}}coord").text = f"{lon:.6f} {lat:.6f} {height_m:.1f}"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_KML}}}{tag}", attributes)
    element.text = None if text is None else _NO_XML.sub("\ufffd", text)
    return element


def _style(placemark: ET.Element, drawn: Look) -> None:
    style = _add(placemark, "Style")
    _add(_add(style, "IconStyle"), "color", _colour(drawn.line, 1.0))
    line = _add(style, "LineStyle")
    _add(line, "color", _colour(drawn.line, drawn.line_opacity))
    _add(line, "width", f"{drawn.width:g}")
    _add(_add(style, "PolyStyle"), "color", _colour(drawn.fill or drawn.line, drawn.opacity))
    _add(_add(style, "BalloonStyle"), "text", "$[description]")


def _colour(colour: str, opacity: float) -> str:
    """KML writes opacity, blue, green, red.

    >>> _colour("#d5511d", 0.5)
    '801d51d5'
    """
    return f"{round(255 * opacity):02x}{colour[5:7]}{colour[3:5]}{colour[1:3]}"


def _instant(launched: dt.datetime, minutes: float = 0.0) -> str:
    moment = launched + dt.timedelta(seconds=round(60 * minutes, 3))
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _geometry(parent: ET.Element, shape: BaseGeometry, *, in_air: bool) -> None:
    parts = shapely.get_parts(shape)
    holder = parent if len(parts) == 1 else _add(parent, "MultiGeometry")
    for part in parts:
        if part.geom_type == "Polygon":
            polygon = _add(holder, "Polygon")
            _add(polygon, "tessellate", "1")
            for tag, ring in _rings(part):
                _add(_add(_add(polygon, tag), "LinearRing"), "coordinates", _coordinates(ring))
        elif part.geom_type == "LineString":
            line = _add(holder, "LineString")
            _add(line, "extrude" if in_air else "tessellate", "1")
            if in_air:
                _add(line, "altitudeMode", "absolute")
            _add(line, "coordinates", _coordinates(part))
        else:
            _add(_add(holder, "Point"), "coordinates", _coordinates(part))


def _rings(polygon: BaseGeometry) -> Iterator[tuple[str, BaseGeometry]]:
    yield "outerBoundaryIs", polygon.exterior
    for hole in polygon.interiors:
        yield "innerBoundaryIs", hole


def _coordinates(shape: BaseGeometry) -> str:
    if shape.has_z:
        points = shapely.get_coordinates(shape, include_z=True)
        return " ".join(f"{lon:.6f},{lat:.6f},{height_m:.1f}" for lon, lat, height_m in points)
    return " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in shapely.get_coordinates(shape))
