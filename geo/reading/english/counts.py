"""How many missiles were fired: English."""

import re
from itertools import pairwise

from geo.reading.english.clause import Clause
from geo.reading.facts import REST

_INTO_WATER = re.compile(
    r"\b(?:into|towards?|in) (?:the |its )?(?:[a-z]+ )?(?:sea|waters|ocean)\b", re.IGNORECASE
)
_WERE_FIRED = re.compile(r" (?:were|have been|had been) (?:test-)?(?:fired|launched)\b")
_ADJECTIVES = 40  # letters between "fired" and "missiles"
_MODEL = re.compile(  # "a Minuteman 3 missile"
    r"\b(?:minuteman|trident|hwasong|hwasal|pukguksong|nodong|rodong|musudan|agni|polaris"
    r"|topol|shahab|sejjil|hatf|ghauri)[ -]$"
)
_OTHERS = re.compile(  # "a missile system" is no missile, "five missiles of its own" an answer
    r" of (?:its|their) own\b"
    r"| (?:systems?|defen[cs]es?|program(?:me)?s?|technology|units?|forces?|bases?"
    r"|administration|(?:general )?bureau)\b",
    re.IGNORECASE,
)
_COUNT_BOUNDS = (
    ("at least", "at_least"), ("no less than", "at_least"), ("more than", "over"), ("over", "over"),
    ("about", "about"), ("around", "about"), ("some", "about"), ("approximately", "about"),
    ("roughly", "about"), ("up to", "at_most"), ("as many as", "at_most"), ("nearly", "about"),
    ("an estimated", "about"),
)  # fmt: skip
_DEFINITE = re.compile(
    r"\b(?:the|its|north korea's|the north's|pyongyang's"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)?day's|today's|yesterday's)"
    r" (?:[a-z0-9-]{1,20} ){0,3}$"
)
_HEADLINE = re.compile(r" (?:that|fired|launched|which|was|flew|from)\b")
_STOPS_COUNT = frozenset({"fly", "fall", "launch", "said", "alt", "clock", "day", "amount", "eez"})
_BOTH = re.compile(
    r"both (?:of the |of them\b|the )?(?:[a-z-]{2,20} ){0,3}(?:missiles|projectiles)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"(?:missile|rocket)(?: left| leaves|s leave)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_KEPT = re.compile(  # "The Air Force keeps about 400 of the missiles"
    r"\b(?:keeps?|has|have|maintains?|deploys?|operates?) (?:about |some |around |more than )?$"
)
_STAGES = re.compile(r"[ -]stage")  # "a three-stage missile"
_TALLY = re.compile(
    r"\b(?:within|in) (?:a|the (?:past|last)|two|three) (?:week|month|year)s?\b[^.]*\bin total\b"
    r"|\bsince the (?:start|beginning) of (?:the|this) year\b"
    r"|\b(?:had|has) (?:tested|fired|launched) [^.]{0,60}\b(?:so far )?this year\b"
    r"|\b(?:had|has|have) not (?:tested|fired|launched|flown|conducted)\b"
)
_AT_FIRST = re.compile(r"\b(?:at first|initial(?:ly)?|originally)\b")
_AND = frozenset({" and ", " and the "})
_PAIR = 2
_EITHER = frozenset({" or ", " to ", "-", " - "})
_FROM_EACH = re.compile(r"(?:missiles?|rockets?|projectiles?) (?:from|at) each\b")
_ARTICLE = re.compile(r"[Aa]n? ")
_LAUNCHES_OF = re.compile(r"\b(?:launches|tests|firings|flights) of $")  # "of a new missile"
_MORE = re.compile(r" more\b(?! than\b)")
_NUMBERS = {"two": 2, "three": 3}
_SHOTS = ("launch", "detect", "fly")
_THE = re.compile(r"\bthe $")
_DRILL = re.compile(r" (?:launch(?:ing)?|firing) (?:drill|exercise|training)s?\b")
_OF_THEM = re.compile(r" of (?:them|the missiles|the projectiles)\b")


def read(clause: Clause) -> None:
    """Keep the numbers of missiles that a sentence gives, and which of them failed."""
    _failures(clause)
    _groups(clause)
    moved = clause.has("launch", "detect", "fall", "fly", "eez", "reach", "rise")
    if not (moved or clause.launches()) or _TALLY.search(clause.text) or clause.warns:
        return
    if clause.timed and clause.has("launch", "detect"):
        _at_times(clause)
    elif clause.parts:
        first = clause.tokens[next(iter(clause.parts))]
        clause.fact("count", (sum(clause.parts.values()), "exact"), first.span)
    else:
        _first_said(clause)


def _at_times(clause: Clause) -> None:
    """As in "one missile at 7:40 a.m. and two missiles at 8:39 a.m."."""
    total = 0
    for missile, at in enumerate(clause.timed.values(), start=1):
        token = clause.tokens[at]
        noun = next((t for t in clause.tokens[at:] if t.role == "missile"), token)
        n = int(token.value) if token.role == "number" else 1
        clause.fact("group", n, (token.start, noun.end), missile)
        total += n
    clause.fact("count", (total, "exact"), clause.tokens[next(iter(clause.timed.values()))].span)


def _first_said(clause: Clause) -> None:
    """Keep the first number that is no mere "the missile"."""
    for index, token in enumerate(clause.tokens):
        if clause.is_past(token.start):
            continue
        found = None
        left = token.role == "launch" and _LEFT.match(clause.text, token.start)
        drill = _DRILL.match(clause.text, token.end)  # "a missile launching drill"
        named = token.role == "missile" and not (drill or _OTHERS.match(clause.text, token.end))
        if named or left:
            found = _counted(clause, index)
        elif token.role == "launch" and clause.lower(index) == "launches":
            found = _launches(clause, index)
        elif token.role == "each" and _BOTH.match(clause.text, token.start):
            found = (2, "exact"), token.start
        elif token.role == "number" and _MORE.match(clause.text, token.end):
            found = _more(clause, index)
        elif token.role == "number" and _OF_THEM.match(clause.after(token.end, 20)):
            found = _number(clause, index)
        if found is not None:
            value, start = found
            fell = clause.has("fall", "eez") and not (clause.has(*_SHOTS) or clause.launches())
            clause.fact("came_down" if fell else "count", value, (start, token.end))
            loose = _ARTICLE.match(clause.text, start) is not None
            clause.facts[-1] = clause.facts[-1]._replace(loose=loose)
            if value[1] != "the":
                return


def _more(clause: Clause, index: int) -> tuple[tuple[int, str], int] | None:
    """As in "On Aug. 6, it launched two more": those of another day."""
    token = clause.tokens[index]
    verb = clause.tokens[index - 1] if index else None
    fired = verb is not None and verb.role == "launch" and token.start - verb.end == 1
    if not (fired and clause.has("day")):
        return None
    return _number(clause, index)


def _groups(clause: Clause) -> None:
    """As in "two of them …, the other two": how many missiles are told of together."""
    for index, token in clause.present("rest"):
        following = clause.tokens[index + 1 : index + 2]
        beside = following and clause.between(token, following[0]) == " "
        if beside and following[0].role == "number" and following[0].value.isdecimal():
            n = int(following[0].value)
        else:
            n = next((n for word, n in _NUMBERS.items() if word in clause.lower(index).split()), 1)
        if n > 1:
            clause.fact("group", n, token.span, REST)
    for missile, (index, n) in enumerate(clause.parts.items(), start=1):
        if n > 1:
            clause.fact("group", n, clause.tokens[index].span, missile)
    _ordinal_groups(clause)
    for index, token in clause.present("number"):
        if not clause.parts and clause.is_group(index):
            clause.fact("group", int(token.value), token.span, 1)


def _ordinal_groups(clause: Clause) -> None:
    """As in "the first two flew 400 km", "the third and fourth missiles"."""
    for first, second in pairwise(clause.tokens):
        if not first.role.startswith("ordinal") or clause.is_past(first.start):
            continue
        n, gap = int(first.role[7:]), clause.between(first, second)
        if gap == " " and n == 1 and second.role == "number" and second.value.isdecimal():
            clause.fact("group", int(second.value), (first.start, second.end), 1)
        elif gap in _AND and second.role == f"ordinal{n + 1}":
            clause.fact("group", _PAIR, (first.start, second.end), n + 1)


def _failures(clause: Clause) -> None:
    """As in "the second blew up": a missile that the figures of all are not of."""
    if not clause.has("fail") or clause.has("if", "able", "maybe"):
        return
    if _AT_FIRST.search(clause.text):
        return
    for index, token in clause.present("fail"):
        missile = clause.missile(index)
        if missile is not None and missile > 0 and not clause.denied(index):
            clause.fact("failed", None, token.span, missile)


def _counted(clause: Clause, index: int) -> tuple[tuple[int, str], int] | None:
    """The number of a noun such as "missiles" with its bound; ``the`` for "the missile"."""
    noun = clause.tokens[index]
    plural = clause.lower(index).endswith("s")
    for at in range(index - 1, -1, -1):
        token = clause.tokens[at]
        gap = clause.text[token.end : noun.start]
        compound = token.role == "launch" and clause.text[token.start - 1 : token.start] == "-"
        another = token.role == "number" and not plural and _THE.search(gap)
        if len(gap) > 90 or another or re.search(r"[;.]", gap):
            break  # "residents of three prefectures, saying the missile …"
        if token.role in _STOPS_COUNT and not compound:  # "a submarine-launched missile" is one
            break
        if token.role == "several":
            return (2, "several"), token.start
        if token.role in {"pair", "dozen"}:
            bound, start = _bound_before(clause, token.start)
            return (2 if token.role == "pair" else 12, bound), start
        if token.role in {"single", "article"}:
            if (
                token.role == "article"
                and at
                and clause.tokens[at - 1].role in {"number", "several"}
            ):
                continue
            launches = _LAUNCHES_OF.search(clause.text, max(0, token.start - 16), token.start)
            return None if plural or launches else ((1, "exact"), token.start)
        if token.role == "number":
            return _or_more(clause, at) or _number(clause, at)
    if plural:
        return ((2, "several"), noun.start) if _fired(clause, index) else None
    return ((1, "the"), noun.start) if _is_the_one(clause, index) else None


def _is_the_one(clause: Clause, index: int) -> bool:
    """As in "the missile", "North Korea's weapon": one that is known."""
    noun = clause.tokens[index]
    head = noun.start == 0 and _HEADLINE.match(clause.text, noun.end) is not None
    definite = head or _DEFINITE.search(clause.before(noun.start, 40))
    told_apart = not clause.peaks and clause.has("ordinal1", "ordinal2", "ordinal3", "rest")
    return bool(definite) and clause.lower(index) != "weapon" and not told_apart


def _fired(clause: Clause, index: int) -> bool:
    """As in "fired short-range ballistic missiles on Friday", "missiles were fired": some."""
    noun = clause.tokens[index]
    told = clause.has("clock") or any(clause.is_today(token) for token in clause.tokens)
    told = told or _INTO_WATER.search(clause.text) is not None
    if not told or clause.has("hist", "since", "able", "if", "craft", "size"):
        return False
    if _WERE_FIRED.match(clause.text, noun.end):
        return True
    verb = clause.tokens[index - 1] if index else None
    adjectives = 0 if verb is None else noun.start - verb.end
    return verb is not None and verb.role in {"launch", "kind"} and adjectives <= _ADJECTIVES


def _launches(clause: Clause, index: int) -> tuple[tuple[int, str], int] | None:
    """As in "the two launches were at 5:34 and 5:50": one missile for each of the times."""
    previous = clause.tokens[index - 1] if index else None
    if (
        previous is None
        or previous.role != "number"
        or clause.tokens[index].start > previous.end + 1
    ):
        return None
    times = [len(t.value.times) for t in clause.tokens if t.role == "clock"]
    found = _number(clause, index - 1)
    return found if found is not None and found[0] in [(n, "exact") for n in times] else None


def _number(clause: Clause, at: int) -> tuple[tuple[int, str], int] | None:
    token = clause.tokens[at]
    digits = str(token.value)
    if not digits.isdigit() or not 1 <= int(digits) <= 1000:
        return None
    if _ORDINAL.match(clause.text, token.end) or _STAGES.match(clause.text, token.end):
        return None  # "the 8th missile of the year"
    before = clause.before(token.start, 24)
    if _KEPT.search(before):
        return None
    if (
        _MODEL.search(before)
        or before.endswith("-")
        or clause.after(token.end, 7).lower().startswith(" other")
    ):
        return None  # "a Minuteman 3 missile", "four other missiles"
    if _FROM_EACH.search(clause.text, token.end, token.end + 40):
        return None  # "two missiles from each site"
    if digits != "1" and before.endswith(("first ", "last ")):
        return None  # "the first two missiles flew …"
    if digits == "1" and _OF_THEM.match(clause.after(token.end, 20)):
        return None  # "at least one of them flew 400 km"
    bound, start = _bound_before(clause, token.start)
    the_one = re.search(r"(?:of the|these|those|last|first|second|the) $", before)
    if bound == "exact" and digits == "1" and the_one is not None:
        return None
    return (int(digits), bound), start


def _bound_before(clause: Clause, start: int) -> tuple[str, int]:
    """The bound that stands before a number, and where it begins."""
    before = clause.before(start, 24)
    for phrase, bound in _COUNT_BOUNDS:
        if before.endswith(phrase + " "):
            return bound, start - len(phrase) - 1
    return "exact", start


def _or_more(clause: Clause, at: int) -> tuple[tuple[int, str], int] | None:
    """As in "one or two missiles", "two to three missiles": at least the lower of them."""
    high = clause.tokens[at]
    low = next((t for t in reversed(clause.tokens[:at]) if t.role != "to"), None)
    if low is None or low.role != "number" or clause.between(low, high) not in _EITHER:
        return None
    ends = str(low.value), str(high.value)
    if not all(end.isdecimal() for end in ends) or not 1 <= int(ends[0]) < int(ends[1]):
        return None
    return (int(ends[0]), "at_least"), low.start
