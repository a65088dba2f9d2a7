"""What every exported file says about itself: verdict, sources, spreads, attribution."""

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Any

from geo import brief, summary
from geo.finding import Finding
from geo.wording import Lang


def of(finding: Finding, lang: Lang) -> dict[str, Any]:
    """The finding as plain data; the points of a track stand in a layer of their own."""
    plain = summary.of(finding, lang)
    if plain["trajectory"] is not None:
        del plain["trajectory"]["track"]
    return plain


def html(finding: Finding, lang: Lang) -> str:
    """The brief as HTML for a balloon: every text escaped, no link but to a web address."""
    found = brief.of(finding, lang)
    parts = [f"<h2>{safe(found.title)}</h2>"]
    parts += [f"<p>{safe(line)}</p>" for line in (found.kicker, found.verdict, *found.summary)]
    for section in found.sections:
        parts.append(f"<h3>{safe(section.heading)}</h3><ul>")
        for row in section.rows:
            label = f"{safe(row.label)}: " if row.label else ""
            url = f" &lt;{safe(row.url)}&gt;" if row.url else ""
            parts.append(f"<li>{label}{safe(row.text)}{url}</li>")
        parts.append("</ul>")
    return "".join(parts)


def balloon(fields: Mapping[str, Any], attribution: list[str]) -> str:
    """The fields of a feature as HTML for a balloon."""
    rows = "".join(
        f"<tr><th>{safe(name)}</th><td>{safe(value)}</td></tr>"
        for name, value in fields.items()
        if value is not None and value != ""
    )
    return f"<table>{rows}</table><p>{safe(' · '.join(attribution))}</p>"


def safe(value: object) -> str:
    """Text that HTML shows letter for letter, and that no program fills in as a template.

    >>> safe("<b>$[name]</b>")
    '&lt;b&gt;&#36;[name]&lt;/b&gt;'
    """
    return escape(str(value)).replace("$", "&#36;")


def launched(finding: Finding) -> dt.datetime | None:
    """The moment of launch in UTC; None unless day, time and offset are known."""
    date, time = finding.report.date, finding.report.time
    if date is None or time is None or time.tzinfo is None:
        return None
    return dt.datetime.combine(date, time).astimezone(dt.UTC)
