"""The words that a map's page writes itself, in English, Japanese and Korean.

Sentences about a finding are `geo.wording`'s, headings are `geo.brief`'s; names of places, states
and waters come from the data.
"""

from collections.abc import Mapping

from geo import brief
from geo.wording import LANGUAGES, Lang

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "page": ("splashline map", "splashline 地図", "splashline 지도"),
    "map": ("Map", "地図", "지도"),
    "needs_script": (
        "This page draws its map with JavaScript, which is turned off. It needs no network.",
        "この地図の表示にはJavaScriptが必要です（ネットワークは不要）。",
        "이 지도를 보려면 자바스크립트가 필요합니다(네트워크는 필요 없음).",
    ),
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
    "chance": ("chance {share}", "確率 {share}", "확률 {share}"),
    "key": ("How to read the map", "地図の見方", "지도 읽는 법"),
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
    "launch_point": ("Launch", "発射地点", "발사 지점"),
    "layer_band": ("Range with its width", "飛距離の幅", "비행 거리의 폭"),
    "layer_windows": ("Bearing windows", "EEZ内となる方位", "EEZ 안이 되는 방위"),
    "layer_nominal": ("Middle of the splash", "落下域の中心", "낙하 구역의 중심"),
    "layer_track": ("Track", "航跡", "궤적"),
    "layer_names": ("Names", "地名", "지명"),
    "layer_tiles": (
        "Satellite image (loads from NASA)",
        "衛星画像（NASAから読み込み）",
        "위성 영상 (NASA에서 불러옴)",
    ),
    "true_from_launch": (
        "Distances and bearings from the launch are true to scale; north is up at the launch.",
        "発射地点からの距離と方位は正しく、北は発射地点で上。",
        "발사 지점에서의 거리와 방위가 정확하며, 북쪽은 발사 지점에서 위.",
    ),
    # layers in groups
    "group_report": ("The report", "発表", "발표"),
    "group_waters": ("Waters", "水域", "수역"),
    "group_ground": ("Map", "地図", "지도"),
    "layer_agreements": (
        "Agreements, for reference",
        "協定（参考）",
        "협정 (참고)",
    ),
    "agreements": (
        "Agreements: no verdict rests on them",
        "協定（判定には用いない）",
        "협정 (판정에 쓰지 않음)",
    ),
    # the language of the page
    "language": ("Language", "言語", "언어"),
    # what is here
    "here": ("What is here", "この地点", "이 지점"),
    "on_land": ("Land", "陸地", "육지"),
    "on_sea": (
        "High seas: no zone in the data",
        "公海（水域データなし）",
        "공해 (수역 자료 없음)",
    ),
    "beyond": ("Beyond the data on zones", "水域データの範囲外", "수역 자료의 범위 밖"),
    "margin_in": (
        "{km} km inside the limit of {state}’s EEZ",
        "{state}EEZの限界から内側へ{km}km",
        "{state} EEZ 한계에서 안쪽으로 {km} km",
    ),
    "margin_out": (
        "{km} km outside the limit of {state}’s EEZ",
        "{state}EEZの限界から外側へ{km}km",
        "{state} EEZ 한계에서 바깥으로 {km} km",
    ),
    "margin_at": (
        "at the limit of {state}’s EEZ, to within {km} km",
        "{state}EEZの限界付近（誤差{km}km）",
        "{state} EEZ 한계 부근 (오차 {km} km)",
    ),
    "over": ("more than {km}", "{km}超", "{km} 초과"),
    "from_launch": (
        "{km} km from the launch, bearing {deg}°",
        "発射地点から{km}km、方位{deg}°",
        "발사 지점에서 {km} km, 방위 {deg}°",
    ),
    "density": (
        "{percent} of the splash per 1,000 km²",
        "1,000km²あたり落下確率の{percent}",
        "1,000 km²당 낙하 확률의 {percent}",
    ),
    "details": ("Details", "詳細", "자세한 내용"),
    "close": ("Close", "閉じる", "닫기"),
    # the ruler
    "ruler": ("Ruler from the launch", "発射地点からの計測", "발사 지점에서 재기"),
    "ruler_end": (
        "End of the ruler: drag it, or use the arrow keys",
        "計測の終点（ドラッグまたは矢印キー）",
        "자의 끝 (끌거나 화살표 키)",
    ),
    "crosses": ("Crosses", "通過", "지나는 곳"),
    "too_far": (
        "Beyond 19,900 km, where the shortest way is not settled",
        "19,900km超（最短経路が定まらない）",
        "19,900 km 초과 (최단 경로가 정해지지 않음)",
    ),
    # another flight
    "try": (
        "What if it flew otherwise?",
        "別の飛び方なら？",
        "다르게 날았다면?",
    ),
    "try_range": ("Range", "飛距離", "비행 거리"),
    "try_bearing": ("Bearing", "方位", "방위"),
    "try_share": (
        "{share} of the ring, which is not a chance",
        "円の{share}（確率ではない）",
        "원의 {share} (확률이 아님)",
    ),
    "try_lands": (
        "On bearing {deg}° it comes down here: {where}",
        "方位{deg}°での落下点：{where}",
        "방위 {deg}°의 낙하점: {where}",
    ),
    "try_inside": (
        "inside {state}’s EEZ",
        "{state}のEEZ内",
        "{state} EEZ 안",
    ),
    "try_outside": (
        "outside {state}’s EEZ",
        "{state}のEEZ外",
        "{state} EEZ 밖",
    ),
    "try_back": ("Back to the report", "発表の値に戻す", "발표 값으로"),
    # the flight in time
    "play": ("Play the flight", "飛行を再生", "비행 재생"),
    "pause": ("Pause", "一時停止", "일시 정지"),
    "flight_time": ("Time since launch", "発射からの時間", "발사 뒤 시간"),
    # the text
    "copy": ("Copy as text", "文章をコピー", "글로 복사"),
    "copied": ("Copied", "コピーしました", "복사됨"),
    "print": ("Print", "印刷", "인쇄"),
    "globe": (
        "The globe, seen from above the flight",
        "飛行経路の上から見た地球",
        "비행 경로 위에서 본 지구",
    ),
    "keys": (
        "Keys: arrows move the map, + and − zoom, Enter says what is in its middle, R rules.",
        "キー操作：矢印で移動、＋−で拡大縮小、Enterで中心の情報、Rで計測。",
        "키: 화살표로 이동, + − 로 확대·축소, Enter로 가운데 정보, R로 재기.",
    ),
}


def of(lang: Lang) -> dict[str, str]:
    """The words of a language.

    >>> of("ko")["map"]
    '지도'
    """
    column = LANGUAGES.index(lang)
    return brief.words(lang) | {key: forms[column] for key, forms in _WORDS.items()}


def listed(names: list[str], lang: Lang) -> str:
    """Names as a list in a sentence.

    >>> listed(["China", "Japan", "Taiwan"], "en")
    'China, Japan and Taiwan'
    """
    if lang in ("ja", "ko"):
        return "・".join(names)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
