"""Everything held about one candidate, with other people's names taken out, for the candidate who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.candidate_messages import day_in_words
from servicecomp.documents.name_removal import NameRemover, Person, fold
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.loading.building import did_you_mean
from servicecomp.models.assessments import exact_text
from servicecomp.models.candidate_records import (
    CandidateRecord,
    HeldPaper,
    LeftPlace,
    RecordAnswer,
    RecordCard,
    RecordDecision,
    RecordOverride,
    RemovedNames,
)
from servicecomp.models.lines import Line
from servicecomp.models.organisations import Brand
from servicecomp.models.provenance import Provenance, content_hash
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from servicecomp.documents.name_removal import Role
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.scorecards import Decision, Override, Rating, Scorecard
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["candidate_record"]

LANGUAGE = "en-GB"
_LETTERS = 26
_ROLES: tuple[tuple[str, Role], ...] = (("candidates", "candidate"), ("interviewers", "interviewer"), ("others", "other"))


def candidate_record(
    candidate: str,
    *,
    cards: Iterable[Scorecard],
    plan: InterviewPlan | None = None,
    decision: Decision | None = None,
    overrides: Iterable[Override] = (),
    held: Mapping[str, str] | None = None,
    names: Mapping[str, str | Sequence[str]] | None = None,
    show_interviewers: bool = False,
    bank: QuestionBank | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> CandidateRecord:
    """Return the record of one candidate.

    `cards` may hold everybody's: the others' keys are then known and taken out. `names` gives further names by key (a candidate's, an
    interviewer's, or any word for somebody else); the candidate's own stay. `held` are other papers, text by title. Interviewers and the
    people who decided stand as letters and marks unless `show_interviewers` is set.

    Raises:
        DataError: nothing is held about the candidate, or the decision is about somebody else.

    """
    say = phrases_for(LANGUAGE)
    all_cards, all_overrides = tuple(cards), tuple(overrides)
    own_cards = sorted((card for card in all_cards if card.candidate == candidate), key=lambda card: _place(card, plan))
    own_overrides = tuple(entry for entry in all_overrides if entry.candidate == candidate)
    known = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in (names or {}).items()}
    others = {card.candidate for card in all_cards} | {entry.candidate for entry in all_overrides}
    others = (others | set(vacancy.candidates if vacancy else ())) - {candidate}
    _check(candidate, cards=own_cards, overrides=own_overrides, decision=decision, held=held, others=others)
    panel = _panel(all_cards, plan, vacancy)
    letters = {key: say.text("record.interviewer", letter=_letter(number)) for number, key in enumerate(panel)}
    deciders = [*(decision.decided_by if decision else ()), *((decision.told_by,) if decision and decision.told_by else ())]
    deciders += [entry.by for entry in own_overrides]
    people = _people(
        say, panel=panel, others=others, deciders=deciders, known=known, candidate=candidate, show_interviewers=show_interviewers
    )
    remover = NameRemover(people, own=(candidate, *known.get(candidate, ())), mark=say.text("record.other_person"))
    clean = _Cleaner(remover)
    shown = {key: next(iter(names), key) for key, names in panel.items()} if show_interviewers else letters
    made = tuple(_card(say, card, clean, shown[card.interviewer], bank) for card in own_cards)
    changed = tuple(_override(say, entry, clean) for entry in own_overrides)
    decided = _decision(say, decision, clean) if decision else None
    papers = tuple(clean.paper(title, text) for title, text in (held or {}).items())
    top = plan.scale_top if plan else None
    return CandidateRecord(
        title=say.text("record.title", candidate=candidate),
        language=LANGUAGE,
        organisation=organisation.name if organisation else None,
        brand=organisation.brand if organisation else Brand(),
        provenance=_provenance(say, plan, bank, organisation),
        candidate=candidate,
        warning=say.line("record.warning_why"),
        looked_through=_looked_through(say, made, changed, papers, decided=decided is not None),
        scale=say.line("record.scale", top=top) if top else None,
        removed=RemovedNames(
            candidates=remover.removed["candidate"], interviewers=remover.removed["interviewer"], others=remover.removed["other"]
        ),
        removed_lines=_removed_lines(say, remover),
        left=tuple(LeftPlace(where=where, count=count) for where, count in clean.left.items()),
        cards=made,
        overrides=changed,
        decision=decided,
        held=papers,
    )


class _Cleaner:
    """Takes names out of texts and remembers where something was left."""

    def __init__(self, remover: NameRemover) -> None:
        self._remover = remover
        self.left: dict[str, int] = {}
        self.where = ""

    def __call__(self, text: str) -> str:
        return _printable(self._clean(text))

    def _clean(self, text: str) -> str:
        before = self._remover.left
        found = self._remover.clean(text)
        if self._remover.left > before:
            self.left[self.where] = self.left.get(self.where, 0) + self._remover.left - before
        return found

    def optional(self, text: str | None) -> str | None:
        return None if text is None else self(text)

    def paper(self, title: str, text: str) -> HeldPaper:
        self.where = ""
        heading = self.where = self(title)
        # Why cleaned whole: a name may run over the end of a line.
        return HeldPaper(title=heading, paragraphs=tuple(_printable(part) for part in self._clean(text).splitlines() if part.strip()))


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _check(
    candidate: str,
    *,
    cards: Sequence[Scorecard],
    overrides: Sequence[Override],
    decision: Decision | None,
    held: Mapping[str, str] | None,
    others: Iterable[str],
) -> None:
    problems = []
    if decision is not None and decision.candidate != candidate:
        message = f"the decision is about '{decision.candidate}', not about '{candidate}'"
        problems.append(Problem(code="other-candidate", where="decision", message=message, hint="pass the decision about this candidate"))
    elif not (cards or overrides or held or decision):
        message = f"nothing is held about '{candidate}'"
        problems.append(Problem(code="unknown-candidate", where="cards", message=message, hint=did_you_mean(candidate, others)))
    if problems:
        raise DataError(problems)


def _place(card: Scorecard, plan: InterviewPlan | None) -> tuple[int, str, str, str, str]:
    stages = [session.stage for session in plan.sessions] if plan else []
    number = stages.index(card.stage) if card.stage in stages else len(stages)
    return number, card.stage, card.interviewer, "" if card.moment == "before" else card.moment, card.time or ""


def _panel(cards: Iterable[Scorecard], plan: InterviewPlan | None, vacancy: Vacancy | None) -> dict[str, tuple[str, ...]]:
    """Return the interviewers with the names that the vacancy gives: in the plan's order, so that a letter is nobody's initial."""
    names = {person.key: (person.name,) for person in vacancy.panel} if vacancy else {}
    planned = [key for session in plan.sessions for key in session.interviewers] if plan else []
    keys = dict.fromkeys([*planned, *names, *sorted({card.interviewer for card in cards})])
    return {key: names.get(key, ()) for key in keys}


def _letter(number: int) -> str:
    """Return A to Z, then AA and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _people(
    say: Phrases,
    *,
    panel: Mapping[str, tuple[str, ...]],
    others: Iterable[str],
    deciders: Iterable[str],
    known: Mapping[str, tuple[str, ...]],
    candidate: str,
    show_interviewers: bool,
) -> list[Person]:
    people = [
        Person("candidate", (key, *known.get(key, ())), say.text("record.other_candidate")) for key in sorted(others) if key not in panel
    ]
    spoken_for = {*others, *panel, candidate}
    if not show_interviewers:
        for number, (key, names) in enumerate(panel.items()):
            mark = say.text("record.interviewer_mark", letter=_letter(number))
            people.append(Person("interviewer", (key, *names, *known.get(key, ())), mark))
        named = {fold(name) for person in people for name in person.names}
        strangers = dict.fromkeys(name for name in deciders if fold(name) not in named)
        people += [Person("other", (name,), say.text("record.other_person")) for name in strangers]
    people += [Person("other", names, say.text("record.other_person")) for key, names in sorted(known.items()) if key not in spoken_for]
    return people


def _card(
    say: Phrases,
    card: Scorecard,
    clean: _Cleaner,
    shown: str,
    bank: QuestionBank | None,
) -> RecordCard:

    def answer(rating: Rating) -> RecordAnswer:
        clean.where = f"{card.stage}, {shown}, {rating.question}"
        question = bank.question(rating.question) if bank else None
        value = rating.value
        words = (
            say.line(f"off_scale.{value.value.replace('-', '_')}")
            if isinstance(value, OffScale)
            else Line(text=str(int(value)), source=f"scorecard/{card.stage}/{rating.question}")
        )
        evidence = rating.evidence
        return RecordAnswer(
            question=rating.question,
            text=Line(text=question.text, source=f"{bank.id}/{rating.question}") if bank and question else None,
            value=words,
            situation=clean.optional(evidence.situation),
            action=clean.optional(evidence.action),
            result=clean.optional(evidence.result),
        )

    return RecordCard(
        stage=card.stage,
        interviewer=shown,
        moment=say.line(f"record.moment_{card.moment}"),
        time=card.time,
        answers=tuple(map(answer, card.ratings)),
    )


def _override(say: Phrases, entry: Override, clean: _Cleaner) -> RecordOverride:
    clean.where = say.text("record.overrides")
    competency = entry.competency or say.text("record.override_whole")
    heading = say.line(
        "record.override", competency=competency, value=exact_text(entry.value), date=_in_words(say, entry.date), by=clean(entry.by)
    )
    return RecordOverride(heading=heading, reason=clean(entry.reason))


def _in_words(say: Phrases, day: str) -> str:
    """Return a day in words; as it was written where the calendar has no such day."""
    try:
        return day_in_words(say, day)
    except ValueError:
        return day


def _decision(say: Phrases, decision: Decision, clean: _Cleaner) -> RecordDecision:
    clean.where = say.text("record.decision")
    return RecordDecision(
        outcome=clean(decision.outcome),
        reasons=tuple(map(clean, decision.grounds())),
        conflicts=clean.optional(decision.conflicts),
        adjustments=say.line(f"record.adjustments_{decision.adjustments.replace('-', '_')}") if decision.adjustments else None,
        decided_by=tuple(map(clean, decision.decided_by)),
        date=decision.date,
        told_by=clean.optional(decision.told_by),
        told_until=decision.told_until,
    )


def _looked_through(
    say: Phrases, cards: Sequence[RecordCard], overrides: Sequence[RecordOverride], held: Sequence[HeldPaper], *, decided: bool
) -> tuple[Line, ...]:
    return (
        say.line("record.what_cards", number=len(cards), ratings=sum(len(card.answers) for card in cards)),
        say.line("record.what_overrides", number=len(overrides)),
        say.line("record.what_decision" if decided else "record.what_no_decision"),
        say.line("record.what_held", number=len(held)),
        say.line("record.what_note"),
    )


def _removed_lines(say: Phrases, remover: NameRemover) -> tuple[Line, ...]:
    lines = [say.line(f"record.removed_{key}", number=remover.removed[role]) for key, role in _ROLES]
    return (*lines, say.line("record.left", number=remover.left)) if remover.left else tuple(lines)


def _provenance(
    say: Phrases, plan: InterviewPlan | None, bank: QuestionBank | None, organisation: Organisation | None
) -> tuple[Provenance, ...]:
    entries = []
    if plan is not None:
        entries.append(("plan", plan.role, "", say.text("common.status_plan"), content_hash(plan)))
    if bank is not None:
        entries.append(("bank", bank.id, bank.version, say.text("common.status_own"), content_hash(bank)))
    if organisation is not None:
        entries.append(("organisation", organisation.id, organisation.version, say.text("common.status_own"), content_hash(organisation)))
    return tuple(
        Provenance(kind=say.text(f"common.{kind}"), id=name, version=version, status=status, sha256=digest)
        for kind, name, version, status, digest in entries
    )
