"""The look of a map: colours, lines and type, for the page and for figures alike.

Colours keep apart under the common kinds of colour blindness and in grey: what is asked about is
blue, the splash is vermilion, and everything else is pale or neutral. States have quiet tints of
their own, with a darker ink of the same hue for stripes; neighbours never share one. Nothing is
told by colour alone: zones carry names, limits differ by dashes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1c1d1f",
    "ink-soft": "#55585d",
    "rule": "#d9dbde",
    "wash": "#f4f5f6",
    "sea": "#eff3f5",
    "land": "#e3dfd6",
    "coast": "#aaa497",
    "land-ink": "#625c51",
    "sea-ink": "#3a5f76",
    "zone-ink": "#505a61",
    "limit": "#7c8a94",
    "graticule": "#dfe6ea",
    "asked-tint": "#bfd9ec",
    "asked-ink": "#2a78b5",
    "asked-line": "#0f4f87",
    "splash": "#d5511d",
    "splash-ink": "#a83a0e",
    "flight": "#26282b",
    "halo": "#ffffff",
    "plate": "#ffffffd9",
    "good": "#3d6f5c",
    "doubt": "#8a6100",
    "bad": "#a83a0e",
}
DARK: Mapping[str, str] = {
    "paper": "#17191c",
    "ink": "#eceae6",
    "ink-soft": "#a9adb3",
    "rule": "#33373c",
    "wash": "#202327",
    "sea": "#141c22",
    "land": "#33342f",
    "coast": "#5d5c54",
    "land-ink": "#b3aea1",
    "sea-ink": "#8fb2c8",
    "zone-ink": "#a8b3bb",
    "limit": "#83919b",
    "graticule": "#1e282f",
    "asked-tint": "#1e4260",
    "asked-ink": "#5ba4db",
    "asked-line": "#8cc4f0",
    "splash": "#f0824f",
    "splash-ink": "#ffa980",
    "flight": "#f2f0ec",
    "halo": "#141619",
    "plate": "#141619d0",
    "good": "#84c2a8",
    "doubt": "#e0b75a",
    "bad": "#ffa980",
}

TINTS: tuple[tuple[str, str], ...] = (
    ("#d8e5d2", "#6f9a62"),
    ("#efe5c9", "#b8933c"),
    ("#e5dbea", "#8e6fa3"),
    ("#eedcd6", "#b07a6a"),
    ("#d2e6e2", "#4f9489"),
    ("#dce1ea", "#76839b"),
    ("#d3e1ee", "#5d8fb8"),
)
DARK_TINTS: tuple[tuple[str, str], ...] = (
    ("#26332a", "#7fae72"),
    ("#353022", "#c4a452"),
    ("#302936", "#a98abf"),
    ("#382b28", "#c08e7f"),
    ("#213432", "#67aca1"),
    ("#292e36", "#8e9bb3"),
    ("#233140", "#74a6cf"),
)
_STATE_TINTS: Mapping[str, int] = {
    "KOR": 0,
    "CHN": 1,
    "RUS": 2,
    "PRK": 3,
    "TWN": 4,
    "USA": 5,
    "JPN": 6,
    "PHL": 2,
    "VNM": 0,
    "PLW": 0,
    "FSM": 1,
    "MHL": 3,
    "IDN": 4,
    "MYS": 5,
}


@dataclass(frozen=True)
class Line:
    """A line: width in pixels (points in figures), dashes in the same, opacity."""

    width: float
    dash: str = ""
    opacity: float = 1.0


LINES: Mapping[str, Line] = {
    "200nm": Line(1.1),
    "median": Line(1.1, "9 3 1.5 3"),
    "treaty": Line(1.1, "14 3"),
    "12nm": Line(0.6, "", 0.55),
    "entitlement": Line(1.2, "3 3"),
    "asked": Line(2.2),
    "coast": Line(0.6),
    "ring": Line(1.2),
    "window": Line(5.0),
    "track": Line(1.5, "1 5"),
    "region-50": Line(1.2),
    "region-90": Line(1.2),
    "launch": Line(1.0, "", 0.75),
    "graticule": Line(0.7),
    "agreement": Line(1.1, "6 2 1 2"),
    "ruler": Line(1.6),
    "tried": Line(1.4, "5 4"),
    "trail": Line(2.4),
    "data-edge": Line(1.0, "1 4"),
}
_LIMIT_KINDS: Mapping[str, str] = {"3nm": "12nm", "baseline": "12nm", "joint": "treaty"}

SANS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", '
    '"Hiragino Sans", "Yu Gothic UI", "Apple SD Gothic Neo", "Malgun Gothic", '
    '"Noto Sans CJK JP", "Noto Sans CJK KR", "Liberation Sans", sans-serif'
)
SERIF = (
    '"Iowan Old Style", "Palatino Linotype", Charter, Georgia, "Noto Serif", '
    '"Hiragino Mincho ProN", "Yu Mincho", AppleMyungjo, Batang, '
    '"Noto Serif CJK JP", "Noto Serif CJK KR", "Liberation Serif", serif'
)


def tint(code: str, asked: str) -> str:
    """The name of a state's tint: ``asked``, or a row of `TINTS`.

    >>> tint("JPN", "JPN"), tint("KOR", "JPN")
    ('asked', '0')
    """
    if code == asked:
        return "asked"
    row = _STATE_TINTS.get(code, sum(map(ord, code)) % len(TINTS))
    return str(row)


def limit(kind: str) -> str:
    """The name in `LINES` of a limit's type; what is no limit gives nothing."""
    name = _LIMIT_KINDS.get(kind, kind)
    return name if name in LINES else ""


def css() -> str:
    """The look as custom properties and rules for the page's shapes."""
    light = _properties(LIGHT, TINTS)
    dark = _properties(DARK, DARK_TINTS)
    fonts = f"--sans:{SANS};--serif:{SERIF};"
    rules = [
        f":root{{{light}{fonts}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}",
    ]
    rules += [_rule(f".line-{name}", line) for name, line in LINES.items()]
    for row in (*range(len(TINTS)), "asked"):
        rules.append(f".tint-{row}{{fill:var(--tint-{row})}}.ink-{row}{{fill:var(--ink-{row})}}")
    return "\n".join(rules)


def _properties(colours: Mapping[str, str], tints: tuple[tuple[str, str], ...]) -> str:
    named = {f"--{name}": colour for name, colour in colours.items()}
    named |= {"--tint-asked": colours["asked-tint"], "--ink-asked": colours["asked-ink"]}
    for row, (pale, ink) in enumerate(tints):
        named |= {f"--tint-{row}": pale, f"--ink-{row}": ink}
    return "".join(f"{name}:{colour};" for name, colour in named.items())


def _rule(selector: str, line: Line) -> str:
    dash = f"stroke-dasharray:{line.dash};" if line.dash else ""
    faint = f"stroke-opacity:{line.opacity:g};" if line.opacity < 1 else ""
    return f"{selector}{{stroke-width:{line.width:g}px;{dash}{faint}}}"
