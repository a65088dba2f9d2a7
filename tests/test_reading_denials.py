"""What is denied or left open: a zone not reached, a land not flown over, a number not given."""

import pytest

from geo import reading

# What each language says before, so that there is a launch.
_BEFORE = {
    "en": (
        "North Korea fired a ballistic missile from Pyongyang at 7 a.m. on Monday, Japan's Defense "
        "Ministry said. The ministry said {}."
    ),
    "ja": (
        "防衛省は1日、北朝鮮が午前7時に平壌から弾道ミサイル1発を発射したと発表した。防衛省によると、{}。"
    ),
    "ko": (
        "일본 방위성은 1일 북한이 오전 7시 평양에서 탄도미사일 1발을 발사했다고 발표했다. "
        "방위성에 따르면 미사일은 일본 {}."
    ),
}
_OUTSIDE = """
en: the missile did not land inside Japan's EEZ
en: no missile fell inside Japan's EEZ
en: none of the missiles landed in Japan's exclusive economic zone
en: there was no confirmation that it fell in Japan's EEZ
en: no landing inside Japan's EEZ was confirmed
en: there were no indications of it entering Japan's EEZ
en: it never reached Japan's EEZ
en: it failed to reach Japan's EEZ
en: it splashed down just short of Japan's EEZ
en: it stopped short of Japan's EEZ
en: it fell well clear of Japan's EEZ
en: it is unlikely to have fallen inside Japan's EEZ
en: it is not believed to have fallen inside Japan's EEZ
en: it does not appear to have landed within Japan's EEZ
en: it appears not to have entered Japan's EEZ
en: it denied that it had landed in Japan's EEZ
en: it did not fly into Japan's EEZ
en: it may not have reached Japan's EEZ
en: neither of them entered Japan's EEZ
ja: 日本のEEZ内への落下は確認されず
ja: 日本のEEZ内への落下確認されず
ja: EEZ内に落下せず
ja: EEZ内には落下せず、被害もない
ja: EEZ内落下なし
ja: 日本のEEZには落下しなかった
ja: 日本のEEZへの落下なし
ja: EEZ内への飛来は確認されず
ja: EEZに飛来したことは確認されていない
ja: EEZ内に落ちず
ja: EEZに届かず
ja: EEZの手前に落下
ja: EEZへの落下はないとみられる
ja: EEZ内への落下は見られない
ja: EEZ内に落下したとの情報はない
ja: EEZ内に落下した形跡はない
ja: EEZ内に落下した可能性は低い
ja: EEZ内に入らず
ja: EEZ内への落下を否定
ja: EEZ内への落下は未確認
ja: EEZ内ではなくEEZ外に落下
ko: EEZ 내 낙하 없어
ko: EEZ 내 낙하는 확인되지 않았다
ko: EEZ 안 낙하 확인 안 돼
ko: EEZ 안으로 떨어진 것은 없다
ko: EEZ 안에 떨어지지는 않은 것으로 추정된다
ko: EEZ에는 낙하하지 않았다
ko: EEZ 내에 낙하한 것은 아니다
ko: EEZ 안에 떨어졌을 가능성은 낮다
ko: EEZ에 도달하지 못했다
ko: EEZ까지 날아가지 않았다
ko: EEZ에 못 미쳤다
ko: EEZ로 날아온 것은 확인되지 않았다
ko: EEZ 안이 아닌 밖에 떨어졌다
ko: EEZ 내에 낙하했다는 정보는 없다
ko: EEZ 안에 떨어진 흔적은 없다
ko: EEZ 내 낙하를 부인했다
ko: EEZ를 벗어난 곳에 떨어졌다
"""
_INSIDE = """
en: it landed inside Japan's EEZ, not outside it
en: it fell just inside Japan's EEZ
en: it did not fall outside Japan's EEZ
ja: EEZ外ではなくEEZ内に落下
ja: EEZ内に落下したとみられる
ja: EEZの外には落下していない
ko: EEZ 안쪽에 떨어진 것으로 보인다
ko: EEZ 밖에 떨어지지 않았다
"""
_OPEN = """
en: it was unclear whether it landed in Japan's EEZ
ja: EEZ内に落下したかどうか確認中
ja: EEZ内への落下の有無を確認中
ja: EEZ内に落下したかは不明
ko: EEZ 안에 떨어졌는지는 불분명하다
ko: EEZ 내 낙하 여부는 확인 중이다
"""
_OVER = """
en: it flew over Japan
en: it passed over northern Japan and fell in the Pacific
en: it overflew Hokkaido
ja: ミサイルは日本の上空を通過した
ja: 青森県上空を通過し太平洋に落下した
ko: 상공을 통과했다
"""
_NOT_OVER = """
en: it did not fly over Japan
en: it never flew over Japanese territory
en: it failed to fly over Japan
en: it disappeared before flying over Japan
en: fears that it would fly over Japan proved unfounded
en: there was no sign it passed over Japan
en: it flew over Japan's EEZ
ja: ミサイルは日本上空を通過せず
ja: 日本上空の通過は確認されず
ja: 日本上空を通過せずに消失した
ja: 日本の上空を通過する可能性があるとした
ja: 日本列島は飛び越えなかった
ko: 상공을 통과하지 않았다
ko: 상공을 지나지 않았다
ko: 상공을 통과하지 못했다
ko: 상공을 통과한 것은 확인되지 않았다
ko: 상공 통과는 없었다
ko: 상공을 통과할 가능성이 있다
"""


def _verdicts(line: str) -> set[str]:
    language, _, words = line.partition(": ")
    told = reading.understand(_BEFORE[language].format(words), "2031-05-01")
    return {claim["verdict"] for each in told.readings for claim in each.values.get("claims", [])}


@pytest.mark.parametrize("line", _OUTSIDE.strip().splitlines())
def test_what_is_denied_fell_outside(line: str) -> None:
    assert _verdicts(line) == {"outside"}


@pytest.mark.parametrize("line", _INSIDE.strip().splitlines())
def test_what_is_said_or_doubly_denied_fell_inside(line: str) -> None:
    assert _verdicts(line) == {"inside"}


@pytest.mark.parametrize("line", _OPEN.strip().splitlines())
def test_what_is_asked_stays_open(line: str) -> None:
    assert _verdicts(line) == {"unknown"}


def test_a_verdict_in_a_question_is_nobodys() -> None:
    told = reading.understand(
        "防衛大臣は1日、北朝鮮が平壌から弾道ミサイル1発を発射し、EEZ外に落下したと述べた。\n\n"
        "記者：EEZ内に落下したという報道がありますが。\n大臣：そのような事実はありません。",
        "2031-05-01",
    )
    assert [c["verdict"] for c in told.readings[0].values["claims"]] == ["outside"]


@pytest.mark.parametrize("line", _OVER.strip().splitlines())
def test_flown_over(line: str) -> None:
    assert _verdicts(line) == {"overflew"}


@pytest.mark.parametrize("line", _NOT_OVER.strip().splitlines())
def test_not_flown_over(line: str) -> None:
    assert _verdicts(line) == set()


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("It flew less than 500 km.", "at_most"),
        ("It flew 500-odd km.", "at_least"),
        ("飛翔距離は500キロに達しなかった。", "at_most"),
        ("飛翔距離は500キロに達した。", "about"),
        ("飛翔距離は最大でも約500キロ。", "at_most"),
        ("비행거리는 500km를 밑돌았다.", "at_most"),
        ("비행거리는 500km에 육박했다.", "about"),
    ],
)
def test_the_words_after_a_figure_bound_it(words: str, bound: str) -> None:
    before = "North Korea fired a missile at 7 a.m. on Monday. "
    told = reading.understand(before + words, "2031-05-05").readings[0]
    assert (told.values["range"]["km"], told.values["range"]["bound"]) == (500, bound)


@pytest.mark.parametrize("words", ["a few hundred km", "several hundred kilometers"])
def test_a_few_hundred_is_no_number(words: str) -> None:
    told = reading.understand(f"North Korea fired a missile on Monday. It flew {words}.")
    assert all("range" not in each.values for each in told.readings)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("North Korea fired more than a dozen missiles at 7 a.m.", "over 12"),
        ("North Korea fired two to three missiles at 7 a.m.", "at least 2"),
        ("北朝鮮が午前7時ごろ、ミサイル2、3発を発射した。", "at least 2"),
        ("北朝鮮が午前7時ごろ、ミサイル十数発を発射した。", "at least 10"),
        ("북한이 오전 7시께 미사일 2~3발을 발사했다.", "at least 2"),
    ],
)
def test_a_number_with_two_ends_is_its_lower_one(words: str, count: str) -> None:
    told = reading.understand(words, "2031-05-05").readings
    assert [each.values["count"] for each in told] == [count]


def test_the_day_before_yesterday() -> None:
    told = reading.understand("North Korea fired a missile the day before yesterday.", "2031-05-08")
    assert told.readings[0].values["date"] == "2031-05-06"


@pytest.mark.parametrize(
    "words",
    [
        "日本海には落下しなかった。",
        "동해에 떨어지지 않았다.",
        "It did not fall into the Sea of Japan.",
    ],
)
def test_a_sea_not_fallen_into_is_no_landing(words: str) -> None:
    told = reading.understand("North Korea fired a missile on Monday.\n" + words, "2031-05-05")
    assert all("landing" not in each.values for each in told.readings)
