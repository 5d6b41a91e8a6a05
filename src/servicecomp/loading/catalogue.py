"""Find, read and build content: the shipped folders first, then the folders that the user names.

Anything is asked for by id or by path. An id that stands in a user's folder hides the shipped one of the same id, so that a copy
can be edited; the same id twice in the user's own folders is a problem that `check` reports.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.building import build
from servicecomp.loading.bundled import bundled_root
from servicecomp.loading.finding import content_root, find_content, kind_of_data
from servicecomp.loading.resolving import resolve_bank, resolve_framework
from servicecomp.loading.sources import read_source
from servicecomp.models.organisations import Organisation
from servicecomp.models.roles import RoleProfile
from servicecomp.models.vacancies import Vacancy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework

__all__ = ["Catalogue"]

M = TypeVar("M", RoleProfile, Organisation, Vacancy)
W = TypeVar("W", "Framework", "QuestionBank")


class Catalogue:
    """Content by id or path; reads each thing once."""

    def __init__(self, folders: Iterable[str | Path] = (), *, bundled: bool = True) -> None:
        """Look in the shipped content (unless `bundled` is false) and in the folders named.

        Raises:
            NotFoundError: a folder does not exist.

        """
        self._bundled = (bundled_root(),) if bundled else ()
        self._folders: list[Path] = []
        self._built: dict[tuple[str, str], BaseModel] = {}
        self._building: list[str] = []
        for folder in folders:
            self.add_folder(Path(folder))

    def add_folder(self, folder: Path) -> None:
        """Look in one more folder: one that holds `frameworks/` or `question_banks/`, or any other with YAML files.

        Raises:
            NotFoundError: it does not exist.

        """
        if not folder.is_dir():
            message = f"there is no folder '{folder}'"
            raise NotFoundError(message)
        if folder.resolve() not in (known.resolve() for known in (*self._folders, *self._bundled)):
            self._folders.append(folder)

    @property
    def roots(self) -> tuple[Path, ...]:
        """Where is looked, nearest first: the user's folders, then the shipped content."""
        return (*self._folders, *self._bundled)

    # -- by id or path ---------------------------------------------------------------------------------------------------------

    def framework(self, name: str | Path) -> Framework:
        """Return a framework with all it inherits.

        Raises:
            NotFoundError: no such id or path.
            DataError: its files hold problems.

        """
        return self._whole("framework", name, resolve_framework)

    def bank(self, name: str | Path) -> QuestionBank:
        """Return a question bank with all it inherits.

        Raises:
            NotFoundError: no such id or path.
            DataError: its files hold problems.

        """
        return self._whole("question bank", name, resolve_bank)

    def role(self, name: str | Path) -> RoleProfile:
        """Return a role profile.

        Raises:
            NotFoundError: no such id or path.
            DataError: its file holds problems.

        """
        return self._single("role", name, RoleProfile)

    def organisation(self, name: str | Path) -> Organisation:
        """Return an organisation.

        Raises:
            NotFoundError: no such path.
            DataError: its file holds problems.

        """
        return self._single("organisation", name, Organisation)

    def vacancy(self, name: str | Path) -> Vacancy:
        """Return a vacancy from its YAML file.

        Raises:
            NotFoundError: no such path.
            DataError: its file holds problems.

        """
        return self._single("vacancy", name, Vacancy)

    # -- what there is ---------------------------------------------------------------------------------------------------------

    def framework_folders(self) -> dict[str, Path]:
        """Return the framework folders by name; the user's hide the shipped ones."""
        return self._named_folders("frameworks", "framework.yaml")

    def bank_folders(self) -> dict[str, Path]:
        """Return the question bank folders by name; the user's hide the shipped ones."""
        return self._named_folders("question_banks", "bank.yaml")

    def role_files(self) -> dict[str, Path]:
        """Return the role files by name; the user's hide the shipped ones."""
        found: dict[str, Path] = {}
        for folder in self.framework_folders().values():
            for path in sorted(folder.glob("roles/*.yaml")):
                found.setdefault(path.stem, path)
        for root in self.roots:
            for path in sorted(root.glob("roles/*.yaml")):
                found.setdefault(path.stem, path)
        return dict(sorted(found.items()))

    # -- inside ----------------------------------------------------------------------------------------------------------------

    def _named_folders(self, group: str, marker: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in sorted((*root.glob(marker), *root.glob(f"*/{marker}"), *root.glob(f"{group}/*/{marker}"))):
                found.setdefault(path.parent.resolve().name, path.parent)
        return dict(sorted(found.items()))

    def _whole(self, kind: str, name: str | Path, resolve: Callable[[Path, Catalogue], W]) -> W:
        """Return what a folder holds as one thing, built once however often it is asked for."""
        folder = self._folder_of(kind, name)
        key = (kind, str(folder.resolve()))
        if key not in self._built:
            self._built[key] = self._guarded(folder, lambda: resolve(folder, self))
        return self._built[key]  # type: ignore[return-value]

    def _folder_of(self, kind: str, name: str | Path) -> Path:
        marker = "framework.yaml" if kind == "framework" else "bank.yaml"
        path = Path(name)
        if _is_path(name):
            folder = path.parent if path.is_file() and path.name == marker else path
            if not (folder / marker).is_file():
                message = f"there is no {kind} at '{name}': the folder needs a file '{marker}'"
                raise NotFoundError(message)
            self._look_around(folder / marker)
            return folder
        folders = self.framework_folders() if kind == "framework" else self.bank_folders()
        if str(name) not in folders:
            raise self._not_found(kind, str(name), folders)
        return folders[str(name)]

    def _single(self, kind: str, name: str | Path, model: type[M]) -> M:
        if _is_path(name):
            path = Path(name)
            if not path.is_file():
                message = f"there is no {kind} file '{name}'"
                raise NotFoundError(message)
            self._look_around(path)
        else:
            files = self.role_files() if kind == "role" else self._files_of_kind(kind)
            if str(name) not in files:
                raise self._not_found(kind, str(name), files)
            path = files[str(name)]
        key = (kind, str(path.resolve()))
        if key not in self._built:
            self._built[key] = build(model, read_source(path))
        return self._built[key]  # type: ignore[return-value]

    def _files_of_kind(self, kind: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for root in self._folders:
            for entry in find_content(root):
                if entry.kind is None and kind_of_data(_data_or_none(entry.path)) == kind:
                    found.setdefault(entry.path.stem, entry.path)
        return found

    def _look_around(self, path: Path) -> None:
        root = content_root(path)
        if root is not None:
            self.add_folder(root)

    def _guarded(self, folder: Path, work: Callable[[], BaseModel]) -> BaseModel:
        name = str(folder.resolve())
        if name in self._building:
            ring = " -> ".join(Path(step).name for step in (*self._building[self._building.index(name) :], name))
            problem = Problem(
                path=str(folder), code="extends-cycle", message=f"these extend one another in a ring: {ring}", hint="remove one 'extends'"
            )
            raise DataError([problem])
        self._building.append(name)
        try:
            return work()
        finally:
            self._building.pop()

    def _not_found(self, kind: str, name: str, known: Iterable[str]) -> NotFoundError:
        words = sorted(known)
        near = difflib.get_close_matches(name, words, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"there is: {', '.join(words) or 'none'}"
        return NotFoundError(f"there is no {kind} '{name}'; {hint}")


def _is_path(name: str | Path) -> bool:
    """Whether a name is a path rather than an id: ids hold no separator and no suffix."""
    return isinstance(name, Path) or any(sign in str(name) for sign in "/\\.")


def _data_or_none(path: Path) -> object:
    try:
        return read_source(path).data
    except DataError:
        return None
