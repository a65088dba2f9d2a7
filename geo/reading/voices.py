"""Which of the names in a sentence speak, and for which state, by what the text is about."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from geo.reading.agencies import SEOUL_MINISTRY, Agency
from geo.reading.lexicon import Token

_NEAR_JAPAN = re.compile(
    r"Japan|Tokyo|North Korea|DPRK|日本|防衛|我が国|わが国|同省|北朝鮮|일본|도쿄|방위|북한",
    re.IGNORECASE,
)
_KOREAN_PARTIES = re.compile(r"Korea|Seoul|ROK|DPRK|Pyongyang|[韓朝北한북]")
_FOREIGN = re.compile(
    r"\b(?!Japan|North)[A-Z][a-z]+(?:'s|ian|ish|ese|ani|can|eli) (?:new |vice |government )?$"
)
_KOREAN = re.compile(r" (?:spokes[a-z]{3,6} )?[A-Z][a-z]{1,6} [A-Z][a-z]{1,6}-[a-z]{2,6}\b")
_WITH = re.compile(  # "sharing information with the U.S. and Japanese authorities"
    r"\b(?:shar|coordinat|consult|cooperat|exchang)(?:e|ed|es|ing)\b[^;]{0,80}"
    r"\bwith (?:the )?(?:[A-Z][A-Za-z.]{1,12},? and )?(?:the )?$"
)
_MEDIA = frozenset({"state media", "state-run media", "国営メディア"})
_NORTH = re.compile(r"North Korea|Pyongyang|DPRK|北朝鮮|북한")
_OTHERS = re.compile(
    r"Iran|India|Pakistan|Russia|China|Chinese|Israel|Yemen|Houthi|イラン|中国|ロシア"
)
_NEIGHBOURS = frozenset({"JPN", "KOR", "PRK", "USA"})


class Parties(NamedTuple):
    """Whom a text can mean by a name without its state.

    Attributes:
        japan: it speaks of Japan, or of who fires toward it.
        korean: of Korea, or of no other state that has missiles.
        north: of North Korea, or of no other state that has missiles.
    """

    japan: bool
    korean: bool
    north: bool


def parties(text: str) -> Parties:
    """Whom a whole text is about."""
    alone = _OTHERS.search(text) is None
    return Parties(
        japan=_NEAR_JAPAN.search(text) is not None,
        korean=alone or _KOREAN_PARTIES.search(text) is not None,
        north=alone or _NORTH.search(text) is not None,
    )


def heard(
    words: str, seen: Sequence[Token], about: Parties, foreign: Agency | None
) -> tuple[Token, ...]:
    """The tokens of a sentence, its names only where they are those of whom they mostly mean.

    Args:
        words: the sentence.
        seen: its tokens.
        about: whom the text is about.
        foreign: the ministry of another state that was named before.
    """
    return tuple(
        _with_state(words, token, foreign)
        for token in seen
        if token.role != "agency" or _is_heard(words, token, about)
    )


def _is_staff(token: Token) -> bool:
    """Whether a name is that of the Joint Chiefs of Staff, which other states have, too."""
    return bool(token.value.state == "KOR" and "Joint Chiefs" in token.value.name)


def _is_heard(words: str, token: Token, parties: Parties) -> bool:
    """Whether a name is that of whom it mostly means.

    "The Defense Ministry" is Japan's where a text speaks of Japan or of North Korea, "state media"
    are North Korea's unless it is about another state alone; the Joint Chiefs of Staff, too, need
    not be Korea's.
    """
    if _WITH.search(words, max(0, token.start - 120), token.start):
        return False
    if _is_staff(token):
        return parties.korean
    bare = token.value.rank == 0 and token.value.state == "JPN"
    media = words[token.start : token.end].lower() in _MEDIA
    if not (bare or media):
        return True
    return (parties.japan if bare else parties.north) and not _is_foreign(words, token)


def _with_state(words: str, token: Token, foreign: Agency | None) -> Token:
    """As in "Defense Ministry spokesman Kim Min-seok": a ministry is that of who speaks for it.

    After 러시아 국방부, a mere 국방부 is the same (``foreign``).
    """
    if token.role == "agency" and not token.value.rank and _KOREAN.match(words, token.end):
        return token._replace(value=SEOUL_MINISTRY)
    if (
        foreign is not None
        and token.role == "agency"
        and words[token.start : token.end] == "국방부"
    ):
        return token._replace(value=foreign)
    return token


def foreign_ministry(words: str, tokens: Sequence[Token]) -> Agency | None:
    """The ministry of another state, as in 러시아 국방부."""
    named = (
        token.value for token in tokens
        if token.role == "agency" and token.value.state not in _NEIGHBOURS
        if words[token.start : token.end].endswith(" 국방부")
    )  # fmt: skip
    return next(named, None)


def _is_foreign(words: str, token: Token) -> bool:
    """As in "Iran's Defense Ministry", "the Pakistani defense minister"."""
    return _FOREIGN.search(words, max(0, token.start - 24), token.start) is not None
