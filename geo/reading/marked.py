"""The text as a web page, its values marked and what was not used struck through.

One file without scripts or anything from elsewhere. Everything of the text is escaped.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from geo.reading import decoys, render
from geo.reading.decoys import Lang
from geo.reading.records import Reading, Understanding
from geo.reading.values import as_written

_FIELDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "date": "date", "time": "time", "reported_by": "source", "count": "missiles",
        "launch": "launch", "range": "range", "apogee": "apogee", "flight": "flight time",
        "direction": "direction", "assumption": "assumption", "landing": "landing",
        "claims": "verdict",
    },
    "ja": {
        "date": "日付", "time": "時刻", "reported_by": "発表者", "count": "発数",
        "launch": "発射地点", "range": "飛翔距離", "apogee": "最高高度", "flight": "飛翔時間",
        "direction": "方向", "assumption": "前提", "landing": "落下", "claims": "判定",
    },
    "ko": {
        "date": "날짜", "time": "시각", "reported_by": "발표자", "count": "발수",
        "launch": "발사 지점", "range": "비행거리", "apogee": "최고 고도", "flight": "비행시간",
        "direction": "방향", "assumption": "전제", "landing": "낙하", "claims": "판정",
    },
}  # fmt: skip
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.7 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { border-radius: .2em; padding: .05em .15em; color: #111; background: #ddd; }
mark.date, mark.time { background: #d6e4f0; } mark.count { background: #e6dff0; }
mark.launch { background: #d8ecd4; } mark.range { background: #ffe08a; }
mark.apogee { background: #ffd0b0; } mark.flight { background: #f6d5e5; }
mark.direction { background: #d3eeee; } mark.landing { background: #cfe0ff; }
mark.claims { background: #ffc9c9; } mark.assumption { background: #eee3c0; }
del { text-decoration: line-through dotted; opacity: .75; }
sup { font-size: .65em; margin-left: .1em; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th { white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-top: 1px solid #9996; overflow-wrap: anywhere; }
"""


@dataclass(frozen=True)
class _Mark:
    """A stretch of the text and what it is."""

    start: int
    end: int
    field: str  # "" for what was not used
    label: str


def page(understanding: Understanding, lang: Lang = "en") -> str:
    """The page."""
    words = render.text(lang)
    tables = "".join(
        _table(reading, number, understanding, lang)
        for number, reading in enumerate(understanding.readings, start=1)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{escape(words['title'])}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(words['title'])}</h1>\n"
        f"<pre>{''.join(_pieces(understanding, lang))}</pre>\n"
        f"{tables or '<p>' + escape(words['none']) + '</p>'}\n"
        f"{_refusals(understanding, lang)}</body>\n</html>\n"
    )


def _pieces(understanding: Understanding, lang: Lang) -> Iterator[str]:
    """The text in pieces, each escaped, the marked ones in their element."""
    text, position = understanding.text, 0
    for mark in _marks(understanding, lang):
        if mark.start < position:
            continue
        yield escape(text[position : mark.start])
        inner, label = escape(text[mark.start : mark.end]), escape(mark.label)
        if mark.field:
            yield f'<mark class="{mark.field}" title="{label}">{inner}<sup>{label}</sup></mark>'
        else:
            yield f'<del title="{label}">{inner}</del>'
        position = mark.end
    yield escape(text[position:])


def _marks(understanding: Understanding, lang: Lang) -> list[_Mark]:
    """What to mark, in order; of two at one place the longer."""
    found = {
        _Mark(each.start, each.end, field, _FIELDS[lang].get(field, field))
        for reading in understanding.readings
        for each in reading.evidence
        for field in (_top(each.field),)
    }
    found |= {
        _Mark(each.start, each.end, "", decoys.words(each.reason, lang))
        for each in understanding.refused
    }
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.field == ""))


def _top(field: str) -> str:
    """The key of a report that a path begins with."""
    return field.replace("[", ".").partition(".")[0]


def _table(reading: Reading, number: int, understanding: Understanding, lang: Lang) -> str:
    words, names = render.text(lang), _FIELDS[lang]
    rows = []
    for key, value in reading.values.items():
        said = [each for each in reading.evidence if _top(each.field) == key]
        quoted = " … ".join(dict.fromkeys(" ".join(each.text.split()) for each in said))
        shown = "; ".join(_shown(each) for each in (value if key == "claims" else (value,)))
        cells = (escape(names.get(key, key)), escape(shown), escape(quoted))
        rows.append(f"<tr><th scope=row>{cells[0]}</th><td>{cells[1]}</td><td>{cells[2]}</td></tr>")
    caption = words["launch"].format(n=number, all=len(understanding.readings))
    head = f"<th>{escape(words['field'])}</th><th></th><th>{escape(words['words'])}</th>"
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{''.join(rows)}</table>\n"


def _shown(value: object) -> str:
    """A value as one line of text."""
    value = as_written(value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "–".join(map(_shown, value))
    return str(value).replace("_", " ")


def _refusals(understanding: Understanding, lang: Lang) -> str:
    if not understanding.refused:
        return ""
    words = render.text(lang)
    rows = "".join(
        f"<tr><td>{escape(' '.join(each.text.split()))}</td>"
        f"<td>{escape(decoys.words(each.reason, lang))}</td></tr>"
        for each in understanding.refused
    )
    head = f"<th>{escape(words['words'])}</th><th>{escape(words['why'])}</th>"
    caption = escape(words["refused"])
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{rows}</table>\n"
