"""Where it came down, in whose waters, and over whose land it flew: Japanese and Korean."""

import re

from geo.reading import names
from geo.reading.eastern.clause import Clause
from geo.reading.facts import Verdict
from geo.reading.lexicon import Token

_INNER = re.compile(r"[内外]の")
_NO_AREA = re.compile(
    r"水域|EEZ|標的|目標|初めて|すで$|既$|ところ|もの|것|수역|^の?[内外]側?$|^(?:안|밖|바깥|안쪽|내|바깥쪽|각각|지점|곳|해역|위치|地点|位置|正確|정확히)$|[,、]|ぶり|[0-9][時시분分]"
)
_VERBAL = re.compile(r"(?:[해한후뒤를을가며고여쯤께경에]|으로|에서|은|는)$")
_HAD_SAID = re.compile(  # "EEZの外としていたこれまでの説明を改め"
    r"[^。、]{0,30}?と(?:推定される|みられる)?旨?を?お知らせし(?:たところ|ましたが)|[^。、]{0,30}?と(?:し|説明し|推定し|発表し|お知らせし|公表し)てい(?:た|ました)|[^.,]{0,30}?(?:했다가|했던|다던)"
)
_FAR = 20  # letters between "above" and "passed"
_TOPIC = re.compile(r"[ルの弾発体]は、?")  # "the missile …" is no place
_WORDS = 4  # of a Korean noun phrase
_LANDING_IS = re.compile(r"(?:した|たの|したの)?のは|は|지점은|한 (?:곳|것)은")
_JOIN = re.compile(r"[の에 ]{0,2}")
_BRACKETED = re.compile(r"\([^)]{1,30}\)")  # "EEZ(沿岸から200カイリ)の外"
_ABOVE = re.compile(
    r"작전|사령부|함대|軍|艦隊|司令|(?:의|の)? ?(?:상공|上空)|(?:으)?로 나가지 않|[가이]? ?아[니닌]"
)  # flown over, not fallen into
_ALL_PIECES = re.compile(r"いずれも|[23]つとも|すべて|全て|모두")
_AIM = 28  # letters after a sea in which the verb of firing stands
_NEAR = 12  # letters between a name and what passed over it
_RUMOUR = re.compile(  # "EEZ内に落下したとの報道を否定し"
    r"[^。、]{0,16}との(?:一部)?(?:報道|見方|情報)を否定"
    r"|[^.,]{0,16}다는 [^.,]{0,8}(?:사실이 아니|부인)"
)
_AREAS = re.compile(  # that ships were warned to stay out of
    r"(?:危険|警戒|航行禁止|落下(?:予想|予定|見込み)|落下が(?:予想|予定|見込ま)(?:さ)?れる)"
    r"(?:区域|水域|海域)"
    r"|(?:위험|낙하 ?예상|낙하 ?예정|항행 ?금지) ?(?:구역|해역|수역|지역)"
)
_SOME_AREAS = re.compile(
    r"[0-9二三](?:つの(?:区域|水域|海域)|[カか]所)|(?:[0-9]|두|세|네) ?곳"
)  # the same, where nothing was fired or fell


def read(clause: Clause) -> None:
    """Keep where something fell, the verdicts and the flights over land."""
    if not _AREAS.search(clause.text):
        _seas(clause)
    for _, token in clause.present("fall"):
        _area(clause, token)
    for index, token in () if _warns(clause) else clause.present("eez"):
        previous = clause.tokens[index - 1] if index else None
        if previous is None or previous.role != "eez" or token.start - previous.end > 2:
            _zone(clause, index)
    _overflights(clause)


def _warns(clause: Clause) -> bool:
    """Whether a sentence is about areas that ships were warned to stay out of."""
    if _AREAS.search(clause.text):
        return True
    fired = clause.has("launch", "fall", "fly")
    return not fired and _SOME_AREAS.search(clause.text) is not None


# --- where -------------------------------------------------------------------------------------


def _seas(clause: Clause) -> None:
    pieces = clause.has("debris") and not _ALL_PIECES.search(clause.text)
    falls = [token for _, token in clause.present("fall")]
    denied = bool(falls) and all(_is_denied(clause, token) for token in falls)
    fell = bool(falls) and not pieces and (not denied or clause.has("eez"))
    landed: list[tuple[str, Token, int]] = []
    for index, token in clause.present("name"):
        if "sea" not in token.value.groups:
            continue
        sea = names.sea(token.value.written)
        if sea is None or _ABOVE.match(clause.text, token.end):
            continue
        aimed = clause.tongue.towards.match(clause.after(token.end, _AIM)) is not None
        shot = any(t.role == "launch" and 0 < t.start - token.end <= 30 for t in clause.tokens)
        if clause.telegraphic or (aimed and (shot or not fell)):
            if clause.telegraphic or clause.has("launch", "pass", "fly"):
                span = token.start, token.end
                clause.fact("sea", (sea, False), span, clause.missile(index))
        elif fell:
            landed.append((sea, token, index))
    if len({sea for sea, _, _ in landed}) == 1:  # of pieces in several seas none is the landing
        for sea, token, index in landed:
            clause.fact("sea", (sea, True), token.span, clause.missile(index))


def _is_denied(clause: Clause, fall: Token) -> bool:
    """As in "日本海には落下しなかった"."""
    return clause.tongue.not_fallen.match(clause.text, fall.end, clause.end) is not None


def _area(clause: Clause, fall: Token) -> None:
    """The words that say where it fell."""
    if clause.has("debris") or clause.tongue.no_fall.match(clause.text, fall.end):
        return
    found = clause.tongue.area_first.search(
        clause.text, fall.start, min(fall.start + 90, clause.end)
    )
    if found is None or found.start() > fall.start + 8:
        window = max(0, fall.start - 90)
        before = clause.tongue.area.finditer(clause.text, window, min(fall.end + 2, clause.end))
        found = next((each for each in reversed(list(before)) if each.end() <= fall.end + 1), None)
    if found is None:
        return
    words, start = _noun_phrase(clause, found[1], found.start(1))
    if len(words) >= 2 and not _NO_AREA.search(words):
        index = next(i for i, token in enumerate(clause.tokens) if token is fall)
        clause.fact("area", words, (start, start + len(words)), clause.missile(index))


def _noun_phrase(clause: Clause, words: str, start: int) -> tuple[str, int]:
    """The last words without what belongs to the verbs before them."""
    inner = _INNER.match(words)
    if inner is not None:
        words, start = words[inner.end() :], start + inner.end()
    if clause.line.language == "ko":
        kept: list[str] = []
        for word in reversed(words.split(" ")):
            if not word or _VERBAL.search(word) or len(kept) == _WORDS:
                break
            kept.insert(0, word)
        phrase = " ".join(kept)
        return phrase, start + len(words) - len(phrase)
    cut = max((found.end() for found in _TOPIC.finditer(words)), default=0)
    words, start = words[cut:], start + cut
    return words.strip(), start + len(words) - len(words.lstrip())


# --- whose waters ------------------------------------------------------------------------------


def _zone(clause: Clause, index: int) -> None:
    tokens, last = clause.tokens, index
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].role == "eez"
        and tokens[last + 1].start - tokens[last].end <= 2
    ):
        last += 1
    verdict = _verdict(clause, index, last)
    rumour = _RUMOUR.match(clause.text, tokens[last].end) is not None
    if verdict is not None and not rumour:
        value = Verdict(_owner(clause, index), *verdict)
        side = tokens[last + 1] if last + 1 < len(tokens) else tokens[last]
        end = side.end if side.role in {"inside", "outside"} else tokens[last].end
        clause.fact("claim", value, (tokens[index].start, end), clause.missile(index))


def _owner(clause: Clause, index: int) -> str:
    """Whose zone it is: the state named just before, else Japan's."""
    start = clause.tokens[index].start
    for token in reversed(clause.tokens[:index]):
        if token.role == "japan" or start - token.end > 12:
            break
        if token.role == "name" and token.value.state and start - token.end <= 4:
            return str(token.value.state)
    return "JPN"


def _verdict(clause: Clause, index: int, last: int) -> tuple[str, str] | None:
    """Inside or outside, and how sure; None where no landing is told."""
    tongue, zone = clause.tongue, clause.tokens[last]
    if tongue.unseen.match(clause.text, zone.end, clause.end):
        return "outside", "none_seen"
    if tongue.short_of.match(clause.text, zone.end, clause.end):
        return "outside", _certainty(clause, index)
    side = _side(clause, index, last)
    if side is None:
        return None
    falls = (t for t in clause.tokens[last + 1 :] if t.role in {"fall", "arrive"})
    fall = next(falls, None)
    rest = "" if fall is None else clause.after(fall.end, 30)
    if tongue.no_fall.match(rest):
        return None
    if tongue.unsure.match(rest):
        return "unknown", "stated"
    other = "outside" if side == "inside" else "inside"
    if tongue.unlikely.match(rest):
        return other, "possible"
    if tongue.not_seen.match(rest):
        return other, "none_seen"
    after = clause.tokens[last + 1].end if last + 1 < len(clause.tokens) else clause.end
    denied = tongue.is_not.match(clause.text, after) or tongue.not_fallen.match(rest)
    return other if denied else side, _certainty(clause, index)


def _side(clause: Clause, index: int, last: int) -> str | None:
    """The side of a zone that is named; None where nothing is said to have fallen there."""
    tongue, zone = clause.tongue, clause.tokens[last]
    end = zone.end + (clause.text[zone.end : zone.end + 1] == ")")
    bracketed = _BRACKETED.match(clause.text, end)
    end = end if bracketed is None else bracketed.end()
    following = next((t for t in clause.tokens[last + 1 :] if t.start >= end), None)
    side = None
    if following is not None and following.role in {"inside", "outside"}:
        side = following.role if _JOIN.fullmatch(clause.text, end, following.start) else None
    elif tongue.fell_in.match(clause.text, zone.end, clause.end) or (
        _fell_at(clause, index) and tongue.is_it.match(clause.text, end)
    ):
        side = "inside"
    said = following is not None and (
        tongue.is_it.match(clause.text, following.end)
        or (clause.timed_item and following.end == clause.end)  # "①14時56分頃 約350km EEZ外"
    )
    return side if said or clause.has("fall", "est", "flying", "arrive") else None


def _fell_at(clause: Clause, index: int) -> bool:
    """As in "落ちたのは…": the landing is what the sentence is about."""
    falls = (token for token in clause.tokens[:index] if token.role == "fall")
    return any(_LANDING_IS.match(clause.text, token.end) for token in falls)


def _certainty(clause: Clause, index: int) -> str:
    token, tongue = clause.tokens[index], clause.tongue
    for at, other in enumerate(clause.tokens[:index]):
        zones = any(t.role == "eez" for t in clause.tokens[at:index])
        if other.role == "initial" and token.start - other.end <= 60 and not zones:
            return "initial"
    if clause.has("corrected"):
        taken_back = _HAD_SAID.match(clause.text, token.end)
        return "initial" if taken_back else "corrected"
    rest = clause.text[token.start : clause.end]
    if clause.has("flying") or tongue.future.search(rest) or tongue.maybe.search(rest):
        return "possible"
    return "estimated" if clause.has("est") else "stated"


def _overflights(clause: Clause) -> None:
    for index, token in clause.present("pass"):
        if clause.tongue.not_passed.match(clause.after(token.end, 48)):
            continue
        before = clause.tokens[:index]
        above = next((t for t in reversed(before) if t.role == "over"), None)
        start = token.start  # "over Aomori, towards the Pacific, passed": what is above counts
        if above is not None and token.start - above.end <= _FAR:
            start = above.start
        over = [t for t in before if _is_japan(t) and 0 <= start - t.end <= _NEAR]
        if over and not clause.is_first_word(over[-1].start, token.end):
            span = over[-1].start, token.end
            listed = clause.line.item is not None  # "⑤ 通過時刻 …"
            missile = None if listed else clause.missile(index)
            clause.fact("claim", Verdict("JPN", "overflew", "stated"), span, missile)


def _is_japan(token: Token) -> bool:
    """Whether a token is Japan, a place in it, or "our country"."""
    if token.role == "name":
        return names.in_japan(token.value.written)
    return token.role == "japan" or (token.role == "agency" and token.value.rank < 0)
