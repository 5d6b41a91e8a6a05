"""Workday: feedback on an interview with a comment and one rating for each competency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicecomp.exchange.hr_systems.rated import about_card, entry, place_of, rated_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servicecomp.exchange.hr_systems.layout import Layout
    from servicecomp.exchange.hr_systems.rated import Rated
    from servicecomp.models.scorecards import Scorecard

__all__ = ["card", "kit", "values"]


def kit(layout: Layout) -> Iterator[dict[str, Any]]:
    """Yield each session with its competencies, instructions and questions."""
    for session in layout.plan.sessions:
        rows = layout.rows(session)
        questions = [
            {
                "order": row.number,
                "text": layout.log.plain(f"{row.number}. {row.question.text}", row.key),
                "required": not row.spare,
                "description": layout.plain(layout.description(row), row.key),
            }
            for row in rows
        ]
        record = {
            "name": layout.title(session),
            "durationMinutes": session.minutes,
            "instructions": layout.plain(layout.instructions(session), session.stage),
            "competencies": [
                {"descriptor": layout.competency_names[name]} for name in dict.fromkeys(row.question.competency for row in rows)
            ],
            "questions": questions,
        }
        about = {"stage": session.stage, "questions": {str(row.number): row.key for row in rows}}
        yield entry(about, layout.profile.kit_fields, record)


def card(card: Scorecard, layout: Layout) -> dict[str, Any]:
    """Return feedback; a competency with several ratings gets none, because they are not averaged."""
    found = rated_of(card, layout)
    by_competency: dict[str, list[Rated]] = {}
    for rated in found:
        by_competency.setdefault(rated.rating.competency, []).append(rated)
    ratings, rows = [], {}
    for competency, answers in by_competency.items():
        counted = [rated for rated in answers if rated.value is not None]
        if len(counted) == 1:
            name = layout.competency_names[competency]
            rows[name] = counted[0].rating.question
            ratings.append({"competency": {"descriptor": name}, "rating": counted[0].value, "comments": counted[0].words})
            continue
        for rated in counted:
            layout.log.add("rating-not-averaged", "as-text", f"{place_of(card)}: {rated.rating.question}", str(rated.rating.value))
    comment = "\n\n".join(f"{rated.label}\n{rated.words}" for rated in found)
    return entry(about_card(card, rows), layout.profile.scorecard_fields, {"comment": comment, "competencyRatings": ratings})


def values(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the name of each rated competency of a record and its rating."""
    for rating in record["competencyRatings"]:
        yield rating["competency"]["descriptor"], rating["rating"]
