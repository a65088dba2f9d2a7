"""A finding as plain data, for ``--json``."""

from dataclasses import asdict
from typing import Any

from geo import brief, notewords, wording
from geo.assess.windows import Window
from geo.finding import Finding
from geo.flight import summary as flightsummary
from geo.splash import Share
from geo.wording import Lang

CHANCE_DIGITS = 6
DEGREE_DIGITS = 4
POSITION_DIGITS = 5
KM_DIGITS = 3


def of(finding: Finding, lang: Lang = "en") -> dict[str, Any]:
    """The finding with the keys that the documentation promises.

    Chances are rounded to 1e-6, bearings to 1e-4°, positions to 1e-5°.
    """
    chance, prior, point = finding.chance, finding.prior, finding.nominal
    return {
        "title": finding.title,
        "date": finding.date.isoformat() if finding.date else None,
        "zone": finding.zone,
        "view": finding.view,
        "chance_inside": _value(chance),
        "chance_stderr": None if chance is None else round(chance.stderr, CHANCE_DIGITS),
        "wording": wording.icd_words(finding, lang),
        "verdict": wording.verdict(finding, lang),
        "windows_deg": windows_deg(finding.windows),
        "ring_share": round(finding.ring_share, CHANCE_DIGITS),
        "nominal": None
        if point is None
        else {
            "lon": round(point.lon, POSITION_DIGITS),
            "lat": round(point.lat, POSITION_DIGITS),
            "bearing_deg": round(point.bearing_deg, DEGREE_DIGITS),
            "range_km": round(point.range_km, KM_DIGITS),
            "margin_km": round(point.margin_km, KM_DIGITS),
            "on_land": point.on_land,
        },
        "zones": [
            {
                "code": zone.code,
                "kind": zone.kind,
                "claimants": list(zone.claimants),
                "name": zone.names.get(lang, zone.names["en"]),
                "chance": _value(zone.chance),
            }
            for zone in finding.zones
        ],
        "statements": [
            {
                "by": wording.source(statement, lang),
                "says": wording.says(statement, lang),
                "chance": _value(statement.chance),
                "result": statement.result,
                "used": statement.used,
            }
            for statement in finding.statements
        ],
        "trajectory": flightsummary.of(finding, lang),
        "launch": asdict(finding.origin),
        "range_interval_km": [round(km, 1) for km in finding.range_interval_km],
        "given": finding.given,
        "spreads": asdict(finding.spreads),
        "prior": None
        if prior is None
        else {
            "country": prior.country,
            "mean_deg": round(prior.mean_deg, DEGREE_DIGITS),
            "sd_deg": round(prior.sd_deg, DEGREE_DIGITS),
            "launches": prior.launches,
            "first": prior.first.isoformat(),
            "last": prior.last.isoformat(),
        },
        "dataset": {
            "name": finding.dataset.name,
            "version": finding.dataset.version,
            "sha256": finding.dataset.sha256,
            "treaties": finding.dataset.treaties,
            "attribution": finding.dataset.attribution,
        },
        "attribution": brief.attribution(finding.dataset),
        "sources": [
            {
                "title": source.title,
                "url": None if source.url is None else str(source.url),
                "published": source.published.isoformat() if source.published else None,
                "licence": source.licence,
            }
            for source in finding.report.sources
        ],
        "notes": notewords.of(finding, lang),
    }


def windows_deg(windows: tuple[Window, ...]) -> list[list[float]]:
    """Bearing windows with the digits that they have in every output."""
    return [[round(start, DEGREE_DIGITS), round(end, DEGREE_DIGITS)] for start, end in windows]


def _value(share: Share | None) -> float | None:
    return None if share is None else round(share.value, CHANCE_DIGITS)
