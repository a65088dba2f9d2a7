"""Official verdicts against chances: what is scored, how, and what it came to."""

import csv
import datetime as dt
import re
from pathlib import Path
from statistics import fmean
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from geo import prior, tables
from geo.backtest import MODES, Case, Mode, Outcome, Salvo, Scored, reliability, trust
from geo.backtest import scoring as backtest
from geo.check import Options
from geo.errors import ReportError
from geo.tables import columns
from geo.zones import Zones

ROOT = Path(__file__).resolve().parent.parent
LAUNCHES = ROOT / "data" / "launches" / "launches.csv"
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def outcomes(zones: Zones) -> dict[Mode, Outcome]:
    source = tables.read(LAUNCHES)
    rows = [cells for chunk in source.chunks(100) for cells in chunk]
    mapped = columns.recognise(source.headers)
    told = {mode: backtest.cases(mapped, rows, mode) for mode in MODES}
    return {found.mode: found for found in backtest.run(told, zones)}


def to_2020(outcome: Outcome) -> Outcome:
    return outcome.between(dt.date.min, dt.date(2020, 12, 31))


# --- what it came to -----------------------------------------------------------------------------


def test_with_bearings_at_most_one_verdict_to_2020_is_missed(
    outcomes: dict[Mode, Outcome],
) -> None:
    found = to_2020(outcomes["bearing"])
    assert len(found.rows) == 16
    assert len(found.wrong()) <= 1
    assert found.brier().value <= 0.07


def test_with_words_alone_the_score_holds(outcomes: dict[Mode, Outcome]) -> None:
    assert outcomes["word"].brier().value <= 0.11
    assert to_2020(outcomes["word"]).brier().value <= 0.11


@pytest.mark.parametrize("mode", MODES)
def test_nothing_officially_inside_is_ruled_out(outcomes: dict[Mode, Outcome], mode: Mode) -> None:
    assert outcomes[mode].hardly() == []


@pytest.mark.parametrize("mode", MODES)
def test_chances_are_better_than_always_outside_and_than_the_base_rate(
    outcomes: dict[Mode, Outcome], mode: Mode
) -> None:
    found = outcomes[mode]
    assert found.brier().value < found.brier_always_outside()
    assert found.brier().value < found.brier_base_rate()
    assert found.accuracy().value > 1 - found.share_inside


def test_the_salvo_of_which_one_is_unknown_is_a_set(outcomes: dict[Mode, Outcome]) -> None:
    [salvo] = outcomes["bearing"].salvos
    assert (salvo.date, salvo.inside, len(salvo.rows)) == (dt.date(2017, 3, 6), 3, 4)
    assert round(salvo.expected) == 3
    assert salvo.date not in outcomes["bearing"].dates


# --- what is scored ------------------------------------------------------------------------------


def test_a_habit_rests_on_earlier_launches_only(outcomes: dict[Mode, Outcome]) -> None:
    used = 0
    for mode in ("word", "none"):
        for row in outcomes[mode].rows:
            launch = row.case.given["launch"]
            assert isinstance(launch, dict)
            if launch.get("platform") == "submarine":
                assert row.prior == 0
                continue
            known = prior.of("PRK", row.case.date, before=True)
            assert row.prior == (known.launches if known else 0)
            assert known is None or known.last < row.case.date
            used += row.prior > 0
    assert used > 20
    assert all(row.prior == 0 for row in outcomes["bearing"].rows)


def test_modes_know_what_they_say(outcomes: dict[Mode, Outcome]) -> None:
    for row in outcomes["bearing"].rows:
        assert isinstance(row.case.given["direction"], dict)
    for row in outcomes["word"].rows:
        assert isinstance(row.case.given["direction"], str)
    for row in outcomes["none"].rows:
        assert "direction" not in row.case.given
    for outcome in outcomes.values():
        for row in outcome.rows:
            assert "claims" not in row.case.given
            assert "landing" not in row.case.given


def test_an_overflight_counts_as_outside(outcomes: dict[Mode, Outcome]) -> None:
    days = {row.case.date: row.case.inside for row in outcomes["bearing"].rows}
    assert days[dt.date(2017, 8, 29)] is False
    assert days[dt.date(2022, 10, 4)] is False


def test_rows_without_range_or_verdict_are_not_scored(outcomes: dict[Mode, Outcome]) -> None:
    with LAUNCHES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    usable = [row for row in rows if row["range"] and row["bearing_deg"] and row["verdict"]]
    assert len(outcomes["bearing"].rows) == len(usable)
    assert outcomes["bearing"].unscored == ()


def test_a_table_without_verdicts_is_refused() -> None:
    mapped = columns.recognise(["site", "range", "date"])
    with pytest.raises(ReportError, match="no column 'verdict'"):
        backtest.cases(mapped, [], "bearing")


# --- how -----------------------------------------------------------------------------------------


def scored(day: int, inside: bool, chance: float, **more: object) -> Scored:  # noqa: FBT001
    case = Case(dt.date(2031, 1, day), "x", inside, None, {}, "")
    told = {"bearing_deg": 70.0, "margin_km": 100.0, "off_deg": None, "prior": 0} | more
    return Scored(case, chance, **told)  # type: ignore[arg-type]


def made(*rows: Scored) -> Outcome:
    return Outcome("word", rows, (), ())


def test_scores_are_those_of_the_textbook() -> None:
    found = made(scored(1, True, 0.9), scored(1, False, 0.2), scored(2, False, 0.6))
    assert found.brier().value == pytest.approx((0.01 + 0.04 + 0.36) / 3)
    assert found.brier_by_date().value == pytest.approx(((0.01 + 0.04) / 2 + 0.36) / 2)
    assert found.accuracy().value == pytest.approx(2 / 3)
    assert found.brier_always_outside() == pytest.approx(1 / 3)
    assert found.brier_base_rate() == pytest.approx(2 / 9)
    assert [row.case.date.day for row in found.wrong()] == [2]


def test_intervals_are_those_of_dates_drawn_again() -> None:
    """Against a bootstrap with numpy's own generator."""
    rng = np.random.default_rng(1)
    rows = [
        scored(day, bool(rng.uniform() < 0.4), float(rng.uniform()))
        for day in range(1, 21)
        for _ in range(day % 3 + 1)
    ]
    found = made(*rows).brier()
    days = list(made(*rows).dates.values())
    draws = []
    for _ in range(4000):
        picked = [days[k] for k in rng.integers(0, len(days), len(days))]
        draws.append(fmean(row.loss for day in picked for row in day))
    assert [found.low, found.high] == pytest.approx(np.quantile(draws, [0.05, 0.95]), abs=0.01)
    assert found.low < found.value < found.high


def test_a_set_is_scored_by_the_share_inside() -> None:
    rows = tuple(scored(1, True, chance) for chance in (0.5, 0.7, 0.9, 0.9))
    salvo = Salvo(dt.date(2031, 1, 1), 3, rows)
    assert salvo.expected == pytest.approx(3.0)
    assert salvo.loss == pytest.approx(0.0)
    assert Salvo(dt.date(2031, 1, 1), 4, rows).loss == pytest.approx(1 / 16)


def test_bins_of_the_diagram_hold_every_row_once() -> None:
    chances = [0.0, 0.1, 0.19, 0.2, 0.55, 1.0]
    found = made(*(scored(1, chance > 0.15, chance) for chance in chances)).bins()
    assert [count for _, _, count in found] == [3, 1, 1, 1]
    assert found[0][:2] == pytest.approx((0.29 / 3, 1 / 3))


def test_reasons_for_a_disagreement() -> None:
    near = scored(1, True, 0.4, margin_km=-12.0, off_deg=3.0)
    assert near.reasons() == [
        "near the limit: the middle of the splash is 12 km outside",
        "bearing uncertain: 3.0° away the verdict holds",
    ]
    assert scored(1, True, 0.1, margin_km=-300.0, off_deg=40.0).reasons() == []


@pytest.mark.parametrize(
    ("bearing", "windows", "inside", "expected"),
    [
        (70.0, ((60.0, 80.0),), True, 0.0),
        (70.0, ((60.0, 80.0),), False, 10.0),
        (55.0, ((60.0, 80.0),), True, 5.0),
        (5.0, ((350.0, 10.0),), False, 5.0),
        (70.0, (), True, None),
        (70.0, (), False, 0.0),
        (70.0, ((0.0, 360.0),), False, None),
    ],
)
def test_how_far_off_a_bearing_is(
    bearing: float,
    windows: tuple[tuple[float, float], ...],
    inside: bool,  # noqa: FBT001
    expected: float | None,
) -> None:
    assert backtest._off_deg(bearing, windows, inside=inside) == expected


# --- the page ------------------------------------------------------------------------------------

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def test_the_page_is_what_the_command_writes(outcomes: dict[Mode, Outcome], zones: Zones) -> None:
    """To half a unit of what is printed: sums may differ in their last bits between machines."""
    page = trust.Page(list(outcomes.values()), zones.provenance, Options(), None)
    found = trust.markdown(page, figure="trust.svg")
    kept = (DOCS / "trust.md").read_text(encoding="utf-8")
    assert NUMBER.sub("#", found) == NUMBER.sub("#", kept), "run: geo backtest --out docs/trust.md"
    off = [
        abs(float(mine) - float(theirs))
        for mine, theirs in zip(NUMBER.findall(found), NUMBER.findall(kept), strict=True)
    ]
    assert max(off) <= 1


def test_the_figure_is_xml_with_a_point_for_each_bin(outcomes: dict[Mode, Outcome]) -> None:
    text = reliability.svg(list(outcomes.values()))
    assert text == reliability.svg(list(outcomes.values()))
    root = ET.fromstring(text)  # noqa: S314 - our own
    circles = root.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(circles) == sum(len(found.bins()) for found in outcomes.values())


def test_the_page_escapes_what_a_table_says(zones: Zones) -> None:
    case = Case(dt.date(2031, 1, 1), "<b>|`x`", True, None, {"range": "1 km"}, "<script>|")
    row = Scored(case, 0.1, 70.0, -10.0, 2.0, 0)
    page = trust.Page([made(row)], zones.provenance, Options(), "t.csv")
    text = trust.markdown(page, figure=None)
    assert "<script>" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;\\|'x'" in text
