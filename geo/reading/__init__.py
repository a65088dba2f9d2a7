"""Free text → reports: every value with the words it came from, nothing guessed.

Wire stories, ministry releases and staff messages in English, Japanese and Korean. The text is
brought to one spelling (`normalise`), cut into sentences, searched for quantities, times, days and
known words, read by a small grammar for each language (`english`, `eastern`), and the facts are put
together launch by launch and source by source (`events`).
"""

import datetime as dt

from geo.reading.assemble import understanding
from geo.reading.records import Evidence, Reading, Refusal, Understanding

__all__ = ["Evidence", "Reading", "Refusal", "Understanding", "read", "understand"]


def read(text: str, published: dt.date | str | None = None) -> tuple[Reading, ...]:
    """The launches that a text tells of, one reading for each and each source.

    Args:
        text: in English, Japanese or Korean, or a mixture.
        published: when it was published, for "today", weekdays and days without a month.

    Raises:
        ReportError: ``published`` is no date.

    >>> text = "North Korea fired a missile from Wonsan. It flew about 450 km."
    >>> read(text)[0].report.range_km
    450.0
    """
    return understand(text, published).readings


def understand(text: str, published: dt.date | str | None = None) -> Understanding:
    """As `read`, with everything that was refused.

    Raises:
        ReportError: ``published`` is no date.
    """
    from geo.report.fields import date

    return understanding(text, None if published is None else date(published))
