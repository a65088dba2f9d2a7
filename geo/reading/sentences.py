"""Sentences of a text, each with its language.

A point after "a.m.", "U.S." or an initial ends none, nor does one inside a number.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "ja", "ko"]

_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_LATIN = re.compile(r"[A-Za-z]+")
_STOP = re.compile(r"[.!?。！？\n]|[、,;:](?= ?[①-⑳])")
_CIRCLED = re.compile(r"\s{0,4}[①-⑳]")
_THEN = re.compile(r"\s{0,4}(?:まず|次に|次いで|続いて|そして|また|さらに|最後に|다음으로|이어)")
_ALONE = 4  # letters: "①、②は" is about both
_ITEM = re.compile(r"\s{0,4}(?:[①-⑳]|\([0-9]{1,2}\)|[0-9]{1,2}[.)] |[・*•▲△▼▽▶▷■□◆◇○●※-] ?|\* )")
_CLOSERS = frozenset("\"'」』)]")
_CLOSING = re.compile(r"[\"'」』)\]]{1,3}")
_SHORT = re.compile(
    r"(?:^|[^A-Za-z])(?:(?-i:[A-Z])|[ap]\.m|U\.S|U\.N|N\.K|S\.K|St|No|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj"
    r"|Adm|Cmdr|Sgt|Capt|Cdr|approx|ca|vs|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
    r"|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|max|min|alt)$",
    re.IGNORECASE,
)
_NUMERIC_DAY = re.compile(r"\((?:[0-9]{2,4}\. ?)?[0-9]{1,2}\. ?[0-9]{1,2}$")  # "어제(7.28.)"
_CLOCK_END = re.compile(r"[ap]\.m$", re.IGNORECASE)
_ZONE_WORD = re.compile(
    r"(?:[A-Z]{2,4}\b|(?:[A-Z][a-z]{3,9} ){1,2}(?:time|Time)\b|Eastern"
    r"|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)

_LONGEST = 1_000  # letters; what is longer is a list or a table, and is cut
_CUT = re.compile(r"[,;、，]|\s")
_MOST_ITEMS = 20
_LISTING = frozenset("、,;:")
_SENTENCE_LETTERS = frozenset('abcdefghijklmnopqrstuvwxyz")')


@dataclass(frozen=True)
class Sentence:
    """One sentence of the plain text.

    Attributes:
        start, end: where it stands.
        language: of its words.
        item: the number of the list item that begins here, or None.
        paragraph: how many line ends came before.
    """

    start: int
    end: int
    language: Language
    item: int | None
    paragraph: int


def split(text: str) -> Iterator[Sentence]:
    """The sentences of a plain text, in order."""
    start = paragraph = 0
    previous: Language = "en"
    for stop in _STOP.finditer(text):
        at = stop.start()
        if at < start or not (
            _ends(text, at) if text[at] not in _LISTING else _lists(text, start, at)
        ):
            continue
        end = at if text[at] == "\n" else at + 1
        if text[end : end + 1] in _CLOSERS and text[at] != "\n":
            closing = _CLOSING.match(text, end)
            end = closing.end() if closing else end
        previous = yield from _sentence(text, start, end, paragraph, previous)
        paragraph += text[at] == "\n"
        start = max(end, at + 1)
    yield from _sentence(text, start, len(text), paragraph, previous)


def _sentence(
    text: str, start: int, end: int, paragraph: int, previous: Language
) -> Generator[Sentence, None, Language]:
    """The sentence between two stops, in pieces where it is too long to be one."""
    while end - start > _LONGEST:
        cuts = [found.end() for found in _CUT.finditer(text, start + 1, start + _LONGEST)]
        cut = cuts[-1] if cuts else start + _LONGEST
        previous = yield from _piece(text, start, cut, paragraph, previous)
        start = cut
    return (yield from _piece(text, start, end, paragraph, previous))


def _piece(
    text: str, start: int, end: int, paragraph: int, previous: Language
) -> Generator[Sentence, None, Language]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if not stripped:
        return previous
    language = language_of(stripped, previous)
    item = _ITEM.match(text, begin)
    number = None
    if item and "①" <= text[begin] <= "⑳":
        number = ord(text[begin]) - ord("①") + 1
    elif item and (digits := re.search(r"[0-9]{1,2}", item.group())):
        number = int(digits.group())
    if number is not None and not 1 <= number <= _MOST_ITEMS:
        number = None
    yield Sentence(begin, begin + len(stripped), language, number, paragraph)
    return language


def language_of(text: str, otherwise: Language = "en") -> Language:
    """The language of a piece of text, told by its letters.

    >>> language_of("北朝鮮は本日"), language_of("합참은"), language_of("It flew")
    ('ja', 'ko', 'en')
    """
    if text.isascii():
        return "en" if _LATIN.search(text) else otherwise
    japanese, hangul, latin = (
        sum(map(len, letters.findall(text))) for letters in (_JAPANESE, _HANGUL, _LATIN)
    )
    if max(hangul, japanese) * 4 < latin:
        return "en"
    if hangul > japanese:
        return "ko"
    if japanese:
        return "ja"
    return "ko" if hangul else ("en" if latin else otherwise)


def _lists(text: str, start: int, at: int) -> bool:
    """Whether an item of a list begins after a comma: "①…、②…"."""
    if _THEN.fullmatch(text, start, at):
        return True  # "次に、②"
    if _CIRCLED.match(text, start) is None:
        return text[at + 1 : at + 3].lstrip()[:1] == "①"
    return at - start > _ALONE


def _ends(text: str, at: int) -> bool:
    mark = text[at]
    if mark != ".":
        return True
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    if "\uac00" <= before <= "\ud7a3" or "\u3041" <= before <= "\u30ff":
        return True
    if before.isdigit() and (
        after.isdigit() or (after == ")" and _NUMERIC_DAY.search(text, max(0, at - 12), at))
    ):
        return False
    if before in _SENTENCE_LETTERS and after.isupper() and text[at + 2 : at + 3].islower():
        return before.islower() or before in '")'
    if after and not after.isspace() and after not in "\"')][”’」":
        return "\uac00" <= after <= "\ud7a3" and not before.isdigit()
    following = text[at + 1 : at + 24].lstrip(" \"'”’)]\n")
    if not following:
        return True
    head = text[max(0, at - 8) : at]
    if _CLOCK_END.search(head):
        return following[0].isupper() and not _ZONE_WORD.match(following)
    if _SHORT.search(head):
        return False
    return not following[0].islower()
