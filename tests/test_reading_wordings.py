"""Wordings of releases and stories that were once misread, each with what it says."""

import datetime as dt
from typing import Any

import pytest

from geo import reading

THURSDAY = dt.date(2031, 5, 8)
UNDATED = None


def _readings(text: str, published: dt.date | None = THURSDAY) -> list[dict[str, Any]]:
    return [dict(each.values) for each in reading.understand(text, published).readings]


def _place(values: dict[str, Any]) -> str:
    launch = values.get("launch", {})
    return str(launch.get("place") or launch.get("region") or "")


def _verdicts(values: dict[str, Any]) -> list[str]:
    return [claim["verdict"] for claim in values.get("claims", ())]


# --- where from ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "北朝鮮は、8日12時33分頃、北朝鮮西岸の亀城付近において弾道ミサイル1発の発射を試みました。",
            "亀城",
        ),
        (
            "北朝鮮は8日、新浦付近の海域から、潜水艦発射弾道ミサイル1発を発射した。",
            "新浦付近の海域",
        ),
        ("북한이 8일 평안북도 정주시와 피현군 일대에서 탄도미사일 4발을 발사했다.", "정주시"),
        ("북한이 8일 강원도 문천(원산 북방) 일대에서 탄도미사일 2발을 발사했다.", "문천"),
        ("북한이 8일 평안북도 대관 일대에서 탄도미사일 1발을 발사했다.", "대관 일대"),
        (
            "The three missiles were fired in less than an hour from the Sunan area on Thursday.",
            "Sunan",
        ),
        ("About 10 missiles leave Sunan at 6:14 a.m. and travel some 350 km.", "Sunan"),
        (
            "Eight missiles were fired on Thursday from four different locations, including Sunan.",
            "",
        ),
    ],
)
def test_where_it_was_fired_from(text: str, place: str) -> None:
    (values,) = _readings(text)
    assert _place(values) == place


def test_each_kind_from_its_own_place() -> None:
    text = (
        "North Korea fired an ICBM and two SRBMs on Thursday. The JCS said it detected the launch "
        "of the long-range missile from the Sunan area in Pyongyang at around 7:40 a.m. and that "
        "of the two SRBMs from Kaechon at around 8:39 a.m. The ICBM flew 760 km, the SRBMs 330 km."
    )
    assert [_place(values) for values in _readings(text)] == ["Sunan", "Kaechon"]


def test_each_source_names_its_own_site() -> None:
    text = (
        "The JCS said two missiles were fired from Hamju on Thursday and flew 450 km. Japan's "
        "Defense Ministry said they were fired from near Sondok and flew 420 km."
    )
    assert [_place(values) for values in _readings(text)] == ["Hamju", "Sondok"]


# --- how far, how high, how long -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("The missile fired on Thursday fell about 500 km downrange.", "range", 500.0),
        (
            (
                "The warhead of the missile fired on Thursday reached its first peak at 99.8 km "
                "while making a 1 498.6 km-long flight."
            ),
            "range",
            1498.6,
        ),
        ("두 번째 미사일은 고도 1000㎞를 넘겨 약 400㎞를 비행했다.", "apogee", 1000.0),
    ],
)
def test_a_distance(text: str, field: str, expected: float) -> None:
    values = _readings(text)[-1]
    assert values[field]["km"] == expected


def test_beyond_is_a_bound() -> None:
    (values,) = _readings("북한이 8일 쏜 미사일은 고도 1000㎞를 넘겨 약 400㎞를 비행했다.")
    assert values["apogee"]["bound"] == "over"


def test_a_record_flight_time() -> None:
    (values,) = _readings("The missile fired on Thursday flew for a record 74 minutes.")
    assert values["flight"]["min"] == 74


def test_flight_times_one_after_another() -> None:
    text = (
        "5월 8일 《불화살-3-31》형 시험발사가 진행되였다. 발사된 2기의 미싸일은 조선동해상공에서 "
        "각각 7,421s, 7,445s간 비행하여 섬목표를 명중타격하였다."
    )
    minutes = [round(values["flight"]["min"] * 60) for values in _readings(text)]
    assert minutes == [7421, 7445]


@pytest.mark.parametrize(
    "text",
    [
        "국정원은 8일 발사한 미사일의 사거리가 1만2천㎞ 이상으로 늘어난 것으로 보고 있다.",
        "A launch exceeding 7,000 km in altitude cannot be ruled out on Thursday, the JCS said.",
        "미사일은 8일 9시 36분께 고도 386㎞, 제주 서남방 해상에서 레이더에서 사라졌다.",
    ],
)
def test_what_was_not_flown(text: str) -> None:
    for values in _readings(text):
        assert not values.keys() & {"range", "apogee"}


def test_a_figure_of_an_earlier_release_gives_way() -> None:
    text = (
        "北朝鮮は8日、少なくとも7発の弾道ミサイルを発射しました。飛翔距離について、第3報では"
        "約350km程度とお知らせしましたが、その後の分析の結果、いずれも約400km程度飛翔したものと"
        "推定しています。"
    )
    (values,) = _readings(text)
    assert values["range"]["km"] == 400


# --- whose waters, over whose land ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "北朝鮮は8日弾道ミサイルを発射した。わが国の領域、またEEZへの飛来は確認をされておりません。",
            ["outside"],
        ),
        (
            (
                "北朝鮮が8日発射した弾道ミサイルは、我が国領域の上空に入り、襟裳岬の東約1,160kmの"
                "太平洋上に落下したものと推定されます。"
            ),
            ["overflew"],
        ),
        (
            (
                "8日に発射したものは、上空を通過したものとみられるとの情報を発出しましたが、確認の結果、"
                "日本列島を越えておらず、我が国のEEZ外に落下したと推定されます。"
            ),
            ["outside"],
        ),
        (
            "北朝鮮が8日発射した弾道ミサイル2発は日本のEEZ(沿岸から200カイリ)の外に落下したとみられる。",
            ["outside"],
        ),
        (
            (
                "The missiles fired on Thursday fell inside Japan's exclusive economic zone, the "
                "government said, correcting its earlier announcement that they came down outside "
                "the zone."
            ),
            ["inside"],
        ),
    ],
)
def test_a_verdict(text: str, verdicts: list[str]) -> None:
    (values,) = _readings(text)
    assert _verdicts(values) == verdicts


@pytest.mark.parametrize(
    "who", ["Prime Minister Sanae Takaichi", "Prime Minister Fumio Kishida", "Tokyo"]
)
def test_who_said_where_it_fell(who: str) -> None:
    text = (
        "North Korea fired a missile from Sunan on Thursday, South Korea's military said. "
        f"{who} said the missile fell outside Japan's EEZ."
    )
    (values,) = _readings(text)
    assert values["claims"][0]["by"] == "Japanese government"


def test_a_headline_is_not_what_the_other_side_said() -> None:
    text = (
        "North Korea fired a missile over Japan on Thursday. It flew about 4,600 km, Japan's "
        "Defense Ministry said. South Korea's JCS said it flew 4,500 km."
    )
    japan, korea = _readings(text)
    assert japan["claims"][0]["by"] == "Japan Ministry of Defense"
    assert korea["claims"][0]["by"] == "the text"


def test_an_officials_direction_goes_before_that_of_a_headline() -> None:
    text = (
        "North Korea fires ballistic missiles eastward\n\nNorth Korea fired several missiles on "
        "Thursday, the JCS said. They flew about 350 kilometers northeast, the JCS said."
    )
    (values,) = _readings(text)
    assert values["direction"] == "northeast"


# --- when ----------------------------------------------------------------------------------------


def test_a_night_named_twice() -> None:
    text = (
        "北朝鮮は、昨日（7日）23時54分頃及び日付が変わった本日（8日）0時00分頃、北朝鮮西岸付近から、"
        "それぞれ1発、計2発の弾道ミサイルを発射しました。\n"
        "①昨日23時54分頃に発射されたものは、約350km程度飛翔。\n"
        "②本日0時00分頃に発射されたものは、約400km程度飛翔。"
    )
    told = [
        (values["date"], values["time"][:5], values["range"]["km"]) for values in _readings(text)
    ]
    assert told == [("2031-05-07", "23:54", 350), ("2031-05-08", "00:00", 400)]


def test_the_day_of_the_landing_is_not_that_of_the_launch() -> None:
    text = (
        "북한이 7일 오후 11시 41분쯤 미사일 1발을 발사했다. 일본 정부는 미사일이 오후 11시 42분쯤 "
        "발사돼 약 45분간 비행한 뒤 8일 0시 28분쯤 EEZ 안에 낙하했다고 발표했다."
    )
    assert {values["date"] for values in _readings(text)} == {"2031-05-07"}


@pytest.mark.parametrize(
    "text",
    [
        "北朝鮮は、本日（5月8日）10時14分頃、平壌近郊から、1発の弾道ミサイルを発射しました。",
        "북한이 오늘(8일) 오전 10시 14분경 평양 일대에서 미사일 1발을 발사했다.",
        "North Korea fired a missile from Pyongyang today (May 8) at 10:14 a.m.",
    ],
)
def test_a_day_that_cannot_be_told_loses_nothing_else(text: str) -> None:
    understood = reading.understand(text, UNDATED)
    (values,) = [each.values for each in understood.readings]
    assert (values["time"][:5], values["count"], "launch" in values) == ("10:14", 1, True)
    assert {refusal.reason for refusal in understood.refused} == {"undated"}


def test_hours_of_two_shots_in_four_digits() -> None:
    text = "On 8 May, at 0534 and 0550 hours local time, two missiles were launched from Hamhung."
    assert [values["time"][:5] for values in _readings(text)] == ["05:34", "05:50"]


def test_the_time_of_an_earlier_version_is_no_time() -> None:
    text = (
        "North Korea fired several missiles at 6:50 a.m. on Thursday. CORRECTION: An earlier "
        "version of this article gave the launch time as around 6:15 a.m."
    )
    assert [values["time"][:5] for values in _readings(text)] == ["06:50"]


def test_a_dateline_of_another_year_goes_before_the_option() -> None:
    text = "TOKYO, March 6, 2017 — North Korea fired a ballistic missile on Monday from Sunan."
    (values,) = _readings(text)
    assert values["date"] == "2017-03-06"


def test_a_day_after_publication_is_said_to_be_one() -> None:
    found = reading.understand(
        "North Korea fired a missile on March 24, 2032 from Sunan.", THURSDAY
    )
    assert [refusal.reason for refusal in found.refused] == ["ahead"]


# --- how many ------------------------------------------------------------------------------------


def test_salvos_of_a_day_keep_their_numbers() -> None:
    text = (
        "북한이 8일 20발 이상의 미사일을 쐈다. 합참은 “오전 6시51분께 정주 일대에서 발사한 "
        "탄도미사일 4발을 포착했다”고 밝혔다. 이어 “오전 8시51분께 원산 일대에서 발사한 탄도미사일 "
        "3발을 포착했다”고 밝혔다."
    )
    assert [values["count"] for values in _readings(text)] == [4, 3]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("In a first, it fired one. On May 8, North Korea launched two more from Kwail.", 2),
        ("India test-fired the Agni-5 intermediate-range ballistic missile on Thursday.", 1),
        ("북한이 8일 동창리에서 장거리 로켓 '은하 3호'를 발사했으나 실패했다.", 1),
        ("발사된 2기의 장거리전략순항미싸일은 8일 2,000km계선의 표적을 명중타격하였다.", 2),
        ("北朝鮮は8日午前11時ごろ、黄海に向けて複数の巡航ミサイルを発射しました。", "at least 2"),
    ],
)
def test_a_number_of_missiles(text: str, count: object) -> None:
    assert _readings(text)[-1]["count"] == count


def test_a_list_by_day_without_verbs() -> None:
    text = (
        "▽4月2日　6時52分頃、西岸付近から北東方向に1発。最高高度約100km、飛翔距離約650km以上\n"
        "▽5月1日　6時13分頃、内陸部から東方向に複数発。最高高度約100km、飛翔距離約350km\n"
    )
    told = [
        (values["date"], values["time"][:5], values["count"], values["direction"], _place(values))
        for values in _readings(text)
    ]
    assert told == [
        ("2031-04-02", "06:52", 1, "北東", "西岸"),
        ("2031-05-01", "06:13", "at least 2", "東", "内陸部"),
    ]


# --- what was no launch --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "本日、海上保安庁に対し、8日0時から14日0時までの間に人工衛星ロケットを打ち上げる旨、通報がありました。",
        "北朝鮮は8日、軍事パレードを開いた。ICBMが移動式発射台に載せられて登場した。",
        '합참 공보차장은 8일 "미사일이 발사된 것은 없으며 동향을 지켜보고 있다"고 말했다.',
        "The North has conducted a ground jet test of a solid-fuel rocket engine on Thursday.",
        "The launch of a new 5,000-ton destroyer at Chongjin failed on Thursday.",
        "The JCS said on Thursday that there were no signs that a launch was imminent.",
    ],
)
def test_no_launch(text: str) -> None:
    assert _readings(text) == []


def test_pieces_in_brackets_are_no_missiles() -> None:
    text = (
        "8日9時31分頃、北朝鮮西岸の東倉里地区から、1発の弾道ミサイルが南方向に発射され、5つに分離した"
        "模様です。それぞれの状況は以下のとおりです。\n"
        "（1）9時37分頃、朝鮮半島の西約150kmの黄海上に落下\n"
        "（2）9時39分頃、朝鮮半島の南西約250kmの東シナ海上に落下\n"
    )
    (values,) = _readings(text)
    assert (values["time"][:5], values["count"]) == ("09:31", 1)
