"""Notes on how a report was understood, in English, Japanese and Korean."""

from collections.abc import Mapping

from geo.finding import Finding, Note
from geo.wording import Lang

_TEXT: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "read_as": "{query!r} was read as {name} (similarity {score:.0f} %)",
        "at_sea": "the launch position is at sea, so launches at sea were allowed",
        "range_tried": "no range is reported: any from {low_km:,.0f} to {high_km:,.0f} km was "
        "tried, and the landmark decides",
        "beyond": "{share} of the splash lies outside longitude {west:g} to {east:g} and latitude "
        "{south:g} to {north:g}, which is all that dataset {dataset} covers, and {state} can have "
        "more waters there",
        "no_arc_high": "no ballistic arc has a range of {range} and an apogee of {apogee}: the "
        "Earth bulges higher between launch and splash",
        "no_arc_high_unranged": "no ballistic arc has that range and an apogee of {apogee}: the "
        "Earth bulges higher between launch and splash",
        "no_arc_long": "no ballistic arc has a range of {range} and lasts {time}: none above the "
        "ground is so short",
        "no_arc_long_unranged": "no ballistic arc has that range and lasts {time}: none above the "
        "ground is so short",
    },
    "ja": {
        "read_as": "{query!r}は{name}と解釈（類似度{score:.0f}%）",
        "at_sea": "発射地点が海上のため、海上からの発射も認めた",
        "range_tried": "飛距離の発表なし：{low_km:,.0f}～{high_km:,.0f}kmをすべて試し、"
        "地点からの距離で絞った",
        "beyond": "落下域の{share}は、データ{dataset}が扱う範囲（経度{west:g}～{east:g}、"
        "緯度{south:g}～{north:g}）の外にあり、そこにも{state}の水域があり得る",
        "no_arc_high": "飛距離「{range}」、最高高度「{apogee}」となる弾道軌道はない：発射地点と"
        "落下点の間で地球のふくらみの方が高い",
        "no_arc_high_unranged": "その飛距離で最高高度「{apogee}」となる弾道軌道はない：発射地点と"
        "落下点の間で地球のふくらみの方が高い",
        "no_arc_long": "飛距離「{range}」、所要「{time}」となる弾道軌道はない：地表より上を通る"
        "軌道はこれより長くかかる",
        "no_arc_long_unranged": "その飛距離で所要「{time}」となる弾道軌道はない：地表より上を通る"
        "軌道はこれより長くかかる",
    },
    "ko": {
        "read_as": "{query!r}: {name}(으)로 해석 (유사도 {score:.0f} %)",
        "at_sea": "발사 지점이 바다여서 해상 발사도 허용함",
        "range_tried": "비행거리 발표 없음: {low_km:,.0f}~{high_km:,.0f} km를 모두 시험하고 "
        "지점까지의 거리로 좁힘",
        "beyond": "낙하 구역의 {share}는 자료 {dataset}의 범위(경도 {west:g}~{east:g}, 위도 "
        "{south:g}~{north:g}) 밖에 있으며, 그곳에도 {state}의 수역이 있을 수 있음",
        "no_arc_high": "비행거리 ‘{range}’, 정점 고도 ‘{apogee}’인 탄도 궤도는 없음: 발사 지점과 "
        "낙하점 사이에서 지구의 볼록한 면이 더 높음",
        "no_arc_high_unranged": "그 비행거리에 정점 고도 ‘{apogee}’인 탄도 궤도는 없음: 발사 지점과"
        " 낙하점 사이에서 지구의 볼록한 면이 더 높음",
        "no_arc_long": "비행거리 ‘{range}’, 비행시간 ‘{time}’인 탄도 궤도는 없음: 지표 위를 지나는 "
        "궤도는 이보다 오래 걸림",
        "no_arc_long_unranged": "그 비행거리에 비행시간 ‘{time}’인 탄도 궤도는 없음: 지표 위를 "
        "지나는 궤도는 이보다 오래 걸림",
    },
}


def text(note: Note, lang: Lang = "en") -> str:
    """A note as a sentence. Words of the report stay in its own language.

    >>> text(Note("at_sea"), "ko")
    '발사 지점이 바다여서 해상 발사도 허용함'
    """
    values = {
        name: value.get(lang, value["en"]) if isinstance(value, Mapping) else value
        for name, value in note.values.items()
    }
    return _TEXT[lang][note.kind].format(**values)


def of(finding: Finding, lang: Lang = "en") -> list[str]:
    """The notes of a finding, a sentence each."""
    return [text(note, lang) for note in finding.notes]


def form(kind: str, lang: Lang = "en") -> str:
    """The sentence of a kind, with the names of its values."""
    return _TEXT[lang][kind]


def kinds() -> frozenset[str]:
    """The kinds of notes that there are words for."""
    return frozenset(_TEXT["en"])
