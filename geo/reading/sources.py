"""Files of reports in words: text, web pages and PDF, told apart by their content."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from geo.errors import ReportError

Kind = Literal["text", "HTML", "PDF"]

MOST_BYTES = 20_000_000
MOST_LETTERS = 2_000_000
MOST_PAGES = 60
_HTML = re.compile(
    r"\s*(?:<!doctype html|<html|<\?xml[^>]{0,200}>\s*<(?:!doctype )?html)", re.IGNORECASE
)
_TAGS = re.compile(r"</(?:p|div|body|html|article|span)\s*>", re.IGNORECASE)
_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_DROPPED = (
    "script, style, noscript, template, iframe, svg, nav, aside, footer, form, button, select, "
    "rt, rp, [hidden], [aria-hidden=true]"
)
_BLOCKS = (
    "p, div, br, li, ul, ol, h1, h2, h3, h4, h5, h6, article, section, header, main, tr, table, "
    "blockquote, figcaption, figure, dt, dd, pre, title, hr"
)
_DATES = (
    "meta[property='article:published_time']",
    "meta[name='article:published_time']",
    "meta[property='og:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='pubdate']",
    "meta[name='date']",
    "meta[name='dc.date']",
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]")
_ENCODINGS = frozenset(
    {
        "utf-8", "utf8", "us-ascii", "iso-8859-1", "latin1", "windows-1252", "shift_jis", "sjis",
        "x-sjis", "euc-jp", "iso-2022-jp", "euc-kr", "ks_c_5601-1987", "cp949", "gb2312", "gbk",
        "gb18030", "big5",
    }
)  # fmt: skip
_PYTHON_NAMES = {"x-sjis": "shift_jis"}
_DECLARED = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{3,20})")
_BREAK = "\x1e"  # between blocks, while a line end of the file is only a blank
_BLANKS = re.compile(r"[^\S\x1e]+")
_EAST = "[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
_INSIDE_EAST = re.compile(rf"(?<={_EAST})[ \t]{{0,20}}\r?\n[ \t]{{0,20}}(?={_EAST})")


@dataclass(frozen=True)
class Source:
    """A report in words.

    Attributes:
        kind: how it was read.
        text: its words.
        published: the day of publication that it states about itself, as ``2025-01-06``.
    """

    kind: Kind
    text: str
    published: str | None = None


def load(content: bytes, where: str, suffix: str = "") -> Source:
    """The words in the content of a file.

    Args:
        content: the bytes.
        where: what to call the file in errors.
        suffix: of its name, lower case, with the point.

    Raises:
        ReportError: it is too long, no text in a known encoding, or an unreadable PDF.
    """
    if len(content) > MOST_BYTES:
        raise ReportError(f"{where}: over {MOST_BYTES:,} bytes long; expected one text: split it")
    if content.startswith(b"%PDF-"):
        return Source("PDF", _short(_of_pdf(content, where), where))
    text = _decoded(content, where)
    if (
        suffix in _SUFFIXES
        or _HTML.match(text)
        or (text.lstrip()[:1] == "<" and _TAGS.search(text))
    ):
        words, published = of_html(text)
        return Source("HTML", _short(words, where), published)
    return Source("text", _short(text, where))


def read_file(path: Path, where: str) -> bytes:
    """The content of a file, not more than is read of one.

    Raises:
        ReportError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReportError(
            f"{where}: cannot be read ({getattr(error, 'strerror', None) or error}); expected a "
            "report as text, HTML, PDF, YAML or JSON: check its name"
        ) from None


def of_html(page: str) -> tuple[str, str | None]:
    """The words of a web page, a line for each block, and the day that it says it was published.

    Menus, scripts and readings above characters (ruby) are left out. Where the page marks its
    article, only that is read.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    published = None
    for selector in _DATES:
        node = tree.css_first(selector)
        found = _DAY.match((node.attributes.get("content") or "").strip()) if node else None
        if found:
            published = found.group()
            break
    for node in tree.css(_DROPPED):
        node.decompose()
    articles = tree.css("article") or tree.css("main")
    longest = max(articles, key=lambda node: len(node.text(deep=True)), default=None)
    root = longest if longest is not None else (tree.body or tree.root)
    if root is None:
        return "", published
    for node in root.css(_BLOCKS):
        node.insert_before(_BREAK)
        node.insert_after(_BREAK)
    words = _BLANKS.sub(" ", _INSIDE_EAST.sub("", root.text(deep=True, separator="")))
    lines = (line.strip() for line in words.split(_BREAK))
    return "\n\n".join(line for line in lines if line), published


def _of_pdf(content: bytes, where: str) -> str:
    """The text layer of a PDF."""
    import io
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]
        text = "\n\n".join(page.extract_text() for page in pages)
    except Exception as error:  # noqa: BLE001 - damaged files make pypdf raise almost anything
        raise ReportError(
            f"{where}: not readable as PDF ({type(error).__name__}); expected a PDF with a text "
            "layer: save its text in a file, and give that"
        ) from None
    if not text.strip():
        raise ReportError(
            f"{where}: holds no text, only pictures; expected a PDF with a text layer: save its "
            "text in a file, and give that"
        )
    return text


def _decoded(content: bytes, where: str) -> str:
    """Text in UTF-8, UTF-16 with its mark, or what its page declares."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        declared = _DECLARED.search(content[:2048])
        named = declared[1].decode("ascii").lower() if declared else ""
        encodings = [
            "utf-8-sig",
            *([_PYTHON_NAMES.get(named, named)] if named in _ENCODINGS else []),
        ]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ReportError(f"{where}: not UTF-8 text; expected a report in words: save it as UTF-8")


def _short(text: str, where: str) -> str:
    if len(text) > MOST_LETTERS:
        raise ReportError(
            f"{where}: over {MOST_LETTERS:,} characters long; expected one text: split it"
        )
    return text
