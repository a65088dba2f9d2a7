"""What a day in a sentence is the day of: a launch, a statement, a dateline, the past."""

from typing import TYPE_CHECKING

from geo.reading.eastern import dayroles as eastern
from geo.reading.english import dayroles as english
from geo.reading.lexicon import Token
from geo.reading.roles import Role
from geo.reading.tokens import Scanned

if TYPE_CHECKING:
    from geo.reading.days import Day


def role_of(scanned: Scanned, token: Token, *, dated: bool) -> Role:
    """What a day in a sentence is the day of; ``dated`` where that of the launch is known."""
    day: Day = token.value
    told_first = day.kind == "date" and not dated  # "on the 29th of last month it fired"
    if day.kind == "vague" or (day.past and day.kind != "weekday" and not told_first):
        return "past"
    if scanned.sentence.language == "en":
        return english.role(scanned.text, scanned.tokens, token, dated=dated)
    return eastern.role(scanned.text, scanned.tokens, token)
