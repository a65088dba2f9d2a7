"""What a finding rests on: every spread, default and source, as a label and a text."""

from collections.abc import Mapping

from geo import wording
from geo.finding import Finding
from geo.flight import words as flightwords
from geo.report import words as measurewords
from geo.wording import Lang
from geo.zones import states

_TEXT: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "waters": "waters",
        "launch": "launch",
        "range": "range",
        "direction": "direction",
        "habit": "habit",
        "spread": "range spread",
        "arc": "trajectory",
        "given": "given",
        "medians": "; medians in place of agreed boundaries",
        "error": "standard error",
        "range_is": "{reported}: 90 % within {low}–{high} km",
        "waters_are": "{view}; {title} ({version})",
        "silent": "not reported",
        "word_is": "“{word}”, {deg}",
        "habit_is": "{n} launches from {state}, {first} to {last}: {mean}° ± {sd}°",
        "habit_off": "not used: turned off",
        "habit_degrees": "not used: the report gives degrees",
        "habit_from_sea": "not used: launches from ships and submarines have no common habit",
        "habit_few": "not used: too few launches are known from there",
        "habit_broken": "not used: the reported direction breaks it",
        "spread_is": "Student’s t, 3 degrees of freedom, {percent} %: of two official sources on "
        "one launch, one pair in five differs by over 6 %",
        "inside": "inside, as asked",
        "outside": "outside, as asked",
        "error_is": "{points} points, of the sampling alone",
        "capped": "{points} points, of the largest sample; more was asked for",
    },
    "ja": {
        "waters": "水域",
        "launch": "発射地点",
        "range": "飛距離",
        "direction": "方向",
        "habit": "過去の傾向",
        "spread": "飛距離の幅",
        "arc": "軌道",
        "given": "仮定",
        "medians": "；合意された境界の代わりに中間線を使用",
        "error": "標準誤差",
        "range_is": "{reported}：90%が{low}～{high}kmの範囲",
        "waters_are": "{view}；{title} ({version})",
        "silent": "発表なし",
        "word_is": "「{word}」、{deg}",
        "habit_is": "{state}からの発射{n}回（{first}～{last}年）：{mean}° ± {sd}°",
        "habit_off": "不使用：指定による",
        "habit_degrees": "不使用：発表に角度がある",
        "habit_from_sea": "不使用：艦船・潜水艦からの発射に共通の傾向はない",
        "habit_few": "不使用：そこからの発射は知られた例が少ない",
        "habit_broken": "不使用：発表の方向が過去の傾向と合わない",
        "spread_is": "自由度3のt分布、{percent}%（同じ発射で公式発表2件が6%以上違う例が5件に1件）",
        "inside": "指定により内とする",
        "outside": "指定により外とする",
        "error_is": "{points}ポイント（標本によるもののみ）",
        "capped": "{points}ポイント（最大の標本でも目標に届かず）",
    },
    "ko": {
        "waters": "수역",
        "launch": "발사 지점",
        "range": "비행거리",
        "direction": "방향",
        "habit": "과거 경향",
        "spread": "비행거리의 폭",
        "arc": "궤도",
        "given": "가정",
        "medians": "; 합의된 경계 대신 중간선 사용",
        "error": "표준오차",
        "range_is": "{reported}: 90 %가 {low}–{high} km 범위",
        "waters_are": "{view}; {title} ({version})",
        "silent": "발표 없음",
        "word_is": "‘{word}’, {deg}",
        "habit_is": "{state}의 발사 {n}회({first}–{last}년): {mean}° ± {sd}°",
        "habit_off": "사용하지 않음: 요청에 따름",
        "habit_degrees": "사용하지 않음: 발표에 각도가 있음",
        "habit_from_sea": "사용하지 않음: 함선·잠수함 발사에는 공통된 경향이 없음",
        "habit_few": "사용하지 않음: 그곳에서 알려진 발사가 너무 적음",
        "habit_broken": "사용하지 않음: 발표된 방향이 경향과 어긋남",
        "spread_is": "자유도 3의 t분포, {percent} % (같은 발사에 대한 두 공식 발표가 6 % 넘게 다른 "
        "경우가 다섯 번에 한 번)",
        "inside": "요청에 따라 안으로 봄",
        "outside": "요청에 따라 밖으로 봄",
        "error_is": "{points}포인트 (표본에 의한 것만)",
        "capped": "{points}포인트 (가장 큰 표본으로도 목표에 못 미침)",
    },
}


def rows(finding: Finding, lang: Lang = "en") -> list[tuple[str, str]]:
    """Labels and texts, most telling first."""
    words, report = _TEXT[lang], finding.report
    source, origin = finding.dataset, finding.origin
    medians = "" if source.treaties else words["medians"]
    found = [
        (
            "waters",
            words["waters_are"].format(
                view=wording.view(finding, lang), title=source.title, version=source.version
            )
            + medians,
        ),
        ("launch", f"{wording.origin_name(finding, lang)} ± {origin.spread_km:.0f} km"),
    ]
    if report.range is not None:
        low, high = (f"{km:,.0f}" for km in finding.range_interval_km)
        reported = measurewords.distance(report.range, lang)
        found.append(("range", words["range_is"].format(reported=reported, low=low, high=high)))
    found += [("direction", _direction(finding, lang)), ("habit", habit(finding, lang))]
    percent = f"{finding.spreads.range_percent:g}"
    found.append(("spread", words["spread_is"].format(percent=percent)))
    if finding.trajectory is not None:
        found.append(("arc", flightwords.rests_on(finding, lang)))
    if finding.given:
        found.append(("given", words[finding.given]))
    if finding.chance is not None:
        form = words["capped" if finding.capped else "error_is"]
        found.append(("error", form.format(points=f"{100 * finding.chance.stderr:.2f}")))
    return [(words[label], text) for label, text in found]


def _direction(finding: Finding, lang: Lang) -> str:
    words = _TEXT[lang]
    direction, spreads = finding.report.direction, finding.spreads
    if direction is None:
        return words["silent"]
    by_rose = {8: spreads.word8_deg, 16: spreads.word16_deg}
    spread_deg = direction.spread_deg or by_rose.get(direction.points or 0, spreads.bearing_deg)
    shown = f"{direction.deg:g}° ± {spread_deg:g}°"
    if direction.word is None:
        return shown
    return words["word_is"].format(word=measurewords.direction(direction, lang), deg=shown)


def habit(finding: Finding, lang: Lang = "en") -> str:
    """The habit of earlier launches that was used, or why none was."""
    words, prior = _TEXT[lang], finding.prior
    if prior is None:
        return words[f"habit_{finding.prior_note}"]
    return words["habit_is"].format(
        n=prior.launches,
        state=states.name(prior.country, lang),
        first=prior.first.year,
        last=prior.last.year,
        mean=f"{prior.mean_deg:.0f}",
        sd=f"{prior.sd_deg:.0f}",
    )
