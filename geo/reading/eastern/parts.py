"""Missiles that a Japanese or Korean sentence tells apart: by time, or "3発は…、残る1発は…"."""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from geo.reading.facts import REST
from geo.reading.lexicon import Token

_PART = re.compile(r"(?:については|[はが]|[은는이])(?!て)")
_LEFT = frozenset({"残る", "残りの", "나머지"})
_OF_THEM = frozenset({"うち", "うちの", "中", "가운데", "중"})
_TOLD_OF_PARTS = frozenset({"eez", "amount", "fail", "over", "fall"})
_PART_NUMBER = re.compile(
    r"(?P<head>うちの?|残る|残りの|中|가운데|중|나머지)? ?(?P<n>[0-9]{1,2}) ?[発발]$"
)
_IN_ALL = re.compile(r"(?:合計|計|모두|총) ?[0-9]{1,2} ?$")  # "…に2発、…に1発、合計3発を"


class Part(NamedTuple):
    """Some missiles of a salvo that are told of together.

    Attributes:
        at: the token that they are counted by.
        n: how many they are.
        missile: the number that stands for them, ``REST`` for those that are left.
    """

    at: int
    n: int
    missile: int | None


def timed(tokens: Sequence[Token], text: str) -> list[int]:
    """The times of missiles told by them, each with its figures or its number of missiles.

    As in "5시 5분쯤 쏜 …은 600km를, 5시 15분쯤 쏜 …은 120km를", "7時40分に1発を、8時39分に2発を",
    "1時47分に1発目を、1時53分に2発目を".
    """
    clocks = [at for at, token in enumerate(tokens) if token.role == "clock"]
    flown = counted = numbered = len(clocks) > 1
    for number, (first, last) in enumerate(itertools.pairwise([*clocks, len(tokens)]), start=1):
        roles = [token.role for token in tokens[first:last]]
        ordinals = [role for role in roles if role.startswith("ordinal")]
        flown = flown and "launch" in roles and "amount" in roles[roles.index("launch") :]
        rounds = [t for t in tokens[first:last] if t.role in {"rounds", "oneof"}]
        counted = counted and sum(not is_sum(token, text) for token in rounds) == 1
        numbered = numbered and ordinals == [f"ordinal{number}"]
    return clocks if flown or counted or numbered else []


def is_sum(token: Token, text: str) -> bool:
    """As in "合計3発": how many there were in all."""
    return token.role == "rounds" and _IN_ALL.search(text, 0, token.start) is not None


def shared_from(tokens: Sequence[Token], clocks: Sequence[int], text: str) -> int | None:
    """As in "7時44分に2発、8時21分に1発、|西岸付近から合計3発": from where all are meant again."""
    if not clocks or not any(is_sum(token, text) for token in tokens[clocks[-1] :]):
        return None
    own = (at for at in range(clocks[-1], len(tokens)) if tokens[at].role in {"rounds", "oneof"})
    return next(own, clocks[-1]) + 1


def of(tokens: Sequence[Token], text: str) -> list[Part]:
    """As in "このうち3発はEEZ内に、残る1発はEEZ外に": the parts of a salvo, in order.

    The second part can stand in a sentence of its own.
    """
    heads: list[Part] = []
    for at, token in enumerate(tokens):
        end = token.start + len(text[token.start : token.end].rstrip("은는이がは"))
        if token.role not in {"rounds", "rest", "oneof"} or not _PART.match(text, end):
            continue
        number = _PART_NUMBER.search(text, max(0, token.start - 8), end)
        if number is None:
            continue
        words = number["head"]
        missile = REST if words in _LEFT else 1 if words in _OF_THEM else None
        heads.append(Part(at, int(number["n"]), missile))
    if all(part.n == 1 for part in heads):
        heads = [part for part in heads if tokens[part.at].role != "oneof"]
    if len(heads) > 1:
        heads = [part._replace(missile=order) for order, part in enumerate(heads, start=1)]
    ends = [*(part.at for part in heads[1:]), len(tokens)]
    grouped = len(heads) > 1 and any(part.n > 1 for part in heads)
    wanted = _TOLD_OF_PARTS if grouped else {"eez"}
    told = all(
        any(token.role in wanted for token in tokens[part.at : end])
        for part, end in zip(heads, ends, strict=False)
    )
    known = all(part.missile is not None and (part.n > 1 or len(heads) > 1) for part in heads)
    return heads if told and known else []
