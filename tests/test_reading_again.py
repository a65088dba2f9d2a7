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


# --- what is no launch, and no figure of one ------------------------------------------------------


def test_parts_that_came_down_in_a_list_are_one_launch() -> None:
    (values,) = _readings(
        "本日9時31分頃、北朝鮮西岸の東倉里付近から1発が南方向に発射されました。\n"
        "①9時37分頃、一つ目が朝鮮半島の西約150kmの黄海に落下。\n"
        "②9時39分頃、二つ目が朝鮮半島の南西約250kmの東シナ海に落下。\n"
        "③9時41分頃、沖縄県の上空を通過。\n"
    )
    assert _times([values]) == ["09:31"]
    assert {claim["verdict"] for claim in values["claims"]} == {"overflew"}


@pytest.mark.parametrize(
    "text",
    [
        (
            "おわび 8日午後6時55分ごろ、「北朝鮮ミサイル発射の模様」とお伝えしましたが、これは誤り"
            "でした。"
        ),
        (
            "The broadcaster has apologised after mistakenly telling the public on Thursday at "
            "18:55 that "
            "North Korea had fired a missile."
        ),
        (
            "NHK가 8일 0시22분쯤 “북한 미사일이 에리모미사키 동쪽 약 2000㎞ 해상에 떨어진 것으로 추"
            "정된다”는 "
            "속보를 올렸다가 23분 만에 거둬들였다."
        ),
        "海上保安庁は8日、落下が見込まれるのは黄海の2カ所で、いずれも日本のEEZの外にあたるとした。",
        "The military detected preparations for the launch of a satellite on Thursday.",
    ],
)
def test_a_false_alarm_or_a_notice_is_no_launch(text: str) -> None:
    for values in _readings(text):
        assert values.keys().isdisjoint({"time", "launch", "range", "claims", "landing"})


def test_an_orbit_is_no_apogee() -> None:
    (values,) = _readings(
        "8일 9시 49분 46초에 운반로케트 《은하-3》이 서해위성발사장에서 발사되였다. 위성은 근지"
        "점고도 "
        "499.7km, 원지점고도 584.18km인 극궤도를 돌고있다."
    )
    assert "apogee" not in values


def test_what_a_parade_showed_is_not_what_was_fired() -> None:
    (values,) = _readings(
        "The missiles North Korea launched on Wednesday probably carried the vehicle shown at a "
        "parade in Pyongyang on April 10, a source said.\n\nThey were fired at around 8:10 "
        "a.m. and "
        "flew about 350 km to the northeast."
    )
    assert str(values["date"]) == "2031-05-07"
    assert "350" in str(values["range"])


def test_an_alarm_that_was_taken_back_is_no_flight_over_japan() -> None:
    (values,) = _readings(
        "Today, North Korea launched a ballistic missile eastward at approximately 7:39. It is "
        "estimated to have fallen in the Sea of Japan, outside of Japan's EEZ. It was initially "
        "announced via J-Alert that the missile had passed over Japan at around 7:48."
    )
    assert [claim["verdict"] for claim in values["claims"]] == ["outside"]


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            (
                "합참은 7일 오전 10시15분쯤 순안에서 쏜 미사일 1발이 약 1000㎞를 날았다고 했다. 8일"
                " 조선중앙통신은 "
                "거리 999.2㎞라며 동해 공해상에 탄착했다고 주장했다."
            ),
            7,
        ),
        (
            (
                "국방부는 8일 “북한이 오늘 오후 동해안에서 1발을 북동쪽으로 발사했으며 120여㎞를 날"
                "아간 것으로 "
                "본다”고 밝혔다. 전날에는 같은 곳에서 모두 3발을 같은 방향으로 쐈다."
            ),
            8,
        ),
        (
            (
                "South Korea's military on Thursday changed its assessment of the two missiles "
                "North Korea "
                "had fired a day earlier, concluding that each of them flew about 600 kilometers."
            ),
            7,
        ),
    ],
)
def test_the_day_of_a_statement_is_not_that_of_the_launch(text: str, day: int) -> None:
    assert {str(values["date"]) for values in _readings(text)} == {f"2031-05-{day:02}"}


# --- whose missile is whose ----------------------------------------------------------------------


def test_one_who_saw_fewer_missiles_means_those_of_the_same_times() -> None:
    readings = _readings(
        "韓国軍合同参謀本部は8日、北朝鮮が平壌の順安一帯から日本海へ弾道ミサイル3発を相次いで撃"
        "ったと発表した。"
        "午前6時の1発目は飛距離約360キロ。同37分の2発目は高度約20キロで消失した。同42分の3発目"
        "は約760キロを"
        "飛んだ。\n一方、防衛省が確認したのは2発。5時59分ごろの1発は最高高度約550キロで約300キ"
        "ロ、6時42分ごろの"
        "1発は最高高度約50キロで約750キロ飛翔した。"
    )
    told = {(str(v["time"])[:5], v["range"]["km"] if "range" in v else 0) for v in readings}
    assert told == {
        ("06:00", 360),
        ("06:37", 0),
        ("06:42", 760),
        ("05:59", 300),
        ("06:42", 750),
    }


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            (
                "韓国軍によれば、北朝鮮は8日午前1時20分ごろにまず1発、10分後にもう1発を撃ち、それぞ"
                "れ約500キロ飛んだ。"
            ),
            ["01:20", "01:30"],
        ),
        (
            (
                "합참은 8일 장연에서 오후 11시 55분쯤 단거리 탄도미사일 1발, 10분 뒤 탄도미사일 1발"
                "이 각각 발사됐다고 밝혔다."
            ),
            ["23:55", "00:05"],
        ),
    ],
)
def test_minutes_after_another(text: str, times: list[str]) -> None:
    readings = _readings(text)
    assert _times(readings) == times
    assert [values["count"] for values in readings] == [1, 1]


def test_numbered_times_without_a_verb() -> None:
    readings = _readings(
        "北朝鮮は本日未明、東岸の文川付近から弾道ミサイルを2発、東に向けて発射しました。1発目は"
        "1時47分頃、"
        "2発目は1時53分頃で、両弾とも最高高度は約100km程度、飛翔距離は約350km程度とみています。"
    )
    assert _times(readings) == ["01:47", "01:53"]
    assert all("350" in str(values["range"]) for values in readings)


def test_a_list_of_launches_by_day() -> None:
    readings = _readings(
        "[일지] 2031년 북한 탄도미사일 발사\n"
        "▲ 1월 1일 오전 2시50분께 평양서 SRBM 1발(400여㎞)\n"
        "▲ 2월 18일 오후 5시22분께 순안에서 ICBM 1발(비행거리 900여㎞·고도 5천700여㎞)\n"
        "▲ 3월 19일 오전 11시5분께 동창리서 SRBM 1발(800여㎞)\n"
    )
    assert [str(values["date"])[5:] for values in readings] == ["01-01", "02-18", "03-19"]
    assert _times(readings) == ["02:50", "17:22", "11:05"]
    assert [values["range"]["km"] for values in readings] == [400, 900, 800]


@pytest.mark.parametrize(
    "text",
    [
        "북한이 신형 전술탄도미사일 발사대 250기를 공개한 지 사흘 만인 8일, ",
        "북한은 이동식 발사대 6기에서 8일 탄도미사일을 쏘았다. ",
        "北朝鮮は移動式発射台6基を使い、8日、",
    ],
)
def test_launchers_are_no_missiles(text: str) -> None:
    fired = (
        "弾道ミサイルを発射し、約350キロ飛行した。"
        if "北" in text
        else "단거리 탄도미사일을 발사했고 약 350km를 비행했다."
    )
    (values,) = _readings(text + fired)
    assert "count" not in values
    assert values["range"]["km"] == 350


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            (
                "The J-Alert went out at 7:50 a.m. on Jan. 8 after North Korea fired a ballistic "
                "missile at 7:48 a.m., Japan's government said. It flew about 4,600 km."
            ),
            ["07:48"],
        ),
        (
            (
                "NHK's first message went out at 6:55 p.m. on Jan. 8. North Korea fired a missile,"
                " the Defense Ministry said. It flew about 650 km."
            ),
            [],
        ),
    ],
)
def test_an_alert_goes_out_after_the_launch(text: str, times: list[str]) -> None:
    readings = _readings(text)
    assert len(readings) == 1
    assert [str(values["time"])[:5] for values in readings if "time" in values] == times


def test_a_forecast_of_a_fall_is_of_a_launch() -> None:
    (values,) = _readings(
        "北朝鮮は8日14時52分頃、弾道ミサイルを発射しました。落下が予想されるのは、奥尻島の西"
        "約200kmの日本海で、我が国の排他的経済水域(EEZ)外と推定されます。"
    )
    assert str(values["time"])[:5] == "14:52"
    assert values["landing"]["near"]["km"]["km"] == 200
    assert values["claims"][0]["certainty"] == "possible"


@pytest.mark.parametrize("figure", ["2000 km", "1998 to 2100 kilometers", "1900-mile"])
def test_a_figure_after_of_is_no_year(figure: str) -> None:
    text = "North Korea fired a missile from Wonsan on May 8. It reached a height of 2017 km."
    (read,) = reading.understand(f"{text} It has a range of {figure}.", DAY).readings
    assert read.values["apogee"]["km"] == 2017
    assert [refusal.text for refusal in read.refused] == [figure]
