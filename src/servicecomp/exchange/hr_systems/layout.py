"""A plan laid out for export: each question as a row with a name of its own, and the texts that go with it.

Why a row for each question: the systems give one rating to a row, and two answers about one competency would otherwise have to be
averaged on the way. A system that rates competencies (`unit: competency`) gets a value only where one rating stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from servicecomp.documents.fitting import present
from servicecomp.documents.parts import off_scale
from servicecomp.exchange.hr_systems.loss import Paragraph, as_html, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from servicecomp.documents.phrases import Phrases
    from servicecomp.exchange.hr_systems.loss import LossLog
    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.exports import ExportProfile, ExportValue, ScaleMapping
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.scales import OffScale
    from servicecomp.models.vacancies import Criterion, InterviewPlan, PlannedSession, Vacancy

__all__ = ["Layout", "Row"]


@dataclass(frozen=True, slots=True)
class Row:
    """A question of one session."""

    question: Question
    number: int
    """Place among the questions of its session, spares after the others, from 1."""
    spare: bool
    asker: str | None
    """Who reads it out, as named on paper."""

    @property
    def key(self) -> str:
        """Name of the question."""
        return self.question.key


@dataclass(frozen=True)
class Layout:
    """Everything that the modules of the systems write from."""

    plan: InterviewPlan
    sha256: str
    criteria: Mapping[str, Criterion]
    framework: Framework
    bank: QuestionBank
    profile: ExportProfile
    say: Phrases
    role_title: str
    vacancy: Vacancy | None
    log: LossLog
    draft: str | None = None
    """Notice that the criteria are not confirmed."""
    _rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    # -- ratings ---------------------------------------------------------------------------------------------------------------------

    @property
    def top(self) -> int:
        """Highest rating."""
        return self.framework.rating_scale.top

    @property
    def mapping(self) -> ScaleMapping | None:
        """What ratings become, if that is stated for this length of scale."""
        return self.profile.mapping(self.top)

    def value(self, rating: int) -> ExportValue | None:
        """Return the system's value for a rating, or None where no conversion is stated."""
        if self.profile.own_words:
            return self.own_word(rating)
        return self.mapping.values[rating - 1] if self.mapping else None

    def is_merged(self, rating: int) -> bool:
        """Whether another rating becomes the same value."""
        return any(rating in group for group in (self.mapping.merged if self.mapping and not self.profile.own_words else ()))

    def own_word(self, rating: int) -> str:
        """Return a rating under its own name, for a form that offers it so."""
        return self.log.name(f"{rating} - {self.framework.rating_scale.steps[rating - 1].name}", f"rating {rating}")

    @cached_property
    def codes(self) -> dict[OffScale, str]:
        """Return the codes for no rating under their names."""
        return {line.code: line.name.text for line in off_scale(self.say)}

    # -- names -----------------------------------------------------------------------------------------------------------------------

    def rows(self, session: PlannedSession) -> tuple[Row, ...]:
        """Return the questions of a session in order, then its spares."""
        if session.stage not in self._rows:
            self._rows[session.stage] = tuple(self._made_rows(session))
        return self._rows[session.stage]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return a name for each question of the plan, no two alike."""
        asked = list(dict.fromkeys(key for session in self.plan.sessions for key in session.questions))
        spares = list(dict.fromkeys(key for session in self.plan.sessions for key in session.spares if key not in asked))
        return self.log.names((key, self._label(key, asked, spares)) for key in (*asked, *spares))

    @cached_property
    def competency_names(self) -> dict[str, str]:
        """Return a name for each competency that the plan asks about, no two alike."""
        wanted = dict.fromkeys(key.split("/")[0] for key in self.labels)
        return self.log.names((name, present(self.framework.competency(name)).name) for name in wanted)

    def title(self, session: PlannedSession) -> str:
        """Return the name of a session that tells it from those of other jobs."""
        return self.log.name(self.say.text("export.form_title", role=self.role_title, stage=session.stage), session.stage)

    def _label(self, key: str, asked: list[str], spares: list[str]) -> str:
        competency = key.split("/", maxsplit=1)[0]
        name = present(self.framework.competency(competency)).name
        kind = "label" if key in asked else "label_spare"
        kin = [other for other in (asked if key in asked else spares) if other.split("/")[0] == competency]
        if len(kin) == 1:
            return name if key in asked else self.say.text("export.label_spare", name=name)
        return self.say.text(f"export.{kind}_of", name=name, number=kin.index(key) + 1, total=len(kin))

    def _made_rows(self, session: PlannedSession) -> Iterator[Row]:
        names = {person.key: person.name for person in self.vacancy.panel} if self.vacancy else {}
        askers = dict(zip(session.questions, session.askers, strict=False))
        for number, key in enumerate(dict.fromkeys((*session.questions, *session.spares)), 1):
            asker = askers.get(key)
            yield Row(present(self.bank.question(key)), number, key not in session.questions, names.get(asker, asker) if asker else None)

    # -- texts -----------------------------------------------------------------------------------------------------------------------

    def instructions(self, session: PlannedSession) -> list[Paragraph]:
        """Return how a session is held: what to do, the scale, the codes, weights and minimums."""
        say, log = self.say, self.log
        how_to = [line.text for line in say.lines("export.how_to_lines", minutes=session.minutes)]
        if self.draft:
            log.add("draft", "as-text", session.stage)
        steps = self.framework.rating_scale.steps
        paragraphs = [
            Paragraph(say.text("export.how_to"), [self.draft, *how_to] if self.draft else how_to),
            Paragraph(say.text("export.ratings_heading"), [f"{step.rating} {step.name}: {step.meaning}" for step in steps]),
            Paragraph(say.text("export.codes_heading"), [f"{line.name.text}: {line.meaning.text}" for line in off_scale(say)]),
        ]
        log.add("scale-words", "as-text", session.stage)
        if not self.profile.own_words:
            log.add("off-scale-codes", "as-text", session.stage)
        here = dict.fromkeys(row.question.competency for row in self.rows(session))
        weights = [self._weight(self.criteria[name]) for name in here if name in self.criteria]
        return [*paragraphs, Paragraph(say.text("export.weights_heading"), weights)] if weights else paragraphs

    def description(self, row: Row) -> list[Paragraph]:
        """Return what an interviewer needs beside a question: facts, follow-ups, anchors, what to listen for and to look at twice."""
        question, say, log = row.question, self.say, self.log
        kind = say.text(f"kinds.{question.kind.replace('-', '_')}")
        band = next((entry.name for entry in self.framework.bands if entry.id == question.band), question.band)
        facts = say.text("export.about_spare" if row.spare else "export.about_question", kind=kind, minutes=question.minutes, band=band)
        paragraphs = [Paragraph(f"{facts} {say.text('export.asks', person=row.asker)}" if row.asker else facts, ())]
        log.add("question-facts", "as-text", row.key)
        if row.asker:
            log.add("askers", "as-text", row.key)
        if row.spare:
            log.add("spares", "changed", row.key)
        if question.exercise is not None:
            log.add("exercise", "left-out", row.key)
        steps = {step.rating: step.name for step in self.framework.rating_scale.steps}
        anchors = [
            say.text("export.anchor_line", rating=anchor.rating, name=steps.get(anchor.rating, ""), text=anchor.text)
            for anchor in question.anchors
        ]
        parts = {
            "probes": [probe.text for probe in question.probes],
            "anchors": anchors,
            "listen-for": question.listen_for,
            "red-flags": question.red_flags,
        }
        for code, lines in parts.items():
            if lines:
                paragraphs.append(Paragraph(say.text(f"export.{code.replace('-', '_')}_heading"), lines))
                log.add(code, "as-text", row.key)
        return paragraphs

    def plain(self, paragraphs: list[Paragraph], place: str) -> str:
        """Return paragraphs for a plain field."""
        return self.log.plain(as_text(paragraphs), place)

    def html(self, *groups: list[Paragraph]) -> str:
        """Return paragraphs for an HTML field."""
        return as_html(paragraph for group in groups for paragraph in group)

    def _weight(self, criterion: Criterion) -> str:
        name = present(self.framework.competency(criterion.competency)).name
        phrase = "weight_line" if criterion.minimum is None else "weight_minimum_line"
        self.log.add("weights", "as-text", criterion.competency)
        if criterion.minimum is not None:
            self.log.add("minimums", "as-text", criterion.competency)
        return self.say.text(f"export.{phrase}", name=name, weight=criterion.weight, minimum=criterion.minimum)
