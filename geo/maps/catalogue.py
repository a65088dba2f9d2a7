"""The map of a catalogue: all launches of a table on one page, to be filtered and asked about."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import brief, geodesy, wording
from geo.assess.windows import Window, width_deg
from geo.errors import ReportError
from geo.maps import basemap, cataloguewords, encode, frame, labels, page, scene, words
from geo.maps.basemap import Basemap
from geo.maps.frame import Frame
from geo.maps.labels import Label
from geo.measure import compass
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones, states

MOST_ENTRIES = 5_000
SCRIPTS: tuple[str, ...] = (
    *("decode.js", "speech.js", "hatch.js", "layers.js", "names.js", "controls.js"),
    *("launches.js", "filters.js", "chosen.js", "catalogue.js"),
)
STYLES = ("page.css", "map.css", "tools.css", "catalogue.css")
_TRACK_STEPS = 24
_TRACK_DIGITS = 2
_PLACES = 3
_MOST_WINDOWS = 6
_SLIVER_DEG = 0.5
_OFF_POINT_PX = 9.0
_MOST_AVOIDED = 200  # points that names keep off
_ROUND_DEG = 3.0  # kept round the farthest splash, so that it stands off the edge
_LIKELY_SHARE = 0.9  # of the launches are in the first view, lest one far shot shrink the rest


@dataclass(frozen=True)
class Entry:
    """A launch of the catalogue, and what was found for it.

    Attributes:
        title: what to call it, as the table does.
        names: of its launch site by language, in place of the title; or nothing.
        date: the day, where it is known.
        missile: its type, or nothing.
        official: ``inside``, ``outside``, ``overflew``, or nothing.
        lon, lat: of the launch.
        range: as written.
        direction: degrees or the abbreviation of a compass point, or nothing.
        chance: 0 to 1, None where the direction is unknown.
        certain: ``inside`` or ``outside`` where nothing else is possible.
        windows: bearings on which the range lies inside.
        middle: longitude and latitude of the middle of the splash.
        margin_km: from there to the limit, positive inside.
        habit: mean and standard deviation in degrees and number of the earlier launches used.
        notes: what had to be guessed.
    """

    title: str
    names: Mapping[Lang, str] | None
    date: dt.date | None
    missile: str
    official: str
    lon: float
    lat: float
    range: str
    direction: str
    chance: float | None
    certain: str | None
    windows: tuple[Window, ...]
    middle: tuple[float, float] | None
    margin_km: float | None
    habit: tuple[int, int, int] | None
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Chart:
    """What the map is drawn on: zones as somebody reads them, in a frame around all launches."""

    zones: Zones
    zone: str
    view: str
    lang: Lang
    frame: Frame
    base: Basemap
    points: BaseGeometry

    @cached_property
    def says(self) -> dict[str, str]:
        """The page's own words."""
        return words.of(self.lang)

    @cached_property
    def rows(self) -> list[int]:
        """The rows of the zones that are drawn."""
        return [row for row, shape in enumerate(self.base.zones) if not shape.is_empty]

    @property
    def kept_clear(self) -> list[BaseGeometry]:
        """Names of areas keep off the middles of splashes while these leave them room."""
        return [] if self.points.is_empty else [self.points]

    def spoken(self, lang: Lang) -> "Chart":
        """The same map with the words of a language."""
        return replace(self, lang=lang)

    def names(self, codes: tuple[str, ...]) -> str:
        """States as a list in a sentence."""
        return words.listed([states.name(code, self.lang) for code in codes], self.lang)

    def lon(self, lon: float) -> float:
        """A longitude on the map's copy of the world."""
        return (lon - self.frame.lon0 + 180) % 360 - 180 + self.frame.lon0


@dataclass(frozen=True)
class Catalogue:
    """Launches to be drawn, and what was asked about them.

    Attributes:
        title: what to call it; a plain name by default.
        entries: the launches.
        left_out: how many rows of the table could not be used.
        zone: ISO code of the state whose waters were asked about.
        view: whose reading of the zones was used; that state's own by default.
    """

    title: str
    entries: Sequence[Entry]
    left_out: int = 0
    zone: str = "JPN"
    view: str | None = None


def render(
    catalogue: Catalogue, zones: Zones, lang: Lang = "en", *, online_tiles: bool = True
) -> str:
    """The map of a catalogue as an HTML page that needs no other file and no network.

    Args:
        catalogue: the launches.
        zones: the dataset.
        lang: of every word that the page writes itself.
        online_tiles: whether the reader can switch on a satellite image.

    Raises:
        ReportError: there are no launches to draw, or too many.
    """
    entries, zone = catalogue.entries, catalogue.zone
    if not entries:
        raise ReportError("no row of the table can be drawn; expected launches: see column error")
    if len(entries) > MOST_ENTRIES:
        raise ReportError(
            f"a map draws at most {MOST_ENTRIES:,} launches and there are {len(entries):,}; "
            "expected fewer: draw a part of the table"
        )
    seen = _frame(entries)
    view = states.view_word(catalogue.view or zone)
    chart = Chart(zones, zone, view, lang, seen, basemap.of(seen, zones), _points(entries, seen))
    named = labels.of_ground(chart, [])
    data = {
        "lang": lang,
        "texts": {each: _texts(catalogue, chart.spoken(each), named) for each in LANGUAGES},
        "bands": [0.0, *wording.EDGES],
        "entries": [_entry(entry, chart) for entry in entries],
        "unit": 10**_TRACK_DIGITS,
        "map": {
            "attribution": brief.attribution(zones.provenance),
            "labels": [label.to_dict() for label in named],
            **scene.ground(chart),
            **scene.NO_FLIGHT,
        },
    }
    return page.assemble(data, lang, online_tiles=online_tiles, scripts=SCRIPTS, styles=STYLES)


def _texts(catalogue: Catalogue, chart: Chart, named: list[Label]) -> dict[str, Any]:
    """Everything that is said in one language."""
    lang, says = chart.lang, cataloguewords.of(chart.lang)
    state = states.name(chart.zone, lang)
    left_out = catalogue.left_out
    return {
        "words": chart.says | says,
        "names": [label.words(lang) for label in named],
        "title": catalogue.title or says["catalogue"],
        "question": says["question"].format(state=state),
        "leftOut": says["left_out"].format(n=left_out) if left_out else "",
        "bands": [wording.band(edge, lang) for edge in (0.0, *wording.EDGES)],
        "certain": {
            side: wording.text(lang)[side].format(state=state) for side in ("inside", "outside")
        },
        "sites": {
            entry.names["en"]: entry.names[lang] for entry in catalogue.entries if entry.names
        },
        "compass": {point.abbreviation: point.name(lang) for point in compass.points()},
        "credits": brief.credit_lines(chart.zones.provenance, lang),
    }


def _points(entries: Sequence[Entry], seen: Frame) -> BaseGeometry:
    """The middles of splashes with room around them; nothing where there are too many to avoid."""
    middles = {entry.middle for entry in entries if entry.middle is not None}
    if len(middles) > _MOST_AVOIDED:
        return shapely.Point()
    lonlat = [((lon - seen.lon0 + 180) % 360 - 180 + seen.lon0, lat) for lon, lat in middles]
    return shapely.MultiPoint(sorted(lonlat)).buffer(_OFF_POINT_PX * seen.pixel_deg, quad_segs=2)


def _frame(entries: Sequence[Entry]) -> Frame:
    """The frame around the launches; the first view holds most of them."""
    origins = np.array([(entry.lon, entry.lat) for entry in entries])
    middles = np.array([entry.middle or (entry.lon, entry.lat) for entry in entries])
    angle = np.radians(np.concatenate([origins[:, 0], middles[:, 0]]))
    lon0 = float(np.degrees(np.arctan2(np.sin(angle).sum(), np.cos(angle).sum())))

    def points(lonlat: Any) -> list[BaseGeometry]:
        lon = (lonlat[:, 0] - lon0 + 180) % 360 - 180 + lon0
        return list(shapely.points(lon, lonlat[:, 1]))

    _, km = geodesy.inverse(*origins.T, *middles.T)
    near = km <= np.quantile(km, _LIKELY_SHARE)
    shown = points(np.concatenate([origins[near], middles[near]]))
    whole = points(np.concatenate([origins, middles]))
    return frame.of(lon0, shown, [point.buffer(_ROUND_DEG) for point in whole])


def _entry(entry: Entry, chart: Chart) -> dict[str, Any]:
    """A launch without words of the page: those stand once for each language."""
    track: list[list[int]] = []
    if entry.middle is not None:
        track = encode.lines(_track(entry, chart), _TRACK_DIGITS)
    whole = entry.windows == ((0.0, 360.0),)
    broad = [window for window in entry.windows if width_deg(window) >= _SLIVER_DEG]
    return {
        "title": entry.title,
        "site": None if entry.names is None else entry.names["en"],
        "day": None if entry.date is None else entry.date.toordinal(),
        "missile": entry.missile,
        "official": entry.official,
        "origin": [round(chart.lon(entry.lon), _PLACES), round(entry.lat, _PLACES)],
        "track": track,
        "chance": None if entry.chance is None else round(entry.chance, 4),
        "percent": None if entry.chance is None else wording.percent(entry.chance),
        "certain": entry.certain,
        "range": entry.range,
        "direction": entry.direction,
        "windows": [f"{start:.0f}–{end:.0f}°" for start, end in broad[:_MOST_WINDOWS]],
        "every": whole,
        "slivers": bool(entry.windows) and not broad,
        "margin": None if entry.margin_km is None else round(entry.margin_km),
        "inner": entry.margin_km is not None and entry.margin_km > 0,
        "habit": entry.habit,
        "notes": entry.notes,
    }


def _track(entry: Entry, chart: Chart) -> BaseGeometry:
    """The geodesic from the launch to the middle of the splash, on the map's copy of the world."""
    assert entry.middle is not None  # noqa: S101
    _, km = geodesy.inverse(entry.lon, entry.lat, *entry.middle)
    step_km = max(float(km) / _TRACK_STEPS, 1.0)
    lon, lat = geodesy.line_between(entry.lon, entry.lat, *entry.middle, step_km)
    start = chart.lon(entry.lon)
    line = np.stack([lon - lon[0] + start, lat], axis=1)
    if len(line) == 1:
        line = np.repeat(line, 2, axis=0)
    return shapely.LineString(line)
