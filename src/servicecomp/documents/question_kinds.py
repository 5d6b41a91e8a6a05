"""What kinds of question a plan holds, and the sentences that tell people so: each is written from the count, never from habit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import Question
    from servicecomp.models.lines import Line

__all__ = ["Kinds", "count_lines", "kinds_in", "number_word"]

_MOST_IN_WORDS = 12


class Kinds(NamedTuple):
    """How many questions of each kind are asked."""

    past: int = 0
    situations: int = 0
    knowledge: int = 0
    exercises: int = 0
    """Work samples and role plays."""

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return sum(self)

    @property
    def only_past(self) -> bool:
        """Return whether all that is spoken about lies in the past; also so where nothing is asked."""
        return not self.situations and not self.knowledge and (self.past > 0 or not self.exercises)


_NAMES = {
    "past-behaviour": "past",
    "situational": "situations",
    "knowledge": "knowledge",
    "work-sample": "exercises",
    "role-play": "exercises",
}


def kinds_in(questions: Iterable[Question]) -> Kinds:
    """Return how many questions there are of each kind; those of eligibility, which nobody rates, are left out.

    >>> kinds_in([])
    Kinds(past=0, situations=0, knowledge=0, exercises=0)

    """
    counts: dict[str, int] = {}
    for question in questions:
        name = _NAMES.get(question.kind)
        if name is not None:
            counts[name] = counts.get(name, 0) + 1
    return Kinds(**counts)


def number_word(say: Phrases, number: int) -> str:
    """Return a number as it begins a sentence: a word up to twelve, figures above."""
    words = say.lines("kinds.numbers")
    return words[number - 1].text if 1 <= number <= _MOST_IN_WORDS else str(number)


def count_lines(say: Phrases, prefix: str, kinds: Kinds) -> Iterator[Line]:
    """Yield a sentence for each kind that there is: that all are of it, that one is, or how many are.

    The phrases are `<prefix>_<kind>_all`, `_one` and `_some`; exercises have `_one` and `_some` only.
    """
    for name, number in zip(Kinds._fields, kinds, strict=True):
        if not number:
            continue
        if number == kinds.total and name != "exercises":
            yield say.line(f"{prefix}_{name}_all")
        elif number == 1:
            yield say.line(f"{prefix}_{name}_one")
        else:
            yield say.line(f"{prefix}_{name}_some", number=number_word(say, number))
