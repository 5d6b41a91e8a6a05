"""Frame-of-reference training: packs for a session, and how near each trainee came to the reference."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from servicecomp.api.content import Name, context_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.interviews.training_accuracy import Accuracy
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.training import TrainingFile, TrainingPack

__all__ = ["TraineeAccuracy", "training_accuracy", "training_pack", "write_training_pack"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeAccuracy:
    """How near one trainee came to the reference: over all answers, and in each round.

    `middle` is how far the middle of the scale under every answer of the first round would be from the reference; `alike` whether the
    trainee wrote one and the same rating under all of them. The parts of the distance (Cronbach 1955) are in `whole`, `first` and
    `second`; two or three speakers are too few for them to be told to anybody.
    """

    trainee: str
    whole: Accuracy
    first: Accuracy
    second: Accuracy | None
    middle: Fraction
    alike: bool = False

    def sentences(self) -> tuple[str, ...]:
        """Return what the trainee is told, a sentence a line; each person sees their own alone."""
        lines = [f"First round: {line}" for line in self.first.distance()]
        if self.first.rated:
            lines.append(
                f"The middle of the scale under every answer of that round would be {float(self.middle):.2f} steps away on average."
            )
        if self.alike:
            lines.append("Every answer of that round has the same rating: the answers were not told apart.")
        if self.second is not None and self.second.rated:
            lines.append(f"Second round: {self.second.distance()[0]}")
            lines.append("So few answers cannot show whether somebody has improved; they show where to look again.")
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Content:
    files: tuple[TrainingFile, ...]
    framework: Framework
    bank: QuestionBank
    left_out: tuple[str, ...]
    """Names of the competencies that the role requires and no file is about."""


def training_pack(
    role: RoleProfile | Name = "contact-centre-agent",
    *,
    competencies: Sequence[str] = (),
    audience: Literal["facilitator", "trainee"] = "facilitator",
    bank: QuestionBank | Name | None = None,
    framework: Framework | Name | None = None,
    training: Name | None = None,
    folders: Iterable[Name] = (),
) -> TrainingPack:
    """Return a frame-of-reference session of ninety minutes for those who interview for a role.

    The answers are those shipped for the role's question bank, about competencies that the role requires, or about `competencies`;
    `training` is a folder with answers of your own. The trainees' booklet holds nothing that gives a reference rating away.

    Raises:
        NotFoundError: there are no sample answers for what was asked.
        DataError: a training file holds problems; all of them are in `problems`.

    """
    from servicecomp.documents.training_pack import training_pack as build  # noqa: PLC0415 - builders are loaded when used

    this = _content(role, competencies, bank=bank, framework=framework, training=training, folders=folders)
    return build(this.files, framework=this.framework, bank=this.bank, audience=audience, left_out=this.left_out)


def write_training_pack(
    folder: Name,
    role: RoleProfile | Name = "contact-centre-agent",
    *,
    trainees: Sequence[str] = (),
    competencies: Sequence[str] = (),
    format: str = "html",  # noqa: A002 - the public name
    bank: QuestionBank | Name | None = None,
    framework: Framework | Name | None = None,
    training: Name | None = None,
    folders: Iterable[Name] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write the facilitator's pack, the trainees' booklet and the answer sheet (CSV) into a folder; return their paths.

    Raises:
        NotFoundError, DataError: as `training_pack`; DataError too where a file is already there and `force` is not set.
        ValueError: a trainee's key could be taken for a formula.

    """
    from servicecomp.api.output import render  # noqa: PLC0415 - writers are loaded when used
    from servicecomp.documents.training_pack import rounds_of  # noqa: PLC0415 - as above
    from servicecomp.documents.training_pack import training_pack as build  # noqa: PLC0415 - as above
    from servicecomp.exchange.training_sheets import write_answer_sheet  # noqa: PLC0415 - as above
    from servicecomp.loading.writing import write_file  # noqa: PLC0415 - as above

    this = _content(role, competencies, bank=bank, framework=framework, training=training, folders=folders)
    rows = [
        (number, speaker, entry.competency)
        for number, speakers in enumerate(rounds_of(this.files), 1)
        for entry in this.files
        for speaker in speakers
        if any(answer.speaker == speaker for answer in entry.answers)
    ]
    sheet = write_answer_sheet(trainees or ("trainee-1",), rows)
    target = Path(folder)
    leads, rates = (
        build(this.files, framework=this.framework, bank=this.bank, audience=who, left_out=this.left_out)
        for who in ("facilitator", "trainee")
    )
    return (
        write_file(target / f"facilitator-pack.{format}", render(leads, format=format), force=force),
        write_file(target / f"trainee-booklet.{format}", render(rates, format=format), force=force),
        write_file(target / "answers.csv", sheet, force=force),
    )


def training_accuracy(
    sheet: Name,
    role: RoleProfile | Name = "contact-centre-agent",
    *,
    competencies: Sequence[str] = (),
    bank: QuestionBank | Name | None = None,
    framework: Framework | Name | None = None,
    training: Name | None = None,
    folders: Iterable[Name] = (),
) -> tuple[TraineeAccuracy, ...]:
    """Return, for each trainee of a filled-in answer sheet, how near the ratings came to the reference.

    Raises:
        NotFoundError: there is no such file.
        DataError: the sheet or a training file holds problems; each names its line and column or cell.
        MissingExtraError: a workbook is to be read and the extra `office` is not installed.

    """
    from servicecomp.documents.training_pack import rounds_of  # noqa: PLC0415 - engines are loaded when used
    from servicecomp.exchange.training_sheets import read_answer_sheet  # noqa: PLC0415 - as above
    from servicecomp.interviews.training_accuracy import accuracy  # noqa: PLC0415 - as above

    this = _content(role, competencies, bank=bank, framework=framework, training=training, folders=folders)
    reference = {(answer.speaker, entry.competency): int(answer.reference) for entry in this.files for answer in entry.answers}
    given = read_answer_sheet(Path(sheet), reference, this.framework.rating_scale.top)

    def over(ratings: dict[tuple[str, str], int | None], speakers: Iterable[str]) -> Accuracy:
        chosen = set(speakers)
        return accuracy(
            {cell: value for cell, value in ratings.items() if cell[0] in chosen},
            {cell: value for cell, value in reference.items() if cell[0] in chosen},
        )

    first, second = rounds_of(this.files)
    centre = Fraction(1 + this.framework.rating_scale.top, 2)
    away = [abs(centre - value) for (speaker, _), value in reference.items() if speaker in first]
    return tuple(
        TraineeAccuracy(
            trainee=trainee,
            whole=over(ratings, (*first, *second)),
            first=over(ratings, first),
            second=over(ratings, second) if second else None,
            middle=sum(away, Fraction(0)) / len(away),
            alike=len(own := [value for (speaker, _), value in ratings.items() if speaker in first and value is not None]) > 1
            and len(set(own)) == 1,
        )
        for trainee, ratings in sorted(given.items())
    )


def _content(
    role: RoleProfile | Name,
    competencies: Sequence[str],
    *,
    bank: QuestionBank | Name | None,
    framework: Framework | Name | None,
    training: Name | None,
    folders: Iterable[Name],
) -> _Content:
    from servicecomp.checks.training_files import read_training  # noqa: PLC0415 - readers are loaded when used
    from servicecomp.errors import NotFoundError  # noqa: PLC0415 - as above

    this = context_for(role, framework, None, None, folders)
    questions = this.bank(bank)
    found = read_training(questions, this.framework, folder=Path(training) if training else None, competencies=competencies)
    wanted = {entry.competency for entry in this.role.requirements}
    kept = found if competencies else tuple(entry for entry in found if entry.competency in wanted)
    if not kept:
        message = f"there are no sample answers for what '{this.role.id}' requires; name competencies, or a folder of your own"
        raise NotFoundError(message)
    have = {entry.competency for entry in kept}
    names = {entry.id: entry.name for entry in this.framework.competencies}
    left_out = tuple(names.get(entry.competency, entry.competency) for entry in this.role.requirements if entry.competency not in have)
    return _Content(kept, this.framework, questions, left_out)
