"""Why a quantity was not used, in English, Japanese and Korean.

A text about one launch is full of numbers that are none of its range, height or flight time. Each
is kept with one of these reasons, so that whoever reads the reading can overrule it.
"""

from collections.abc import Mapping
from typing import Literal

Lang = Literal["en", "ja", "ko"]

REASONS: Mapping[str, Mapping[Lang, str]] = {
    "past": {"en": "another launch", "ja": "別の発射", "ko": "다른 발사"},
    "design": {"en": "a design range", "ja": "射程（性能）", "ko": "사거리(성능)"},
    "able": {
        "en": "what it could do, not what it did",
        "ja": "能力であって実際の飛翔ではない",
        "ko": "능력일 뿐 실제 비행이 아님",
    },
    "if": {
        "en": "under a condition, not what it did",
        "ja": "仮定の話であって実際の飛翔ではない",
        "ko": "가정일 뿐 실제 비행이 아님",
    },
    "denied": {"en": "denied", "ja": "否定されている", "ko": "부정됨"},
    "size": {
        "en": "a size or width, not a flight",
        "ja": "大きさや幅であって飛翔ではない",
        "ko": "크기나 너비일 뿐 비행이 아님",
    },
    "craft": {"en": "not a missile", "ja": "ミサイルではない", "ko": "미사일이 아님"},
    "place": {
        "en": "a distance between places",
        "ja": "地点間の距離",
        "ko": "지점 사이의 거리",
    },
    "landmark": {
        "en": "a distance from a place that is no landmark of the gazetteer",
        "ja": "地名集にない地点からの距離",
        "ko": "지명록에 없는 지점으로부터의 거리",
    },
    "unclear": {
        "en": "nothing says what it measures",
        "ja": "何の値か書かれていない",
        "ko": "무엇의 값인지 나와 있지 않음",
    },
    "reach": {
        "en": "nothing says whether a range or a height was reached",
        "ja": "距離か高度か書かれていない",
        "ko": "거리인지 고도인지 나와 있지 않음",
    },
    "speed": {"en": "a speed", "ja": "速度", "ko": "속도"},
    "calibre": {"en": "a calibre", "ja": "口径", "ko": "구경"},
    "weight": {"en": "a weight", "ja": "重量", "ko": "무게"},
    "superseded": {
        "en": "a first figure, corrected later",
        "ja": "最初の値（のちに訂正）",
        "ko": "처음 값(나중에 정정됨)",
    },
    "second": {
        "en": "another figure for the same launch: the first was taken",
        "ja": "同じ発射の別の値（最初の値を採用）",
        "ko": "같은 발사의 다른 값(처음 값을 씀)",
    },
    "second_landmark": {
        "en": "another landmark for the same landing: one was taken",
        "ja": "同じ落下の別の目標物（一つを採用）",
        "ko": "같은 낙하의 다른 기준점(하나만 씀)",
    },
    "unplaced": {
        "en": "a place that is not in the gazetteer",
        "ja": "地名集にない地名",
        "ko": "지명록에 없는 지명",
    },
    "undated": {
        "en": "a day that needs the date of publication: give --published",
        "ja": "発表日がないと決まらない日：--published を指定",
        "ko": "발표일이 있어야 정해지는 날: --published 지정",
    },
    "ahead": {
        "en": "a day after the date of publication",
        "ja": "発表日より後の日",
        "ko": "발표일보다 나중인 날",
    },
    "far": {
        "en": "more than half the Earth’s circumference",
        "ja": "地球半周を超える",
        "ko": "지구 반 바퀴를 넘음",
    },
}


def words(reason: str, lang: Lang = "en") -> str:
    """A reason in words; one that is a sentence already stays as it is.

    >>> words("calibre"), words("calibre", "ko")
    ('a calibre', '구경')
    """
    known = REASONS.get(reason)
    return reason if known is None else known[lang]
