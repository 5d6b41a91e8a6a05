"""Training files read and held against the bank: a mistake in a reference rating would be taught to every panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.building import build, did_you_mean
from servicecomp.loading.bundled import package_data
from servicecomp.loading.sources import read_source
from servicecomp.models.training import TrainingFile, word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from servicecomp.loading.sources import Source
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework

__all__ = ["FEWEST_WORDS", "MOST_WORDS", "read_training", "training_faults"]

FEWEST_WORDS, MOST_WORDS = 90, 150
"""Words of a sample answer: about a minute of speech, long enough to hold situation, action and result."""


def read_training(
    bank: QuestionBank, framework: Framework, *, folder: Path | None = None, competencies: Sequence[str] = ()
) -> tuple[TrainingFile, ...]:
    """Return the training files of a bank, in the framework's order: the shipped ones, or those of a folder.

    With `competencies` only those; an unknown one is a NotFoundError.

    Raises:
        NotFoundError: there is no folder, no file for the bank, or none for a competency asked for.
        DataError: with every problem of every file, each at its line and column.

    """
    place = folder or package_data("training", bank.id)
    if not place.is_dir():
        message = f"there is no folder '{place}'"
        if not folder:
            message = (
                f"no training answers are shipped for the bank '{bank.id}'. Write some of your own, three answers or more to a question of "
                "that bank, and name their folder with --training; or practise reading anchors on the shipped ones, with "
                "--role contact-centre-agent. The how-to 'Train a panel to rate alike' shows both"
            )
        raise NotFoundError(message)
    problems: list[Problem] = []
    found: list[TrainingFile] = []
    for path in sorted(place.glob("*.yaml")):
        try:
            source = read_source(path)
            entry = build(TrainingFile, source)
        except DataError as error:
            problems += error.problems
            continue
        problems += training_faults(entry, source, bank, framework)
        found.append(entry)
    if problems:
        raise DataError(problems)
    if not found:
        message = f"the folder '{place}' holds no training answers (.yaml)"
        raise NotFoundError(message)
    known = {entry.competency: entry for entry in found}
    for name in competencies:
        if name not in known:
            message = f"there are no training answers for '{name}'; {did_you_mean(name, known)}"
            raise NotFoundError(message)
    order = [entry.id for entry in framework.competencies]
    return tuple(known[name] for name in order if name in known and (not competencies or name in competencies))


def training_faults(entry: TrainingFile, source: Source, bank: QuestionBank, framework: Framework) -> Iterator[Problem]:
    """Yield what does not fit between a training file, its own name, the bank's question and the framework's scale."""
    if entry.competency != source.path.stem:
        hint = f"call the file {entry.competency}.yaml"
        yield source.problem(("competency",), code="wrong-file-name", message="the file's name is not its competency", hint=hint)
    if entry.bank != bank.id:
        message = f"the answers are for the bank '{entry.bank}', not '{bank.id}'"
        yield source.problem(("bank",), code="other-bank", message=message, hint="name the bank that holds the question")
        return
    question = bank.question(entry.key)
    if question is None:
        keys = [known.key for known in bank.questions if known.competency == entry.competency]
        message = f"there is no question '{entry.key}' in the bank '{bank.id}'"
        yield source.problem(("question",), code="unknown-question", message=message, hint=did_you_mean(entry.key, keys))
        return
    anchors = {anchor.id: int(anchor.rating) for anchor in question.anchors}
    top = framework.rating_scale.top
    for place, answer in enumerate(entry.answers):
        words = word_count(answer.words)
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            message = f"the answer has {words} words"
            hint = f"write {FEWEST_WORDS} to {MOST_WORDS}, about a minute of speech"
            yield source.problem(("answers", place, "words"), code="answer-length", message=message, hint=hint)
        if answer.reference > top:
            message = f"{answer.reference} is off the scale, which ends at {top}"
            yield source.problem(("answers", place, "reference"), code="off-the-scale", message=message, hint=f"use 1 to {top}")
        for number, reason in enumerate(answer.reasons):
            if reason.anchor not in anchors:
                message = f"the question has no anchor '{reason.anchor}'"
                hint = did_you_mean(reason.anchor, anchors)
                yield source.problem(("answers", place, "reasons", number, "anchor"), code="unknown-anchor", message=message, hint=hint)
    middle = (1 + top) / 2
    given = [answer.reference for answer in entry.answers]
    if not (min(given) < middle < max(given) and any(min(given) < value < max(given) for value in given)):
        message = f"the reference ratings {', '.join(map(str, given))} hold no low, middle and high answer"
        hint = "have one below the middle of the scale, one above it, and one between"
        yield source.problem(("answers",), code="no-spread", message=message, hint=hint)
