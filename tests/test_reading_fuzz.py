"""Whatever the text: only named errors, evidence that is there, and no pattern that backtracks."""

import dataclasses
import importlib
import itertools
import json
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import reading_score
from hypothesis import given, settings
from hypothesis import strategies as st

import geo.reading
from geo import intake, reading, reportfile
from geo.errors import ReportError, SplashlineError
from geo.reading import Understanding, marked, render, sources
from geo.reading.eastern.tongues import TONGUES

TEXTS = [
    text["text"]
    for name in sorted(path.name for path in reading_score.FOLDER.glob("*.yaml"))
    for text in reading_score.load(name)
]
PIECES = sorted({piece for text in TEXTS for piece in re.split(r"(?<=[ 、。,.])", text) if piece})
SENTENCES = {  # of one language, as launches are told of
    tongue: sorted(
        {
            sentence.strip()
            for path in reading_score.FOLDER.glob(f"{tongue}*.yaml")
            for text in reading_score.load(path.name)
            for sentence in re.split(r"(?<=[。.])\s+|(?<=。)|\n+", text["text"])
            if sentence.strip()
        }
    )
    for tongue in ("english", "japanese", "korean")
}
SIGNS = "0１９.,、。 \n\t()（）㎞km-~〜'\"%①②여약約程度\u0301\u200b\x00\x1e\ud7a3é😀"
PUBLISHED = st.sampled_from([None, "2031-05-05", "2024-02-29", "2031-01-01"])


def _holds(understood: Understanding) -> None:
    """What every reading promises."""
    text = understood.text
    for each in understood.readings:
        for evidence in each.evidence:
            assert 0 <= evidence.start < evidence.end <= len(text)
            assert text[evidence.start : evidence.end] == evidence.text
        fields = {evidence.field.split(".")[0].split("[")[0] for evidence in each.evidence}
        assert fields <= set(each.values)
        for key in ("range", "apogee", "flight", "launch"):
            assert (key in each.values) <= (key in fields), key
        if each.is_complete:
            report = each.report
            assert report.range is None or 0 < report.range.value_km <= 20_100
        else:
            with pytest.raises(ReportError):
                _ = each.report
    for refusal in understood.refused:
        assert text[refusal.start : refusal.end] == refusal.text
    plain = json.loads(json.dumps(render.plain(understood), allow_nan=False))
    complete = [each for each in plain if set(each["missing"]) <= {"launch"} and "launch" in each]
    for each in complete:
        reportfile.loads(json.dumps(each))


@settings(deadline=None)
@given(st.text(max_size=300), PUBLISHED)
def test_any_text_is_read(text: str, published: str | None) -> None:
    _holds(reading.understand(text, published))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(SIGNS, max_size=4), max_size=40), PUBLISHED)
def test_any_shuffled_report_is_read(pieces: list[str], published: str | None) -> None:
    _holds(reading.understand("".join(pieces), published))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SENTENCES)), st.data(), PUBLISHED)
def test_any_mixture_of_sentences_is_read(
    tongue: str, data: st.DataObject, published: str | None
) -> None:
    sentences = data.draw(
        st.lists(st.sampled_from(SENTENCES[tongue]), min_size=2, max_size=8, unique=True)
    )
    _holds(reading.understand(" ".join(sentences), published))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TEXTS), st.data(), PUBLISHED)
def test_any_damaged_report_is_read(text: str, data: st.DataObject, published: str | None) -> None:
    letters = list(text)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(letters) - 1))
        letters[at : at + data.draw(st.integers(0, 9))] = data.draw(st.text(SIGNS, max_size=3))
        if not letters:
            break
    understood = reading.understand("".join(letters), published)
    _holds(understood)
    render.yaml(understood)
    marked.page(understood)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3), PUBLISHED)
def test_what_is_printed_reads_back(texts: list[str], published: str | None) -> None:
    understood = reading.understand("\n\n".join(texts), published)
    if not understood.readings or not all(each.missing == () for each in understood.readings):
        return
    reports = [each.report for each in understood.readings]
    assert reportfile.loads(render.yaml(understood)) == reports
    assert reportfile.loads(json.dumps(render.plain(understood))) == reports


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", ".html", ".pdf", ".txt"]))
def test_any_content_is_read_or_refused(content: bytes, suffix: str) -> None:
    for given_ in (content, b"%PDF-1.7\n" + content, b"<html><body>" + content):
        refusal = None
        try:
            reading.understand(sources.load(given_, "it", suffix).text)
        except SplashlineError as error:
            refusal = str(error)
        assert refusal is None or refusal.isprintable()


@settings(deadline=None)
@given(st.text(max_size=300).filter(lambda text: text != "-"))
def test_any_argument_is_a_text_or_refused(text: str) -> None:
    refusal = None
    try:
        intake.source_of(text)
    except ReportError as error:
        refusal = str(error)
    assert refusal is None or refusal.isprintable()


@pytest.mark.parametrize("published", ["", "soon", "2031-13-01", "2031", "05/06/2031"])
def test_a_day_of_publication_that_is_none(published: str) -> None:
    with pytest.raises(ReportError):
        reading.read("North Korea fired a missile.", published)


# --- no pattern that backtracks ------------------------------------------------------------------

_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT}


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that reading holds."""
    packages = pkgutil.walk_packages(geo.reading.__path__, "geo.reading.")
    for module in (intake, *(importlib.import_module(each.name) for each in packages)):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{module.__name__}.{name}", value
    for language, tongue in TONGUES.items():
        for field in dataclasses.fields(tongue):
            value = getattr(tongue, field.name)
            if isinstance(value, re.Pattern):
                yield f"{language}.{field.name}", value


def _without_end(parsed: Iterable[Any], *, inside: bool) -> Iterator[str]:
    """The repeats without an upper bound that are in another repeat, or of more than one set."""
    for op, argument in parsed:
        if op in _REPEATS:
            _, most, body = argument
            if most is _constants.MAXREPEAT and (inside or len(body) != 1):
                yield str(body)
            yield from _without_end(body, inside=inside or most > 1)
        elif op is _constants.SUBPATTERN:
            yield from _without_end(argument[3], inside=inside)
        elif op is _constants.BRANCH:
            for branch in argument[1]:
                yield from _without_end(branch, inside=inside)
        elif op in {_constants.ASSERT, _constants.ASSERT_NOT}:
            yield from _without_end(argument[1], inside=inside)


_NAMED = [pytest.param(*each, id=each[0]) for each in _patterns()]


@pytest.mark.parametrize(("name", "pattern"), _NAMED)
def test_no_repeat_without_end_inside_another(name: str, pattern: re.Pattern[str]) -> None:
    del name
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
    parsed = _parser.parse(source, pattern.flags)
    assert list(_without_end(parsed, inside=False)) == []


def test_the_check_of_patterns_finds_what_it_is_for() -> None:
    assert list(_without_end(_parser.parse("(?:a+b?)+"), inside=False))
    assert list(_without_end(_parser.parse("(?:a+){2,9}"), inside=False))
    assert not list(_without_end(_parser.parse("(?:a{1,9},){0,9}[b-z]+"), inside=False))


# --- work grows with the text --------------------------------------------------------------------

_UNITS = (
    "It flew about 500 km from Wonsan and ", "約500kmを飛翔し、", "약 500km를 비행하고 ",
    "first ", "the second missile ", "1 ", "1,", "12일 ", "7時", "at 6:00 a.m. ", "Monday, ",
    "EEZ ", "(", "\n", "．", "no ", "five-hundred-", "one thousand and ", "from Aa Bb ", "said ",
    "北", "가", "① ", "宣徳(", "か\u3099", "km ", "to the north of ", "if ", "Tokyo said ", "、",
    "a.m. ",
)  # fmt: skip


def _calls(text: str) -> int:
    """How many Python functions are called to read a text."""
    counter = itertools.count()

    def count(_: Any, event: str, __: Any) -> None:
        if event in {"call", "c_call"}:
            next(counter)

    sys.setprofile(count)
    try:
        reading.understand(text, "2031-05-05")
    finally:
        sys.setprofile(None)
    return next(counter)


@pytest.mark.parametrize("unit", _UNITS)
def test_work_grows_with_the_length_of_a_text(unit: str) -> None:
    few, many = 4_000, 16_000
    _calls(unit)
    small = _calls((unit * (few // len(unit) + 1))[:few])
    large = _calls((unit * (many // len(unit) + 1))[:many])
    assert large <= 4.6 * small + 2_000


def test_work_grows_with_the_number_of_reports() -> None:
    counted = []
    for times in (1, 4):
        told = [
            text.replace("5", str(number % 10)) for number in range(times) for text in TEXTS[::3]
        ]
        counted.append(_calls("\n\n".join(told)))
    assert counted[1] <= 4.6 * counted[0]
