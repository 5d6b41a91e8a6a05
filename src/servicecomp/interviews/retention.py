"""Until when records are kept: the rules of the places named, read from dated data, and the longest of their periods.

What a law asks for and the organisation's own period both count, the longer of the two; usual practice counts only where the
organisation has set no period. Naming one more place never brings a day forward. Nothing here says that a rule applies to a case: that is
an adviser's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.building import build, did_you_mean
from servicecomp.loading.bundled import package_data
from servicecomp.loading.sources import read_source
from servicecomp.models.days import add_months, check_day
from servicecomp.models.retention import RECORD_KINDS, RetentionRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.retention import RecordKind, RetentionRule, RuleKind

_OTHER_NAMES = {"uk": "gb"}
"""Other names that people use for a place whose rules are shipped."""

__all__ = ["KeepUntil", "known_jurisdictions", "load_retention_rules", "periods", "retention_rules"]


@dataclass(frozen=True, slots=True)
class KeepUntil:
    """How long one kind of record is kept."""

    record: RecordKind
    """Which kind."""
    months: int | None
    """The period that counts, in months; None where no rule and no period of one's own says any."""
    day: str | None
    """Last day on which it is kept."""
    rules: tuple[tuple[RetentionRules, RetentionRule], ...]
    """Rules with a period, the longest first, each with its place."""

    def longest(self, kind: RuleKind) -> int:
        """Return the longest period among the rules of a kind, in months; 0 where there is none."""
        return max((rule.months or 0 for _, rule in self.rules if rule.kind == kind), default=0)


def known_jurisdictions() -> tuple[str, ...]:
    """Return the ids of the places whose rules are shipped."""
    return tuple(sorted(path.stem for path in package_data("retention").glob("*.yaml")))


def load_retention_rules(name: str | Path) -> RetentionRules:
    """Return the rules of a place by id, or from a file of one's own; `uk` gives those of `gb`.

    Raises:
        NotFoundError: there is no such place or file.
        DataError: the file holds problems; all of them are in `problems`.

    """
    text = str(name)
    if isinstance(name, Path) or any(sign in text for sign in "/\\."):
        path = Path(name)
        if not path.is_file():
            message = f"there is no file with retention rules '{name}'"
            raise NotFoundError(message)
    else:
        known = known_jurisdictions()
        text = _OTHER_NAMES.get(text.casefold(), text)
        if text not in known:
            message = f"there are no retention rules for '{text}'; {did_you_mean(text, known)}"
            raise NotFoundError(message)
        path = package_data("retention", f"{text}.yaml")
    return build(RetentionRules, read_source(path))


def retention_rules(jurisdictions: Iterable[str | Path | RetentionRules]) -> tuple[RetentionRules, ...]:
    """Return the rules of the places named and of those that they lie within, wider places first, each once.

    Raises:
        NotFoundError: there is no such place or file.
        DataError: no place is named, a file holds problems, or a place lies within itself.

    """
    found: dict[str, RetentionRules] = {}
    for name in jurisdictions:
        chain: list[RetentionRules] = []
        place: RetentionRules | None = name if isinstance(name, RetentionRules) else load_retention_rules(name)
        while place is not None:
            if any(place.id == entry.id for entry in chain):
                message = f"the place '{place.id}' lies within itself"
                raise DataError([Problem(code="circle", message=message, hint="correct 'within' in the file with its rules")])
            chain.append(place)
            place = load_retention_rules(place.within) if place.within else None
        for entry in reversed(chain):
            found.setdefault(entry.id, entry)
    if not found:
        hint = f"name at least one of: {', '.join(known_jurisdictions())}"
        raise DataError([Problem(code="no-jurisdiction", message="no place is named whose rules count", hint=hint)])
    return tuple(found.values())


def periods(places: Sequence[RetentionRules], *, decided_on: str, own_months: int | None = None) -> tuple[KeepUntil, ...]:
    """Return for each kind of record the period that counts and the day it ends.

    That is the longer of what a law asks for and the organisation's own period; with no period of one's own usual practice counts too.
    `decided_on` is year-month-day. Months are counted to the day of the same number, else to the last day of that month. Answers to the
    survey hold no names: only a rule gives them a period, never the organisation's own.

    Raises:
        DataError: `decided_on` is no day of the calendar.

    """
    try:
        check_day(decided_on)
    except ValueError as error:
        raise DataError([Problem(code="not-a-day", where="decided_on", message=str(error))]) from None
    return tuple(_period(record, places, decided_on, own_months) for record in RECORD_KINDS)


def _period(record: RecordKind, places: Sequence[RetentionRules], decided_on: str, own_months: int | None) -> KeepUntil:
    found = [(place, rule, rule.months) for place in places for rule in place.rules if record in rule.records and rule.months is not None]
    # Why stable: equal periods stay in the order of the places, wider ones first.
    found.sort(key=lambda entry: -entry[2])
    own = own_months if record != "survey" else None
    counted = [months for _, rule, months in found if own is None or rule.kind != "claims"]
    months = max([*counted, *([own] if own is not None else [])], default=None)
    day = add_months(decided_on, months) if months is not None else None
    return KeepUntil(record, months, day, tuple((place, rule) for place, rule, _ in found))
