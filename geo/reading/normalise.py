"""One spelling for every character, and where each stood.

Full-width letters and digits become narrow, joined units open ("㎞" is "km"), dashes, quotes and
spaces become one kind, accents fall off Latin letters, and readings in brackets after Chinese
characters ("宣徳（ソンドク）", "오가(男鹿)") are left out. A line end inside running text is a
space, or nothing between Japanese letters; one after a short line, or before a list item, stays.

What keeps its length is translated at once; only what changes it is taken one by one.
"""

import itertools
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

_SAME = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u2500\u2501\ufe63\uff0d", "-")
_SAME |= dict.fromkeys("\u301c\uff5e\u223c\u02dc", "~")
_SAME |= dict.fromkeys("‘’‛′´＇", "'") | dict.fromkeys("“”„″＂", '"')
_SAME |= {"―": "—", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n"}
_SAME |= {"º": "°", "︱": "|"} | dict.fromkeys("²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", " ")  # footnotes
_SINGLE = (
    (0x80, 0x250), (0x1E00, 0x1F00), (0x2000, 0x2150), (0x2212, 0x2213), (0x2500, 0x2502),
    (0x3000, 0x3020),
    (0x3131, 0x318F), (0xF900, 0xFB00), (0xFE30, 0xFFEF),
)  # fmt: skip
_GONE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
# One character that changes the length, or may begin something that does.
_HAN_DIGITS = {digit: n for n, digit in enumerate("一二三四五六七八九", start=1)}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN = re.compile(  # 二百五十キロ, 十一月二十九日; one alone is rather a word of the sentence
    r"(?:[一二三四五六七八九十百千]{2,7}|十(?=[月日]))(?=年|月|日|時|分|秒|発|キロ|km|㎞|㌔)"
    r"|(?<=午[前後])[一二三四五六七八九十](?=時)|(?<=月)[一二三四五六七八九](?=日)"
    r"|[一二三四五六七八九](?=月[一二三四五六七八九十]{1,3}日)"
)
_ODD = re.compile(
    rf"[(\n一二三四五六七八九十百千\u0300-\u036f\u3099\u309a\u1100-\u115f\u3300-\u33ff\u2100-\u214f\ufb00-\ufb06{_GONE}]"
)
_FURIGANA = re.compile(  # 二 is a slip of the pen for ニ; a line can end in it
    r"\([\u3041-\u3096\u30a1-\u30fa\u30fc\u30fb ]"
    r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u30fb 二\n]{0,39}\)"
)
_HANJA = re.compile(r"\([\u4e00-\u9fff]{1,12}\)")
_JAMO = re.compile(r"[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?")
_SHUT = re.compile(r"\)[へにをはがので、。]")  # "(EEZ)|への飛来"
_SET_IN = re.compile(r"\n[ \u3000]{1,4}(?=[^ \u3000])")
_EAST = re.compile("[\u3001-\u30ff\u4e00-\u9fff]{2}")
_FINAL = "。」"
_LOWER = re.compile(r"[a-z]")
_LIST_ITEM = re.compile(
    r" {0,4}(?:[①-⑳]|\([0-9]{1,2}\)|[0-9]{1,2}[.)] |[・*•▲△▼▽▶▷■□◆◇○●※-] ?"
    r"|[0-9]{1,2}:[0-9]{2} (?![ap]\.?m)|[QA問答] ?[:.)]"
    r"|[0-2]?[0-9][:.][0-5][0-9](?: ?[ap]\.?m\.?)?(?:: | - | -- ))"
)
_GOES_ON = re.compile(r" (?:on|in|at|from|of|the|an?|to|by|and|with|for|around|about) ?$")
_FULL_LINE = 0.66  # of the longest line of its block: where running text was broken
_MARKS = re.compile(r"[\u0300-\u036f\u3099\u309a]{1,8}")


@dataclass(frozen=True)
class Plain:
    """A text with one spelling, and the way back.

    Attributes:
        raw: the text as it was given.
        text: the same in one spelling.
    """

    raw: str
    text: str
    _at: tuple[int, ...] = field(repr=False)  # where runs begin in ``text`` …
    _from: tuple[int, ...] = field(repr=False)  # … and in ``raw``
    _to: tuple[int, ...] = field(repr=False)  # end in ``raw`` of a changed run, 0 for a plain one

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of ``text``, not an empty one, stood in ``raw``."""
        first = bisect_right(self._at, start) - 1
        last = bisect_right(self._at, end - 1) - 1
        begin = self._from[first] + (0 if self._to[first] else start - self._at[first])
        return begin, self._to[last] or self._from[last] + end - self._at[last]


def plain(raw: str) -> Plain:
    """The text in one spelling.

    >>> plain("宣徳（ソンドク）付近から約１，１００㎞").text
    '宣徳付近から約1,100km'
    """
    same = raw if raw.isascii() and raw.isprintable() else raw.translate(_table())
    soft = _soft_ends(same)
    pieces: list[str] = []
    at, begins, ends = [0], [0], [0]
    length = position = 0
    for found in _ODD.finditer(same):
        if found.start() < position:
            continue
        if found.group() == "\n":
            unit = _line_end(same, found.start()) if found.start() in soft else None
        else:
            unit = _unit(same, found.start(), position)
        if unit is None:
            continue
        start, stop, piece = unit
        length += start - position
        pieces += (same[position:start], piece)
        if piece:
            at.append(length)
            begins.append(start)
            ends.append(stop)
            length += len(piece)
        at.append(length)
        begins.append(stop)
        ends.append(0)
        position = stop
    pieces.append(same[position:])
    return Plain(raw, "".join(pieces), tuple(at), tuple(begins), tuple(ends))


def _unit(text: str, start: int, floor: int) -> tuple[int, int, str] | None:
    """What stands at an odd character: where it begins and ends, and its one spelling."""
    odd = text[start]
    if odd == "(":
        before = text[start - 1] if start else ""
        before = text[start - 2 : start - 1] if before == "\n" else before
        bracket = None
        if "\u4e00" <= before <= "\u9fff" or before == "々":
            bracket = _FURIGANA.match(text, start)
        elif "\uac00" <= before <= "\ud7a3" or "\u30a1" <= before <= "\u30fc":
            bracket = _HANJA.match(text, start)
        return None if bracket is None else (start, bracket.end(), "")
    if jamo := _JAMO.match(text, start):
        return start, jamo.end(), unicodedata.normalize("NFC", jamo.group())
    if marks := _MARKS.match(text, start):
        start = max(start - 1, floor)
        joined = unicodedata.normalize("NFC", text[start : marks.end()])
        return start, marks.end(), joined if joined[0] >= "\u3000" else _bare(joined)
    if odd in _HAN_DIGITS or odd in _HAN_UNITS:
        return _han(text, start)
    piece = "" if odd in _GONE else unicodedata.normalize("NFKC", odd)
    return None if piece == odd else (start, start + 1, piece)


def _soft_ends(text: str) -> set[int]:
    """Line ends that only break running text."""
    soft: set[int] = set()
    position = 0
    for block in text.split("\n\n"):
        lines = block.split("\n")
        longest = max(map(len, lines))
        end = position
        for line, following in itertools.pairwise(lines):
            end += len(line)
            full = len(line) >= _FULL_LINE * longest or _LOWER.match(following)
            full = full or _GOES_ON.search(line)
            if (
                full
                and following.strip()
                and not _LIST_ITEM.match(following)
                and line.rstrip()[-1:] not in _FINAL
            ):
                soft.add(end)
            end += 1
        position += len(block) + 2
    return soft


def _han(text: str, start: int) -> tuple[int, int, str] | None:
    """A number in Chinese figures before a unit, in digits; None where there is none."""
    found = _HAN.match(text, start)
    if found is None or text[start - 1 : start] in {*_HAN_DIGITS, *_HAN_UNITS, "第", "数"}:
        return None
    total = digit = 0
    for figure in found.group():
        if figure in _HAN_DIGITS:
            if digit:
                return None  # 四五発: four or five
            digit = _HAN_DIGITS[figure]
        else:
            total += (digit or 1) * _HAN_UNITS[figure]
            digit = 0
    return start, found.end(), str(total + digit)


def _line_end(text: str, at: int) -> tuple[int, int, str]:
    """A line end inside running text: nothing between Japanese letters, else a space.

    So is the space by which the lines of an item are set in.
    """
    found = _SET_IN.match(text, at)
    end = found.end() if found else at + 1
    around = text[max(0, at - 1) : at] + text[end : end + 1]
    reading = around[1:] == "(" and _EAST.fullmatch(around[0] * 2) and _FURIGANA.match(text, end)
    joined = len(around) == 2 and (_EAST.fullmatch(around) or _SHUT.fullmatch(around) or reading)
    return at, end, "" if joined else " "


@cache
def _table() -> dict[int, str]:
    """The single characters that have another single character as their one spelling."""
    table = {code: " " for code in (*range(0x20), 0x7F) if chr(code) not in "\n\t"}
    for first, last in _SINGLE:
        for code in range(first, last):
            letter = chr(code)
            one = unicodedata.normalize("NFKC", letter)
            one = _bare(one) if code < 0x2000 else one
            if len(one) == 1 and one != letter:
                table[code] = one
    return table | {ord(letter): one for letter, one in _SAME.items()}


def _bare(letters: str) -> str:
    """Latin letters without their accents."""
    apart = unicodedata.normalize("NFD", letters)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def small(text: str) -> str:
    """A text in small letters, each in its place.

    >>> small("At 7 A.M. in İzmir")
    'at 7 a.m. in İzmir'
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(map(_small, text))


def _small(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter
