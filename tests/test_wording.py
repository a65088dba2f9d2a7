import dataclasses
import string
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import report, wording
from geo.check import Options, check
from geo.finding import Finding, Statement
from geo.measure import parse_distance
from geo.splash import Share
from geo.wording import LANGUAGES, Lang, band, percent
from geo.zones import Zones

# Intelligence Community Directive 203 (2 January 2015), page 3; an edge belongs to the higher band,
# and the outermost bands reach to 0 and 100.
ICD_203 = {
    "almost no chance": (0, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 101),
}
chances = st.floats(0, 1)


@pytest.fixture(scope="module")
def finding(zones: Zones) -> Finding:
    given = {"launch": "Pyongyang", "range": "about 1100 km", "direction": "north-east"}
    return check(report.parse(given), zones, Options(stderr=0.05))


def said(finding: Finding, value: float | None, certain: str | None = None) -> Finding:
    """The same finding with another chance."""
    chance = None if value is None else Share(value, 0.001)
    return dataclasses.replace(finding, chance=chance, certain=certain)


@pytest.mark.parametrize("words", ICD_203)
def test_bands_are_those_of_icd_203(words: str) -> None:
    low, high = ICD_203[words]
    for share in (Fraction(low, 100), Fraction(low + high, 200), Fraction(high, 100) - 10**-9):
        if share <= 1:
            assert band(float(share)) == words


@given(chances, chances)
def test_a_greater_chance_never_has_a_lower_band(first: float, second: float) -> None:
    order = list(ICD_203)
    low, high = sorted((first, second))
    assert order.index(band(low)) <= order.index(band(high))


@given(chances)
def test_bands_correspond_in_every_language(chance: float) -> None:
    bands = {lang: wording._BANDS[lang] for lang in LANGUAGES}
    rows = {bands[lang].index(band(chance, lang)) for lang in LANGUAGES}
    assert len(rows) == 1
    assert all(len(set(words)) == len(ICD_203) for words in bands.values())


@given(chances)
def test_percentages_are_close_and_never_claim_certainty(chance: float) -> None:
    text = percent(chance)
    assert text not in {"0 %", "0.0 %", "100 %", "100.0 %"}
    if text[0] not in "<>":
        assert band(float(text.removesuffix(" %")) / 100) == band(chance)
        assert float(text.removesuffix(" %")) == pytest.approx(100 * chance, abs=0.51)
    else:
        assert min(chance, 1 - chance) <= 0.001


@pytest.mark.parametrize("lang", LANGUAGES)
def test_languages_say_the_same(lang: Lang) -> None:
    def blanks(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    english = wording.text("en")
    for key, text in wording.text(lang).items():
        assert blanks(text) == blanks(english[key]), key
    missing = set(english) - set(wording.text(lang))
    assert all(key.startswith("verdict_") for key in missing)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("certain", ["inside", "outside"])
def test_certainty_is_said_without_a_chance(finding: Finding, lang: Lang, certain: str) -> None:
    sentence = wording.verdict(said(finding, float(certain == "inside"), certain), lang)
    assert "%" not in sentence
    assert sentence == wording.text(lang)[certain].format(
        state={"en": "Japan", "ja": "日本", "ko": "일본"}[lang]
    )


@pytest.mark.parametrize(("value", "bound"), [(0.0, "<0.1 %"), (1.0, ">99.9 %")])
def test_agreement_of_all_points_alone_is_no_certainty(
    finding: Finding, value: float, bound: str
) -> None:
    sentence = wording.verdict(said(finding, value))
    assert bound in sentence
    assert "any bearing" not in sentence
    assert "annot" not in sentence


@pytest.mark.parametrize("lang", LANGUAGES)
@given(value=chances)
def test_a_verdict_holds_its_band_and_its_chance(
    finding: Finding, lang: Lang, value: float
) -> None:
    sentence = wording.verdict(said(finding, value), lang)
    assert band(value, lang).lower() in sentence.lower()
    assert percent(value) in sentence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_direction_a_share_of_the_ring_is_called_no_chance(
    finding: Finding, lang: Lang
) -> None:
    sentence = wording.verdict(said(finding, None), lang)
    assert percent(finding.ring_share) in sentence
    assert {"en": "not a chance", "ja": "確率ではない", "ko": "확률이 아님"}[lang] in sentence
    assert not any(words in sentence for words in wording._BANDS[lang])


@pytest.mark.parametrize(
    ("value", "certain", "words"),
    [
        (0.0, "outside", "cannot be inside"),
        (1.0, "inside", "inside on any bearing"),
        (None, None, "direction unknown"),
        (0.24, None, "unlikely"),
        (0.0, None, "almost no chance"),
    ],
)
def test_words_for_tables(
    finding: Finding, value: float | None, certain: str | None, words: str
) -> None:
    assert wording.icd_words(said(finding, value, certain)) == words


def test_slivers_are_counted_and_broad_windows_listed(finding: Finding) -> None:
    slivers = ((10.0, 10.2), (61.0, 92.0), (98.0, 98.4), (350.0, 5.0))
    text = wording.windows(dataclasses.replace(finding, windows=slivers))
    assert "61.0–92.0°, 350.0–5.0°" in text
    assert "2 narrower than half a degree" in text


@pytest.mark.parametrize(
    ("statement", "english"),
    [
        ({"verdict": "outside", "certainty": "estimated"}, "fell outside X’s EEZ (estimated)"),
        ({"verdict": "inside", "certainty": "stated"}, "fell inside X’s EEZ"),
        ({"verdict": "overflew"}, "flew over X"),
        ({"kind": "sea"}, "fell in the X"),
        ({"kind": "landmark"}, "fell near X"),
        (
            {"kind": "landmark", "distance": parse_distance("about 150 km")},
            "fell about 150 km from X",
        ),
        ({"kind": "landmark", "direction_deg": 315.0}, "fell north-west of X"),
        (
            {"kind": "landmark", "distance": parse_distance("150 km"), "direction_deg": 315.0},
            "fell 150 km north-west of X",
        ),
    ],
)
def test_statements_are_said_as_they_were_made(statement: dict[str, object], english: str) -> None:
    made = Statement(**({"kind": "zone", "by": "Y", "names": {"en": "X"}} | statement))  # type: ignore[arg-type]
    assert wording.says(made) == english


def test_a_statement_comes_with_its_chance_and_result() -> None:
    made = Statement(
        "sea", "A ministry", {"en": "Yellow Sea"}, chance=Share(0.76, 0.001), result="consistent"
    )
    assert (
        wording.statement(made) == "A ministry: “fell in the Yellow Sea”: chance 76 %, consistent"
    )
