"""Figures on paper: fonts, files that are the same every time, shapes and wrapped text.

Matplotlib is imported where it is used: it belongs to the extra ``figure``.
"""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import OutputError
from geo.geodesy import Floats
from geo.wording import Lang

FORMATS = ("png", "svg", "pdf")
_SANS = ("Noto Sans", "Liberation Sans", "DejaVu Sans")
_SERIF = ("Noto Serif", "Liberation Serif", "DejaVu Serif")
_CJK: dict[str, tuple[str, ...]] = {
    "ja": ("Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic"),
    "ko": ("Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans KR", "NanumGothic", "Malgun Gothic"),
}
_CJK_SERIF = ("Noto Serif CJK JP", "Noto Serif CJK KR")
_BARE = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
_FILES: dict[Any, Any] = {
    "svg.hashsalt": "splashline",
    "pdf.fonttype": 42,
    "path.simplify": False,
    "text.hinting": "none",  # hinted letters are a tenth narrower or wider, by resolution
}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE_LETTER = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


def kind_of(path: Path) -> str:
    """The format that a file's name asks for.

    Raises:
        OutputError: a name that ends otherwise.

    >>> kind_of(Path("reach.PNG"))
    'png'
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise OutputError(
            f"--figure {path}: expected a name that ends in {', '.join(FORMATS)}: rename it"
        )
    return kind


def look(lang: Lang, size_pt: float) -> dict[Any, Any]:
    """Settings of matplotlib for a figure in a language.

    Raises:
        OutputError: no font that is installed has the letters of the language.
    """
    sans = fonts(lang)
    return {
        "font.family": sans,
        "font.size": size_pt,
        "lines.scale_dashes": False,
        "text.parse_math": False,
        "axes.unicode_minus": False,
        **_FILES,
    }


def fonts(lang: Lang) -> list[str]:
    """The fonts to try, in order; after the language's own those that have other letters.

    Raises:
        OutputError: none that is installed has the letters of the language.
    """
    own = _CJK.get(lang, ())
    every = {name for names in _CJK.values() for name in names}
    known = _known(own or tuple(every))
    if own and not known & set(own):
        raise OutputError(
            f"no font for a figure in {lang!r} is installed; expected one of {', '.join(own)}: "
            "install it, or use --lang en"
        )
    # a report may quote Japanese or Korean in any language
    others = sorted(name for name in every if name not in own)
    order = (*own, *_SANS, *others) if own else (*_SANS, *others)
    return [name for name in order if name in known]


def serif(lang: Lang) -> list[str]:
    """The same with serifs, for titles."""
    known = _known(())
    own = [name for name in _CJK_SERIF if name in known] if lang in _CJK else []
    return [*own, *(name for name in _SERIF if name in known), *fonts(lang)]


def _known(wanted: tuple[str, ...]) -> set[str]:
    """The fonts that matplotlib knows; its own list may be older than one that is wanted."""
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    if not wanted or known & set(wanted):
        return known
    stems = [name.replace(" ", "") for name in (*wanted, "Noto Sans CJK", "Noto Serif CJK")]
    for path in font_manager.findSystemFonts():
        if any(stem in Path(path).stem for stem in stems):
            font_manager.fontManager.addfont(path)
    return {font.name for font in font_manager.fontManager.ttflist}


def drawable(text: str) -> str:
    """A text without what an SVG file must not hold."""
    return _NO_XML.sub("\ufffd", text)


@contextmanager
def any_glyph() -> Iterator[None]:
    """Let a letter that no font has come out as a box: a report may quote anything."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"(?s)Glyph .* missing")
        yield


def written(figure: Any, kind: str, dpi: float) -> bytes:
    """A figure as the bytes of a file; the same figure gives the same bytes."""
    import matplotlib as mpl

    file = io.BytesIO()
    with mpl.rc_context(_FILES), any_glyph():
        figure.savefig(file, format=kind, dpi=dpi, metadata=_BARE[kind])
    return file.getvalue()


def outline(shape: BaseGeometry) -> Any:
    """The rings of all polygons of a shape as one path; None where there are none."""
    from matplotlib.path import Path as Outline

    rings = [
        Outline(shapely.get_coordinates(ring), closed=True)
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    return Outline.make_compound_path(*rings) if rings else None


def fill(axes: Any, shape: BaseGeometry, **drawn: Any) -> None:
    """Fill the polygons of a shape as one patch."""
    from matplotlib.patches import PathPatch

    path = outline(shape)
    if path is not None:
        axes.add_artist(PathPatch(path, **drawn))


def trace(axes: Any, shape: BaseGeometry, **drawn: Any) -> None:
    """Draw the lines of a shape."""
    from matplotlib.collections import LineCollection

    lines = [
        shapely.get_coordinates(part)
        for part in shapely.get_parts(shape)
        if part.geom_type in ("LineString", "LinearRing")
    ]
    if lines:
        axes.add_collection(LineCollection(lines, **drawn), autolim=False)


def wrapped(text: str, wide_px: float, width_px: Callable[[str], float]) -> list[str]:
    """A text in lines that are not too wide; wide letters may part anywhere, others between words.

    Widths are added up piece by piece, so that each is measured once.

    >>> wrapped("one two three", 7, len), wrapped("日本海に落下", 4, len)
    (['one two', 'three'], ['日本海に', '落下'])
    """
    known: dict[str, float] = {}

    def width(piece: str) -> float:
        if piece not in known:
            known[piece] = width_px(piece)
        return known[piece]

    lines, line, filled = [], "", 0.0
    for piece in _pieces(text):
        if line and filled + width(piece) > wide_px:
            lines.append(line)
            line, filled = "", 0.0
        more = piece if line else piece.lstrip()
        if not line and width(more) > wide_px:  # a word alone is too wide
            *whole, more = _chopped(more, wide_px, width)
            lines += whole
        line, filled = line + more, filled + width(more)
    return [*lines, line] if line else lines


def _chopped(word: str, wide_px: float, width: Callable[[str], float]) -> Iterator[str]:
    """A word in parts that are not too wide, of a letter at least."""
    part, filled = "", 0.0
    for letter in word:
        if part and filled + width(letter) > wide_px:
            yield part
            part, filled = "", 0.0
        part, filled = part + letter, filled + width(letter)
    yield part


def _pieces(text: str) -> Iterator[str]:
    """Words with the space before them, and single wide letters."""
    word = ""
    for letter in " ".join(text.split()):
        wide = _WIDE_LETTER.match(letter) is not None
        if (letter == " " or wide) and word:
            yield word
            word = ""
        word += letter
        if wide:
            yield word
            word = ""
    if word:
        yield word


def corners(box: tuple[float, float, float, float]) -> Floats:
    """The corners of a box, counter-clockwise, shape (4, 2)."""
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
