"""Scorecards as JSON: a list of cards, or one card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from servicecomp.errors import Problem
from servicecomp.exchange.scorecards_building import CardEntry, build_cards, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.loading.sources import Location
    from servicecomp.models.scorecards import Scorecard

__all__ = ["cards_from_json", "cards_to_json"]


def cards_to_json(cards: Iterable[Scorecard]) -> str:
    """Return the cards as a JSON list, a field on each line; fields that are not used are left out."""
    data = [{"format": 1, **card.model_dump(mode="json", exclude_defaults=True)} for card in cards]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def cards_from_json(text: str, path: Path, index: PlanIndex | None = None) -> tuple[list[Scorecard], list[Problem]]:
    """Return the cards of a JSON text, and every problem; `where` names the card and the field."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_refused, parse_float=_small_float, parse_int=_small)
    except json.JSONDecodeError as error:
        hint = "export the file anew, or mend it at this place"
        message = f"this is no JSON: {error.msg.lower()}"
        return [], [Problem(path=str(path), line=error.lineno, column=error.colno, code="bad-json", message=message, hint=hint)]
    except _BadJsonError as error:
        return [], [Problem(path=str(path), code="bad-json", message=str(error), hint="export the file anew")]
    except RecursionError:
        return [], [Problem(path=str(path), code="bad-json", message="the lists are nested too deeply", hint="export the file anew")]
    if not isinstance(data, dict | list):
        message = "the file holds neither a scorecard nor a list of them"
        return [], [Problem(path=str(path), code="wrong-type", message=message, hint="begin with [ and the first card")]
    entries = data if isinstance(data, list) else [data]
    single = isinstance(data, dict)
    return build_cards((_entry(number, entry, path, single=single) for number, entry in enumerate(entries)), index)


def _entry(number: int, data: Any, path: Path, *, single: bool) -> CardEntry:  # noqa: ANN401 - plain JSON values
    def locate(location: Location) -> tuple[int, str]:
        return 0, ".".join(map(str, location if single else (number, *location)))

    if isinstance(data, dict):
        return CardEntry(data, places(path, locate))
    return CardEntry({} if data is None else data, places(path, locate))


class _BadJsonError(Exception):
    """A value that JSON readers disagree about."""


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            message = f"the field {name[:40]!r} stands twice in one group"
            raise _BadJsonError(message)
        found[name] = value
    return found


def _refused(word: str) -> object:
    message = f"{word} is no number"
    raise _BadJsonError(message)


def _small(digits: str) -> int:
    # Why: Python refuses numbers of thousands of digits with an error of its own kind, and no field of a card is that large.
    if len(digits) > 9:  # noqa: PLR2004 - digits
        message = "a number has more digits than any field takes"
        raise _BadJsonError(message)
    return int(digits)


def _small_float(digits: str) -> float:
    return float(digits[:40])
