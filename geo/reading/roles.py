"""What a day can be the day of, and where a text says when it was published."""

import re
from collections.abc import Sequence
from typing import Literal

from geo.reading.lexicon import Token

Role = Literal["launch", "statement", "dateline", "past"]
DATELINE = re.compile(r"\)? ?(?:\([^)]{1,30}\))? ?(?:-|—|--|/|\(|, [A-Z]{4,20}: )")
PUBLISHED = re.compile(
    r"(?:(?:Published|Posted|Updated|Modified)(?: on)?|Date:?|date|입력|수정|등록|송고"
    r"|配信|公開日?|掲載日?|更新日?|発表日)"
    r"[ :|]{1,3}$",
    re.IGNORECASE,
)
HEAD = 40  # letters before which a dateline stands
QUOTED = 3  # letters between a speaker and the day of what he said: "앞서 합참은 6일"


def has_other_day(tokens: Sequence[Token], day: Token) -> bool:
    """Whether a sentence names another day; "the same day" is none."""
    return any(
        token.role == "day" and token is not day and token.value.kind != "same" for token in tokens
    )
