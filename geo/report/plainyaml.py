"""YAML without surprises.

Every value is read as the text that stands there, null apart: ``12:01`` is not a number in base
60, ``NO`` is not false, and ``1.100 km`` keeps its zeros. Anchors, aliases, tags and repeated keys
are refused, and so is deep nesting.
"""

from typing import Any, NoReturn

import yaml

from geo.errors import ReportError
from geo.report.problems import Lines, Location
from geo.text import shown

DEEPEST = 16
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_Node = dict[str, Any] | list[Any]


def read(text: str, where: str) -> list[tuple[Any, Lines]]:
    r"""The documents of a YAML text, each with the lines on which its values stand.

    Args:
        text: the YAML.
        where: what to call it in errors.

    Raises:
        ReportError: it is no YAML, or uses what is refused.

    >>> read("zone: NO\ntime: 12:01", "text")[0][0]
    {'zone': 'NO', 'time': '12:01'}
    """
    composer = _Composer(where)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            composer.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        _refuse(
            where,
            mark.line + 1 if mark else None,
            f"not readable as YAML ({problem}); expected lines such as 'range: about 1100 km': "
            "check colons, quotes and indentation",
        )
    return composer.documents


def _refuse(where: str, line: int | None, problem: str) -> NoReturn:
    raise ReportError(f"{where}{f', line {line}' if line else ''}: {problem}") from None


class _Composer:
    """Builds plain lists, mappings and texts from the events of a YAML parser."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.documents: list[tuple[Any, Lines]] = []
        self._open: list[tuple[_Node, Location]] = []
        self._keys: list[str | None] = []
        self._lines: dict[Location, int] = {}

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        mark = event.start_mark
        line = mark.line + 1 if mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse(self.where, line, "anchors (&) and aliases (*) are not read: write it out")
        if getattr(event, "tag", None):
            _refuse(self.where, line, "tags (!) are not read: leave it out, or put it in quotes")
        if isinstance(event, yaml.ScalarEvent):
            absent = event.implicit[0] and event.value in _NULLS
            self._add(None if absent else event.value, line, is_key=event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self._open) >= DEEPEST:
                _refuse(self.where, line, f"nested too deeply; expected at most {DEEPEST} levels")
            node: _Node = {} if isinstance(event, yaml.MappingStartEvent) else []
            at = self._add(node, line)
            self._open.append((node, at))
            self._keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._lines = {}

    def _add(self, value: Any, line: int, is_key: str | None = None) -> Location:
        """Put a value, or the key of the next value, where it belongs."""
        if not self._open:
            if value is not None:
                self.documents.append((value, self._lines))
            return ()
        node, at = self._open[-1]
        key = self._keys[-1]
        if isinstance(node, list):
            here = (*at, len(node))
            node.append(value)
        elif key is not None:
            here = (*at, key)
            node[key] = value
            self._keys[-1] = None
        else:
            if is_key is None:
                _refuse(self.where, line, "a key is a list or a mapping; expected a word")
            if is_key in node:
                _refuse(self.where, line, f"the key {shown(is_key)} is given twice: keep one")
            self._keys[-1] = is_key
            return at
        self._lines[here] = line
        return here
