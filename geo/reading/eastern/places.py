"""Where a missile was fired from and which way: Japanese and Korean."""

import re
from collections.abc import Sequence

from geo.reading import names
from geo.reading.eastern.clause import Clause, point
from geo.reading.lexicon import Token

_SUBJECT = re.compile(r"は|が|による|の|이|가|은|는|에서")
_TELLS = re.compile(r"は|が|によ[るりれ]|은|는|이|가|에 따르면")
_FORCES = re.compile(
    r"(?:の)?(?:イスラム)?(?:革命防衛隊|(?:ロケット|戦略|海|空)?軍|国防省|政府)(?:は|が)"
    r"| ?(?:혁명수비대|(?:로켓|전략|해|공)?군|국방부|정부)(?:은|는|이|가)"
)
_IF_FIRED = re.compile(
    r"[^。.,、]{0,6}(?:(?:쏘았|쐈|발사했|쏜)다면(?!서)|撃てば|撃った場合|発射すれば)"
)
_ALONE = re.compile(
    r" ?(?:일대|인근|부근|지역|一帯|付近|近郊|周辺|省?沿岸)?"
    r"(?:(?:から|より)(?:[0-9]{1,2}発)?|서(?= ))?(?:[,.、。:]|$|(?<=서) | (?=最高|飛翔|約?[0-9]))"
)
_DIRECTION_IS = re.compile(r"方向(?:は|:)「?$|방향[은:] ?$")
_TO_SEA = re.compile(r"の(?:日本海|東海|太平洋|黄海)(?:上)?(?:に向け|へ|に(?:向けて)?)発射")
_LINE = re.compile(r"(?:NLL|한계선|분계선)(?:\(NLL\))? $|약간 $")  # "NLL 남쪽으로": over a line
_MOVES = frozenset({"launch", "fly", "detect"})
_TOPIC = frozenset("은는は")
_AND_ANOTHER = re.compile(r"(?:及び|と|や|、|과 |와 |, )(?=[北東南西북동남서])")
_CARRIED_OUT = re.compile(r"行われ|行った|行い|実施され|実施した|[진단]행[됐되]|이뤄졌|실시[됐되]")
_IT_WAS = re.compile(r"(?:だった|でした|であった)")
_FALL = re.compile(r"(?:落下|着弾|낙하) ?$")
_TELL_THEIR_OWN = frozenset({"CHN", "RUS", "IND"})
_AFLOAT = re.compile(r"해상|앞바다|해역|바다|海上|海域|沖")
_SAME_PLACE = re.compile(
    r"(?:同じ(?:場所|地点|発射場|所|地域|付近)|同所|同地)(?:付近)?から"
    r"|같은 ?(?:곳|장소|지역|지점|발사장)(?: ?일대)?에서"
)
_AZIMUTH = re.compile(r"방위각|方位角")
_LABEL = re.compile(
    r"(?:[・●○※-] ?)?(?:飛翔|発射|발사|비행)? ?(?:方向|방향) ?(?::|は|은 )"
    r"|[北東南西]{1,3}(?:方向|向き)。?$"
)
_MANY = 3
_SITE_FAR = 24  # letters between "the launch site was" and its name
_SAID_FROM = 5


def read(clause: Clause) -> None:
    """Keep what a sentence says of where from and which way."""
    _launch(clause)
    _direction(clause)


def _launch(clause: Clause) -> None:
    state = _state(clause)
    shot = next((token for _, token in clause.present("launch")), None)
    if shot is not None:
        clause.fact("shot", state, shot.span)
    elif clause.telegraphic and clause.has("clock"):
        clause.fact("shot", state, clause.tokens[0].span)
    origins = [(at, f) for at, _ in clause.present("name") if (f := _origin(clause, at, state))]
    own = {clause.missile(at) for at, _ in origins} if clause.timed else set()
    if len(own) > 1:  # "7시 40분 순안에서 1발을, 8시 39분 개천에서 2발을": each its own
        for missile in own:
            _keep(clause, [each for each in origins if clause.missile(each[0]) == missile])
    else:
        _keep(clause, origins)
    same = _SAME_PLACE.search(clause.text)
    if shot is not None and not origins and same is not None:
        clause.fact("same_place", None, same.span())
    for _, token in clause.present("sub", "ship"):
        if shot is not None:
            platform = "ship" if token.role == "ship" else "submarine"
            clause.fact("platform", platform, token.span)


def _keep(clause: Clause, origins: Sequence[tuple[int, tuple[str, str]]]) -> None:
    """Keep the closest of some origins; of four sites none is that of all."""
    best: tuple[int, int, tuple[str, str]] | None = None
    for index, found in origins:
        rank = names.rank(*found)
        if best is None or rank > best[0] or _within(clause, best[1], index, rank - best[0]):
            best = rank, index, found
    sites = {found for _, found in origins if found[0] == "place"}
    if best is None or len(sites) >= _MANY or _is_last_of_many(clause, best[1]):
        return
    _, index, found = best
    name = clause.tokens[index]
    clause.fact("launch", (*found, name.value.written), name.span, clause.missile(index))


def _origin(clause: Clause, index: int, state: str) -> tuple[str, str] | None:
    """What a name means where a launch came from it, else None."""
    token = clause.tokens[index]
    name: names.Name = token.value
    if not name.groups & {"launch_site", "land"}:
        return None
    item = clause.line.item is not None and clause.has("clock") and not clause.has("launch")
    if (clause.telegraphic or item) and _ALONE.match(clause.text, token.end):
        return names.launch(name.written, state)
    after = clause.tongue.after_name.match(clause.text, token.end, clause.end)
    if after is None or not _goes_on(clause, index, after.end()):
        site = next((t for t in clause.tokens[:index] if _is_site(clause, t)), None)
        if site is None or token.start - site.end > _SITE_FAR or _is_bearing_point(clause, index):
            return _before_unknown(clause, index, state) if after is None else None
    if name.state and "launch_site" not in name.groups:
        if name.state == "PRK" and clause.line.language == "ko":
            return None  # 북한에서: in North Korea, not from
        return names.launch(name.written, state)
    if name.generic and state not in {"", "PRK"}:
        return None
    afloat = after is not None and _AFLOAT.search(after.group()) is not None
    off = "沖" if clause.line.language == "ja" else " 앞바다"
    at_sea = names.launch(f"{name.written}{off}", state) if afloat else None
    return at_sea or names.launch(name.written, state)


def _is_bearing_point(clause: Clause, index: int) -> bool:
    """As in "地点は平壌の北方約50km": where it is seen from."""
    following = clause.tokens[index + 1 : index + 3]
    return [token.role for token in following] == ["compass", "amount"]


def _is_site(clause: Clause, token: Token) -> bool:
    """A word for the place of a launch, not "落下場所は"."""
    return token.role == "site" and not _FALL.search(clause.before(token.start, 3))


def _is_last_of_many(clause: Clause, index: int) -> bool:
    """As in "평양 순안, 평안남도 개천, 함경남도 함흥 일대에서": sites side by side."""
    listed = [
        token
        for token in clause.tokens[:index]
        if token.role == "name"
        and "launch_site" in token.value.groups
        and clause.text[token.end : token.end + 1] in {",", "、", "·"}
    ]
    return len(listed) >= _MANY - 1


def _within(clause: Clause, whole: int, part: int, rank: int) -> bool:
    """As in "구성시 방현 비행장", "원산 호도반도": the second of two names is the closer one."""
    first, second = clause.tokens[whole], clause.tokens[part]
    gap = clause.text[first.end : second.start]
    return rank == 0 and gap in {" ", "시 ", "군 ", "市", "郡", "市の", "郡の", "の", "・"}


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
    told = next((t for t in clause.tokens if t.start >= end - 1 and t.role != "day"), None)
    carried_out = _CARRIED_OUT.match(clause.text, end) is not None
    if (
        not carried_out
        and told is not None
        and told.role == "said"
        and told.start - end <= _SAID_FROM
    ):
        return False  # "평양에서 29일 전한": the place of a story
    if not moves and _IT_WAS.match(clause.text, end):
        return True  # "…を発射したと発表した。新浦付近からだった。"
    if not moves:  # "①9時6分頃:北朝鮮西岸付近から、最高高度…", "7日 順安から2発"
        return clause.telegraphic or (clause.line.item is not None and clause.has("clock"))
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
        forces = _forces(clause, token)
        if forces:
            return forces
    return clause.line.state or _firing(clause)


def _forces(clause: Clause, shot: Token) -> str:
    """As in "イラン革命防衛隊は…発射した": the forces of a state, where it is not named alone."""
    for other in clause.tokens:
        state = other.value.state if other.role == "name" and other.end <= shot.start else ""
        if state not in {"", "JPN", "KOR", "USA"} and _FORCES.match(clause.text, other.end):
            return str(state)
    return ""


def _firing(clause: Clause) -> str:
    """As in "中国国防省は、ロケット軍がICBMを発射したと発表": who tells of a launch of its own."""
    told = [t for t in clause.spoken if t.value.state in _TELL_THEIR_OWN]
    named = any(t.role == "name" and t.value.state not in {"", "JPN"} for t in clause.tokens)
    own = bool(told) and not named and _TELLS.match(clause.text, told[0].end) is not None
    return str(told[0].value.state) if own and clause.has("launch") else ""


def _direction(clause: Clause) -> None:
    given = _AZIMUTH.search(clause.text) or _LABEL.match(clause.text)
    if not (given or clause.telegraphic or clause.has("launch", "fly", "detect", "pass")):
        return
    for index, token in clause.present("compass"):
        aimed = token.value[1] == "heading" or clause.tongue.heading.match(
            clause.after(token.end, 12)
        )
        if _LINE.search(clause.text, max(0, token.start - 8), token.start):
            continue
        if _IF_FIRED.match(clause.text, token.end):
            continue
        to_sea = _TO_SEA.match(clause.text, token.end) is not None
        aimed = aimed or (to_sea and not clause.word(token).endswith("方"))
        aimed = aimed or _DIRECTION_IS.search(clause.text, max(0, token.start - 8), token.start)
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
