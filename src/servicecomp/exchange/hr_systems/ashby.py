"""Ashby: a feedback form with a score from 1 to 4 for each question, and submissions to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicecomp.exchange.hr_systems.rated import about_card, entry, rated_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servicecomp.exchange.hr_systems.layout import Layout, Row
    from servicecomp.models.scorecards import Scorecard

__all__ = ["card", "kit", "values"]

_NOTES = "notes"
_OVERALL = "overall_recommendation"


def kit(layout: Layout) -> Iterator[dict[str, Any]]:
    """Yield each session as an interview with its feedback form."""
    for session in layout.plan.sessions:
        rows, title = layout.rows(session), layout.title(session)
        how_to = layout.instructions(session)
        fields = [_question(layout, row) for row in rows]
        fields.append(_field("RichText", _NOTES, layout.say.text("export.notes_title"), required=False))
        fields.append(_field("ValueSelect", _OVERALL, layout.say.text("export.overall_title"), required=True))
        record = {
            "interview": {
                "title": title,
                "instructionsHtml": layout.html(how_to),
                "instructionsPlain": layout.plain(how_to, session.stage),
            },
            "feedbackFormDefinition": {"title": title, "formDefinition": {"sections": [{"fields": fields}]}},
        }
        about = {"stage": session.stage, "minutes": session.minutes, "questions": {_path(row.key): row.key for row in rows}}
        yield entry(about, layout.profile.kit_fields, record)


def card(card: Scorecard, layout: Layout) -> dict[str, Any]:
    """Return a submission; an answer without a score goes to the notes, because a score cannot be empty."""
    fields: list[dict[str, Any]] = []
    notes = []
    for rated in rated_of(card, layout):
        if rated.value is None:
            notes.append(f"{rated.label}\n{rated.words}")
        else:
            comments = {"type": "PlainText", "value": rated.words}
            fields.append({"path": _path(rated.rating.question), "value": {"score": rated.value, "comments": comments}})
    if notes:
        fields.append({"path": _NOTES, "value": {"type": "PlainText", "value": "\n\n".join(notes)}})
    about = about_card(card, {_path(rating.question): rating.question for rating in card.ratings})
    return entry(about, layout.profile.scorecard_fields, {"feedbackForm": {"fieldSubmissions": fields}})


def values(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the path of each scored field of a record and its score."""
    for submission in record["feedbackForm"]["fieldSubmissions"]:
        if "score" in submission["value"]:
            yield submission["path"], submission["value"]["score"]


def _path(key: str) -> str:
    """Return a path for a question; ids have single hyphens, so that no two questions share one."""
    return key.replace("/", "__").replace("-", "_")


def _question(layout: Layout, row: Row) -> dict[str, Any]:
    title = layout.log.plain(f"{row.number}. {layout.labels[row.key]}: {row.question.text}", row.key)
    described = layout.description(row)
    field = _field("Score", _path(row.key), title, required=False)
    return {**field, "descriptionHtml": layout.html(described), "descriptionPlain": layout.plain(described, row.key)}


def _field(kind: str, path: str, title: str, *, required: bool) -> dict[str, Any]:
    return {"isRequired": required, "field": {"type": kind, "path": path, "title": title, "isNullable": not required}}
