"""Numbers as running text writes them: digits, 1만5천, four-thousand-15."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from geo.reading.normalise import small

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_FEW = {  # how many things, in words that stand alone
    **_WORDS, "a": 1, "an": 1, "single": 1,
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "열": 10, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
}  # fmt: skip
_HOURS = {"half an": "0.5", "an": "1"}  # before "hour"
_ALONE = {"千": 1_000, "百": 100, "천": 1_000, "백": 100}  # with no number before: 千キロ
_TEN_THOUSAND = "만"  # the same, with more after it: 만 5천
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_EAST = {"만": 10_000, "万": 10_000, "천": 1_000, "千": 1_000, "백": 100, "百": 100}

_PART = "|".join([*_WORDS, *_SCALES, "point"])
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:[.,][0-9]{1,6})?"
_SPACED = (
    r"[0-9]{1,3}(?: [0-9]{3}){1,2}(?:\.[0-9]{1,6})?"
    r"(?=[ -]?(?:km|kilo|mile|キロ|킬로|公里|s(?![a-z])|sec|초|秒))"
)
_DOT = "・"  # in Japanese columns: 7687・5キロ
_DOTTED = rf"[0-9]{{1,6}}{_DOT}[0-9]{{1,2}}(?=キロ|km)"
_NUMBER = re.compile(  # in small letters
    rf"(?=[0-9])(?<![a-z0-9_.,])(?:{_SPACED}|{_DOTTED}|{_DIGITS})"
    rf"|\b(?:{_PART}|half an(?= hour)|an(?= hour\b))\b"
    r"|(?<![0-9一二三四五六七八九十数])[千百](?=余?キロ)"
    r"|(?<![0-9가-힣])[천백](?= ?(?:여 ?)?(?:km|킬로))"
    r"|(?<![0-9가-힣])만(?= ?[0-9]{1,4} ?천? ?(?:여 ?)?(?:km|킬로))",
    re.ASCII,
)
_EAST_TAIL = re.compile(r" ?([만万천千백百])(?: ?([0-9]{1,4}(?:,[0-9]{3})?(?:\.[0-9]{1,6})?))?")
_DIGIT = frozenset("0123456789")
_GOES_ON = frozenset("- ")
_NOWHERE = 1 << 60, 1 << 60
_HALF = re.compile(r" and a half(?= (?:minute|hour|second)s)")  # "11 and a half minutes"
_VAGUE = re.compile(  # "a few hundred km" is no number
    r"\b(?:few|several|couple(?: of)?|many|some|half a) $", re.IGNORECASE
)
_NAMED = re.compile(r"[A-Za-z]-(?:[0-9]{1,3}-)?$")  # KN-23, Pulhwasal-3-31


class Number(NamedTuple):
    """A number in the plain text: where it stands, and its digits as quantities are written."""

    start: int
    end: int
    digits: str


def few(word: str) -> int:
    """How many a word or the digits beside a noun say: a, three, 두, 七, 12.

    Raises:
        KeyError: neither digits nor such a word.

    >>> few("Three"), few("두"), few("12")
    (3, 2, 12)
    """
    return int(word) if word.isdecimal() else _FEW[word.lower()]


def find(text: str) -> Iterator[Number]:
    """The numbers of a plain text, in order; those inside names (KN-23) are left out.

    >>> [number.digits for number in find("1만 5천km, four-thousand-15 s, 7 687.5km, 4 491s, KN-2")]
    ['15000', '4015', '7 687.5', '4 491']
    """
    position, low = 0, small(text)
    run: list[tuple[int, int, str]] = []
    for found in _NUMBER.finditer(low):
        start, end = found.span()
        if start < position:
            continue
        word = found.group().replace(_DOT, ".")
        digits = word[0] in _DIGIT or word in _ALONE or word == _TEN_THOUSAND
        if not digits:
            word = _HOURS.get(word, word)
        if run and not _continues(run, text[run[-1][1] : start], word):
            yield from _joined(text, run)
            run = []
        if digits:
            east = _east(text, start, end)
            if east is not None:
                yield from _joined(text, run)
                run = []
                yield east
                position = east.end
                continue
            if not run:
                if _NAMED.search(text, max(0, start - 6), start):
                    continue
                if text[end : end + 1] not in _GOES_ON:  # most numbers stand alone
                    yield Number(start, end, word)
                    continue
        run.append((start, end, word))
    yield from _joined(text, run)


def _halved(text: str, number: Number) -> Number:
    """As in "11 and a half minutes"."""
    half = _HALF.match(text, number.end) if number.digits.isdecimal() else None
    return number if half is None else Number(number.start, half.end(), f"{number.digits}.5")


def outside(numbers: Iterable[Number], stretches: Iterable[tuple[int, int]]) -> Iterator[Number]:
    """The numbers that begin in none of some stretches, both in order."""
    following = iter(stretches)
    start, end = next(following, _NOWHERE)
    for number in numbers:
        while end <= number.start:
            start, end = next(following, _NOWHERE)
        if not start <= number.start < end:
            yield number


def _continues(run: list[tuple[int, int, str]], gap: str, word: str) -> bool:
    """Whether a part goes on with the number before it: "five-thousand-768", "two hundred"."""
    last = run[-1][2]
    scaled = any(part in _SCALES for _, _, part in run)
    if gap == "-":
        return len(run) < 8 and (
            "point" in (word, last) or word in _SCALES or last in _SCALES or not last[0].isdigit()
        )
    if gap == " ":
        return word in _SCALES or (scaled and word in _WORDS and last in _SCALES)
    return gap in {" and ", "-and-"} and last in _SCALES and not word[0].isdigit()


def _joined(text: str, run: list[tuple[int, int, str]]) -> Iterator[Number]:
    if not run or all(part in {"point", "dozen"} for _, _, part in run):
        return
    if run[0][2] in _SCALES and _VAGUE.search(text, max(0, run[0][0] - 12), run[0][0]):
        return
    start, end = run[0][0], run[-1][1]
    if len(run) == 1 and (run[0][2] in _WORDS or run[0][2][0] in _DIGIT):
        yield _halved(text, Number(start, end, str(_WORDS.get(run[0][2], run[0][2]))))
        return
    value = _spelled([part for _, _, part in run])
    if value is not None:
        yield Number(start, end, value)


def _spelled(parts: list[str]) -> str | None:
    """The digits of a number in words, None where the words make none."""
    whole, _, fraction = " ".join(parts).partition(" point ")
    total = current = Decimal(0)
    for part in whole.split():
        if part in _SCALES:
            current = (current or Decimal(1)) * _SCALES[part]
            if _SCALES[part] == 1000:
                total, current = total + current, Decimal(0)
        elif part in _WORDS or part.replace(",", "").isdigit():
            value = Decimal(_WORDS[part]) if part in _WORDS else Decimal(part.replace(",", ""))
            if current % 100 or (value >= 100 and current) or (total and value >= 1000):
                tens = current % 100 >= 20 and current % 10 == 0 and value < 10
                if not tens:
                    return None
            current += value
        else:
            return None
    digits = [str(_WORDS.get(part, part)) for part in fraction.split()]
    if any(not digit.isdigit() for digit in digits):
        return None
    return str(total + current) + ("." + "".join(digits) if digits else "")


def _east(text: str, start: int, end: int) -> Number | None:
    """1만5천, 2천700, 6천2백 48.5: units of ten thousand, thousand and hundred."""
    if text[start:end] in _ALONE:
        return Number(start, end, str(_ALONE[text[start:end]]))
    alone = text[start:end] == _TEN_THOUSAND
    tail = _EAST_TAIL.match(text, start if alone else end)
    if tail is None:
        return None
    try:
        value = Decimal("1" if alone else text[start:end].replace(",", "")) * _EAST[tail[1]]
    except ArithmeticError:
        return None
    scale = _EAST[tail[1]]
    for _ in range(3):
        if tail is None:
            break
        end = tail.end()
        if tail[2] is None:
            break
        rest = Decimal(tail[2].replace(",", ""))
        following = _EAST_TAIL.match(text, end)
        if following is None or _EAST[following[1]] >= scale:
            if rest >= scale:
                return None
            value += rest
            break
        scale = _EAST[following[1]]
        value += rest * scale
        tail = following
    return Number(start, end, f"{value.normalize():f}")
