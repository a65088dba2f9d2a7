"""Units and qualifiers as English, Japanese and Korean write them.

A unit that is never a distance flown or a flight time (millimetres, Mach, kilograms) is of the kind
``other`` and named by what it measures.
"""

import re
from typing import Literal

from geo.measure.quantity_words import Bound
from geo.reading.normalise import small

AmountKind = Literal["distance", "duration", "other"]

_E = "(?![A-Za-z])"
_SPEEDS = (
    r"(?:km|kilomet(?:er|re)s?|miles?|m|met(?:er|re)s?) ?(?:/|per |an |a )"
    rf" ?(?:hours?|h|seconds?|s){_E}|kmp?h{_E}|mph{_E}|knots?{_E}|노트|ノット"
    r"|times? (?:faster than |the speed of )?sound"
)
_KILOMETRES = (
    rf"kms?{_E}|kilomet(?:er|re)s?{_E}|キロ・?メートル|キロ(?![グトワバ])"
    "|킬로(?:미터|메터|(?![그와]))|公里"
)
_CALIBRES = (
    rf"-?mm{_E}|millimet(?:er|re)s?{_E}|ミリ|밀리|cm{_E}|centimet|センチ|센티|inch(?:es)?{_E}"
)
_WEIGHTS = (
    rf"kgs?{_E}|kilograms?{_E}|tons?{_E}|tonnes?{_E}|kilotons?{_E}|kt{_E}"
    "|キログラム|キロトン|トン|킬로그램|킬로톤|톤"
)
# What a unit measures, its name, and how it is written; the first that fits counts.
_UNITS: tuple[tuple[AmountKind, str, str], ...] = (
    ("other", "speed", _SPEEDS),
    ("distance", "nmi", rf"nautical[ -]miles?{_E}|nmi{_E}|海里|해리"),
    ("distance", "km", _KILOMETRES),
    ("other", "calibre", _CALIBRES),
    ("other", "weight", _WEIGHTS),
    ("distance", "mi", rf"(?:statute )?miles?{_E}|mi{_E}|マイル|마일|英里"),
    ("distance", "ft", rf"f(?:ee|oo)?t{_E}|フィート|피트"),
    ("duration", "h", rf"hours?{_E}|hrs?{_E}|時間|시간"),
    ("duration", "min", rf"min(?:ute)?s?{_E}|分間?|분간?"),
    ("duration", "s", rf"sec(?:ond)?s?{_E}|s{_E}|秒間?|초간?"),
    ("distance", "m", rf"met(?:er|re)s?{_E}|m{_E}|メートル|미터"),
)
_UNIT = re.compile(
    " ?-?(?:" + "|".join(f"(?P<u{n}>{written})" for n, (_, _, written) in enumerate(_UNITS)) + ")",
    re.IGNORECASE,
)
_ODD = re.compile(r" ?여 ?|-(?:odd|plus) ")  # 700여 km, 700-odd km
_MACH = re.compile(
    r"(?:Mach|マッハ|마하|음속의|音速の) ?(?:about |around |약 |約)?$", re.IGNORECASE
)
_SPEED = re.compile(r"(?:時速|秒速|毎秒|시속|초속)(?:約|およそ| ?약 ?)?$")

_LEFT: dict[Bound, str] = {
    "at_least": (
        r"at least|no less than|not less than|a minimum of|upwards? of|少なくとも|最低でも?"
        "|최소(?:한)?|최저|적어도"
    ),
    "at_most": (
        r"at most|up to|no more than|not more than|a maximum(?: distance)? of|maximum of"
        r"|as (?:far|much|high|long) as|(?:less|fewer|lower|shorter) than"
        r"|(?:just )?under|(?:just )?below|最大(?:でも?)?|最長(?:でも?)?|최대|최장"
    ),
    "over": (
        r"(?:slightly |a little |well |far )?(?:more|greater|better|higher|farther|further|longer)"
        r" than|(?:(?:just|well|slightly|far) )?over|above|(?:(?:far|greatly|well) )?exceed"
        r"(?:ed|ing|s)?|in excess of|beyond|surpass(?:ed|ing)|topping|topped|超[過过]"
    ),
    "exact": r"exactly|precisely|ちょうど|정확히",
    "about": (
        r"about|around|some|roughly|approximately|approx\.?|nearly|almost|(?:an )?estimated"
        r"|closer? to|somewhere around|in the region of|circa|ca\.|just about"
        r"|約|およそ|ほぼ|おおよそ|대략|약|거의"
    ),
}
_LEFT_WORD = re.compile(
    "(?<![a-z])(?:"
    + "|".join(f"(?P<{bound}>{written})" for bound, written in _LEFT.items())
    + r")(?: a(?= ))?[\"']? ?$"
)
# The words and letters that those of ``_LEFT`` end with.
_LAST_WORDS = frozenset({
    "least", "of", "to", "most", "than", "as", "under", "below", "over", "above", "exceed",
    "exceeded", "exceeds", "exceeding", "beyond", "surpassed", "surpassing", "topping", "topped",
    "exactly", "precisely", "about", "around", "some", "roughly", "approximately", "approx",
    "approx.", "nearly", "almost", "estimated", "circa", "ca", "ca.", "a",
})  # fmt: skip
_LAST_LETTERS = frozenset("過过もで低大長どそぼ約한소저도대장히략약의")
_RIGHT: tuple[tuple[Bound, str], ...] = (
    (
        "at_most",
        (
            r"を?超え(?:ない|ず|なかった)|を?(?:わずかに|やや|大きく)?下回[るりっ]た?|を切[るりっ]た?"
            r"|に(?:は)?(?:満たな|届か[なず]|達しな|達せず|及ばな|及ばず)(?:かった|い)?"
            r"|より(?:も)?(?:低|短)[いく]|보다 (?:낮|짧)[은게]"
            r"|(?:를|을)? ?넘지 (?:않|못)[가-힣]{0,2}"
            r"|에(?:는)? ?(?:조금 )?(?:못 ?미[치친쳤]|(?:미치|이르|도달하)지 ?못)"
            r"|(?:를|을)? ?밑[돌도][았며아는]"
        ),
    ),
    (
        "over",
        (
            r"を?(?:大きく|やや|わずかに|はるかに)?(?:超え|越え|上回)[るてたり]?|超|초과"
            r"|(?:를|을|가|이)? ?(?:훌쩍 |조금 |크게 |약간 |훨씬 )?"
            r"넘(?:는|은|을|게|고|어|었|겨|긴|겼|기|며)[가-힣]?"
        ),
    ),
    (
        "at_least",
        (
            rf"or (?:more|farther|further|higher|longer|greater|above|beyond){_E}"
            rf"|plus{_E}|\+|以上|余り|あまり|余|強|이상|남짓"
            r"|여(?![가-힣])|여(?=[를을의] )"
        ),
    ),
    (
        "at_most",
        rf"or (?:less|under|lower|shorter|below){_E}|以下|未満|以内|弱|足らず|이하|미만|이내",
    ),
    ("about", rf"or so{_E}|程度|ほど|前後|くらい|ぐらい|内外|가량|정도|안팎|내외|쯤"),
)
_RIGHT_WORD = re.compile(
    " ?(?:" + "|".join(f"(?P<b{n}>{written})" for n, (_, written) in enumerate(_RIGHT)) + ")",
    re.IGNORECASE,
)
_WINDOW = 24  # letters in which the words before a number stand


def unit_at(text: str, at: int) -> tuple[AmountKind, str, int]:
    """The unit after a number: what it measures, its name ("" for none), where it ends.

    >>> unit_at("250km west", 3), unit_at("600mm", 3)
    (('distance', 'km', 5), ('other', 'calibre', 5))
    """
    odd = _ODD.match(text, at)
    found = _UNIT.match(text, odd.end() if odd else at)
    if found is None:
        return "other", "", at
    kind, unit, _ = _UNITS[int((found.lastgroup or "u0")[1:])]
    return kind, unit, found.end()


def is_odd(text: str, at: int) -> bool:
    """Whether "and some" stands right after a number: 700여 km."""
    return _ODD.match(text, at) is not None


def mach_before(text: str, at: int) -> int | None:
    """Where "Mach" before a number begins."""
    found = _MACH.search(text, max(0, at - 14), at)
    return None if found is None else found.start()


def is_speed(text: str, at: int) -> bool:
    """Whether the word before a number says that it is a speed."""
    return _SPEED.search(text, max(0, at - 6), at) is not None


def qualifier_before(text: str, at: int) -> tuple[Bound, int] | None:
    """The qualifier that ends where a number begins, and where it begins.

    >>> qualifier_before("flew up to 250 km", 11)
    ('at_most', 5)
    """
    window = max(0, at - _WINDOW)
    low = small(text[window:at])
    last = low.rstrip(" \"'").rpartition(" ")[2]
    if last not in _LAST_WORDS if last.isascii() else last[-1] not in _LAST_LETTERS:
        return None  # most numbers stand alone, and the search is slow
    found = _LEFT_WORD.search(low, int(window > 0))  # not in the middle of a word
    if found is None:
        return None
    return found.lastgroup, window + found.start()  # type: ignore[return-value]


def qualifier_after(text: str, at: int) -> tuple[Bound, int] | None:
    """The qualifier that begins where a quantity ends, and where it ends."""
    found = _RIGHT_WORD.match(text, at)
    if found is None:
        return None
    return _RIGHT[int((found.lastgroup or "b0")[1:])][0], found.end()
