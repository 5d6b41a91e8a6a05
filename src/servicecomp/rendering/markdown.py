"""Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.rendering.pages import render_page

if TYPE_CHECKING:
    from pathlib import Path

    from servicecomp.models.lines import Document

__all__ = ["render_markdown"]


def render_markdown(document: Document, *, templates: tuple[Path, ...] = ()) -> str:
    """Return a document as Markdown in which no content is markup.

    Raises:
        RenderError: a user's template is at fault; the sentence names template and line.

    """
    return render_page(document, "md", templates=templates)
