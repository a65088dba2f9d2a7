"""Kinds of missiles fired together: "an ICBM and two short-range missiles. The ICBM flew …".

What is said of a kind belongs to the missiles of that kind that were fired.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geo.reading.facts import FIGURES, REST, Fact
from geo.reading.numbers import few
from geo.reading.sentences import Language
from geo.reading.tallies import Count

_FEWEST = 2
_KINDS = re.compile(
    r"(?=[ILMSCBU大長準中短巡弾대장준중단순탄미])(?:"  # to look at a letter first is quicker
    r"(?P<long>\b(?:ICBMs?(?![A-Za-z])|intercontinental|long(?:er)?[- ]range(?! artillery))"
    r"|(?<![A-Za-z])ICBM|大陸間|長距離|대륙 ?간|장거리)"
    r"|(?P<middle>\b(?:[IM]RBMs?(?![A-Za-z])|(?:intermediate|medium)[- ]range)|準?中距離|준?중거리)"
    r"|(?P<short>\b(?:SRBMs?(?![A-Za-z])|short(?:er)?[- ]range)|(?<![A-Za-z])SRBM|短距離|단거리)"
    r"|(?P<unknown>\bunidentified (?:ballistic )?missile|미상의? ?(?:탄도 ?)?미사일)"
    r"|(?P<cruise>\bcruise (?:missile|rocket)|巡航|순항)"
    r"|(?P<ballistic>\bballistic missile|弾道(?=ミサイル|弾)|탄도(?= ?미사일|탄)))",
    re.IGNORECASE,
)
_SAME_NOUN = re.compile(  # up to "ballistic" of the same missile: ICBMの可能性がある弾道
    r"(?:(?! and | or |[とや]|[와과] )[^,.;、。0-9]){0,16}?(?:ballistic|弾道|탄도)", re.IGNORECASE
)
_JOINED = re.compile(r"[ -]?(?:strategic |land-attack |전략 ?|戦略)?")
_ADJECTIVE = (
    r"(?:suspected|possible|apparent|presumed|new|more|other|additional|likely"
    r"|separate|further|smaller|believed|solid-fuel(?:ed)?|[A-Z][a-z]{3,9}-[0-9]{1,2})"
)
_NUMBER_BEFORE = re.compile(
    rf"\b(?P<n>several|multiple|an?|one|single|two|three|four|five|six|seven|eight|nine|ten|[0-9]{{1,2}})"
    rf"(?: {_ADJECTIVE}){{0,3}} $",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(
    r"[^,.;、。0-9]{0,24}?(?P<n>[0-9]{1,2}|한|두|세|네|다섯|여섯|複数|여러|수) ?"
    r"(?:発|발|기(?=[를가는의이 ]))"
)
_SEVERAL = frozenset({"several", "multiple", "複数", "여러", "수"})
_CARRIED = re.compile(r"It |They |The missiles? |이 미사일|해당 미사일|同ミサイル|このミサイル")
_BALLISTIC = frozenset({"long", "middle", "short", "ballistic"})
_OWN = FIGURES | {"claim", "area"}
_TOLD_WITH = ("time", "launch", "sea", "direction", "platform")
_SHOT = "kind"


class Mention(NamedTuple):
    """A kind in a sentence, and how many of it where a number stands beside it."""

    kind: str
    start: int
    end: int
    n: Count | None


def several(text: str) -> bool:
    """Whether a text names more than one kind of missile."""
    named: set[str | None] = set()
    for match in _KINDS.finditer(text):
        named.add(match.lastgroup)
        if len(named) >= _FEWEST:
            return True
    return False


def mentions(words: str, language: Language) -> tuple[Mention, ...]:
    """The kinds that a sentence names, in order."""
    found: list[Mention] = []
    end = 0
    for match in _KINDS.finditer(words):
        if match.start() < end:
            continue
        if match.lastgroup == "unknown" and found and match.start() < found[-1].end:
            continue  # "단거리 탄도미사일 추정 미상의 탄도미사일 1발"
        if found and match.lastgroup == "cruise" and _JOINED.fullmatch(words, end, match.start()):
            found[-1] = found[-1]._replace(kind="cruise")  # "long-range cruise missiles"
            end = match.end()
            continue
        joined = _SAME_NOUN.match(words, match.end())
        end = joined.end() if joined else match.end()
        if language == "en":
            number = _NUMBER_BEFORE.search(words, max(0, match.start() - 40), match.start())
        else:
            number = _NUMBER_AFTER.match(words, end)
        n = None if number is None else _number(number["n"])
        first = match.start() if number is None else min(match.start(), number.start("n"))
        last = end if number is None else max(end, number.end())
        found.append(Mention(str(match.lastgroup), first, last, n))
    if {mention.kind for mention in found} == {"unknown"}:
        return ()  # a word for any, but beside another kind: "an SRBM and an unidentified missile"
    return tuple(found)


def _number(word: str) -> Count:
    if word.lower() in _SEVERAL:
        return 2, "at_least"
    return few(word), "exact"


def marked(
    facts: Sequence[Fact],
    named: Sequence[Mention],
    words: str,
    language: Language,
    carried: str,
) -> tuple[list[Fact], str]:
    """The facts of a sentence with the kind that each is said of, and that of the next one's "it".

    Args:
        facts: with places in their sentence.
        named: the kinds that the sentence names.
        words: the sentence.
        language: of its words.
        carried: the kind that the sentence before was about.
    """
    if not facts:
        return [], ""
    fields = {fact.field for fact in facts}
    kinds = list(dict.fromkeys(mention.kind for mention in named))
    about = kinds[0] if len(kinds) == 1 else ""
    shot = "shot" in fields and bool(fields & {"count", "time"})
    if not named:
        kept = carried if _CARRIED.match(words) else ""
        return [f._replace(kind=kept) if f.field in _OWN else f for f in facts], kept
    told = [_of_kind(fact, named) if fact.field in _OWN else fact for fact in facts]
    if shot:
        for field in _TOLD_WITH:
            told = _each_own(told, field, named, language)
        told += [
            Fact(_SHOT, mention, mention.start, mention.end, facts[0].by)
            for mention in _first_of_each(named)
        ]
    return told, about


def _first_of_each(named: Sequence[Mention]) -> Iterable[Mention]:
    """Where each kind is named first."""
    first: dict[str, Mention] = {}
    for mention in named:
        first.setdefault(mention.kind, mention)
    return first.values()


def _of_kind(fact: Fact, named: Sequence[Mention]) -> Fact:
    """A figure with the kind named last before it, not that of "the other one"."""
    if fact.missile == REST:
        return fact
    before = [mention.kind for mention in named if mention.start < fact.start]
    return fact._replace(kind=before[-1]) if before else fact


def _each_own(
    facts: list[Fact], field: str, named: Sequence[Mention], language: Language
) -> list[Fact]:
    """As in "…7時に平壌からICBM1発を、8時に内陸部から短距離2発を": a time, a place for each."""
    own: dict[int, str] = {}
    for at, fact in enumerate(facts):
        if fact.field != field:
            continue
        if language == "en":
            near = [mention for mention in named if mention.start < fact.start][-1:]
        else:
            near = [mention for mention in named if mention.start > fact.start][:1]
        own[at] = (near or list(named)[-1:])[0].kind
    if len(set(own.values())) < _FEWEST and len({mention.kind for mention in named}) > 1:
        return facts
    return [fact._replace(kind=own[at]) if at in own else fact for at, fact in enumerate(facts)]


# --- salvos --------------------------------------------------------------------------------------


def allotted(salvos: Sequence[list[Fact]]) -> list[list[Fact]]:
    """Salvos of one day, each with what is said of the kinds that were fired in it.

    A figure of a kind goes to the one salvo of that kind; in a salvo of several kinds the missiles
    are numbered by kind.
    """
    fired = [_fired(facts) for facts in salvos]
    homes: dict[str, int] = {}
    for at, own in enumerate(fired):
        for kind in own:
            homes[kind] = -1 if kind in homes else at
    if len(homes) < _FEWEST:
        return [_without_shots(facts) for facts in salvos]
    result: list[list[Fact]] = [[] for _ in salvos]
    for at, facts in enumerate(salvos):
        for fact in facts:
            generic = fact.kind == "ballistic" and "ballistic" not in homes
            kind = "" if generic and fact.field in _TOLD_WITH else _known(fact.kind, homes)
            home = homes.get(kind, -1)
            moves = fact.field in _OWN and home >= 0 and kind not in fired[at]
            result[home if moves else at].append(fact._replace(kind=kind))
    return [
        _without_shots(_numbered(facts, own) if len(own) > 1 else facts)
        for facts, own in zip(result, fired, strict=True)
    ]


def _fired(facts: Sequence[Fact]) -> dict[str, Count | None]:
    """The kinds that a salvo fires, and how many of each."""
    fired: dict[str, Count | None] = {}
    for fact in facts:
        if fact.field == _SHOT:
            fired[fact.value.kind] = fired.get(fact.value.kind) or fact.value.n
    if "ballistic" in fired and len(fired.keys() & _BALLISTIC) > 1:
        del fired["ballistic"]  # "three ballistic missiles, one of them an ICBM"
    return fired


def _known(kind: str, fired: Iterable[str]) -> str:
    """A kind as it was named when it was fired: "ballistic" where the other one is "cruise"."""
    same = [other for other in fired if other in _BALLISTIC]
    alike = len(same) == 1 and "ballistic" in {kind, same[0]} and kind in _BALLISTIC
    return same[0] if alike else kind


def _without_shots(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.field != _SHOT]


def _numbered(facts: list[Fact], fired: dict[str, Count | None]) -> list[Fact]:
    """The facts of a salvo with a number for each kind, where all its figures are of kinds."""
    figures = [fact for fact in facts if fact.field in {"range", "apogee"}]
    told = {fact.kind for fact in figures if fact.kind or not fact.missile}
    listed = any(fact.several for fact in figures)
    if listed or not told or not told <= fired.keys():
        return facts
    known = {fact.kind: fact.missile for fact in facts if fact.field == "time" and fact.missile}
    if any(fact.kind and fact.missile not in {None, known.get(fact.kind)} for fact in facts):
        return facts
    order = {kind: known.get(kind, at) for at, kind in enumerate(fired, start=1)}
    if len(set(order.values())) < len(order):
        return facts
    numbered = [
        fact._replace(missile=order[fact.kind])
        if fact.kind in order and fact.field in {*_OWN, *_TOLD_WITH}
        else fact
        for fact in facts
    ]
    if any(fact.field == "group" for fact in facts):
        return numbered
    shots = {fact.value.kind: fact for fact in facts if fact.field == _SHOT}
    counted = [
        shots[kind]._replace(field="of_kind", value=n, missile=order[kind])
        for kind, n in fired.items()
    ]
    return [*counted, *numbered]
