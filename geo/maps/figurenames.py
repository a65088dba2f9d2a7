"""Names on a figure, put by the rule that the page has: the first spot that is free."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, hypot, log2, radians
from typing import Any

from geo.maps import paper, style
from geo.maps.labels import Label, across
from geo.maps.picture import Picture
from geo.maps.planemap import PlaneMap
from geo.maps.sheet import Measure, Type
from geo.maps.spots import SQUEEZE, Spot

_GAP, _NEAR = 6.0, 4.5  # points beside a point, and above or below it
_EDGE = 3.0
_ASIDE = (-0.3, 0.3)  # of its width, that the name of a sea may stand off its spot
_SLACK = {"sea": 1.4, "contested": 3.0}
_PLATE: dict[str, Any] = {"linewidth": 0, "pad": 1.6}
_PLATE_WIDE = 78.0  # points, of the name of contested waters
_TYPES = {
    "launch": Type(8.6, "bold", "ink"),
    "landmark": Type(7.4, "bold", "ink"),
    "share": Type(7.4, "bold", "splash-ink"),
    "ring": Type(7.2, "bold", "flight"),
    "bearing": Type(7.2, "bold", "asked-line"),
    "apogee": Type(7.0, "bold", "flight"),
    "minute": Type(6.6, "normal", "flight"),
    "sea": Type(8.8, "normal", "sea-ink", serif=True),
    "zone": Type(7.4, "bold", "zone-ink"),
    "asked": Type(8.0, "bold", "asked-line"),
    "contested": Type(6.8, "normal", "ink"),
    "state": Type(7.0, "normal", "land-ink"),
    "city": Type(6.8, "normal", "land-ink"),
}
_BARE = {"sea", "zone", "asked", "state"}  # on even ground, without a halo


@dataclass(frozen=True)
class Box:
    """A box in points from the lower left corner of the map."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "Box") -> bool:
        """Whether it shares ground with another."""
        aside = self.x1 <= other.x0 or other.x1 <= self.x0
        return not (aside or self.y1 <= other.y0 or other.y1 <= self.y0)

    def holds(self, other: "Box") -> bool:
        """Whether another lies in it."""
        across = self.x0 <= other.x0 and other.x1 <= self.x1
        return across and self.y0 <= other.y0 and other.y1 <= self.y1

    def aside(self, by: float) -> "Box":
        """The same some points to the right."""
        return Box(self.x0 + by, self.y0, self.x1 + by, self.y1)

    def grown(self, by: float) -> "Box":
        """The same with some points more on every side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


@dataclass(frozen=True)
class Named:
    """A name that has found its place: its lines, the second of another type, and its box."""

    label: Label
    lines: tuple[str, ...]
    under: str
    box: Box
    spot: Spot


class Names:
    """The names of one figure."""

    def __init__(
        self, picture: Picture, ground: PlaneMap, measure: Measure, wide_pt: float
    ) -> None:
        self.picture = picture
        self.ground = ground
        self.measure = measure
        self.per_km = wide_pt / (ground.box[2] - ground.box[0])
        self.whole = Box(0, 0, wide_pt, (ground.box[3] - ground.box[1]) * self.per_km)

    def placed(self, labels: list[Label], taken: list[Box]) -> Iterator[Named]:
        """The names that find a place, most important first.

        Args:
            labels: in their order of importance.
            taken: boxes that names keep off.
        """
        zoom = log2(360 / 256 / self.picture.frame.pixel_deg)
        busy, whole = list(taken), self.whole.grown(-_EDGE)
        for label in labels:
            if label.zoom > zoom:
                continue
            lines, under = self._lines(label)
            size = self._size(lines, under, label)
            boxes = [
                (spot, _box(self._at(spot), size, side)) for spot, side in self._choices(label)
            ]
            if label.kind == "sea":  # rather a little aside than across the ring
                boxes += [
                    (spot, box.aside(part * size[0])) for spot, box in boxes for part in _ASIDE
                ]
            if label.kind in _BARE:
                boxes.sort(key=lambda found: self._on_ring(found[1]))
            for spot, box in boxes:
                if not whole.holds(box) or any(box.meets(other) for other in busy):
                    continue
                if _fits(spot, size, label, self.per_km):
                    busy.append(box.grown(1.0))
                    yield Named(label, lines, under, box, spot)
                    break

    def draw(self, axes: Any, named: Named) -> None:
        """Write a name on the axes of the map; a city with its dot."""
        from matplotlib.patheffects import withStroke

        label, box = named.label, named.box
        kind = _TYPES[label.kind]
        plate = label.kind == "contested"
        ground = style.LIGHT["land" if label.kind == "city" else "halo"]
        halo = [withStroke(linewidth=1.8, foreground=ground)]
        font = self.measure.font(kind)
        if label.kind == "sea" and self.picture.lang == "en":
            font.set_style("italic")
        look = {
            "color": style.LIGHT[kind.colour],
            "transform": axes.transAxes,
            "ha": "center",
            "linespacing": 1.15,
            "path_effects": None if plate or label.kind in _BARE else halo,
            "parse_math": False,
            "zorder": 30,
        }
        x = (box.x0 + box.x1) / 2 / self.whole.x1
        middle, text = (box.y0 + box.y1) / 2, "\n".join(named.lines)
        if plate:
            look["bbox"] = {"facecolor": style.LIGHT["paper"], "alpha": 0.85} | _PLATE
        if named.under:
            small = self.measure.font(Type(0.9 * kind.size))
            axes.text(x, middle / self.whole.y1, text, va="bottom", fontproperties=font, **look)
            below = (middle - 1.5) / self.whole.y1
            axes.text(x, below, named.under, va="top", fontproperties=small, **look)
        else:
            axes.text(x, middle / self.whole.y1, text, va="center", fontproperties=font, **look)
        if label.kind == "city":
            dot = {"color": style.LIGHT["land-ink"], "markeredgewidth": 0, "zorder": 20}
            axes.plot(*self.ground.point(named.spot[0], named.spot[1]), "o", markersize=2.4, **dot)

    def _choices(self, label: Label) -> Iterator[tuple[Spot, str]]:
        """Where a name may stand, best first; beside a track, which runs straight in this plane."""
        sides, nominal = label.sides, self.picture.finding.nominal
        if label.kind in {"minute", "apogee"} and nominal is not None:
            sides = across(nominal.bearing_deg)
        if not sides:
            yield from ((spot, "middle") for spot in label.spots)
        elif len(label.spots) > 1:
            yield from zip(label.spots, sides, strict=False)
        else:
            yield from ((label.spots[0], side) for side in sides)

    def _at(self, spot: Spot) -> tuple[float, float]:
        x, y = self.ground.point(spot[0], spot[1])
        return (x - self.ground.box[0]) * self.per_km, (y - self.ground.box[1]) * self.per_km

    def _on_ring(self, box: Box) -> bool:
        """Whether the ring, a circle around the launch, passes behind a box."""
        shapes, origin = self.picture.shapes, self.picture.finding.origin
        if shapes.ring is None:
            return False
        x0, y0 = self._at((origin.lon, origin.lat, 0.0))
        radius = self.picture.finding.ring_km * self.per_km
        aside = (max(box.x0 - x0, 0.0, x0 - box.x1), max(box.y0 - y0, 0.0, y0 - box.y1))
        corner = (max(abs(box.x0 - x0), abs(box.x1 - x0)), max(abs(box.y0 - y0), abs(box.y1 - y0)))
        return hypot(*aside) <= radius <= hypot(*corner)

    def _lines(self, label: Label) -> tuple[tuple[str, ...], str]:
        first, *under = map(paper.drawable, label.words(self.picture.lang))
        if label.kind == "state" and self.picture.lang == "en":
            first = first.upper()
        if label.kind == "contested":
            kind = _TYPES["contested"]
            return tuple(paper.wrapped(first, _PLATE_WIDE, self._wide(kind))), ""
        return (first,), "".join(under)

    def _wide(self, kind: Type) -> Callable[[str], float]:
        return lambda text: 72 * self.measure.wide(text, kind)

    def _size(self, lines: tuple[str, ...], under: str, label: Label) -> tuple[float, float]:
        kind = _TYPES[label.kind]
        pad = 3.2 if label.kind == "contested" else 0.0
        wide = max(self._wide(kind)(line) for line in (*lines, under))
        return wide + pad, 1.15 * kind.size * (len(lines) + bool(under)) + pad


def _fits(spot: Spot, size: tuple[float, float], label: Label, per_km: float) -> bool:
    """Whether the ellipse that is free at a spot is large enough."""
    if not spot[2]:
        return True
    free_pt = spot[2] * 111.3 * cos(radians(spot[1])) * per_km
    needs = max(size[1] / 2, size[0] / 2 * SQUEEZE) / _SLACK.get(label.kind, 1.15)
    return free_pt > needs


def _box(at: tuple[float, float], size: tuple[float, float], side: str) -> Box:
    (x, y), (wide, high) = at, size
    left, bottom = x - wide / 2, y - high / 2
    if side == "right":
        left = x + _GAP
    elif side == "left":
        left = x - _GAP - wide
    elif side.endswith("-right"):
        left = x - _GAP
    elif side.endswith("-left"):
        left = x + _GAP - wide
    if side.startswith("above"):
        bottom = y + _NEAR
    elif side.startswith("below"):
        bottom = y - _NEAR - high
    return Box(left, bottom, left + wide, bottom + high)
