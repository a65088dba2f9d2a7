"""The words that the page of a catalogue writes itself, in English, Japanese and Korean."""

from collections.abc import Mapping

from geo.wording import LANGUAGES, Lang

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "catalogue": ("Catalogue of launches", "発射一覧", "발사 목록"),
    "question": (
        "Chance that each fell inside {state}’s EEZ",
        "それぞれが{state}のEEZ内に落下した確率",
        "각각 {state} EEZ 안에 낙하했을 확률",
    ),
    "shown": ("{n} of {all} launches", "{all}件中{n}件", "{all}건 중 {n}건"),
    "left_out": (
        "{n} rows of the table could not be used",
        "表の{n}行は使用できない",
        "표의 {n}행은 쓸 수 없음",
    ),
    "dates": ("Dates", "日付", "날짜"),
    "from": ("from", "開始", "시작"),
    "to": ("to", "終了", "끝"),
    "undated": ("date unknown", "日付不明", "날짜 미상"),
    "with_undated": ("also without a date", "日付不明も含む", "날짜 미상 포함"),
    "missiles": ("Missiles", "ミサイル", "미사일"),
    "no_missile": ("type not given", "種類の記載なし", "기종 기록 없음"),
    "official": ("Official verdict", "公式発表", "공식 발표"),
    "official_inside": ("inside", "EEZ内", "EEZ 안"),
    "official_outside": ("outside", "EEZ外", "EEZ 밖"),
    "official_overflew": ("flew over", "上空を通過", "상공 통과"),
    "official_none": ("none in the table", "表に記載なし", "표에 기록 없음"),
    "officially": ("officially: {verdict}", "公式発表：{verdict}", "공식 발표: {verdict}"),
    "chances": ("Chance", "確率", "확률"),
    "unknown_direction": ("direction unknown", "方向不明", "방향 불명"),
    "launch": ("launch site", "発射地点", "발사 지점"),
    "all": ("all", "すべて", "모두"),
    "none": ("none", "なし", "없음"),
    "list": ("Launches shown", "表示中の発射", "표시된 발사"),
    "more_listed": ("and {n} more", "ほか{n}件", "그 밖에 {n}건"),
    "nothing": (
        "No launch matches. Widen the filters.",
        "該当する発射なし。条件を広げる。",
        "해당하는 발사 없음. 조건을 넓힐 것.",
    ),
    "pick": (
        "Choose a launch on the map or in the list.",
        "地図か一覧で発射を選択。",
        "지도나 목록에서 발사를 고를 것.",
    ),
    "here": ("{k} of {n} at this spot", "この地点の{n}件中{k}件目", "이 지점 {n}건 중 {k}번째"),
    "next": ("Next", "次へ", "다음"),
    "close": ("Close", "閉じる", "닫기"),
    "bearings": (
        "inside on bearings {windows}",
        "EEZ内となる方位：{windows}",
        "EEZ 안이 되는 방위: {windows}",
    ),
    "every_bearing": ("inside on every bearing", "どの方位でもEEZ内", "어느 방위로도 EEZ 안"),
    "slivers_only": (
        "inside on bearings narrower than half a degree only",
        "EEZ内となる方位は0.5度未満のみ",
        "EEZ 안이 되는 방위는 0.5도 미만뿐",
    ),
    "inside_limit": (
        "the middle of the splash is {km} km inside the limit",
        "落下域の中心は境界線の内側{km}km",
        "낙하 구역의 중심은 경계선 안쪽 {km} km",
    ),
    "outside_limit": (
        "the middle of the splash is {km} km outside the limit",
        "落下域の中心は境界線の外側{km}km",
        "낙하 구역의 중심은 경계선 바깥 {km} km",
    ),
    "range": ("range {text}", "飛距離 {text}", "비행 거리 {text}"),
    "direction": ("direction {text}", "方向 {text}", "방향 {text}"),
    "habit": (
        "habit of {n} earlier launches: {mean}° ± {sd}°",
        "過去の発射{n}回の傾向：{mean}° ± {sd}°",
        "이전 발사 {n}회의 경향: {mean}° ± {sd}°",
    ),
}


def of(lang: Lang) -> dict[str, str]:
    """The words of a language.

    >>> of("ja")["missiles"]
    'ミサイル'
    """
    column = LANGUAGES.index(lang)
    return {key: forms[column] for key, forms in _WORDS.items()}
