"""When a missile was fired: Japanese and Korean."""

import re

from geo.reading import clocks
from geo.reading.clocks import ABROAD, Clock
from geo.reading.eastern.clause import Clause
from geo.reading.lexicon import Token

_TOLD_AT = re.compile(  # when it was said, or a picture taken
    r"=[0-9年月日 ]{3,14}$|(?:알린|밝힌|발표한|전한) (?:것|때)[은이] (?:[0-9]{1,2}일 )?$"
    r"|(?:出した|発表した|公表した|知らせた)のは(?:[0-9]{1,2}日)?$"
)
_STAMP = re.compile(r"[^時刻日:] ?[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日 ?$")  # ends a heading
_POSTED = re.compile(r" ?(?:現在|時点|현재|配信|更新|公開|掲載|投稿|송고|입력)")
_QUOTE = re.compile(r"(?:께|쯤|경| ?무렵|頃|ごろ)?에?(?: 다시)?[ 、,]{0,2}[\"「]")
_CORRECTED = re.compile(r"\"(?:이?라고|고|며) (?:다시 )?(?:정정|수정|번복)|」と(?:訂正|修正)")
_BY_OURS = re.compile(r" ?\((?:日本時間|韓国時間|(?:한국|일본) ?시[간각])(?:の|으로)? ?[同동]? ?$")
_THEN_OURS = re.compile(  # "2시 48분, 우리 시간으로 3시 18분"
    r"(?:께|쯤|경|에)?, ?(?:우리|한국|서울) ?시[간각](?:으?로|은|의)? ?(?=[0-9오새])"
)
_PYONGYANG_BEHIND_MIN = 30  # from August 2015 to May 2018
_MINUTES_LATER = re.compile(r" ?(?:後|뒤|후)(?:に|에)?(?:は|는)?")
_LATER_AT = 9  # tokens from the first time to the number of the second
_COUNTED = frozenset({"rounds", "rest", "another"})
_OF_FIRST = _COUNTED | {"missile", "kind", "name", "near", "from", "plain", "neg"}
_ONE_OF = re.compile(r"(?:頃|ごろ)?の[1一]発は")
_AND_NEXT = re.compile(r"(?:頃|ごろ)?(?:で|でした|だった|です)?(?:[、。]|$)")
_AT_HEAD = re.compile(r"会見(?:録|要旨)?\([^)]{0,24}$")  # "会見(令和7年11月7日 13時05分)"
_ALERT = re.compile(r"[ 　]{0,3}「ミサイル(?:発射|通過|落下)")  # lines of what was broadcast
_INFORMED = re.compile(  # when it was heard of, or on the air
    r"(?:頃|ごろ)?、?[^。]{0,60}(?:情報を受け|連絡を受け|通報を受け)"
    r"|(?:から|に)?「[^」]{1,14}」を(?:放送|報道)"
)
_AT_CONFERENCE = re.compile(
    r"(?:께|쯤|경|頃|ごろ)?(?:からの|の|に|에|부터)?[ 、,]{0,2}(?:열린 |開かれた|緊急|臨時|긴급 )?"
    r"(?:記者会見|会見|기자 ?회견|회견|브리핑|ブリーフィング|기자들에게|記者団"
    r"|(?:국방부 )?(?:출입)?기자단?에게? |문자(?: ?메시지| ?공지)|언론 ?공지)"
)
_CONFERENCE = re.compile(r"会見(?:\(.{0,8}\))?(?:に臨|に応|を行|を開|で)")
_MEETING = re.compile(
    r"(?:頃|ごろ)?(?:から|に|より|부터|에)?、?[^。、]{0,30}(?:会議|会合|閣議|本部)を[^。、]{0,12}(?:開|設置)"
    r"|(?:께|쯤|경)?(?:부터|에)? [^.,]{0,24}(?:회의|본부)를 [^.,]{0,8}(?:열|개최|소집)"
    r"|(?:께|쯤|경)?(?:까지|부터|에)? ?(?:열린|진행된) [^.,]{0,12}(?:회의|회견|브리핑)"
    r"|(?:께|쯤|경)?에? [^.,]{0,16}중대 ?보도"
)
_WARNED = re.compile(r"Jアラート|警報")
_PLANNED = re.compile(r"(?:打ち上げる|発射する)と(?:予告|通告|通報)")
_OF_MISSILE = re.compile(r"した(?:短距離|中距離|長距離|大陸間)?(?:弾道)?(?:ミサイル|飛翔体|もの)")
_SAID_THAT = re.compile(r"と(?:発表|明らか|推定|述べ|説明|みて|みられ)")
_AT_ITS_TIME = re.compile(r" ?(?:께|경|쯤|頃|ごろ)?(?:의|の) ?")
_TIME_OF = re.compile(  # "the time was …"
    r"(?:발사 ?)?(?:시각|시간)[은이] (?:각각 |한국시간 |현지시간 )?(?:[0-9]{1,2}일 )?$"
    r"|発射(?:された|した|があった)?のは(?:[0-9]{1,2}日)?$|発射時刻は(?:それぞれ)?(?:[0-9]{1,2}日)?$"
    r"|発射は(?:日本時間の?|現地時間の?)?(?:[0-9]{1,2}日)?$"
    r"|発射は[^、。]{2,14}から(?:[0-9]{1,2}日)?$"
)
_THEN_SAID = re.compile(r"(?:頃|ごろ)?、[^、。]{3,20}は、?北朝鮮[がは][^。]{0,60}と発表")
_SUCCEEDED = re.compile(r"성공했다고 (?:발표|보도|밝|전)|成功したと(?:発表|報じ)")
_SUBJECT_AND_DAY = 12  # letters: "는 오늘(4일) "
_OF_ORDINAL = re.compile(r"(?:は|が|[은는이가])[ 、,]{0,2}同?")
_STARTS = frozenset({"launch", "detect"})
_SUBJECT = frozenset({"が", "は", "は「", "는 ", "은 "})
_VERBS = frozenset({"launch", "fall", "pass", "detect"})
_HEAD = 4  # letters before the time of an item of a list
_BROADCAST = re.compile(r"[^가-힣]{0,2}(?:특별)?중대보도")  # when it was on the air
_IMPORTANT = re.compile(r"\)? ?(?:\([^)]{0,16}\))?の「?(?:特別)?重大(?:報道|放送)")
_ON_AIR = re.compile(r" ?(?:특별)?중대보도|[를을의]? ?(?:보도|방송)[를을]? 통해|の(?:重大)?放送で")
_OTHER_CLOCK_AT = 24  # letters between a time and the same on another clock
_SAID_AT = 5  # letters between a time and "announced"


def read(clause: Clause) -> None:
    """Keep the times of day at which something was fired or detected."""
    for index, token in clause.present("clock"):
        if _announced(clause, index) or _is_told_again(clause, token):
            continue
        if _THEN_OURS.match(clause.text, token.end):
            continue
        before = clause.tokens[index - 1] if index else token
        head = before.start if before.role == "day" else token.start  # "(1)昨日22時38分頃、…"
        listed = clause.line.item is not None and head <= _HEAD
        listed = listed or _is_of_ordinal(clause, index)
        listed = listed or clause.telegraphic
        if listed or _told_to_be(clause, token) or _happened(clause, index) in _STARTS:
            missile = _ordinal_after(clause, index) or clause.missile(index)
            second = None if missile else _later(clause, index)
            clause.fact("time", token.value, token.span, 1 if second else missile)
            if second is not None:
                clause.fact("time", *second, 2)


def _later(clause: Clause, index: int) -> tuple[Clock, tuple[int, int]] | None:
    """As in "午前1時20分ごろに1発、10分後にもう1発": when the second was fired, with its words."""
    following = clause.tokens[index + 1 : index + 1 + _LATER_AT]
    at = next((n for n, t in enumerate(following) if t.role == "amount"), None)
    if at is None or any(t.role not in _OF_FIRST for t in following[:at]):
        return None
    span = following[at]
    words = _MINUTES_LATER.match(clause.text, span.end)
    moved = clocks.later(clause.tokens[index].value, span.value)
    counted = next((t for t in following[at + 1 :] if t.role not in _OF_FIRST - _COUNTED), None)
    if words is None or moved is None or counted is None or counted.role not in _COUNTED:
        return None
    return (moved, (span.start, words.end())) if clause.has("launch") else None


def _is_told_again(clause: Clause, clock: Token) -> bool:
    """As in "하와이 현지시간 오후 10시40분(한국시간 오전 5시40분)": the one nearer home counts.

    Likewise "午前2時48分(日本時間同3時18分)", where Pyongyang kept a clock of its own.
    """
    for t in clause.tokens:
        if t.role == "clock" and 0 < t.start - clock.end <= _OTHER_CLOCK_AT:
            behind = t.value.minutes[0] - clock.value.minutes[0] == _PYONGYANG_BEHIND_MIN
            if behind and _BY_OURS.match(clause.text[: t.start], clock.end):
                return True
    if clock.value.zone not in ABROAD:
        return False
    others = [t for t in clause.tokens if t.role == "clock" and t.value.zone not in ABROAD]
    return any(
        0 <= max(t.start - clock.end, clock.start - t.end) <= _OTHER_CLOCK_AT for t in others
    )


def _is_of_ordinal(clause: Clause, index: int) -> bool:
    """As in "1発目は1時47分頃、2発目は1時53分頃で、いずれも…": when each was fired."""
    if index in clause.timed and _ONE_OF.match(clause.text, clause.tokens[index].end):
        return True  # "5時59分ごろの1発は最高高度約550キロで約300キロ、…"
    if index == 0 or clause.has("launch") or not clause.has("alt", "distance", "fly"):
        return False
    before, clock = clause.tokens[index - 1], clause.tokens[index]
    if any(token.role in {"fall", "pass"} for token in clause.tokens[index + 1 : index + 2]):
        return False
    beside = before.role.startswith("ordinal") and clause.text[before.end : clock.start] == "は"
    return beside and _AND_NEXT.match(clause.text, clock.end) is not None


def _told_to_be(clause: Clause, clock: Token) -> bool:
    """As in "합참이 밝힌 시각은 오전 6시 10분경이다"."""
    return _TIME_OF.search(clause.text, max(0, clock.start - 20), clock.start) is not None


def _announced(clause: Clause, index: int) -> bool:
    """As in "방위성은 9시 3분, 18일 오전 8시 24분쯤 …", "알린 것은 17일 오후 10시40분쯤"."""
    if _is_written_so(clause, clause.tokens[index]) or _is_of_meeting(clause, index):
        return True
    if _is_before_quote(clause, index):
        return True
    end = clause.tokens[index].end
    if _is_of_statement(clause, index) or _PLANNED.search(clause.text, end):
        return True
    if clause.tokens[index].value.is_span and _CONFERENCE.search(clause.text, end):
        return True
    following = clause.tokens[index + 1 : index + 3]
    if [token.role for token in following] != ["day", "clock"]:
        return False
    spoken = any(token.role == "agency" for token in clause.tokens[:index])
    return spoken and following[0].start - end <= 2


def _is_written_so(clause: Clause, clock: Token) -> bool:
    """Whether the words round a time alone tell that it is one of telling."""
    text, near = clause.text, max(0, clock.start - 20)
    if _TOLD_AT.search(text, near, clock.start) or _AT_HEAD.search(text, 0, clock.start):
        return True
    rest = text[clock.end : clause.end].strip()
    if _STAMP.search(text, near, clock.start) and (not rest or rest.startswith("【")):
        return True
    after = (_INFORMED, _ALERT, _IMPORTANT, _POSTED)
    return any(form.match(text, clock.end) for form in after)


def _is_of_meeting(clause: Clause, index: int) -> bool:
    """As in "発射されたのを受けて、県は午前8時半から会議を開いた"."""
    found = _MEETING.match(clause.text, clause.tokens[index].end)
    following = clause.tokens[index + 1 : index + 2]
    return found is not None and not any(
        token.role in _STARTS and token.start < found.end() for token in following
    )


def _is_of_statement(clause: Clause, index: int) -> bool:
    """As in "防衛省は18日午前9時10分、北朝鮮が発射した弾道ミサイルについて公表した"."""
    if _is_on_the_air(clause, index):
        return True
    end = clause.tokens[index].end
    spoken = [t for t in clause.tokens[index + 1 : index + 2] if t.role == "agency"]
    if spoken and _THEN_SAID.match(clause.text, end):
        return True  # "14日午前7時44分ごろ、合同参謀本部は…と発表しました"
    before = [token.role for token in clause.tokens[max(0, index - 2) : index]]
    if before != ["agency", "day"]:
        return False
    shot = next((t for t in clause.tokens[index + 1 :] if t.role == "launch"), None)
    if shot is None or _OF_MISSILE.match(clause.text, shot.end) is None:
        return False
    return _SAID_THAT.search(clause.text, shot.end) is None


def _is_before_quote(clause: Clause, index: int) -> bool:
    """As in "11시 23분 "북한이 7시 52분쯤 …"라고 밝혔다", "9時30分の会見で"."""
    end = clause.tokens[index].end
    if _AT_CONFERENCE.match(clause.text, end):
        return True
    if not _QUOTE.match(clause.text, end):
        return False
    before = [token for token in clause.tokens[:index] if token.role != "day"]
    spoken = bool(before) and before[-1].role == "agency"
    gap = clause.text[before[-1].end : clause.tokens[index].start] if spoken else ""
    again = any(token.role == "clock" for token in clause.tokens[index + 1 :])
    again = again or _CORRECTED.search(clause.text, end) is not None
    return again or (spoken and len(gap) <= _SUBJECT_AND_DAY)


def _is_on_the_air(clause: Clause, index: int) -> bool:
    """As in "조선중앙TV는 오늘 오후 3시30분께 … 시험발사에 성공했다고 발표했다"."""
    before = [t for t in clause.tokens[:index] if t.role != "day"]
    own = bool(before) and before[-1].role == "agency" and before[-1].value.state == "PRK"
    gap = clause.text[before[-1].end : clause.tokens[index].start] if own else ""
    succeeded = _SUCCEEDED.search(clause.text, clause.tokens[index].end, clause.end)
    return own and len(gap) <= _SUBJECT_AND_DAY and succeeded is not None


def _happened(clause: Clause, index: int) -> str:
    """What happened at a time: the next verb, else the one before."""
    token = clause.tokens[index]
    if _follows_subject(clause, index):
        return "launch"
    for other in clause.tokens[index + 1 :]:
        if other.role == "launch" and _is_of_warning(clause, token, other):
            return "said"
        if other.role == "agency" and _is_broadcast(clause, token, other):
            return "said"
        if other.role == "pass" and _fired_later(clause, index):
            return "launch"  # "at 6:57 fired … over Japan …"
        if _is_ordinal_of(clause, token, other):
            return "launch"  # "오후 6시 10분께의 첫 발은"
        if other.role in _VERBS:
            return other.role
        if other.role == "said" and other.start - token.end <= _SAID_AT:
            return "said"
    earlier = [other.role for other in clause.tokens[:index] if other.role in _VERBS]
    if earlier:
        return earlier[-1]
    return "launch" if clause.has("alt") and clause.has("distance", "length", "fly") else ""


def _follows_subject(clause: Clause, index: int) -> bool:
    """As in "発射が19時36分頃、…落下した", "2発目は同6時58分ごろで、約350キロ飛んだ"."""
    before = clause.tokens[index - 1] if index else None
    if before is None:
        return False
    gap = clause.text[before.end : clause.tokens[index].start]
    if before.role == "launch":
        return gap in _SUBJECT
    fell = any(t.role in {"fall", "pass"} for t in clause.tokens[index + 1 :])
    numbered = before.role.startswith("ordinal") and _OF_ORDINAL.fullmatch(gap) is not None
    return numbered and not fell


def _is_broadcast(clause: Clause, clock: Token, agency: Token) -> bool:
    """As in "12시 30분 특별중대보도", "12시 30분(평양시간 12시) 조선중앙TV 중대보도를 통해"."""
    if _BROADCAST.match(clause.text, clock.end, agency.end):
        return True
    own = agency.value.state == "PRK" and agency.start - clock.end <= _OTHER_CLOCK_AT
    return own and _ON_AIR.match(clause.text, agency.end) is not None


def _is_of_warning(clause: Clause, clock: Token, shot: Token) -> bool:
    """As in "Jアラートで7時29分に発射情報が"."""
    warned = _WARNED.search(clause.text, clock.end, shot.start) is not None
    return warned or clause.text.startswith("情報", shot.end)


def _is_ordinal_of(clause: Clause, clock: Token, token: Token) -> bool:
    """As in "6시 10분께의 첫 발", "6時10分頃の1発目"."""
    joined = _AT_ITS_TIME.fullmatch(clause.text, clock.end, token.start)
    return token.role.startswith("ordinal") and joined is not None


def _fired_later(clause: Clause, index: int) -> bool:
    """Whether the only time of a sentence is followed by a launch at its end."""
    alone = sum(token.role == "clock" for token in clause.tokens) == 1
    return alone and any(token.role == "launch" for token in clause.tokens[index + 1 :])


def _ordinal_after(clause: Clause, index: int) -> int | None:
    """As in "6時10分頃に発射した1発目": the ordinal after the verb."""
    tokens = clause.tokens
    if len(tokens[index].value.times) > 1:
        return None
    for at in range(index + 1, min(index + 4, len(tokens) - 1)):
        if tokens[at].role == "clock":
            break
        if at == index + 1 and _is_ordinal_of(clause, tokens[index], tokens[at]):
            return int(tokens[at].role[7:])
        alone = sum(token.role == "clock" for token in tokens) == 1
        if alone and tokens[at].role.startswith("ordinal") and tokens[at + 1].role == "launch":
            return int(tokens[at].role[7:])  # "8時5分には同じ場所から2発目を発射"
        if tokens[at].role == "launch" and tokens[at + 1].role.startswith("ordinal"):
            close = tokens[at + 1].start - tokens[at].end <= 6
            return int(tokens[at + 1].role[7:]) if close else None
    return None
