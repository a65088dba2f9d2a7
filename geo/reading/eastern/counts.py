"""How many missiles were fired: Japanese and Korean."""

import re
from collections.abc import Iterator

from geo.reading.eastern import parts
from geo.reading.eastern.clause import Clause
from geo.reading.facts import REST
from geo.reading.numbers import few

_NATIVE = re.compile(
    r"(?<![가-힣])(?:(한|두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?|(?<![一-龥])([一二三四五六七]))$"
)
_TENS = re.compile(r"(?<![가-힣])(?:(십여|十数)|(수십|数十)) ?$")  # more than ten, dozens
_DIGITS = re.compile(r"([0-9]{1,3}) ?(여)? ?$")
_LOWER = re.compile(r"(?<![0-9])([0-9]{1,2}) ?[、,~-] ?$")  # "2、3発", "2~3발"
_UNITS = re.compile(
    r"(?:미사일|발사체|로켓|[IS][CL]BM)\)?"
    r"(?: ?['\"][^'\"]{2,12}['\"])? ?([0-9]{1,3}) ?기(?=[를가는의이 ,.])"
    r"|항적 ([0-9]) ?개"
    r"|([0-9]) ?개의 (?:극초음속)?(?:비행체|미사일|발사체)"
    r"|(?<![0-9])([0-9]{1,2})基(?:の(?:極超音速|弾道ミサイル)|を(?:打ち上げ|発射))"
    r"|(?<![0-9])([0-9]{1,2})기의 [가-힣《》0-9 -]{0,24}(?:미[사싸]일|로케트|탄)"
)
_EACH_ONE = re.compile(
    r"(?:それぞれ|各)(?:1発|一発)|각각? ?(?:1발|한 ?발)(?!씩?과)|(?:1|한) ?발씩|1発ずつ"
)
_OF_THEM = re.compile(r"(?<![가-힣])(두|세|네|다섯) (?:단거리 )?(?:탄도)?(?:미사일|발사체)")
_TOGETHER = re.compile(r"([23두세]) ?[発발] ?(?:とも|모두)")
_NOT_ROUNDS = re.compile(
    r"目|(?:の(?:弾道)?ミサイル)?(?:のほか|以外)|ずつ|째|씩|당|화|사| 사|見|電|生|표|언|행|전|射"
)
_OTHER_ROUNDS = re.compile(
    r"(?:うち|もう|残り?|残りの|他の|ほかの|別の|나머지|다른|가운데|중|또) ?$"
)
_AT_LEAST = re.compile(r"(?:少なくとも|最低|최소|적어도|최소한)(?:計|合計)? ?$")
_IN_ALL = re.compile(
    r"[이가] ?(?:된다|됐|되었|됩니다)|に(?:なった|なる|上った|達した|上る)"
)  # so far
_FIRED = re.compile(r"発射(?:され)?た$|발사[된한] ?$")  # "the one that was fired"
_OR_MORE = re.compile(r" ?(?:以上|이상|余り|あまり)")
_ABOUT = re.compile(r"(?:約|およそ|약) ?$")
_OR_SO = re.compile(r" ?(?:近く|程度|前後|ほど|가량|정도|안팎)")
_AT_MOST = re.compile(r"(?:最大|최대) ?$")
_TOPIC = frozenset("은는は")
_SIDE_BY_SIDE = re.compile(r"[、 ]?[0-9]{1,3} ?[発발](?:及び|と|、|과 |, |와 )[0-9]{1,3} ?[発발]")
_PIECES = re.compile(r" ?(?:破片|落下物|部品|파편|잔해|재진입체|탄두|再突入体|弾頭)")
_MODEL = re.compile(  # as state media name one, and a satellite's launcher
    r"《[^》]{2,14}》(?:형(?!.{0,20}(?:미사일|미싸일|로케트|탄)들)| ?시험발사)"
    r"|(?:은하|천리마|광명성)[- ]?[0-9]?(?:호|형)['\"》]? ?[을를] (?:발사|쏘)"
    r"|(?:銀河|千里馬|光明星)[- ]?[0-9]?(?:号|型)?[」』]を(?:発射|打ち上げ)"
)
_MOST = 1_000
_SHOTS = ("launch", "detect", "missile", "fly")


def read(clause: Clause) -> None:
    """Keep the first number of missiles that a sentence gives, and which of them failed."""
    _failures(clause)
    _in_parts(clause)
    if len(clause.parts) <= 1:
        _of_all(clause)


def _in_parts(clause: Clause) -> None:
    """As in "このうち3発はEEZ内に、残る1発はEEZ外に": how many of them fell where."""
    for part in clause.parts:
        clause.fact("group", part.n, clause.tokens[part.at].span, part.missile)
    if len(clause.parts) > 1:
        n = sum(part.n for part in clause.parts)
        clause.fact("came_down", (n, "exact"), clause.tokens[clause.parts[0].at].span)


def _of_all(clause: Clause) -> None:
    """Keep the first number that is said of all, and how many are told of together."""
    for _, token in clause.present("rest"):
        if "2" in clause.word(token):  # 残りの2発
            clause.fact("group", 2, token.span, REST)
    told = clause.has("launch", "detect", "fall", "fly", "missile", "eez", "distance", "alt")
    if not (told or clause.telegraphic):
        return
    if _one_each(clause):
        return  # "それぞれ２発及び１発": how many of each, not of all
    salvos = _at_times(clause)
    if salvos:
        clause.fact("count", (sum(n for n, _ in salvos), "exact"), salvos[0][1])
        for missile, (n, span) in enumerate(salvos, start=1):
            clause.fact("group", n, span, missile)
        return
    singly = _one_at_a_time(clause)
    if singly is not None:
        clause.fact("count", *singly)
        return
    _first_said(clause)


def _first_said(clause: Clause) -> None:
    """Keep the first number, and how many missiles an item of a list is about."""
    item = clause.line.item
    for value, start, end in _said(clause):
        if item is not None and clause.timed_item and value[1] == "exact":  # "①7時44分頃、2発を"
            clause.fact("group", value[0], (start, end), item)
        fell = clause.has("fall", "eez") and not clause.has(*_SHOTS)
        clause.fact("came_down" if fell else "count", value, (start, end))
        if not clause.is_first_word(start, end):
            return  # "at first two, …, later one"
    model = _MODEL.search(clause.text)
    if (
        model is not None
        and clause.has("launch", "fly", "alt")
        and not clause.is_past(model.start())
    ):
        clause.fact("count", (1, "the"), model.span())


def _said(clause: Clause) -> Iterator[tuple[tuple[int, str], int, int]]:
    """The numbers of missiles, each with its bound and place."""
    for index, token in clause.present("several", "each", "rounds", "oneof", "another"):
        found = None
        if token.role == "several":
            pieces = _PIECES.match(clause.text, token.end) is not None
            tens = clause.text[token.start - 1 : token.start] == "十"  # 十数発
            value = (10, "at_least") if tens else (2, "several")
            found = None if pieces else (value, token.start - tens, token.end)
        elif token.role == "each":
            together = _TOGETHER.match(clause.text, token.start)
            if together is not None:
                found = (few(together[1]), "exact"), *together.span()
        elif token.role == "another" or (
            token.role == "oneof" and _alone(clause, index, token.start)
        ):
            found = (1, "exact"), token.start, token.end
        elif token.role == "rounds":
            found = _rounds(clause, index)
        if found is not None:
            yield found
    pair = _OF_THEM.search(clause.text)
    if pair is not None and not clause.is_past(pair.start(1)):
        yield (few(pair[1]), "exact"), *pair.span(1)
    units = _UNITS.search(clause.text)
    if units is not None and not clause.is_past(units.end()):
        yield (int(next(filter(None, units.groups()))), "exact"), *units.span()


def _failures(clause: Clause) -> None:
    """As in "1発目は爆発した": a missile that the figures of all are not of."""
    for index, token in clause.present("fail"):
        missile = clause.missile(index)
        if missile is not None:
            clause.fact("failed", None, token.span, missile)


def _one_each(clause: Clause) -> bool:
    """Whether "respectively" is followed by several numbers of missiles side by side."""
    for _, token in clause.present("each"):
        if clause.word(token) in {"それぞれ", "各々", "각각"}:
            return _SIDE_BY_SIDE.match(clause.text, token.end) is not None
    return False


def _at_times(clause: Clause) -> list[tuple[int, tuple[int, int]]]:
    """As in "7時40分に1発を、8時39分に2発を発射": how many at each time, with their words."""
    first = min(clause.timed, default=0)
    rounds = [
        (at, token)
        for at, token in clause.present("rounds")
        if at > first and not parts.is_sum(token, clause.text)
    ]
    if len(rounds) != len(clause.timed) or not clause.has("launch"):
        return []
    counts = [found for at, _ in rounds if (found := _rounds(clause, at)) is not None]
    exact = [(n, (start, end)) for (n, bound), start, end in counts if bound == "exact"]
    return exact if len(exact) == len(rounds) else []


def _one_at_a_time(clause: Clause) -> tuple[tuple[int, str], tuple[int, int]] | None:
    """As in "6時30分頃と6時40分頃に、それぞれ1発", "5시와 6시에 한 발씩": as many as times."""
    found = _EACH_ONE.search(clause.text)
    if found is None or clause.is_past(found.start()):
        return None
    before = [t for t in clause.tokens if t.role == "clock" and t.end <= found.start()]
    times = [time for token in before if not token.value.is_span for time in token.value.times]
    alone = len(times) > 1 and not any(token.value.band for token in before)
    return ((len(times), "exact"), found.span()) if alone else None


def _alone(clause: Clause, index: int, start: int) -> bool:
    """As in "미사일 1발은 66분간 비행": one missile, with no word of another."""
    before = clause.tokens[index - 1] if index else None
    if before is None or clause.has("rest"):
        return False
    return before.role == "missile" and start - before.end in {0, 1}


def _rounds(clause: Clause, index: int) -> tuple[tuple[int, str], int, int] | None:
    """The number before 発 or 발, with its bound."""
    token = clause.tokens[index]
    if _NOT_ROUNDS.match(clause.text, token.end) or _IN_ALL.match(clause.text, token.end):
        return None
    head = clause.text[max(0, token.start - 12) : token.start]
    tens = _TENS.search(head)
    if tens is not None:
        start = token.start - len(tens.group())
        return (10 if tens[1] else 20, "at_least"), start, token.end
    digits = _DIGITS.search(head)
    native = None if digits else _NATIVE.search(head)
    written = digits or native
    if written is None:
        return None
    n, start = few(written[1] or written[2]), token.start - len(written.group())
    before, after = clause.text[max(0, start - 8) : start], clause.text[token.end : token.end + 4]
    if (
        not 1 <= n <= _MOST
        or (n == 1 and clause.has("rest"))
        or _OTHER_ROUNDS.search(before)
        or (
            n == 1
            and after[:1] in _TOPIC
            and not _alone(clause, index, start)
            and not _FIRED.search(before)
        )
    ):
        return None
    lower = _LOWER.search(clause.text, max(0, start - 6), start) if digits else None
    if lower is not None and 0 < int(lower[1]) < n:
        return (int(lower[1]), "at_least"), lower.start(), token.end
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
