"""The words that a map's page writes itself, in English, Japanese and Korean.

Sentences about a finding are `geo.wording`'s; names of places, states and waters come from the
data.
"""

import datetime as dt
from collections.abc import Mapping

from geo.wording import LANGUAGES, Lang

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "page": ("splashline map", "splashline 地図", "splashline 지도"),
    "map": ("Map", "地図", "지도"),
    "needs_script": (
        "This page draws its map with JavaScript, which is turned off. It needs no network.",
        "この地図の表示にはJavaScriptが必要です（ネットワークは不要）。",
        "이 지도를 보려면 자바스크립트가 필요합니다(네트워크는 필요 없음).",
    ),
    "reported_by": ("reported by {by}", "{by}発表", "{by} 발표"),
    "chance_of": (
        "Chance that it fell inside {state}’s EEZ",
        "{state}のEEZ内に落下した確率",
        "{state} EEZ 안에 낙하했을 확률",
    ),
    "unknown": ("Direction unknown", "方向不明", "방향 불명"),
    "ring_share": (
        "{share} of the ring at {km} km lies in {state}’s EEZ. A share of a ring is not a chance.",
        "{km}kmの円の{share}が{state}のEEZ内。円の割合は確率ではない。",
        "{km} km 원의 {share}가 {state} EEZ 안. 원의 비율은 확률이 아니다.",
    ),
    "ring_none": (
        "No part of the ring at {km} km lies in {state}’s EEZ.",
        "{km}kmの円は{state}のEEZにかからない。",
        "{km} km 원은 {state} EEZ에 닿지 않는다.",
    ),
    "statements": ("What was said, put to the test", "発表内容の検証", "발표 내용 검증"),
    "chance": ("chance {share}", "確率 {share}", "확률 {share}"),
    "where": ("Where it can have come down", "落下し得る水域", "낙하할 수 있는 수역"),
    "elsewhere": (
        "elsewhere: high seas, land, or beyond the data",
        "その他：公海、陸地、データの範囲外",
        "그 밖: 공해, 육지, 자료 범위 밖",
    ),
    "key": ("How to read the map", "地図の見方", "지도 읽는 법"),
    "basis": ("What this rests on", "算定の根拠", "산정 근거"),
    "notes": ("Notes", "注記", "참고"),
    "sources": ("Sources", "出典", "출처"),
    "credits": ("Map and data", "地図とデータ", "지도와 자료"),
    "layers": ("Layers", "レイヤー", "레이어"),
    "more": ("Show details", "詳細を表示", "자세히 보기"),
    "less": ("Hide details", "詳細を隠す", "접기"),
    "zoom_in": ("Zoom in", "拡大", "확대"),
    "zoom_out": ("Zoom out", "縮小", "축소"),
    "reset": ("Whole picture", "全体表示", "전체 보기"),
    # the key
    "launch_95": (
        "Launch, and where it was with 95 %",
        "発射地点と95％の範囲",
        "발사 지점과 95% 범위",
    ),
    "launch_area": ("Launch area as reported", "発表された発射地域", "발표된 발사 지역"),
    "ring": ("Reported range, {km} km", "発表された飛距離 {km}km", "발표된 비행 거리 {km} km"),
    "annulus": (
        "Middle 90 % of ranges, {low}–{high} km",
        "飛距離の90％区間 {low}–{high}km",
        "비행 거리 90% 구간 {low}–{high} km",
    ),
    "windows": (
        "Bearings on which that range lies in {state}’s EEZ",
        "その飛距離で{state}のEEZ内となる方位",
        "그 거리에서 {state} EEZ 안이 되는 방위",
    ),
    "region_50": ("Holds half of the splash", "落下確率の50％を含む域", "낙하 확률 50% 구역"),
    "region_90": ("Holds 90 % of the splash", "落下確率の90％を含む域", "낙하 확률 90% 구역"),
    "track": ("Nominal track and point", "標準的な航跡と落下点", "표준 궤적과 낙하점"),
    "minutes_key": (
        "Where free flight was at whole minutes, and how high",
        "自由飛行での各分の位置と高度",
        "자유 비행의 분 단위 위치와 높이",
    ),
    "minute_mark": ("{minute} min, {km} km", "{minute}分、{km}km", "{minute}분, {km} km"),
    "minutes_tick": ("{minute} min", "{minute}分", "{minute}분"),
    "reported_mark": ("reported: {minute} min", "発表：{minute}分", "발표: {minute}분"),
    "profile": (
        "Height over time: up to {km} km after {minute} minutes, down after {whole}.",
        "時間と高度：{minute}分後に最高{km}km、{whole}分後に落下。",
        "시간에 따른 높이: {minute}분 뒤 최고 {km} km, {whole}분 뒤 낙하.",
    ),
    "profile_reported": (
        "Reported: {minute} minutes.",
        "発表：{minute}分。",
        "발표: {minute}분.",
    ),
    "by_bearing": (
        "By bearing, with the Earth’s turning",
        "方位別（地球の自転を含む）",
        "방위별 (지구 자전 포함)",
    ),
    "landmark": ("Landmark in the report", "発表で言及された地点", "발표에 언급된 지점"),
    "asked": ("{state}: {view}", "{state}：{view}", "{state}: {view}"),
    "others": ("Waters of other states", "他国の水域", "다른 나라 수역"),
    "contested": (
        "Contested; stripes show the claimants",
        "主張が重なる水域（縞は主張国）",
        "주장이 겹치는 수역 (줄무늬는 주장국)",
    ),
    "denied": (
        "Entitlement denied by others",
        "他国が認めない水域",
        "다른 나라가 인정하지 않는 수역",
    ),
    "limit_200nm": ("200 nautical miles", "200海里", "200해리"),
    "limit_median": ("Median line", "中間線", "중간선"),
    "limit_treaty": ("Treaty line", "条約による境界線", "조약 경계선"),
    "limit_12nm": ("Territorial sea", "領海の限界", "영해 한계"),
    "limit_entitlement": ("Disputed entitlement", "争いのある限界", "다툼이 있는 한계"),
    "data_edge": ("Zones are drawn only within this line", "水域データの範囲", "수역 자료의 범위"),
    "no_data": (
        "The data on zones do not reach this area",
        "この海域の水域データはない",
        "이 해역의 수역 자료는 없음",
    ),
    # labels on the map
    "eez": ("EEZ", "EEZ", "EEZ"),
    "claimed_by": ("claimed by {names}", "{names}が主張", "{names} 주장"),
    "comma": (", ", "、", ", "),
    "denied_by": ("denied by {names}", "{names}は認めず", "{names} 불인정"),
    # layers
    "layer_zones": ("Zones", "水域", "수역"),
    "layer_limits": ("Limits", "境界線", "경계선"),
    "layer_range": ("Range and bearings", "飛距離と方位", "비행 거리와 방위"),
    "layer_splash": ("Splash", "落下域", "낙하 구역"),
    "layer_names": ("Names", "地名", "지명"),
    "layer_tiles": (
        "Satellite image (loads from NASA)",
        "衛星画像（NASAから読み込み）",
        "위성 영상 (NASA에서 불러옴)",
    ),
    "natural_earth": (
        "Land beyond the north-west Pacific: Natural Earth, public domain",
        "北西太平洋以外の陸地：Natural Earth（パブリックドメイン）",
        "북서태평양 밖의 육지: Natural Earth (퍼블릭 도메인)",
    ),
    "land": (
        "Land: © OpenStreetMap contributors, ODbL",
        "陸地：© OpenStreetMap contributors, ODbL",
        "육지: © OpenStreetMap contributors, ODbL",
    ),
    "zones_from": (
        "Zones: {title}, {version}, {licence}. {attribution}",
        "水域：{title}、{version}、{licence}。{attribution}",
        "수역: {title}, {version}, {licence}. {attribution}",
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


def of(lang: Lang) -> dict[str, str]:
    """The words of a language.

    >>> of("ko")["map"]
    '지도'
    """
    column = LANGUAGES.index(lang)
    return {key: forms[column] for key, forms in _WORDS.items()}


def day(date: dt.date, lang: Lang) -> str:
    """A date as a newspaper writes it.

    >>> day(dt.date(2025, 1, 6), "en"), day(dt.date(2025, 1, 6), "ja")
    ('6 January 2025', '2025年1月6日')
    """
    if lang == "ja":
        return f"{date.year}年{date.month}月{date.day}日"
    if lang == "ko":
        return f"{date.year}년 {date.month}월 {date.day}일"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def listed(names: list[str], lang: Lang) -> str:
    """Names as a list in a sentence.

    >>> listed(["China", "Japan", "Taiwan"], "en")
    'China, Japan and Taiwan'
    """
    if lang in ("ja", "ko"):
        return "・".join(names)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
