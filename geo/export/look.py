"""The look of the layers where a format carries one: the palette of the maps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.maps import style

FLIGHT = style.LIGHT["flight"]
SPLASH = style.LIGHT["splash-ink"]


@dataclass(frozen=True)
class Look:
    """How features are drawn: colours as ``#rrggbb``, opacities from 0 to 1, widths in pixels."""

    line: str
    width: float
    fill: str = ""
    opacity: float = 0.0
    line_opacity: float = 1.0


_LOOKS: Mapping[str, Look] = {
    "launch": Look(FLIGHT, 1.0),
    "launch_area": Look(FLIGHT, 1.0, FLIGHT, 0.12),
    "ring": Look(FLIGHT, 1.5),
    "annulus": Look(FLIGHT, 0.0, FLIGHT, 0.12),
    "windows": Look(style.LIGHT["asked-ink"], 5.0),
    "splash_regions": Look(SPLASH, 1.5, style.LIGHT["splash"], 0.3),
    "track": Look(FLIGHT, 2.0),
    "nominal": Look(FLIGHT, 1.0),
    "landmarks": Look(FLIGHT, 1.0),
}


def of(layer: str, fields: Mapping[str, Any], asked: str) -> Look:
    """The look of a feature.

    Args:
        layer: its layer.
        fields: its own fields.
        asked: the state whose waters are asked about.
    """
    if layer != "zones":
        return _LOOKS[layer]
    owner = fields["owner"]
    if owner is None:
        return Look(style.LIGHT["limit"], 1.0, style.LIGHT["paper"], 0.35)
    if owner == asked:
        return Look(style.LIGHT["asked-line"], 1.5, style.LIGHT["asked-ink"], 0.3)
    return Look(style.LIGHT["limit"], 1.0, style.TINTS[int(style.tint(owner, asked))][1], 0.3)
