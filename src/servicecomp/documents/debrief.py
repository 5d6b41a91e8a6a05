"""The debrief of a panel: its agenda, and one report on what everybody rated, on which evidence, and what the plan's rule makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicecomp.documents.debrief_agenda import agenda, agenda_notes, length
from servicecomp.documents.debrief_parts import gaps_of, handed_in, table_of, unknown_of
from servicecomp.documents.debrief_side import comparison, details, minimum_notes, minimums, override_rows, standings, values, what_if
from servicecomp.documents.fitting import check_role
from servicecomp.documents.parts import common, job_title, unconfirmed
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.interviews.comparing import compare
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE
from servicecomp.interviews.plan_index import card_faults, repeated_cards
from servicecomp.interviews.scoring import assess
from servicecomp.models.debriefs import Debrief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicecomp.documents.debrief_parts import Table
    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.interviews.rating_error import RatingError
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.debriefs import HandedIn
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.lines import Line
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Override, Scorecard
    from servicecomp.models.vacancies import Vacancy

__all__ = ["MOST_CANDIDATES", "debrief", "override_faults"]

MOST_CANDIDATES = 40
"""Candidates that one report holds; a panel that has interviewed more talks about them in several meetings."""


def debrief(
    cards: Iterable[Scorecard],
    *,
    index: PlanIndex,
    role: RoleProfile,
    framework: Framework,
    bank: QuestionBank | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    overrides: Iterable[Override] = (),
    error: RatingError | None = None,
    confidence: float = DEFAULT_CONFIDENCE,
    reader: str | None = None,
) -> Debrief:
    """Return the debrief of all candidates of whom there are cards.

    `bank` gives the questions' words; without it they go by their keys. `reader` is an interviewer's key: as long as one of their own
    ratings is missing, the report holds nobody's.

    Raises:
        DataError: there are no cards or too many, cards or overrides do not fit the plan, or the reader sits in none of its interviews.

    """
    held = tuple(cards)
    logged = tuple(overrides)
    _check(held, logged, index)
    check_role(role, framework)
    say = phrases_for(framework.locale)
    table = table_of(
        held,
        say=say,
        index=index,
        bank=bank,
        names={criterion.competency: criterion.label for criterion in index.criteria}
        | {one.id: one.name for one in framework.competencies},
        people={person.key: person.name for person in vacancy.panel} if vacancy else {},
    )
    seats = handed_in(table)
    _check_reader(reader, seats)
    hidden = _hidden(table, seats, reader)
    gaps = () if hidden else gaps_of(table)
    return Debrief(
        title=say.text("debrief.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        plan_hash=index.sha256,
        rule=say.line(f"summary.rule_{index.rule}"),
        unconfirmed=unconfirmed(say, vacancy),
        reader=table.name(reader) if reader else None,
        hidden=hidden,
        waiting=None if hidden else _waiting(table, seats),
        minutes=length(len(table.candidates)),
        agenda=agenda(say, len(table.candidates)),
        agenda_notes=agenda_notes(say, len(table.candidates), len(gaps)),
        candidates=table.candidates,
        handed_in=seats,
        not_seen=_not_seen(table, vacancy),
        scale_top=index.top,
        confidence=confidence,
        gaps=gaps,
        **({} if hidden else _ratings(table, held, logged, error, confidence)),
        **(
            common(say=say, framework=framework, role=role, bank=bank, plan=index.plan, organisation=organisation, vacancy=vacancy)
            # Why no notice: "before this is used" comes too late; `unconfirmed` says what to do now.
            | {"draft_notice": None}
        ),
    )


def override_faults(override: Override, candidates: Sequence[str], index: PlanIndex) -> Iterator[tuple[str, str, str, str]]:
    """Yield what does not fit about an override: its field, a code, a message and what to do."""
    if override.candidate not in candidates:
        yield "candidate", "unknown-candidate", f"there is no card of '{override.candidate}'", f"use one of: {', '.join(candidates)}"
    known = [criterion.competency for criterion in index.criteria]
    if override.competency is not None and override.competency not in known:
        yield "competency", "unknown-competency", f"the plan does not count '{override.competency}'", f"use one of: {', '.join(known)}"
    if not 1 <= override.value <= index.top:
        yield "value", "off-the-scale", f"{float(override.value):g} is off the scale, which ends at {index.top}", f"use 1 to {index.top}"


def _ratings(
    table: Table, cards: Sequence[Scorecard], overrides: Sequence[Override], error: RatingError | None, confidence: float
) -> dict[str, Any]:
    """Return the fields of the report that show what anybody gave."""
    by_candidate = {name: [card for card in cards if card.candidate == name] for name in table.candidates}
    found = [assess(group, index=table.index, error=error, confidence=confidence) for group in by_candidate.values()]
    side = compare(found, confidence=confidence)
    rows = standings(table, found, side, error)
    return {
        "minimums": minimums(table, found),
        "minimum_notes": minimum_notes(table, found),
        "unknown": unknown_of(table),
        "standings": rows,
        "reliable": any(row.reliability is not None for row in rows),
        "comparison": comparison(table, found, side, cards, error),
        "values": values(table, found),
        "what_if": what_if(table, found, by_candidate),
        "overrides": override_rows(table, found, overrides),
        "details": details(table, found),
    }


def _hidden(table: Table, seats: Sequence[HandedIn], reader: str | None) -> Line | None:
    """Return why ratings are left out for a reader whose own are not all in: what others gave would colour theirs."""
    parts = [
        f"{', '.join(line.text for line in row.missing)} ({row.stage})"
        if len(table.seats) > 1
        else ", ".join(line.text for line in row.missing)
        for row in seats
        if row.key == reader and row.missing
    ]
    return table.say.line("debrief.hidden", missing="; ".join(parts)) if parts else None


def _waiting(table: Table, seats: Sequence[HandedIn]) -> Line | None:
    names = dict.fromkeys(row.interviewer for row in seats if row.missing)
    return table.say.line("debrief.waiting", names=", ".join(names)) if names else None


def _not_seen(table: Table, vacancy: Vacancy | None) -> Line | None:
    left = [name for name in (vacancy.candidates if vacancy else ()) if name not in table.candidates]
    return table.say.line("debrief.not_seen", names=", ".join(left)) if left else None


def _check(cards: Sequence[Scorecard], overrides: Sequence[Override], index: PlanIndex) -> None:
    problems = [fault.problem(card) for card in cards for fault in card_faults(card, index)]
    problems += [
        Problem(
            where=f"card of '{card.interviewer}' on '{card.candidate}'",
            code="card-twice",
            message="the card was handed in twice",
            hint="leave out the file that holds it a second time",
        )
        for _, card in repeated_cards(cards)
    ]
    candidates = sorted({card.candidate for card in cards})
    if not cards:
        problems.append(Problem(where="cards", code="no-scorecards", message="there are no scorecards", hint="name files or folders"))
    if len(candidates) > MOST_CANDIDATES:
        message = f"{len(candidates)} candidates are too many for one debrief; at most {MOST_CANDIDATES}"
        problems.append(Problem(where="cards", code="too-many", message=message, hint="hold several, each with the cards of its own"))
    problems += [
        Problem(where=f"overrides.{place}.{field}", code=code, message=message, hint=hint)
        for place, override in enumerate(overrides)
        for field, code, message, hint in override_faults(override, candidates, index)
    ]
    if problems:
        raise DataError(problems)


def _check_reader(reader: str | None, seats: Sequence[HandedIn]) -> None:
    known = tuple(dict.fromkeys(row.key for row in seats))
    if reader is not None and reader not in known:
        hint = f"use one of: {', '.join(known)}"
        message = f"'{reader}' sits in no interview of the plan"
        raise DataError([Problem(where="reader", code="not-on-the-panel", message=message, hint=hint)])
