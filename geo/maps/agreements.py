"""What states have agreed about waters, as a layer for reference: no verdict rests on it.

The dataset says in English what each agreement is about and since when; here it is said in the
other languages.
"""

import re
from collections.abc import Mapping
from typing import Any

from geo.maps import basemap, encode
from geo.maps.picture import Picture
from geo.wording import LANGUAGES, Lang

_NATURE: Mapping[str, tuple[str, str]] = {
    "shelf treaty, since 1999 also fisheries (art. 7(1) of the agreement of 1998); not an EEZ "
    "agreement": (
        "大陸棚の条約。1999年からは漁業にも適用（1998年協定第7条1項）。EEZの協定ではない",
        "대륙붕 조약. 1999년부터 어업에도 적용(1998년 협정 제7조 1항). EEZ 협정은 아님",
    ),
    "joint development of petroleum in the southern part of the shelf; leaves the boundary open; "
    "not a limit": (
        "大陸棚南部での石油の共同開発。境界は未定のまま。限界線ではない",
        "대륙붕 남부의 석유 공동개발. 경계는 정하지 않음. 한계선이 아님",
    ),
    "each state applies its fisheries law to its own vessels only; without prejudice to "
    "delimitation; not a limit": (
        "各国は自国の漁業法令を自国の漁船にだけ適用。境界画定に影響しない。限界線ではない",
        "각국은 자국 어업 법령을 자국 어선에만 적용. 경계 획정에 영향 없음. 한계선이 아님",
    ),
    "fisheries waters south of Jeju, cut at the southernmost latitude of the Korean EEZ; not a "
    "limit": (
        "済州島南方の漁業水域。韓国EEZの最南端の緯度で区切る。限界線ではない",
        "제주도 남쪽의 어업 수역. 한국 EEZ 최남단 위도에서 끊음. 한계선이 아님",
    ),
    "waters where Japan does not apply its rules on foreign fishing to Chinese nationals; not a "
    "limit": (
        "外国人の漁業に関する日本の規制を中国国民に適用しない水域。限界線ではない",
        "외국인 어업에 관한 일본의 규제를 중국 국민에게 적용하지 않는 수역. 한계선이 아님",
    ),
    "waters where Japan does not apply its rules on foreign fishing to persons registered in "
    "Taiwan; between private bodies, not states; not a limit": (
        "外国人漁業に関する日本の規制を台湾で登録された者に適用しない水域。民間取決め。限界線ではない",
        "일본의 외국인 어업 규제를 타이완 등록자에게 적용하지 않는 수역. 민간 약정. 한계선이 아님",
    ),
    "joint management of fisheries, art. 7; not a limit": (
        "漁業の共同管理（第7条）。限界線ではない",
        "어업 공동 관리(제7조). 한계선이 아님",
    ),
    "delimitation of territorial seas (points 1-9), exclusive economic zones and shelves (points "
    "9-21)": (
        "領海（点1–9）、排他的経済水域と大陸棚（点9–21）の境界画定",
        "영해(점 1–9), 배타적 경제수역과 대륙붕(점 9–21)의 경계 획정",
    ),
    "boundary agreement applied provisionally; not ratified by Russia; points 54-87 not seen; not "
    "used as a limit": (
        "暫定的に適用されている境界協定。ロシアは未批准。点54–87は未確認。限界線には用いない",
        "잠정 적용 중인 경계 협정. 러시아는 비준하지 않음. 점 54–87은 미확인. 한계선으로 쓰지 않음",
    ),
}
_SINCE: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        r"signed (\S+), in force (\S+) for at least (\d+) years",
        (r"\1署名、\2発効、少なくとも\3年間", r"\1 서명, \2 발효, 최소 \3년간"),
    ),
    (r"signed (\S+), in force (\S+)", (r"\1署名、\2発効", r"\1 서명, \2 발효")),
    (r"(?:agreement )?in force (\S+)", (r"\1発効", r"\1 발효")),
    (r"in force", ("発効中", "발효 중")),
    (r"not in force", ("未発効", "미발효")),
    (r"in Japanese law", ("日本の法令による", "일본 법령에 따름")),
)


def nature(english: str, lang: Lang) -> str:
    """What an agreement is about; in English where the language has no words for it."""
    if lang == "en" or english not in _NATURE:
        return english
    return _NATURE[english][LANGUAGES.index(lang) - 1]


def since(english: str, lang: Lang) -> str:
    """Since when it is in force; in English where the language has no words for it.

    >>> since("signed 2000-12-25, in force 2004", "ko")
    '2000-12-25 서명, 2004 발효'
    """
    if lang != "en":
        for form, words in _SINCE:
            found = re.fullmatch(form, english)
            if found:
                return found.expand(words[LANGUAGES.index(lang) - 1])
    return english


def shapes(picture: Picture) -> list[dict[str, Any]]:
    """Those that lie in the picture, for the page."""
    agreed, digits = picture.zones.agreements, picture.frame.digits
    found = []
    for row in rows(picture):
        shape = basemap.within(agreed.geometry[row], picture.frame)
        area = agreed.kind[row] == "area"
        found.append(
            {
                "area": area,
                "shape": encode.polygons(shape, digits) if area else encode.lines(shape, digits),
            }
        )
    return found


def texts(picture: Picture) -> list[list[str]]:
    """Their names, and what they are about, in the language of the picture."""
    agreed, lang = picture.zones.agreements, picture.lang
    return [
        [
            agreed.names[lang][row],
            nature(agreed.legal_nature[row], lang),
            since(agreed.in_force[row], lang),
        ]
        for row in rows(picture)
    ]


def rows(picture: Picture) -> list[int]:
    """The rows of the agreements that lie in the picture."""
    agreed = picture.zones.agreements
    return [
        row
        for row, shape in enumerate(agreed.geometry)
        if not basemap.within(shape, picture.frame).is_empty
    ]
