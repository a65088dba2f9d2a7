"""A finding in a notebook: its map, its figure, its layers, and how it shows itself."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from geo import files, zones
from geo.errors import ZoneError
from geo.finding import Finding
from geo.wording import Lang
from geo.zones import Zones

_HIGH_PX = 600


@dataclass(frozen=True)
class Page:
    """A map as an HTML page: a notebook shows it, `save` writes it to a file.

    Attributes:
        html: the page.
        title: for readers who do not see it.
    """

    html: str
    title: str

    def save(self, path: str | Path) -> None:
        """Write the page to a file.

        Raises:
            OutputError: the file cannot be written.
        """
        files.write_text(Path(path), self.html)

    def _repr_html_(self) -> str:
        allowed = "allow-scripts allow-popups allow-modals"
        style = f"width:100%;height:{_HIGH_PX}px;border:0"
        return (
            f'<iframe title="{escape(self.title)}" sandbox="{allowed}" style="{style}" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )


def page(finding: Finding, lang: Lang = "en", *, online_tiles: bool = False) -> Page:
    """The map of a finding."""
    from geo import brief, maps

    html = maps.render(finding, waters(finding), lang, online_tiles=online_tiles)
    return Page(html, brief.title(finding, lang))


def figure(finding: Finding, lang: Lang = "en", size: str = "web") -> Any:
    """The static figure of a finding, as matplotlib has it; a notebook shows it as PNG."""
    from geo.maps import figure as drawing
    from geo.maps import paper

    drawn = drawing.draw(finding, waters(finding), lang, size)
    # Figures made without pyplot say nothing of themselves, whatever is imported later.
    drawn._repr_png_ = lambda: paper.written(drawn, "png", drawn.dpi)
    return drawn


def frame(finding: Finding, layer: str | None = None, lang: Lang = "en") -> Any:
    """The layers of a finding as a GeoDataFrame, with a column that names them.

    Args:
        finding: what was worked out.
        layer: one layer alone, with its own columns; ``samples`` comes only so.
        lang: of the names.

    Raises:
        ZoneError: no such layer.
    """
    import pandas as pd

    from geo.export import geopackage, layers

    made = layers.of(finding, waters(finding), lang, samples=layer == "samples")
    known = {each.name: each for each in made}
    if layer is not None:
        if layer not in known:
            raise ZoneError(
                f"no layer {layer!r} in this finding; expected one of {', '.join(known)}: leave it "
                "out for all"
            )
        return geopackage.frame(known[layer])
    named = [geopackage.frame(each).assign(layer=name) for name, each in known.items()]
    whole = pd.concat(named, ignore_index=True)
    first = ["layer", "name", "geometry"]
    return whole[first + [name for name in whole.columns if name not in first]]


def html(finding: Finding) -> str:
    """Verdict and map, as a notebook shows a finding."""
    from geo import brief

    said = brief.of(finding)
    lines = "".join(f"<p>{escape(line)}</p>" for line in said.summary)
    head = f"<p><b>{escape(said.title)}</b><br>{escape(said.kicker)}</p>"
    return f"{head}<p><b>{escape(said.verdict)}</b></p>{lines}{page(finding)._repr_html_()}"


def waters(finding: Finding) -> Zones:
    """The zones that a finding was worked out with.

    Raises:
        ZoneError: they are no longer there, or have changed since.
    """
    source = finding.dataset
    loaded = _loaded(source.name, source.treaties)
    if loaded.provenance.sha256 != source.sha256:
        raise ZoneError(
            f"dataset {source.name} has changed since this finding was worked out; expected "
            f"sha256 {source.sha256[:16]}…: work it out again"
        )
    return loaded


@lru_cache(maxsize=2)
def _loaded(name: str, treaties: bool) -> Zones:  # noqa: FBT001 - a key of the cache
    return zones.load(name, treaties=treaties)
