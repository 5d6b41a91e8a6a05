"""Everything under some paths, built, with the files it came from, so that checks can point at lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.checks.papers import build_paper
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.building import build
from servicecomp.loading.catalogue import Catalogue
from servicecomp.loading.finding import Kind, content_root, find_content, kind_of_data, kind_of_name
from servicecomp.loading.papers import PAPERS
from servicecomp.loading.sources import Source, read_source
from servicecomp.models.organisations import Organisation
from servicecomp.models.roles import RoleProfile
from servicecomp.models.vacancies import Vacancy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.base import Model
    from servicecomp.models.frameworks import Framework

__all__ = ["Content", "ContentBank", "ContentFramework", "ContentOrganisation", "ContentPaper", "ContentRole", "gather"]


@dataclass(frozen=True, slots=True)
class ContentFramework:
    """A framework with its own file and those of its own competencies."""

    framework: Framework
    source: Source
    competencies: dict[str, Source]


@dataclass(frozen=True, slots=True)
class ContentBank:
    """A bank with its own file, those of its own questions, and the framework that it asks about, if it could be built."""

    bank: QuestionBank
    source: Source
    questions: dict[str, Source]
    framework: Framework | None


@dataclass(frozen=True, slots=True)
class ContentRole:
    """A role (of its own or inside a vacancy) with its file and its framework, if that could be built."""

    role: RoleProfile
    source: Source
    framework: Framework | None
    base: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentOrganisation:
    """An organisation with its file."""

    organisation: Organisation
    source: Source


@dataclass(frozen=True, slots=True)
class ContentPaper:
    """A paper of one selection, such as a plan or a log, with its file."""

    paper: Model
    source: Source


@dataclass(slots=True)
class Content:
    """What was found under the paths, and the problems met in building it."""

    catalogue: Catalogue

    frameworks: list[ContentFramework] = field(default_factory=list)
    banks: list[ContentBank] = field(default_factory=list)
    roles: list[ContentRole] = field(default_factory=list)
    organisations: list[ContentOrganisation] = field(default_factory=list)
    vacancies: list[Vacancy] = field(default_factory=list)
    papers: list[ContentPaper] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0


def gather(paths: Iterable[str | Path], *, folders: Iterable[str | Path] = ()) -> Content:
    """Build everything at or under the paths, collecting problems instead of raising them.

    Raises:
        NotFoundError: a path does not exist.

    """
    catalogue = Catalogue(folders)
    content = Content(catalogue)
    found: dict[Path, Kind | None] = {}
    for path in map(Path, paths):
        if not path.exists():
            message = f"there is no file or folder '{path}'"
            raise NotFoundError(message)
        root = path if path.is_dir() else content_root(path)
        if root is not None:
            catalogue.add_folder(content_root(path) or root)
        found.update({entry.path: entry.kind for entry in find_content(path)})
    content.files = len(found)
    whole_frameworks = {path.parent for path, kind in found.items() if kind == "framework"}
    whole_banks = {path.parent for path, kind in found.items() if kind == "question bank"}
    for path, kind in found.items():
        if kind == "competency" and path.parent.parent not in whole_frameworks:
            whole_frameworks.add(path.parent.parent)
        elif kind == "questions" and path.parent not in whole_banks:
            whole_banks.add(path.parent)
    for folder in sorted(whole_frameworks):
        _add_framework(content, catalogue, folder)
    for folder in sorted(whole_banks):
        _add_bank(content, catalogue, folder)
    for path, kind in sorted(found.items()):
        if kind in {None, "role"}:
            _add_single(content, catalogue, path, kind)
    content.problems = list(dict.fromkeys(content.problems))
    return content


def _add_framework(content: Content, catalogue: Catalogue, folder: Path) -> None:
    try:
        framework = catalogue.framework(folder)
        source = read_source(folder / "framework.yaml")
    except (DataError, NotFoundError) as error:
        _note(content, error, folder)
        return
    own = {path.stem: read_source(path) for path in sorted(folder.glob("competencies/*.yaml"))}
    content.frameworks.append(ContentFramework(framework, source, own))


def _add_bank(content: Content, catalogue: Catalogue, folder: Path) -> None:
    try:
        bank = catalogue.bank(folder)
        source = read_source(folder / "bank.yaml")
    except (DataError, NotFoundError) as error:
        _note(content, error, folder)
        return
    own = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != "bank.yaml":
            entry = read_source(path)
            own[str(entry.data["competency"])] = entry
    framework = _framework_of(content, catalogue, bank.framework, source, ("framework",))
    content.banks.append(ContentBank(bank, source, own, framework))


_SINGLE_MODELS: dict[str, type[BaseModel]] = {"role": RoleProfile, "organisation": Organisation, "vacancy": Vacancy}


def _add_single(content: Content, catalogue: Catalogue, path: Path, kind: Kind | None) -> None:
    try:
        source = read_source(path)
        kind = kind or kind_of_data(source.data) or kind_of_name(path)
        if kind in PAPERS:
            content.papers.append(ContentPaper(build_paper(kind, source), source))
            return
        model = _SINGLE_MODELS.get(kind or "")
        if model is None:
            content.problems.append(
                source.problem(
                    (),
                    code="unknown-kind",
                    message="none of its fields says what kind of file this is",
                    hint="start from one that 'servicecomp new' writes; the page Files of the documentation lists them all",
                )
            )
            return
        built = build(model, source)
    except DataError as error:
        content.problems.extend(error.problems)
        return
    if isinstance(built, RoleProfile):
        content.roles.append(ContentRole(built, source, _framework_of(content, catalogue, built.framework, source, ("framework",))))
    elif isinstance(built, Vacancy):
        framework = _framework_of(content, catalogue, built.role.framework, source, ("role", "framework"))
        content.roles.append(ContentRole(built.role, source, framework, base=("role",)))
        content.vacancies.append(built)
    elif isinstance(built, Organisation):
        content.organisations.append(ContentOrganisation(built, source))


def _framework_of(content: Content, catalogue: Catalogue, name: str, source: Source, location: tuple[str, ...]) -> Framework | None:
    try:
        return catalogue.framework(name)
    except NotFoundError as error:
        content.problems.append(source.problem(location, code="unknown-framework", message=str(error)))
    except DataError:
        pass  # reported where it stands, when it is among the paths
    return None


def _note(content: Content, error: DataError | NotFoundError, folder: Path) -> None:
    if isinstance(error, DataError):
        content.problems.extend(error.problems)
    else:
        content.problems.append(Problem(path=str(folder), code="incomplete", message=str(error)))
