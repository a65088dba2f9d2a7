"""Maps of findings: one HTML file that works with the network off."""

from pathlib import Path

from geo import files
from geo.finding import Finding
from geo.maps import scene
from geo.wording import Lang
from geo.zones import Zones

__all__ = ["render", "write"]


def render(finding: Finding, zones: Zones, lang: Lang = "en", *, online_tiles: bool = True) -> str:
    """The map of a finding as an HTML page that needs no other file and no network.

    Args:
        finding: what was worked out for one report.
        zones: the dataset it was worked out with.
        lang: of every word that the page writes itself.
        online_tiles: whether the reader can switch on a satellite image, which is then loaded
            from NASA. Nothing is loaded until the reader does.
    """
    from geo.maps import page

    return page.assemble(scene.of(finding, zones, lang), lang, online_tiles=online_tiles)


def write(path: Path, finding: Finding, zones: Zones, lang: Lang = "en") -> None:
    """Write the map of a finding to a file.

    Raises:
        OutputError: the file cannot be written.
    """
    files.write_text(path, render(finding, zones, lang))
