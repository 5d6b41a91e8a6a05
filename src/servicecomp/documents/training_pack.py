"""The frame-of-reference session on paper: one pack for whoever leads it, one booklet for those who rate."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from servicecomp.documents.fitting import present
from servicecomp.documents.parts import competency_name, definition, rating_scale
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.report_parts import framework_fields
from servicecomp.errors import DataError, Problem
from servicecomp.models.base import Stage
from servicecomp.models.lines import Line
from servicecomp.models.provenance import Provenance, content_hash
from servicecomp.models.training import PackAnchor, PackAnswer, PackReason, PackSection, PackSlot, PackSpeaker, TrainingPack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.scales import RatingValue
    from servicecomp.models.training import SampleAnswer, TrainingFile

__all__ = ["AGENDA", "rounds_of", "training_pack"]

AGENDA = (("open", 5), ("dimensions", 10), ("anchors", 10), ("alone", 20), ("reveal", 10), ("discuss", 20), ("again", 10), ("close", 5))
"""What happens in the session and for how many minutes: ninety in all."""

_DELIVERIES = ("fluent", "plain", "halting")


def rounds_of(files: Sequence[TrainingFile]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the speakers of the first and of the second round: the last by name is kept back where there are three or more."""
    speakers = sorted({answer.speaker for entry in files for answer in entry.answers})
    most = 2
    return (tuple(speakers), ()) if len(speakers) <= most else (tuple(speakers[:-1]), tuple(speakers[-1:]))


def training_pack(
    files: Sequence[TrainingFile],
    *,
    framework: Framework,
    bank: QuestionBank,
    audience: Literal["facilitator", "trainee"] = "facilitator",
    left_out: Sequence[str] = (),
) -> TrainingPack:
    """Return the facilitator's pack, or the trainees' booklet, which holds nothing that gives a reference rating away.

    `left_out` names the competencies that the role requires and the files are not about; the facilitator's pack says so.

    Raises:
        DataError: there is no file, or one is about a question that the bank or the framework does not hold.

    """
    _check(files, framework, bank)
    say = phrases_for(framework.locale)
    leads = audience == "facilitator"
    first, second = rounds_of(files)
    fields = framework_fields(framework)
    fields["provenance"] = (*fields["provenance"], _provenance(say, files))
    return TrainingPack(
        title=say.text(f"training.title_{audience}"),
        audience=audience,
        minutes=sum(minutes for _, minutes in AGENDA),
        lead=say.lines(f"training.lead_{audience}"),
        agenda=tuple(_agenda(say, first, second)) if leads else (),
        rules=say.lines("training.rule_lines"),
        scale=rating_scale(framework),
        sections=tuple(_section(say, entry, framework, bank, leads=leads) for entry in files),
        first_round=_names(say, first),
        second_round=_names(say, second),
        speakers=tuple(_speakers(say, files, second)) if leads else (),
        deliveries=tuple(_deliveries(say, files, framework)) if leads else (),
        left_out=say.line("training.left_out", names=", ".join(left_out)) if leads and left_out else None,
        standing=_standing(say, files) if leads else None,
        **fields,
    )


def _check(files: Sequence[TrainingFile], framework: Framework, bank: QuestionBank) -> None:
    problems = [] if files else [Problem(code="no-answers", message="there are no sample answers", hint="name a folder that holds some")]
    problems += [
        Problem(code="unknown-question", message=f"'{entry.key}' is not in the bank '{bank.id}'", hint="use the bank that the answers name")
        for entry in files
        if bank.question(entry.key) is None
    ]
    problems += [
        Problem(code="unknown-competency", message=f"the framework '{framework.id}' has no '{entry.competency}'")
        for entry in files
        if framework.competency(entry.competency) is None
    ]
    if problems:
        raise DataError(problems)


def _provenance(say: Phrases, files: Sequence[TrainingFile]) -> Provenance:
    """Return all answers as one source: an entry for each file would fill a page of its own with hashes."""
    draft = any(entry.status.stage is Stage.DRAFT for entry in files)
    return Provenance(
        kind=say.text("training.training"),
        id=", ".join(dict.fromkeys(entry.bank for entry in files)),
        version="",
        status=say.text("training.status_training" if draft else "training.status_reviewed"),
        sha256=sha256("".join(content_hash(entry) for entry in files).encode()).hexdigest(),
    )


def _name(say: Phrases, speaker: str) -> Line:
    return say.line("training.speaker", name=speaker.upper())


def _names(say: Phrases, speakers: Sequence[str]) -> tuple[Line, ...]:
    return tuple(_name(say, speaker) for speaker in speakers)


def _agenda(say: Phrases, first: Sequence[str], second: Sequence[str]) -> Iterator[PackSlot]:
    starts = 0
    for key, minutes in AGENDA:
        again = key == "again"
        speakers = ", ".join(line.text for line in _names(say, second if again and second else first))
        detail = say.line("training.again_alone" if again and not second else f"training.{key}_how", speakers=speakers)
        yield PackSlot(label=say.line(f"training.{key}"), detail=detail, minutes=minutes, starts_after=starts)
        starts += minutes


def _section(say: Phrases, entry: TrainingFile, framework: Framework, bank: QuestionBank, *, leads: bool) -> PackSection:
    competency, question = present(framework.competency(entry.competency)), present(bank.question(entry.key))
    band = present(next((band for band in framework.bands if band.id == question.band), None))
    names = {step.rating: step.name for step in framework.rating_scale.steps}
    ratings = {anchor.id: anchor.rating for anchor in question.anchors}
    answers = []
    for answer in sorted(entry.answers, key=lambda answer: answer.speaker):
        shown = PackAnswer(
            speaker=answer.speaker, name=_name(say, answer.speaker), words=Line(text=answer.words, source=entry.source(answer.id))
        )
        answers.append(shown.model_copy(update=_reference(entry, answer, names, ratings)) if leads else shown)
    return PackSection(
        competency=competency.id,
        name=competency_name(competency),
        definition=definition(competency),
        band_name=band.name,
        band_asks_for=band.asks_for,
        question=Line(text=question.text, source=question.source),
        anchors=tuple(
            PackAnchor(
                rating=anchor.rating, name=names[anchor.rating], story=Line(text=anchor.text, source=f"{question.source}/{anchor.id}")
            )
            for anchor in question.anchors
        ),
        answers=tuple(answers),
        set_by=Line(text=entry.set_by, source=entry.source("set-by", "text")) if leads else None,
    )


def _reference(
    entry: TrainingFile, answer: SampleAnswer, names: Mapping[RatingValue, str], ratings: Mapping[str, RatingValue]
) -> dict[str, object]:
    note = answer.delivery_note
    return {
        "reference": answer.reference,
        "reference_name": names[answer.reference],
        "reasons": tuple(
            PackReason(rating=ratings[reason.anchor], line=Line(text=reason.text, source=entry.source(answer.id, f"reasons/{place}")))
            for place, reason in enumerate(answer.reasons, 1)
        ),
        "delivery_note": Line(text=note, source=entry.source(answer.id, "delivery_note")) if note else None,
    }


def _speakers(say: Phrases, files: Sequence[TrainingFile], second: Sequence[str]) -> Iterator[PackSpeaker]:
    for speaker in sorted({answer.speaker for entry in files for answer in entry.answers}):
        given = [{answer.speaker: answer.reference for answer in entry.answers}.get(speaker) for entry in files]
        yield PackSpeaker(speaker=speaker, name=_name(say, speaker), round=2 if speaker in second else 1, references=tuple(given))


def _deliveries(say: Phrases, files: Sequence[TrainingFile], framework: Framework) -> Iterator[Line]:
    yield from say.lines("training.delivery_lines")
    for delivery in _DELIVERIES:
        found = [
            say.text("training.delivery_where", competency=present(framework.competency(entry.competency)).name, rating=answer.reference)
            for entry in files
            for answer in entry.answers
            if answer.delivery == delivery
        ]
        if found:
            yield say.line("training.delivery_count", delivery=say.text(f"training.delivery_{delivery}"), ratings=", ".join(found))


def _standing(say: Phrases, files: Sequence[TrainingFile]) -> Line:
    words = " ".join(dict.fromkeys(entry.set_by for entry in files))
    draft = any(entry.status.stage is Stage.DRAFT for entry in files)
    return say.line("training.standing_draft" if draft else "training.standing_reviewed", set_by=words)
