"""Which files a folder of content holds, and of which kind each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ContentFile", "Kind", "content_root", "find_content", "kind_of_data", "kind_of_path"]

Kind = Literal["framework", "competency", "role", "question bank", "questions", "organisation", "vacancy"]

_MAX_LEVELS_UP = 4
_SUFFIXES = {".yaml", ".yml"}

# Fields that only one kind of file has; for files that stand outside the usual folders.
_TELLTALES: tuple[tuple[str, Kind], ...] = (
    ("requirements", "role"),
    ("questions", "questions"),
    ("levels", "competency"),
    ("criteria_confirmed_by", "vacancy"),
    ("proficiency_scale", "framework"),
    ("clusters", "framework"),
    ("brand", "organisation"),
    ("adjustments_contact", "organisation"),
    ("service_promise", "organisation"),
    ("values", "organisation"),
)


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file and what kind of thing it holds; None where only its content can tell."""

    path: Path
    kind: Kind | None


def kind_of_path(path: Path) -> Kind | None:
    """Return the kind that a file's place says, if it says one."""
    match path.parent.name, path.name:
        case _, "framework.yaml":
            return "framework"
        case _, "bank.yaml":
            return "question bank"
        case "competencies", _:
            return "competency"
        case "roles", _:
            return "role"
        case _ if (path.parent / "bank.yaml").is_file():
            return "questions"
        case _:
            return None


def kind_of_data(data: Any) -> Kind | None:  # noqa: ANN401 - plain YAML values
    """Return the kind that a file's fields say, if they say one."""
    if not isinstance(data, dict):
        return None
    return next((kind for field, kind in _TELLTALES if field in data), None)


def find_content(path: Path) -> Iterator[ContentFile]:
    """Yield the YAML files at or under a path, in a fixed order; hidden folders and linked folders are passed over."""
    if path.is_file():
        yield ContentFile(path, kind_of_path(path))
        return
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from find_content(entry)
        elif entry.is_file() and entry.suffix in _SUFFIXES:
            yield ContentFile(entry, kind_of_path(entry))


def content_root(path: Path) -> Path | None:
    """Return the folder above a file that holds `frameworks/` or `question_banks/`, if it stands in one."""
    for folder in list(path.resolve().parents)[:_MAX_LEVELS_UP]:
        if (folder / "frameworks").is_dir() or (folder / "question_banks").is_dir():
            return folder
    return None
