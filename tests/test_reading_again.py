"""What is told again, taken back, or fired again: whose figures are whose."""

import datetime as dt
from typing import Any

import pytest

from geo import places, reading

DAY = dt.date(2031, 5, 8)


def _readings(text: str, published: dt.date | None = DAY) -> list[dict[str, Any]]:
    return [dict(each.values) for each in reading.understand(text, published).readings]


def _times(readings: list[dict[str, Any]]) -> list[str]:
    return [str(values.get("time"))[:5] for values in readings]


@pytest.mark.parametrize(
    "text",
    [
        (
            "防衛省によると、北朝鮮は8日午前5時55分ごろ、西岸の粛川付近から弾道ミサイル1発を日"
            "本海に"
            "向けて発射し、約800キロ飛翔した。\n\nさらに午前6時17分ごろ、同じ場所からもう1発を"
            "発射し、"
            "最高高度は17キロだった。"
        ),
        (
            "합동참모본부는 북한이 8일 오전 5시 55분쯤 평안남도 숙천 일대에서 동해상으로 탄도미"
            "사일 한 발을 "
            "발사했다고 밝혔습니다. 이 미사일은 800km가량을 날아간 뒤 동해에 떨어졌습니다.\n\n"
            "이어 6시 17분쯤에는 "
            "같은 곳에서 또 한 발을 쐈습니다. 이 항적은 최고 17km까지 올라갔다가 사라졌습니다."
        ),
        (
            "South Korea's military said North Korea fired a ballistic missile from Sukchon at "
            "5:55 a.m. "
            "on Thursday, which flew about 800 kilometers into the East Sea.\n\nAnother "
            "missile was fired "
            "from the same place at 6:17 a.m. and reached an altitude of 17 km, it said."
        ),
    ],
    ids=["ja", "ko", "en"],
)
def test_another_missile_has_its_own_time_and_figures(text: str) -> None:
    first, second = _readings(text)
    assert _times([first, second]) == ["05:55", "06:17"]
    assert first["launch"] == second["launch"]
    assert "800" in str(first["range"])
    assert "range" not in second
    assert "17" in str(second["apogee"])
    assert "apogee" not in first
    assert (first["count"], second["count"]) == (1, 1)


def test_a_time_of_another_source_goes_to_the_salvo_of_that_time() -> None:
    readings = _readings(
        "합동참모본부는 8일 오전 7시 40분쯤 평양 순안 일대에서 동해상으로 발사된 탄도미사일 1발"
        "을 포착했습니다. "
        "비행거리는 약 760km였습니다.\n오전 8시 39분쯤부터는 평안남도 개천 일대에서 단거리 탄도"
        "미사일 2발이 "
        "동해상으로 날아갔습니다. 비행거리는 약 330km였습니다.\n일본 방위성은 첫 미사일이 오전 "
        "7시 39분쯤 발사돼 "
        "약 750km를 비행했다고 밝혔습니다."
    )
    told = {str(r["time"])[:5]: (str(r["range"]), r["count"]) for r in readings}
    assert set(told) == {"07:40", "08:39", "07:39"}
    assert told["07:39"][1] == told["07:40"][1] == 1
    assert told["08:39"][1] == 2


def test_what_an_earlier_release_said_is_no_figure_of_this_one() -> None:
    (values,) = _readings(
        "北朝鮮は、本日7時39分頃、北朝鮮西岸付近から弾道ミサイル1発を東方向に発射し、約750km飛"
        "翔し、日本海に"
        "落下しました。なお、第2報では「7時48分頃に太平洋へ通過し、8時頃に日本の東約1,100kmの太"
        "平洋に"
        "落下するとみられる」旨お知らせしましたが、日本列島を越えないことが確認されましたので、"
        "訂正いたします。"
    )
    assert _times([values]) == ["07:39"]
    assert "750" in str(values["range"])
    assert "near" not in values.get("landing", {})
    assert values["landing"]["sea"] == "日本海"


def test_a_corrected_verdict_is_the_one_of_the_new_release() -> None:
    (values,) = _readings(
        "北朝鮮は、本日12時32分頃、北朝鮮内陸部から弾道ミサイル1発を東方向に発射しました。落下"
        "したのは、"
        "舳倉島の北約300kmの日本海(我が国の排他的経済水域(EEZ)内)と推定しています。\nなお、第2"
        "報においては"
        "「我が国のEEZ外に落下したものと推定」とお知らせしていましたが、その後の分析を踏まえ、"
        "上記のとおり"
        "訂正いたします。"
    )
    assert [claim["verdict"] for claim in values["claims"]] == ["inside"]


def test_the_clock_of_pyongyang_gives_way_to_ours() -> None:
    (values,) = _readings(
        "北朝鮮は29日午前2時48分(日本時間同3時18分)に平壌郊外から弾道ミサイル1発を発射した。",
        dt.date(2017, 11, 30),
    )
    assert _times([values]) == ["03:18"]


def test_a_thousand_is_one_number() -> None:
    (values,) = _readings(
        "The missile was fired from Mupyong-ri at 7:52 a.m. on Thursday and flew about 800 km.\n\n"
        "It resembles the Hwasong-12, which covered 787 km at an apogee of 2,111.5 km in its "
        "May 2017 "
        "test, according to state media."
    )
    assert "800" in str(values["range"])
    assert "apogee" not in values


def test_parts_of_a_missile_are_no_missiles() -> None:
    (values,) = _readings(
        "North Korea fired a missile from Wonsan at 7:11 a.m. on Thursday. It flew about 450 "
        "km.\n\n"
        "The Japanese government said it believed a single missile had separated into two "
        "parts, the "
        "second of which fell in the zone, in the Sea of Japan about 350 km north of Dogo Island."
    )
    assert values["count"] == 1
    assert values["landing"]["near"]["place"] == "Dogo (Oki Islands)"


def test_several_of_one_source_are_numbered_by_another() -> None:
    readings = _readings(
        "South Korea's Joint Chiefs of Staff said several missiles were detected from the "
        "Pyongyang "
        "area at around 7:50 a.m. on Thursday and flew some 900 kilometers.\n\nIn Tokyo, the "
        "Defense "
        "Ministry gave details of two. The first was launched at around 7:54 a.m. and flew about "
        "850 km. The second was launched at around 8:05 a.m. and flew about 950 km."
    )
    counts = {str(values["time"])[:5]: values.get("count") for values in readings}
    assert counts["07:54"] == counts["08:05"] == 1
    assert {str(values["reported_by"]) for values in readings} == {
        "South Korea Joint Chiefs of Staff",
        "Japan Ministry of Defense",
    }


@pytest.mark.parametrize(
    "text",
    [
        "It was fired at 6:30 p.m. on Thursday in waters northeast of the coastal city of Sinpo.",
        "북한이 8일 오전 10시 17분쯤 함경남도 신포 동쪽 해상에서 SLBM 1발을 발사했다.",
        "北朝鮮は8日午前10時17分ごろ、新浦東方の海上からSLBM1発を発射した。",
    ],
)
def test_waters_off_a_town_are_a_place_of_their_own(text: str) -> None:
    (values,) = _readings(text)
    found = places.find_place(values["launch"]["place"], role="launch_site")
    assert found.place.name == "Sinpo sea area"


def test_it_is_in_the_sea_that_it_was_fired_into() -> None:
    (values,) = _readings(
        "Seoul's Joint Chiefs of Staff said it had detected the launch on Thursday at 6:53 am into "
        "the waters known as the East Sea, or the Sea of Japan. The missile flew about 600 "
        "kilometres."
    )
    assert values["landing"]["sea"] == "East Sea"
