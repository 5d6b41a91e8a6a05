"""One door to all formats; each format's module is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import NotFoundError
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from servicecomp.models.lines import Document

__all__ = ["FORMATS", "render"]

FORMATS = ("html", "md", "json", "docx", "pdf")


def render(document: Document, *, format: str, templates: tuple[Path, ...] = ()) -> str | bytes:  # noqa: A002 - the API's word
    """Return a document as text (`html`, `md`, `json`) or bytes (`docx`, `pdf`); both office formats are made from the HTML.

    Raises:
        NotFoundError: there is no such format.
        RenderError: a template is wrong or ran into a limit.
        MissingExtraError: an office format is asked for and its libraries are not installed.

    """
    if format not in FORMATS:
        message = f"there is no format '{format}'; {did_you_mean(format, FORMATS)}"
        raise NotFoundError(message)
    if format == "json":
        from servicecomp.rendering.jsontext import render_json  # noqa: PLC0415 - one format does not load the others

        return render_json(document)
    if format == "md":
        from servicecomp.rendering.markdown import render_markdown  # noqa: PLC0415 - one format does not load the others

        return render_markdown(document, templates=templates)
    from servicecomp.rendering.html import render_html  # noqa: PLC0415 - one format does not load the others
    from servicecomp.rendering.pages import made_from  # noqa: PLC0415 - as above

    page = render_html(document, templates=templates)
    if format == "pdf":
        from servicecomp.rendering.pdf import render_pdf  # noqa: PLC0415 - an extra

        return render_pdf(page, title=document.title, language=document.language, about=made_from(document))
    if format == "docx":
        from servicecomp.rendering.docx import render_docx  # noqa: PLC0415 - an extra

        return render_docx(page, title=document.title, language=document.language, about=made_from(document))
    return page
