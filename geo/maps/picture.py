"""Everything that a map of a finding is drawn from, worked out once."""

from dataclasses import dataclass, replace
from functools import cached_property

import shapely

from geo.finding import Finding
from geo.maps import basemap, frame, shapes, words
from geo.maps.basemap import Basemap
from geo.maps.frame import Frame
from geo.maps.shapes import Shapes
from geo.wording import Lang
from geo.zones import Zones, states


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
