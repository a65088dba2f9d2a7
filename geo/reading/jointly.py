"""Sentences about several launches at once: "one each on 27 February and 5 March", ②及び③は."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from geo.reading.lexicon import Token
from geo.reading.tokens import Scanned

_JOINED = re.compile(
    r"(?:頃|ごろ|께|쯤|경)?に?[、,]? ?(?:及び|並びに|および|と|and|및|과|와) ?(?:on )?"
)
_ONE_EACH = re.compile(r"[0-9一二三]発ずつ|[0-9한두세] ?발씩")
_APART = dt.timedelta(days=2)  # launches of one night are told otherwise
_OWN = frozenset({"day", "clock", "amount", "rounds"})
_ITEMS = re.compile(r"[ ・※]{0,2}([①-⑳](?:(?:[、・]|及び|と|~)[①-⑳]){1,9})(?:が|は|の|に|とも)")
Dated = Sequence[tuple[Token, dt.date | None]]


class Part(NamedTuple):
    """A sentence as it is told of one launch.

    Attributes:
        scanned: the sentence, with the tokens that are about that launch.
        item: the number of the list item that the launch is.
        day: that of the launch, where the sentence tells of several.
    """

    scanned: Scanned
    item: int | None
    day: tuple[Token, dt.date] | None = None


def by_item(scanned: Scanned) -> list[Part]:
    """As in "②及び③が落下したのは、いずれも日本海": a sentence for each item; else none."""
    named = _ITEMS.match(scanned.text)
    if named is None:
        return []
    numbers = [ord(letter) - ord("①") + 1 for letter in named[1] if "①" <= letter <= "⑳"]
    if "~" in named[1]:
        numbers = list(range(numbers[0], numbers[-1] + 1))
    alone = scanned._replace(tokens=tuple(t for t in scanned.tokens if t.role != "each"))
    return [Part(alone, number) for number in numbers]


def by_day(scanned: Scanned, own: Sequence[tuple[Token, dt.date]], item: int | None) -> list[Part]:
    """A sentence for each of its days."""
    named = [token for token, _ in own]
    return [
        Part(scanned._replace(tokens=part(scanned.tokens, named, day[0])), item, day) for day in own
    ]


def days(scanned: Scanned, dated: Dated) -> list[tuple[Token, dt.date]]:
    """The days on each of which a sentence says that missiles were fired; none where it does not.

    As in "2月27日7時51分頃及び3月5日8時47分頃に、それぞれ1発の弾道ミサイルを発射".
    """
    roles = {token.role for token in scanned.tokens}
    each = "each" in roles or _ONE_EACH.search(scanned.text)
    if not each or "launch" not in roles:
        return []
    found: list[tuple[Token, dt.date]] = []
    for token, date in dated:
        if date is None or token.value.kind == "vague":
            continue
        if found and not _goes_on(scanned, found[-1], token, date):
            break
        found.append((token, date))
    return found if len(found) > 1 else []


def _goes_on(scanned: Scanned, last: tuple[Token, dt.date], token: Token, date: dt.date) -> bool:
    """Whether a day is the next one of a list."""
    between = [t for t in scanned.tokens if last[0].end <= t.start and t.end <= token.start]
    if any(each.role != "clock" for each in between):
        return False
    start = max([last[0].end, *(each.end for each in between)])
    joined = _JOINED.fullmatch(scanned.text, start, token.start) is not None
    return joined and date - last[1] >= _APART


def part(tokens: Sequence[Token], own: Collection[Token], day: Token) -> tuple[Token, ...]:
    """The tokens of a sentence without the figures that stand behind another of its days.

    As in "2月27日の弾道ミサイルは約300km、3月5日の弾道ミサイルは約320km飛翔し、いずれも…".
    """
    starts = sorted(each.start for each in own)
    last = starts[-1]
    all_ = next((t.start for t in tokens if t.role == "each" and t.start > last), None)
    end = all_ or max(token.end for token in tokens)
    following = next((start for start in starts if start > day.start), end)
    return tuple(
        token
        for token in tokens
        if token.role not in _OWN
        or not starts[0] <= token.start < end
        or day.start <= token.start < following
    )
