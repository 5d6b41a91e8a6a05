"""Lever: a feedback template with a dropdown of our own ratings for each question, and feedback on it.

Why a dropdown: the template's own `score-system` is one word on the whole candidate, and that is for people to choose. A dropdown takes
the ratings and the codes for no rating under their own names, so that nothing is converted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicecomp.exchange.hr_systems.rated import about_card, entry, rated_of
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servicecomp.exchange.hr_systems.layout import Layout
    from servicecomp.models.scorecards import Scorecard

__all__ = ["card", "kit", "values"]


def kit(layout: Layout) -> Iterator[dict[str, Any]]:
    """Yield each session as a feedback template; it holds exactly one score-system, which stays for people."""
    ratings = [layout.own_word(step.rating) for step in layout.framework.rating_scale.steps]
    options = [{"text": text} for text in (*ratings, *layout.codes.values())]
    for session in layout.plan.sessions:
        fields: list[dict[str, Any]] = []
        for row in layout.rows(session):
            described = layout.plain(layout.description(row), row.key)
            text = layout.log.plain(f"{row.number}. {row.question.text}", row.key)
            label = layout.labels[row.key]
            choice = {"type": "dropdown", "text": label, "description": f"{text}\n\n{described}", "required": False, "options": options}
            fields += [choice, {"type": "textarea", "text": _notes(layout, label), "description": "", "required": False}]
        fields.append({"type": "score-system", "text": layout.say.text("export.overall_title"), "required": True})
        how_to = layout.plain(layout.instructions(session), session.stage)
        record = {"text": layout.title(session), "instructions": how_to, "fields": fields}
        about = {
            "stage": session.stage,
            "minutes": session.minutes,
            "questions": {layout.labels[row.key]: row.key for row in layout.rows(session)},
        }
        yield entry(about, layout.profile.kit_fields, record)


def card(card: Scorecard, layout: Layout) -> dict[str, Any]:
    """Return feedback: for each question the rating or code as its dropdown words it, and the notes."""
    fields, found = [], rated_of(card, layout)
    for rated in found:
        code = rated.rating.value
        word = layout.codes[code] if isinstance(code, OffScale) else rated.value
        fields += [{"id": rated.label, "value": word}, {"id": _notes(layout, rated.label), "value": rated.words}]
    return entry(
        about_card(card, {rated.label: rated.rating.question for rated in found}), layout.profile.scorecard_fields, {"fieldValues": fields}
    )


def values(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the name of each field of a record and its value, notes among them."""
    for field in record["fieldValues"]:
        yield field["id"], field["value"]


def _notes(layout: Layout, label: str) -> str:
    return layout.log.name(layout.say.text("export.notes_label", label=label), label)
