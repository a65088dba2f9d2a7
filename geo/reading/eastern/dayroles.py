"""What a day in a Japanese or Korean sentence is the day of."""

import re
from collections.abc import Sequence

from geo.reading import roles
from geo.reading.clocks import ABROAD
from geo.reading.lexicon import Token

_DATELINE = re.compile(r"발(?!사)|発(?!射)")  # "평양 7월 13일발", "平壌13日発"
_SAID = re.compile(
    r"(?:\([^)]{1,8}\))?[、, ]{0,2}(?:に|까지|오전|오후)?[、, ]{0,2}"
    r"(?:発表|明らか|述べ|報じ|主張|公表|伝え"
    r"|밝혔|발표|보도|전했|말했|주장|공개|확인했)"
    r"|、(?:国営(?:メディア|テレビ)|朝鮮中央(?:通信|テレビ))[^、。]{0,8}(?:発表|伝え|報じ|明らか)"
)
_TOLD = re.compile(
    r"(?:방송|통신|신문)?(?:[이가은는]|에|が|は|に)? ?"
    r"(?:전했|보도했|말했|밝혔|알렸|伝えた|報じた|語った)"
)
_ACCORDING = re.compile(r"(?:에 따르면|によると|によれば|の発表によ)[^。.]{0,24}(?:전날|前日)")
_MEDIA_SAY = re.compile(  # "28일 더힌두 등 인도 매체에 따르면 인도 국방부는 전날 …"
    r" [^.,]{0,24}(?:매체|언론|통신|신문)(?:들)?에 따르면[^.]{0,30}전날"
)
_TELLS = re.compile(r"[은는は][^。]{0,200}(?:했다|밝혔|전했|주장|보도|した|伝えた|報じた)")
_NUCLEAR = re.compile(r"[^。.]{0,60}(?:核実験|핵실험)")
_FIRED = re.compile(r"発射|発(?=を)|발사|쏘|쐈")
_EARLIER = re.compile(r"앞서|これに先立|それ以前")
_CONFERENCE = re.compile(
    r"(?:未明|午前|午後|夜|朝|夕)?[、, ]{0,2}(?:の|に)?(?:緊急の?|臨時の?)?"
    r"(?:記者)?会見(?:し|を開|で|を行)|"
    r"(?:未明|午前|午後|夜|朝)?に?(?:開かれた|行われた|開いた)[^。、]{0,20}会見"
    r"|(?:(?:午前|午後)[0-9]{1,2}時[0-9分半]{0,3}から)?、[^。、]{0,30}(?:会議|本部)を[^。、]{0,12}(?:開|設置)"
)
_CLAIMED = re.compile(r",.{0,200}(?:주장|선포|공개)(?:했|하였)")  # "북한이 15일, … 주장했다"
_HISTORY = re.compile(
    r"(?:未明|早朝|朝|夕方|夜|晩)?[ の]{0,2}"
    r"(?:の発射(?:より|に比べ|と比べ)|に発射した[^、。]{1,16}(?:より|に比べ|と比べ)"
    r"|以来|以後|以降|に次ぐ|に続|のミサイルと|の発射以|이후|에 이어|이래|와 비교|보다"
    r"|부터는|로부터|に発射された(?:もの|ミサイル|飛翔体)と(?:よく)?(?:似|同))"
)
_CAPTION = re.compile(r"사진|写真|撮影|촬영")
_PICTURED = re.compile(r"[〈<(\[【(▲△]? ?(?:사진|写真)")  # a caption from its first word
_CAPTION_HEAD = re.compile(r"[▲△▶](?![^.]{0,200}다\.?$)")
_ELAPSED = re.compile(  # "쏜 지 일주일 만", "발사 뒤 사흘만"
    r"[^.。]{0,60}(?:지|뒤|뒤로|후|이후|이래) "
    r"(?:[가-힣]{1,3} ?|[0-9]{1,3}(?:일|주|개월|년) ?)만(?!큼)"
)
_BEFORE_THAT = re.compile(r"(?:전날|하루 ?전|이틀 ?전|사흘 ?전)인 $")
_PHOTO = re.compile(r"(?:에|の)? ?(?:사진|写真)")  # when a picture came out
_CLOCK_AT = 5  # letters between a day and the time beside it
_HIST_AT = 12  # letters between "last" or "since" and a day


def role(text: str, tokens: Sequence[Token], day: Token) -> roles.Role:
    """What a day of a sentence is the day of."""
    before = [token for token in tokens if token.end <= day.start]
    bracketed = text[day.start - 1 : day.start] == "("
    if bracketed and before and before[-1].role == "day" and not _is_abroad(tokens, day):
        return role(text, tokens, before[-1])  # "today (the 18th)"
    if (day.value.full or _PICTURED.match(text)) and _CAPTION.search(text):
        return "past"
    if _is_heading(text, tokens, day):
        return "dateline"
    if _is_past(text, before, day):
        return "past"
    if not _is_statement(text, tokens, before, day):
        return "launch"
    voices = [*before[-2:], *filter(None, [_voice_after(text, tokens, day)])]
    media = any(token.role == "agency" and token.value.state == "PRK" for token in voices)
    return "dateline" if media else "statement"


def _is_abroad(tokens: Sequence[Token], day: Token) -> bool:
    """As in "LA 시간 14일(금) 저녁 8시33분": one of two days, on another clock."""
    abroad = any(
        token.role == "clock" and token.value.zone in ABROAD
        and 0 <= token.start - day.end <= _CLOCK_AT
        for token in tokens
    )  # fmt: skip
    return abroad and roles.has_other_day(tokens, day)


def _is_heading(text: str, tokens: Sequence[Token], day: Token) -> bool:
    """Whether it is the day of the story, or of a launch on another clock."""
    posted = roles.PUBLISHED.search(text, max(0, day.start - 14), day.start) is not None
    if posted or text[day.start - 1 : day.start] in {"【", "["} or _is_stamp(text, day):
        return True
    if text.startswith("付", day.end):
        return True  # "10日付の労働新聞"
    dateline = day.start <= roles.HEAD and _DATELINE.match(text, day.end) is not None
    return dateline or _is_abroad(tokens, day)


def _is_past(text: str, before: Sequence[Token], day: Token) -> bool:
    """Whether it is the day of an earlier launch, of a nuclear test or an anniversary."""
    if text[day.start - 1 : day.start] == "(" and text[day.end : day.end + 1] == ")":
        return True  # "the anniversary (on the 10th)"
    if _CAPTION_HEAD.match(text) or _ELAPSED.match(text, day.end):
        return True
    recent = any(token.role == "hist" and day.start - token.end <= _HIST_AT for token in before)
    nearby = (t for t in before if day.start - t.end <= roles.QUOTED)
    said = _EARLIER.search(text, max(0, day.start - 16), day.start)
    earlier = said is not None and '"' not in text[said.end() : day.start]
    if recent or (earlier and all(token.role != "agency" for token in nearby)):
        return True
    if _BEFORE_THAT.search(text, 0, day.start) or _PHOTO.match(text, day.end):
        return True
    nuclear = _NUCLEAR.match(text, day.end)
    if nuclear is not None and not _FIRED.search(nuclear.group()):
        return True
    return _HISTORY.match(text, day.end) is not None


def _is_statement(text: str, tokens: Sequence[Token], before: Sequence[Token], day: Token) -> bool:
    """Whether it is the day on which somebody spoke."""
    if day.value.kind == "before" and any(token.role == "day" for token in before):
        return False  # "28일 … 매체에 따르면 국방부는 전날 …"
    last = before[-1] if before else None
    close = last is not None and day.start - last.end <= roles.QUOTED
    if close and last is not None and last.role == "agency":
        return not _is_quoted_later(text, before, day)
    named = close and last is not None and last.role == "name" and last.value.state
    if named and _CLAIMED.match(text, day.end):
        return True
    if _MEDIA_SAY.match(text, day.end):
        return True
    after = next((token for token in tokens if token.start >= day.end), None)
    if after is not None and after.role == "agency" and _ACCORDING.match(text, after.end):
        return True  # "22일 방위성에 따르면 북한은 전날 …"
    if _voice_after(text, tokens, day) is not None:
        return True
    if after is not None and after.role != "agency":
        after = None
    # "けさの労働新聞は…", "… 쏘았다고 31일 NHK방송이 전했다"
    if after and (text[day.end : after.start] == "の" or _TOLD.match(text, after.end)):
        return True
    return bool(_SAID.match(text, day.end) or _CONFERENCE.match(text, day.end))


def _voice_after(text: str, tokens: Sequence[Token], day: Token) -> Token | None:
    """Who speaks right after a day: "19일 조선중앙통신은 … 주장했다"."""
    after = next((token for token in tokens if token.start >= day.end), None)
    if after is None or after.role != "agency" or text[day.end : after.start] not in {" ", "、"}:
        return None
    return after if _TELLS.match(text, after.end) else None


def _is_quoted_later(text: str, before: Sequence[Token], day: Token) -> bool:
    """As in "합참은 25일 “우리 군은 어제 … 포착했다”고 밝혔다": the day of what was said."""
    opened = text.rfind('"', 0, day.start)
    quoted = opened >= 0 and text.count('"', 0, day.start) % 2 == 1
    return quoted and any(token.role == "day" and token.end <= opened for token in before)


def _is_stamp(text: str, day: Token) -> bool:
    """As in "[신화사 서울 2월 9일] …", "2024.3.18 (도쿄=…": what a story begins with."""
    bracketed = text.startswith(("[", "【")) and text[day.end : day.end + 1] in {"]", "】"}
    full = day.value.full
    if full and day.start == 0 and text[day.end : day.end + 2] == " (":
        return True
    apart = text[day.start - 1 : day.start] == " " and text[day.end : day.end + 1] in {"", " "}
    title = "。" not in text and not text.endswith("다.")
    return bracketed or (full and apart and title)
