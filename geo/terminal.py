"""A finding for a terminal: one screen, the verdict first, then what it rests on."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from geo import basis, notewords, wording
from geo.finding import Finding
from geo.flight import words as flightwords
from geo.report import Report
from geo.report import words as measurewords
from geo.wording import Lang

_BAR_CELLS = 40
_MOST_ZONES = 5
_MOST_STATEMENTS = 6
_LEAST_CHANCE = 0.001
_MARKS = {"consistent": "✓", "unlikely": "?", "contradicted": "✗", "untestable": "–"}
_HEADINGS = {
    "en": ("Where it can have come down", "What was said, tested", "What this rests on", "Notes"),
    "ja": ("落下し得る水域", "発表の検証", "前提", "注"),
    "ko": ("낙하했을 수 있는 수역", "발표 내용 검증", "전제", "참고"),
}
_REPORTED = {
    "en": ("launch", "range", "apogee", "bearing"),
    "ja": ("発射地点", "飛距離", "最高高度", "方位"),
    "ko": ("발사 지점", "비행거리", "정점 고도", "방위"),
}


def render(finding: Finding, lang: Lang = "en") -> RenderableType:
    """The finding as something that rich prints. Text of the report carries no markup."""
    waters, said, rests_on, notes = _HEADINGS[lang]
    parts: list[RenderableType] = [
        Text(finding.title, style="bold"),
        Text(_reported(finding, lang), style="dim"),
        Text(),
        Text(wording.verdict(finding, lang), style="bold cyan"),
    ]
    if finding.chance is not None:
        parts.append(_bar(finding.chance.value))
    parts += [Text(line) for line in wording.summary(finding, lang)[1:]]
    if finding.zones:
        parts += [_heading(waters), _zones(finding, lang)]
    if finding.trajectory is not None:
        parts.append(_heading(flightwords.text(lang)["heading"]))
        parts += [Text(line) for line in flightwords.lines(finding, lang)]
    if finding.statements:
        parts += [_heading(said), _statements(finding, lang)]
    parts += [_heading(rests_on), _basis(finding, lang)]
    if finding.notes:
        parts += [_heading(notes), *(Text(f"· {note}") for note in notewords.of(finding, lang))]
    return Padding(Group(*parts), (1, 2))


def _heading(words: str) -> RenderableType:
    return Padding(Rule(Text(words), align="left", style="dim"), (1, 0, 0, 0))


def _reported(finding: Finding, lang: Lang) -> str:
    report = finding.report
    launch, range_, apogee, bearing = _REPORTED[lang]
    name = wording.origin_name(finding, lang)
    told_by = _told_by(report, "launch")
    parts = [f"{launch} {name} ± {finding.origin.spread_km:.0f} km{told_by}"]
    if report.range is not None:
        said = f"{range_} {measurewords.distance(report.range, lang)}"
        parts.append(said + _told_by(report, "range"))
    if report.apogee is not None:
        said = f"{apogee} {measurewords.distance(report.apogee, lang)}"
        parts.append(said + _told_by(report, "apogee"))
    if report.direction is not None:
        word = measurewords.direction(report.direction, lang)
        said = word or f"{bearing} {report.direction.deg:g}°"
        parts.append(said + _told_by(report, "direction"))
    if report.reported_by:
        parts.append(report.reported_by)
    return " · ".join(parts)


def _told_by(report: Report, value: str) -> str:
    """Who told a value, where that is not who reported the launch."""
    by = report.teller(value)
    return "" if by == (report.reported_by or "") else f" ({by})"


def _bar(chance: float) -> Text:
    filled = round(chance * _BAR_CELLS)
    bar = Text("█" * filled, style="cyan")
    bar.append("░" * (_BAR_CELLS - filled), style="dim")
    return bar.append(f" {wording.percent(chance)}")


def _grid(gap_cells: int) -> Table:
    """Two columns that never cut a text short, not even where wide letters wrap late."""
    table = Table.grid(padding=(0, gap_cells))
    for _ in range(2):
        table.add_column(overflow="fold")
    return table


def _zones(finding: Finding, lang: Lang) -> Table:
    table = _grid(2)
    shown = [zone for zone in finding.zones if zone.chance.value >= _LEAST_CHANCE]
    for zone in shown[:_MOST_ZONES]:
        name = zone.names.get(lang, zone.names["en"])
        table.add_row(Text(name), Text(wording.percent(zone.chance.value), justify="right"))
    elsewhere = 1 - sum(zone.chance.value for zone in finding.zones)
    if elsewhere >= _LEAST_CHANCE:
        table.add_row(Text(wording.text(lang)["elsewhere"]), Text(wording.percent(elsewhere)))
    return table


def _statements(finding: Finding, lang: Lang) -> Table:
    table = _grid(1)
    by = None  # named once where several statements are one source's
    for statement in finding.statements[:_MOST_STATEMENTS]:
        words = wording.statement(statement, lang, named=statement.by != by)
        table.add_row(Text(_MARKS[statement.result]), Text(words))
        by = statement.by
    rest = len(finding.statements) - _MOST_STATEMENTS
    if rest > 0:
        table.add_row(Text("…"), Text(f"+ {rest}"))
    return table


def _basis(finding: Finding, lang: Lang) -> Table:
    table = _grid(2)
    for label, words in basis.rows(finding, lang):
        table.add_row(Text(label, style="dim"), Text(words))
    return table
