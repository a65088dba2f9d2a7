"""Writes docs/api.md: what the docstrings say, module by module.

    python tools/apidocs.py

Needs the extra `test`.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "api.md"
INTRODUCTION = """\
# The Python interface

Written by `python tools/apidocs.py` from docstrings; not to be edited by hand. These are the
modules that programs call, from a report to what is written of its finding. Longitude comes before
latitude, kilometres and degrees stand in the names, chances are 0 to 1. What is not listed here may
change without a word in the changelog.

"""
MODULES = (
    "check",
    "reportfile",
    "report",
    "measure",
    "spreads",
    "finding",
    "zones.load",
    "zones.dataset",
    "places",
    "splash",
    "assess",
    "assess.windows",
    "geodesy",
    "dateline",
    "ballistics",
    "ballistics.trajectory",
    "reach",
    "wording",
    "summary",
    "maps",
    "maps.figure",
    "export",
    "notebook",
    "tables",
    "batch",
    "backtest",
    "errors",
)
_LINK = re.compile(r"\[([^\]]+)\]\(#([^)]+)\)")
_CODE = re.compile(r"<code>(.*?)</code>")
_EXAMPLE = re.compile(r"^>>> .*?(?=^$)", re.DOTALL | re.MULTILINE)
_EMPTY = re.compile(r" – *$", re.MULTILINE)


def page() -> str:
    """The whole page."""
    import griffe2md
    from griffe import GriffeLoader, load_extensions

    fields = load_extensions("griffe_pydantic")
    loader = GriffeLoader(search_paths=[str(ROOT)], docstring_parser="google", extensions=fields)
    package = loader.load("geo")
    config = griffe2md.ConfigDict(
        heading_level=2,
        members_order="source",
        show_signature_annotations=True,
        show_if_no_docstring=False,
        show_submodules=False,
        docstring_section_style="list",
        summary=False,
        line_length=100,
    )
    parts = [griffe2md.render_object_docs(package[name], config).strip() for name in MODULES]
    text = _LINK.sub(r"\1", "\n\n".join(parts))
    text = _EMPTY.sub("", _CODE.sub(r"`\1`", text))
    text = _EXAMPLE.sub(lambda found: f"```python\n{found[0]}```\n", text)
    lines = (line.rstrip() for line in text.splitlines())
    return INTRODUCTION + re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def main() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
