"""Files to start from: the smallest valid file of each kind, and the schemas beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.errors import NotFoundError
from servicecomp.loading.building import did_you_mean
from servicecomp.loading.bundled import package_data
from servicecomp.loading.writing import write_file

if TYPE_CHECKING:
    from servicecomp.api.content import Name

__all__ = ["STARTS", "new_file", "write_schemas"]

STARTS = (
    "care-standard",
    "competency",
    "framework",
    "held-log",
    "message-details",
    "organisation",
    "question-bank",
    "questions",
    "retention-rules",
    "role",
    "schedule",
)
"""Kinds of file that `new_file` writes."""


def new_file(kind: str, path: Name, *, force: bool = False) -> Path:
    """Write the smallest valid file of a kind, with the editor's schema line on top, and return its path.

    Raises:
        NotFoundError: there is no such kind.
        DataError: the file is already there and `force` is not set.

    """
    if kind not in STARTS:
        message = f"there is no kind of file '{kind}'; {did_you_mean(kind, STARTS)}"
        raise NotFoundError(message)
    target = Path(path)
    text = package_data("starts", f"{kind}.yaml").read_text(encoding="utf-8")
    # Why: ids must match file names, and a person who has named the file should not have to say it twice.
    name = target.parent.resolve().name if kind in {"framework", "question-bank"} else target.stem
    return write_file(target, text.replace("ID-OF-THIS-FILE", _slug(name)), force=force)


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the JSON Schemas into a folder, over older ones, and return their paths."""
    from servicecomp.loading.schemas import SCHEMAS, schema_text  # noqa: PLC0415 - only this needs pydantic's generator

    return tuple(write_file(folder / f"{name}.schema.json", schema_text(name), force=True) for name in SCHEMAS)


def _slug(name: str) -> str:
    words = "".join(character if character.isascii() and character.isalnum() else " " for character in name.lower()).split()
    return "-".join(words) or "my-own"
