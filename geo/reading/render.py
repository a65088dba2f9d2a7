"""Readings as YAML with the words beside each value, and as plain data for JSON."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import east_asian_width

from geo.reading import decoys
from geo.reading.decoys import Lang
from geo.reading.records import Evidence, Reading, Refusal, Understanding
from geo.reading.values import as_written
from geo.text import printable

_TEXT: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "launch": "report {n} of {all}",
        "missile": "missile {n} of the salvo",
        "of": "salvo of {count}",
        "part": "some values are those of {part} of {n} missiles",
        "filled_in": "no launch place is given: `geo check` takes all of {region}",
        "missing": "not enough to check; the text does not say: {what}",
        "refused": "not used",
        "none": "the text tells of no launch",
        "not_said": "not said",
        "words": "words",
        "field": "value",
        "why": "why it was not used",
        "by": "said by",
        "title": "A text, read",
        "used": "read",
    },
    "ja": {
        "launch": "報告 {n}/{all}",
        "missile": "このうち{n}発目",
        "of": "計{count}発",
        "part": "{n}発のうち{part}発だけの値を含む",
        "filled_in": "発射地点の記載なし：geo checkは{region}全域とする",
        "missing": "検証には不足：本文に記載なし（{what}）",
        "refused": "採用しなかったもの",
        "none": "本文に発射の記述はない",
        "not_said": "記載なし",
        "words": "語句",
        "field": "値",
        "why": "採用しない理由",
        "by": "発表者",
        "title": "読み取り結果",
        "used": "採用",
    },
    "ko": {
        "launch": "보고 {n}/{all}",
        "missile": "이 가운데 {n}번째",
        "of": "모두 {count}발",
        "part": "{n}발 가운데 {part}발만의 값이 있음",
        "filled_in": "발사 지점이 없음: geo check는 {region} 전체로 봄",
        "missing": "검증하기에 부족함: 본문에 없음 ({what})",
        "refused": "쓰지 않은 것",
        "none": "본문에 발사 내용이 없음",
        "not_said": "없음",
        "words": "표현",
        "field": "값",
        "why": "쓰지 않은 까닭",
        "by": "발표자",
        "title": "읽은 결과",
        "used": "사용",
    },
}
_PLAIN = re.compile(r"[^\W\d_][\w ./()'ー・-]*")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"})
_COLUMN = 40
_LONGEST_COMMENT = 100


def text(lang: Lang) -> Mapping[str, str]:
    """The words of the output in a language."""
    return _TEXT[lang]


# --- plain data --------------------------------------------------------------------------------


def plain(understanding: Understanding) -> list[dict[str, Any]]:
    """A list of reports, each with its evidence; spans count characters of the text."""
    return [_plain(reading) for reading in understanding.readings]


def _plain(reading: Reading) -> dict[str, Any]:
    return {
        **reading.values,
        "event": dict(reading.event),
        "missing": list(reading.missing),
        "evidence": [_evidence(each) for each in reading.evidence],
        "refused": [_refusal(each) for each in reading.refused],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    found: dict[str, Any] = {
        "field": evidence.field,
        "text": evidence.text,
        "span": [evidence.start, evidence.end],
        "by": evidence.by,
    }
    if evidence.unit is not None:
        found |= {"unit": evidence.unit, "qualifier": evidence.bound}
    return found


def _refusal(refusal: Refusal) -> dict[str, Any]:
    kind = refusal.reason if refusal.reason in decoys.REASONS else "unreadable"
    return {
        "text": refusal.text,
        "span": [refusal.start, refusal.end],
        "kind": kind,
        "reason": decoys.words(refusal.reason),
    }


# --- YAML ----------------------------------------------------------------------------------------


def yaml(understanding: Understanding, lang: Lang = "en") -> str:
    """The reports as YAML documents that `geo check` reads, the words beside each value."""
    documents = [
        _document(reading, number, len(understanding.readings), lang)
        for number, reading in enumerate(understanding.readings, start=1)
    ]
    if not documents:
        documents = [f"# {_TEXT[lang]['none']}\n"]
    return "---\n".join(documents) + "".join(_not_used(understanding.refused, lang))


def _document(reading: Reading, number: int, of: int, lang: Lang) -> str:
    words = _TEXT[lang]
    lines = []
    if of > 1:
        parts = [words["launch"].format(n=number, all=of)]
        if reading.event["missile"] is not None:
            parts.append(words["missile"].format(n=reading.event["missile"]))
        if reading.event["count"] is not None:
            parts.append(words["of"].format(count=reading.event["count"]))
        lines.append(f"# {', '.join(parts)}")
    if reading.part is not None:
        part, n = reading.part
        lines.append(f"# {words['part'].format(part=part, n=n)}")
    if reading.is_filled_in:
        lines.append(f"# {words['filled_in'].format(region=reading.region)}")
    if not reading.is_complete:
        lines.append(f"# {words['missing'].format(what=', '.join(reading.missing))}")
    for key, value in reading.values.items():
        lines += _entry(key, value, reading.evidence)
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, evidence: Iterable[Evidence]) -> list[str]:
    """A key with its value, and the words that it came from."""
    own = [each for each in evidence if re.split(r"[.\[]", each.field)[0] == key]
    if key == "claims":
        lines = ["claims:"]
        for number, claim in enumerate(value):
            said = [each for each in own if each.field.startswith(f"claims[{number}]")]
            lines.append(_commented(f"  - {_flow(claim)}", said))
        return lines
    if key == "landing":
        lines = ["landing:"]
        for name, told in value.items():
            said = [each for each in own if each.field == f"landing.{name}"]
            lines.append(_commented(f"  {name}: {_flow(told)}", said))
        return lines
    return [_commented(f"{key}: {_flow(as_written(value))}", own)]


def _commented(line: str, evidence: Iterable[Evidence]) -> str:
    words = " … ".join(dict.fromkeys(" ".join(each.text.split()) for each in evidence))
    if not words:
        return line
    if len(words) > _LONGEST_COMMENT:
        words = words[: _LONGEST_COMMENT - 1] + "…"
    return f"{line}{' ' * (_COLUMN - _cells(line))}  # {printable(words)}"


def _cells(line: str) -> int:
    """How wide a line is on a terminal, where Japanese and Korean letters take two cells."""
    return sum(1 + (east_asian_width(letter) in "WF") for letter in line)


def _flow(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{key}: {_flow(as_written(each))}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    safe = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML and value[-1:] != " "
    return value if safe or _ISO.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _not_used(refused: Iterable[Refusal], lang: Lang) -> list[str]:
    lines = []
    for each in refused:
        words = " ".join(each.text.split())
        lines.append(f"#   {printable(words)}: {printable(decoys.words(each.reason, lang))}\n")
    return [f"# {_TEXT[lang]['refused']}:\n", *lines] if lines else []
