"""Files of reports, in YAML or JSON.

A file holds one report, a list of reports, or several YAML documents.
"""

import json
from pathlib import Path
from typing import Any, cast

from geo.errors import ReportError
from geo.report import Report, parse, problems
from geo.text import printable, shown

MOST_BYTES = 1_000_000
_OF_READING = frozenset({"event", "missing", "evidence", "refused"})


def load(path: str | Path) -> list[Report]:
    """The reports in a file.

    Raises:
        ReportError: the file cannot be read, or something in it is no report.
    """
    where = printable(str(path))
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReportError(
            f"{where}: cannot be read ({getattr(error, 'strerror', None) or error}); expected a "
            "file of reports in YAML or JSON: check its name"
        ) from None
    _check_size(len(content), where)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{where}: not UTF-8 text (byte {error.start + 1:,}); expected YAML or JSON: save the "
            "file as UTF-8"
        ) from None
    return loads(text, where=where)


def loads(text: str, where: str = "text") -> list[Report]:
    """The reports in a text.

    Args:
        text: YAML or JSON.
        where: what to call it in errors.

    Raises:
        ReportError: something in it is no report.

    >>> [report.range_km for report in loads("{launch: Pyongyang, range: 680 miles}")]
    [1094.35392]
    """
    try:
        _check_size(len(text.encode()), where)
    except UnicodeEncodeError as error:
        raise ReportError(
            f"{where}: half a character at position {error.start + 1:,}; expected text: remove it"
        ) from None
    documents = _read_json(text, where)
    if documents is None:
        from geo.report import plainyaml

        documents = plainyaml.read(text, where)
    reports: list[Report] = []
    for content, lines in documents:
        content = _without_evidence(content)  # noqa: PLW2901
        if not isinstance(content, list):
            number = f", report {len(reports) + 1}" if len(documents) > 1 else ""
            reports.append(parse(content, f"{where}{number}", lines))
            continue
        own: list[dict[problems.Location, int]] = [{} for _ in content]
        for at, line in lines.items():
            own[cast("int", at[0])][at[1:]] = line
        for given, its_lines in zip(content, own, strict=True):
            reports.append(parse(given, f"{where}, report {len(reports) + 1}", its_lines))
    if not reports:
        raise ReportError(
            f"{where}: empty; expected a report: write at least 'launch: …' and 'range: …'"
        )
    return reports


def _without_evidence(content: Any) -> Any:
    """What `geo read --json` printed, without the words that its values came from."""
    if isinstance(content, list):
        return [_values_alone(each) for each in content]
    return _values_alone(content)


def _values_alone(content: Any) -> Any:
    if not isinstance(content, dict) or "evidence" not in content:
        return content
    return {key: value for key, value in content.items() if key not in _OF_READING}


def dump(report: Report) -> str:
    """The report as YAML, which reads back to an equal report."""
    import yaml

    return yaml.safe_dump(
        _plain(report), allow_unicode=True, default_flow_style=None, sort_keys=False, width=100
    )


def to_json(report: Report) -> str:
    """The report as JSON, which reads back to an equal report."""
    return json.dumps(_plain(report), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a report."""
    own = Report.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **own}


def _plain(report: Report) -> dict[str, Any]:
    content = report.model_dump(mode="json", exclude_none=True)
    return {key: value for key, value in content.items() if value != []}


def _check_size(size: int, where: str) -> None:
    if size > MOST_BYTES:
        raise ReportError(
            f"{where}: over {MOST_BYTES:,} bytes long; expected a file of reports of at most 1 MB: "
            "split it, or give a table of launches to 'geo batch'"
        )


def _read_json(text: str, where: str) -> list[tuple[Any, problems.Lines]] | None:
    """The content of a JSON text; None if it is none, it may be YAML."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ReportError(f"{where}: the key {shown(key)} is given twice: keep one")
            found[key] = value
        return found

    if not text.lstrip().startswith(("{", "[")):
        return None
    try:  # numbers stay as they are written, as in YAML
        content = json.loads(
            text, object_pairs_hook=unique, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError:
        return None
    except RecursionError:
        raise ReportError(f"{where}: nested too deeply; expected a report: flatten it") from None
    return [(content, {})]
