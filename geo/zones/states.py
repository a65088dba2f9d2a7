"""States and territories: ISO codes, names in three languages, and the words for views."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geo import datafiles
from geo.errors import ZoneError

UNDISPUTED = "undisputed"


@dataclass(frozen=True)
class State:
    """A state or territory by its ISO 3166 alpha-3 code.

    Attributes:
        code: such as ``JPN``.
        names: by language code ``en``, ``ja``, ``ko``.
        view: the word that selects its reading of the zones, such as ``japan``.
    """

    code: str
    names: Mapping[str, str]
    view: str


@cache
def all_states() -> Mapping[str, State]:
    """Every state of the table, by code."""
    with datafiles.path("eez", "states.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: State(
                row["code"],
                {lang: row[f"name_{lang}"] for lang in ("en", "ja", "ko")},
                row["view"],
            )
            for row in csv.DictReader(file)
        }


def name(code: str, lang: str = "en") -> str:
    """The name of a state in a language; its code where the table does not know it.

    >>> name("JPN", "ko")
    '일본'
    """
    state = all_states().get(code)
    return state.names[lang] if state else code


def of_view(view: str) -> str:
    """The code of the state whose reading a view is.

    Raises:
        ZoneError: no state has that view.

    >>> of_view("japan")
    'JPN'
    """
    for state in all_states().values():
        if view.lower() in (state.view, state.code.lower()):
            return state.code
    raise ZoneError(
        f"unknown view {view!r}; expected undisputed, or a state's reading such as japan, korea or "
        "united-states: take the state's ISO code"
    )


def view_word(view: str) -> str:
    """The word for a view, from that word or a state's code.

    >>> view_word("JPN"), view_word("undisputed")
    ('japan', 'undisputed')
    """
    return view.lower() if view.lower() == UNDISPUTED else all_states()[of_view(view)].view
