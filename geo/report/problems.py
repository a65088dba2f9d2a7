"""What is wrong with a report, in one line for each problem."""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from geo.errors import ReportError
from geo.text import shown

Location = tuple[int | str, ...]
Lines = Mapping[Location, int]
MOST_LINES = 5

_EXPECTED = {
    "greater_than": "expected more than {gt:g}: correct it",
    "greater_than_equal": "expected at least {ge:g}: correct it",
    "less_than": "expected less than {lt:g}: correct it",
    "less_than_equal": "expected at most {le:g}: correct it",
    "literal_error": "expected {expected}: write one of these",
    "string_type": "expected text: put it in quotes",
    "too_long": "expected at most {max_length} entries: split the report",
    "tuple_type": "expected a list: put '- ' before each entry",
}
_OTHER_NAMES = {
    "altitude": "apogee",
    "azimuth": "direction",
    "bearing": "direction",
    "distance": "range",
    "duration": "flight",
    "heading": "direction",
    "height": "apogee",
    "lng": "lon",
    "name": "place",
    "site": "launch",
}


def describe(
    error: ValidationError,
    model: type[BaseModel],
    where: str,
    lines: Lines | None = None,
) -> ReportError:
    """An error that names each field, what was given, what was expected and what to do.

    Args:
        error: what the validation of the model found.
        model: the model that was validated.
        where: the file or text that was read.
        lines: the line on which each value stands, where that is known.
    """
    found = error.errors(include_url=False)
    found.sort(key=lambda problem: problem["type"] != "extra_forbidden")  # they explain the rest
    described = []
    for problem in found[:MOST_LINES]:
        location = problem["loc"]
        line = next(
            (
                f", line {lines[location[:end]]}"
                for end in range(len(location), -1, -1)
                if lines and location[:end] in lines
            ),
            "",
        )
        name = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in location)
        field = shown(name.lstrip("."))[1:-1]
        described.append(f"{where}{line}: {field}{field and ': '}{_problem(problem, model)}")
    if len(found) > MOST_LINES:
        described.append(f"and {len(found) - MOST_LINES} more")
    return ReportError("\n".join(described), problems=len(found))


def _problem(problem: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "extra_forbidden":
        return _unknown(str(problem["loc"][-1]), _model_at(model, problem["loc"][:-1]))
    if kind == "missing":
        field = _model_at(model, problem["loc"][:-1]).model_fields.get(str(problem["loc"][-1]))
        meaning = (field.description if field else None) or "a value."
        return f"missing; expected {meaning[0].lower()}{meaning[1:-1]}: add it"
    expected = _EXPECTED[kind].format(**context) if kind in _EXPECTED else problem["msg"]
    if kind == "literal_error":
        allowed = re.findall(r"'([^']+)'", context["expected"])
        near = difflib.get_close_matches(str(problem["input"])[:60], allowed, n=1)
        expected += f"; did you mean {near[0]!r}?" if near else ""
    given = problem["input"]
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return f"{shown(given)}: {expected}"


def _unknown(key: str, model: type[BaseModel]) -> str:
    known = list(model.model_fields)
    other = _OTHER_NAMES.get(key.lower())
    near = [other] if other in known else difflib.get_close_matches(key.lower()[:60], known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "correct it, or leave it out"
    return f"unknown key; expected one of {', '.join(known)}: {hint}"


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """The model that a location points into."""
    for part in location:
        field = model.model_fields.get(str(part))
        if field is not None:
            model = next(_models(field.annotation), model)
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
