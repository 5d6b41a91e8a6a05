"""Documents to text, bytes and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from servicecomp.loading.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.api.content import Name
    from servicecomp.models.documents import Document

__all__ = ["Format", "render", "write"]

Format = Literal["html", "md", "json", "docx", "pdf"]


def render(document: Document, *, format: Format | str = "html", templates: Iterable[Name] = ()) -> str | bytes:  # noqa: A002 - the public name
    """Return a document as text (`html`, `md`, `json`) or bytes (`docx`, `pdf`).

    `templates` are folders with the user's own templates, nearest first.

    Raises:
        NotFoundError: there is no such format.
        RenderError: a template is wrong or ran into a limit.
        MissingExtraError: `docx` or `pdf` is asked for and the extra `office` is not installed.

    """
    from servicecomp.rendering import render as lay_out  # noqa: PLC0415 - Jinja is loaded when used

    return lay_out(document, format=format, templates=tuple(map(Path, templates)))


def write(document: Document, path: Name, *, templates: Iterable[Name] = (), force: bool = False) -> Path:
    """Render a document in the format of the path's suffix and write it whole or not at all; return the path.

    Raises:
        DataError: the file is already there and `force` is not set, or it cannot be written.
        RenderError, MissingExtraError, NotFoundError: as `render`.

    """
    target = Path(path)
    content = render(document, format=target.suffix.lstrip(".").lower(), templates=templates)
    return write_file(target, content, force=force)
