"""A finding in brief: title, verdict, and sections of text, for people to copy, print and send.

The HTML map and the exports say the same with the same words, because both take them from here.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from geo import basis, notewords, wording
from geo.finding import Finding
from geo.flight import words as flightwords
from geo.wording import LANGUAGES, Lang
from geo.zones import Provenance

LAND_CREDIT = "© OpenStreetMap contributors, ODbL"
_LEAST_CHANCE = 0.0005  # of a zone that is worth a line

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "untitled": ("Launch from {name}", "{name}からの発射", "{name} 발사"),
    "untitled_dated": (
        "Launch from {name}, {day}",
        "{day}の{name}からの発射",
        "{day} {name} 발사",
    ),
    "reported_by": ("reported by {by}", "{by}発表", "{by} 발표"),
    "where": ("Where it can have come down", "落下し得る水域", "낙하할 수 있는 수역"),
    "elsewhere": (
        "elsewhere: high seas, land, or beyond the data",
        "その他：公海、陸地、データの範囲外",
        "그 밖: 공해, 육지, 자료 범위 밖",
    ),
    "statements": ("What was said, put to the test", "発表内容の検証", "발표 내용 검증"),
    "trajectory": ("Trajectory", "軌道", "궤도"),
    "basis": ("What this rests on", "算定の根拠", "산정 근거"),
    "spreads": ("Spreads used", "用いた幅", "사용한 폭"),
    "notes": ("Notes", "注記", "참고"),
    "sources": ("Sources", "出典", "출처"),
    "credits": ("Map and data", "地図とデータ", "지도와 자료"),
    "zones_from": (
        "Zones: {title}, {version}, {licence}. {attribution}",
        "水域：{title}、{version}、{licence}。{attribution}",
        "수역: {title}, {version}, {licence}. {attribution}",
    ),
    "land": (
        "Land: © OpenStreetMap contributors, ODbL",
        "陸地：© OpenStreetMap contributors, ODbL",
        "육지: © OpenStreetMap contributors, ODbL",
    ),
    "natural_earth": (
        "Land beyond the north-west Pacific: Natural Earth, public domain",
        "北西太平洋以外の陸地：Natural Earth（パブリックドメイン）",
        "북서태평양 밖의 육지: Natural Earth (퍼블릭 도메인)",
    ),
    "no_navigation": (
        "Not for navigation. Zones show claims and calculations and judge none of them.",
        "航海には使用不可。水域は主張と計算を示すもので、その当否を判断するものではない。",
        "항해용이 아님. 수역은 주장과 계산을 보일 뿐 그 옳고 그름을 판단하지 않음.",
    ),
}

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Row:
    """A line of a section: a label, or nothing, a text, and a web address, or nothing."""

    label: str
    text: str
    url: str | None = None


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Brief:
    """A finding in brief.

    Attributes:
        title: of the launch.
        kicker: when, and who reported it.
        verdict: in one sentence.
        summary: what the verdict rests on most, a sentence each.
        sections: everything else, those with nothing to say left out.
    """

    title: str
    kicker: str
    verdict: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]


def of(finding: Finding, lang: Lang = "en") -> Brief:
    """The brief of a finding."""
    says = words(lang)
    rows = {
        "where": _where(finding, lang),
        "statements": [Row("", wording.statement(each, lang)) for each in finding.statements],
        "trajectory": [Row("", line) for line in flightwords.lines(finding, lang)],
        "basis": [Row(label, text) for label, text in basis.rows(finding, lang)],
        "spreads": [Row("", _spreads(finding))],
        "notes": [Row("", note) for note in notewords.of(finding, lang)],
        "sources": _sources(finding, lang),
        "credits": [Row("", line) for line in credit_lines(finding.dataset, lang)],
    }
    verdict, *summary = wording.summary(finding, lang)
    return Brief(
        title=title(finding, lang),
        kicker=kicker(finding, lang),
        verdict=verdict,
        summary=tuple(summary),
        sections=tuple(Section(says[name], tuple(found)) for name, found in rows.items() if found),
    )


def plain(finding: Finding, lang: Lang = "en") -> str:
    """The brief as plain text, UTF-8, for a message or a mail."""
    brief = of(finding, lang)
    lines = [brief.title, brief.kicker, "", brief.verdict, *brief.summary]
    for section in brief.sections:
        lines += ["", section.heading]
        for row in section.rows:
            label = f"{row.label}: " if row.label else ""
            url = f" <{row.url}>" if row.url else ""
            lines.append(f"- {label}{row.text}{url}")
    return "\n".join(line for row, line in enumerate(lines) if line or row != 1) + "\n"


def markdown(finding: Finding, lang: Lang = "en") -> str:
    """The brief as Markdown (CommonMark), with every text of the report escaped."""
    brief = of(finding, lang)
    lines = [f"# {escaped(brief.title)}", ""]
    lines += [escaped(brief.kicker), ""] if brief.kicker else []
    lines += [f"**{escaped(brief.verdict)}**", ""]
    for sentence in brief.summary:
        lines += [escaped(sentence), ""]
    for section in brief.sections:
        lines += [f"## {escaped(section.heading)}", ""]
        for row in section.rows:
            label = f"{escaped(row.label)}: " if row.label else ""
            text = escaped(row.text)
            if row.url and _is_web(row.url):
                text = f"[{text}](<{_bare(row.url)}>)"
            elif row.url:
                text += f" · {escaped(row.url)}"
            lines.append(f"- {label}{text}")
        lines.append("")
    return "\n".join(lines)


def words(lang: Lang) -> dict[str, str]:
    """The headings and forms of a language.

    >>> words("ja")["sources"]
    '出典'
    """
    column = LANGUAGES.index(lang)
    return {key: forms[column] for key, forms in _WORDS.items()}


def title(finding: Finding, lang: Lang = "en") -> str:
    """What to call the launch: as the report does, or by its place and day."""
    if finding.report.title:
        return finding.report.title
    name, date = wording.origin_name(finding, lang), finding.report.date
    if date is None:
        return words(lang)["untitled"].format(name=name)
    return words(lang)["untitled_dated"].format(name=name, day=day(date, lang))


def kicker(finding: Finding, lang: Lang = "en") -> str:
    """When it was fired, and who said so."""
    report, parts = finding.report, []
    if report.date is not None:
        parts.append(day(report.date, lang))
    if report.time is not None:
        offset = report.time.strftime("%z")
        zone = f" UTC{offset[:3]}:{offset[3:5]}" if offset else ""
        parts.append(f"{report.time:%H:%M}{zone}")
    if report.reported_by:
        parts.append(words(lang)["reported_by"].format(by=report.reported_by))
    return " · ".join(parts)


def attribution(dataset: Provenance) -> list[str]:
    """Whom every picture and file names: the dataset of zones, and the land."""
    return list(dict.fromkeys([dataset.attribution, LAND_CREDIT, "Natural Earth"]))


def credit_lines(dataset: Provenance, lang: Lang = "en") -> list[str]:
    """Where zones and land come from, and what they are not for."""
    says = words(lang)
    zones = says["zones_from"].format(
        title=dataset.title,
        version=dataset.version,
        licence=dataset.licence,
        attribution=dataset.attribution,
    )
    return [zones, says["land"], says["natural_earth"], says["no_navigation"]]


def day(date: dt.date, lang: Lang = "en") -> str:
    """A date as a newspaper writes it.

    >>> day(dt.date(2025, 1, 6)), day(dt.date(2025, 1, 6), "ja")
    ('6 January 2025', '2025年1月6日')
    """
    if lang == "ja":
        return f"{date.year}年{date.month}月{date.day}日"
    if lang == "ko":
        return f"{date.year}년 {date.month}월 {date.day}일"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MARKED = re.compile(r"([\\`*_\[\]~|#$!])")
_LIST = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")  # what starts a list, or a line under a heading
_START = re.compile(r"^([-+=:])")


def escaped(text: str) -> str:
    r"""Text on one line that Markdown and HTML show letter for letter.

    >>> escaped("*a* <b>"), escaped("1. one\n# two"), escaped("[x](y)"), escaped("1.5")
    ('\\*a\\* &lt;b&gt;', '1\\. one \\# two', '\\[x\\](y)', '1.5')
    """
    line = _MARKED.sub(r"\\\1", " ".join(text.split()))
    line = _START.sub(r"\\\1", _LIST.sub(r"\1\\\2", line))
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _where(finding: Finding, lang: Lang) -> list[Row]:
    if finding.chance is None:
        return []
    rows = [
        Row(zone.names.get(lang, zone.names["en"]), wording.percent(zone.chance.value))
        for zone in finding.zones
        if zone.chance.value >= _LEAST_CHANCE
    ]
    rest = 1 - sum(zone.chance.value for zone in finding.zones)
    if rest >= _LEAST_CHANCE:
        rows.append(Row(words(lang)["elsewhere"], wording.percent(rest)))
    return rows


def _spreads(finding: Finding) -> str:
    used = finding.spreads
    return ", ".join(f"{field.name} {getattr(used, field.name):g}" for field in fields(used))


def _sources(finding: Finding, lang: Lang) -> list[Row]:
    found = []
    for source in finding.report.sources:
        parts = [source.title, day(source.published, lang) if source.published else None]
        parts.append(source.licence)
        text = ", ".join(part for part in parts if part)
        found.append(Row("", text, None if source.url is None else str(source.url)))
    return found


def _is_web(url: str) -> bool:
    return re.match(r"https?://", url, re.IGNORECASE) is not None


def _bare(url: str) -> str:
    """An address that ends no link early."""
    return "".join(f"%{ord(letter):02X}" if letter in '<>"\\ ' else letter for letter in url)
