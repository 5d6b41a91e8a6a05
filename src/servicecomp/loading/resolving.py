"""A folder of files -> one framework or one bank, with what it inherits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.building import build, did_you_mean
from servicecomp.loading.sources import Source, read_source
from servicecomp.models.banks import Question, QuestionBank, QuestionFile
from servicecomp.models.frameworks import Competency, Framework

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

R = TypeVar("R")

__all__ = ["Parents", "resolve_bank", "resolve_framework"]


class Parents(Protocol):
    """Where the framework or bank that another extends is found."""

    def framework(self, name: str) -> Framework:
        """Return a framework by id."""
        ...

    def bank(self, name: str) -> QuestionBank:
        """Return a bank by id."""
        ...


def resolve_framework(folder: Path, parents: Parents) -> Framework:
    """Return the framework of a folder: its own file, its competencies, and what it extends.

    Raises:
        DataError: with every problem of all its files.

    """
    problems: list[Problem] = []
    source = _read(folder / "framework.yaml", problems)
    own = _build_files(Competency, sorted(folder.glob("competencies/*.yaml")), problems)
    if source is None or not isinstance(source.data, dict):
        raise DataError(
            problems
            or [Problem(path=str(folder / "framework.yaml"), code="wrong-type", message="the file is empty", hint="start with 'format: 1'")]
        )
    data = dict(source.data)
    parent = _parent(source, parents.framework, problems)
    inherited: tuple[Competency, ...] = ()
    if parent is not None:
        for field in ("proficiency_scale", "rating_scale", "bands"):
            data.setdefault(field, getattr(parent, field))
        data["clusters"] = (*parent.clusters, *data.get("clusters", ()))
        inherited = parent.competencies
    if "competencies" in data:
        problems.append(
            source.problem(
                ("competencies",),
                key=True,
                code="unknown-field",
                message="competencies stand in files of their own",
                hint="put each into competencies/<id>.yaml",
            )
        )
        data.pop("competencies")
    for competency, competency_source in own:
        _check_file_name(competency.id, competency_source, problems)
    home = str(data.get("id", ""))
    kept = _inherit(source, {entry.id: entry for entry in inherited}, [entry.id for entry, _ in own], "competency", problems)
    merged = [*kept, *(entry.model_copy(update={"origin": home}) for entry, _ in own)]
    if parent is not None or "extends" not in data:
        framework = _collect(lambda: build(Framework, source, data=data), problems)
        if framework is not None and not problems:
            return framework.model_copy(update={"competencies": _in_order(framework, merged)})
    raise DataError(problems)


def resolve_bank(folder: Path, parents: Parents) -> QuestionBank:
    """Return the question bank of a folder: its own file, its questions, and what it extends.

    Raises:
        DataError: with every problem of all its files.

    """
    problems: list[Problem] = []
    source = _read(folder / "bank.yaml", problems)
    files = _build_files(QuestionFile, sorted(path for path in folder.glob("*.yaml") if path.name != "bank.yaml"), problems)
    if source is None or not isinstance(source.data, dict):
        raise DataError(
            problems
            or [Problem(path=str(folder / "bank.yaml"), code="wrong-type", message="the file is empty", hint="start with 'format: 1'")]
        )
    parent = _parent(source, parents.bank, problems)
    bank = _collect(lambda: build(QuestionBank, source), problems)
    own: list[Question] = []
    for entry, file_source in files:
        for number, question in enumerate(entry.questions):
            if question.competency not in {"", entry.competency}:
                problems.append(
                    file_source.problem(
                        ("questions", number, "competency"),
                        code="wrong-competency",
                        message=f"this file is about '{entry.competency}', not '{question.competency}'",
                        hint="leave the field out, or move the question",
                    )
                )
            own.append(question.model_copy(update={"competency": entry.competency, "origin": bank.id if bank else None}))
        _check_unique(
            [(("questions", number, "id"), question.id) for number, question in enumerate(entry.questions)], file_source, problems
        )
    inherited = {entry.key: entry for entry in parent.questions} if parent else {}
    kept = _inherit(source, inherited, [entry.key for entry in own], "question", problems)
    if bank is None or problems:
        raise DataError(problems)
    return bank.model_copy(update={"questions": (*kept, *own)})


def _inherit(source: Source, inherited: dict[str, Any], own: Sequence[str], kind: str, problems: list[Problem]) -> list[Any]:
    """Return what stays of the inherited entries once some are replaced or dropped, and name each mistake in doing so."""
    data = source.data
    replaced, dropped = (_names(data.get(field)) for field in ("replace", "drop"))
    for field, names in (("replace", replaced), ("drop", dropped)):
        for number, name in enumerate(names):
            if name not in inherited:
                problems.append(
                    source.problem(
                        (field, number),
                        code=f"{field}-unknown",
                        message=f"there is no inherited {kind} '{name}' to {field}",
                        hint=did_you_mean(name, inherited),
                    )
                )
            elif field == "replace" and name not in own:
                problems.append(
                    source.problem(
                        (field, number),
                        code="replace-missing",
                        message=f"'{name}' is to be replaced, but no file here defines it",
                        hint="add the file, or use 'drop'",
                    )
                )
    problems.extend(
        source.problem(
            ("replace",),
            code="replaces-silently",
            message=f"the {kind} '{name}' is inherited and defined here again",
            hint=f"list '{name}' under 'replace', or give it another id",
        )
        for name in own
        if name in inherited and name not in replaced
    )
    return [entry for key, entry in inherited.items() if key not in {*replaced, *dropped, *own}]


def _names(value: object) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _in_order(framework: Framework, competencies: Iterable[Competency]) -> tuple[Competency, ...]:
    """Sort by cluster, then by place within it, then by id: the order of files changes nothing."""
    clusters = [cluster.id for cluster in framework.clusters]
    place = {name: number for number, name in enumerate(clusters)}
    return tuple(sorted(competencies, key=lambda entry: (place.get(entry.cluster, len(place)), entry.order, entry.id)))


def _parent(source: Source, find: Callable[[str], Any], problems: list[Problem]) -> Any:  # noqa: ANN401 - a framework or a bank
    name = source.data.get("extends")
    if not isinstance(name, str):
        return None
    try:
        return find(name)
    except NotFoundError as error:
        problems.append(source.problem(("extends",), code="extends-unknown", message=str(error)))
    except DataError as error:
        cycle = [problem for problem in error.problems if problem.code == "extends-cycle"]
        if cycle:
            problems.append(source.problem(("extends",), code="extends-cycle", message=cycle[0].message, hint=cycle[0].hint))
        else:
            problems.append(
                source.problem(
                    ("extends",), code="extends-broken", message=f"'{name}' has problems of its own", hint=str(error.problems[0])
                )
            )
    return None


def _build_files(model: type[Any], paths: Iterable[Path], problems: list[Problem]) -> list[tuple[Any, Source]]:
    built = []
    for path in paths:
        source = _read(path, problems)
        if source is None:
            continue
        entry = _collect(partial(build, model, source), problems)
        if entry is not None:
            built.append((entry, source))
    return built


def _read(path: Path, problems: list[Problem]) -> Source | None:
    return _collect(lambda: read_source(path), problems)


def _collect(work: Callable[[], R], problems: list[Problem]) -> R | None:
    """Do the work; on bad data keep its problems and return None."""
    try:
        return work()
    except DataError as error:
        problems.extend(error.problems)
        return None


def _check_file_name(name: str, source: Source, problems: list[Problem]) -> None:
    if name != source.path.stem:
        problems.append(
            source.problem(
                ("id",),
                code="wrong-file-name",
                message=f"the id '{name}' does not match the file's name '{source.path.name}'",
                hint=f"call the file {name}.yaml",
            )
        )


def _check_unique(names: Iterable[tuple[tuple[int | str, ...], str]], source: Source, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for location, name in names:
        if name in seen:
            problems.append(
                source.problem(
                    location, code="duplicate-id", message=f"the id '{name}' stands here twice", hint="give one of them another id"
                )
            )
        seen.add(name)
