"""Frappe HR: documents of the DocTypes Skill, Interview Type, Interview Round and Interview Feedback."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from servicecomp.exchange.hr_systems.rated import about_card, entry, rated_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from servicecomp.exchange.hr_systems.layout import Layout, Row
    from servicecomp.models.scorecards import Scorecard

__all__ = ["card", "kit", "values"]

_WHOLE = 10_000
"""Hundredths of a per cent in the whole."""


def kit(layout: Layout) -> Iterator[dict[str, Any]]:
    """Yield a Skill for each question, then an Interview Type and an Interview Round for each session, in the order of their links."""
    described: dict[str, str] = {}
    for session in layout.plan.sessions:
        for row in layout.rows(session):
            if row.key not in described:
                text = layout.log.plain(f"{row.number}. {row.question.text}", row.key)
                described[row.key] = f"{text}\n\n{layout.plain(layout.description(row), row.key)}"
                skill = {"doctype": "Skill", "skill_name": layout.labels[row.key], "description": described[row.key]}
                yield entry({"question": row.key}, (), skill)
    for session in layout.plan.sessions:
        title = layout.title(session)
        how_to = layout.plain(layout.instructions(session), session.stage)
        yield entry({"stage": session.stage}, (), {"doctype": "Interview Type", "name": title, "description": how_to})
        rows = layout.rows(session)
        shares = _shares(layout, rows)
        layout.log.add("expected-average", "left-out", session.stage)
        skills = [
            {"doctype": "Expected Skill Set", "skill": layout.labels[row.key], "weightage": share, "description": described[row.key]}
            for row, share in zip(rows, shares, strict=True)
        ]
        record = {"doctype": "Interview Round", "round_name": title, "interview_type": title, "expected_skill_set": skills}
        about = {"stage": session.stage, "minutes": session.minutes, "questions": {layout.labels[row.key]: row.key for row in rows}}
        yield entry(about, layout.profile.kit_fields, record)


def card(card: Scorecard, layout: Layout) -> dict[str, Any]:
    """Return an Interview Feedback as a draft; a code has no row, because Frappe counts an empty rating as zero."""
    found = rated_of(card, layout)
    rows = [{"doctype": "Skill Assessment", "skill": rated.label, "rating": rated.value} for rated in found if rated.value is not None]
    feedback = "\n\n".join(f"{rated.label}\n{rated.words}" for rated in found)
    record = {"doctype": "Interview Feedback", "docstatus": 0, "skill_assessment": rows, "feedback": feedback}
    return entry(about_card(card, {rated.label: rated.rating.question for rated in found}), layout.profile.scorecard_fields, record)


def values(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the skill of each row of a record and its rating."""
    for row in record["skill_assessment"]:
        yield row["skill"], row["rating"]


def _shares(layout: Layout, rows: Sequence[Row]) -> list[float]:
    """Return per cents that add up to 100: each competency's weight, divided among its questions; a spare has none.

    Rounded to two decimals by largest remainder, the earlier question first among equals.
    """
    asked = [row.question.competency for row in rows if not row.spare]
    weights = {name: layout.criteria[name].weight if name in layout.criteria else 0 for name in asked}
    total = sum(weights.values())
    if not total:
        return [0.0 for _ in rows]
    for name in weights:
        layout.log.add("weight-shares", "changed", name)
    exact = [
        Fraction(0) if row.spare else Fraction(weights[row.question.competency] * _WHOLE, total * asked.count(row.question.competency))
        for row in rows
    ]
    whole = [int(share) for share in exact]
    by_remainder = sorted(range(len(rows)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: _WHOLE - sum(whole)]:
        whole[place] += 1
    return [share / 100 for share in whole]
