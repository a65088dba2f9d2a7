"""Parts of a salvo, figures that replace others, plans: each in the ways that texts word them."""

import datetime as dt

import pytest

from geo import reading

THURSDAY = dt.date(2031, 5, 8)


def _values(text: str) -> list[dict[str, object]]:
    return [dict(each.values) for each in reading.understand(text, THURSDAY).readings]


def _ranges(text: str) -> list[tuple[object, object]]:
    """Number and range of each report."""
    return [
        (each.values.get("count"), each.values.get("range", {}).get("km"))
        for each in reading.understand(text, THURSDAY).readings
    ]


# --- parts of a salvo ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired three missiles on Thursday. Two flew about 400 km and one 200 km.",
        (
            "North Korea fired three missiles on Thursday. Two of them "
            "flew 400 km and one flew 200 km."
        ),
        "Two missiles flew 400 km and one flew 200 km after they were fired on Thursday.",
        (
            "North Korea fired three missiles on Thursday; the first and "
            "second flew 400 km and the "
            "third 200 km."
        ),
        (
            ""
            "北朝鮮は8日、3発の弾道ミサイルを発射しました。2発は約400km飛翔し、1発は約200km飛翔しました。"
        ),
        (
            ""
            "北朝鮮は8日、弾道ミサイル3発を発射した。最初の2発は約400キロ、最後の1発は約200キロ飛んだ。"
        ),
        "북한이 8일 발사한 미사일 3발 중 2발은 400km, 1발은 200km를 비행했다.",
    ],
)
def test_what_is_said_of_a_part_is_of_its_missiles(text: str) -> None:
    assert _ranges(text) == [(2, 400), (1, 200)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "North Korea fired four missiles on Thursday. Three fell inside Japan's EEZ and one "
            "outside it, Tokyo said."
        ),
        "北朝鮮は8日、4発の弾道ミサイルを発射した。3発がEEZ内、1発がEEZ外に落下した。",
        "북한이 8일 탄도미사일 4발을 발사했다. 3발은 일본 EEZ 안에, 1발은 EEZ 밖에 떨어졌다.",
    ],
)
def test_a_part_has_its_own_verdict(text: str) -> None:
    found = [
        (each.values["count"], [claim["verdict"] for claim in each.values["claims"]])
        for each in reading.understand(text, THURSDAY).readings
    ]
    assert found == [(3, ["inside"]), (1, ["outside"])]


def test_one_over_japan_and_two_in_its_zone() -> None:
    text = (
        "North Korea fired three missiles on Thursday. One of them flew over Japan while the "
        "other two fell inside Japan's EEZ."
    )
    found = [
        (each.values["count"], [claim["verdict"] for claim in each.values["claims"]])
        for each in reading.understand(text, THURSDAY).readings
    ]
    assert found == [(1, ["overflew"]), (2, ["inside"])]


def test_what_holds_for_all_parts_is_said_of_each() -> None:
    text = (
        "北朝鮮は8日、少なくとも3発を発射しました。うち、2発は最高高度約150km程度で約150km程度、"
        "1発は最高高度約100km程度で約200km程度飛翔し、いずれもEEZ外に落下しました。"
    )
    claims = [each["claims"] for each in _values(text)]
    assert [[claim["verdict"] for claim in each] for each in claims] == [["outside"]] * 2  # type: ignore[attr-defined]


def test_a_source_that_goes_on_about_a_missile_keeps_its_number() -> None:
    text = (
        "North Korea fired two missiles on Thursday. The first flew 150 km. Japan's Defense "
        "Ministry said the second missile climbed to more than 1,000 km, whereas KCNA claimed a "
        "peak of 1,413.6 km; the second flew 400 km."
    )
    heights = {
        (each.values.get("range", {}).get("km"), each.values.get("apogee", {}).get("km"))
        for each in reading.understand(text, THURSDAY).readings
    }
    assert (150, 1413.6) not in heights


# --- figures that replace others -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "km"),
    [
        (
            (
                "Japan's Defense Ministry on Thursday revised its estimate of the missile's flight "
                "distance from about 500 km to about 600 km."
            ),
            600,
        ),
        (
            (
                "Japan's Defense Ministry on Thursday lowered its estimate of the missile's flight "
                "distance from 600 km to 500 km."
            ),
            500,
        ),
        (
            (
                "South Korea's military on Thursday corrected its earlier "
                "assessment that the missile "
                "flew 500 km, saying it flew about 600 km."
            ),
            600,
        ),
        ("防衛省は8日、北朝鮮のミサイルの飛距離を当初の500キロから600キロに訂正した。", 600),
        ("防衛省は8日、北朝鮮のミサイルの飛距離を約600キロから約500キロに修正した。", 500),
        ("합참은 8일 북한 미사일의 비행거리를 500km에서 600km로 정정했다.", 600),
        ("합참은 8일 북한 미사일의 비행거리를 약 600km에서 약 500km로 수정했다.", 500),
    ],
)
def test_a_figure_that_replaces_another(text: str, km: int) -> None:
    assert [each for _, each in _ranges(text)] == [km]


def test_a_span_is_no_correction() -> None:
    assert _ranges("北朝鮮のミサイルは8日、300キロから400キロ飛行した。") == [(None, [300, 400])]


# --- plans ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        (
            "North Korea informed Tokyo on Monday that it plans to launch a satellite between "
            "Wednesday and June 11."
        ),
        (
            "The notice names three areas where debris could fall, two "
            "of them in the Yellow Sea and "
            "one east of Luzon Island, all of them outside Japan's exclusive economic zone."
        ),
        "Should the rocket take the announced course, it is likely to fly over Okinawa.",
        (
            "북한이 이달 24일 0시부터 31일 0시 사이에 인공위성을 발사하겠다는 계획을 일본 정부에 "
            "통보했다. 3곳 모두 일본 배타적경제수역(EEZ) 바깥이다."
        ),
        "북한은 8일 미사일을 발사할 수 있다고 군 관계자가 말했다.",
        (
            "北朝鮮は24日0時から31日0時の間に人工衛星を打ち上げると日本の海上保安庁に通報した。"
            "落下予想区域は3カ所で、いずれも日本のEEZの外側にある。"
        ),
        "防衛省によると、北朝鮮は8日、ミサイルを発射する兆候がある。",
        "North Korea could launch a missile as early as Thursday, Seoul's spy agency said.",
        "Japan deployed interceptors on Thursday ahead of a possible North Korean rocket launch.",
        (
            "Residents took part on Thursday in an evacuation drill that assumed a missile fired "
            "from Wonsan at 10 a.m. would fall in the sea 250 km west of Okushiri Island."
        ),
        "South Korea's JCS denied reports that North Korea had fired a missile on Thursday.",
        "J-Alert was mistakenly issued on Thursday at 7:50 a.m.; no missile was launched.",
        "Jアラートが8日午前7時50分に誤って発信された。ミサイルは発射されていない。",
        "防衛省は8日、北朝鮮がミサイルを発射したとの一部報道を否定した。",
        "합참은 8일 북한이 미사일을 발사했다는 보도는 사실이 아니라고 밝혔다.",
    ],
)
def test_a_plan_is_no_launch(text: str) -> None:
    assert _values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired some 200 artillery shells into the Yellow Sea on Thursday.",
        "Russia said its forces shot down two ATACMS missiles on Thursday over Belgorod.",
        "북한은 8일 서해상으로 해안포 200여발을 발사했다고 합참이 밝혔다.",
        "1년 전 8일 북한은 화성-15형을 발사했고 950km를 비행했다.",
        "5年前の今日、北朝鮮はミサイルを発射し、950キロ飛行した。",
    ],
)
def test_no_launch_of_a_missile_that_day(text: str) -> None:
    assert _values(text) == []


def test_what_was_fired_after_a_warning_was_fired() -> None:
    text = (
        "Japan warned on Wednesday that North Korea could launch a missile. North Korea fired one "
        "from Sunan on Thursday at 7:05 a.m., and it flew 500 km."
    )
    (told,) = _values(text)
    assert told["time"] == "07:05+09:00"


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("北朝鮮は8日、5年前の2017年11月以来となるICBMを発射し、約1000キロ飛行した。", 1000),
        ("북한은 8일 5년 전 2017년 이후 처음으로 ICBM을 발사했고 1,000km를 비행했다.", 1000),
        ("北朝鮮は8日ミサイルを発射し約400キロ飛行したが、被害が出た事実はない。", 400),
        (
            (
                "Japan's Defense Ministry said the missile fired on Thursday flew 1,000 km; "
                "assuming the missile flew on a normal trajectory, it would have flown over "
                "15,000 km."
            ),
            1000,
        ),
    ],
)
def test_what_stands_beside_a_launch_does_not_undo_it(text: str, km: int) -> None:
    assert [each for _, each in _ranges(text)] == [km]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("A missile fired from the Sunan area may have fallen outside Japan's EEZ.", "outside"),
        ("Missiles fired from two areas of North Korea fell outside Japan's EEZ.", "outside"),
        ("北朝鮮が2か所から発射した弾道ミサイルは、いずれもEEZ外に落下した。", "outside"),
        ("弾道ミサイルが発射され、我が国のEEZ内への落下が見込まれます。", "inside"),
        ("북한이 두 곳에서 발사한 미사일은 모두 일본 EEZ 밖에 떨어졌다.", "outside"),
    ],
)
def test_an_area_of_launch_is_no_area_of_warning(text: str, verdict: str) -> None:
    told = [
        claim["verdict"]
        for each in reading.understand(text, THURSDAY).readings
        for claim in each.values.get("claims", ())
    ]
    assert told == [verdict]


def test_a_denial_of_where_it_fell_leaves_the_verdict() -> None:
    text = (
        "日本政府は、8日に発射されたミサイルがEEZ内に落下したとの報道を否定し、"
        "EEZ外に落下したと発表した。"
    )
    verdicts = {
        claim["verdict"]
        for each in reading.understand(text, THURSDAY).readings
        for claim in each.values.get("claims", ())
    }
    assert verdicts == {"outside"}


def test_no_pieces_found_are_no_list_of_pieces() -> None:
    text = (
        "北朝鮮は、本日、弾道ミサイルを発射しました。現在までに落下物は確認されていません。\n"
        "①7時44分頃、最高高度約50km程度で、約350km程度飛翔。\n"
        "②8時21分頃、最高高度約50km程度で、約400km程度飛翔。"
    )
    assert [each["time"] for each in _values(text)] == ["07:44+09:00", "08:21+09:00"]


@pytest.mark.parametrize(
    "text",
    [
        "北朝鮮は8日、戦術核攻撃を想定した訓練で弾道ミサイル1発を発射し、約800キロ飛行した。",
        "북한은 8일 핵공격을 가정한 훈련에서 미사일 1발을 발사했고 800km를 비행했다.",
        (
            "KCNA said the military on Thursday staged a drill simulating a nuclear attack in "
            "which it fired a ballistic missile that flew 800 km."
        ),
    ],
)
def test_what_is_fired_in_a_drill_is_fired(text: str) -> None:
    assert _ranges(text) == [(1, 800)]


def test_what_fell_off_is_no_missile() -> None:
    text = (
        "1.本日9時49分頃、北朝鮮西岸の東倉里付近から、ミサイル1発が南方向に向けて発射されました。\n"
        "2.ミサイルからの落下物は、①9時58分頃、朝鮮半島の西約200kmの黄海上、②9時59分頃、"
        "朝鮮半島の南西約300kmの東シナ海上に、それぞれ落下したものと推定されます。\n"
        "3.また、ミサイルは10時01分頃、沖縄県上空を通過したものと推定されます。"
    )
    (told,) = _values(text)
    assert (told["time"], told["count"]) == ("09:49+09:00", 1)
    assert [claim["verdict"] for claim in told["claims"]] == ["overflew"]  # type: ignore[attr-defined]


# --- distances -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        (
            "According to open sources, the RS-28 Sarmat launched on "
            "Thursday is capable of carrying a "
            "payload of up to 10 tonnes over a distance of 18,000 km."
        ),
        "북한이 8일 쏜 미사일 1발이 속초에서 동쪽으로 57km 떨어진 공해상에 떨어졌다.",
        (
            "합참은 8일 북한이 쏜 발사체가 어청도 서방 200여km 서해상에 "
            "비정상적 비행으로 낙하했다고 밝혔다."
        ),
    ],
)
def test_a_distance_that_nothing_flew(text: str) -> None:
    assert [km for _, km in _ranges(text)] == [None]


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("8日のミサイルの高度は国際宇宙ステーションの約400キロより高い約2000キロに達した。", 2000),
        ("8일 쏜 미사일은 고도 400㎞의 국제우주정거장보다 높은 2,000㎞까지 올라갔다.", 2000),
    ],
)
def test_the_height_of_something_else_is_not_the_missiles(text: str, km: int) -> None:
    heights = {
        each.values["apogee"]["km"]
        for each in reading.understand(text, THURSDAY).readings
        if "apogee" in each.values
    }
    assert heights <= {km}


def test_who_claims_a_figure_that_another_doubts() -> None:
    (told,) = _values(
        "북한은 8일 발사한 미사일이 1,500㎞를 비행했다고 주장했으나 합참은 1,100여㎞라고 밝혔다."
    )
    assert told["reported_by"] == "North Korean government"


def test_landmarks_of_two_missiles() -> None:
    text = (
        "북한이 8일 오후 7시 24분과 7시 36분 미사일 2발을 발사했다. 2발은 이시카와현 헤구라섬 "
        "북북서쪽 약 110㎞와 약 250㎞의 일본 EEZ 안에 각각 떨어진 것으로 추정됐다."
    )
    near = [each["landing"]["near"]["km"]["km"] for each in _values(text)]  # type: ignore[index]
    assert near == [110, 250]


# --- days ----------------------------------------------------------------------------------------


def test_today_with_its_date_in_brackets_is_the_day() -> None:
    text = (
        "Today (8th), North Korea launched a missile. Its actions, including the launch of an "
        "ICBM-class missile on April 30, threaten peace."
    )
    (told,) = _values(text)
    assert told["date"] == "2031-05-08"


def test_where_somebody_met_is_no_launch_site() -> None:
    text = (
        "North Korea launched two missiles toward the East Sea on Thursday, hours before leader "
        "Kim Jong Un was due to meet Vladimir Putin at the Vostochny Cosmodrome."
    )
    (told,) = _values(text)
    assert "launch" not in told


def test_before_dawn_is_when_it_was_launched() -> None:
    (told,) = _values("North Korea launched a missile, before dawn on Thursday, from Sunan.")
    assert told["launch"] == {"place": "Sunan"}


def test_when_an_order_was_given_is_no_launch_time() -> None:
    text = (
        "A launching drill was staged with an ICBM on the afternoon of Thursday on the basis of a "
        "written order issued by the Chairman at 8:00. The missile, launched at Pyongyang "
        "International Airport at 17:22, flew a distance of 989 km."
    )
    (told,) = _values(text)
    assert told["time"] == "17:22+09:00"


def test_when_the_pieces_of_a_launcher_came_down_is_no_launch() -> None:
    text = (
        "北朝鮮は、本日3時54分頃、東倉里地区から、衛星打ち上げを目的とする発射を南方向に行いました。"
        "発射された1発は複数に分離し、落下場所及び時刻は、それぞれ以下のとおりと推定されます。\n"
        "①3時58分頃、朝鮮半島の西約300kmの黄海上、予告落下区域外に落下。\n"
        "②4時00分頃、沖縄本島と宮古島との間の上空を通過し、4時07分頃、太平洋上に落下。"
    )
    (told,) = _values(text)
    assert told["time"] == "03:54+09:00"


@pytest.mark.parametrize(
    "text",
    [
        (
            "本日、北朝鮮当局から海上保安庁に対し、5月31日0時から6月11日0時までの間に「衛星ロケット」を"
            "打ち上げるとの通報がありました。"
        ),
        '북한 "31일부터 내달 11일 사이 위성 발사"…일본에 통보',
        "Signs of engine tests have been detected at the Sohae Satellite Launching Station.",
    ],
)
def test_signs_and_notices_give_no_time_and_no_place(text: str) -> None:
    for each in _values(text):
        assert not {"time", "launch"} & each.keys()
