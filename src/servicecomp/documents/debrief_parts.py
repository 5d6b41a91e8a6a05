"""What a debrief gathers from scorecards: who has handed in, every rating with its evidence, gaps to read, and what is unknown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servicecomp.documents.report_parts import plain
from servicecomp.models.debriefs import DebriefQuestion, DebriefRating, Gap, GivenRating, HandedIn, Unknown
from servicecomp.models.lines import Fact, Line
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.scorecards import Rating, Scorecard
    from servicecomp.models.vacancies import PlannedSession

__all__ = ["WIDE_GAP", "Table", "gaps_of", "handed_in", "table_of", "unknown_of"]

WIDE_GAP = 2
"""Steps from which a difference between first ratings is read from the evidence; one step is within what raters differ by anyway."""

_PARTS = ("situation", "action", "result")
_OF_THE_CANDIDATE = frozenset({OffScale.NO_EXAMPLE, OffScale.DECLINED})


@dataclass(frozen=True, slots=True)
class Table:
    """All cards of a plan by candidate, stage, interviewer and moment, with what is needed to print them."""

    say: Phrases
    index: PlanIndex
    bank: QuestionBank | None
    names: Mapping[str, str]
    """Competencies' names on paper, by id."""
    people: Mapping[str, str]
    """Interviewers' names on paper, by key; a key stands for itself where there is none."""
    candidates: tuple[str, ...]
    """Keys, in order."""
    cards: Mapping[tuple[str, str, str, str], Scorecard]
    """By candidate, stage, interviewer and moment."""
    seats: Mapping[str, tuple[str, ...]]
    """Who rates in each stage: as planned, else who has handed in a card."""
    _ratings: dict[tuple[str, str, str, str], dict[str, Rating]] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Return an interviewer's name on paper."""
        return self.people.get(key, key)

    def competency(self, competency_id: str) -> Line:
        """Return a competency's name."""
        return Line(text=self.names.get(competency_id, competency_id), source=f"{self.index.plan.role}/{competency_id}/name")

    def rating(self, candidate: str, stage: str, person: str, moment: str, question: str) -> Rating | None:
        """Return what somebody gave on a question at a moment, or None."""
        place = candidate, stage, person, moment
        if place not in self._ratings:
            card = self.cards.get(place)
            self._ratings[place] = {entry.question: entry for entry in card.ratings} if card else {}
        return self._ratings[place].get(question)

    def asked(self, candidate: str, session: PlannedSession) -> Iterator[str]:
        """Yield the planned questions of a session, then the spares of which a card of this candidate says anything."""
        yield from session.questions
        for key in session.spares:
            if any(self.rating(candidate, session.stage, person, "before", key) for person in self.seats[session.stage]):
                yield key

    def question(self, candidate: str, session: PlannedSession, key: str) -> DebriefQuestion:
        """Return a question with everybody's ratings of one candidate."""
        ratings = []
        firsts: list[int] = []
        lasts: list[int] = []
        changed = False
        for person in self.seats[session.stage]:
            first = self.rating(candidate, session.stage, person, "before", key)
            second = self.rating(candidate, session.stage, person, "after", key)
            firsts += _values(first)
            lasts += _values(second) or _values(first)
            changed = changed or bool(_values(second))
            source = f"scorecard/{candidate}/{session.stage}/{person}"
            given = {
                moment: self._given(entry, f"{source}/{moment}/{key}") if entry else None
                for moment, entry in (("before", first), ("after", second))
            }
            ratings.append(DebriefRating(key=person, interviewer=self.name(person), **given))
        return DebriefQuestion(
            key=key,
            stage=session.stage,
            text=self.question_text(key),
            spare=key in session.spares,
            gap=max(firsts) - min(firsts) if firsts else 0,
            gap_after=max(lasts) - min(lasts) if changed else None,
            ratings=tuple(ratings),
        )

    def question_text(self, key: str) -> Line:
        """Return a question in the words of the bank, or its key where there is no bank that holds it."""
        question = self.bank.question(key) if self.bank else None
        if question is None:
            return Line(text=key, source=f"plan/{self.index.plan.role}/{key}")
        return Line(text=question.text, source=question.source)

    def _given(self, entry: Rating, source: str) -> GivenRating:
        code = entry.value if isinstance(entry.value, OffScale) else None
        evidence = []
        for part in _PARTS:
            # Why once more: an object made in code may hold what a file cannot, and these words go into every format.
            text = plain(getattr(entry.evidence, part) or "")
            if text:
                evidence.append(Fact(label=self.say.line(f"debrief.{part}"), value=Line(text=text, source=f"{source}/{part}")))
        return GivenRating(
            rating=None if isinstance(entry.value, OffScale) else entry.value,
            code=self.code(code) if code else None,
            evidence=tuple(evidence),
        )

    def code(self, code: OffScale) -> Line:
        """Return the words of a code."""
        return self.say.line(f"off_scale.{code.value.replace('-', '_')}")


def table_of(
    cards: Sequence[Scorecard],
    *,
    say: Phrases,
    index: PlanIndex,
    bank: QuestionBank | None,
    names: Mapping[str, str],
    people: Mapping[str, str],
) -> Table:
    """Return cards made ready to print; the order in which they come changes nothing."""
    present: defaultdict[str, set[str]] = defaultdict(set)
    for card in cards:
        present[card.stage].add(card.interviewer)
    return Table(
        say=say,
        index=index,
        bank=bank,
        names=names,
        people=people,
        candidates=tuple(sorted({card.candidate for card in cards}, key=_in_order)),
        cards={(card.candidate, card.stage, card.interviewer, card.moment): card for card in cards},
        seats={
            session.stage: tuple(sorted(session.interviewers or present[session.stage], key=_in_order)) for session in index.plan.sessions
        },
    )


def handed_in(table: Table) -> tuple[HandedIn, ...]:
    """Return, for each seat of the plan, for whom its ratings are complete and for whom they are not.

    A card is complete when each planned question has a rating or a code; an empty one would otherwise pass for a rating.
    """
    rows = []
    for session in table.index.plan.sessions:
        for person in table.seats[session.stage]:
            complete: list[str] = []
            missing: list[Line] = []
            for candidate in table.candidates:
                given = sum(bool(table.rating(candidate, session.stage, person, "before", key)) for key in session.questions)
                numbers = {"candidate": candidate, "given": given, "planned": len(session.questions)}
                if (candidate, session.stage, person, "before") not in table.cards or (session.questions and not given):
                    missing.append(table.say.line("debrief.card_missing", **numbers))
                elif given < len(session.questions):
                    missing.append(table.say.line("debrief.card_partly", **numbers))
                else:
                    complete.append(candidate)
            rows.append(
                HandedIn(key=person, interviewer=table.name(person), stage=session.stage, complete=tuple(complete), missing=tuple(missing))
            )
    return tuple(rows)


def gaps_of(table: Table) -> tuple[Gap, ...]:
    """Return the questions on which first ratings lie two or more apart: candidates in order, each one's widest gap first."""
    found = []
    for candidate in table.candidates:
        of_one = [
            Gap(candidate=candidate, competency=table.competency(key.split("/")[0]), question=question)
            for session in table.index.plan.sessions
            for key in table.asked(candidate, session)
            if (question := table.question(candidate, session, key)).gap >= WIDE_GAP
        ]
        found += sorted(of_one, key=lambda entry: -entry.question.gap)
    return tuple(found)


def unknown_of(table: Table) -> tuple[Unknown, ...]:
    """Return what first ratings do not say: competencies nobody asks about, codes, empty places, ratings without a note."""
    say = table.say
    rows = [
        Unknown(
            about=table.competency(criterion.competency),
            what=say.line("debrief.not_planned"),
            meaning=say.line("debrief.not_planned_meaning"),
        )
        for criterion in table.index.criteria
        if not table.index.planned.get(criterion.competency)
    ]
    for candidate in table.candidates:
        for session in table.index.plan.sessions:
            for key in table.asked(candidate, session):
                rows += _unknown_about(table, candidate, session, key)
    return tuple(rows)


def _unknown_about(table: Table, candidate: str, session: PlannedSession, key: str) -> Iterator[Unknown]:
    say = table.say
    codes: defaultdict[OffScale, list[str]] = defaultdict(list)
    without_note: list[str] = []
    empty: list[str] = []
    for person in table.seats[session.stage]:
        entry = table.rating(candidate, session.stage, person, "before", key)
        if entry is None:
            # A card that is not there at all is told at the top; a spare is offered by whoever asked.
            if key in session.questions and (candidate, session.stage, person, "before") in table.cards:
                empty.append(person)
        elif isinstance(entry.value, OffScale):
            codes[entry.value].append(person)
        elif not entry.evidence.given and table.index.policy.evidence == "needed":
            without_note.append(person)
    found: list[tuple[list[str], Line, Line]] = [(codes[code], table.code(code), _meaning(table, code, key)) for code in OffScale]
    found.append((empty, say.line("debrief.no_card"), say.line("debrief.no_card_meaning")))
    found.append((without_note, say.line("debrief.no_note"), say.line("debrief.no_note_meaning")))
    for people, what, meaning in found:
        if people:
            yield Unknown(
                candidate=candidate,
                about=table.competency(key.split("/", maxsplit=1)[0]),
                question=table.question_text(key),
                who=tuple(map(table.name, people)),
                what=what,
                meaning=meaning,
            )


def _meaning(table: Table, code: OffScale, key: str) -> Line:
    """Return what a code means; of a minimum only where the plan sets one."""
    phrase = f"debrief.{code.value.replace('-', '_')}_means"
    competency = key.split("/", maxsplit=1)[0]
    minimum = next((entry.minimum for entry in table.index.criteria if entry.competency == competency), None)
    if code in _OF_THE_CANDIDATE and minimum is not None:
        return table.say.line(f"{phrase}_minimum", minimum=minimum)
    return table.say.line(phrase)


def _values(entry: Rating | None) -> Iterable[int]:
    return () if entry is None or isinstance(entry.value, OffScale) else (int(entry.value),)


def _in_order(key: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return what keys are put in order by: candidate-2 comes before candidate-10."""
    parts: list[str] = []
    for letter in key:
        if parts and parts[-1].isdecimal() == letter.isdecimal():
            parts[-1] += letter
        else:
            parts.append(letter)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts], key
