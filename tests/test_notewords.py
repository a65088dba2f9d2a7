"""Notes on a report, in every language."""

import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest

from geo import basis, check, notewords, report, summary, wording
from geo.check import Options
from geo.finding import Finding, Note
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

PACKAGE = Path(notewords.__file__).parent
LATIN = re.compile(r"[A-Za-z]{2,}")
RANGED: dict[str, Any] = {"launch": "Pyongyang", "range": "about 1000 km", "direction": "east"}
REPORTS: dict[str, dict[str, Any]] = {
    "read_as": {**RANGED, "launch": "Hwangjoo"},
    "at_sea": {"launch": {"lon": 131.5, "lat": 40.2}, "range": "500 km", "direction": "east"},
    "range_tried": {"launch": "Sunan", "landing": {"near": {"place": "Okushiri", "km": 200}}},
    "beyond": {"launch": {"lon": 175, "lat": 55}, "range": "about 250 km", "direction": 80},
    "no_arc_high": {
        "launch": {"lon": 0, "lat": 45, "platform": "ship"},
        "range": "9900 km",
        "apogee": "2 km",
        "direction": {"deg": 0},
    },
    "no_arc_long": {**RANGED, "range": "about 10000 km", "flight": "5 min"},
    "no_arc_high_unranged": {
        "launch": {"lon": -40.5, "lat": 48, "platform": "ship"},
        "apogee": "1 km",
        "landing": {"near": {"place": "Okushiri", "km": 5}},
    },
    "no_arc_long_unranged": {
        "launch": "Sunan",
        "flight": "1 min",
        "landing": {"near": {"place": "Okushiri", "km": 200}},
    },
}
QUOTED = {"Hwangjoo", "km", "about", "min", "splashline", "JPN"}


@pytest.fixture(scope="module")
def findings(zones: Zones) -> dict[str, Finding]:
    return {
        name: check.check(
            report.parse(given), zones, Options(zone="RUS" if name == "beyond" else "JPN")
        )
        for name, given in REPORTS.items()
    }


def names_in(form: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(form) if name}


def test_every_language_has_every_sentence_with_the_same_values() -> None:
    for kind in notewords.kinds():
        forms = [notewords.form(kind, lang) for lang in LANGUAGES]
        assert len({frozenset(names_in(form)) for form in forms}) == 1, kind
        assert len(set(forms)) == len(LANGUAGES), kind


def test_every_kind_arises_from_a_report(findings: dict[str, Finding]) -> None:
    assert {note.kind for one in findings.values() for note in one.notes} == notewords.kinds()
    for name, finding in findings.items():
        assert name in {note.kind for note in finding.notes}


def test_every_note_that_is_made_has_words() -> None:
    made = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Note":
                made |= {each.value for each in node.args[:1] if isinstance(each, ast.Constant)}
    assert made
    assert made <= notewords.kinds()


@pytest.mark.parametrize("lang", ["ja", "ko"])
@pytest.mark.parametrize("name", REPORTS)
def test_only_what_is_quoted_stays_english(
    name: str, lang: Lang, findings: dict[str, Finding]
) -> None:
    for sentence in notewords.of(findings[name], lang):
        assert set(LATIN.findall(sentence)) <= QUOTED, sentence


def test_places_and_states_are_named_in_the_language(findings: dict[str, Finding]) -> None:
    assert any("黄州" in note for note in notewords.of(findings["read_as"], "ja"))
    assert any("러시아" in note for note in notewords.of(findings["beyond"], "ko"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json_has_notes_as_text(lang: Lang, findings: dict[str, Finding]) -> None:
    for finding in findings.values():
        assert summary.of(finding, lang)["notes"] == notewords.of(finding, lang)


def test_a_value_without_the_language_is_english() -> None:
    note = Note("read_as", {"query": "x", "name": {"en": "Sunan"}, "score": 90.0})
    assert "Sunan" in notewords.text(note, "ja")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("options", "given", "why"),
    [
        (Options(use_prior=False), {}, "off"),
        (Options(), {"direction": 70}, "degrees"),
        (Options(), {"launch": {"place": "Sinpo", "platform": "submarine"}}, "from_sea"),
        (Options(), {"launch": "Semnan"}, "few"),
    ],
)
def test_why_no_habit_is_used_is_said_in_every_language(
    lang: Lang, options: Options, given: dict[str, Any], why: str, zones: Zones
) -> None:
    finding = check.check(report.parse(RANGED | given), zones, options)
    assert finding.prior_note == why
    said = [basis.habit(finding, each) for each in LANGUAGES]
    assert len(set(said)) == len(LANGUAGES)
    assert basis.habit(finding, lang) in [text for _, text in basis.rows(finding, lang)]
    if lang != "en":
        assert not LATIN.search(basis.habit(finding, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_that_names_no_source_speaks_for_itself(
    lang: Lang, findings: dict[str, Finding]
) -> None:
    (said,) = findings["range_tried"].statements
    assert said.by == ""
    words = {"en": "the report", "ja": "発表", "ko": "발표"}[lang]
    assert wording.statement(said, lang).startswith(f"{words}: ")
    assert summary.of(findings["range_tried"], lang)["statements"][0]["by"] == words
