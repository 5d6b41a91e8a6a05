"""What content there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.api.content import Name, catalogue_for, framework_for
from servicecomp.errors import NotFoundError
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

__all__ = ["KINDS", "find_content", "list_content"]

KINDS = ("roles", "competencies", "questions", "frameworks", "banks")
"""What can be listed."""

DEFAULT_BANK = "customer-service"


def list_content(
    kind: str, *, framework: Name | None = None, bank: Name | None = None, folders: Iterable[Name] = ()
) -> list[tuple[str, str]]:
    """Return id and title of everything of a kind, in the order of documents."""
    catalogue = catalogue_for(folders, framework, bank)
    match kind:
        case "roles":
            return [(name, catalogue.role(name).title) for name in catalogue.role_files()]
        case "competencies":
            return [(entry.id, entry.name) for entry in framework_for(framework, folders).competencies]
        case "questions":
            return [(entry.key, entry.text) for entry in catalogue.bank(bank or DEFAULT_BANK).questions]
        case "frameworks":
            return [(name, catalogue.framework(name).title) for name in catalogue.framework_folders()]
        case "banks":
            return [(name, catalogue.bank(name).title) for name in catalogue.bank_folders()]
        case _:
            message = f"there is no kind '{kind}'; {did_you_mean(kind, KINDS)}"
            raise NotFoundError(message)


def find_content(name: str, *, framework: Name | None = None, bank: Name | None = None, folders: Iterable[Name] = ()) -> BaseModel:
    """Return a question (as `competency/id`), a competency or a role by id.

    Raises:
        NotFoundError: nothing is called so.

    """
    catalogue = catalogue_for(folders, framework, bank)
    if "/" in name:
        used = catalogue.bank(bank or DEFAULT_BANK)
        question = used.question(name)
        if question is None:
            hint = did_you_mean(name, (entry.key for entry in used.questions)) or "see 'servicecomp list questions'"
            message = f"there is no question '{name}' in the bank '{used.id}'; {hint}"
            raise NotFoundError(message)
        return question
    used_framework = framework_for(framework, folders)
    competency = used_framework.competency(name)
    if competency is not None:
        return competency
    roles = catalogue.role_files()
    if name in roles:
        return catalogue.role(name)
    known = [*(entry.id for entry in used_framework.competencies), *roles]
    hint = (
        did_you_mean(name, known) or "see 'servicecomp list competencies', 'servicecomp list roles' and, for rules, 'servicecomp explain'"
    )
    message = f"there is no competency or role '{name}'; {hint}"
    raise NotFoundError(message)
