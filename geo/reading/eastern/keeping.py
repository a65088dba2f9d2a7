"""Why some amounts are not of this launch: Japanese and Korean."""

import re
from typing import TYPE_CHECKING

from geo.reading.clause import PAST
from geo.reading.eastern.clause import Clause

if TYPE_CHECKING:
    from geo.reading.amounts import Amount

_THAN = re.compile(r"(?:より|まで)(?:も|は)?(?:さらに)?(?:約|およそ)?$|보다 ?(?:약 )?$")
_OF_ANOTHER = re.compile(  # "고도 400㎞의 국제우주정거장보다 높은"
    r" ?의 [가-힣]{2,10}보다 |の[^、。0-9]{2,14}より(?:高|低|遠|長|短)"
)
_UNLIKE = re.compile(
    r"[をにも]?(?:超える|上回る|以上の?|達する)?ような[^。]{0,16}(?:ではな|でな|じゃな)"
)
_OF_TYPE = re.compile(r"(?:미사일|호|형)의 최대 ?비행 ?거리[는가] (?:약 )?$")  # "…는 1천300㎞다"
_IS = re.compile(r"(?:이?다|입니다|에 달한다|에 이른다)\.?$")
_MORE = re.compile(
    r"(?:ぐらい|くらい|ほど|程度|余り|以上)?、?(?:も)?(?:長|短|遠|近|高|低|多)(?:く|い|か)"
    r"|(?: ?(?:가량|정도|이상))? ?(?:더 )?(?:길|짧|멀|높|낮)"
)


def unreal(clause: Clause, amount: "Amount", first: int) -> str | None:
    """Why a quantity is none of this launch, whatever stands around it."""
    if amount.kind == "other":
        return amount.unit
    if clause.is_past(amount.start) or _is_difference(clause, amount):
        return PAST
    if _OF_TYPE.search(clause.text, 0, amount.start) and _IS.match(clause.text, amount.tail):
        return "design"
    if _UNLIKE.match(clause.text, amount.tail):
        return "denied"
    if _OF_ANOTHER.match(clause.text, amount.tail):
        return "craft"
    for token in reversed(clause.tokens[:first]):
        if token.role in {"missile", "launch", "amount"}:
            return None
        if token.role == "craft":
            return "craft"
    return None


def _is_difference(clause: Clause, amount: "Amount") -> bool:
    """As in "前より1000kmぐらい長く": by how much it differs from another flight."""
    than = _THAN.search(clause.before(amount.start, 12))
    return than is not None and _MORE.match(clause.text, amount.end) is not None
