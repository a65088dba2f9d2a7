"""What lines of a text are: a ticker, a list of launches by day, what a correction takes back.

All of it is told by how lines begin, before any grammar reads them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from geo.reading.tokens import Scanned

_HEAD_AT = 4  # letters before the time or day of a line
_FEWEST_LINES = 3
_FEWEST_DAYS = 2
_TELLING = frozenset(
    {"launch", "fly", "fall", "rise", "alt", "distance", "rounds", "missile", "detect", "reach"}
)
_HEADED = re.compile(r" ?[:—–-]|\)| (?!께|쯤|경|즈음|무렵)| ?発表|　")
_DAY_HEADED = re.compile(r" ?[:—–=-]|,? (?:(?:오전|오후|새벽|午前|午後) ?)?[0-9]{1,2}[:時시]")
_WRONG = re.compile(r"[(【\[]誤[)】\]]|誤[:：]")
_RIGHT = re.compile(r"[(【\[]正[)】\]]|正[:：]")
_QUESTION = re.compile(
    r"Q ?[:：]|Q\. |問[)）:：]|[(（【]?(?:記者|問い?|질문)[)）】]? ?[:：]|[(（]問[)）]|Q [A-Z]"
)
_PIECES_HEAD = re.compile(
    r"(?:落下物|破片|残骸|낙하물|잔해)(?:[はが은는이])?[、,:]?$"
    r"|(?:分離し|落下物|破片)[^。]{0,40}(?:以下|次)の(?:とおり|通り)"
)
_FOLLOWS = re.compile(r"(?:以下|次)の(?:とおり|通り)")
_IN_COLUMNS = re.compile(r"(?:以下|次)の(?:とおり|通り)|다음과 같|as follows")
_COLUMN = {"distance": "range", "alt": "apogee"}
_CAME_DOWN = frozenset({"clock", "fall", "each"})
_BLANK_LINE = 2  # paragraphs on


def without_stamps(found: list[Scanned]) -> list[Scanned]:
    """The sentences without the times at which lines of a ticker were written: "12:05 Tokyo: …".

    Lines of a ticker go back in time, or tell another time than their own.
    """
    heads = list(_heads(found, "clock"))
    heads = [at for at in heads if _HEADED.match(found[at].text, found[at].tokens[0].end)]
    if len(heads) < _FEWEST_LINES:
        return found
    times = [found[at].tokens[0].value.times[0] for at in heads]
    backwards = all(later >= earlier for later, earlier in pairwise(times)) and times[0] > times[-1]
    bracketed = all(found[at].text[0] in "([" for at in heads)
    if not (backwards or bracketed or any(_tells_another(found, at) for at in heads)):
        return found
    stamped = set(heads)
    return [
        each._replace(tokens=each.tokens[1:]) if at in stamped else each
        for at, each in enumerate(found)
    ]


def _tells_another(found: Sequence[Scanned], head: int) -> bool:
    """As in "04:10 韓国軍は、北朝鮮が午前1時48分に…"."""
    line = found[head].sentence.paragraph
    tokens = found[head].tokens
    following = takewhile(lambda each: each.sentence.paragraph == line, found[head + 1 :])
    rest = [*tokens[2:], *(token for each in following for token in each.tokens)]
    spoken = [token.role for token in tokens[1:2]] == ["agency"]
    return spoken and any(token.role == "clock" for token in rest)


def _heads(found: Sequence[Scanned], role: str) -> Iterator[int]:
    """The sentences that begin a line with a token of a role."""
    paragraph = -1
    for at, each in enumerate(found):
        first = each.tokens[0] if each.tokens else None
        begins = each.sentence.paragraph != paragraph
        paragraph = each.sentence.paragraph
        if begins and first is not None and first.role == role and first.start <= _HEAD_AT:
            yield at


def by_day(found: Sequence[Scanned]) -> frozenset[int]:
    """The sentences that begin the items of a list of launches by day.

    Only where the text gives no distances elsewhere, so that the list is what it tells.
    """
    heads = [
        at
        for at in _heads(found, "day")
        if found[at].tokens[0].value.kind == "date"
        and _DAY_HEADED.match(found[at].text, found[at].tokens[0].end)
    ]
    lines = {found[at].sentence.paragraph for at in heads}
    if len(lines) < _FEWEST_DAYS:
        return frozenset()
    told = {
        each.sentence.paragraph
        for each in found
        if any(t.role == "amount" and t.value.kind == "distance" for t in each.tokens)
        if any(t.role in _TELLING for t in each.tokens)
    }
    return frozenset(heads) if told <= lines and len(told) >= _FEWEST_DAYS else frozenset()


def questions(found: Sequence[Scanned]) -> frozenset[int]:
    """The sentences of a journalist's questions: "Q: Yesterday you said that one flew …"."""
    asked: list[int] = []
    paragraph = -1  # of the question at hand
    for at, each in enumerate(found):
        if _QUESTION.match(each.text):
            paragraph = each.sentence.paragraph
        if each.sentence.paragraph == paragraph:
            asked.append(at)
    return frozenset(asked)


def without_pieces(found: Sequence[Scanned]) -> list[Scanned]:
    """The sentences without when and that the items of a list of what fell off came down.

    As in "落下物は、①9時58分頃、…、②9時59分頃、…", "複数に分離し、…は以下のとおり。①…".
    """
    result: list[Scanned] = []
    inside = separated = False
    # "①9時37分頃、一つ目が…落下。③9時41分頃、沖縄県の上空を通過。"
    pieces = any(_is_of_piece(each) for each in found)
    for each in found:
        listed = each.sentence.item is not None
        head = _PIECES_HEAD.search(each.text) is not None
        head = head or (separated and _FOLLOWS.search(each.text) is not None)
        separated = "分離し" in each.text
        bare = pieces and all(token.role != "launch" for token in each.tokens)
        inside = head or (listed and (inside or bare))
        if inside and listed:
            kept = tuple(token for token in each.tokens if token.role not in _CAME_DOWN)
            sentence = replace(each.sentence, item=None)
            result.append(each._replace(sentence=sentence, tokens=kept))
        else:
            result.append(each)
    return result


def columns(each: Scanned) -> tuple[str, ...]:
    """As in "発射時刻、最高高度及び飛翔距離は以下のとおり": the fields of the lines that follow."""
    named = dict.fromkeys(_COLUMN[t.role] for t in each.tokens if t.role in _COLUMN)
    if not named or any(token.role == "amount" for token in each.tokens):
        return ()
    return tuple(named) if _IN_COLUMNS.search(each.text) else ()


def _is_of_piece(each: Scanned) -> bool:
    """Whether an item of a list is about a part that came down."""
    roles = {token.role for token in each.tokens}
    item = each.sentence.item is not None and each.sentence.language == "ja"
    return item and {"debris", "fall"} <= roles and "launch" not in roles


def struck(found: Sequence[Scanned]) -> frozenset[int]:
    """The sentences under "(誤)": what a corrected release said before."""
    last: int | None = None  # the last paragraph of that part
    wrong: list[int] = []
    for at, each in enumerate(found):
        paragraph = each.sentence.paragraph
        if _WRONG.match(each.text):
            last = paragraph
        elif last is not None:
            goes_on = paragraph - last < _BLANK_LINE and not _RIGHT.match(each.text)
            last = paragraph if goes_on else None
        if last is not None:
            wrong.append(at)
    return frozenset(wrong)
