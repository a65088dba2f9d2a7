"""What was said about zones, as it stands at the end of a text."""

from collections.abc import Sequence

from geo.reading.facts import Fact

_OPPOSITE = {"inside": "outside", "outside": "inside"}


def standing(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What was said about zones: flights over land first, corrected verdicts alone."""
    claims = [fact for fact in facts if fact.field == "claim"]
    final = [fact for fact in claims if fact.value.certainty != "initial"]
    corrected = 0 < len(final) < len(claims)
    kept: dict[tuple[str, str], Fact] = {}
    for fact in final or claims:
        value = fact.value
        if value.certainty == "initial":
            value = value._replace(certainty="estimated")
        elif corrected and value.certainty in {"estimated", "stated"}:
            value = value._replace(certainty="corrected")
        key = value.zone, value.verdict
        known = kept.get(key)
        if known is None or _settles(value.certainty, known.value.certainty):
            kept[key] = fact._replace(value=value)
        elif _owns(fact, value.zone) and not _owns(known, value.zone):
            kept[key] = known._replace(by=fact.by)
    for (zone, verdict), fact in list(kept.items()):
        if fact.value.certainty == "corrected":  # takes the place of the opposite
            kept.pop((zone, _OPPOSITE.get(verdict, "")), None)
    settled = {verdict for _, verdict in kept} & {"inside", "outside"}
    told = [fact for (_, verdict), fact in kept.items() if not (settled and verdict == "unknown")]
    return tuple(sorted(told, key=lambda fact: fact.value.verdict != "overflew"))


def beside_times(facts: list[Fact]) -> list[Fact]:
    """The facts without a verdict on one of several that the list of them tells by itself.

    As in "うち1発がEEZ内に落下。①14時56分頃 … EEZ外 ②15時14分頃 … EEZ内".
    """
    timed = {(f.missile, f.sentence) for f in facts if f.field == "time" and f.missile}
    sure = {
        (fact.missile, fact.value.zone)
        for fact in facts
        if fact.field == "claim" and (fact.missile, fact.sentence) in timed
    }
    return [
        fact for fact in facts
        if fact.field != "claim" or fact.value.certainty == "corrected"
        or (fact.missile, fact.sentence) in timed or (fact.missile, fact.value.zone) not in sure
    ]  # fmt: skip


def _owns(fact: Fact, zone: str) -> bool:
    return fact.by is not None and fact.by.state == zone


def _settles(later: str, earlier: str) -> bool:
    """Whether a later word on a verdict replaces the first: a correction, the end of a flight."""
    if later == "corrected":
        return earlier != "corrected"
    landed = earlier == "possible" and later != "possible"
    return landed or (earlier == "stated" and later == "estimated")  # a headline is too sure
