"""Forms in which ministries, staffs and agencies really put things, in words of our own."""

import datetime as dt
from typing import Any

import pytest

from geo import reading

DAY = dt.date(2031, 7, 29)  # a Tuesday


def _readings(text: str, published: dt.date = DAY) -> list[dict[str, Any]]:
    return [dict(each.values) for each in reading.read(text, published)]


def _verdicts(readings: list[dict[str, Any]]) -> list[list[str]]:
    return [[claim["verdict"] for claim in values.get("claims", [])] for values in readings]


@pytest.mark.parametrize(
    "text",
    [
        ("防衛大臣は本日、北朝鮮から「衛星」が発射され、我が国の領域に落下する場合に備え、部隊に"
        "準備を"
        "命じました。北朝鮮は25日、衛星を期日内に打ち上げることができるよう準備を終えたと公表し"
        "ています。"),
        ("북한이 ICBM을 발사할 준비를 거의 마쳤다고 국방부가 29일 밝혔다. 이동식 발사대(TEL)도 "
        "배치됐으며 "
        "발사 시기는 다음 달로 예상된다고 했다."),
        ("PYONGYANG, July 29 (KCNA) -- The ground jet test of a new solid-fuel engine was "
        "conducted at "
        "the Sohae Satellite Launching Ground on July 28. The test was to prove its thrust. "
        "Kim Jong "
        "Un guided the important test."),
        ("North Korea has told Japan that it plans to launch a rocket with a satellite by "
        "August 4, the "
        "Coast Guard said on July 29. Tokyo urged it not to go ahead with the launch, and kept its "
        "batteries ready in case parts of it fall on Japanese territory."),
        ('NHK, 미사일 발사 오보 내고 사과\nNHK는 29일 오후 6시 55분께 "북한이 미사일을 발사했다'
        '"는 속보를 '
        "내보냈다가 5분 뒤 잘못된 것이라고 정정했다."),
    ],
)  # fmt: skip
def test_what_only_may_come_or_never_was_is_no_launch(text: str) -> None:
    assert _readings(text) == []


def test_a_day_in_points_stands_in_brackets() -> None:
    (values,) = _readings(
        "북한은 어제(7.28.) 23시 41분경 무평리 일대에서 동해상으로 탄도미사일 1발을 발사함.\n"
        "우리 군은 오늘 05시 45분경 사격훈련을 실시할 예정임."
    )
    assert (values["date"], values["time"]) == ("2031-07-28", "23:41+09:00")


def test_the_last_one_of_its_kind_is_not_this_one() -> None:
    (values,) = _readings(
        "북한이 29일 오전 6시께 숙천에서 동해로 미사일을 쏘았다고 합참이 밝혔다. 비행거리는 약 "
        "800km였다. "
        "북한이 이 미사일을 쏜 것은 2029년 3월 26일 황주에서 2발을 발사한 이후 약 2년 만이다."
    )
    assert values["launch"]["place"] == "숙천"
    assert "count" not in values


def test_a_kind_and_unknown_are_one_missile() -> None:
    (values,) = _readings(
        "합참은 29일 낮 12시 35분께 대관 일대에서 발사된 단거리 탄도미사일 추정 미상의 탄도미사"
        "일 1발을 "
        "포착했으며 이 미사일은 약 700km를 날았다고 밝혔다."
    )
    assert (values["count"], values["range"]["km"]) == (1, 700)


def test_the_first_that_failed_has_its_own_way() -> None:
    readings = _readings(
        '합참은 29일 "오전 5시 58분께 원산 일대에서 미사일 1발을 쏘았으나 실패한 것으로 '
        '보이고, 오전 8시 5분께 또 쏜 미사일 1발은 약 400km를 비행했다"고 밝혔다. '
        "첫 번째 미사일은 150여km를 날다가 폭발했다."
    )
    assert [values["range"]["km"] for values in readings] == [150, 400]


def test_a_peninsula_beside_a_town_is_the_closer_place() -> None:
    (values,) = _readings(
        "북한이 29일 미사일 2발을 쐈다. 쏜 곳은 강원도 원산 호도반도 일대다. 두 발 모두 600km를"
        " 날았다."
    )
    assert values["launch"]["place"] == "호도반도"


def test_saying_is_no_condition() -> None:
    readings = _readings(
        "방위성은 북한이 29일 오전 7시 4분께 선덕에서 1발을 동쪽 방향으로 발사했다면서 약 450km"
        "를 날았다고 "
        "발표했다."
    )
    assert [values["direction"] for values in readings] == ["동"]


def test_times_of_hawaii_are_told_once_and_kept() -> None:
    readings = _readings(
        "U.S. Pacific Command tracked three North Korean missile launches on July 28. They were "
        "fired at 11:49 a.m., 12:07 p.m. and 12:19 p.m. Hawaii time from near Kittaeryong. The "
        "first and third missiles, at 11:49 a.m. and 12:19 p.m., failed in flight. The second "
        "missile, at 12:07 p.m., blew up.",
    )
    assert {values["date"] for values in readings} == {"2031-07-29"}
    assert [values["time"][:5] for values in readings] == ["06:49", "07:07", "07:19"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("from a submarine off the eastern coastal town of Sinpo", "Sinpo sea area"),
        ("from the Banghyon air base in North Pyongan province", "Banghyon air base"),
    ],
)
def test_places(place: str, name: str) -> None:
    (values,) = _readings(
        f"North Korea fired a missile {place} on Tuesday, South Korea's military said. It flew "
        "east towards the Sea of Japan for about 500km."
    )
    assert values["launch"]["place"] == name
    assert values["landing"]["sea"] == "Sea of Japan"


def test_one_of_a_series_that_flew_over_japan_is_another() -> None:
    (values,) = _readings(
        "North Korea fired a missile toward the Sea of Japan on Tuesday, Seoul's military "
        "said, the "
        "latest of a flurry of launches that included one that flew over Japan. It flew 350 km. "
        "Tokyo was looking into the possibility that it was launched from a submarine."
    )
    assert "claims" not in values
    assert values["landing"]["sea"] == "Sea of Japan"
    assert "platform" not in values.get("launch", {})


def test_a_noun_is_fired_into_a_sea_too() -> None:
    (values,) = _readings(
        "We are aware of missile launches by North Korea today into the East Sea."
    )
    assert values["landing"]["sea"] == "East Sea"


def test_what_a_release_announced_before_is_taken_back() -> None:
    readings = _readings(
        "北朝鮮は本日12時32分頃、弾道ミサイルを発射し、約750km飛翔しました。落下した地点につい"
        "て、先ほど"
        "我が国の排他的経済水域(EEZ)外と推定される旨お知らせしたところですが、その後の分析の結"
        "果、EEZ内に落下"
        "したものと推定しています。"
    )
    assert _verdicts(readings) == [["inside"]]


def test_items_name_their_places() -> None:
    readings = _readings(
        "北朝鮮は、本日9時台、少なくとも2発の弾道ミサイルを発射しました。最高高度及び飛翔距離は"
        "以下のとおり。\n"
        "①9時06分頃、西岸付近　最高高度約100km程度　飛翔距離約350km程度\n"
        "②9時10分頃、東岸付近　最高高度約50km程度　飛翔距離約300km程度"
    )
    assert [values["launch"]["region"] for values in readings] == ["西岸", "東岸"]


def test_the_columns_of_a_list_are_named_above_it() -> None:
    readings = _readings(
        "中国は本日15時頃、3発の弾道ミサイルを発射した模様です。そのうち1発が我が国の排他的経済"
        "水域(EEZ)内に落下"
        "したものと推定しています。発射時刻、発射場所、飛翔距離及び落下海域は、それぞれ以下のと"
        "おりです。\n"
        "①14時56分頃　福建省沿岸　約350km　EEZ外\n"
        "②15時14分頃　福建省沿岸　約550km　EEZ内\n"
        "③16時05分頃　福建省沿岸　約400km　EEZ外\n"
        "我が国のEEZ内に落下したのは初めてです。"
    )
    assert [values["range"]["km"] for values in readings] == [350, 550, 400]
    assert _verdicts(readings) == [["outside"], ["inside"], ["outside"]]
    # a Japanese ministry tells the time on Japan's clock, wherever a launch was
    assert [values["time"] for values in readings] == ["14:56+09:00", "15:14+09:00", "16:05+09:00"]
    assert all("landing" not in values for values in readings)


def test_times_in_brackets_are_those_of_messages() -> None:
    (values,) = _readings(
        "海上保安庁は7月29日、次の情報を出しました。\n"
        "(08時28分)北朝鮮から、弾道ミサイルの可能性があるものが発射されました。\n"
        "(08時46分)09時40分頃に落下するものとみられます。\n"
        "(09時44分)落下場所は、奥尻島の北西約250kmの日本海と推定されます。"
    )
    assert "time" not in values
    assert values["landing"]["near"]["km"]["km"] == 250


def test_the_other_one_fell_outside_it() -> None:
    readings = _readings(
        "North Korea fired four missiles from Tongchang-ri at 7:36 a.m. on Tuesday, three of which "
        "landed inside Japan's exclusive economic zone, Tokyo said. They flew about 1,000 km. The "
        "prime minister said that three of the four came down within the exclusive economic zone "
        "and that the other landed outside it."
    )
    assert [values["count"] for values in readings] == [3, 1]
    assert _verdicts(readings) == [["inside"], ["outside"]]


def test_who_counts_fewer_tells_of_his_own() -> None:
    readings = _readings(
        "Taiwan's Defense Ministry said that China launched 11 missiles on Tuesday. Japan's "
        "Defense "
        "Ministry counted nine. Five of them fell inside Japan's exclusive economic zone and the "
        "other four outside it, the ministry said."
    )
    assert [values["count"] for values in readings] == [11, 5, 4]
    assert _verdicts(readings) == [[], ["inside"], ["outside"]]


@pytest.mark.parametrize(
    "text",
    [
        (
            "北朝鮮は、7月10日及び7月15日、北朝鮮西岸付近から、それぞれ1発の弾道ミサイルを東方向に"
            "発射しました。"
            "7月10日に発射されたものは、最高高度約600km程度で約300km程度飛翔し、7月15日に発射された"
            "ものは、"
            "最高高度約550km程度で約320km程度飛翔し、いずれも我が国の排他的経済水域(EEZ)外に落下し"
            "たものと"
            "推定しています。"
        ),
        (
            "1.北朝鮮は、7月10日7時51分頃及び7月15日8時47分頃に、いずれも北朝鮮西岸付近から、それぞ"
            "れ1発の弾道"
            "ミサイルを東方向に発射しました。\n2.7月10日の弾道ミサイルは、最高高度約600km程度で、約"
            "300km程度、"
            "7月15日の弾道ミサイルは、最高高度約550km程度で、約320km程度飛翔し、いずれも我が国の排"
            "他的経済水域"
            "(EEZ)外に落下したものと推定しています。"
        ),
    ],
)
def test_two_days_told_of_together_are_two_launches(text: str) -> None:
    readings = _readings(text)
    assert [values["date"] for values in readings] == ["2031-07-10", "2031-07-15"]
    assert [values["apogee"]["km"] for values in readings] == [600, 550]
    assert [values["range"]["km"] for values in readings] == [300, 320]
    assert [values["count"] for values in readings] == [1, 1]
    assert _verdicts(readings) == [["outside"], ["outside"]]
    assert {values["launch"]["region"] for values in readings} == {"北朝鮮西岸"}
    told = ["07:51", "08:47"] if "7時51分" in text else []
    assert [values["time"][:5] for values in readings if "time" in values] == told


def test_what_is_said_above_a_list_by_day_is_of_all_of_it() -> None:
    readings = _readings(
        "本年7月に北朝鮮が発射した弾道ミサイルについて、分析は以下のとおりです。いずれも、落下"
        "したのは我が国の"
        "排他的経済水域(EEZ)外と推定しています。\n\n"
        "○7月5日　8時7分頃、北朝鮮内陸部から、1発を東方向に発射。約500km飛翔。\n"
        "○7月11日　7時25分頃、北朝鮮内陸部から、1発を東方向に発射。最高高度約50km。\n"
        "○7月14日　14時50分頃、北朝鮮西岸付近から、1発を東方向に発射。約400km飛翔。"
    )
    assert [values["date"][-2:] for values in readings] == ["05", "11", "14"]
    assert _verdicts(readings) == [["outside"]] * 3


def test_items_that_are_named_together() -> None:
    readings = _readings(
        "北朝鮮は本日、少なくとも3発の弾道ミサイルを発射しました。\n"
        "①　7時39分頃、北朝鮮西岸付近から発射し、最高高度約2,000km程度で、約750km程\n"
        "　度飛翔。当該弾道ミサイルは、日本海上空にて消失しており、我が国上空の通過は確認され\n"
        "　ていません。\n"
        "②　8時39分頃、北朝鮮内陸部から発射し、最高高度約50km程度で、約350km程度飛翔。\n"
        "③　8時48分頃、北朝鮮内陸部から発射し、最高高度約50km程度で、約360km程度飛翔。\n"
        "　②及び③が落下したのは、いずれも朝鮮半島東側の日本海であり、我が国の排他的経済水域\n"
        "(EEZ)外と推定されます。"
    )
    assert _verdicts(readings) == [[], ["outside"], ["outside"]]
    assert ["landing" in values for values in readings] == [False, True, True]
    assert readings[0]["range"]["text"] == "約750km程度"


def test_a_sum_beside_times_is_of_all() -> None:
    readings = _readings(
        "北朝鮮は、本日7時44分頃に2発、8時21分頃に1発、北朝鮮西岸付近から、少なくとも合計3発の"
        "弾道ミサイルを、"
        "北東方向に向けて発射しました。いずれも約350km程度飛翔しました。"
    )
    assert [values["count"] for values in readings] == [2, 1]
    assert {values["launch"]["region"] for values in readings} == {"北朝鮮西岸"}
    assert {values["direction"] for values in readings} == {"北東"}


def test_the_day_a_page_was_changed_is_none_of_a_launch() -> None:
    readings = _readings(
        "北朝鮮による弾道ミサイルの発射についての会見\n更新日:令和13年7月29日　首相官邸\n\n"
        "北朝鮮は、昨晩22時38分頃、弾道ミサイル1発を発射し、約400km飛翔しました。これに続き、本"
        "日8時24分頃、"
        "1発を発射いたしました。約1,000km飛翔したものと推定されます。"
    )
    assert [values["date"] for values in readings] == ["2031-07-28", "2031-07-29"]
    assert [values["range"]["km"] for values in readings] == [400, 1000]


@pytest.mark.parametrize(
    ("words", "km"), [("약 천 km", 1000), ("만 5천 km", 15000), ("백여 km", 100)]
)
def test_korean_numbers_in_words(words: str, km: int) -> None:
    (values,) = _readings(f"북한이 29일 평양에서 미사일 한 발을 발사했다. {words}를 비행했다.")
    assert values["range"]["km"] == km


def test_who_gives_a_span_of_time_speaks_of_all() -> None:
    readings = _readings(
        "North Korea fired two missiles on Tuesday. They were launched from the Sunchon area "
        "between "
        "8:48 p.m. and 8:57 p.m. and traveled about 350 kilometers, South Korea's Joint Chiefs of "
        "Staff said. The Japanese Defense Ministry said the missiles, fired at around 8:47 "
        "p.m. and "
        "8:53 p.m., each flew some 300 km."
    )
    assert [values["range"]["km"] for values in readings] == [300, 300, 350]
    assert [values["time"][:5] for values in readings] == ["20:47", "20:53", "20:48"]


def test_a_second_one_minutes_later_behind_another_clock() -> None:
    readings = _readings(
        "The first missile was fired by North Korea at 2:35 a.m. Seoul time (1735 GMT on "
        "Monday) and "
        "the second 10 minutes later, the Defence Ministry in Seoul said on Tuesday."
    )
    assert [values["time"][:5] for values in readings] == ["02:35", "02:45"]


def test_the_same_day_abroad() -> None:
    readings = _readings(
        "U.S. Strategic Command tracked two North Korean missile launches. They occurred near the "
        "city of Wonsan. The first launch was at 3:56 p.m. CDT, July 28, 2031, and the second at "
        "6:03 p.m. CDT the same day."
    )
    assert [values["date"] for values in readings] == ["2031-07-29"] * 2
    assert [values["time"][:5] for values in readings] == ["05:56", "08:03"]


def test_state_media_count_peaks_and_ways() -> None:
    (first,) = _readings(
        "Pyongyang, July 29 (KCNA) -- A missile was test-fired on July 28. It flew along its "
        "planned "
        "1 500 km-long flight orbit, reaching its 1st peak at an altitude of 99.8 km and the "
        "2nd one "
        "at 42.5 km."
    )
    assert (first["range"]["km"], first["apogee"]["km"]) == (1500, 99.8)
    (second,) = _readings(
        "Pyongyang, July 29 (KCNA) -- A rocket was test-fired on July 28. The newly designed "
        "rocket "
        "accurately hit the targeted open waters 787km away after flying to the peak altitude of "
        "2,111.5km."
    )
    assert (second["range"]["km"], second["apogee"]["km"]) == (787, 2111.5)


@pytest.mark.parametrize(
    "text",
    [
        (
            "North Korea has tested a solid-fuel engine that would allow a quicker launch of "
            "missiles, KCNA "
            "said on July 29. The test was conducted at the Sohae Satellite Launching Ground."
        ),
        (
            "Satellite imagery of July 29 suggests preparations for a test of a submarine-launched "
            "missile, "
            "although no launch has been observed. The test stand barge has not moved, and the "
            "launch quay "
            "is clear."
        ),
        (
            "북한 동창리 미사일 발사장의 구조물이 다시 세워졌다고 38노스가 29일 밝혔다. 엔진 시험대"
            "의 재건도 진행됐다."
        ),
        "북한이 29일 열병식에서 신형 대륙간탄도미사일과 잠수함발사탄도미사일(SLBM)을 공개했다.",
        (
            "北朝鮮から「衛星ロケット」を打ち上げる旨、海上保安庁に本日通報がありました。弾道ミサイ"
            "ル技術を使用した発射は、"
            "関連する安保理決議に違反します。"
        ),
    ],
)
def test_engines_stands_and_parades_are_no_launches(text: str) -> None:
    assert _readings(text) == []


def test_those_with_whom_news_is_shared_did_not_tell_it() -> None:
    readings = _readings(
        "[ROK Joint Chiefs of Staff, notice to the press, July 29, 2031]\n\n"
        "Our military detected missiles fired from the Jangyon area at around 05:05 and 05:15 "
        "today. "
        "The short-range ballistic missile fired at 05:05 flew about 600km, and the unidentified "
        "ballistic missile fired at 05:15 flew about 120km. Our military is closely sharing "
        "information with the U.S. and Japanese authorities."
    )
    assert {v["reported_by"] for v in readings} == {"South Korea Joint Chiefs of Staff"}
    assert [values["range"]["km"] for values in readings] == [600, 120]
    assert {values["launch"]["place"] for values in readings} == {"Jangyon"}


def test_a_reading_in_brackets_goes_on_in_the_next_line() -> None:
    (values,) = _readings(
        "　北朝鮮は、本日２３時４２分頃、北朝鮮内陸部の舞坪里（ムピョ\n"
        "ンリ）付近から、１発の弾道ミサイルを東北東方向に向けて発射した模様です。\n"
        "　発射された弾道ミサイルは、約４５分間、約１，０００㎞飛翔しました。"
    )
    assert values["launch"]["place"] == "舞坪里"


def test_items_in_running_words() -> None:
    readings = _readings(
        "北朝鮮は、本日、少なくとも3発の弾道ミサイルを東方向に発射いたしました。飛翔距離等につ"
        "いては、以下の"
        "とおりと推定をしております。まず、①7時39分頃、北朝鮮西岸付近から1発を発射し、最高高度"
        "約2,000kmで、"
        "約750km飛翔しました。次に、②8時39分頃、北朝鮮内陸部から1発を発射し、約350km飛翔しまし"
        "た。そして、"
        "③8時48分頃、同じく北朝鮮内陸部から1発を発射し、約360km飛翔しました。②及び③が落下したの"
        "は、日本海で"
        "あり、我が国の排他的経済水域、いわゆるEEZ外と推定されます。"
    )
    assert [values["range"]["km"] for values in readings] == [750, 350, 360]
    assert _verdicts(readings) == [[], ["outside"], ["outside"]]


def test_a_headline_on_one_of_two_is_no_third() -> None:
    readings = _readings(
        "北, 단거리 미사일 2발 발사…한 발은 690여㎞ 비행\n\n"
        '합동참모본부는 29일 "북한이 오늘 오전 5시34분과 5시57분께 원산에서 미사일 2발을 '
        '발사했다"고 밝혔다. '
        '군 관계자는 "첫 번째 미사일은 430여㎞, 두 번째 미사일은 690여㎞를 비행했다"고 말했다.'
    )
    assert [values["range"]["km"] for values in readings] == [430, 690]


def test_the_time_of_a_broadcast_makes_no_afternoon() -> None:
    readings = _readings(
        "북한 조선중앙TV는 29일 낮 12시 반 중대보도에서 미사일을 2시 48분, 우리 시간으로 3시 18"
        "분에 "
        "발사했다고 주장했다. 950km를 날았다고 했다."
    )
    assert [values["time"][:5] for values in readings] == ["03:18"]


def test_what_a_type_flies_is_its_design() -> None:
    (values,) = _readings(
        "북한이 29일 평양에서 노동미사일 1발을 쐈다. 1천㎞를 날았다. 노동미사일의 최대 비행 거"
        "리는 1천300㎞다."
    )
    assert values["range"]["km"] == 1000


def test_earlier_tests_end_where_it_fell() -> None:
    (values,) = _readings(
        "North Korea fired a missile from Sinpo on Tuesday. It flew 500 kilometers, well "
        "exceeding the "
        "range of the North's previous tests, before falling into the Sea of Japan."
    )
    assert values["landing"]["sea"] == "Sea of Japan"


def test_what_was_reached_was_no_possibility() -> None:
    (values,) = _readings(
        "Pyongyang, July 29 (KCNA) -- An ICBM was launched on July 28. The ICBM, launched at "
        "the highest "
        "angle simulating the maximum range, reached a maximum altitude of 3 724.9 km and flew "
        "998 km."
    )
    assert (values["range"]["km"], values["apogee"]["km"]) == (998, 3724.9)


def test_an_alert_that_corrected_itself() -> None:
    readings = _readings(
        "North Korea fired a missile from Sunan at 7:40 a.m. on Tuesday. It flew 750 km, South "
        "Korea's "
        "military said. Japan's government told residents of three northern prefectures to take "
        "shelter, saying the missile had flown over Japan. It later corrected itself."
    )
    assert _verdicts(readings) == [[]]
    assert [values["count"] for values in readings] == [1]


@pytest.mark.parametrize(
    "text",
    [
        (
            "PYONGYANG, July 29 (KCNA) -- A very important test took place at the Sohae Satellite "
            "Launching "
            "Ground on July 28. The test will have an important effect."
        ),
        (
            "The parade on July 29 closed with an ICBM on an 11-axle launch vehicle. Another "
            "missile was a "
            "new version of its submarine-launched weapons. It has made several attempts to launch "
            "satellites since 2012."
        ),
        (
            "북한이 140tf의 고체연료 엔진 시험을 했다고 조선중앙통신이 29일 보도했다. "
            "통신은 서해위성발사장에서 첫 "
            "지상분출시험을 했다고 전했다. 지난달 18일 발사한 화성-17형은 당시 약 "
            "1000㎞를 비행했다."
        ),
        (
            'NHK, "북한 미사일 발사" 오보\nNHK는 29일 0시22분께 "북한의 미사일이 바다에 '
            "낙하했다. 에리모미사키 동쪽 약 "
            '2천㎞"라고 전했다가 사과했다.'
        ),
        (
            "日米韓3か国は、本日、北朝鮮のミサイル警戒データを共有する仕組みの運用を開始しました。"
            "これにより、北朝鮮が"
            "発射したミサイルに関する情報を常時共有することが可能となります。"
        ),
    ],
)
def test_other_things_that_are_no_launches(text: str) -> None:
    assert _readings(text) == []


def test_kilometres_and() -> None:
    readings = _readings(
        "합동참모본부는 북한이 오늘(29일) 오후 4시 29분과 4시 49분쯤 발사체를 각각 한 발씩 발사"
        "했다고 밝혔다. "
        "추정 비행거리는 각각 420여 킬로미터와 270여 킬로미터입니다."
    )
    assert [values["range"]["km"] for values in readings] == [420, 270]


def test_times_of_meetings_and_broadcasts() -> None:
    (values,) = _readings(
        "청와대는 29일 오전 8시30분부터 9시40분까지 열린 회의에서 북한의 탄도미사일 발사에 유감"
        "을 표명했다. "
        "합동참모본부는 북한이 이날 오전 7시52분께 미사일을 쏘았고 300㎞를 날았다고 밝혔다. "
        "일본 정부는 미사일이 일본 상공을 통과했다고 했다가, 통과하지 않은 것을 확인했다고 정정"
        "했다."
    )
    assert values["time"][:5] == "07:52"
    assert "claims" not in values
    (first, second) = _readings(
        "합동참모본부는 북한이 29일 오전 3시 17분쯤 미사일 1발을 쏘아 약 960㎞를 날았다고 밝혔다. "
        "북한은 이날 낮 12시 30분 조선중앙TV 중대 보도에서 발사에 성공했다며 950㎞를 비행했다고"
        " 주장했다."
    )
    assert {first["time"][:5], second["time"][:5]} == {"03:17"}


def test_kinds_without_a_number_are_one_each_where_all_are_counted() -> None:
    readings = _readings(
        "우리 군은 오늘(7.29.) 05시 05분경과 05시 15분경 북한이 장연 일대에서 발사한 탄도미사일"
        "을 각각 1발씩 "
        "포착하였습니다. 05시 05분경 발사한 단거리탄도미사일은 600여 km를, 05시 15분경 발사한 "
        "미상 탄도미사일은 "
        "120여 km를 비행하였습니다."
    )
    assert [values["count"] for values in readings] == [1, 1]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("いずれの弾道ミサイルも、排他的経済水域(EEZ)への到達は確認されておりません。", "outside"),
        (
            "当該弾道ミサイルは、我が国の排他的経済水域(EEZ)\nへの飛来も確認されていません。",
            ("outside"),
        ),
        (
            (
                "落下した場所について、先ほどは我が国の排他的経済水域(EEZ)外と推定される旨お知らせ"
                "しましたが、"
                "その後の分析の結果、我が国のEEZ内に落下したものと推定されるため、訂正します。"
            ),
            "inside",
        ),
    ],
)
def test_verdicts_of_releases(words: str, verdict: str) -> None:
    readings = _readings(f"北朝鮮は、本日7時22分頃、弾道ミサイル1発を発射しました。\n{words}")
    assert _verdicts(readings) == [[verdict]]


@pytest.mark.parametrize(
    "text",
    [
        (
            "NHK apologises for false North Korea missile alert\n\nNHK mistakenly sent a news "
            "alert on July 29 saying North Korea had launched a missile. The alert said it was "
            "believed to have fallen "
            "into the sea about 2,000 km east of Cape Erimo."
        ),
        (
            "「北朝鮮のミサイル」速報は誤りでした\nNHKは、29日午前0時22分、「北朝鮮のミサイル 海に"
            "落下と推定」という"
            "速報を配信しましたが、これは誤りでした。"
        ),
        (
            "本日、北朝鮮から「衛星ロケット」を打ち上げる旨の通報がありました。落下が予想される海域"
            "は、黄海2か所です。"
            "防衛大臣は、我が国領域に落下することが確認された弾道ミサイルについて破壊措置を実施する"
            "よう命令しました。"
        ),
        (
            "North Korea has notified Japan of its plan to launch a satellite by August 4, Tokyo "
            "said on July "
            "29, warning that any such launch would be a violation. The minister ordered troops to "
            "shoot "
            "down any object that threatens to fall on Japanese territory."
        ),
    ],
)
def test_alerts_and_orders_are_no_launches(text: str) -> None:
    assert _readings(text) == []
