"""Japanese and Korean: nouns stand before a quantity, verbs after it.

Each quantity looks at what touches it first ("最高高度は約50km", "약 700km를 비행"), then at a place
and compass word before it ("奥尻島の西方約250km"), then for the nearest noun before and verb after
it. What is a capability, denied, or said of an earlier launch is refused with the reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geo.reading import agencies, names
from geo.reading.eastern import words as eastern_words
from geo.reading.amounts import Amount
from geo.reading.facts import REST, Fact, Line, Near, Verdict
from geo.reading.lexicon import Lexicon, Token, entries

_NOUNS = {
    "alt": "apogee", "distance": "range", "length": "range", "flight": "flight", "design": "",
    "size": "",
}  # fmt: skip
_REASONS = {
    "design": "a design range",
    "size": "a size or width, not a flight",
    "hist": "another launch",
    "neg": "denied",
    "able": "what it could do, not what it did",
    "place": "a distance between places",
    "unknown": "a distance from a place that is no landmark of the gazetteer",
    "none": "nothing says what it measures",
}


@dataclass(frozen=True)
class Tongue:
    """What differs between the two languages.

    Attributes:
        after_noun: what may stand between a noun and its quantity.
        before_verb: what may stand between a quantity and its verb.
        listed: what stands between quantities side by side.
        after_name: what may stand between a place and "from".
        away: what follows a distance from a place.
        from_place: what joins a place to the distance from it.
        towards: what follows a sea that was only aimed at.
        fell_in: how an EEZ without "inside" is fallen into.
        unknown_place: an unknown place after a known region.
        numerals: native numbers of missiles.
    """

    after_noun: re.Pattern[str]
    before_verb: re.Pattern[str]
    listed: re.Pattern[str]
    after_name: re.Pattern[str]
    away: re.Pattern[str]
    from_place: re.Pattern[str]
    towards: re.Pattern[str]
    fell_in: re.Pattern[str]
    unseen: re.Pattern[str]
    area: re.Pattern[str]
    area_first: re.Pattern[str]
    unknown_place: re.Pattern[str]
    able: re.Pattern[str]
    denied: re.Pattern[str]


_JA = Tongue(
    after_noun=re.compile(
        r"(?:等|など)?(?:は|が|の|も|を|に|について(?:は)?)?(?:いずれも|それぞれ|ともに|推定で?|これまでで最[もい]?.{0,3})?[、:= ]?"
    ),
    before_verb=re.compile(r"(?:の距離)?(?:を|にわたり|にわたって|間|の間|の距離を)?[、 ]?"),
    listed=re.compile(r"[、と]|及び|と、|、及び"),
    after_name=re.compile(
        r"(?:(?:の|・|市|郡|区域|道|など|や|沿岸|の沿岸|の内陸部|中心部|郊外|の郊外|国際空港|空港|飛行場|の飛行場"
        r"|付近|近郊|近く|周辺|一帯|沖合|沖|地域|方面|辺り|北方|南方|北部|南部){0,3})(?:から|より|にて|で(?!は))"
    ),
    away=re.compile(r"(?:離れた|の(?!高)|付近|地点|先|沖|で|に)"),
    from_place=re.compile(r"(?:市|県|沖|島|半島)?(?:の|から|より|沖の|沖|、)?"),
    towards=re.compile(r"(?:上空|方面|側)?(?:に向け|へ向け|に向か|の上空|に発射|へ発射|方向に?発射)|上空"),
    fell_in=re.compile(
        r"\)?(?:の(?:日本海|海域|海上|太平洋)上?)?に(?:[^。、]{0,14})(?:落下|落ち|着弾|着水)"
    ),
    unseen=re.compile(r"\)?(?:内)?へ?の?(?:飛来|落下)[^。]{0,12}(?:確認されて(?:いない|おらず|いません)|なかった|ありません)"),
    area=re.compile(r"([^、。()頃に]{2,40}?)(?:\(.{0,40}\))?[にへ](?:落下|着弾|着水)"),
    area_first=re.compile(
        r"落下したのは(?:いずれも)?、?([^、。()]{2,40}?)(?:であ[りっ]|で、|の我が国|、|と推定|とみられ|。)"
    ),
    unknown_place=re.compile(r"(?:市|郡|区域)?(?:の|・)?([\u4e00-\u9fff]{2,4})(?:付近|近郊|周辺|一帯)?(?:から|より)"),
    able=re.compile(r"(?:する|した)?(?:こと)?(?:が|も)?(?:可能|できる|できた)|得る"),
    denied=re.compile(r"(?:し|さ|って)?(?:て)?(?:い)?(?:ない|なかった|ず|ません)"),
)
_KO = Tongue(
    after_noun=re.compile(
        r"(?:는|은|가|이|를|을|도|의|가 각각|는 각각|은 각각)? ?(?:각각|모두|대략|추정치는|최고|최대)?[,:= ]{0,2}"
    ),
    before_verb=re.compile(r"(?:를|을|가량|가|의|밖에)? ?(?:가량|정도)?(?:를|을)? ?"),
    listed=re.compile(r", |,|와 |과 |및 |·| 및 "),
    after_name=re.compile(
        r"(?: ?(?:시|군|도|구역|구|의|한|일대|인근|부근|근처|지역|근교|북방|남방|동방|해상|앞바다|비행장|교외|국제비행장|공항|발사장"
        r"|서부|북부|동부|남부|북쪽|남쪽|서쪽|동쪽|내륙|연안|해안|지구|일원|해역)){0,4} ?(?:에서|으로부터|로부터|발(?= ))"
    ),
    away=re.compile(r" ?(?:떨어진|지점|해상|해역|거리|인 것|앞바다|공해|정도 떨어|에 떨어|에 낙하|로 추정|의 |, ?[가-힣 ]{2,14}에서)"),
    from_place=re.compile(r"(?:섬|도|시|현|반도|제도)?(?:에서|에서부터|의|으로부터|로부터)?[ ,]?"),
    towards=re.compile(r"(?:으로|을 향해|를 향해|로|쪽으로| 방향으로)"),
    fell_in=re.compile(r"\)? ?에 (?:떨어|낙하|탄착|착탄)"),
    unseen=re.compile(r"\)? ?(?:에|으로|안으로|안에)? ?(?:날아온|날아오|도달|낙하)[^.]{0,14}(?:확인되지 않|없)"),
    area=re.compile(r"([가-힣A-Z0-9 ]{2,40}?)에 (?:떨어|낙하|탄착|착탄|추락)"),
    area_first=re.compile(r"낙하 ?(?:지점|위치)(?:은|는) ([^.,()]{2,40}?)(?:으로|이라|였|로 추정)"),
    unknown_place=re.compile(r" ?([가-힣]{2,7}) ?(?:일대|인근|부근|근처|지역)?에서"),
    able=re.compile(r"[가-힣]{0,3} ?(?:수 있|가능|능력)"),
    denied=re.compile(r"[가-힣]{0,3}지 (?:않|못)"),
)
_NUMERALS_KO = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10
}  # fmt: skip
_NATIVE = re.compile(r"(?<![가-힣])(한|두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?$")
_ROUNDS_NOT = re.compile(r"目|째|씩|당|화|사| 사|見|電|生|표|언|행|전|射")
_ROUNDS_BEFORE = re.compile(r"(?:うち|もう|残り?|残りの|他の|ほかの|別の|나머지|다른|가운데|중|또) ?$")
_VERBS = frozenset({"launch", "fall", "pass", "detect"})
_PUNCTUATION = re.compile(r"[。]")


@cache
def lexicon(language: str) -> Lexicon:
    """Every word and name that Japanese or Korean text is searched for."""
    japanese = language == "ja"
    table = eastern_words.JAPANESE if japanese else eastern_words.KOREAN
    points = eastern_words.compass_ja() if japanese else eastern_words.compass_ko()
    named = (entry for entry in names.entries() if not entry[0].isascii() or entry[0] == "Guam")
    spoken = [entry for entry in agencies.entries() if not entry[0].isascii()]
    media = [entry for entry in agencies.entries() if entry[0].isascii() and entry[2].rank == 1]
    return Lexicon([*spoken, *media, *named, *entries(table), *points], by_word=False)


def read(line: Line) -> bool:
    """Add to a line the facts and refusals of its Japanese or Korean sentence."""
    sentence = _Eastern(line)
    sentence.read()
    told = [t for t in sentence.tokens if t.role in {"launch", "fly", "fall", "amount"}]
    return bool(told) and all(sentence._is_past(t.start) for t in told)


class _Eastern:
    """The steps for one sentence."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.text = line.text
        self.tongue = _JA if line.language == "ja" else _KO
        self.tokens = _names_at_word_starts(line.tokens, line.text)
        self.end = line.sentence.end
        self.past_from = self._past_from()
        self.used: dict[int, str] = {}

    def read(self) -> None:
        self._amounts()
        self._times()
        self._launch()
        self._direction()
        self._count()
        self._landing()
        self._zones()
        self._overflight()
        self.line.facts.sort(key=lambda fact: fact.start)

    # --- shared --------------------------------------------------------------------------------

    def _past_from(self) -> list[tuple[int, int]]:
        """Stretches about another launch: from its date or "last month" to the next of today."""
        if self.line.past:
            back = [t.start for t in self.tokens if t.role == "today_again"]
            return [(self.line.sentence.start, back[0] if back else self.end)]
        found = []
        for token in self.tokens:
            other = token.role == "hist" or (
                token.role == "day" and token.value in self.line.other_days
            )
            if not other:
                continue
            end = self.end
            for later in self.tokens:
                back = later.role == "today_again" or (
                    later.role == "day" and later.value in self.line.main_days
                )
                if later.start > token.end and back:
                    end = later.start
                    break
            found.append((token.start, end))
        return found

    def _is_past(self, position: int) -> bool:
        return any(first <= position < last for first, last in self.past_from)

    def _speaker(self, at: int) -> agencies.Agency | None:
        spoken = [t for t in self.tokens if t.role == "agency" and t.value.rank >= 0]
        before = [t for t in spoken if t.end <= at][::-1]
        after = [t for t in spoken if t.start >= at]
        for least in (2, 1, 0):
            for group in (before, after):
                found = next((t for t in group if t.value.rank == least), None)
                if found is not None:
                    agency: agencies.Agency = found.value
                    return agency
        own = next((t.value for t in self.tokens if t.role == "agency"), None)
        return self.line.agency or own

    def _fact(
        self, field: str, value: object, start: int, end: int, missile: int | None = None, *,
        several: bool = False,
    ) -> None:  # fmt: skip
        self.line.facts.append(
            Fact(field, value, start, end, self.line.number, self._speaker(start), missile, several)
        )

    def _missile(self, index: int) -> int | None:
        """Which missile something is said of."""
        if self.line.sentence.item is not None:
            return self.line.sentence.item
        singled = [i for i, t in enumerate(self.tokens) if t.role == "oneof"]
        for at in range(index - 1, -1, -1):
            role = self.tokens[at].role
            if role.startswith("ordinal"):
                return int(role[7:])
            if role == "rest":
                return REST
            if role == "oneof":
                return singled.index(at) + 1
            if role == "each":
                return None
        return None

    # --- quantities ----------------------------------------------------------------------------

    def _amounts(self) -> None:
        indices = [i for i, token in enumerate(self.tokens) if token.role == "amount"]
        groups: list[list[int]] = []
        for index in indices:
            if groups and self._side_by_side(groups[-1][-1], index):
                groups[-1].append(index)
            else:
                groups.append([index])
        found: list[tuple[str | None, str]] = []
        for at in range(len(groups) - 1, -1, -1):
            field, reason = self._classify(groups[at][0], groups[at][-1])
            if field is None and reason == _REASONS["none"] and found and found[0][0] == "range":
                between = self.tokens[groups[at][-1] + 1 : groups[at + 1][0]]
                if any(t.role in {"rest", "oneof"} or t.role.startswith("ordinal") for t in between):
                    field = "range"  # one verb for both: "1発は430キロ、もう1発は690キロ飛行した"
            found.insert(0, (field, reason))
        for group, (field, reason) in zip(groups, found, strict=True):
            self._keep(group, field, reason)

    def _side_by_side(self, first: int, second: int) -> bool:
        one, two = self.tokens[first].value, self.tokens[second].value
        if one.kind != "distance" or two.kind != "distance" or two.start - one.end > 3:
            return False
        if not self.tongue.listed.fullmatch(self.text, one.end, two.start):
            return False
        noun, touching = self._noun_before(first)
        verb, _ = self._verb_after(second)
        heights = noun is not None and touching and noun.role == "alt"
        return not (heights and verb is not None and verb.role == "fly")

    def _keep(self, group: list[int], field: str | None, reason: str) -> None:
        """Make facts of amounts side by side, or refuse them."""
        first = group[0]
        amount: Amount = self.tokens[first].value
        if field == "near":
            return
        if field is None:
            if amount.kind != "duration" or reason == _REASONS["hist"]:
                for index in group:
                    self.line.refuse(self.tokens[index].value, reason)
            return
        for index in group:
            value: Amount = self.tokens[index].value
            self.used[index] = field
            missile = self._missile(index)
            self._fact(field, value, value.start, value.end, missile, several=len(group) > 1)
        assumed = next((t for t in self.tokens if t.role == "assumption"), None)
        if field == "range" and assumed is not None and assumed.start < self.tokens[first].start:
            words = self.text[assumed.start : assumed.end]
            self._fact("assumption", words, assumed.start, assumed.end, self._missile(first))

    def _classify(self, first: int, last: int) -> tuple[str | None, str]:
        """The field of a quantity, or None and the reason to refuse it."""
        amount: Amount = self.tokens[first].value
        if amount.kind == "other":
            return None, f"a {amount.unit}, not a range or height"
        if self._is_past(amount.start):
            return None, _REASONS["hist"]
        duration = amount.kind == "duration"
        noun, touching = self._noun_before(first)
        verb, gap = self._verb_after(last)
        near = None if duration else self._landmark(first, last)
        field: str | None = None
        reason = _REASONS["none"]
        touched = verb is not None and bool(self.tongue.before_verb.fullmatch(gap))
        if touching and noun is not None and touched and self.text[noun.end] in "を를을":
            touching = False  # "at a height lower than …, it flew 300 km"
        if touching and noun is not None:
            field, reason = self._of_noun(noun, last)
        elif verb is not None and touched:
            field, reason = self._of_verb(verb, first, last)
        elif near is not None:
            return ("near", "") if near == "" else (None, near)
        elif noun is not None:
            field, reason = self._of_noun(noun, last)
        elif verb is not None and len(gap) <= 30:
            field, reason = self._of_verb(verb, first, last)
        if field is not None and (field == "flight") != duration:
            field = "flight" if duration and field == "range" and verb is not None else None
        if field == "flight" and duration and verb is None and noun is None:
            field = None
        return field, reason

    def _noun_before(self, index: int) -> tuple[Token | None, bool]:
        """The nearest noun before a quantity with no other quantity between; whether it touches."""
        start = self.tokens[index].start
        for at in range(index - 1, -1, -1):
            token = self.tokens[at]
            if token.role == "amount":
                return None, False
            if token.role in _NOUNS:
                gap = self.text[token.end : start]
                inner = self.tokens[at + 1 : index]
                plain = all(t.role in {"each", "ordinal1", "ordinal2", "ordinal3"} for t in inner)
                return token, plain and bool(self.tongue.after_noun.fullmatch(gap))
        return None, False

    def _verb_after(self, index: int) -> tuple[Token | None, str]:
        """The next verb of flight or height after a quantity, and what stands between."""
        end = self.tokens[index].end
        for token in self.tokens[index + 1 :]:
            if token.role in {"fall", "launch", "pass"}:
                break
            if token.role == "amount" and token.value.kind != "duration":
                break
            if token.role in {"fly", "rise", "alt", "design", "ahead"}:
                return token, self.text[end : token.start]
        return None, ""

    def _of_noun(self, noun: Token, last: int) -> tuple[str | None, str]:
        role = noun.role
        if role in {"design", "size"}:
            return None, _REASONS[role]
        before = self.text[max(0, noun.start - 6) : noun.start]
        if role == "length":  # a bare "distance" needs a flight
            verb, gap = self._verb_after(last)
            between = re.search(r"(?:까지의?|まで(?:の)?|間の) ?$", before)
            if verb is None or verb.role != "fly" or between or len(gap) > 40:
                return None, _REASONS["place"]
        return _NOUNS[role], ""

    def _of_verb(self, verb: Token, first: int, last: int) -> tuple[str | None, str]:
        end = verb.end
        if verb.role == "design" or self.tongue.able.match(self.text, end, min(end + 12, self.end)):
            return None, _REASONS["able"]
        only = self.text.startswith("밖에", self.tokens[last].end)  # "flew no more than"
        if self.tongue.denied.match(self.text, end, min(end + 8, self.end)) and not only:
            return None, _REASONS["neg"]
        if verb.role == "ahead":
            hit = any(t.role == "fall" and t.start > end for t in self.tokens)
            return ("range", "") if hit else (None, _REASONS["place"])
        if verb.role in {"rise", "alt"}:
            tail = self.text[verb.end : verb.end + 2]
            if verb.role == "alt" and not re.match(r"로|の|で|に|를|까", tail):
                return None, _REASONS["none"]
            return "apogee", ""
        amount: Amount = self.tokens[first].value
        if any(t.role == "size" for t in self.tokens[last + 1 :] if t.end <= verb.start):
            return None, _REASONS["size"]
        return ("flight" if amount.kind == "duration" else "range"), ""

    # --- a distance from a landmark ------------------------------------------------------------

    def _landmark(self, first: int, last: int) -> str | None:
        """A landing seen from a landmark, kept as a fact; None where it is nothing of the kind.

        Returns:
            None, "" where it was kept, else why it is refused.
        """
        token = self.tokens[first]
        aside = {"each", "near", "from", "over", "until"}
        before = [t for t in self.tokens[:first] if t.role not in aside]
        if not before:
            return None
        word = None
        at = before[-1]
        join = self.text[at.end : token.start]
        if at.role == "compass" and len(join) <= 4 and re.fullmatch(r"[のにへ、 으로쪽沖側,]{0,3}", join):
            if at.value[1] == "heading" and not self.tongue.away.match(self.text, self.tokens[last].end):
                return None
            word = at
            if len(before) < 2:
                return None
            at = before[-2]
            join = self.text[at.end : word.start]
        tail = self.text[self.tokens[last].end : self.tokens[last].end + 8]
        if at.role != "name" or not self.tongue.from_place.fullmatch(join.strip()):
            return None
        if word is None and not (re.search(r"에서|から|より", join) and self.tongue.away.match(tail)):
            return None
        if not self._came_down(first):
            return _REASONS["place"]
        name: names.Name = at.value
        place = names.landmark(name.written)
        if place is None:
            return _REASONS["unknown"]
        amount: Amount = token.value
        point = None if word is None else _point(self.text[word.start : word.end])
        self._fact("near", Near(place, amount, point), at.start, self.tokens[last].end, self._missile(first))
        return ""

    def _came_down(self, index: int) -> bool:
        """Whether the sentence tells of a landing (not only of "500 km away")."""
        end = self.tokens[index].end
        for token in self.tokens:
            if token.role == "eez":
                return True
            if token.role == "fall":
                away = self.line.language == "ko" and token.start - end in {0, 1} and self.text[
                    token.start : token.end
                ] == "떨어진"
                if not away:
                    return True
        return False

    # --- when ----------------------------------------------------------------------------------

    def _times(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.role != "clock" or self._is_past(token.start):
                continue
            role = ""
            for other in self.tokens[index + 1 :]:
                if other.role in _VERBS:
                    role = other.role
                    break
                if other.role == "said" and other.start - token.end <= 5:
                    role = "said"
                    break
            if not role:
                earlier = [t.role for t in self.tokens[:index] if t.role in _VERBS]
                role = earlier[-1] if earlier else ""
            if role in {"launch", "detect"}:
                missile = self._missile_after(index) or self._missile(index)
                self._fact("time", token.value, token.start, token.end, missile)

    def _missile_after(self, index: int) -> int | None:
        """ "6時10分頃に発射した1発目": the ordinal after the verb."""
        for at in range(index + 1, min(index + 4, len(self.tokens) - 1)):
            token, following = self.tokens[at], self.tokens[at + 1]
            if token.role == "clock":
                return None
            if token.role == "launch" and following.role.startswith("ordinal"):
                close = following.start - token.end <= 6
                return int(following.role[7:]) if close else None
        return None

    # --- where from ----------------------------------------------------------------------------

    def _launch(self) -> None:
        shots = [t for t in self.tokens if t.role == "launch" and not self._is_past(t.start)]
        if shots:
            self._fact("shot", self._state(), shots[0].start, shots[0].end)
        moves = [t for t in self.tokens if t.role in {"launch", "fly", "detect"}]
        best: tuple[int, Token, tuple[str, str]] | None = None
        for index, token in enumerate(self.tokens):
            if token.role == "name" and not self._is_past(token.start):
                found = self._origin(index, moves)
                if found is None:
                    continue
                rank = 4 if found[0] == "place" else _region_rank(found[1])
                if best is None or rank > best[0]:
                    best = (rank, token, found)
        if best is not None:
            _, token, found = best
            missile = self._missile(next(i for i, t in enumerate(self.tokens) if t is token))
            self._fact("launch", (*found, token.value.written), token.start, token.end, missile)
        for token in self.tokens:
            if token.role in {"sub", "ship"} and shots:
                self._fact("platform", "ship" if token.role == "ship" else "submarine", token.start, token.end)

    def _origin(self, index: int, moves: list[Token]) -> tuple[str, str] | None:
        """What a name means where a launch came from it, else None."""
        token = self.tokens[index]
        name: names.Name = token.value
        if not name.groups & {"launch_site", "land"}:
            return None
        after = self.tongue.after_name.match(self.text, token.end, self.end)
        site = next((t for t in self.tokens[:index] if t.role == "site"), None)
        announced = site is not None and token.start - site.end <= 14
        if after is None and not announced:
            return self._before_unknown(index, moves)
        if after is not None:
            if not any(t.start >= after.end() - 1 for t in moves):
                return None
            following = next((t for t in self.tokens[index + 1 :] if t.start >= after.end() - 1), None)
            second = next((t for t in self.tokens if following and t.start >= following.end), None)
            if (
                following is not None
                and following.role == "compass"
                and following.value[1] == "bare"
                and (second is not None and second.role == "amount")
            ):
                return None
            if following is not None and following.role == "amount" and any(
                t.role == "fall" for t in self.tokens
            ) and not any(t.role in {"launch", "fly"} for t in self.tokens[index + 1 : index + 5]):
                return None
        if name.state and after is not None and self.text[after.end() - 1 : after.end()] in {"ら", "서"} and not name.groups & {"launch_site"}:
            if name.state != "PRK" or self.line.language == "ja":
                return names.launch(name.written, self._state())
            return None
        if name.generic and self._state() not in {"", "PRK"}:
            return None
        return names.launch(name.written, self._state())

    def _before_unknown(self, index: int, moves: list[Token]) -> tuple[str, str] | None:
        """A known region or town before a place that the gazetteer does not know."""
        token = self.tokens[index]
        if token.value.state:
            return None
        found = self.tongue.unknown_place.match(self.text, token.end, self.end)
        if found is None or not any(t.start >= found.end() for t in moves):
            return None
        if any(t.start < found.end(1) and t.end > found.start(1) and t.role == "name" for t in self.tokens[index + 1 :]):
            return None
        self._fact("unknown", found[1], found.start(1), found.end(1))
        return names.launch(token.value.written, self._state())

    def _state(self) -> str:
        for index, token in enumerate(self.tokens):
            if token.role == "launch":
                for other in self.tokens[:index]:
                    if other.role == "name" and other.value.state and re.match(
                        r"(?:は|が|による|の|이|가|은|는|에서)", self.text[other.end : other.end + 3]
                    ) and other.value.state not in {"JPN", "KOR"}:
                        return str(other.value.state)
        return self.line.state

    # --- where to ------------------------------------------------------------------------------

    def _direction(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.role != "compass" or self._is_past(token.start):
                continue
            _, use = token.value
            after = self.text[token.end : token.end + 12]
            aimed = use == "heading" or re.match(r" ?(?:동해상|서해상|해상|남해상)으로|の(?:日本海|海上|太平洋)[にへ]", after)
            if not aimed:
                continue
            following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
            if following is not None and following.role == "amount" and self.used.get(index + 1) != "range":
                continue
            if not any(t.role in {"launch", "fly", "detect", "pass"} for t in self.tokens):
                continue
            self._fact("direction", _point(self.text[token.start : token.end]), token.start, token.end, self._missile(index))

    def _count(self) -> None:
        if not any(t.role in {"launch", "detect", "fall", "fly", "missile", "eez"} for t in self.tokens):
            return
        for token in self.tokens:
            if self._is_past(token.start):
                continue
            if token.role == "several":
                self._fact("count", (2, "at_least"), token.start, token.end)
                return
            if token.role == "each" and (together := _TOGETHER.match(self.text, token.start)):
                self._fact("count", (_number(together[1]), "exact"), together.start(), together.end())
                return
            if token.role == "rounds" and (found := self._rounds(token)):
                value, start, end = found
                self._fact("count", value, start, end)
                return

    def _rounds(self, token: Token) -> tuple[tuple[int, str], int, int] | None:
        """The number before 発 or 발, with its bound."""
        if _ROUNDS_NOT.match(self.text, token.end):
            return None
        head = self.text[max(0, token.start - 12) : token.start]
        digits = re.search(r"([0-9]{1,3}) ?(여)? ?$", head)
        native = None if digits else _NATIVE.search(head)
        if digits is None and native is None:
            return None
        n = int(digits[1]) if digits else _NUMERALS_KO[native[1]]  # type: ignore[index]
        start = token.start - (len(digits.group()) if digits else len(native.group()))  # type: ignore[union-attr]
        before = self.text[max(0, start - 8) : start]
        if not 1 <= n <= 1000 or _ROUNDS_BEFORE.search(before):
            return None
        if n == 1 and self.text[token.end : token.end + 1] in "은는は":
            return None  # "one of them"
        after = self.text[token.end : token.end + 4]
        bound = "at_least" if digits and digits[2] else "exact"
        if re.search(r"(?:少なくとも|最低|최소|적어도|최소한)(?:計|合計)? ?$", before) or re.match(r" ?(?:以上|이상|余り|あまり)", after):
            bound = "at_least"
        elif re.search(r"(?:約|およそ|약) ?$", before) or re.match(r" ?(?:程度|前後|ほど|가량|정도|안팎)", after):
            bound = "about"
        elif re.search(r"(?:最大|최대) ?$", before):
            bound = "at_most"
        return (n, bound), start, token.end

    # --- where it came down --------------------------------------------------------------------

    def _landing(self) -> None:
        falls = [t for t in self.tokens if t.role == "fall" and not self._is_past(t.start)]
        japanese = self.line.language == "ja"
        for index, token in enumerate(self.tokens):
            if token.role != "name" or "sea" not in token.value.groups or self._is_past(token.start):
                continue
            sea = names.sea(token.value.written)
            after = self.text[token.end : token.end + 10]
            aimed = self.tongue.towards.match(after)
            if sea is None or (japanese and aimed):
                continue
            shot = any(t.role == "launch" and 0 < t.start - token.end <= 30 for t in self.tokens)
            if aimed and (shot or not falls) and not japanese:
                if any(t.role in {"launch", "pass", "fly"} for t in self.tokens):
                    self._fact("sea", (sea, False), token.start, token.end, self._missile(index))
            elif falls:
                self._fact("sea", (sea, True), token.start, token.end, self._missile(index))
        for token in falls:
            self._area(token)

    def _area(self, fall: Token) -> None:
        window = max(self.line.sentence.start, fall.start - 90)
        first = self.tongue.area_first.search(self.text, fall.start, min(fall.start + 90, self.end))
        found = first if first is not None and first.start() <= fall.start + 8 else None
        if found is None:
            for each in self.tongue.area.finditer(self.text, window, min(fall.end + 2, self.end)):
                if each.end() <= fall.end + 1:
                    found = each
        if found is None:
            return
        words, start = self._noun_phrase(found[1], found.start(1))
        index = next(i for i, t in enumerate(self.tokens) if t is fall)
        if len(words) >= 2 and not _NO_AREA.search(words):
            self._fact("area", words, start, start + len(words), self._missile(index))

    def _noun_phrase(self, words: str, start: int) -> tuple[str, int]:
        """The last words without what belongs to the verbs before them."""
        inner = re.match(r"[内外]の", words)
        if inner:
            return words[inner.end() :].strip(), start + inner.end()
        if self.line.language == "ko":
            kept: list[str] = []
            for word in reversed(words.split(" ")):
                if not word or _VERBAL.search(word) or len(kept) == 4:
                    break
                kept.insert(0, word)
            phrase = " ".join(kept)
            return phrase, start + len(words) - len(phrase)
        return words.strip(), start + len(words) - len(words.lstrip())

    # --- in whose waters -----------------------------------------------------------------------

    def _zones(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.role != "eez" or self._is_past(token.start):
                continue
            if index and self.tokens[index - 1].role == "eez" and token.start - self.tokens[index - 1].end <= 2:
                continue
            last = index
            while last + 1 < len(self.tokens) and self.tokens[last + 1].role == "eez" and self.tokens[last + 1].start - self.tokens[last].end <= 2:
                last += 1
            verdict = self._side(index, last)
            if verdict is not None:
                self._fact("claim", Verdict(self._owner(index), *verdict), token.start, self.tokens[last].end, self._missile(index))

    def _owner(self, index: int) -> str:
        for token in self.tokens[:index][::-1]:
            if token.role == "japan":
                return "JPN"
            if token.role == "name" and token.value.state and self.tokens[index].start - token.end <= 4:
                return str(token.value.state)
            if self.tokens[index].start - token.end > 12:
                break
        return "JPN"

    def _side(self, index: int, last: int) -> tuple[str, str] | None:
        zone = self.tokens[last]
        end = zone.end + (1 if self.text[zone.end : zone.end + 1] == ")" else 0)
        following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        gap = "" if following is None else self.text[end : following.start]
        fell = any(t.role == "fall" for t in self.tokens)
        told = fell or any(t.role in {"est", "flying", "arrive"} for t in self.tokens)
        if self.tongue.unseen.match(self.text, zone.end, self.end):
            return "outside", "none_seen"
        verdict = None
        if following is not None and following.role in {"inside", "outside"} and re.fullmatch(r"[の에 ]{0,2}", gap):
            verdict = following.role
        elif self.tongue.fell_in.match(self.text, zone.end, self.end):
            verdict = "inside"
        if verdict is None or not told:
            return None
        after = self.tokens[last + 1 :]
        fall = next((t for t in after if t.role == "fall"), None)
        if fall is not None:
            rest = self.text[fall.end : fall.end + 14]
            if re.match(r"(?:した|する|했|할|한|됐|된)?(?:のか|か(?:どうか)?|는지|인지)", rest):
                return "unknown", "stated"
            if re.match(r"(?:して|し)(?:い)?(?:ない|なかった)|하지 않|지 않", rest):
                verdict = "outside" if verdict == "inside" else "inside"
            if re.match(r"する可能性はな|하지 않을", rest):
                return None
        return verdict, self._certainty(index)

    def _certainty(self, index: int) -> str:
        roles = [t.role for t in self.tokens]
        token = self.tokens[index]
        if any(t.role == "initial" and 0 <= token.start - t.end <= 60 and not any(
            other.role == "eez" and t.end <= other.start < token.start for other in self.tokens
        ) for t in self.tokens):
            return "initial"
        if "corrected" in roles:
            return "corrected"
        future = "flying" in roles or re.search(r"落下する(?:可能性|見込|と)|낙하할|떨어질", self.text[token.start : self.end])
        if future:
            return "possible"
        if re.search(r"落下した可能性|낙하했을 가능성|떨어졌을 가능성", self.text[token.start : self.end]):
            return "possible"
        return "estimated" if "est" in roles else "stated"

    def _overflight(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.role != "pass" or self._is_past(token.start):
                continue
            if re.match(r"(?:し|さ|す)?(?:て)?(?:い)?(?:ない|なかった|ず|る可能性)|하지 않|할 가능", self.text[token.end : token.end + 8]):
                continue
            before = [t for t in names.names(self.tokens[:index]) if token.start - t.end <= 8]
            if before and names.in_japan(before[-1].value.written):
                self._fact("claim", Verdict("JPN", "overflew", "stated"), before[-1].start, token.end)


_NO_AREA = re.compile(r"水域|EEZ|ところ|もの|것|수역|^の?[内外]側?$|^(?:안|밖|바깥|안쪽|내|바깥쪽|각각)$|[0-9]|[,、]")
_VERBAL = re.compile(r"(?:[해한후뒤를을가며고여쯤께경에]|으로|에서|은|는)$")
_TOGETHER = re.compile(r"([23두세]) ?[発발] ?(?:とも|모두)")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS_KO[word]


def _region_rank(canonical: str) -> int:
    if canonical in names.STATE_REGIONS.values():
        return 0
    return 1 if "coast" in canonical or "inland" in canonical else 2


_POINT = re.compile(r"[北東南西]{1,3}|[북동남서]{1,3}")


def _point(words: str) -> str | None:
    """The compass point in words such as 北東方向."""
    found = _POINT.match(words)
    return None if found is None else found.group()


def _names_at_word_starts(tokens: list[Token], text: str) -> list[Token]:
    """Korean names only where a word, or a name before them, ends: "이동해" holds no 동해."""
    kept: list[Token] = []
    for token in tokens:
        if token.role in {"name", "compass"} and "\uac00" <= text[token.start] <= "\ud7a3":
            before = text[token.start - 1 : token.start]
            joined = kept and kept[-1].role in {"name", "compass"} and kept[-1].end == token.start
            if "\uac00" <= before <= "\ud7a3" and not joined:
                continue
        kept.append(token)
    return kept


def words() -> Iterator[str]:
    """The languages of this grammar."""
    yield from ("ja", "ko")
