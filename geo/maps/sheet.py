"""A sheet of paper that is filled from the top: texts, a map, a key, all measured in inches."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.maps import paper, style
from geo.wording import Lang

_POINTS = 72.0
_FINE_DPI = 300.0


@dataclass(frozen=True)
class Type:
    """How a text is set: size in points, weight, colour, serif or not, space between lines."""

    size: float
    weight: str = "normal"
    colour: str = "ink"
    serif: bool = False
    leading: float = 1.32


@dataclass(frozen=True)
class Line:
    """A line of text and its place from the upper left corner, in inches."""

    text: str
    x: float
    y: float
    type: Type


class Measure:
    """How wide and high texts come out, in inches."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.families = {False: paper.fonts(lang), True: paper.serif(lang)}

    @cached_property
    def _renderer(self) -> Any:
        from matplotlib.backends.backend_agg import RendererAgg

        return RendererAgg(8, 8, _FINE_DPI)  # type: ignore[no-untyped-call]

    def font(self, kind: Type) -> Any:
        """The font of a type, as matplotlib has it."""
        from matplotlib.font_manager import FontProperties

        family: Any = self.families[kind.serif]
        return FontProperties(family=family, size=kind.size, weight=kind.weight)

    def wide(self, text: str, kind: Type) -> float:
        """Width of a text on one line."""
        shown, font = paper.drawable(text), self.font(kind)
        width, _, _ = self._renderer.get_text_width_height_descent(shown, font, False)
        return float(width) / _FINE_DPI

    def lines(self, text: str, kind: Type, wide: float) -> list[str]:
        """A text in lines that are no wider."""
        return paper.wrapped(text, wide, lambda part: self.wide(part, kind))


def stacked(
    texts: list[tuple[str, Type]], measure: Measure, x: float, y: float, wide: float
) -> Iterator[Line]:
    """Texts under each other from a place on, each as wide as it may be."""
    for text, kind in texts:
        for line in measure.lines(text, kind, wide):
            yield Line(line, x, y, kind)
            y += high(kind)


def high(kind: Type) -> float:
    """From one line to the next, in inches."""
    return kind.size * kind.leading / _POINTS


def write(figure: Any, line: Line, measure: Measure) -> None:
    """Put a line on a figure."""
    wide, tall = figure.get_size_inches()
    figure.text(
        line.x / wide,
        1 - (line.y + line.type.size / _POINTS) / tall,
        paper.drawable(line.text),
        fontproperties=measure.font(line.type),
        color=style.LIGHT[line.type.colour],
        va="baseline",
        parse_math=False,
    )
