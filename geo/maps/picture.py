"""Everything that a map of a finding is drawn from, worked out once."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from geo.finding import Finding
from geo.maps import basemap, frame, shapes, words
from geo.maps.basemap import Basemap
from geo.maps.frame import Frame
from geo.maps.shapes import Shapes
from geo.wording import Lang
from geo.zones import Zones, states

_OFF_TRACK_PX = 12.0


class Ground(Protocol):
    """What lies under the launches of any map: zones as somebody reads them, and names."""

    @property
    def zones(self) -> Zones:
        """The dataset."""

    @property
    def zone(self) -> str:
        """ISO code of the state whose waters are asked about."""

    @property
    def view(self) -> str:
        """Whose reading of the zones is used."""

    @property
    def lang(self) -> Lang:
        """The language of the words."""

    @property
    def frame(self) -> Frame:
        """What is seen and kept."""

    @property
    def base(self) -> Basemap:
        """Land, zones and limits."""

    @property
    def says(self) -> dict[str, str]:
        """The page's own words."""

    @property
    def rows(self) -> list[int]:
        """The rows of the zones that are drawn."""

    @property
    def kept_clear(self) -> list[BaseGeometry]:
        """What names of areas keep off."""

    def spoken(self, lang: Lang) -> "Ground":
        """The same with the words of a language."""

    def names(self, codes: tuple[str, ...]) -> str:
        """States as a list in a sentence."""

    def lon(self, lon: float) -> float:
        """A longitude on the map's copy of the world."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A finding with its shapes, its frame and the basemap under it.

    Attributes:
        finding: what is drawn.
        zones: the dataset it was worked out with.
        lang: of the words.
        shapes: of the finding.
        frame: what is seen and kept.
        base: land, zones and limits.
    """

    finding: Finding
    zones: Zones
    lang: Lang
    shapes: Shapes
    frame: Frame
    base: Basemap

    @property
    def zone(self) -> str:
        """ISO code of the state whose waters are asked about."""
        return self.finding.zone

    @property
    def view(self) -> str:
        """Whose reading of the zones is used."""
        return self.finding.view

    @property
    def kept_clear(self) -> list[BaseGeometry]:
        """What names of areas keep off: the splash and the track."""
        shapes = self.shapes
        found = [] if not shapes.regions else [shapes.regions[-1]]
        if shapes.track is not None:
            off = _OFF_TRACK_PX * self.frame.pixel_deg
            found.append(shapes.track.buffer(off, quad_segs=1))
        return found

    def spoken(self, lang: Lang) -> "Picture":
        """The same picture with the words of a language."""
        return replace(self, lang=lang)

    @cached_property
    def says(self) -> dict[str, str]:
        """The page's own words."""
        return words.of(self.lang)

    @cached_property
    def rows(self) -> list[int]:
        """The rows of the zones that are drawn."""
        return [row for row, shape in enumerate(self.base.zones) if not shape.is_empty]

    def names(self, codes: tuple[str, ...]) -> str:
        """States as a list in a sentence."""
        return words.listed([states.name(code, self.lang) for code in codes], self.lang)

    def lon(self, lon: float) -> float:
        """A longitude on the picture's copy of the world."""
        lon0 = self.shapes.lon0
        return (lon - lon0 + 180) % 360 - 180 + lon0


def of(finding: Finding, zones: Zones, lang: Lang) -> Picture:
    """The picture of a finding.

    The first view holds launch, splash and landmarks; the whole ring where no direction is known.
    """
    drawn = shapes.of(finding, zones)
    ring = [] if drawn.ring is None else [drawn.ring]
    shown = [drawn.launch, *drawn.regions]
    shown += ring if drawn.track is None else [drawn.track]
    for mark in finding.landmarks:
        lon = (mark.lon - drawn.lon0 + 180) % 360 - 180 + drawn.lon0
        shown.append(shapely.Point(lon, mark.lat))
    seen = frame.of(drawn.lon0, shown, ring)
    return Picture(finding, zones, lang, drawn, seen, basemap.of(seen, zones))
