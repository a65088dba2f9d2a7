"""Reports from whatever people have: YAML, JSON, text, web pages, PDF, standard input."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from geo import reading, reportfile
from geo.errors import ReportError
from geo.reading import Understanding, decoys, sources
from geo.reading.decoys import Lang
from geo.report import Report
from geo.text import printable

STANDARD_INPUT = "-"
_WRITTEN = frozenset({".yaml", ".yml", ".json"})
_KEYS = "|".join(Report.model_fields)
_AS_YAML = re.compile(rf"^(?:- )?\{{?(?:{_KEYS}) ?:(?: |$)", re.MULTILINE)
_LONGEST_NAME = 255
_LIKE_A_FILE = re.compile(r"\.[A-Za-z]{2,5}$")
_NO_WORDS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Intake:
    """The reports of one file.

    Attributes:
        reports: what can be checked.
        how: what it was read as: YAML or JSON, text, HTML, PDF.
        said: lines about what was read, filled in and left out.
    """

    reports: tuple[Report, ...]
    how: str
    said: tuple[str, ...] = ()


def load(path: Path, published: str | None = None, lang: Lang = "en") -> Intake:
    """The reports in a file, or in what comes from standard input.

    Args:
        path: the file; ``-`` for standard input.
        published: when a text was published, for "today" and the like.
        lang: of the lines about it.

    Raises:
        ReportError: it cannot be read, or holds nothing that can be checked.
    """
    if path.suffix.lower() in _WRITTEN:
        return Intake(tuple(reportfile.load(path)), "YAML or JSON")
    where = "standard input" if str(path) == STANDARD_INPUT else printable(str(path))
    source = words(path)
    if source.kind == "text" and _is_written(source.text):
        return Intake(tuple(reportfile.loads(source.text, where)), "YAML or JSON")
    understood = reading.understand(source.text, published or source.published)
    return _checkable(understood, source.kind, where, lang)


def words(path: Path) -> sources.Source:
    """The words of a file, or of what comes from standard input.

    Raises:
        ReportError: it cannot be read.
    """
    if str(path) == STANDARD_INPUT:
        content = sys.stdin.buffer.read(sources.MOST_BYTES + 1)
        return sources.load(content, "standard input")
    where = printable(str(path))
    return sources.load(sources.read_file(path, where), where, path.suffix.lower())


def source_of(text: str) -> sources.Source:
    """What a command line names: standard input, a file, or else the text itself.

    Raises:
        ReportError: the file cannot be read, or a name looks like a file that is not there.
    """
    if text == STANDARD_INPUT:
        return words(Path(text))
    named = len(text) <= _LONGEST_NAME and "\n" not in text
    if named and os.path.exists(text):  # noqa: PTH110 - Path.exists raises for some texts
        return words(Path(text))
    if named and " " not in text and _LIKE_A_FILE.search(text):
        raise ReportError(
            f"{printable(text)}: no such file; expected a text in quotes, a file, or - for "
            "standard input: check its name"
        )
    return sources.Source("text", text)


def _is_written(text: str) -> bool:
    """Whether a text is a report in YAML or JSON rather than in words."""
    if text.lstrip()[:1] in {"{", "["} or not _NO_WORDS.search(text):
        return True
    return bool(_AS_YAML.search(text))


def _checkable(understood: Understanding, kind: str, where: str, lang: Lang) -> Intake:
    complete = [each for each in understood.readings if each.is_complete]
    if not complete:
        missing = [", ".join(each.missing) for each in understood.readings]
        what = f"it does not say: {missing[0]}" if missing else "it tells of no launch"
        raise ReportError(
            f"{where}: read as {kind}, but {what}; expected a launch with its range, or with a "
            "landmark of its landing: see `geo read`, or write the report as YAML"
        )
    reports = []
    parts = f"{len(complete)} of {len(understood.readings)}"
    said = [f"{where}: read as {kind}, {parts} can be checked"]
    for each in complete:
        report = each.report
        if len(understood.readings) > 1:
            report = report.model_copy(update={"title": _title(report)})
        reports.append(report)
        if each.is_filled_in:
            said.append(f"{where}: no launch place is given, all of {each.region} is taken")
    for refusal in understood.refused:
        text = " ".join(refusal.text.split())
        said.append(f"{where}: not used: {text} ({decoys.words(refusal.reason, lang)})")
    return Intake(tuple(reports), kind, tuple(dict.fromkeys(said)))


def _title(report: Report) -> str:
    """What tells the reports of one text apart."""
    parts = [
        report.date.isoformat() if report.date else "",
        report.time.strftime("%H:%M") if report.time else "",
        report.launch.place or report.launch.region or "",
        report.range.text or f"{report.range.value_km:g} km" if report.range else "",
        report.reported_by or "",
    ]
    return ", ".join(part for part in parts if part)
