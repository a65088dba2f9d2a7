"""The page: a folium map that carries everything it needs.

Leaflet comes from the package xstatic-leaflet. The page's own scripts and styles lie beside this
module. What the finding says stands in one JSON block; the scripts put it on the page as text.
A Content-Security-Policy lets nothing else run: it lists the hash of every script and style.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import folium
from branca.element import Element, Figure
from folium.template import Template

from geo.maps import encode, style, words
from geo.wording import Lang

SCRIPTS = (
    "decode.js",
    "speech.js",
    "geodesic.js",
    "hatch.js",
    "symbols.js",
    "layers.js",
    "names.js",
    "waters.js",
    "readout.js",
    "ruler.js",
    "tries.js",
    "flight.js",
    "globe.js",
    "controls.js",
    "trajectory.js",
    "panel.js",
    "start.js",
)
STYLES = ("page.css", "map.css", "trajectory.css", "tools.css")
# Public domain, without names or borders, and served to pages that are opened from a disk.
TILE_HOST = "https://gibs.earthdata.nasa.gov"
TILES = {
    "url": f"{TILE_HOST}/wmts/epsg3857/best/BlueMarble_NextGeneration/default/"
    "GoogleMapsCompatible_Level8/{z}/{y}/{x}.jpeg",
    "most": 8,
    "attribution": "NASA EOSDIS GIBS",
}
_LEAFLET = "xstatic.pkg.leaflet"
# Pictures of Leaflet's own controls and an old behaviour for Internet Explorer: not used here.
_OUTSIDE = re.compile(r"[^;{}]*url\([^)]*\)[^;{}]*;")
_BLOCK = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


class _Block(Element):
    """A script or style that is written as it stands; its text is never read as a template."""

    _template = Template("<{{ this.tag }}{{ this.more }}>{{ this.code }}</{{ this.tag }}>")

    def __init__(self, name: str, tag: str, code: str, more: str = "") -> None:
        super().__init__()
        self._name, self._id = name, "page"
        self.tag, self.code, self.more = tag, code, more


class _Document(Figure):
    """The document around the map."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.lang }}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{{ this.policy }}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{{ this.title }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>{{ this.script.render(**kwargs) }}</script>\n</body>\n</html>\n"
    )

    def __init__(self, title: str, lang: str) -> None:
        super().__init__(title=title)
        self.lang, self.policy = lang, ""
        self.header._children.clear()  # noqa: SLF001 - its meta tag stands in the template

    def page(self, hosts: list[str]) -> str:
        """The document with the policy that fits it."""
        text = str(self.render())
        hashes: dict[str, list[str]] = {"script": [], "style": []}
        for tag, code in _BLOCK.findall(text):
            digest = b64encode(sha256(code.encode()).digest()).decode()
            hashes[tag].append(f"'sha256-{digest}'")
        policy = "; ".join(
            [
                "default-src 'none'",
                f"script-src {' '.join(hashes['script'])}",
                f"style-src {' '.join(hashes['style'])}",
                " ".join(["img-src data:", *hosts]),
                "base-uri 'none'",
                "form-action 'none'",
            ]
        )
        return text.replace('content=""', f'content="{policy}"', 1)


class _Map(folium.Map):
    """A folium map without what folium loads from elsewhere."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    needs_script = ""
    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <main class="page">
          <aside class="panel" id="panel"></aside>
          <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        </main>
        <noscript><p class="noscript">{{ this.needs_script }}</p></noscript>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},
            {crs: L.CRS.{{ this.crs }}, ...splashline.motion(),
             ...{{ this.options|tojavascript }}});
        splashline.start({{ this.get_name() }});
        {% endmacro %}
        """
    )


def assemble(
    data: dict[str, Any],
    lang: Lang,
    *,
    online_tiles: bool,
    scripts: tuple[str, ...] = SCRIPTS,
    styles: tuple[str, ...] = STYLES,
) -> str:
    """The page for the data of a finding, or of whatever else the scripts can draw.

    Args:
        data: what the scripts draw and write.
        lang: of the page.
        online_tiles: whether the reader can switch on a satellite image.
        scripts: those that draw it, in their order; the last one starts.
        styles: those that it needs.
    """
    says = words.of(lang)
    data = data | {"tiles": TILES if online_tiles else None}
    document = _Document(says["page"], lang)
    view = _Map(
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        world_copy_jump=False,
        max_bounds_viscosity=1.0,
    )
    view._id = "splashline"  # noqa: SLF001 - folium draws it at random
    view.needs_script = says["needs_script"]
    for block in _header(scripts, styles):
        document.header.add_child(block)
    document.add_child(view)
    document.html.add_child(
        _Block("data", "script", encode.safe_json(data), ' type="application/json" id="finding"')
    )
    return document.page([TILE_HOST] if online_tiles else [])


def _header(scripts: tuple[str, ...], styles: tuple[str, ...]) -> Iterator[_Block]:
    leaflet = files(_LEAFLET).joinpath("data")
    yield _Block("leaflet_css", "style", _plain(_text(leaflet, "leaflet.css")))
    yield _Block("look", "style", style.css())
    yield _Block("leaflet", "script", _text(leaflet, "leaflet.js"))
    assets = files("geo.maps").joinpath("assets")
    for name in styles:
        yield _Block(name, "style", _text(assets, name))
    for name in scripts:
        yield _Block(name, "script", _text(assets, name))


@cache
def _plain(css: str) -> str:
    """A style sheet without pictures."""
    return _OUTSIDE.sub("", css)


def _text(folder: Any, name: str) -> str:
    text: str = folder.joinpath(name).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
