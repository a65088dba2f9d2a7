"""Finds known words and names in running text, the longest first.

English is matched word by word ("test-fired" is two words, "Japan's" one), Japanese and Korean
letter by letter. Each start costs a few look-ups in nested dictionaries, whatever the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from geo.reading.normalise import small

_WORD = re.compile(r"(?<!')[A-Za-z]+(?:'(?![sS]\b)[A-Za-z]+)?")
_GAPS = frozenset({" ", "-", "'s ", "' ", ". ", ".", "'", "'s-", " -", " (", "/"})
_END = ""  # the key under which a node keeps what ends there


class Token(NamedTuple):
    """A known word, name, quantity, time or day in the plain text."""

    role: str
    start: int
    end: int
    value: Any = None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


class Lexicon:
    """Words with their roles.

    Args:
        entries: (as written, role, value). One that begins with a capital in English matches
            only text that does.
        by_word: match word by word, not letter by letter.
    """

    def __init__(self, entries: Iterable[tuple[str, str, Any]], *, by_word: bool) -> None:
        self._by_word = by_word
        self._root: dict[str, Any] = {}
        for written, role, value in entries:
            node = self._root
            parts = [_plain(part) for part in _WORD.findall(written)] if by_word else written
            for part in parts:
                node = node.setdefault(part, {})
            if parts:
                node.setdefault(_END, []).append((written[:1].isupper(), role, value))

    def scan(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens between two positions, in order, none overlapping another."""
        return list(
            self._words(text, start, end) if self._by_word else self._letters(text, start, end)
        )

    def _words(self, text: str, start: int, end: int) -> Iterator[Token]:
        words = [found.span() for found in _WORD.finditer(text, start, end)]
        low = small(text)
        lower = [low[first:last] for first, last in words]
        if "'" in text:
            lower = [word.replace("'", "") for word in lower]
        index, root = 0, self._root
        while index < len(words):
            node = root.get(lower[index])
            if node is None:
                index += 1
                continue
            best, last = _longest(text, words, lower, index, node)
            if best is not None:
                yield Token(best[1], words[index][0], words[last][1], best[2])
                index = last
            index += 1

    def _letters(self, text: str, start: int, end: int) -> Iterator[Token]:
        index = start
        root = self._root
        while index < end:
            node = root.get(text[index])
            if node is None:
                index += 1
                continue
            at, best, best_at = index, None, index
            while node is not None:
                at += 1
                if _END in node:
                    best, best_at = node[_END][0], at
                if at >= end:
                    break
                node = node.get(text[at])
            if best is None:
                index += 1
                continue
            yield Token(best[1], index, best_at, best[2])
            index = best_at


def _longest(
    text: str, words: list[tuple[int, int]], lower: list[str], index: int, node: dict[str, Any]
) -> tuple[tuple[bool, str, Any] | None, int]:
    """The longest entry that begins at a word, and the number of its last word."""
    capital = text[words[index][0]].isupper()
    best, last, owned = None, index, False
    for at in range(index, len(words)):
        if at > index:
            gap = text[words[at - 1][1] : words[at][0]]
            following = node.get(lower[at]) if gap in _GAPS else None
            if following is None:
                break
            node = following
            owned = owned or gap[0] == "'"  # "the North's western coast" is not north-west
        for entry in node.get(_END, ()):
            if (capital or not entry[0]) and not (owned and entry[1] == "compass"):
                best, last = entry, at
                break
    return best, last


def _plain(word: str) -> str:
    """A word as it is looked up: "Pyong'an" is "pyongan"."""
    return word.lower().replace("'", "")


def rows(table: str) -> Iterator[tuple[str, str]]:
    """Each head of a table with each of its words: ``head: word; word``, going on indented."""
    for row in re.split(r"\n(?=\S)", table.strip()):
        head, _, words = row.partition(":")
        for word in words.split(";"):
            yield head, word.strip()


def entries(table: str) -> Iterator[tuple[str, str, Any]]:
    """The entries of a table of roles."""
    for role, word in rows(table):
        yield word, role, word
