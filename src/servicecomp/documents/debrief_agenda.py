"""The agenda of a debrief: what is done in which order, and how long it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.models.debriefs import AgendaItem

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.lines import Line

__all__ = ["agenda", "agenda_notes", "length"]

# Minutes for one candidate, and what each further one adds. Reading gaps from the evidence is what a debrief is for, so it gets most;
# deciding gets as long for each further candidate as reading that candidate's gaps.
_ITEMS = (
    ("locked", 2, 0),
    ("minimums", 3, 2),
    ("gaps", 8, 5),
    ("second", 2, 1),
    ("unknown", 2, 1),
    ("decide", 5, 5),
    ("telling", 3, 1),
)
_LONG = 60
_PER_GAP = 2


def agenda(say: Phrases, candidates: int) -> tuple[AgendaItem, ...]:
    """Return the agenda for so many candidates: 25 minutes for one, 15 more for each further one."""
    items: list[AgendaItem] = []
    start = 0
    for name, minutes in _minutes(candidates):
        items.append(
            AgendaItem(
                label=say.line(f"debrief.item_{name}"), minutes=minutes, starts_after=start, lines=say.lines(f"debrief.item_{name}_lines")
            )
        )
        start += minutes
    return tuple(items)


def length(candidates: int) -> int:
    """Return the minutes of the whole agenda."""
    return sum(minutes for _, minutes in _minutes(candidates))


def agenda_notes(say: Phrases, candidates: int, gaps: int) -> tuple[Line, ...]:
    """Return how the length was worked out, and what to do where it is long or there are many gaps."""
    notes = [say.line("debrief.agenda_rule")]
    if length(candidates) > _LONG:
        notes.append(say.line("debrief.agenda_break"))
    for_gaps = dict(_minutes(candidates))["gaps"]
    if gaps * _PER_GAP > for_gaps:
        notes.append(say.line("debrief.agenda_many_gaps", gaps=gaps, minutes=for_gaps))
    return tuple(notes)


def _minutes(candidates: int) -> list[tuple[str, int]]:
    return [(name, first + further * (max(candidates, 1) - 1)) for name, first, further in _ITEMS]
