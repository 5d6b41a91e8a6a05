"""From a document model to a page: the context that templates see, and the choice of where they run."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import RenderError
from servicecomp.rendering.running import run_template

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from servicecomp.models.lines import Document
    from servicecomp.rendering.environment import Format

__all__ = ["document_version", "made_from", "render_page"]


def render_page(document: Document, format: Format, *, templates: Sequence[Path] = ()) -> str:  # noqa: A002
    """Return a document laid out; packaged templates run here, a user's run in a child process.

    Raises:
        RenderError: a template's mistake or limit.

    """
    say = phrases_for(document.language)
    context = {
        "doc": document.model_dump(mode="json"),
        "L": say.labels(),
        "logo": document.brand.logo_data,
        "made_from": made_from(document),
        "document_version": document_version(document),
    }
    for folder in templates:
        if not folder.is_dir():
            raise RenderError(f"there is no folder of templates '{folder}'")
    if any(next(folder.glob("*.j2"), None) for folder in templates):
        # Why imported here: most documents are made without users' templates.
        from servicecomp.rendering.child import run_in_child  # noqa: PLC0415

        # The child gets its context as JSON, hence all phrases at once.
        context["L"] = {section: say.labels_of(section) for section in say.sections()}
        return _tidy(run_in_child(document.kind, format, context, templates))
    return _tidy(run_template(document.kind, format, context))


def made_from(document: Document) -> str:
    """Return what a document was made from, on one line: for the properties of a file."""
    names = (" ".join(filter(None, (entry.kind, entry.id, entry.version))) for entry in document.provenance)
    return "; ".join(f"{name} ({entry.status}; {entry.sha256})" for name, entry in zip(names, document.provenance, strict=True))


def document_version(document: Document) -> str:
    """Return six figures and letters that change with anything that a document was made from."""
    content = "|".join(entry.sha256 for entry in document.provenance)
    return sha256(content.encode()).hexdigest()[:6]


def _tidy(page: str) -> str:
    """Drop the blanks at the ends of lines and the runs of empty lines that template tags leave behind."""
    lines: list[str] = []
    for line in page.split("\n"):
        kept = line.rstrip(" \t")
        if kept or (lines and lines[-1]):
            lines.append(kept)
    return "\n".join(lines).strip("\n") + "\n"
