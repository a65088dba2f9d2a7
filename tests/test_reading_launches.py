"""Which launches a text tells of: kinds of missiles, lists, tickers, corrections, answers."""

import datetime as dt

import pytest

from geo import reading

THURSDAY = dt.date(2031, 5, 8)


def _told(text: str) -> list[tuple[object, ...]]:
    """Time, number, launch place and range of each report."""
    return [
        (
            each.values.get("time", "")[:5],
            each.values.get("count"),
            next(iter(each.values.get("launch", {}).values()), None),
            each.values.get("range", {}).get("km"),
        )
        for each in reading.understand(text, THURSDAY).readings
    ]


# --- kinds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        (
            "South Korea's Joint Chiefs of Staff said the North fired a suspected ICBM from Sunan "
            "at around 7:40 a.m. on Thursday and two short-range ballistic missiles from Kaechon "
            "at around 8:39 a.m. The ICBM flew about 760 km, while the SRBMs flew 330 km."
        ),
        (
            "An ICBM was fired from Sunan at 7:40 a.m. on Thursday. At 8:39 a.m. the North fired "
            "two short-range ballistic missiles from Kaechon. The JCS said the long-range missile "
            "traveled 760 km. The short-range missiles flew about 330 km."
        ),
        (
            "합참은 8일 오전 7시 40분경 Sunan 일대에서 장거리 탄도미사일 1발을, 오전 8시 39분경 "
            "Kaechon 일대에서 단거리 탄도미사일 2발을 발사한 것을 포착했다고 밝혔다. 장거리 "
            "탄도미사일은 약 760㎞, 단거리 탄도미사일은 약 330㎞를 비행했다."
        ),
        (
            "北朝鮮は8日午前7時40分ごろ、順安付近からICBMの可能性がある弾道ミサイル1発を、"
            "同8時39分ごろに价川付近から短距離弾道ミサイル2発を発射した。防衛省によると、"
            "ICBM級は約760キロ、短距離の2発は約330キロ飛んだと推定される。"
        ),
    ],
)
def test_what_is_said_of_a_kind_is_of_the_missiles_of_that_kind(text: str) -> None:
    assert [(time, n, km) for time, n, _, km in _told(text)] == [
        ("07:40", 1, 760),
        ("08:39", 2, 330),
    ]


def test_ballistic_is_what_is_not_cruise() -> None:
    text = (
        "North Korea fired several cruise missiles and a short-range ballistic missile on "
        "Thursday. The ballistic missile flew 300 km. The cruise missiles flew about 1,500 km."
    )
    assert [(n, km) for _, n, _, km in _told(text)] == [("at least 2", 1500), (1, 300)]


def test_one_kind_is_no_matter() -> None:
    text = (
        "An ICBM was fired from Sunan on Thursday. It flew 760 km. Short-range tests went before."
    )
    assert [km for *_, km in _told(text)] == [760]


# --- times, places -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "北朝鮮は8日午前1時47分ごろ1発目を発射し、その約6分後の1時53分ごろに2発目を発射した。",
        "1発目は8日午前1時47分ごろ発射され、約350キロ飛行。2発目は同1時53分ごろで、約350キロ飛んだ。",
        (
            "北朝鮮は8日午前1時47分ごろ、1発を発射した。約150キロ飛行した。"
            "同1時53分ごろには同じ場所から2発目を発射し、約400キロ飛んだ。"
        ),
        (
            "It fired one missile from Sunan at 1:47 a.m. and one unidentified missile from "
            "Kaechon at 1:53 a.m. on Thursday."
        ),
    ],
)
def test_the_first_and_the_second_have_times(text: str) -> None:
    assert [time for time, *_ in _told(text)] == ["01:47", "01:53"]


def test_each_source_keeps_its_own_time_and_place() -> None:
    text = (
        "합동참모본부는 북한이 8일 오전 7시23분께 자강도 무평리 일대에서 발사한 탄도미사일이 "
        "4500여㎞를 비행했다고 밝혔다. 일본 방위상은 미사일이 오전 7시22분께 발사됐고 약 4600㎞를 "
        "비행했다고 설명했다."
    )
    assert [(time, km) for time, _, _, km in _told(text)] == [("07:23", 4500), ("07:22", 4600)]


def test_officials_of_one_state_complete_each_other() -> None:
    text = (
        "日本政府の発表では、ミサイルは8日に発射され、約800キロ飛んだ。防衛相は高度は2千キロを超えた"
        "と述べた。韓国軍の合同参謀本部は、約700キロ飛行したと説明した。"
    )
    found = reading.understand(text, THURSDAY).readings
    assert [(r.values["range"]["km"], "apogee" in r.values) for r in found] == [
        (800, True),
        (700, False),
    ]


# --- layout --------------------------------------------------------------------------------------

BY_DAY = """Launches of the week, as announced by South Korea's Joint Chiefs of Staff.

- May 1: One short-range ballistic missile from the Taechon area at about 6:53 a.m. Range about \
600 km, altitude about 60 km.

- May 7: Two short-range ballistic missiles from Sunan at 6:10 p.m. Range about 360 km, altitude \
about 30 km.

All were fired into the East Sea."""


def test_a_list_by_day_has_a_launch_for_each() -> None:
    found = reading.understand(BY_DAY, THURSDAY).readings
    assert [(r.values["date"], r.values["range"]["km"], r.values["count"]) for r in found] == [
        ("2031-05-01", 600, 1),
        ("2031-05-07", 360, 2),
    ]
    assert all(each.values["landing"]["sea"] == "East Sea" for each in found)


def test_a_list_by_day_under_a_story_is_history() -> None:
    text = "It fired a missile on Thursday that flew 740 km.\n\n" + BY_DAY
    assert [km for *_, km in _told(text)] == [740]


def test_a_list_by_hour_needs_no_verbs() -> None:
    text = (
        "[일지] 2031년 5월 8일 북한 탄도미사일 발사\n합참 발표 기준\n"
        "△ 07:40 평양 순안 일대, 동해상으로 탄도미사일 1발. 비행거리 약 760㎞.\n"
        "△ 08:39 평안남도 개천 일대, 동해상으로 탄도미사일 2발. 비행거리 약 330㎞."
    )
    assert [(time, n, km) for time, n, _, km in _told(text)] == [
        ("07:40", 1, 760),
        ("08:39", 2, 330),
    ]


def test_the_number_of_a_day_is_not_that_of_its_first_salvo() -> None:
    text = (
        "North Korea fired more than 20 missiles on Thursday.\n\n"
        "6:51 a.m.: Four missiles are fired from Chongju toward the West Sea.\n\n"
        "8:51 a.m.: Three missiles are fired from Wonsan into the East Sea."
    )
    assert [(time, n) for time, n, *_ in _told(text)] == [("06:51", 4), ("08:51", 3)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "09:14 — The missile flew about 4,600 km, the minister says.\n\n"
            "08:10 — The missile was launched from inland North Korea at about 7:22 a.m. today.\n\n"
            "07:46 — It has landed, the coast guard says."
        ),
        (
            "07:46　海上保安庁「ミサイルはすでに落下した」\n\n"
            "08:10　防衛省は、北朝鮮が8日午前7時22分ごろ内陸部から発射したと発表。\n\n"
            "09:14　防衛省「約4600キロ飛行」"
        ),
    ],
)
def test_when_a_line_of_a_ticker_was_written_is_no_time_of_a_launch(text: str) -> None:
    assert [(time, km) for time, _, _, km in _told(text)] == [("07:22", 4600)]


def test_what_a_correction_takes_back_is_refused() -> None:
    text = (
        "（正）\n北朝鮮は8日7時47分頃、弾道ミサイルを発射しました。最高高度約50km程度で、約350km程度"
        "飛翔しました。\n\n（誤）\n最高高度約100km程度で、約300km程度飛翔"
    )
    understood = reading.understand(text, THURSDAY)
    [only] = understood.readings
    assert (only.values["apogee"]["km"], only.values["range"]["km"]) == (50, 350)
    assert {each.reason for each in understood.refused} == {"superseded"}


# --- others --------------------------------------------------------------------------------------


def test_what_was_fired_in_answer_is_another_launch() -> None:
    text = (
        "South Korea's military fired two Hyunmoo-2A missiles at 7:03 a.m. on Thursday. The North "
        "launched its missile at 6:57 a.m. from Sunan in Pyongyang. It flew about 3,700 km."
    )
    assert [(time, km) for time, _, _, km in _told(text)] == [("06:57", 3700), ("07:03", None)]


def test_an_hour_of_the_launch_at_which_nobody_says_how_many() -> None:
    text = "北朝鮮は8日午前6時53分頃と午前7時23分頃、複数の弾道ミサイルを発射した。"
    assert [(time, n) for time, n, *_ in _told(text)] == [("06:53", None), ("07:23", None)]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (
            (
                "러시아 국방부는 8일 미사일 발사에 성공했다고 발표했다. 국방부는 미사일 1발이 약 "
                "5천700㎞를 날았다고 설명했다."
            ),
            "Russia Ministry of Defence",
        ),
        (
            "국방부는 8일 북한이 발사한 미사일 1발이 약 700㎞를 날았다고 설명했다.",
            "South Korea Ministry of National Defense",
        ),
    ],
)
def test_whose_ministry_it_is(text: str, by: str) -> None:
    [only] = reading.understand(text, THURSDAY).readings
    assert only.values["reported_by"] == by


@pytest.mark.parametrize(
    "text",
    [
        (
            "北朝鮮は8日7時34分頃、4発の弾道ミサイルを発射しました。このうち3発は我が国の"
            "排他的経済水域(EEZ)内に、残る1発は我が国のEEZ外に落下したものと推定されます。"
        ),
        (
            "北朝鮮は8日7時34分頃、4発の弾道ミサイルを発射しました。このうち3発が我が国の"
            "排他的経済水域(EEZ)内に落下したものと推定されます。残る1発はEEZ外と推定されます。"
        ),
        (
            "North Korea fired four missiles at 7:34 a.m. on Thursday, and three of them fell "
            "inside Japan's exclusive economic zone. The fourth landed just outside the zone."
        ),
    ],
)
def test_parts_of_a_salvo_with_their_own_verdicts(text: str) -> None:
    found = [
        (each.values["count"], [claim["verdict"] for claim in each.values["claims"]])
        for each in reading.understand(text, THURSDAY).readings
    ]
    assert found == [(3, ["inside"]), (1, ["outside"])]


def test_the_day_on_which_it_came_down_is_no_other_launch() -> None:
    text = (
        "昨日23時42分頃、1発の弾道ミサイルが発射されました。約45分間飛翔し、本日0時28分頃、"
        "北海道の奥尻島の北西約150㎞に落下したものと推定されます。"
    )
    [only] = reading.understand(text, THURSDAY).readings
    assert (only.values["date"], only.values["flight"]["min"]) == ("2031-05-07", 45)


def test_what_was_announced_is_no_launch() -> None:
    text = (
        "North Korea launched a rocket on Wednesday at 10:43 p.m. It had told the Japan Coast "
        "Guard that it would launch a rocket between Thursday and May 20."
    )
    assert [time for time, *_ in _told(text)] == ["22:43"]


def test_a_journalists_figures_are_not_the_answer() -> None:
    text = (
        "Q: On Wednesday you said the missile flew 430 km. Is that still so?\n"
        "A: No. The missile that was launched from Sunan on Wednesday flew about 600 km."
    )
    assert [km for *_, km in _told(text)] == [600]


@pytest.mark.parametrize(
    ("text", "km"),
    [
        (
            (
                "Japan's Defense Ministry said the missile fired on Thursday would have flown "
                "about 500 km if it followed a normal ballistic trajectory."
            ),
            500,
        ),
        (
            (
                "Analysts said the missile fired on Thursday would have flown about 9,000 km if "
                "it followed a normal trajectory."
            ),
            None,
        ),
    ],
)
def test_a_range_on_another_trajectory_is_the_ministrys(text: str, km: int | None) -> None:
    assert [found for *_, found in _told(text)] == [km]


# --- told twice ----------------------------------------------------------------------------------


def test_a_story_that_stands_twice_in_a_text_is_told_once() -> None:
    story = (
        "South Korea's Joint Chiefs of Staff said North Korea fired a ballistic missile from "
        "Sunan at 7:40 a.m. on Thursday. It flew about 760 km.\n\n"
        "At 11:20 p.m. on Thursday North Korea fired two ballistic missiles from Kaechon, the "
        "military said. They flew about 330 km.\n\n"
    )
    assert _told(story + story) == _told(story)
    assert len(_told(story)) == 2


@pytest.mark.parametrize(
    "text",
    [
        (
            "South Korea's Joint Chiefs of Staff said North Korea fired missiles at 7:05 a.m. and "
            "7:20 a.m. on Thursday. Japan's Defense Ministry said they were fired at 7:06 a.m. and "
            "7:21 a.m. The first flew 300 km, the second 400 km, the third 500 km."
        ),
        (
            "韓国軍合同参謀本部は、北朝鮮が8日午前7時5分と7時20分にミサイルを発射したと発表した。"
            "防衛省は午前7時6分と7時21分に発射されたと発表した。"
            "1発目は300キロ、2発目は400キロ、3発目は500キロ飛行した。"
        ),
        (
            "합동참모본부는 북한이 8일 오전 7시 5분과 7시 20분에 미사일을 발사했다고 밝혔다. "
            "일본 방위성은 오전 7시 6분과 7시 21분에 발사됐다고 밝혔다. "
            "첫 번째는 300km, 두 번째는 400km, 세 번째는 500km를 비행했다."
        ),
    ],
)
def test_a_missile_beyond_the_end_of_a_list_of_times_has_none(text: str) -> None:
    assert [(time, km) for time, _, _, km in _told(text)] == [
        ("07:06", 300),
        ("07:21", 400),
        ("", 500),
    ]


def test_a_number_from_zero_up_is_no_number_of_missiles() -> None:
    (told,) = _told(
        "Updated 21:17:00-04 Officials said the missiles flew about 360 km into the sea."
    )
    assert told[1] != "at least 0"
    (told,) = _told("北朝鮮は8日、日本海に向けて0~3発のミサイルを発射し、300キロ飛んだ。")
    assert told[1] != "at least 0"
