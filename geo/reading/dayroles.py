"""What a day in a sentence is the day of: a launch, a statement, a dateline, the past."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from geo.reading.clocks import FOREIGN
from geo.reading.lexicon import Token
from geo.reading.tokens import Scanned

if TYPE_CHECKING:
    from geo.reading.days import Day

Role = Literal["launch", "statement", "dateline", "past"]
DATELINE = re.compile(r"\)? ?(?:\([^)]{1,30}\))? ?(?:-|—|--|/|\(|, [A-Z]{4,20}: )")
_DATELINE_EAST = re.compile(r"발(?!사)|発(?!射)")  # "평양 7월 13일발", "平壌13日発"
PUBLISHED = re.compile(
    r"(?:(?:Published|Posted|Updated|Modified)(?: on)?|Date:?|date|입력|수정|등록|송고"
    r"|配信|公開|掲載|更新|発表日)"
    r"[ :|]{1,3}$",
    re.IGNORECASE,
)
_SAID_EAST = re.compile(
    r"(?:\([^)]{1,8}\))?[、, ]{0,2}(?:に|까지|오전|오후)?[、, ]{0,2}"
    r"(?:発表|明らか|述べ|報じ|主張|公表|伝え"
    r"|밝혔|발표|보도|전했|말했|주장|공개|확인했)"
)
_EARLIER = re.compile(r"앞서|これに先立|それ以前")
_CONFERENCE = re.compile(
    r"(?:未明|午前|午後|夜|朝)?に?(?:開かれた|行われた|開いた)[^。、]{0,20}会見"
)
_CLAIMED = re.compile(r",.{0,200}(?:주장|선포|공개)(?:했|하였)")  # "북한이 15일, … 주장했다"
_HISTORY_EAST = re.compile(
    r"(?:未明|早朝|朝|夕方|夜|晩)?[ の]{0,2}"
    r"(?:以来|以後|以降|に次ぐ|に続|のミサイルと|の発射以|이후|에 이어|이래|와 비교|보다"
    r"|부터는|로부터)"
)
_SPOKE = re.compile(r"\b(?:said|says|announced|confirmed|reported|claimed)$")
_PICTURE = re.compile(r"[PpIiFf](?:hoto|HOTO|icture|mage|ootage|ILE|ile)\b|\([RLC]\)")
_THE_LAST = re.compile(
    r"[^.;]{0,60}\b(?:its|the) (?:previous|last) (?:[a-z]+ )?(?:missile|launch|test)"
)
_CAPTION = re.compile(r"사진|写真|撮影|촬영")
_PICTURED = re.compile(r"[〈<(\[【(▲△]? ?(?:사진|写真)")  # a caption from its first word
_UPDATED = re.compile(r"(?:,? (?:19|20)[0-9]{2})? ?(?:Updated|Posted|Published)\b")
_HELD = re.compile(r"\b(?:held|hold|begun|began|visited|met)(?: on)? $")  # a drill, a meeting
_AFTER = re.compile(r"\bafter\b[^.;]{3,120}$")
_WILL = re.compile(
    r"\bwill (?:probably |likely )?(?:report|announce|hold|meet|visit|convene)\b[^;]{0,60}$"
)
_CONFIRMED = re.compile(
    r"\b(?:confirmed|announced|reported|condemned|protested|praised) (?:the|its|this)"
    r" (?:test|launch)(?:es)? (?:late |early )?(?:on )?$"
)
_RELEASED = re.compile(r"\breleased (?:by|on)\b[^.;]{0,60}$")  # a picture
_UNTIL = re.compile(r"\b(?:until|till) $")
_THEN_SAID = re.compile(
    r" (?:reported|said|announced|claimed|confirmed|wrote|praised|hailed|celebrated|boasted)"
    r" (?:that|it|its|the|in|a|of)\b"
)
_STATEMENT_GAP = 18  # letters between "said" and the day
_QUOTED = 3  # letters between a speaker and the day of what he said: "앞서 합참은 6일"
_ON = re.compile(r"\b(?:on|of|late|early) $", re.IGNORECASE)  # "early Tuesday -- at 1:49 --"
_PAST_FAR = 130
_HEAD_STAMP = 4
_STAMP_AFTER = re.compile(
    r"(?:,? [0-9]{4})?,? [0-9]{1,2}:[0-9]{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?:"
)
HEAD = 40  # letters before which a dateline stands


def role_of(scanned: Scanned, token: Token, *, dated: bool) -> Role:
    """What a day in a sentence is the day of; ``dated`` where that of the launch is known."""
    day: Day = token.value
    if day.kind == "vague" or (day.past and day.kind != "weekday"):
        return "past"
    if scanned.sentence.language == "en":
        return _english_role(scanned.text, scanned.tokens, token, dated=dated)
    return _eastern_role(scanned.text, scanned.tokens, token)


def _english_role(text: str, tokens: Sequence[Token], day: Token, *, dated: bool) -> Role:
    before = [token for token in tokens if token.end <= day.start]
    beside = _beside_day(text, before, day)
    if beside is not None:
        return beside
    for token in before:
        gap = text[token.end : day.start]
        foreign = token.role == "clock" and token.value.zone in FOREIGN
        if token.role == "clock" and _elsewhere(text, tokens, token, day):
            return "dateline"
        if foreign and len(gap) <= 8 and ")" not in gap and (dated or _has_other_day(tokens, day)):
            return "dateline"  # the day on another clock
        if token.role in {"since", "hist"} and len(gap) <= _PAST_FAR:
            return "past"
    for at in range(len(before) - 1, -1, -1):
        spoke = before[at].role == "said" or _SPOKE.search(
            text, max(0, before[at].end - 12), before[at].end
        )
        if spoke and day.start - before[at].end <= _STATEMENT_GAP:
            media = [token for token in before if token.role == "agency"]
            return "dateline" if media and media[-1].value.state == "PRK" else "statement"
        if before[at].role in {"launch", "fly", "fall"}:
            break
    return "launch"


def _beside_day(text: str, before: Sequence[Token], day: Token) -> Role | None:
    """What the words right beside a day say that it is the day of."""
    if _is_heading(text, before, day):
        return "dateline"
    if _is_aside(text, before, day):
        return "past"
    told = _THEN_SAID.match(text, day.end) or _CONFIRMED.search(text, 0, day.start)
    return "statement" if told else None


def _is_heading(text: str, before: Sequence[Token], day: Token) -> bool:
    """As in "SEOUL, May 4 --", "Dec. 2 2:00 PM EST: …", "Updated on …", at the end of a title."""
    shot = any(token.role == "launch" for token in before)
    dateline = day.start <= HEAD and not shot and DATELINE.match(text, day.end)
    if dateline and not _ON.search(text, max(0, day.start - 6), day.start):
        return True
    if PUBLISHED.search(text, max(0, day.start - 14), day.start) or _UPDATED.match(text, day.end):
        return True
    closed = day.start <= 2 * HEAD and text[day.end : day.end + 1] == ")" and not shot
    if closed and day.value.full and "(" in text[: day.start]:
        return True  # "MOSCOW (UrduPoint News - 30th March, 2020) North Korea fired …"
    stamped = day.start <= _HEAD_STAMP and _STAMP_AFTER.match(text, day.end) is not None
    titled = day.value.full and day.end == len(text)
    return stamped or (titled and not _is_attached(text, day))


def _is_aside(text: str, before: Sequence[Token], day: Token) -> bool:
    """Whether it is the day of something else than a launch: a picture, a drill, an anniversary."""
    bracketed = text[day.start - 1 : day.start] == "(" and text[day.end : day.end + 1] == ")"
    if bracketed and before and before[-1].role not in {"day", "clock"}:
        return True  # "the anniversary (August 4)"
    if day.value.kind == "before" and _AFTER.search(text, 0, day.start):
        return True  # "after the North launched one the day before"
    if text.startswith("It shows") or _PICTURE.search(text) or _RELEASED.search(text, 0, day.start):
        return True
    near = max(0, day.start - 12)
    if _HELD.search(text, near, day.start) or _UNTIL.search(text, near, day.start):
        return True
    if _WILL.search(text, max(0, day.start - 70), day.start):
        return True
    return _THE_LAST.match(text, day.end) is not None  # "On Thursday, it fired its last missile"


def _is_attached(text: str, day: Token) -> bool:
    """Whether a day belongs to the words before it ("on", a comma), or begins the text."""
    before = text[max(0, day.start - 8) : day.start]
    return day.start == 0 or _ON.search(before) is not None or before.endswith((", ", "- "))


def _elsewhere(text: str, tokens: Sequence[Token], clock: Token, day: Token) -> bool:
    """As in "3:17 a.m. (1:17 p.m. Tuesday in Washington)": the day of another clock."""
    bracketed = text[clock.start - 1 : clock.start] == "("
    close = 0 < day.start - clock.end <= _QUOTED + 2 and text.startswith(" in ", day.end)
    return bracketed and close and any(t.role == "clock" and t.end < clock.start for t in tokens)


def _is_stamp(text: str, day: Token) -> bool:
    """As in "[신화사 서울 2월 9일] …", "2024.3.18 (도쿄=…": what a story begins with."""
    bracketed = text.startswith(("[", "【")) and text[day.end : day.end + 1] in {"]", "】"}
    full = day.value.full
    if full and day.start == 0 and text[day.end : day.end + 2] == " (":
        return True
    apart = text[day.start - 1 : day.start] == " " and text[day.end : day.end + 1] in {"", " "}
    return bracketed or (full and apart and "。" not in text)  # in a title


def _has_other_day(tokens: Sequence[Token], day: Token) -> bool:
    return any(token.role == "day" and token is not day for token in tokens)


def _eastern_role(text: str, tokens: Sequence[Token], day: Token) -> Role:
    before = [token for token in tokens if token.end <= day.start]
    if text[day.start - 1 : day.start] == "(" and before and before[-1].role == "day":
        return _eastern_role(text, tokens, before[-1])  # "today (the 18th)"
    pictured = day.value.full or _PICTURED.match(text)
    if pictured and _CAPTION.search(text):
        return "past"
    posted = PUBLISHED.search(text, max(0, day.start - 14), day.start)
    if posted or text[day.start - 1 : day.start] in {"【", "["} or _is_stamp(text, day):
        return "dateline"
    if text[day.start - 1 : day.start] == "(" and text[day.end : day.end + 1] == ")":
        return "past"  # "the anniversary (on the 10th)"
    if day.start <= HEAD and _DATELINE_EAST.match(text, day.end):
        return "dateline"
    recent = any(token.role == "hist" and day.start - token.end <= 12 for token in before)
    quoted = any(token.role == "agency" and day.start - token.end <= _QUOTED for token in before)
    said = _EARLIER.search(text, max(0, day.start - 16), day.start)
    earlier = said is not None and not quoted and '"' not in text[said.end() : day.start]
    if recent or earlier or _HISTORY_EAST.match(text, day.end):
        return "past"
    named = before and before[-1].role == "name" and before[-1].value.state
    if named and day.start - before[-1].end <= _QUOTED and _CLAIMED.match(text, day.end):
        return "statement"
    after = next((token for token in tokens if token.start >= day.end), None)
    if after is not None and after.role == "agency" and text[day.end : after.start] == "の":
        return "statement"  # "けさの労働新聞は…"
    spoken = before and before[-1].role == "agency" and day.start - before[-1].end <= 3
    if spoken or _SAID_EAST.match(text, day.end) or _CONFERENCE.match(text, day.end):
        media = any(token.role == "agency" and token.value.state == "PRK" for token in before[-2:])
        return "dateline" if media else "statement"
    return "launch"
