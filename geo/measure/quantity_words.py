"""The words of quantities in English, Japanese and Korean: units, qualifiers, joins.

Several words for one thing are separated by spaces; ``_`` is a space inside a word.
"""

from typing import Literal, get_args

Bound = Literal["about", "at_least", "at_most", "over", "exact"]
BOUND_NAMES: tuple[Bound, ...] = get_args(Bound)
Kind = Literal["distance", "duration", "count"]

EXPECTED = {
    "distance": "a distance such as 'about 1100 km', 'at least 800 km', '500-600 km', '680 miles' "
    "(units: km, mi, nmi, m, ft)",
    "duration": "a time of flight such as '11 min', '67.5 min', '5,156 s', '1 h 9 min', '1:09:30'",
    "count": "a number of missiles such as 2, 'at least 1' or 'multiple'",
}
UNITS: dict[Kind, dict[str, str]] = {
    "distance": {
        "km": "km kms kilometer kilometers kilometre kilometres キロ キロメートル 킬로 킬로미터",
        "mi": "mi mile miles マイル 마일",
        "nmi": "nmi nm nautical_mile nautical_miles 海里 해리",
        "m": "m meter meters metre metres メートル 미터",
        "ft": "ft foot feet フィート 피트",
    },
    "duration": {
        "h": "h hr hrs hour hours 時間 시간",
        "min": "min mins minute minutes m 分 分間 분 분간",
        "s": "s sec secs second seconds 秒 秒間 초 초간",
    },
    "count": {
        "1": "missile missiles ballistic_missile ballistic_missiles projectile projectiles "
        "rocket rockets round rounds 発 발",
    },
}
BOUNDS = {
    "about": "about around some roughly approximately approx approx. circa ca. nearly almost "
    "estimated an_estimated or_so ≈ 約 およそ 程度 前後 약 정도 가량",
    "at_least": "at_least no_less_than not_less_than minimum minimum_of a_minimum_of or_more ≥ >= "
    "以上 少なくとも 최소 적어도 이상 여",
    "at_most": "at_most up_to no_more_than not_more_than maximum maximum_of a_maximum_of max max. "
    "less_than under below or_less ≤ <= < 最大 以下 未満 최대 이하 미만",
    "over": "more_than over above exceeding in_excess_of greater_than > 超 超え を超え を超える "
    "を超えて 초과 넘는",
    "exact": "exactly precisely ちょうど 정확히",
}
JOINS = {"to": "- ‐ – — ― − 〜 to から 에서", "and": "and", "from": "between from", "tilde": "~"}
NUMERALS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
NUMERALS |= {"seven": "7", "eight": "8", "nine": "9", "ten": "10"}
