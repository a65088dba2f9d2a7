"""How far a chance can be trusted, as a page: tables, and what to make of them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from geo import wording
from geo.backtest.scoring import HARDLY, KNOWN, Interval, Mode, Outcome, Salvo, Scored
from geo.check import Options
from geo.prior import LAST_DAY
from geo.text import printable
from geo.zones import Provenance, states

_HEADER = (
    "| what is known about the direction | rows | dates | inside | accuracy | Brier by row | "
    "Brier by date | always outside | base rate |"
)


@dataclass(frozen=True)
class Page:
    """What the page is about.

    Attributes:
        outcomes: of each mode.
        dataset: whose zones.
        options: what was asked.
        table: the name of the table, None for the launches that ship.
    """

    outcomes: Sequence[Outcome]
    dataset: Provenance
    options: Options
    table: str | None


def headlines(outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each mode."""
    found = []
    for outcome in outcomes:
        if outcome.rows:
            found.append(
                f"{KNOWN[outcome.mode]}: {len(outcome.rows)} rows, {len(outcome.dates)} dates; "
                f"accuracy {_percent(outcome.accuracy())}, Brier {_score(outcome.brier())}, "
                f"{len(outcome.wrong())} wrong"
            )
        else:
            found.append(f"{KNOWN[outcome.mode]}: no rows")
    return found


def markdown(page: Page, figure: str | None) -> str:
    """The page as Markdown; the same input gives the same text.

    Args:
        page: what it is about.
        figure: the file of the reliability diagram, if there is one.
    """
    parts = [*_opening(page), *_scores(page)]
    if figure is not None:
        parts += [f"![Chances against official verdicts]({figure})", *_figure_says()]
    for outcome in page.outcomes:
        parts += _disagreements(outcome)
    for outcome in page.outcomes:
        parts += _salvo(outcome)
    parts += [*_tuned(page), *_rows(page), *_without(page)]
    return "\n\n".join(parts) + "\n"


def _opening(page: Page) -> Iterator[str]:
    table = "the launches in `data/launches/`" if page.table is None else f"`{page.table}`"
    command = "geo backtest --out docs/trust.md" if page.table is None else "geo backtest TABLE"
    yield "# How far a chance can be trusted"
    reading = states.view_word(page.options.view or page.options.zone).capitalize()
    yield (
        f"Written by `{command}`; not to be edited by hand. Official verdicts of {table} against "
        "the chance that `geo check` gives each launch when the verdict is kept from it. Waters: "
        f"{page.dataset.title} ({page.dataset.version}), as {reading} reads them. The habit of "
        "launches is read from launches *before* the one judged, never from it or later ones. An "
        "overflight came down beyond Japan and counts as outside."
    )


def _scores(page: Page) -> Iterator[str]:
    yield "## Scores"
    lines = [
        _HEADER,
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for outcome in page.outcomes:
        lines += _score_lines(outcome)
    yield "\n".join(lines)
    yield (
        "Brackets hold the middle 90 % when launch dates are drawn again with replacement: "
        "missiles of one date stand or fall together. *Accuracy*: a chance of at least one half "
        'counts as "inside". *Brier*: the mean squared error of the chance, 0 is perfect, 0.25 is '
        "saying one half every time. *Always outside*: accuracy and Brier score of saying "
        '"outside" every time. *Base rate*: the Brier score of giving every row the share that was '
        "inside, known in hindsight."
    )


def _score_lines(outcome: Outcome) -> Iterator[str]:
    """Scores of all rows, and of those that were and were not there to learn from."""
    parts = {
        KNOWN[outcome.mode]: outcome,
        f"– to {LAST_DAY:%Y}": outcome.between(dt.date.min, LAST_DAY),
        f"– after {LAST_DAY:%Y}": outcome.between(LAST_DAY + dt.timedelta(days=1), dt.date.max),
    }
    for name, part in parts.items():
        if not part.rows:
            continue
        inside = sum(bool(row.case.inside) for row in part.rows)
        outside = f"{100 * (1 - part.share_inside):.0f} %, {part.brier_always_outside():.3f}"
        yield (
            f"| {name} | {len(part.rows)} | {len(part.dates)} | {inside} | "
            f"{_percent(part.accuracy())} | {_score(part.brier())} | "
            f"{_score(part.brier_by_date())} | {outside} | {part.brier_base_rate():.3f} |"
        )


def _figure_says() -> Iterator[str]:
    yield (
        "Each point stands for the rows whose chance lies in the same fifth: their mean chance "
        "across, the share that was officially inside upwards, with its 90 % (Wilson) interval and "
        "the number of rows. Points on the diagonal are chances that mean what they say."
    )


def _disagreements(outcome: Outcome) -> Iterator[str]:
    wrong, hardly = outcome.wrong(), outcome.hardly()
    if not outcome.rows:
        return
    yield f"## Where it disagrees: {KNOWN[outcome.mode]}"
    if not wrong:
        yield "On no row."
    if wrong:
        lines = ["| date | launch | official | chance | what may explain it |"]
        lines.append("|---|---|---|--:|---|")
        for row in wrong:
            why = "; ".join(row.reasons()) or "nothing known"
            lines.append(
                f"| {row.case.date} | {_cell(row.case.label)} | {_side(row)} | "
                f"{wording.percent(row.chance)} | {_cell(why)} |"
            )
        yield "\n".join(lines)
    if hardly:
        listed = ", ".join(f"{row.case.date} ({wording.percent(row.chance)})" for row in hardly)
        yield f"Officially inside at a chance below {100 * HARDLY:.0f} %: {listed}."
    else:
        yield f"No row that was officially inside has a chance below {100 * HARDLY:.0f} %."


def _salvo(outcome: Outcome) -> Iterator[str]:
    for salvo in outcome.salvos:
        chances = ", ".join(wording.percent(row.chance) for row in salvo.rows)
        yield (
            f"**{salvo.date}, as a set ({KNOWN[outcome.mode]}).** {salvo.inside} of "
            f"{len(salvo.rows)} fell inside; which one did not is not known, so these rows are in "
            f"none of the scores above. Chances: {chances}; expected inside: {salvo.expected:.1f}. "
            f"Chance of exactly {salvo.inside}, were they independent: "
            f"{wording.percent(_exactly(salvo))}."
        )


def _exactly(salvo: Salvo) -> float:
    """The chance that exactly as many fell inside as did, each on its own."""
    counts = [1.0]
    for row in salvo.rows:
        counts = [
            (counts[k] if k < len(counts) else 0.0) * (1 - row.chance)
            + (counts[k - 1] * row.chance if k else 0.0)
            for k in range(len(counts) + 1)
        ]
    return counts[salvo.inside]


def _tuned(page: Page) -> Iterator[str]:
    yield "## What was tuned on what"
    yield (
        "The spreads (`geo/spreads.py`) were set by reasons and by what sources say of one "
        "another, not on these verdicts: the scale of the range from pairs of official sources on "
        "one launch, the spread of a bearing from what its catalogue says of itself, the spread of "
        "a compass word from half an octant and the looseness of press language. The waters are "
        "Japan's own claim because the ministry judges by it; that choice was made knowing that "
        "two verdicts (2017-05-29, 2019-10-02) contradict the usual dataset. The habit of launches "
        f"is the mean and spread of bearings to {LAST_DAY:%Y}. That a word times a habit is used "
        "at all was chosen on 94 official verdicts, 64 of them later than that"
        + (
            ", of which the rows here are a part: the scores with words are not quite blind."
            if page.table is None
            else "."
        )
        + " That a word 2.5 standard deviations away from the habit stands alone was not tuned."
    )
    yield (
        "The rows are few, and those of one date are not independent. Differences within the "
        "brackets mean nothing."
    )


def _rows(page: Page) -> Iterator[str]:
    yield "## Row by row"
    scored: dict[tuple[dt.date, str, str, int], dict[Mode, Scored]] = {}
    for outcome in page.outcomes:
        seen: dict[tuple[dt.date, str, str], int] = {}
        rows = [*outcome.rows, *(row for salvo in outcome.salvos for row in salvo.rows)]
        for row in sorted(rows, key=lambda row: row.case.date):
            key = row.case.date, row.case.label, str(row.case.given.get("range"))
            number = seen[key] = seen.get(key, 0) + 1
            scored.setdefault((*key, number), {})[outcome.mode] = row
    lines = [
        "| date | launch | range | official | margin, km | bearing | word | habit alone |",
        "|---|---|---|---|--:|--:|--:|--:|",
    ]
    for (_, label, distance, _), modes in sorted(scored.items()):
        first = next(iter(modes.values()))
        chances = " | ".join(
            wording.percent(modes[mode].chance) if mode in modes else "" for mode in KNOWN
        )
        margin = f"{modes['bearing'].margin_km:+.0f}" if "bearing" in modes else ""
        lines.append(
            f"| {first.case.date} | {_cell(label)} | {_cell(distance)} | {_side(first)} "
            f"| {margin} | {chances} |"
        )
    yield "\n".join(lines)
    yield "*Margin*: from the middle of the splash to the limit with the bearing known, + inside."


def _without(page: Page) -> Iterator[str]:
    reasons: dict[str, int] = {}
    for outcome in page.outcomes:
        for _, why in outcome.unscored:
            text = f"{KNOWN[outcome.mode]}: {why}"
            reasons[text] = reasons.get(text, 0) + 1
    if reasons:
        yield (
            "Rows without a chance: "
            + "; ".join(f"{count} ({_cell(why)})" for why, count in reasons.items())
            + "."
        )
    yield "Rows without a range or without a verdict of their own cannot be scored."


def _side(row: Scored) -> str:
    if row.case.set_inside is not None:
        return "{} of {}".format(*row.case.set_inside)
    return "inside" if row.case.inside else "outside"


def _cell(text: str) -> str:
    """Text that can stand in a cell of a Markdown table."""
    return escape(printable(text), quote=False).replace("|", "\\|").replace("`", "'")


def _percent(interval: Interval) -> str:
    low, high = (f"{100 * value:.0f}" for value in (interval.low, interval.high))
    return f"{100 * interval.value:.0f} % [{low}–{high}]"


def _score(interval: Interval) -> str:
    return f"{interval.value:.3f} [{interval.low:.3f}–{interval.high:.3f}]"
