"""The interview kit: one interviewer's booklet for one candidate, or a blank one for any."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from servicecomp.documents.booklets import check_bank, seat_of, session_of
from servicecomp.documents.coverage import coverage_of, not_asked, people_in, stage_name
from servicecomp.documents.fitting import check_role, check_session, present
from servicecomp.documents.parts import (
    common,
    competency_name,
    definition,
    grid,
    job_title,
    level_name,
    off_scale,
    rating_scale,
    value_lines,
)
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.question_kinds import Kinds, count_lines, kinds_in
from servicecomp.interviews.picking import frame_minutes
from servicecomp.models.kits import InsteadRow, InterviewKit, KitAnchor, KitExercise, KitMaterial, KitProbe, KitQuestion, Slot
from servicecomp.models.lines import Line, RichLine

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import Exercise, Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

__all__ = ["interview_kit"]

_HARDER = {"past-behaviour": "kit.harder", "situational": "kit.harder_supposed"}
_PROBES_RULE = 4  # the place of the rule on follow-ups in kit.rule_lines


def interview_kit(
    role: RoleProfile,
    *,
    framework: Framework,
    bank: QuestionBank,
    plan: InterviewPlan,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    candidate: str | None = None,
    interviewer: str | None = None,
    stage: str | None = None,
) -> InterviewKit:
    """Return the kit for one session of a plan: that of `stage`, else the first that the interviewer sits in, else the first.

    `interviewer` is a key of the plan or of the vacancy's panel, or a name. Their booklet holds what their session asks; they rate all of
    it, and what somebody else reads out is shortened.

    Raises:
        DataError: role, plan, bank and framework do not fit together, or there is no such stage or interviewer in the plan.

    """
    owner = seat_of(plan, vacancy, stage=stage, interviewer=interviewer)
    session = session_of(plan, stage=stage, interviewer=owner)
    check_role(role, framework)
    check_bank(plan, bank)
    check_session(session, role, bank, framework)
    say = phrases_for(framework.locale)
    # Why only the first: the vacancy has one time, and nothing says when the later interviews start.
    start = vacancy.start_time if vacancy and session is plan.sessions[0] else None
    asked = [question for key in session.questions if (question := bank.question(key)) is not None]
    spares = [question for key in session.spares if (question := bank.question(key)) is not None]
    people = people_in(session, vacancy)
    readers = _readers(say, session, dict(people), owner)
    timetable = _timetable(say, session.minutes, asked, framework, start=start, who=[reader.when for reader in readers])
    questions = tuple(
        _question(say, question, role, framework, number=number, organisation=organisation, clock=timetable[number].clock, reader=reader)
        for number, (question, reader) in enumerate(zip(asked, readers, strict=True), 1)
    )
    first_asked = {question.competency: number for number, question in reversed(list(enumerate(asked, 1)))}
    spare_pages = tuple(
        _question(
            say,
            question,
            role,
            framework,
            number=first_asked.get(question.competency, len(asked) + place),
            organisation=organisation,
            instead_of=asked[first_asked[question.competency] - 1] if question.competency in first_asked else None,
        )
        for place, question in enumerate(spares, 1)
    )
    used = {entry.band for entry in (*questions, *spare_pages)}
    decision = organisation.decision_within if organisation else None
    closing = say.text("kit.closing_decision", when=decision) if decision else say.text("kit.closing_decision_missing")
    elsewhere = {key.split("/")[0] for other in plan.sessions if other is not session for key in other.questions}
    kinds = kinds_in(asked)
    coverage = coverage_of(say, plan, role, framework, vacancy)
    bands = tuple(band for band in framework.bands if band.id in used)
    return InterviewKit(
        title=say.text("kit.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        minutes=session.minutes,
        stage=session.stage,
        stage_name=stage_name(session.stage),
        part=_part(say, plan, session),
        candidate=candidate,
        panel=tuple(name for _, name in people),
        interviewer=dict(people).get(owner, owner) if owner else interviewer,
        beside=tuple(name for key, name in people if key != owner) if owner else (),
        asks=_asks(say, readers) if owner else None,
        before=(say.line("kit.before_planned"), *say.lines("kit.before_lines")[1:]) if session.askers else say.lines("kit.before_lines"),
        conflict_statement=say.line("kit.conflict_statement"),
        scale=rating_scale(framework),
        off_scale=off_scale(say),
        bands=tuple(
            Line(text=say.text("kit.band_line", name=band.name, asks_for=band.asks_for), source=f"{framework.id}/band/{band.id}")
            for band in bands
        ),
        level_note=say.line("kit.level_note"),
        cover_bands=say.line("kit.cover_bands", bands=", ".join(band.name for band in bands)) if bands else None,
        not_asked=not_asked(say, coverage, role),
        timetable=timetable,
        opening=_opening(say, session.minutes, kinds),
        questions=questions,
        spares=spare_pages,
        rating_rules=_rules(say, kinds_in([*asked, *spares])),
        ask_instead=tuple(InsteadRow(**row) for row in say.rows("instead_rows")),
        closing=say.lines("kit.closing_lines", decision=closing),
        after=say.line("kit.slot_after"),
        grid=tuple(row for row in grid(role, framework, session) if row.questions or row.competency not in elsewhere),
        coverage=coverage,
        **common(say=say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def _opening(say: Phrases, minutes: int, kinds: Kinds) -> tuple[Line, ...]:
    """Return the introduction, with a sentence for each kind of question that is asked."""
    first, past, *rest = say.lines("kit.opening_lines", minutes=minutes, question_minutes=frame_minutes(minutes)[1])
    if kinds == Kinds(past=kinds.past):
        return first, past, *rest
    return first, say.line("kit.opening_same"), *count_lines(say, "kit.opening", kinds), *rest


def _rules(say: Phrases, kinds: Kinds) -> tuple[Line, ...]:
    """Return the rules of rating; where not all is about the past, the one on follow-ups has words for both."""
    rules = list(say.lines("kit.rule_lines"))
    if not kinds.only_past:
        rules[_PROBES_RULE] = say.line("kit.rule_probes_mixed")
    return tuple(rules)


class _Reader(NamedTuple):
    """Who reads a question out, in the words of its page and of the timetable."""

    line: Line | None = None
    when: str | None = None
    yours: bool = False
    listening: bool = False


def _readers(say: Phrases, session: PlannedSession, names: dict[str, str], owner: str | None) -> list[_Reader]:
    """Return who reads out each question; nobody in particular where the plan leaves it to the panel."""
    readers = []
    for place in range(len(session.questions)):
        asker = session.askers[place] if place < len(session.askers) else None
        if asker is None:
            readers.append(_Reader())
            continue
        name = names.get(asker, asker)
        if asker == owner:
            readers.append(_Reader(say.line("kit.you_ask"), say.text("kit.slot_you_ask"), yours=True))
        else:
            key = "kit.asked_by" if owner is None else "kit.asked_by_other"
            readers.append(_Reader(say.line(key, name=name), say.text("kit.slot_asks", name=name), listening=owner is not None))
    return readers


def _asks(say: Phrases, readers: list[_Reader]) -> Line | None:
    """Return which questions the reader of the booklet reads out; nothing where the plan leaves it to the panel."""
    if not any(reader.line for reader in readers):
        return None
    own = [str(number) for number, reader in enumerate(readers, 1) if reader.yours]
    if not own:
        return say.line("kit.asks_none", total=len(readers))
    numbers = own[0] if len(own) == 1 else say.text("kit.and", first=", ".join(own[:-1]), last=own[-1])
    return say.line("kit.asks_one" if len(own) == 1 else "kit.asks_some", numbers=numbers, total=len(readers))


def _part(say: Phrases, plan: InterviewPlan, session: PlannedSession) -> Line | None:
    if len(plan.sessions) == 1:
        return None
    return say.line("kit.part", number=plan.sessions.index(session) + 1, total=len(plan.sessions))


def _timetable(
    say: Phrases, minutes: int, asked: list[Question], framework: Framework, *, start: str | None, who: list[str | None]
) -> tuple[Slot, ...]:
    opening, own_questions, close = frame_minutes(minutes)
    parts = [(say.line("kit.slot_opening"), opening)]
    for number, (question, asks) in enumerate(zip(asked, who, strict=True), 1):
        competency = framework.competency(question.competency)
        name = competency.name if competency else question.competency
        key = "kit.slot_question_asked" if asks else "kit.slot_question"
        parts.append((say.line(key, number=number, name=name, who=asks), question.minutes))
    in_hand = minutes - opening - own_questions - close - sum(question.minutes for question in asked)
    if in_hand > 0:
        parts.append((say.line("kit.slot_in_hand"), in_hand))
    parts += [(say.line("kit.slot_candidate"), own_questions), (say.line("kit.slot_close"), close)]
    slots, after = [], 0
    for label, length in parts:
        slots.append(Slot(label=label, minutes=length, starts_after=after, clock=_clock(start, after)))
        after += length
    return tuple(slots)


def _clock(start: str | None, after: int) -> str | None:
    if start is None:
        return None
    hours, minutes = map(int, start.split(":"))
    total = (hours * 60 + minutes + after) % (24 * 60)
    return f"{total // 60:02}:{total % 60:02}"


def _question(
    say: Phrases,
    question: Question,
    role: RoleProfile,
    framework: Framework,
    *,
    number: int,
    organisation: Organisation | None,
    clock: str | None = None,
    reader: _Reader | None = None,
    instead_of: Question | None = None,
) -> KitQuestion:
    competency = present(framework.competency(question.competency))
    requirement = present(role.requirement(question.competency))
    band = next(entry for entry in framework.bands if entry.id == question.band)
    steps = {step.rating: step for step in framework.rating_scale.steps}
    who = reader or _Reader()
    return KitQuestion(
        number=number,
        key=question.key,
        competency=competency.id,
        competency_name=competency_name(competency),
        definition=definition(competency),
        level=requirement.level,
        level_name=level_name(framework, requirement.level),
        band=band.id,
        band_name=band.name,
        band_asks_for=band.asks_for,
        kind=say.text(f"kinds.{question.kind.replace('-', '_')}"),
        minutes=question.minutes,
        clock=clock,
        text=Line(text=question.text, source=question.source),
        probes=tuple(
            KitProbe(step=probe.step, line=Line(text=probe.text, source=f"{question.source}/{probe.id}"))
            for probe in question.probes
            if not who.listening
        ),
        anchors=tuple(
            KitAnchor(
                rating=anchor.rating, name=steps[anchor.rating].name, story=Line(text=anchor.text, source=f"{question.source}/{anchor.id}")
            )
            for anchor in question.anchors
            if anchor.rating in steps
        ),
        listen_for=_numbered(question.listen_for, f"{question.source}/listen_for"),
        red_flags=_numbered(question.red_flags, f"{question.source}/red_flags"),
        minimum=requirement.minimum,
        values=value_lines(organisation, competency.id, role.id),
        harder=_harder(say, question, instead_of) if not who.listening else None,
        exercise=_exercise(question.exercise, question.source) if question.exercise and not who.listening else None,
        asked_by=who.line,
        listening=who.listening,
    )


def _harder(say: Phrases, question: Question, instead_of: Question | None) -> Line | None:
    """Return what is asked last; on a spare only where it differs from what the page of the question that it replaces says."""
    key = _HARDER.get(question.kind)
    if key is None or (instead_of is not None and instead_of.kind == question.kind):
        return None
    return say.line(key)


def _exercise(exercise: Exercise, source: str) -> KitExercise:
    return KitExercise(
        candidate_brief=RichLine(text=exercise.candidate_brief, source=f"{source}/exercise/candidate_brief"),
        player_brief=RichLine(text=exercise.player_brief, source=f"{source}/exercise/player_brief") if exercise.player_brief else None,
        material=tuple(
            KitMaterial(title=paper.title, body=RichLine(text=paper.body, source=f"{source}/exercise/material/{place}"))
            for place, paper in enumerate(exercise.material, 1)
        ),
    )


def _numbered(texts: tuple[str, ...], source: str) -> tuple[Line, ...]:
    return tuple(Line(text=text, source=f"{source}/{place}") for place, text in enumerate(texts, 1))
