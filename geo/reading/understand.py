"""Text → facts: every sentence scanned, dated and read by the grammar of its language."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.reading import (
    eastern,
    english,
    jointly,
    kinds,
    layout,
    scanning,
    timeline,
)
from geo.reading.facts import FIGURES, Fact, Line, Near, Refused, Told
from geo.reading.lexicon import Token
from geo.reading.normalise import Plain, plain
from geo.reading.sentences import Language
from geo.reading.timeline import Event
from geo.reading.tokens import Scanned

if TYPE_CHECKING:
    from geo.reading.agencies import Agency

_VOICE = {2: 3, 0: 2, 1: 1}  # who is quoted goes before who quotes
_OFFICIAL = 2
_FIRST_WORDS = re.compile(  # before who speaks
    r"\[?(?:In [A-Z][a-z]{2,12}, )?(?:[Tt]he )?|(?:一方|他方|これに対し)(?:で|て)?、?"
    r"|(?:한편|반면) "
)
_PRONOUN = re.compile(r"(?:They|It|Both|Those|These) ")
_FIRED_THEM = re.compile(r"\b(?:launched|fired) (?:them|those)\b")
_CONFERENCE = "会見"
_HELD = re.compile(r"[ 、,]?[^の)]{0,12}\)")  # "会見(7月28日午前)", not "会見(11日の発射事案)"
_QUOTED_DAYS = 14
_SOON = dt.timedelta(days=1)  # "tomorrow", east of the publisher
_AT_HAND = re.compile(r"分析中|分析を(?:続け|進め)|분석 ?중")  # what is not known yet is new
_OF_ALL = re.compile(
    r"なお|また|これら|以上|詳細|我が国|政府|防衛省|北朝鮮は|이들|모두|한편|또|군은|합참"
)
_CORRECTED_ITSELF = re.compile(
    r"(?:It|They|The (?:government|ministry)|Tokyo) (?:later|then|subsequently|soon) "
    r"(?:corrected|withdrew|retracted|cancell?ed)\b"
)
_PICTURE = re.compile(r"사진|写真")
_TELLING = frozenset(
    {
        "said", "est", "detect", "launch", "fly", "fall", "eez", "alt", "rise", "distance", "range",
        "missile",
    }
)  # fmt: skip
_SEOULS = re.compile(  # weapons that answer a launch
    r"Hyunmoo|Hyunmu|Haesung|Taurus|ATACMS|SLAM-ER|JDAM|현무|해성|타우러스|에이태큼스|슬램-?ER"
    r"|玄武|ヒョンム"
)
_OF_ALL_LISTED = re.compile(r"All |Both |これら|いずれも|全て|すべて|모두|이들")
_SHARED = frozenset({"sea", "claim", "direction", "area"})
_UNDATED = frozenset({"relative", "weekday", "date"})


@dataclass(frozen=True)
class Understood:
    """Everything found in a text.

    Attributes:
        plain: the text in one spelling.
        events: one for each day of launches.
        refused: quantities that were not used, and days that could not be told.
        sentences: where each begins in the plain text.
    """

    plain: Plain
    events: tuple[Event, ...]
    refused: tuple[Refused, ...]
    sentences: tuple[int, ...]


def understand(raw: str, published: dt.date | None = None) -> Understood:
    """What a text says, sentence by sentence."""
    text = plain(raw)
    scanned = scanning.scan(text.text)
    return _Reader(text, scanning.published(scanned, published)).read(scanned)


class _Reader:
    """Reads sentence after sentence, and hands on who speaks and what the text is about."""

    def __init__(self, text: Plain, published: dt.date | None) -> None:
        self.text = text
        self.published = published
        self.events = [Event()]
        self.refused: list[Refused] = []
        self.speaker: Agency | None = None
        self.state = ""
        self.past = False
        self.anchor: dt.date | None = None
        self.days: list[timeline.Named] = []  # in sentences that tell of no launch
        self.datelines: list[timeline.Named] = []
        self.figures: tuple[str, ...] = ()
        self.known: dict[Line, Told] = {}
        self.item: tuple[int, int] | None = None  # of a list, and the paragraph that it is in
        self.by_day: frozenset[int] = frozenset()  # sentences that begin an item of such a list
        self.list_from = 0  # the first of them
        self.listed: list[Event] = []  # the events of such items
        self.headed: list[Fact] = []  # what is said of all of them above the list
        self.joint: list[Event] = []  # of days that are told of together
        self.kinds = kinds.several(text.text)
        self.kind = ""  # that the sentence before was about
        self.named: dict[str, tuple[kinds.Mention, ...]] = {}  # by sentence

    def read(self, scanned: list[Scanned]) -> Understood:
        """Everything that the sentences say."""
        asked = layout.questions(scanned)
        struck = layout.struck(scanned)
        self.by_day = layout.by_day(scanned)
        self.list_from = min(self.by_day, default=0)
        for number, each in enumerate(scanned):
            if number in struck:
                offset = each.sentence.start
                self.refused += [
                    Refused(offset + token.start, offset + token.end, "superseded")
                    for token in each.tokens
                    if token.role == "amount"
                ]
            elif each.tokens:
                self._sentence(number, each, asked=number in asked)
        timeline.settle(self.events[0], self.days, self.datelines, self.published)
        begins = tuple(each.sentence.start for each in scanned)
        return Understood(self.text, tuple(self.events), tuple(self.refused), begins)

    def _sentence(self, number: int, scanned: Scanned, *, asked: bool) -> None:
        sentence, words, found = scanned
        before = self.events[-1].date or self.anchor
        dated = timeline.resolve(found, self.published, before, self.events[-1])
        self._conference(words, dated)
        offset = sentence.start
        self._days(number, scanned, dated)
        above = number < self.list_from
        for each, item, day in self._parts(scanned, dated):
            if day is None:
                main, other = timeline.place(self.events, each, dated, self.published)
            else:
                timeline.listed(self.events, day, offset)
                main, other = frozenset({day[0].value}), frozenset()
            line = Line(
                words, sentence.language, item, each.tokens, self.speaker, self.state,
                self.past and not above and _goes_on(words, found), self.figures, main, other,
            )  # fmt: skip
            told = self._read(line)
            if above and _OF_ALL_LISTED.search(words):
                told = self._of_list(told, number, offset)
            if asked:  # a journalist's figures and verdicts are not who is asked's
                own = (f for f in told.facts if f.field not in FIGURES and f.field != "claim")
                told = told._replace(facts=tuple(own))
            of_all = day is None and not dated and len(self.joint) > 1
            self._keep(told, line, number, offset, of_all=of_all)
        self.figures = layout.columns(scanned) or self.figures
        if _CORRECTED_ITSELF.match(words):
            self.events[-1].take_back("claim", number - 1)

    def _days(self, number: int, scanned: Scanned, dated: timeline.Dated) -> None:
        """Take note of the days that a sentence names."""
        offset = scanned.sentence.start
        for token, date in dated:
            self.anchor = date or self.anchor
            if date is None and self.published is None and token.value.kind in _UNDATED:
                self.refused.append(Refused(offset + token.start, offset + token.end, "undated"))
            if date and self.published and token.value.full and date > self.published + _SOON:
                self.refused.append(Refused(offset + token.start, offset + token.end, "ahead"))
        self.days += timeline.beside(scanned, dated)
        if number < scanning.HEAD_SENTENCES:
            self.datelines += timeline.datelines(scanned, dated)
        if number in self.by_day and dated[0][1] is not None:
            event = timeline.listed(self.events, dated[0], offset)
            known = any(each is event for each in self.listed)
            for fact in () if known else self.headed:
                event.add(fact)
            self.listed.append(event)

    def _of_list(self, told: Told, number: int, offset: int) -> Told:
        """Keep what is said of all launches of the list below; the rest is of the sentence."""
        shared = [fact for fact in told.facts if fact.field in _SHARED]
        self.headed += [
            fact._replace(start=fact.start + offset, end=fact.end + offset, sentence=number)
            for fact in shared
        ]
        return told._replace(facts=tuple(fact for fact in told.facts if fact not in shared))

    def _parts(self, scanned: Scanned, dated: timeline.Dated) -> list[jointly.Part]:
        """A sentence as it is told of each of its days or items, or as it is."""
        event, item = self.events[-1], self._item(scanned)
        own = jointly.days(scanned, dated) if not event.fields - {"shot"} else []
        if own:
            self.joint = [timeline.listed(self.events, day, scanned.sentence.start) for day in own]
        known = {each.date for each in self.joint}
        own = own or [(token, date) for token, date in dated if date is not None and date in known]
        if len({date for _, date in own}) > 1:
            return jointly.by_day(scanned, own, item)
        return jointly.by_item(scanned) or [jointly.Part(scanned, item)]

    def _read(self, line: Line) -> Told:
        """What a sentence says; one that comes again is read once."""
        if line not in self.known:
            self.known[line] = (english if line.language == "en" else eastern).read(line)
        return self.known[line]

    def _conference(self, words: str, dated: timeline.Dated) -> None:
        """A press conference some days before the text: "today" in it is its day."""
        if self.published is None or _CONFERENCE not in words:
            return
        for token, date in dated:
            beside = words[: token.start].endswith("会見(") and _HELD.match(words, token.end)
            dated_page = token.value.full or beside
            if dated_page and date and 0 < (self.published - date).days <= _QUOTED_DAYS:
                self.published = date
                return

    def _item(self, scanned: Scanned) -> int | None:
        """The number of the list item that a sentence belongs to: ① goes on to its line's end."""
        sentence = scanned.sentence
        if sentence.item is not None:
            circled = "①" <= scanned.text[:1] <= "⑳" or scanned.text[:1] == "("
            self.item = (sentence.item, sentence.paragraph) if circled else None
            return sentence.item
        if self.item is None or self.item[1] != sentence.paragraph:
            return None
        if _OF_ALL.match(scanned.text) or any(token.role == "each" for token in scanned.tokens):
            self.item = None
            return None
        return self.item[0]

    def _mentions(self, words: str, language: Language) -> tuple[kinds.Mention, ...]:
        """The kinds that a sentence names; one that comes again is searched once."""
        if words not in self.named:
            self.named[words] = kinds.mentions(words, language)
        return self.named[words]

    def _keep(self, told: Told, line: Line, number: int, offset: int, *, of_all: bool) -> None:
        """Add what a sentence says to the last event, or to all that are told of together."""
        event, words = self.events[-1], line.text
        facts: Sequence[Fact] = told.facts
        if self.kinds:
            named = self._mentions(words, line.language) if facts else ()
            facts, self.kind = kinds.marked(facts, named, words, line.language, self.kind)
        listed = len(self.listed) > 1 and _OF_ALL_LISTED.match(words) is not None
        for fact in facts:
            start, end = fact.start + offset, fact.end + offset
            value = fact.value.moved(offset) if isinstance(fact.value, Near) else fact.value
            answer = fact.field == "shot" and _SEOULS.search(words) is not None
            field = "answer" if answer else fact.field
            said = fact._replace(field=field, value=value, start=start, end=end, sentence=number)
            event.add(said)
            shared = self.listed if listed and field in _SHARED else ()
            for other in self.joint if of_all else shared:
                if other is not event:
                    other.add(said)
            if fact.field == "shot" and fact.value:
                self.state = fact.value
        for refused in told.refused:
            start, end = refused.start + offset, refused.end + offset
            self.refused.append(Refused(start, end, refused.reason))
        telling = bool(told.facts) or any(token.role in _TELLING for token in told.tokens)
        voices = [token for token in told.tokens if token.role == "agency"]
        spoken = [token for token in voices if telling]
        for token in spoken:
            span = token.start + offset, token.end + offset
            event.voices.setdefault(token.value, []).append(span)
        # "Japan's ministry gave more details. It said …"
        heard = [
            t.value
            for t in spoken or voices
            if t.value.rank >= 0 and (telling or _FIRST_WORDS.fullmatch(words, 0, t.start))
        ]
        if _PICTURE.search(words):
            return  # a caption: its publisher does not speak, and the story goes on after it
        self.speaker = max(heard, key=lambda agency: _VOICE[agency.rank], default=self.speaker)
        self.past = told.stays_past
        figures = (fact.field for fact in told.facts if fact.field in {"range", "apogee"})
        self.figures = tuple(dict.fromkeys(figures))


def _goes_on(words: str, found: tuple[Token, ...]) -> bool:
    """Whether a sentence carries on from the one before.

    It names no day, and no time unless it begins with "they", no official unless
    with a pronoun.
    """
    if any(token.role in {"day", "today_again"} for token in found) or _AT_HAND.search(words):
        return False
    if _FIRED_THEM.search(words):
        return True
    plural = words.startswith(("They ", "Those "))
    if any(token.role == "clock" for token in found) and not plural:
        return False
    return _PRONOUN.match(words) is not None or not any(
        token.role == "agency" and token.value.rank == _OFFICIAL and token.value.state != "PRK"
        for token in found
    )
