"""Plain values of any file format -> scorecards, with every problem at its place in that file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from servicecomp.errors import DataError, Problem
from servicecomp.exchange.xlsx_values import folded, shown
from servicecomp.interviews.plan_index import PlanIndex, card_faults
from servicecomp.loading.building import build_part
from servicecomp.loading.sources import Location, Source
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Scorecard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from servicecomp.loading.yaml_reader import Place

__all__ = ["CODES", "MOMENTS", "CardEntry", "Places", "build_cards", "places", "rating_value"]

CODES = {code.value.replace("-", " "): code.value for code in OffScale}
"""Codes by what people read: `not asked` and so on."""

MOMENTS = {"before the discussion": "before", "after the discussion": "after"}
"""Moments by what people read."""

_NUMBER = re.compile(r"(\d{1,3})(?:\.0)?(?=\s|$)", re.ASCII)
_KNOWN = {folded(code).replace("-", " "): code for code in (*CODES, *CODES.values())}


@dataclass(slots=True)
class Places(Source):
    """Where the values of one card stand in a file that is no YAML."""

    locate: Callable[[Location], tuple[int, str]] = field(default=lambda _: (0, ""))
    """Line (0 for none) and the name of a place that is no line, by field names and list positions."""

    def place(self, location: Location, *, key: bool = False) -> Place:  # noqa: ARG002 - the signature of Source
        """Return line and column of a value."""
        return self.locate(location)[0], 1

    def problem(
        self,
        location: Location,
        *,
        code: str,
        message: str,
        hint: str = "",
        key: bool = False,  # noqa: ARG002 - the signature of Source
        severity: str = "error",
    ) -> Problem:
        """Return a problem at the place of a value."""
        line, where = self.locate(location)
        return Problem(
            path=str(self.path),
            line=line,
            column=1 if line else 0,
            where=where,
            code=code,
            message=message,
            hint=hint,
            severity=severity,
        )


@dataclass(frozen=True, slots=True)
class CardEntry:
    """One card as a file gives it."""

    data: Any
    """Plain values: the fields of a scorecard."""
    places: Places
    """Where they stand."""


def places(path: Path, locate: Callable[[Location], tuple[int, str]]) -> Places:
    """Return the places of one card of a file."""
    return Places(path=path, text="", data=None, locate=locate)


def rating_value(value: object) -> int | str | None:
    """Return a rating or a code from a number or a text such as `4`, `4 Good` or `not asked`; None when it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if not isinstance(value, str):
        return None
    words = folded(value).replace("-", " ")
    if words in _KNOWN:
        return CODES[_KNOWN[words].replace("-", " ")]
    found = _NUMBER.match(words)
    return int(found[1]) if found else None


def build_cards(entries: Iterable[CardEntry], index: PlanIndex | None) -> tuple[list[Scorecard], list[Problem]]:
    """Return the cards that could be built and every problem; with `index` each card is held against its plan too."""
    cards: list[Scorecard] = []
    problems: list[Problem] = []
    for entry in entries:
        data, kept = _with_plain_ratings(entry, problems)
        try:
            card = build_part(Scorecard, data, entry.places, ())
        except DataError as error:
            problems += error.problems
            continue
        cards.append(card)
        for fault in card_faults(card, index) if index else ():
            location: Location = (fault.field,)
            if fault.rating is not None:
                part = "value" if fault.code == "off-the-scale" else "question"
                location = (fault.field, kept[fault.rating], part)
            problems.append(entry.places.problem(location, code=fault.code, message=fault.message, hint=fault.hint))
    return cards, problems


def _with_plain_ratings(entry: CardEntry, problems: list[Problem]) -> tuple[Any, list[int]]:
    """Return a card's values with ratings as the model wants them, and where each rating that was kept stood.

    Why before the model: it tries number and code one after the other and would report both misses for one wrong cell.
    """
    ratings = entry.data.get("ratings") if isinstance(entry.data, dict) else None
    if not isinstance(ratings, list):
        return entry.data, []
    kept: list[tuple[int, Any]] = []
    asked: set[str] = set()
    for place, rating in enumerate(ratings):
        if not isinstance(rating, dict):
            kept.append((place, rating))
            continue
        question = rating.get("question")
        if isinstance(question, str) and question in asked:
            hint = "keep one; a rating after the discussion goes on a card of its own"
            message = f"{shown(question)} is rated twice on this card"
            problems.append(entry.places.problem(("ratings", place, "question"), code="rated-twice", message=message, hint=hint))
            continue
        if isinstance(question, str):
            asked.add(question)
        value = rating_value(rating["value"]) if "value" in rating else 1
        if value is None or (isinstance(value, int) and value < 1):
            hint = f"use a rating from 1, or one of: {', '.join(CODES)}"
            message = f"{shown(str(rating['value']))} is neither a rating nor a code"
            problems.append(entry.places.problem(("ratings", place, "value"), code="off-the-scale", message=message, hint=hint))
            continue
        kept.append((place, {**rating, "value": value} if "value" in rating else rating))
    return {**entry.data, "ratings": tuple(rating for _, rating in kept)}, [place for place, _ in kept]
