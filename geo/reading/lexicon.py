"""Finds known words and names in running text, the longest first.

English is matched word by word ("test-fired" is two words, "Japan's" one), Japanese and Korean
letter by letter. Each start costs a few look-ups in nested dictionaries, whatever the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_WORD = re.compile(r"(?<!')[A-Za-z]+(?:'(?![sS]\b)[A-Za-z]+)?")
_GAPS = frozenset({" ", "-", "'s ", "' ", ". ", ".", "'", "'s-", " -", " (", "/"})
_END = ""  # the key under which a node keeps what ends there


class Token(NamedTuple):
    """A known word, name, quantity, time or day in the plain text."""

    role: str
    start: int
    end: int
    value: Any = None


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
        low = text.lower() if text.isascii() else "".join(map(_lower, text))
        lower = [low[first:last] for first, last in words]
        if "'" in text:
            lower = [word.replace("'", "") for word in lower]
        index, root, count = 0, self._root, len(words)
        while index < count:
            node = root.get(lower[index])
            if node is None:
                index += 1
                continue
            capital = text[words[index][0]].isupper()
            at, best, best_at, owned = index, None, index, False
            while True:
                for entry in node.get(_END, ()):
                    if (capital or not entry[0]) and not (owned and entry[1] == "compass"):
                        best, best_at = entry, at
                        break
                at += 1
                if at == count:
                    break
                gap = text[words[at - 1][1] : words[at][0]]
                if gap not in _GAPS:
                    break
                owned = owned or gap[0] == "'"  # "the North's western coast" is not north-west
                following = node.get(lower[at])
                if following is None:
                    break
                node = following
            if best is not None:
                yield Token(best[1], words[index][0], words[best_at][1], best[2])
                index = best_at
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


def _plain(word: str) -> str:
    """A word as it is looked up: "Pyong'an" is "pyongan"."""
    return word.lower().replace("'", "")


def _lower(letter: str) -> str:
    """A small letter, where that is one letter too."""
    small = letter.lower()
    return small if len(small) == 1 else letter


def entries(table: dict[str, str]) -> Iterator[tuple[str, str, Any]]:
    """The entries of a table of roles, its words separated by ``;``."""
    for role, words in table.items():
        for word in words.split(";"):
            if stripped := word.strip():
                yield stripped, role, stripped
