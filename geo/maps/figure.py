"""The static figure of a finding: a map in the launch plane with verdict, key, scale and sources.

In the launch plane, azimuthal and equidistant about the launch, a ring is a circle, a bearing a
straight line, and every distance from the launch true. Words, colours and lines are those of the
page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo import brief, files
from geo.assess.windows import width_deg
from geo.finding import Finding
from geo.maps import (
    figurekey,
    figurenames,
    globe,
    key,
    labels,
    paper,
    picture,
    planemap,
    sheet,
    style,
    track,
    waters,
)
from geo.maps.figurenames import Box
from geo.maps.picture import Picture
from geo.maps.sheet import Line, Measure, Type
from geo.wording import Lang
from geo.zones import Zones

_MARGIN = 0.2
_ASPECT = 1.36
_NICE_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_WORLD_KM = 19_970.0


@dataclass(frozen=True)
class Size:
    """Of a figure: width in inches, dots per inch, and how much larger than on paper texts are."""

    wide_in: float
    dpi: float
    text: float


SIZES: Mapping[str, Size] = {
    "web": Size(6.0, 200.0, 1.12),  # 1,200 pixels, readable at 600
    "print": Size(180 / 25.4, 300.0, 1.0),  # two columns of a journal
}


def size_for(kind: str, asked: str | None = None) -> str:
    """The size of a figure: as asked, or ``web`` for pixels and ``print`` for lines.

    >>> size_for("png"), size_for("pdf"), size_for("pdf", "web")
    ('web', 'print', 'web')
    """
    return asked or ("web" if kind == "png" else "print")


def write(
    path: Path, finding: Finding, zones: Zones, lang: Lang = "en", size: str | None = None
) -> None:
    """Write the figure of a finding to a PNG, SVG or PDF file.

    Raises:
        OutputError: another kind of file, one that cannot be written, or no font for the language.
    """
    kind = paper.kind_of(path)
    files.check_target(path)
    chosen = size_for(kind, size)
    drawn = draw(finding, zones, lang, chosen)
    files.write_bytes(path, paper.written(drawn, kind, SIZES[chosen].dpi))


def draw(finding: Finding, zones: Zones, lang: Lang = "en", size: str = "web") -> Any:
    """The figure of a finding, as matplotlib has it.

    Args:
        finding: what was worked out.
        zones: the dataset it was worked out with.
        lang: of all words.
        size: one of `SIZES`.
    """
    import matplotlib as mpl

    whole = picture.of(finding, zones, lang)
    with mpl.rc_context(paper.look(lang, 7.0)), paper.any_glyph():
        return _Figure(whole, SIZES[size]).drawn()


class _Figure:
    """One figure while it is drawn."""

    def __init__(self, whole: Picture, size: Size) -> None:
        self.picture = whole
        self.size = size
        self.measure = Measure(whole.lang)
        self.wide = size.wide_in - 2 * _MARGIN
        self.ground = planemap.of(whole, self.wide * size.dpi, _ASPECT)
        shown = replace(whole.base, zones=self.ground.zones, limits=self.ground.limits)
        self.seen = replace(whole, base=replace(shown, data_edge=self.ground.data_edge))

    def type(self, points: float, **more: Any) -> Type:
        """A type in points, larger where the figure is for screens."""
        return Type(points * self.size.text, **more)

    def drawn(self) -> Any:
        """The whole figure."""
        from matplotlib.figure import Figure

        said = brief.of(self.picture.finding, self.picture.lang)
        title = self.type(13.5, weight="bold", serif=True, leading=1.2)
        head = [
            (said.kicker, self.type(6.8, colour="ink-soft", leading=1.5)),
            (said.title, title),
            (said.verdict, self.type(10.5, serif=True, leading=1.3)),
            *((line, self.type(7.2, colour="ink-soft")) for line in said.summary),
        ]
        above = list(sheet.stacked(head, self.measure, _MARGIN, _MARGIN, self.wide))
        top = above[-1].y + sheet.high(above[-1].type) + 0.05
        high = self.wide / _ASPECT
        columns, rows_high = self._key(top + high + 0.12)
        foot = [(line, self.type(6.0, colour="ink-soft", leading=1.36)) for line in self._foot()]
        below = list(
            sheet.stacked(foot, self.measure, _MARGIN, top + high + 0.2 + rows_high, self.wide)
        )
        tall = below[-1].y + sheet.high(below[-1].type) + _MARGIN / 2
        figure = Figure(figsize=(self.size.wide_in, tall), facecolor=style.LIGHT["paper"])
        for line in (*above, *below):
            sheet.write(figure, line, self.measure)
        symbols = figurekey.Symbols(figure)
        for line, symbol, zone in columns:
            sheet.write(figure, line, self.measure)
            symbols.put(symbol, zone, line.x - 0.38, tall - line.y - 0.11)
        axes = figure.add_axes(
            (
                _MARGIN / self.size.wide_in,
                1 - (top + high) / tall,
                self.wide / self.size.wide_in,
                high / tall,
            )
        )
        self._map(axes)
        return figure

    def _key(self, top: float) -> tuple[list[tuple[Line, str, dict[str, Any] | None]], float]:
        """The lines of the key in columns, with their symbols, and how high they are."""
        kind = self.type(6.8, leading=1.2)
        rows = key.of(self.seen)
        count = 2
        wide = self.wide / count
        found: list[tuple[Line, str, dict[str, Any] | None]] = []
        bottoms, per = [], -(-len(rows) // count)
        for column in range(count):
            y = top
            for row in rows[column * per : (column + 1) * per]:
                x = _MARGIN + column * wide + 0.38
                lines = self.measure.lines(row["text"], kind, wide - 0.5)
                for number, text in enumerate(lines):
                    symbol = row["symbol"] if number == 0 else ""
                    found.append((Line(text, x, y, kind), symbol, row.get("zone")))
                    y += sheet.high(kind)
                y += 0.028
            bottoms.append(y)
        return found, max(bottoms) - top

    def _foot(self) -> list[str]:
        """Sources, credits, and what the projection keeps."""
        finding, lang, says = self.picture.finding, self.picture.lang, self.picture.says
        titles = [source.title for source in finding.report.sources]
        sources = [f"{says['sources']}: {'; '.join(titles)}"] if titles else []
        return [*sources, says["true_from_launch"], *brief.credit_lines(finding.dataset, lang)]

    # --- the map ----------------------------------------------------------------------------------

    def _map(self, axes: Any) -> None:
        x0, y0, x1, y1 = self.ground.box
        axes.set_xlim(x0, x1)
        axes.set_ylim(y0, y1)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.set_facecolor(style.LIGHT["paper"])
        for spine in axes.spines.values():
            spine.set_linewidth(0.5)
            spine.set_color(style.LIGHT["ink-soft"])
        self._ground(axes)
        self._range(axes)
        self._splash(axes)
        taken = [*self._symbols(axes), *self._furniture(axes)]
        names = figurenames.Names(self.picture, self.ground, self.measure, 72 * self.wide)
        for each in names.placed(labels.of(self.picture), taken):
            names.draw(axes, each)

    def _ground(self, axes: Any) -> None:
        """Sea, graticule, zones, limits, land."""
        from matplotlib.patches import Circle

        light, ground = style.LIGHT, self.ground
        axes.add_artist(Circle((0, 0), _WORLD_KM, facecolor=light["sea"], linewidth=0, zorder=0))
        for _, line in ground.graticule:
            paper.trace(axes, line, color=light["limit"], alpha=0.35, linewidth=0.4, zorder=2.5)
        for row, shape in enumerate(ground.zones):
            self._water(axes, row, shape)
        asked = waters.asked(self.picture)
        kinds = self.picture.zones.limits.type
        for kind, line, of_asked in zip(kinds, ground.limits, asked, strict=True):
            name = style.limit(kind)
            if name:
                colour = light["asked-line" if of_asked else "limit"]
                drawn = figurekey.dashes(name) | {"color": colour, "zorder": 3 + of_asked}
                if of_asked:
                    drawn |= {"linewidth": 1.2, "alpha": 1.0}
                paper.trace(axes, line, **drawn)
        paper.trace(
            axes,
            ground.data_edge,
            color=light["ink-soft"],
            zorder=3,
            **figurekey.dashes("data-edge"),
        )
        paper.fill(
            axes,
            ground.land,
            facecolor=light["land"],
            edgecolor=light["coast"],
            linewidth=0.35,
            zorder=6,
        )

    def _water(self, axes: Any, row: int, shape: shapely.Geometry) -> None:
        from matplotlib.patches import PathPatch

        look, path = waters.look(self.picture, row), paper.outline(shape)
        if path is None:
            return
        if look["stripes"]:
            figurekey.hatches(axes, lambda **drawn: PathPatch(path, **drawn), look)
            return
        opacity = 0.82 if self.picture.zones.kind[row] == "eez" else 1.0
        tinted = {"facecolor": figurekey.tint(str(look["ground"])), "alpha": opacity}
        axes.add_artist(PathPatch(path, linewidth=0, zorder=2, **tinted))

    def _range(self, axes: Any) -> None:
        """Annulus, ring and windows: in the launch plane they are circles and arcs."""
        from matplotlib.patches import Annulus, Circle

        finding, drawn, light = self.picture.finding, self.picture.shapes, style.LIGHT
        low, high = finding.range_interval_km
        if drawn.annulus is not None:
            band: dict[str, Any] = {"facecolor": light["flight"], "alpha": 0.075, "linewidth": 0}
            axes.add_artist(Annulus((0, 0), high, high - low, zorder=8, **band))
        if drawn.ring is not None:
            edge: dict[str, Any] = {"edgecolor": light["flight"], "facecolor": "none"}
            axes.add_artist(Circle((0, 0), finding.ring_km, linewidth=0.9, zorder=9, **edge))
        for window, _ in drawn.windows:
            wide = width_deg(window)
            angle = np.radians(window[0] + np.linspace(0, wide, max(int(wide / 0.25), 8)))
            x, y = finding.ring_km * np.sin(angle), finding.ring_km * np.cos(angle)
            axes.plot(
                x, y, color=light["asked-ink"], linewidth=3.4, solid_capstyle="butt", zorder=9
            )

    def _splash(self, axes: Any) -> None:
        drawn, light = self.picture.shapes, style.LIGHT
        level = 5.0 if drawn.at_sea else 10.0
        for opacity, region in zip((0.2, 0.42), drawn.regions[::-1], strict=False):
            shape = self.ground.at(region)
            look = {"facecolor": light["splash"], "alpha": opacity, "linewidth": 0}
            paper.fill(axes, shape, zorder=level, **look)
            edge = {"facecolor": "none", "edgecolor": light["splash-ink"], "linewidth": 0.8}
            paper.fill(axes, shape, zorder=level + 0.1, **edge)
        if drawn.track is not None:
            line = shapely.line_merge(self.ground.at(drawn.track))
            dotted = figurekey.dashes("track", 0.85) | {"capstyle": "round"}
            paper.trace(axes, line, color=light["flight"], zorder=11, **dotted)
        area = self.ground.at(drawn.launch)
        flight = light["flight"]
        paper.fill(axes, area, facecolor=flight, alpha=0.12, linewidth=0, zorder=11)
        paper.fill(axes, area, facecolor="none", edgecolor=flight, linewidth=0.7, zorder=11.1)

    def _symbols(self, axes: Any) -> list[Box]:
        """Points of launch, middle, minutes and landmarks; the boxes they take."""
        finding, light = self.picture.finding, style.LIGHT
        found = []

        def mark(lon: float, lat: float, marker: str, size: float, **more: Any) -> None:
            x, y = self.ground.point(lon, lat)
            look = {"color": light["flight"], "markeredgecolor": light["halo"], "zorder": 20}
            look |= {"markeredgewidth": 1.0, **more}
            axes.plot([x], [y], marker, markersize=size, **look)
            found.append(self._box(x, y, size / 2))

        for moment in track.marks(finding):
            mark(moment.lon, moment.lat, "o", 4.2, markeredgewidth=0.6)
        for each in finding.landmarks:
            mark(each.lon, each.lat, "D", 5.0)
        mark(finding.origin.lon, finding.origin.lat, "o", 7.5)
        if finding.nominal is not None:
            ring = {"color": light["halo"], "markeredgecolor": light["flight"]}
            mark(finding.nominal.lon, finding.nominal.lat, "o", 6.5, **ring)
        return found

    def _box(self, x_km: float, y_km: float, half_pt: float) -> Box:
        per_km = 72 * self.wide / (self.ground.box[2] - self.ground.box[0])
        x, y = (x_km - self.ground.box[0]) * per_km, (y_km - self.ground.box[1]) * per_km
        return Box(x - half_pt, y - half_pt, x + half_pt, y + half_pt)

    def _furniture(self, axes: Any) -> list[Box]:
        """Scale, names of the graticule, and the globe; the boxes they take."""
        found = [self._scale(axes), *self._degrees(axes)]
        world = globe.of(self.picture)
        if world is not None:
            found.append(self._globe(axes, world))
        return found

    def _scale(self, axes: Any) -> Box:
        from matplotlib.patheffects import withStroke

        x0, _, x1, _ = self.ground.box
        km = max(size for size in _NICE_KM if size <= (x1 - x0) / 5 or size == _NICE_KM[0])
        per_km = 1 / (x1 - x0)
        right, bottom = 1 - 0.018, 0.032
        left = right - km * per_km
        bar = {"color": style.LIGHT["ink"], "linewidth": 1.1, "zorder": 32}
        axes.plot(
            [left, left, right, right],
            [bottom + 0.012, bottom, bottom, bottom + 0.012],
            transform=axes.transAxes,
            solid_joinstyle="miter",
            **bar,
        )
        kind = self.type(6.6)
        axes.text(
            (left + right) / 2,
            bottom + 0.008,
            f"{km:,} km",
            transform=axes.transAxes,
            fontproperties=self.measure.font(kind),
            color=style.LIGHT["ink"],
            ha="center",
            va="bottom",
            parse_math=False,
            path_effects=[withStroke(linewidth=1.8, foreground=style.LIGHT["halo"])],
            zorder=32,
        )
        wide_pt = 72 * self.wide
        return Box(left * wide_pt - 4, 0, wide_pt, 0.032 * wide_pt / _ASPECT + 18)

    def _degrees(self, axes: Any) -> list[Box]:
        """The names of meridians along the top, of parallels along the left."""
        x0, y0, x1, y1 = self.ground.box
        sides = {
            "top": shapely.LineString([(x0, y1), (x1, y1)]),
            "left": shapely.LineString([(x0, y0), (x0, y1)]),
        }
        kind, found, named = self.type(5.8, colour="ink-soft"), list[Box](), list[Box]()
        wide_pt = 72 * self.wide
        for name, line in self.ground.graticule:
            side = "left" if name[-1] in "NS" else "top"
            for point in shapely.get_parts(line.buffer(1e-3).intersection(sides[side]).centroid):
                if point.is_empty:
                    continue
                x, y = (point.x - x0) / (x1 - x0), (point.y - y0) / (y1 - y0)
                if not 0.03 < (y if side == "left" else x) < 0.97:
                    continue
                dx, dy = (3, 0) if side == "left" else (0, -2.5)
                at = (x * wide_pt + dx, y * wide_pt / _ASPECT + dy)
                taken = Box(at[0] - 9, at[1] - 5, at[0] + 9, at[1] + 4)
                if any(taken.meets(other) for other in named):
                    continue  # where meridians crowd, every other one has a name
                named.append(taken)
                found.append(Box(at[0] - 9, at[1] - 5, at[0] + 15, at[1] + 4))
                axes.annotate(
                    name,
                    (x, y),
                    (dx, dy),
                    xycoords="axes fraction",
                    textcoords="offset points",
                    fontproperties=self.measure.font(kind),
                    color=style.LIGHT["ink-soft"],
                    ha="left" if side == "left" else "center",
                    va="center" if side == "left" else "top",
                    zorder=31,
                )
        return found

    def _globe(self, axes: Any, world: globe.Globe) -> Box:
        """The globe in the corner that the flight leaves free."""
        from matplotlib.patches import Circle

        light = style.LIGHT
        nominal = self.picture.finding.nominal
        east = nominal is None or np.sin(np.radians(nominal.bearing_deg)) >= 0
        side = 0.24
        left = 0.012 if east else 1 - 0.012 - side
        inset = axes.inset_axes((left, 1 - 0.016 - side * _ASPECT, side, side * _ASPECT), zorder=33)
        inset.set_xlim(-1.04, 1.04)
        inset.set_ylim(-1.04, 1.04)
        inset.axis("off")
        inset.add_artist(Circle((0, 0), 1.03, facecolor=light["paper"], linewidth=0))
        inset.add_artist(
            Circle((0, 0), 1, facecolor=light["sea"], edgecolor=light["coast"], linewidth=0.7)
        )
        paper.fill(inset, world.waters, facecolor=light["asked-tint"], linewidth=0)
        paper.fill(inset, world.land, facecolor=light["land"], linewidth=0)
        paper.trace(inset, world.graticule, color=light["rule"], linewidth=0.3)
        for opacity, region in zip((0.3, 0.5), world.regions[::-1], strict=False):
            paper.fill(inset, region, facecolor=light["splash"], alpha=opacity, linewidth=0)
        paper.trace(inset, world.ring, color=light["flight"], linewidth=0.6)
        paper.trace(
            inset, world.track, color=light["flight"], linewidth=0.8, linestyle=(0, [0.8, 2.0])
        )
        inset.plot(*world.launch, "o", color=light["flight"], markersize=2.6)
        wide_pt = 72 * self.wide
        return Box(
            left * wide_pt,
            (1 - 0.03 - side * _ASPECT) * wide_pt / _ASPECT,
            (left + side) * wide_pt,
            wide_pt / _ASPECT,
        )
