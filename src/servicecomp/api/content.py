"""What the public functions share: finding content by id, path or object, and loading it.

Arguments that name content take an id, a path or an object. `folders` are folders of the user's own content, looked in before the
shipped content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.building import did_you_mean
from servicecomp.loading.catalogue import Catalogue
from servicecomp.loading.logos import with_logo
from servicecomp.models.banks import QuestionBank
from servicecomp.models.frameworks import Framework
from servicecomp.models.organisations import Organisation
from servicecomp.models.roles import RoleProfile
from servicecomp.models.vacancies import InterviewPlan, Vacancy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from pydantic import BaseModel

__all__ = [
    "Context",
    "Name",
    "catalogue_for",
    "context_for",
    "dump",
    "framework_for",
    "load_framework",
    "load_organisation",
    "load_question_bank",
    "load_role",
    "load_vacancy",
    "pick_plan",
    "resolved",
]

DEFAULT_FRAMEWORK = "customer-service"

Name = str | Path
T = TypeVar("T")


def load_framework(name: Name, *, folders: Iterable[Name] = ()) -> Framework:
    """Return a framework by id, or from the folder or `framework.yaml` at a path.

    Raises:
        NotFoundError: nothing is called so.
        DataError: its files hold problems; all of them are in `problems`.

    >>> load_framework("customer-service").competency("rapport").name
    'Rapport and relationships'

    """
    return catalogue_for(folders, name).framework(name)


def load_question_bank(name: Name, *, folders: Iterable[Name] = ()) -> QuestionBank:
    """Return a question bank by id, or from the folder or `bank.yaml` at a path.

    Raises:
        NotFoundError: nothing is called so.
        DataError: its files hold problems; all of them are in `problems`.

    """
    return catalogue_for(folders, name).bank(name)


def load_role(name: Name, *, folders: Iterable[Name] = ()) -> RoleProfile:
    """Return a role profile by id or path.

    Raises:
        NotFoundError: nothing is called so.
        DataError: its file holds problems; all of them are in `problems`.

    """
    return catalogue_for(folders, name).role(name)


def load_organisation(name: Name, *, folders: Iterable[Name] = ()) -> Organisation:
    """Return an organisation by path, with its logo.

    Raises:
        NotFoundError: there is no such file.
        DataError: the file or its logo holds problems; all of them are in `problems`.

    """
    path = Path(name)
    return with_logo(catalogue_for(folders, name).organisation(name), path.parent, path)


def load_vacancy(name: Name, *, folders: Iterable[Name] = ()) -> Vacancy:
    """Return a vacancy from the workbook that a recruiter filled in (`.xlsx`) or from YAML.

    Raises:
        NotFoundError: there is no such file.
        DataError: it holds problems; each names its cell or line.
        MissingExtraError: a workbook is to be read and the extra `office` is not installed.

    """
    catalogue = catalogue_for(folders, name)
    if Path(name).suffix.lower() == ".xlsx":
        from servicecomp.exchange import read_vacancy_xlsx  # noqa: PLC0415 - openpyxl is an extra

        return read_vacancy_xlsx(Path(name), catalogue)
    return catalogue.vacancy(name)


def dump(model: BaseModel, *, schema: str | None = None) -> str:
    """Return a model as YAML that reads back as the same model."""
    from servicecomp.loading.dumping import dump as dump_model  # noqa: PLC0415 - only writers need it

    return dump_model(model, schema=schema)


@dataclass(frozen=True, slots=True)
class Context:
    """What a document is made from."""

    role: RoleProfile
    framework: Framework
    organisation: Organisation | None
    vacancy: Vacancy | None
    catalogue: Catalogue

    def bank(self, bank: QuestionBank | Name | None) -> QuestionBank:
        r"""Return the bank meant; the role\'s own when none is named."""
        return resolved(bank or self.role.question_bank or self.role.framework, QuestionBank, self.catalogue.bank)


@cache
def _shipped() -> Catalogue:
    """Return the catalogue of shipped content, shared because it does not change while the program runs."""
    return Catalogue()


def catalogue_for(folders: Iterable[Name] = (), *names: object) -> Catalogue:
    """Return the catalogue to look in: the shared one when only ids of shipped content can be meant, else one of this call's own."""
    wanted = tuple(folders)
    by_path = any(isinstance(name, Path) or (isinstance(name, str) and any(sign in name for sign in "/\\.")) for name in names)
    return Catalogue(wanted) if wanted or by_path else _shipped()


def resolved(value: T | Name, kind: type[T], load: Callable[[Name], T]) -> T:
    """Return an object as it is, or load what an id or a path names."""
    return value if isinstance(value, kind) else load(value)  # type: ignore[arg-type]


def framework_for(framework: Framework | Name | None, folders: Iterable[Name]) -> Framework:
    """Return the framework meant; `customer-service` when none is named."""
    if isinstance(framework, Framework):
        return framework
    return load_framework(framework or DEFAULT_FRAMEWORK, folders=folders)


def context_for(
    role: RoleProfile | Name,
    framework: Framework | Name | None,
    organisation: Organisation | Name | None,
    vacancy: Vacancy | Name | None,
    folders: Iterable[Name],
) -> Context:
    """Find everything that a document is made from.

    Raises:
        DataError: the framework lacks competencies that the role requires.

    """
    catalogue = catalogue_for(folders, role, framework)
    opening = vacancy if vacancy is None or isinstance(vacancy, Vacancy) else load_vacancy(vacancy, folders=folders)
    this = opening.role if opening else resolved(role, RoleProfile, catalogue.role)
    brand = organisation if organisation is None or isinstance(organisation, Organisation) else load_organisation(organisation)
    used = resolved(framework or this.framework, Framework, catalogue.framework)
    unknown = [entry.competency for entry in this.requirements if used.competency(entry.competency) is None]
    if unknown:
        known = [entry.id for entry in used.competencies]
        raise DataError(
            Problem(
                code="unknown-competency",
                where=f"role '{this.id}'",
                message=f"the framework '{used.id}' has no competency '{name}'",
                hint=did_you_mean(name, known),
            )
            for name in unknown
        )
    return Context(this, used, brand, opening, catalogue)


def pick_plan(
    this: Context,
    bank: QuestionBank,
    *,
    minutes: int | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    rotation: int | None = None,
) -> InterviewPlan:
    """Return the simple pick for a role, steered by the vacancy where the call says nothing.

    Raises:
        NotFoundError: a pinned question is not in the bank.

    """
    from servicecomp.interviews.picking import pick_questions  # noqa: PLC0415 - only kits need it

    opening = this.vacancy
    pins = (*pinned, *(opening.pinned if opening else ()))
    for key in pins:
        if bank.question(key) is None:
            hint = did_you_mean(key, (entry.key for entry in bank.questions)) or "see 'servicecomp list questions'"
            message = f"there is no question '{key}' in the bank '{bank.id}'; {hint}"
            raise NotFoundError(message)
    return pick_questions(
        this.role,
        bank,
        this.framework,
        minutes=minutes or (opening.minutes if opening else 60),
        pinned=pins,
        excluded={*excluded, *(opening.excluded if opening else ())},
        rotation=rotation or (opening.rotation if opening else 1),
    )
