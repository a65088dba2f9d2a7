"""Where a missile was fired from, when, how many and which way: Japanese and Korean."""

import re

from geo.reading import names
from geo.reading.eastern.clause import Clause, point

_NATIVE_NUMBERS = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "열": 10,
}  # fmt: skip
_NATIVE = re.compile(r"(?<![가-힣])(한|두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?$")
_DIGITS = re.compile(r"([0-9]{1,3}) ?(여)? ?$")
_TOGETHER = re.compile(r"([23두세]) ?[発발] ?(?:とも|모두)")
_NOT_ROUNDS = re.compile(r"目|ずつ|째|씩|당|화|사| 사|見|電|生|표|언|행|전|射")
_OTHER_ROUNDS = re.compile(
    r"(?:うち|もう|残り?|残りの|他の|ほかの|別の|나머지|다른|가운데|중|또) ?$"
)
_AT_LEAST = re.compile(r"(?:少なくとも|最低|최소|적어도|최소한)(?:計|合計)? ?$")
_OR_MORE = re.compile(r" ?(?:以上|이상|余り|あまり)")
_ABOUT = re.compile(r"(?:約|およそ|약) ?$")
_OR_SO = re.compile(r" ?(?:程度|前後|ほど|가량|정도|안팎)")
_AT_MOST = re.compile(r"(?:最大|최대) ?$")
_SUBJECT = re.compile(r"は|が|による|の|이|가|은|는|에서")
_VERBS = frozenset({"launch", "fall", "pass", "detect"})
_MOVES = frozenset({"launch", "fly", "detect"})
_TOPIC = frozenset("은는は")
_SIDE_BY_SIDE = re.compile(r"[、 ]?[0-9]{1,3} ?[発발](?:及び|と|、|과 |, |와 )[0-9]{1,3} ?[発발]")
_AND_ANOTHER = re.compile(r"(?:及び|と|や|、|과 |와 |, )(?=[北東南西북동남서])")
_HEAD = 4  # letters before the time of an item of a list
_BROADCAST = re.compile(r"[^가-힣]{0,2}(?:특별)?중대보도")  # when it was on the air
_CARRIED_OUT = re.compile(r"行われ|実施され|[진단]행[됐되]|이뤄졌|실시[됐되]")
_MOST = 1_000
_SAID_AT = 5  # letters between a time and "announced"


def read(clause: Clause) -> None:
    """Keep what a sentence says of where, when, how many and which way."""
    _times(clause)
    _launch(clause)
    _direction(clause)
    _count(clause)


# --- when --------------------------------------------------------------------------------------


def _times(clause: Clause) -> None:
    for index, token in clause.present("clock"):
        happened = _happened(clause, index)
        listed = clause.line.item is not None and token.start <= _HEAD
        if happened in {"launch", "detect"} or listed:
            missile = _ordinal_after(clause, index) or clause.missile(index)
            clause.fact("time", token.value, token.span, missile)


def _happened(clause: Clause, index: int) -> str:
    """What happened at a time: the next verb, else the one before."""
    token = clause.tokens[index]
    for other in clause.tokens[index + 1 :]:
        if other.role == "agency" and _BROADCAST.match(clause.text, token.end, other.end):
            return "said"
        if other.role == "pass" and _fired_later(clause, index):
            return "launch"  # "at 6:57 fired … over Japan …"
        if other.role in _VERBS:
            return other.role
        if other.role == "said" and other.start - token.end <= _SAID_AT:
            return "said"
    earlier = [other.role for other in clause.tokens[:index] if other.role in _VERBS]
    if earlier:
        return earlier[-1]
    return "launch" if clause.has("alt") and clause.has("distance", "fly") else ""


def _fired_later(clause: Clause, index: int) -> bool:
    """Whether the only time of a sentence is followed by a launch at its end."""
    alone = sum(token.role == "clock" for token in clause.tokens) == 1
    return alone and any(token.role == "launch" for token in clause.tokens[index + 1 :])


def _ordinal_after(clause: Clause, index: int) -> int | None:
    """As in "6時10分頃に発射した1発目": the ordinal after the verb."""
    tokens = clause.tokens
    for at in range(index + 1, min(index + 4, len(tokens) - 1)):
        if tokens[at].role == "clock":
            break
        if tokens[at].role == "launch" and tokens[at + 1].role.startswith("ordinal"):
            close = tokens[at + 1].start - tokens[at].end <= 6
            return int(tokens[at + 1].role[7:]) if close else None
    return None


# --- where from --------------------------------------------------------------------------------


def _launch(clause: Clause) -> None:
    state = _state(clause)
    shot = next((token for _, token in clause.present("launch")), None)
    if shot is not None:
        clause.fact("shot", state, shot.span)
    best: tuple[int, int, tuple[str, str]] | None = None
    for index, token in clause.present("name"):
        found = _origin(clause, index, state)
        if found is not None:
            rank = names.rank(*found)
            if best is None or rank > best[0]:
                best = rank, index, found
        del token
    if best is not None:
        _, index, found = best
        name = clause.tokens[index]
        value = (*found, name.value.written)
        clause.fact("launch", value, name.span, clause.missile(index))
    for _, token in clause.present("sub", "ship"):
        if shot is not None:
            platform = "ship" if token.role == "ship" else "submarine"
            clause.fact("platform", platform, token.span)


def _origin(clause: Clause, index: int, state: str) -> tuple[str, str] | None:
    """What a name means where a launch came from it, else None."""
    token = clause.tokens[index]
    name: names.Name = token.value
    if not name.groups & {"launch_site", "land"}:
        return None
    after = clause.tongue.after_name.match(clause.text, token.end, clause.end)
    if after is None:
        site = next((t for t in clause.tokens[:index] if t.role == "site"), None)
        if site is None or token.start - site.end > 14:  # "the launch site was …"
            return _before_unknown(clause, index, state)
    elif not _goes_on(clause, index, after.end()):
        return None
    if name.state and "launch_site" not in name.groups:
        if name.state == "PRK" and clause.line.language == "ko":
            return None  # 북한에서: in North Korea, not from
        return names.launch(name.written, state)
    if name.generic and state not in {"", "PRK"}:
        return None
    return names.launch(name.written, state)


def _goes_on(clause: Clause, index: int, end: int) -> bool:
    """Whether a launch or flight follows "from", not a distance to a landing."""
    moves = [t for t in clause.tokens if t.role in _MOVES and t.start >= end - 1]
    moves += [  # "発射は…、平壌近郊からで": the launch was from
        token
        for token in clause.tokens[:index]
        if token.role == "launch"
        and (
            clause.text[token.end : token.end + 1] in _TOPIC
            or _CARRIED_OUT.search(clause.text, end, end + 6)
        )
    ]
    later = [t for t in clause.tokens[index + 1 :] if t.start >= end - 1]
    if not moves:  # "①9時6分頃:北朝鮮西岸付近から、最高高度…"
        return clause.line.item is not None and clause.has("clock")
    if not later:
        return True
    if later[0].role == "compass" and later[0].value[1] == "bare":
        return len(later) < 2 or later[1].role != "amount"
    if later[0].role == "amount" and clause.has("fall"):
        return any(t.role in {"launch", "fly"} for t in clause.tokens[index + 1 : index + 5])
    return True


def _before_unknown(clause: Clause, index: int, state: str) -> tuple[str, str] | None:
    """A known region or town before a place that the gazetteer does not know."""
    token = clause.tokens[index]
    found = clause.tongue.unknown_place.match(clause.text, token.end, clause.end)
    if token.value.state or found is None:
        return None
    first, last = found.span(1)
    moves = any(t.role in _MOVES and t.start >= found.end() for t in clause.tokens)
    named = any(
        t.role == "name" and t.start < last and t.end > first for t in clause.tokens[index + 1 :]
    )
    if not moves or named:
        return None
    clause.fact("unknown", found[1], (first, last))
    return names.launch(token.value.written, state)


def _state(clause: Clause) -> str:
    """Whose launch the sentence is about."""
    for index, token in enumerate(clause.tokens):
        if token.role != "launch":
            continue
        for other in clause.tokens[:index]:
            if other.role != "name" or other.value.state in {"", "JPN", "KOR"}:
                continue
            if _SUBJECT.match(clause.after(other.end, 3)):
                return str(other.value.state)
    return clause.line.state


# --- which way, how many -----------------------------------------------------------------------


def _direction(clause: Clause) -> None:
    if not clause.has("launch", "fly", "detect", "pass"):
        return
    for index, token in clause.present("compass"):
        aimed = token.value[1] == "heading" or clause.tongue.heading.match(
            clause.after(token.end, 12)
        )
        beside = index and clause.tokens[index - 1].role == "name" and token.value[1] != "heading"
        if beside and clause.tokens[index - 1].end == token.start:
            continue  # 朝鮮半島東側の日本海: a side of the peninsula
        following = clause.tokens[index + 1] if index + 1 < len(clause.tokens) else None
        away = following is not None and following.role == "amount"
        another = following is not None and following.role == "compass"
        if another and _AND_ANOTHER.match(clause.text, token.end):
            return  # "南東方向及び東方向": one each, and nothing says which
        if aimed and not (away and clause.used.get(index + 1) != "range"):
            words = point(clause.word(token))
            clause.fact("direction", words, token.span, clause.missile(index))


def _count(clause: Clause) -> None:
    if not clause.has("launch", "detect", "fall", "fly", "missile", "eez", "distance", "alt"):
        return
    if _one_each(clause):
        return  # "それぞれ２発及び１発": how many of each, not of all
    for index, token in clause.present("several", "each", "rounds", "oneof"):
        found = None
        if token.role == "several":
            found = (2, "several"), token.start, token.end
        elif token.role == "each":
            together = _TOGETHER.match(clause.text, token.start)
            if together is not None:
                found = (_number(together[1]), "exact"), *together.span()
        elif token.role == "oneof":
            if _alone(clause, index, token.start):
                found = (1, "exact"), token.start, token.end
        else:
            found = _rounds(clause, index)
        if found is not None:
            value, start, end = found
            clause.fact("count", value, (start, end))
            return


def _one_each(clause: Clause) -> bool:
    """Whether "respectively" is followed by several numbers of missiles side by side."""
    for _, token in clause.present("each"):
        if clause.word(token) in {"それぞれ", "各々", "각각"}:
            return _SIDE_BY_SIDE.match(clause.text, token.end) is not None
    return False


def _alone(clause: Clause, index: int, start: int) -> bool:
    """As in "미사일 1발은 66분간 비행": one missile, with no word of another."""
    before = clause.tokens[index - 1] if index else None
    if before is None or clause.has("rest"):
        return False
    return before.role == "missile" and start - before.end in {0, 1}


def _rounds(clause: Clause, index: int) -> tuple[tuple[int, str], int, int] | None:
    """The number before 発 or 발, with its bound."""
    token = clause.tokens[index]
    if _NOT_ROUNDS.match(clause.text, token.end):
        return None
    head = clause.text[max(0, token.start - 12) : token.start]
    digits = _DIGITS.search(head)
    native = None if digits else _NATIVE.search(head)
    written = digits or native
    if written is None:
        return None
    n, start = _number(written[1]), token.start - len(written.group())
    before, after = clause.text[max(0, start - 8) : start], clause.text[token.end : token.end + 4]
    if (
        not 1 <= n <= _MOST
        or _OTHER_ROUNDS.search(before)
        or (n == 1 and after[:1] in _TOPIC and not _alone(clause, index, start))
    ):
        return None
    bound = "at_least" if digits and digits[2] else "exact"
    words = _AT_LEAST.search(before) or _ABOUT.search(before) or _AT_MOST.search(before)
    if _AT_LEAST.search(before) or _OR_MORE.match(after):
        bound = "at_least"
    elif _ABOUT.search(before) or _OR_SO.match(after):
        bound = "about"
    elif _AT_MOST.search(before):
        bound = "at_most"
    first = start if words is None else start - len(before) + words.start()
    return (n, bound), first, token.end


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NATIVE_NUMBERS[word]
