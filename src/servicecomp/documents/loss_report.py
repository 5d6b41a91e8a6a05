"""The loss report: what did not fit into an HR system, what became of it, and what the export rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.models.exports import FactRow, LossGroup, LossReport, LossRow
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.exports import HrExport, Loss, LossOutcome

__all__ = ["PRINTED_PLACES", "loss_report"]

PRINTED_PLACES = 6
"""Places that a page prints for one kind of thing: more are no longer read, and the JSON has them all."""
_OF_EVERY_QUESTION = "question-facts"
_ORDER: tuple[LossOutcome, ...] = ("left-to-people", "left-out", "merged", "changed", "shortened", "as-text", "beside")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def loss_report(exports: Sequence[HrExport]) -> LossReport:
    """Return one report on the exports of one plan to one system.

    Raises:
        DataError: there is no export, or they are for different systems or plans.

    """
    problems = []
    if not exports:
        problems.append(Problem(where="exports", code="no-export", message="there is nothing to report on", hint="export a kit first"))
    elif any(export.profile != exports[0].profile or export.provenance != exports[0].provenance for export in exports):
        message = "the exports are for different systems or made from different content"
        problems.append(Problem(where="exports", code="other-export", message=message, hint="write a report for each"))
    if problems:
        raise DataError(problems)
    first = exports[0]
    profile, say = first.profile, phrases_for(first.language)
    words = {"system": profile.title, "overall": profile.overall}
    if profile.own_words:
        scale_lead = say.line("export.scale_lead_words", **words)
    else:
        scale_lead = say.line("export.scale_lead" if profile.mapping(len(first.scale)) else "export.scale_lead_none")
    losses = dict.fromkeys(loss for export in exports for loss in export.losses)
    return LossReport(
        title=say.text("export.title", role=first.role_title, system=profile.title),
        language=first.language,
        provenance=first.provenance,
        lead=say.lines("export.lead_lines", **words),
        files=tuple(export.name for export in exports),
        scale_lead=scale_lead,
        scale=first.scale,
        groups=tuple(group for outcome in _ORDER if (group := _group(say, outcome, tuple(losses), profile.title)) is not None),
        facts_lead=say.line("export.facts_lead", day=_day(profile.checked)),
        facts=tuple(
            FactRow(
                fact=Line(text=fact.says, source=f"export/{profile.id}/{fact.id}"),
                origin=fact.source,
                compared=say.line("export.compared_yes" if fact.compared_with_documentation else "export.compared_no"),
            )
            for fact in profile.facts
        ),
    )


def _group(say: Phrases, outcome: LossOutcome, losses: Sequence[Loss], system: str) -> LossGroup | None:
    by_code: dict[str, list[str]] = {}
    for loss in losses:
        if loss.outcome == outcome:
            by_code.setdefault(loss.code, []).append(f"{loss.place} ({loss.detail})" if loss.detail else loss.place)
    if not by_code:
        return None
    rows = []
    every = set(by_code.get(_OF_EVERY_QUESTION, ()))
    for code, places in by_code.items():
        key = f"export.losses.{code.replace('-', '_')}"
        # Why: the same long list under each of five headings is read by nobody.
        whole = len(every) > 1 and set(places) == every
        shown = len(places) if len(places) <= PRINTED_PLACES + 2 else PRINTED_PLACES
        left = len(places) - shown
        more = say.line("export.every_question") if whole else say.line("export.more", number=left) if left > 0 else None
        rows.append(
            LossRow(
                code=code,
                what=say.line(f"{key}.what", system=system),
                happened=say.line(f"{key}.happened", system=system),
                number=len(places),
                places=tuple(places),
                printed=() if whole else tuple(places[:shown]),
                more=more,
            )
        )
    return LossGroup(outcome=outcome, title=say.line(f"export.{outcome.replace('-', '_')}"), rows=tuple(rows))


def _day(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"
