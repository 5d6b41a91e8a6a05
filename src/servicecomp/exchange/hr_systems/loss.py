"""The log of what did not fit, and the one door through which texts go out.

A text for a plain field keeps its words, but no angle bracket and no beginning that a spreadsheet takes for a formula: what an HR
system does with its fields when it shows or exports them is not ours to know. A text for an HTML field is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal, NamedTuple

from servicecomp.models.exports import Loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.exports import ExportProfile, LossOutcome

__all__ = ["LossLog", "Paragraph", "as_html", "as_text"]

_BRACKETS = str.maketrans("<>", "‹›")
# The full-width signs as well: spreadsheets of some locales take them for the plain ones.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_ELLIPSIS = "…"


class Paragraph(NamedTuple):
    """A heading with its lines."""

    heading: str
    lines: Sequence[str]


class LossLog:
    """Collects what did not fit, each thing once."""

    def __init__(self, profile: ExportProfile) -> None:
        """Start an empty log for a system."""
        self._profile = profile
        self._losses: dict[tuple[str, str, str | None], Loss] = {}

    def add(self, code: str, outcome: LossOutcome, place: str, detail: str | None = None) -> None:
        """Log one thing; the same thing at the same place is logged once."""
        self._losses.setdefault((code, place, detail), Loss(code=code, outcome=outcome, place=place, detail=detail))

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Return what was logged, in order."""
        return tuple(self._losses.values())

    def plain(self, text: str, place: str) -> str:
        """Return a text for a plain field."""
        return self._shortened(self._inert(text, place), "text", place)

    def name(self, text: str, place: str) -> str:
        """Return a name: one line, as long as names may be."""
        return self._shortened(self._inert(" ".join(text.split()), place), "name", place)

    def names(self, wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return a name for each key, no two alike even where case does not count; `wanted` are pairs of key and name."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for key, text in wanted:
            name, number = self.name(text, key), 1
            base = name
            while name.casefold() in taken:
                number += 1
                ending = f" ({number})"
                most = self._profile.limit("name")
                name = f"{base[: most - len(ending)].rstrip() if most else base}{ending}"
            if number > 1:
                self.add("same-name", "changed", key)
            taken.add(name.casefold())
            found[key] = name
        return found

    def _inert(self, text: str, place: str) -> str:
        changed = text.translate(_BRACKETS)
        if changed != text:
            self.add("brackets", "changed", place)
        if changed.startswith(_FORMULA):
            self.add("formula", "changed", place)
            changed = f"'{changed}"
        return changed

    def _shortened(self, text: str, field: Literal["name", "text"], place: str) -> str:
        most = self._profile.limit(field)
        if most is None or len(text) <= most:
            return text
        self.add("shortened", "shortened", place, f"{len(text)} → {most}")
        cut = text[: most - len(_ELLIPSIS)]
        # A cut at a blank, unless the last word alone fills half of the field.
        at = cut.rfind(" ")
        return (cut[:at] if at > most // 2 else cut).rstrip() + _ELLIPSIS


def as_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as plain text, lines of a list with a hyphen."""
    return "\n\n".join("\n".join([paragraph.heading, *(f"- {line}" for line in paragraph.lines)]) for paragraph in paragraphs)


def as_html(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as simple HTML; every word of content is escaped."""
    return "".join(
        f"<p><b>{escape(paragraph.heading)}</b></p>"
        + (f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in paragraph.lines)}</ul>" if paragraph.lines else "")
        for paragraph in paragraphs
    )
