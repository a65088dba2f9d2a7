"""The key of a figure: its symbols, drawn with the look of the map."""

from collections.abc import Callable
from typing import Any

from geo.maps import style

WIDE, HIGH = 0.30, 0.11  # inches, of a symbol
_LIGHT = style.LIGHT
_FLIGHT = _LIGHT["flight"]
_LINE_PT = 0.75  # points for each pixel of the style


def dashes(name: str, scale: float = _LINE_PT) -> dict[str, Any]:
    """Width, dashes and opacity of a line of the style."""
    line = style.LINES[name]
    drawn: dict[str, Any] = {"linewidth": line.width * scale, "alpha": line.opacity}
    if line.dash:
        drawn["linestyle"] = (0, [float(part) * scale for part in line.dash.split()])
    return drawn


def ink(name: str) -> str:
    """The colour of a tint's stripes."""
    return style.LIGHT["asked-ink"] if name == "asked" else style.TINTS[int(name)][1]


def tint(name: str) -> str:
    """The colour of a tint; paper for waters that no one has in the view."""
    if not name:
        return style.LIGHT["paper"]
    return style.LIGHT["asked-tint"] if name == "asked" else style.TINTS[int(name)][0]


def hatches(axes: Any, make: Callable[..., Any], look: dict[str, Any]) -> None:
    """Ground and stripes of contested waters; `make` gives a patch for some properties."""
    axes.add_artist(make(facecolor=tint(str(look["ground"])), edgecolor="none", zorder=2))
    patterns = ("////", "\\\\\\\\", "----", "||||")
    for name, pattern in zip(look["stripes"], patterns, strict=False):
        axes.add_artist(
            make(facecolor="none", edgecolor=ink(name), hatch=pattern, linewidth=0, zorder=2.1)
        )


class Symbols:
    """Draws symbols on a figure; x and y are their lower left corners, in inches from its own."""

    def __init__(self, figure: Any) -> None:
        self.figure = figure
        self.draw: dict[str, Callable[[float, float], None]] = {
            "region-50": lambda x, y: self._region(x, y, 0.42),
            "region-90": lambda x, y: self._region(x, y, 0.2),
            "annulus": lambda x, y: self._box(x, y, facecolor=_FLIGHT, alpha=0.09, linewidth=0),
            "ring": lambda x, y: self._line(x, y, "flight", "ring"),
            "windows": lambda x, y: self._line(x, y, "asked-ink", "window"),
            "track": self._track,
            "minute": self._minute,
            "launch": self._launch,
            "landmark": self._landmark,
            "asked": self._asked,
            "others": self._others,
            "no-data": lambda x, y: self._box(x, y, facecolor=_LIGHT["sea"], linewidth=0),
            "data-edge": lambda x, y: self._line(x, y, "ink-soft", "data-edge"),
        }

    def put(self, name: str, zone: dict[str, Any] | None, x: float, y: float) -> None:
        """One symbol by its name in the key; a contested one with the look of its waters."""
        if name in self.draw:
            self.draw[name](x, y)
        elif zone is not None:
            hatches(self.figure, lambda **drawn: self._patch(x, y, **drawn), zone)
        elif name:
            self._line(x, y, "limit", name)

    def _patch(self, x: float, y: float, **drawn: Any) -> Any:
        from matplotlib.patches import Rectangle

        return Rectangle((x, y), WIDE, HIGH, transform=self.figure.dpi_scale_trans, **drawn)

    def _box(self, x: float, y: float, **drawn: Any) -> None:
        self.figure.add_artist(self._patch(x, y, **drawn))

    def _line(self, x: float, y: float, colour: str, kind: str) -> None:
        from matplotlib.lines import Line2D

        drawn = dashes(kind) | {"color": _LIGHT[colour], "solid_capstyle": "butt"}
        at, middle = self.figure.dpi_scale_trans, y + HIGH / 2
        self.figure.add_artist(Line2D([x, x + WIDE], [middle, middle], transform=at, **drawn))

    def _dot(self, x: float, y: float, radius: float, where: float = 0.5, **drawn: Any) -> None:
        from matplotlib.patches import Circle

        centre, at = (x + where * WIDE, y + HIGH / 2), self.figure.dpi_scale_trans
        self.figure.add_artist(Circle(centre, radius, transform=at, **drawn))

    def _region(self, x: float, y: float, opacity: float) -> None:
        self._box(x, y, facecolor=_LIGHT["splash"], alpha=opacity, linewidth=0)
        self._box(x, y, facecolor="none", edgecolor=_LIGHT["splash-ink"], linewidth=0.8)

    def _track(self, x: float, y: float) -> None:
        self._line(x, y, "flight", "track")
        target = {"facecolor": _LIGHT["halo"], "edgecolor": _FLIGHT, "linewidth": 1.0}
        self._dot(x, y, 0.035, 0.85, **target)

    def _minute(self, x: float, y: float) -> None:
        self._line(x, y, "flight", "track")
        self._dot(x, y, 0.022, facecolor=_FLIGHT, linewidth=0)

    def _launch(self, x: float, y: float) -> None:
        self._dot(x, y, 0.055, facecolor=_FLIGHT, alpha=0.15, linewidth=0)
        self._dot(x, y, 0.028, facecolor=_FLIGHT, linewidth=0)

    def _landmark(self, x: float, y: float) -> None:
        from matplotlib.patches import RegularPolygon

        centre, at = (x + WIDE / 2, y + HIGH / 2), self.figure.dpi_scale_trans
        self.figure.add_artist(
            RegularPolygon(centre, 4, radius=0.045, transform=at, facecolor=_FLIGHT, linewidth=0)
        )

    def _asked(self, x: float, y: float) -> None:
        edge = {"edgecolor": _LIGHT["asked-line"], "linewidth": 1.1}
        self._box(x, y, facecolor=_LIGHT["asked-tint"], **edge)

    def _others(self, x: float, y: float) -> None:
        from matplotlib.patches import Rectangle

        for row in range(4):
            corner, at = (x + row * WIDE / 4, y), self.figure.dpi_scale_trans
            colour = style.TINTS[row][0]
            self.figure.add_artist(
                Rectangle(corner, WIDE / 4, HIGH, transform=at, facecolor=colour, linewidth=0)
            )
