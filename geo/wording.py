"""Sentences about a finding, in English, Japanese and Korean.

Chances are worded with the scale of Intelligence Community Directive 203 (2015); an edge belongs
to the higher band.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from geo import places
from geo.assess.windows import width_deg
from geo.finding import Finding, Statement
from geo.measure import compass
from geo.report import words as measurewords
from geo.zones import states

Lang = Literal["en", "ja", "ko"]
LANGUAGES: tuple[Lang, ...] = ("en", "ja", "ko")

EDGES = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
_BANDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "almost no chance",
        "very unlikely",
        "unlikely",
        "roughly even",
        "likely",
        "very likely",
        "almost certain",
    ),
    "ja": (
        "ほぼあり得ない",
        "可能性は非常に低い",
        "可能性は低い",
        "ほぼ五分五分",
        "可能性が高い",
        "可能性が非常に高い",
        "ほぼ確実",
    ),
    "ko": (
        "거의 불가능",
        "가능성 매우 낮음",
        "가능성 낮음",
        "거의 반반",
        "가능성 높음",
        "가능성 매우 높음",
        "거의 확실",
    ),
}

_TEXT: Mapping[str, Mapping[str, str]] = {
    "en": {
        "chance": "chance",
        "verdict": "{band} to have fallen inside {state}’s EEZ: chance {chance}",
        "verdict_almost no chance": "Almost no chance that it fell inside {state}’s EEZ: {chance}",
        "verdict_roughly even": "Roughly even chance that it fell inside {state}’s EEZ: {chance}",
        "inside": "Inside {state}’s EEZ on any bearing",
        "outside": "Cannot have fallen inside {state}’s EEZ",
        "words_inside": "inside on any bearing",
        "words_outside": "cannot be inside",
        "words_unknown": "direction unknown",
        "unknown": "Direction unknown: the ring lies in {state}’s EEZ on {share} of bearings, "
        "which is not a chance",
        "windows": "{km} km lies inside on bearings {windows}",
        "windows_none": "{km} km lies inside on no bearing",
        "windows_all": "{km} km lies inside on every bearing",
        "slivers": "and {n} narrower than half a degree",
        "nominal_on_land": "The middle of the splash, {km} km on bearing {deg}°, is on land",
        "nominal": "The middle of the splash, {km} km on bearing {deg}°, is {margin} km {side} "
        "the limit",
        "in": "inside",
        "out": "outside",
        "view": "waters as {state} reads them",
        "undisputed": "undisputed waters only",
        "zone_inside": "fell inside {name}’s EEZ",
        "zone_outside": "fell outside {name}’s EEZ",
        "zone_overflew": "flew over {name}",
        "zone_unknown": "said nothing about {name}’s EEZ",
        "sea": "fell in the {name}",
        "toward": "fired toward the {name}",
        "near": "fell near {name}",
        "distance": "fell {distance} from {name}",
        "direction": "fell {direction} of {name}",
        "both": "fell {distance} {direction} of {name}",
        "flight": "flew for {time}",
        "consistent": "consistent",
        "unlikely": "hard to reconcile",
        "contradicted": "contradicted",
        "untestable": "cannot be tested",
        "estimated": "estimated",
        "possible": "said in flight, as possible",
        "none_seen": "none seen to arrive",
        "corrected": "corrected",
        "report": "the report",
        "elsewhere": "high seas, land or waters that are not covered",
    },
    "ja": {
        "chance": "確率",
        "verdict": "{state}のEEZ内に落下：{band}（確率 {chance}）",
        "inside": "どの方位でも{state}のEEZ内",
        "outside": "{state}のEEZ内に落下したことはあり得ない",
        "words_inside": "どの方位でもEEZ内",
        "words_outside": "EEZ内ではあり得ない",
        "words_unknown": "方向不明",
        "unknown": "方向不明：円のうち{share}の方位が{state}のEEZ内（確率ではない）",
        "windows": "{km}kmでEEZ内となる方位：{windows}",
        "windows_none": "{km}kmではどの方位でもEEZ外",
        "windows_all": "{km}kmではどの方位でもEEZ内",
        "slivers": "ほか0.5度未満が{n}か所",
        "nominal_on_land": "落下域の中心（方位{deg}°・{km}km）は陸上",
        "nominal": "落下域の中心（方位{deg}°・{km}km）は境界線の{side}側{margin}km",
        "in": "内",
        "out": "外",
        "view": "{state}の主張による水域",
        "undisputed": "係争のない水域のみ",
        "zone_inside": "{name}のEEZ内に落下",
        "zone_outside": "{name}のEEZ外に落下",
        "zone_overflew": "{name}上空を通過",
        "zone_unknown": "{name}のEEZについて言及なし",
        "sea": "{name}に落下",
        "toward": "{name}に向けて発射",
        "near": "{name}付近に落下",
        "distance": "{name}から{distance}に落下",
        "direction": "{name}の{direction}に落下",
        "both": "{name}の{direction}{distance}に落下",
        "flight": "{time}飛翔",
        "consistent": "矛盾しない",
        "unlikely": "両立しにくい",
        "contradicted": "矛盾する",
        "untestable": "検証できない",
        "estimated": "推定",
        "possible": "飛翔中の可能性として",
        "none_seen": "飛来は確認されず",
        "corrected": "訂正",
        "report": "発表",
        "elsewhere": "公海・陸上・対象外の水域",
    },
    "ko": {
        "chance": "확률",
        "verdict": "{state} EEZ 안에 낙하: {band} (확률 {chance})",
        "inside": "어느 방위로도 {state} EEZ 안",
        "outside": "{state} EEZ 안에 낙하했을 수 없음",
        "words_inside": "어느 방위로도 EEZ 안",
        "words_outside": "EEZ 안일 수 없음",
        "words_unknown": "방향 불명",
        "unknown": "방향 불명: 원의 방위 가운데 {share}가 {state} EEZ 안 (확률이 아님)",
        "windows": "{km} km에서 EEZ 안이 되는 방위: {windows}",
        "windows_none": "{km} km에서는 어느 방위로도 EEZ 밖",
        "windows_all": "{km} km에서는 어느 방위로도 EEZ 안",
        "slivers": "그 밖에 0.5도 미만 {n}곳",
        "nominal_on_land": "낙하 구역의 중심(방위 {deg}°, {km} km)은 육지",
        "nominal": "낙하 구역의 중심(방위 {deg}°, {km} km)은 경계선 {side}쪽 {margin} km",
        "in": "안",
        "out": "바깥",
        "view": "{state}의 주장에 따른 수역",
        "undisputed": "분쟁이 없는 수역만",
        "zone_inside": "{name} EEZ 안에 낙하",
        "zone_outside": "{name} EEZ 밖에 낙하",
        "zone_overflew": "{name} 상공 통과",
        "zone_unknown": "{name} EEZ에 대한 언급 없음",
        "sea": "{name}에 낙하",
        "toward": "{name} 쪽으로 발사",
        "near": "{name} 부근에 낙하",
        "distance": "{name}에서 {distance}에 낙하",
        "direction": "{name} {direction}쪽에 낙하",
        "both": "{name} {direction}쪽 {distance}에 낙하",
        "flight": "{time} 비행",
        "consistent": "모순되지 않음",
        "unlikely": "양립하기 어려움",
        "contradicted": "모순됨",
        "untestable": "검증 불가",
        "estimated": "추정",
        "possible": "비행 중 가능성으로",
        "none_seen": "도달 미확인",
        "corrected": "정정",
        "report": "발표",
        "elsewhere": "공해·육지·대상 밖의 수역",
    },
}


@cache
def text(lang: Lang) -> Mapping[str, str]:
    """The sentences of a language."""
    return _TEXT[lang]


def band(chance: float, lang: Lang = "en") -> str:
    """A chance in words.

    >>> band(0.24), band(0.95), band(0.049)
    ('unlikely', 'almost certain', 'almost no chance')
    """
    return _BANDS[lang][sum(chance >= edge for edge in EDGES)]


def percent(chance: float) -> str:
    """A chance as a percentage, never 0 or 100.

    It is whole where that does not put the chance in another band than its words.

    >>> percent(0.2449), percent(0.0002), percent(0.9999), percent(0.004), percent(0.9492)
    ('24 %', '<0.1 %', '>99.9 %', '0.4 %', '94.9 %')
    """
    if chance < 0.001:
        return "<0.1 %"
    if chance > 0.999:
        return ">99.9 %"
    whole = round(100 * chance)
    if chance < 0.00995 or chance > 0.99005:
        return f"{100 * chance:.1f} %"
    if band(whole / 100) != band(chance):  # just below an edge
        return f"{math.floor(1000 * chance) / 10:.1f} %"
    return f"{whole} %"


@dataclass(frozen=True)
class Verdict:
    """What the sentence of a finding says.

    Attributes:
        zone: ISO code of the state whose waters are asked about.
        chance: of having fallen in them, None where the direction is unknown.
        certain: ``inside`` or ``outside`` where nothing else is possible, else None.
        ring_share: the share of bearings on which the reported range lies in them.
    """

    zone: str
    chance: float | None
    certain: str | None
    ring_share: float

    @classmethod
    def of(cls, finding: Finding) -> "Verdict":
        """That of a finding."""
        chance = None if finding.chance is None else finding.chance.value
        return cls(finding.zone, chance, finding.certain, finding.ring_share)

    def sentence(self, lang: Lang = "en") -> str:
        """All of it in one sentence."""
        words = text(lang)
        state = states.name(self.zone, lang)
        if self.certain is not None:
            return words[self.certain].format(state=state)
        if self.chance is None:
            return words["unknown"].format(state=state, share=percent(self.ring_share))
        word = band(self.chance, lang)
        form = words.get(f"verdict_{word}", words["verdict"])
        sentence = form.format(state=state, band=word, chance=percent(self.chance))
        return sentence[:1].upper() + sentence[1:]

    def words(self, lang: Lang = "en") -> str:
        """The chance in words alone."""
        if self.certain is not None:
            return text(lang)[f"words_{self.certain}"]
        if self.chance is None:
            return text(lang)["words_unknown"]
        return band(self.chance, lang)


def verdict(finding: Finding, lang: Lang = "en") -> str:
    """The finding in one sentence."""
    return Verdict.of(finding).sentence(lang)


def icd_words(finding: Finding, lang: Lang = "en") -> str:
    """The chance in words alone, as ``wording`` in JSON and tables."""
    return Verdict.of(finding).words(lang)


def windows(finding: Finding, lang: Lang = "en") -> str:
    """The bearing windows at the reported range; slivers below half a degree are counted."""
    words = text(lang)
    km = f"{finding.ring_km:,.0f}"
    if not finding.windows:
        return words["windows_none"].format(km=km)
    if finding.windows == ((0.0, 360.0),):
        return words["windows_all"].format(km=km)
    broad = [window for window in finding.windows if width_deg(window) >= 0.5]
    slivers = len(finding.windows) - len(broad)
    listed = ", ".join(f"{start:.1f}–{end:.1f}°" for start, end in broad)
    if slivers:
        listed = (listed + " " if listed else "") + words["slivers"].format(n=slivers)
    return words["windows"].format(km=km, windows=listed)


def nominal(finding: Finding, lang: Lang = "en") -> str | None:
    """Where the middle of the splash lies, seen from the limit."""
    point = finding.nominal
    if point is None:
        return None
    words = text(lang)
    return words["nominal_on_land" if point.on_land else "nominal"].format(
        km=f"{point.range_km:,.0f}",
        deg=f"{point.bearing_deg:.0f}",
        margin=f"{abs(point.margin_km):,.0f}",
        side=words["in" if point.margin_km > 0 else "out"],
    )


def summary(finding: Finding, lang: Lang = "en") -> list[str]:
    """The verdict and what it rests on, a sentence each."""
    lines = [verdict(finding, lang)]
    if finding.report.range is not None:
        lines.append(windows(finding, lang))
    middle = nominal(finding, lang)
    return lines if middle is None else [*lines, middle]


def origin_name(finding: Finding, lang: Lang = "en") -> str:
    """The name of the launch site or region in a language, or its coordinates."""
    launch = finding.report.launch
    if launch.place is not None:
        return places.label(places.find_place(launch.place, role="launch_site").place, lang)
    if launch.region is not None:
        return places.label(places.find_region(launch.region).place, lang)
    return finding.origin.name


def view(finding: Finding, lang: Lang = "en") -> str:
    """Whose reading of the zones was used."""
    if finding.view == states.UNDISPUTED:
        return text(lang)["undisputed"]
    return text(lang)["view"].format(state=states.name(states.of_view(finding.view), lang))


def source(statement: Statement, lang: Lang = "en") -> str:
    """Who says so."""
    return statement.by or text(lang)["report"]


def says(statement: Statement, lang: Lang = "en") -> str:
    """What a statement asserts."""
    words = text(lang)
    name = statement.names.get(lang) or statement.names.get("en", "")
    if statement.kind == "zone":
        sentence = words[f"zone_{statement.verdict}"].format(name=name)
        certainty = words.get(statement.certainty or "", "")
        return f"{sentence} ({certainty})" if certainty else sentence
    if statement.kind in {"sea", "toward"}:
        return words[statement.kind].format(name=name)
    if statement.time is not None:
        return words["flight"].format(time=measurewords.duration(statement.time, lang))
    towards = statement.direction_deg
    direction = None if towards is None else compass.nearest(towards).name(lang)
    far = "" if statement.distance is None else measurewords.distance(statement.distance, lang)
    form = {
        (True, True): "both",
        (True, False): "distance",
        (False, True): "direction",
        (False, False): "near",
    }[bool(far), direction is not None]
    return words[form].format(name=name, distance=far, direction=direction)


def statement(statement: Statement, lang: Lang = "en", *, named: bool = True) -> str:
    """A statement with who says so (unless that is known), its chance and the result."""
    words = text(lang)
    chance = (
        ""
        if statement.chance is None
        else (f"{words['chance']} {percent(statement.chance.value)}, ")
    )
    by = f"{source(statement, lang)}: " if named else ""
    return f"{by}“{says(statement, lang)}”: {chance}{words[statement.result]}"
