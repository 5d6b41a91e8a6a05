"""One card's ratings made ready for a system: the value that it gets, if any, and the words that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from servicecomp.exchange.hr_systems.layout import Layout
    from servicecomp.models.exports import ExportValue
    from servicecomp.models.scorecards import Rating, Scorecard

__all__ = ["Rated", "about_card", "entry", "place_of", "rated_of"]


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as it goes out."""

    rating: Rating
    label: str
    """Name of its row."""
    value: ExportValue | None
    """The system's value; None for a code and where no conversion is stated."""
    words: str
    """Rating or code in words, then the evidence; ready for a plain field."""

    @property
    def is_code(self) -> bool:
        """Whether it is a code for no rating."""
        return isinstance(self.rating.value, OffScale)


def rated_of(card: Scorecard, layout: Layout) -> list[Rated]:
    """Return the ratings of a card in its order, and log what does not fit."""
    found = []
    for rating in card.ratings:
        place = f"{place_of(card)}: {rating.question}"
        value: ExportValue | None
        if isinstance(rating.value, OffScale):
            if not layout.profile.own_words:
                layout.log.add("off-scale", "as-text", place, rating.value.value)
            value = None
        else:
            value = layout.value(rating.value)
            if value is None:
                layout.log.add("rating-as-text", "as-text", place, str(rating.value))
            elif layout.is_merged(rating.value):
                layout.log.add("rating-merged", "merged", place, f"{rating.value} → {value}")
        if rating.evidence.given:
            layout.log.add("evidence", "as-text", place_of(card))
        found.append(Rated(rating, layout.labels[rating.question], value, layout.log.plain(_words(rating, card, layout), place)))
    if card.moment == "after":
        layout.log.add("second-record", "as-text", place_of(card))
    if card.time:
        layout.log.add("time", "beside", place_of(card))
    return found


def about_card(card: Scorecard, rows: Mapping[str, str]) -> dict[str, Any]:
    """Return whose card it is; `rows` gives the question behind each name of a row."""
    return {
        "candidate": card.candidate,
        "interviewer": card.interviewer,
        "stage": card.stage,
        "moment": card.moment,
        "time": card.time,
        "plan": card.plan,
        "bank_version": card.bank_version,
        "questions": dict(rows),
    }


def entry(about: Mapping[str, Any], fill_in: Sequence[str], record: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of a file: whose it is, what is to be filled in, and the system's own record."""
    return {"about": dict(about), "fill_in": list(fill_in), "record": dict(record)}


def place_of(card: Scorecard) -> str:
    """Return the words by which the loss report names a card."""
    return f"{card.candidate}, {card.interviewer}, {card.stage}{', after' if card.moment == 'after' else ''}"


def _words(rating: Rating, card: Scorecard, layout: Layout) -> str:
    say, lines = layout.say, []
    if isinstance(rating.value, OffScale):
        lines.append(say.text("export.not_rated", name=layout.codes[rating.value]))
    else:
        name = layout.framework.rating_scale.steps[rating.value - 1].name
        lines.append(say.text("export.rated", rating=rating.value, top=layout.top, name=name))
    for part in ("situation", "action", "result"):
        text = getattr(rating.evidence, part)
        if text is not None:
            lines.append(say.text(f"export.{part}", text=text))
    if card.moment == "after":
        lines.append(say.text("export.after_discussion"))
    return "\n".join(lines)
