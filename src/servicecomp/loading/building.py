"""Plain values -> models, with every problem at once, in the words of the person who wrote the file."""

from __future__ import annotations

import difflib
import types
import typing
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from servicecomp.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from servicecomp.errors import Problem
    from servicecomp.loading.sources import Location, Source

__all__ = ["build", "build_part", "did_you_mean", "models_in"]

M = TypeVar("M", bound=BaseModel)

# Why by pattern: pydantic reports the pattern that was missed, and that is stable where its English is not.
_PATTERN_HINTS = (
    ("^[a-z0-9]+(-[a-z0-9]+)*$", "use lower-case letters, digits and single hyphens, such as first-visit"),
    ("^[0-9]+(\\.[0-9]+){0,2}$", 'use numbers with points, in quotes, such as "1.2"'),
    ("^#[0-9a-fA-F]{6}$", 'use a colour such as "#1f4e79", in quotes'),
    ("^\\d{4}-\\d{2}-\\d{2}$", "use year-month-day, such as 2026-11-21"),
    ("^[a-z]{2,3}(-[A-Z]{2})?$", "use a language tag such as en-GB"),
)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known word, or with all of them when there are few, else nothing."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"use one of: {', '.join(words)}" if 0 < len(words) <= 12 else ""  # noqa: PLR2004 - more than a line's worth helps nobody


def build(model: type[M], source: Source, *, data: Any = None) -> M:  # noqa: ANN401 - plain YAML values
    """Return a model from a file's value (or from `data`, worked out from it with the same locations).

    Raises:
        DataError: with every problem, each at its line and column.

    """
    value = source.data if data is None else data
    if not isinstance(value, dict):
        what = "empty" if value is None else "no list of fields"
        raise DataError([source.problem((), code="wrong-type", message=f"the file is {what}", hint="start with 'format: 1'")])
    return build_part(model, value, source, ())


def build_part(model: type[M], value: Any, source: Source, base: Location) -> M:  # noqa: ANN401 - plain YAML values
    """Return a model from a part of a file that stands at `base`.

    Raises:
        DataError: with every problem, each at its line and column.

    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise DataError(_problems(model, error, source, base)) from None


def _problems(model: type[BaseModel], error: ValidationError, source: Source, base: Location) -> Iterator[Problem]:
    seen: set[tuple[Location, str]] = set()
    details = error.errors(include_url=False, include_input=True)
    faulty = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in faulty:
            continue  # pydantic counts a list's faulty entries as missing; they are reported themselves
        location: Location = (*base, *detail["loc"])
        code, message, hint = _say(model, detail)
        if (location, code) not in seen:
            seen.add((location, code))
            yield source.problem(location, code=code, message=message, hint=hint, key=code == "unknown-field")


def _say(model: type[BaseModel], detail: ErrorDetails) -> tuple[str, str, str]:
    """Return code, message and hint of one of pydantic's errors, found by its stable type."""
    kind, location, context = detail["type"], detail["loc"], detail.get("ctx", {})
    name = next((step for step in reversed(location) if isinstance(step, str)), "file")
    value = detail["input"]
    match kind:
        case "extra_forbidden":
            owner = _model_at(model, location[:-1])
            known = owner.model_fields if owner else ()
            title = owner.__name__ if owner else "this part"
            return "unknown-field", f"'{name}' is not a field of {title}", did_you_mean(str(name), known)
        case "missing":
            return "missing-field", f"the field '{location[-1]}' is missing", "add it"
        case "string_pattern_mismatch":
            hint = next((hint for pattern, hint in _PATTERN_HINTS if pattern == context.get("pattern")), "")
            return "bad-format", f"'{name}' cannot be {value!r}", hint or "use one line of plain text without control characters"
        case "literal_error" | "enum":
            return (
                "not-a-choice",
                f"'{name}' cannot be {value!r}",
                did_you_mean(str(value), _choices_at(model, location)) or f"use {context.get('expected')}",
            )
        case "string_too_short" | "too_short":
            return "too-short", f"'{name}' is empty or too short", "write it out, or remove the field if it is optional"
        case "string_too_long" | "too_long":
            return "too-long", f"'{name}' is longer than {context.get('max_length')}", "shorten it"
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            bound = context.get("ge", context.get("le", context.get("gt", context.get("lt"))))
            side = "at least" if kind.startswith("greater") else "at most"
            return "out-of-range", f"'{name}' is {value!r}", f"use a number of {side} {bound}"
        case "string_type":
            return (
                "wrong-type",
                f"'{name}' should be text, not {_kind_of(value)}",
                "put it in quotes" if not isinstance(value, dict | list) else "write one text",
            )
        case "int_type" | "int_from_float" | "int_parsing":
            return (
                "wrong-type",
                f"'{name}' should be a whole number, not {_kind_of(value)}",
                "write it without quotes and without a decimal point",
            )
        case "bool_type" | "bool_parsing":
            return "wrong-type", f"'{name}' should be true or false, not {_kind_of(value)}", "write true or false"
        case "tuple_type":
            return "wrong-type", f"'{name}' should be a list, not {_kind_of(value)}", "begin each entry with '- '"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "wrong-type", f"'{name}' should hold fields, not {_kind_of(value)}", "write 'field: value' lines under it"
        case "value_error":
            return "invalid", str(context.get("error", detail["msg"])), ""
        case _:
            return "invalid", f"'{name}': {detail['msg']}", ""


def _kind_of(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the word {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {value[:40]!r}"
        case dict():
            return "a group of fields"
        case _:
            return "a list"


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """Return the model that stands at a location of another, following its annotations."""
    return next(models_in(_annotation_at(model, location)), None)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - a type of any kind
    """Yield the models that an annotation names, inside lists and unions too."""
    return (kind for kind in _flat(annotation) if isinstance(kind, type) and issubclass(kind, BaseModel))


def _choices_at(model: type[BaseModel], location: Location) -> list[str]:
    found: list[str] = []
    annotation = _annotation_at(model, location)
    for kind in _flat(annotation):
        if isinstance(kind, type) and issubclass(kind, Enum):
            found += [str(member.value) for member in kind]
        elif get_origin(kind) is Literal:
            found += [str(choice) for choice in get_args(kind)]
    return found


def _annotation_at(model: type[BaseModel], location: Location) -> Any:  # noqa: ANN401 - a type of any kind
    annotation: Any = model
    for step in location:
        if isinstance(step, int):
            continue  # lists are looked through by _flat
        owner = next(models_in(annotation), None)
        if owner is None or step not in owner.model_fields:
            return None
        annotation = owner.model_fields[step].annotation
    return annotation


def _flat(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - a type of any kind
    """Yield the types inside unions, tuples and Annotated."""
    origin = get_origin(annotation)
    if origin is Literal or origin is None:
        yield annotation
    elif origin is typing.Annotated:
        yield from _flat(get_args(annotation)[0])
    elif origin in {tuple, typing.Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _flat(part)
