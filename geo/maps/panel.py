"""The text beside a map, as plain data for the page's scripts."""

from typing import Any

from geo import basis, brief, notewords, wording
from geo.finding import Finding, Statement
from geo.maps import key, profile, words
from geo.maps.picture import Picture
from geo.wording import Lang
from geo.zones import states

BANDS = (*wording.EDGES, 1.0)
_MOST_SHARES = 6


def of(picture: Picture) -> dict[str, Any]:
    """The contents of the panel."""
    finding, lang = picture.finding, picture.lang
    _, *summary = wording.summary(finding, lang)
    return {
        "title": brief.title(finding, lang),
        "kicker": brief.kicker(finding, lang),
        "verdict": wording.verdict(finding, lang),
        "summary": summary,
        "chance": _chance(finding, lang),
        "ring": _ring(finding, lang),
        "statements": [_statement(statement, lang) for statement in finding.statements],
        "trajectory": profile.of(picture),
        "key": key.of(picture),
        "where": _where(finding, lang),
        "basis": [list(row) for row in basis.rows(finding, lang)],
        "notes": notewords.of(finding, lang),
        "sources": _sources(finding, lang),
        "credits": brief.credit_lines(finding.dataset, lang),
    }


def _chance(finding: Finding, lang: Lang) -> dict[str, Any] | None:
    if finding.chance is None:
        return None
    state = states.name(finding.zone, lang)
    text = wording.percent(finding.chance.value)
    if finding.certain is not None:
        text = "100 %" if finding.certain == "inside" else "0 %"
    return {
        "label": words.of(lang)["chance_of"].format(state=state),
        "value": round(finding.chance.value, 4),
        "text": text,
        "word": wording.icd_words(finding, lang),
        "bands": BANDS,
    }


def _ring(finding: Finding, lang: Lang) -> dict[str, Any]:
    form = words.of(lang)["ring_share" if finding.ring_share else "ring_none"]
    share = form.format(
        share=wording.percent(finding.ring_share),
        km=f"{finding.ring_km:,.0f}",
        state=states.name(finding.zone, lang),
    )
    return {"share": round(finding.ring_share, 4), "text": share}


def _statement(statement: Statement, lang: Lang) -> dict[str, Any]:
    chance = None
    if statement.chance is not None:
        share = wording.percent(statement.chance.value)
        chance = words.of(lang)["chance"].format(share=share)
    return {
        "by": wording.source(statement, lang),
        "says": wording.says(statement, lang),
        "name": statement.result,
        "result": wording.text(lang)[statement.result],
        "chance": chance,
    }


def _where(finding: Finding, lang: Lang) -> list[dict[str, Any]]:
    """Chances by owner in the view, and what is left."""
    if finding.chance is None:
        return []
    owners: dict[str, float] = {}
    for zone in finding.zones:
        owners[zone.code] = owners.get(zone.code, 0.0) + zone.chance.value
    rows = [
        {
            "name": _owner(code, lang),
            "value": round(chance, 4),
            "text": wording.percent(chance),
            "asked": code == finding.zone,
        }
        for code, chance in sorted(owners.items(), key=lambda item: (-item[1], item[0]))
    ][:_MOST_SHARES]
    rest = 1 - sum(owners.values())
    if rest > 1e-6:
        rows.append(
            {
                "name": words.of(lang)["elsewhere"],
                "value": round(rest, 4),
                "text": wording.percent(rest),
                "asked": False,
            }
        )
    return rows


def _owner(code: str, lang: Lang) -> str:
    names = [states.name(part, lang) for part in code.split("|")]
    if len(names) == 1:
        return names[0]
    return words.of(lang)["claimed_by"].format(names=words.listed(names, lang))


def _sources(finding: Finding, lang: Lang) -> list[dict[str, str | None]]:
    return [
        {
            "title": source.title,
            "url": None if source.url is None else str(source.url),
            "more": brief.day(source.published, lang) if source.published else None,
        }
        for source in finding.report.sources
    ]
