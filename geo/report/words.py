"""Reported quantities in English, Japanese and Korean.

A reader of the language that the report is in reads it as it was written; others read the same
number and bound in their own.
"""

import re
from collections.abc import Mapping

from geo.measure import Duration, Measure, compass
from geo.measure.compass import Language
from geo.report.parts import Direction

_BOUNDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "about": "about {}",
        "at_least": "at least {}",
        "at_most": "at most {}",
        "over": "over {}",
        "exact": "{}",
    },
    "ja": {
        "about": "約{}",
        "at_least": "{}以上",
        "at_most": "{}以下",
        "over": "{}超",
        "exact": "{}",
    },
    "ko": {
        "about": "약 {}",
        "at_least": "{} 이상",
        "at_most": "{} 이하",
        "over": "{} 초과",
        "exact": "{}",
    },
}
_UNITS: Mapping[Language, Mapping[str, str]] = {
    "en": {"km": "{} km", "min": "{} min", "s": "{} s", "to": "{}–{}"},
    "ja": {"km": "{}km", "min": "{}分", "s": "{}秒", "to": "{}～{}"},
    "ko": {"km": "{} km", "min": "{}분", "s": "{}초", "to": "{}~{}"},
}
_JAPANESE, _KOREAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"), re.compile(r"[\uac00-\ud7a3]")
_BARE = re.compile(r"[\d.,\s–~-]*\d\s?km")  # the same in every language


def distance(measure: Measure, lang: Language = "en") -> str:
    """A distance for readers of a language.

    >>> from geo.measure import parse_distance
    >>> distance(parse_distance("about 1100 km"), "ja"), distance(parse_distance("680 miles"), "ko")
    ('約1,100km', '약 1,094 km')
    """
    written = measure.text
    if written is not None and (_BARE.fullmatch(written) or _speaks(written, lang)):
        return written
    words = _UNITS[lang]
    ends = [_number(km, measure.step_km) for km in measure.ends_km]
    number = words["to"].format(*ends) if measure.is_span else ends[0]
    bound = "exact" if measure.is_span or written is None else measure.bound
    return _BOUNDS[lang][bound].format(words["km"].format(number))


def duration(time: Duration, lang: Language = "en") -> str:
    """A time of flight for readers of a language.

    >>> from geo.measure import parse_duration
    >>> duration(parse_duration("about 17 min"), "ko"), duration(parse_duration("10 s"), "ja")
    ('약 17분', '10秒')
    """
    if time.text is not None and _speaks(time.text, lang):
        return time.text
    words, minutes = _UNITS[lang], time.minutes
    if minutes < 1:
        shown = words["s"].format(_number(60 * minutes, 60 * time.step_min))
    else:
        shown = words["min"].format(_number(minutes, time.step_min))
    bare = time.text is None or time.text[:1].isdigit()
    return _BOUNDS[lang]["exact" if bare else time.bound].format(shown)


def by_language(said: Measure | Duration) -> dict[str, str]:
    """A quantity in each language."""
    if isinstance(said, Measure):
        return {lang: distance(said, lang) for lang in _UNITS}
    return {lang: duration(said, lang) for lang in _UNITS}


def direction(towards: Direction, lang: Language = "en") -> str:
    """A compass word for readers of a language; nothing where degrees were given."""
    if towards.word is None or _speaks(towards.word, lang):
        return towards.word or ""
    return compass.nearest(towards.deg).name(lang)


def _speaks(written: str, lang: str) -> bool:
    """Whether a text, which ends in its unit, is in a language."""
    if written[-1:].isdigit():
        return False
    spoken = "ko" if _KOREAN.search(written) else "ja" if _JAPANESE.search(written) else "en"
    return spoken == lang


def _number(value: float, step: float) -> str:
    return f"{value:,.0f}" if step >= 1 else f"{value:,.6g}"
