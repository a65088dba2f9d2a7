import csv
import datetime as dt
from collections import defaultdict
from statistics import mean, stdev

import pytest

from geo import datafiles, prior, report, zones
from geo.check import Options, check
from geo.finding import Finding

DAYS = dt.timedelta(days=1)


def bearings(country: str) -> dict[tuple[str, str], float]:
    """The bearing of each salvo to 2020 that ships, the mean of those fired together."""
    salvos = defaultdict(list)
    with datafiles.path("launches", "launches.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["country"] == country and row["bearing_deg"] and row["date"] < "2021":
                salvos[row["date"], row["site"]].append(float(row["bearing_deg"]))
    return {salvo: mean(together) for salvo, together in salvos.items()}


def test_habit_of_north_korea_is_the_published_one() -> None:
    habit = prior.of("PRK")
    assert habit is not None
    assert round(habit.mean_deg) == 72
    assert round(habit.sd_deg) == 14


def test_launches_on_which_the_habit_was_judged_are_no_part_of_it() -> None:
    habit = prior.of("PRK", dt.date(2031, 1, 1), before=True)
    assert habit is not None
    assert (habit.launches, habit.last) == (len(bearings("PRK")), dt.date(2020, 3, 29))


def test_a_salvo_counts_once() -> None:
    habit, salvos = prior.of("PRK"), bearings("PRK")
    assert habit is not None
    assert habit.launches == len(salvos)
    assert habit.mean_deg == pytest.approx(mean(salvos.values()))
    assert habit.sd_deg == pytest.approx(stdev(salvos.values()))


@pytest.mark.parametrize("date", sorted({date for date, _ in bearings("PRK")}))
def test_the_launch_being_judged_never_counts(date: str) -> None:
    others = [bearing for (day, _), bearing in bearings("PRK").items() if day != date]
    habit = prior.of("PRK", dt.date.fromisoformat(date))
    assert habit is not None
    assert habit.launches == len(others)
    assert habit.mean_deg == pytest.approx(mean(others))


@pytest.mark.parametrize("date", sorted({date for date, _ in bearings("PRK")}))
def test_a_backtest_counts_earlier_launches_only(date: str) -> None:
    earlier = [bearing for (day, _), bearing in bearings("PRK").items() if day < date]
    habit = prior.of("PRK", dt.date.fromisoformat(date), before=True)
    if len(earlier) < 10:
        assert habit is None
    else:
        assert habit is not None
        assert habit.launches == len(earlier)
        assert habit.mean_deg == pytest.approx(mean(earlier))
        assert habit.last < dt.date.fromisoformat(date)


@pytest.mark.parametrize("country", [None, "KOR", "JPN", "XXX"])
def test_few_launches_make_no_habit(country: str | None) -> None:
    assert prior.of(country) is None


def test_habits_go_round_the_compass(monkeypatch: pytest.MonkeyPatch) -> None:
    northward = [350.0, 10.0] * 6
    launches = tuple(
        prior._Launch(dt.date(2030, 1, 1) + day * DAYS, "site", "AAA", bearing)
        for day, bearing in enumerate(northward)
    )
    monkeypatch.setattr(prior, "_launches", lambda: launches)
    prior._of.cache_clear()
    habit = prior.of("AAA")
    assert habit is not None
    assert (habit.mean_deg + 180) % 360 - 180 == pytest.approx(0, abs=1e-9)
    assert habit.sd_deg == pytest.approx(stdev([-10.0, 10.0] * 6))
    prior._of.cache_clear()


def finding(options: Options, **given: object) -> Finding:
    told = {"launch": "Pyongyang", "range": "about 1000 km", "direction": "east"} | given
    return check(report.parse(told), zones.load(), options)


def test_a_check_leaves_out_the_date_it_judges() -> None:
    judged, other = finding(Options(), date="2017-05-14"), finding(Options(), date="2031-01-01")
    assert judged.prior is not None
    assert other.prior is not None
    assert judged.prior.launches == other.prior.launches - 1


def test_a_backtest_knows_nothing_of_later_launches() -> None:
    early = finding(Options(backtest=True), date="2017-05-14")
    late = finding(Options(backtest=True), date="2020-03-21")
    assert early.prior is None
    assert early.prior_note == "few"
    assert late.prior is not None
    assert late.prior.last < dt.date(2020, 3, 21)


@pytest.mark.parametrize(
    ("options", "given", "why"),
    [
        (Options(use_prior=False), {}, "off"),
        (Options(), {"direction": 70}, "degrees"),
        (
            Options(),
            {"launch": {"place": "Sinpo", "platform": "submarine"}},
            "from_sea",
        ),
        (Options(), {"launch": "Semnan"}, "few"),
        (Options(), {"direction": "south-west"}, "broken"),
        (Options(), {"direction": "north"}, "broken"),
    ],
)
def test_a_habit_that_is_not_used_says_why(
    options: Options, given: dict[str, object], why: str
) -> None:
    found = finding(options, **given)
    assert found.prior is None
    assert found.prior_note == why


@pytest.mark.parametrize(("word", "deg"), [("south-west", 225), ("west", 270), ("south", 180)])
def test_a_word_that_breaks_the_habit_stands_alone(word: str, deg: float) -> None:
    """The product of the two lies where neither is: 123° of south-west."""
    alone = finding(Options(use_prior=False), direction=word)
    both = finding(Options(), direction=word)
    assert both.nominal is not None
    assert alone.nominal is not None
    assert both.nominal.bearing_deg == pytest.approx(deg)
    assert both.chance == alone.chance


@pytest.mark.parametrize("word", ["north-east", "east", "ENE", "ESE"])
def test_a_word_beside_the_habit_goes_with_it(word: str) -> None:
    assert finding(Options(), direction=word).prior is not None
