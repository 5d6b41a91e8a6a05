"""PDF: the blocks of a page as data for one packaged typst template.

Content never becomes typst code: it travels as JSON, and the template turns strings into text and nothing else. The same HTML gives
the same bytes: no clock, no system font, no package, no file but the logo.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from servicecomp.errors import MissingExtraError, RenderError
from servicecomp.rendering.blocks import blocks_of
from servicecomp.rendering.fonts import FAMILIES, fonts_folder, name_of, without_glyph
from servicecomp.rendering.typst_data import document_data

if TYPE_CHECKING:
    from servicecomp.rendering.block_types import Picture

__all__ = ["MissingGlyphWarning", "render_pdf"]

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?")
# Words around the numbers in the footer; a language without an entry gets "2 / 10".
_PAGING = {"en": ("Page ", " of ")}
_TEMPLATE = Path(__file__).parent / "typst" / "document.typ"
# A typst compiler must not be used by two threads at once.
_ONE_AT_A_TIME = Lock()


class MissingGlyphWarning(UserWarning):
    """Some characters are printed as a replacement sign, because no packaged font can show them."""


def render_pdf(html: str, *, title: str, language: str, about: str = "") -> bytes:
    """Return a page of ours as a tagged PDF/UA-1 file; `about` goes into its properties, as the keywords.

    Characters that no packaged font can show are printed as a replacement sign, with one `MissingGlyphWarning`.

    Raises:
        MissingExtraError: the typst wheel is not installed.
        RenderError: the page is not one of ours, or its picture is broken.

    """
    missing: set[str] = set()

    def printable(text: str) -> str:
        absent = without_glyph(text)
        if not absent:
            return text
        missing.update(absent)
        return "".join("\ufffd" if character in absent else character for character in text)

    lang, region = _language(language)
    pictures: dict[str, Picture] = {}
    data = document_data(blocks_of(html), printable, pictures) | {
        "title": printable(title),
        "about": about,
        "lang": lang,
        "region": region,
        "fonts": FAMILIES,
        "paging": _PAGING.get(lang, ("", " / ")),
    }
    pdf = _compile(json.dumps(data, ensure_ascii=False), pictures)
    if missing:
        names = ", ".join(map(name_of, sorted(missing)))
        warnings.warn(f"the PDF fonts cannot show {names}; HTML and DOCX can", MissingGlyphWarning, stacklevel=2)
    return pdf


def _language(tag: str) -> tuple[str, str | None]:
    match = _LANGUAGE.fullmatch(tag)
    if match is None:
        raise RenderError(f"{tag!r} is no language tag such as en or en-GB")
    return match[1], match[2]


@cache
def _compiler() -> Any:  # noqa: ANN401 -- typst is an optional extra, so its type cannot be named here
    """Return the compiler, which every document shares: reading the fonts takes longer than laying out a page."""
    try:
        import typst  # noqa: PLC0415 -- an optional extra
    except ImportError:
        raise MissingExtraError(feature="PDF", extra="office") from None
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_folder()])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _compile(data: str, pictures: dict[str, Picture]) -> bytes:
    compiler = _compiler()
    import typst  # noqa: PLC0415 -- an optional extra; present, or the line above would have said so

    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory() as folder:
        # The root holds the pictures and nothing else, so that nothing else can be read.
        for name, picture in pictures.items():
            (Path(folder) / name).write_bytes(picture.data)
        try:
            pdf, _ = compiler.compile_with_warnings(
                input=_TEMPLATE.read_bytes(),
                format="pdf",
                root=folder,
                sys_inputs={"data": data},
                pdf_standards=["ua-1"],
                timestamp=0,
            )
        except typst.TypstError as error:
            raise RenderError(f"typst could not lay the document out: {error.message}") from None
    return bytes(pdf)
