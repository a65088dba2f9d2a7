"""What a range can reach, in words and as plain data, in English, Japanese and Korean."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from geo.flight import words as flightwords
from geo.places import cities
from geo.reach.area import BEARINGS, Reach
from geo.wording import Lang
from geo.zones import Zones, states

_MOST_CITIES, _MOST_STATES, _MOST_WATERS = 24, 24, 40
_TEXT: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "title": "In reach from {places}: {km}",
        "and": " and ",
        "comma": ", ",
        "turning": "On a standard trajectory {km}, by bearing, with the Earth’s turning",
        "cities": "Cities in reach",
        "cities_possible": "Cities possibly in reach",
        "states": "States and territories with listed cities in reach",
        "states_possible": "States and territories with listed cities only possibly in reach",
        "waters": "Exclusive economic zones in reach, of those in: {dataset}",
        "count": "{n} of {all} listed",
        "none": "none",
        "more": "and {n} more",
        "far": "{name} {km}",
        "whole": "{name} (all)",
        "part": "{name}",
        "caveat": "For the payload that was flown: a heavier one goes less far.",
        "inner": "Surely in reach",
        "outer": "Possibly in reach",
        "ring": "In reach",
        "credit": "Cities: {credit}",
    },
    "ja": {
        "title": "{places}から届く範囲：{km}",
        "and": "・",
        "comma": "、",
        "turning": "通常軌道では方位により{km}（地球の自転を含む）",
        "cities": "届く都市",
        "cities_possible": "届く可能性のある都市",
        "states": "届く都市のある国・地域",
        "states_possible": "届く可能性のある都市だけがある国・地域",
        "waters": "届く排他的経済水域（データ：{dataset}）",
        "count": "一覧の{all}のうち{n}",
        "none": "なし",
        "more": "ほか{n}",
        "far": "{name} {km}",
        "whole": "{name}（全域）",
        "part": "{name}",
        "caveat": "実際に飛ばした弾頭重量の場合で、重ければ短くなる。",
        "inner": "確実に届く範囲",
        "outer": "届く可能性のある範囲",
        "ring": "届く範囲",
        "credit": "都市：{credit}",
    },
    "ko": {
        "title": "{places}에서 닿는 범위: {km}",
        "and": "·",
        "comma": ", ",
        "turning": "정상 각도로는 방위에 따라 {km} (지구 자전 포함)",
        "cities": "닿는 도시",
        "cities_possible": "닿을 수도 있는 도시",
        "states": "닿는 도시가 있는 나라·지역",
        "states_possible": "닿을 수도 있는 도시만 있는 나라·지역",
        "waters": "닿는 배타적 경제수역 (자료: {dataset})",
        "count": "목록 {all}곳 가운데 {n}곳",
        "none": "없음",
        "more": "그 밖에 {n}곳",
        "far": "{name} {km}",
        "whole": "{name} (전부)",
        "part": "{name}",
        "caveat": "실제로 쏜 탄두 무게일 때이며 더 무거우면 짧아진다.",
        "inner": "확실히 닿는 범위",
        "outer": "닿을 수도 있는 범위",
        "ring": "닿는 범위",
        "credit": "도시: {credit}",
    },
}


def text(lang: Lang) -> Mapping[str, str]:
    """The sentences of a language."""
    return _TEXT[lang]


def ranges(reach: Reach, lang: Lang = "en") -> str:
    """The band, from the least lower to the greatest upper edge."""
    return flightwords.span(float(reach.lower_km.min()), float(reach.upper_km.max()), lang)


def title(reach: Reach, lang: Lang = "en") -> str:
    """What was asked."""
    words = _TEXT[lang]
    names = [start.name for start in reach.starts]
    return words["title"].format(km=ranges(reach, lang), places=words["and"].join(names))


def rows(reach: Reach, zones: Zones, lang: Lang = "en") -> list[tuple[str, str]]:
    """Headings and texts: cities, states and waters in reach."""
    words = _TEXT[lang]
    ranked = sorted(reach.cities, key=lambda each: (not each.city.capital, -each.city.population))
    sure = [each for each in ranked if each.extent == "within"]
    maybe = [each for each in ranked if each.extent == "possible"]
    whole = len(cities.all_cities())
    found = []
    for heading, group in (("cities", sure), ("cities_possible", maybe)):
        if group or heading == "cities":
            listed = [
                words["far"].format(name=each.city.name, km=f"{each.range_km:,.0f}")
                for each in group
            ]
            count = words["count"].format(n=len(group), all=f"{whole:,}")
            found.append((f"{words[heading]} ({count}; km)", _listed(listed, _MOST_CITIES, lang)))
    for heading, extent in (("states", "within"), ("states_possible", "possible")):
        names = [
            state_name(state.code, state.name, lang)
            for state in reach.states
            if state.extent == extent
        ]
        if names or extent == "within":
            found.append((f"{words[heading]} ({len(names)})", _listed(names, _MOST_STATES, lang)))
    source = zones.provenance
    heading = words["waters"].format(dataset=source.title)
    found.append((heading, _listed(_waters(reach, zones, lang), _MOST_WATERS, lang)))
    return found


def state_name(code: str, english: str, lang: Lang) -> str:
    """A state's name; the English one where the language has none here."""
    known = states.name(code, lang)
    return english if known == code else known


def notes(reach: Reach, lang: Lang = "en") -> list[str]:
    """What it holds for, and whom to credit."""
    words = _TEXT[lang]
    caveat = [words["turning"].format(km=ranges(reach, lang)), words["caveat"]]
    return [*(caveat if reach.turning else []), words["credit"].format(credit=cities.CREDIT)]


def to_dict(reach: Reach, zones: Zones, lang: Lang = "en") -> dict[str, Any]:
    """The reach as plain data. An edge that is null goes to every point that way.

    Kilometres are rounded to 0.1, positions to 1e-4 degrees.
    """
    return {
        "title": title(reach, lang),
        "from": [
            {
                "name": start.name,
                "lon": round(start.lon, 5),
                "lat": round(start.lat, 5),
                "edges": [
                    {
                        "bearing_deg": 360 / BEARINGS * row,
                        "lower_km": _number(low),
                        "upper_km": _number(high),
                    }
                    for row, (low, high) in enumerate(zip(lower, upper, strict=True))
                ],
            }
            for start, lower, upper in zip(
                reach.starts, reach.lower_km, reach.upper_km, strict=True
            )
        ],
        "cities": [
            {
                "name": each.city.name,
                "country": each.city.country,
                "capital": each.city.capital,
                "population": each.city.population,
                "reach": each.extent,
                "from": each.start,
                "range_km": round(each.range_km, 1),
                "bearing_deg": round(each.bearing_deg, 2),
            }
            for each in reach.cities
        ],
        "states": [
            {
                "code": state.code,
                "name": state_name(state.code, state.name, lang),
                "capital": state.capital,
                "cities": state.cities,
                "reach": state.extent,
            }
            for state in reach.states
        ],
        "zones": [
            {
                "kind": zones.kind[each.row],
                "claimants": list(zones.claimants[each.row]),
                "name": zones.names[lang][each.row],
                "reach": each.extent,
                "whole": each.whole,
            }
            for each in reach.waters
        ],
        "inner": _geojson(reach.inner),
        "outer": _geojson(reach.outer) if reach.banded else None,
        "dataset": {
            "name": zones.provenance.name,
            "version": zones.provenance.version,
            "sha256": zones.provenance.sha256,
            "attribution": zones.provenance.attribution,
        },
        "notes": notes(reach, lang),
    }


def _waters(reach: Reach, zones: Zones, lang: Lang) -> list[str]:
    words = _TEXT[lang]
    found: dict[str, None] = {}
    for each in reach.waters:
        if zones.kind[each.row] == "eez":
            form = words["whole" if each.whole else "part"]
            found[form.format(name=zones.names[lang][each.row])] = None
    return list(found)


def _listed(names: Sequence[str], most: int, lang: Lang) -> str:
    words = _TEXT[lang]
    if not names:
        return words["none"]
    shown = list(names[:most])
    if len(names) > most:
        shown.append(words["more"].format(n=len(names) - most))
    return words["comma"].join(shown)


def _geojson(shape: shapely.Geometry) -> dict[str, Any]:
    rounded = shapely.set_precision(shape, 1e-4)
    return dict(shapely.geometry.mapping(rounded))


def _number(km: float) -> float | None:
    return round(float(km), 1) if np.isfinite(km) else None
