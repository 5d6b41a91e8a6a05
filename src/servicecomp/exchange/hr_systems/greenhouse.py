"""Greenhouse: job stages with interview kits, and scorecards with attributes rated in five words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from servicecomp.exchange.hr_systems.loss import Paragraph
from servicecomp.exchange.hr_systems.rated import about_card, entry, rated_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servicecomp.exchange.hr_systems.layout import Layout, Row
    from servicecomp.models.scorecards import Scorecard

__all__ = ["card", "kit", "values"]

_TYPE = "Skills"


def kit(layout: Layout) -> Iterator[dict[str, Any]]:
    """Yield the scorecard's attributes, then each session as a job stage with one interview."""
    attributes = [{"name": label, "type": _TYPE} for label in layout.labels.values()]
    yield entry({"questions": {label: key for key, label in layout.labels.items()}}, (), {"attributes": attributes})
    for place, session in enumerate(layout.plan.sessions):
        rows = layout.rows(session)
        described = [paragraph for row in rows for paragraph in _described(layout, row)]
        interview = {
            "name": layout.log.name(session.stage, session.stage),
            "schedulable": True,
            "estimated_minutes": session.minutes,
            "interview_kit": {
                "content": layout.html(layout.instructions(session), described),
                "questions": [{"question": escape(_text(row))} for row in rows if not row.spare],
            },
        }
        focus = [layout.labels[row.key] for row in rows]
        record = {"name": layout.title(session), "priority": place, "interviews": [interview]}
        yield entry({"stage": session.stage, "focus_attributes": focus}, layout.profile.kit_fields, record)


def card(card: Scorecard, layout: Layout) -> dict[str, Any]:
    """Return a scorecard; an attribute without a rating has the system's own value for that."""
    nothing, found = layout.profile.no_rating, rated_of(card, layout)
    attributes = [
        {"name": rated.label, "type": _TYPE, "note": rated.words, "rating": nothing if rated.value is None else rated.value}
        for rated in found
    ]
    words = dict.fromkeys(layout.mapping.values if layout.mapping else ())
    record = {
        "interview": layout.log.name(card.stage, card.stage),
        "attributes": attributes,
        "ratings": {str(word): [entry["name"] for entry in attributes if entry["rating"] == word] for word in words},
        "questions": [],
    }
    return entry(about_card(card, {rated.label: rated.rating.question for rated in found}), layout.profile.scorecard_fields, record)


def values(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the name of each row of a record and its value."""
    for attribute in record["attributes"]:
        yield attribute["name"], attribute["rating"]


def _text(row: Row) -> str:
    return f"{row.number}. {row.question.text}"


def _described(layout: Layout, row: Row) -> list[Paragraph]:
    first, *rest = layout.description(row)
    return [Paragraph(_text(row), (first.heading,)), *rest]
