"""The reliability diagram: chances against what was officially said, as a figure."""

from collections.abc import Iterator, Sequence
from math import sqrt

from geo.backtest.scoring import INSIDE_FROM, KNOWN, Outcome

_Z90 = 1.6449
_SIDE, _GAP, _LEFT, _TOP, _FOOT = 230, 46, 74, 58, 62
_TITLE_LINE = 17
_POINT, _GRID, _INK = "#0f4f87", "#d9dbde", "#1c1d1f"
_FONT = "system-ui, sans-serif"


def svg(outcomes: Sequence[Outcome]) -> str:
    """A panel for each mode, side by side, as SVG; the same input gives the same bytes."""
    wide = _LEFT + len(outcomes) * (_SIDE + _GAP)
    high = _TOP + _SIDE + _FOOT
    look = f'font-family="{_FONT}" font-size="12" fill="{_INK}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {look}>',
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
    ]
    for place, outcome in enumerate(outcomes):
        parts += _Panel(_LEFT + place * (_SIDE + _GAP)).of(outcome, first=place == 0)
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Panel:
    """One square with its axes."""

    def __init__(self, left: float) -> None:
        self.left = left

    def at(self, chance: float, share: float) -> tuple[float, float]:
        """Where a chance and a share lie."""
        return self.left + _SIDE * chance, _TOP + _SIDE * (1 - share)

    def of(self, outcome: Outcome, *, first: bool) -> Iterator[str]:
        """The panel of an outcome; the first says what goes upwards."""
        yield from self._frame(first=first)
        for row, line in enumerate(_lines(outcome)):
            y = _TOP - 14 - _TITLE_LINE * (1 - row)
            weight = ' font-weight="600"' if row == 0 else ""
            yield f'<text x="{self.left}" y="{y}"{weight}>{line}</text>'
        for chance, share, count in outcome.bins():
            yield from self._point(chance, share, count)

    def _frame(self, *, first: bool) -> Iterator[str]:
        (x0, y0), (x1, y1) = self.at(0, 0), self.at(1, 1)
        for fifth in range(1, 5):
            x, y = self.at(fifth / 5, fifth / 5)
            yield f'<path d="M{x:g} {y0}V{y1}M{x0} {y:g}H{x1}" stroke="{_GRID}"/>'
        half, _ = self.at(INSIDE_FROM, 0)
        yield f'<path d="M{x0} {y0}H{x1}V{y1}H{x0}Z" fill="none" stroke="#8a8f96"/>'
        yield f'<path d="M{x0} {y0}L{x1} {y1}" stroke="#8a8f96" stroke-dasharray="4 4"/>'
        for fifth in range(6):
            x, y = self.at(fifth / 5, fifth / 5)
            yield f'<text x="{x:g}" y="{y0 + 18:g}" text-anchor="middle">{20 * fifth}</text>'
            if first:
                yield f'<text x="{x0 - 8:g}" y="{y + 4:g}" text-anchor="end">{20 * fifth}</text>'
        yield (
            f'<text x="{half:g}" y="{y0 + 40:g}" text-anchor="middle">chance of having fallen '
            "inside, %</text>"
        )
        if first:
            yield (
                f'<text transform="translate({x0 - 44:g} {(y0 + y1) / 2:g}) rotate(-90)" '
                'text-anchor="middle">share officially inside, %</text>'
            )

    def _point(self, chance: float, share: float, count: int) -> Iterator[str]:
        low, high = _wilson(share, count)
        x, y = self.at(chance, share)
        (_, bottom), (_, top) = self.at(chance, low), self.at(chance, high)
        radius = 2.5 + sqrt(count)
        yield f'<path d="M{x:.1f} {bottom:.1f}V{top:.1f}" stroke="{_POINT}" stroke-width="1.5"/>'
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{_POINT}"/>'
        below = share > INSIDE_FROM
        beside, aside = ("end", -radius - 4) if chance > 0.9 else ("start", radius + 4)
        yield (
            f'<text x="{x + aside:.1f}" y="{y + (16 if below else -8):.1f}" fill="{_POINT}" '
            f'text-anchor="{beside}" stroke="#ffffff" stroke-width="3" paint-order="stroke">'
            f"{count}</text>"
        )


def _lines(outcome: Outcome) -> tuple[str, str]:
    """The title of a panel: what is known, and how many rows there are."""
    name, _, more = KNOWN[outcome.mode].partition(", and ")
    rows = f"{len(outcome.rows)} rows"
    return name, f"and {more}; {rows}" if more else rows


def _wilson(share: float, count: int) -> tuple[float, float]:
    """The 90 % interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212)."""
    squared = _Z90**2
    middle = (share + squared / (2 * count)) / (1 + squared / count)
    root = sqrt(share * (1 - share) / count + squared / (4 * count**2))
    off = _Z90 / (1 + squared / count) * root
    return max(middle - off, 0.0), min(middle + off, 1.0)
