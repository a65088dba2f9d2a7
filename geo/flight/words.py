"""Sentences about a trajectory, in English, Japanese and Korean.

Every derived number comes with the band that the report's widths leave it: "16.1 (15.3–16.8)".
"""

from collections.abc import Mapping

import numpy as np

from geo.ballistics.trajectory import Band, Equivalent, Trajectory
from geo.finding import Finding
from geo.measure import compass
from geo.wording import Lang

_TEXT: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "heading": "Trajectory",
        "lofted": "Lofted: {loft} times as high as the slowest path that far",
        "near_minimum_energy": "Near minimum energy: {loft} times as high as the slowest path "
        "that far",
        "depressed": "Depressed: {loft} times as high as the slowest path that far",
        "depressed_or_gliding": "Depressed or gliding: a ballistic path with these numbers would "
        "need {speed} km/s at {angle}° and take {minutes} min",
        "from_time": "A ballistic path that lasts as long rises to {apogee} km",
        "model": "Arc: {speed} km/s at {angle}°, {minutes} min",
        "reentry": "Re-entry at 100 km height: {speed} km/s at {angle}°",
        "residual": "Reported {reported} min, {late} min against the model; a boost phase adds "
        "about 1 to {boost}",
        "short": "Reported {reported} min, {late} min: no rocket beats free flight",
        "standard": "Standard path: {still} ({turning} by bearing), {classes}, same payload",
        "widths": "With the widths of the report: {still}",
        "turning": "towards {towards}: {km}",
        "caveat": "For the payload that was flown: a heavier one goes less far. Upper edge: "
        "{more} km/s more for what lofting lost to gravity, fitted to published estimates.",
        "caveat_flat": "For the payload that was flown: a heavier one goes less far.",
        "to": "{low}–{high} km",
        "onwards": "over {low} km",
        "everywhere": "anywhere on Earth",
        "classes": "{low} to {high}",
        "signed": "{value} ({low} to {high})",
        "rests_on": "impulse, no air; apogee {apogee} %; boost to {boost} min; margin {margin} %",
        "at": "after {minutes} min: {km} km high",
    },
    "ja": {
        "heading": "軌道",
        "lofted": "ロフテッド軌道：高さは同じ距離の最も遅い軌道の{loft}倍",
        "near_minimum_energy": "最小エネルギーに近い軌道：高さは同じ距離の最も遅い軌道の{loft}倍",
        "depressed": "低い軌道：高さは同じ距離の最も遅い軌道の{loft}倍",
        "depressed_or_gliding": "低い軌道または滑空：この数値の弾道軌道なら速度{speed}km/s、"
        "仰角{angle}°、所要{minutes}分",
        "from_time": "この時間の弾道軌道なら最高高度{apogee}km",
        "model": "自由飛行：{speed}km/s、仰角{angle}°、{minutes}分",
        "reentry": "高度100kmでの再突入：{speed}km/s、{angle}°",
        "residual": "発表{reported}分、計算との差{late}分（燃焼段階で約1～{boost}分延びる）",
        "short": "発表{reported}分は計算より短い（{late}分）：自由飛行より速くは着かない",
        "standard": "通常軌道・同じ弾頭重量：{still}（方位により{turning}）、{classes}",
        "widths": "発表値の幅を含めると{still}",
        "turning": "{towards}へ：{km}",
        "caveat": "実際に飛ばした弾頭重量の場合で、重ければ短くなる。上限は、ロフテッドで重力に"
        "失った分として{more}km/s加えたもの（公表された推定値に合わせた）。",
        "caveat_flat": "実際に飛ばした弾頭重量の場合で、重ければ短くなる。",
        "to": "{low}～{high}km",
        "onwards": "{low}km以上",
        "everywhere": "地球上の全地点",
        "classes": "{low}～{high}",
        "signed": "{value} ({low}～{high})",
        "rests_on": "瞬間発射・空気なし；高度{apogee}%；燃焼{boost}分まで；余裕{margin}%",
        "at": "{minutes}分後：高度{km}km",
    },
    "ko": {
        "heading": "궤도",
        "lofted": "고각 발사: 높이가 같은 거리의 가장 느린 궤도의 {loft}배",
        "near_minimum_energy": "최소 에너지에 가까운 궤도: 높이가 같은 거리의 가장 느린 궤도의 "
        "{loft}배",
        "depressed": "저각 궤도: 높이가 같은 거리의 가장 느린 궤도의 {loft}배",
        "depressed_or_gliding": "저각 또는 활공: 이 수치의 탄도 궤도라면 {speed} km/s, 각도 "
        "{angle}°, {minutes}분이 걸림",
        "from_time": "이 시간의 탄도 궤도라면 정점 고도 {apogee} km",
        "model": "자유 비행: {speed} km/s, 각도 {angle}°, {minutes}분",
        "reentry": "고도 100 km 재진입: {speed} km/s, {angle}°",
        "residual": "발표 {reported}분, 계산과의 차이 {late}분 (연소 단계에서 약 1~{boost}분 "
        "길어짐)",
        "short": "발표 {reported}분은 계산보다 짧음({late}분): 자유 비행보다 빠를 수 없음",
        "standard": "정상 각도, 같은 탄두 무게: {still} (방위에 따라 {turning}), {classes}",
        "widths": "발표 수치의 폭까지 넣으면 {still}",
        "turning": "{towards}쪽: {km}",
        "caveat": "실제로 쏜 탄두 무게일 때이며 더 무거우면 짧아진다. 위쪽 끝은 고각 발사에서 "
        "중력에 잃은 몫으로 {more} km/s를 더한 것(공개된 추정치에 맞춤).",
        "caveat_flat": "실제로 쏜 탄두 무게일 때이며 더 무거우면 짧아진다.",
        "to": "{low}~{high} km",
        "onwards": "{low} km 이상",
        "everywhere": "지구 어디나",
        "classes": "{low}~{high}",
        "signed": "{value} ({low}~{high})",
        "rests_on": "순간 발사, 공기 없음; 고도 {apogee} %; 연소 {boost}분까지; 여유 {margin} %",
        "at": "{minutes}분 뒤: 고도 {km} km",
    },
}


def text(lang: Lang) -> Mapping[str, str]:
    """The sentences of a language."""
    return _TEXT[lang]


def kind(path: Trajectory, lang: Lang = "en") -> str:
    """What kind of shot it was."""
    words = _TEXT[lang]
    sentence = words[path.kind].format(
        loft=figure(path.loft, 1),
        least=figure(path.least_apogee_km, 0),
        speed=figure(path.speed_km_s, 2),
        angle=figure(path.elevation_deg, 1),
        minutes=figure(path.flight_min, 1),
    )
    if path.fitted_to == "apogee":
        return sentence
    return f"{words['from_time'].format(apogee=figure(path.apogee_km, 0))}. {sentence}"


def model(path: Trajectory, lang: Lang = "en") -> str:
    """Speed, elevation and flight time by the model."""
    return _TEXT[lang]["model"].format(
        speed=figure(path.speed_km_s, 2),
        angle=figure(path.elevation_deg, 1),
        minutes=figure(path.flight_min, 1),
    )


def residual(finding: Finding, lang: Lang = "en") -> str:
    """The reported flight time against the model's; nothing where they are not compared."""
    path = finding.trajectory
    if path is None or path.residual_min is None or path.reported_min is None:
        return ""
    late = path.residual_min
    ends = {"value": late.value, "low": late.low, "high": late.high}
    signed = {name: f"{minutes:+.1f}".replace("-", "−") for name, minutes in ends.items()}
    shown = _TEXT[lang]["signed"].format(**signed)
    return _TEXT[lang]["short" if late.high < 0 else "residual"].format(
        reported=f"{path.reported_min:.3g}", late=shown, boost=f"{finding.spreads.boost_min:g}"
    )


def reentry(path: Trajectory, lang: Lang = "en") -> str:
    """Speed and angle coming down through 100 km; nothing where the arc stays below."""
    if path.reentry_km_s is None or path.reentry_deg is None:
        return ""
    return _TEXT[lang]["reentry"].format(
        speed=figure(path.reentry_km_s, 2), angle=figure(path.reentry_deg, 1)
    )


def standard(same: Equivalent, lang: Lang = "en") -> str:
    """How far the same missile would go on a standard trajectory.

    First the Earth's turning left out, as published estimates do; then from the least lower to
    the greatest upper edge over the compass points.
    """
    edges = np.array([(low.value, high.value) for _, low, high in same.by_bearing])
    return _TEXT[lang]["standard"].format(
        still=span(same.lower_km.value, same.upper_km.value, lang),
        turning=span(edges[:, 0].min(), edges[:, 1].max(), lang).replace(" km", ""),
        classes=_classes(same, lang),
    )


def widths(same: Equivalent, lang: Lang = "en") -> str:
    """The band with the widths of the report, the Earth's turning left out."""
    return _TEXT[lang]["widths"].format(still=span(same.lower_km.low, same.upper_km.high, lang))


def by_bearing(same: Equivalent, lang: Lang = "en") -> list[str]:
    """The band over the turning Earth, towards each compass point."""
    return [
        _TEXT[lang]["turning"].format(
            towards=compass.nearest(bearing_deg).name(lang), km=_wide(lower, upper, lang)
        )
        for bearing_deg, lower, upper in same.by_bearing
    ]


def _wide(lower: Band, upper: Band, lang: Lang) -> str:
    """A band of ranges, and in brackets the same with the widths of the report."""
    here, wide = span(lower.value, upper.value, lang), span(lower.low, upper.high, lang)
    return here if here == wide else f"{here} ({wide})"


def caveat(same: Equivalent, lang: Lang = "en") -> str:
    """What the band on a standard trajectory holds for."""
    words = _TEXT[lang]
    if same.allowance_km_s < 0.005:
        return words["caveat_flat"]
    return words["caveat"].format(more=f"{same.allowance_km_s:.2f}")


def span(low_km: float, high_km: float, lang: Lang = "en") -> str:
    """A band of ranges, rounded to three digits.

    >>> span(1829.3, 2459.2), span(16929.0, float("inf")), span(4600.0, 4601.0)
    ('1,830–2,460 km', 'over 16,900 km', '4,600 km')
    """
    words = _TEXT[lang]
    if np.isinf(low_km):
        return words["everywhere"]
    low, high = _rounded(low_km), _rounded(high_km)
    if np.isinf(high_km):
        return words["onwards"].format(low=low)
    if low == high:
        return words["to"].format(low="", high=low)[1:]
    return words["to"].format(low=low, high=high)


def figure(band: Band, digits: int) -> str:
    """A number with its band, where that shows in its digits.

    >>> figure(Band(16.05, 15.33, 16.77), 1), figure(Band(68.5, 68.46, 68.54), 1)
    ('16.1 (15.3–16.8)', '68.5')
    """
    value, low, high = (f"{x:,.{digits}f}" for x in (band.value, band.low, band.high))
    return value if low == high == value else f"{value} ({low}–{high})"


def lines(finding: Finding, lang: Lang = "en") -> list[str]:
    """The trajectory in a few short sentences."""
    path = finding.trajectory
    if path is None:
        return []
    found = [kind(path, lang)]
    if path.ballistic:
        found.append(model(path, lang))
    late = path.residual_min
    if late is not None and late.high < 0:
        found.append(residual(finding, lang))
    if path.equivalent is not None:
        found.append(standard(path.equivalent, lang))
    return found


def rests_on(finding: Finding, lang: Lang = "en") -> str:
    """The model and its judgements."""
    spreads = finding.spreads
    return _TEXT[lang]["rests_on"].format(
        apogee=f"{spreads.apogee_percent:g}",
        boost=f"{spreads.boost_min:g}",
        margin=f"{spreads.allowance_percent:g}",
    )


def _classes(same: Equivalent, lang: Lang) -> str:
    low, high = same.classes
    return low if low == high else _TEXT[lang]["classes"].format(low=low, high=high)


def _rounded(km: float) -> str:
    """Three digits: more would be claimed than is known."""
    if np.isinf(km) or km <= 0:
        return f"{km:g}"
    step = 10.0 ** max(np.floor(np.log10(km)) - 2, 0)
    return f"{round(km / step) * step:,.0f}"
