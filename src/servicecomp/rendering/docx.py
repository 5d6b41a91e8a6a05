"""DOCX: the blocks of a page as a Word file with real styles, repeated header rows and boxes that can be ticked.

The same HTML gives the same bytes: no clock, no author's name, parts in a fixed order with a fixed date.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from servicecomp.errors import MissingExtraError, RenderError
from servicecomp.rendering.blocks import blocks_of
from servicecomp.rendering.docx_body import BodyWriter
from servicecomp.rendering.docx_styles import numbering_xml, settings_xml, styles_xml
from servicecomp.rendering.inlines import printable

if TYPE_CHECKING:
    from servicecomp.rendering.block_types import BlockTree, Picture

__all__ = ["render_docx"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}  # twips
_SIDE, _TOP, _BOTTOM = 964, 850, 907  # twips; 17, 15 and 16 mm
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{address}"'
    for prefix, address in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "openxmlformats.org/officeDocument/2006/relationships"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("pic", "openxmlformats.org/drawingml/2006/picture"),
        ("w14", "microsoft.com/office/word/2010/wordml"),
    )
)
# Words around the numbers in the footer; a language without an entry gets "2 / 10".
_PAGING = {"en": ("Page ", " of ")}
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
# What python-docx's template brings and our documents do not need: another program's picture, styles and XML.
_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml", "theme", "fontTable", "webSettings")
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>servicecomp</Application></Properties>'
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def render_docx(html: str, *, title: str, language: str, about: str = "") -> bytes:
    """Return a page of ours as a Word file; `about` goes into its properties, as the comments.

    Raises:
        MissingExtraError: python-docx is not installed.
        RenderError: the page is not one of ours, or its picture is broken.

    """
    if not _LANGUAGE.fullmatch(language):
        raise RenderError(f"{language!r} is no language tag such as en or en-GB")
    tree = blocks_of(html)
    document = _new_document()
    _fill_body(document, tree)
    _set_styles(document, tree, language)
    _set_header_and_footer(document, tree.draft_notice, title, language)
    _set_properties(document, title, language, about)
    return _saved(document)


@cache
def _template() -> bytes:
    """Return python-docx's template without what we do not need: reading it whole takes longer than writing a document."""
    try:
        import docx  # noqa: PLC0415 -- an optional extra
    except ImportError:
        raise MissingExtraError(feature="DOCX", extra="office") from None
    document = docx.Document()
    for part in (document.part, document.part.package):
        for key, relationship in list(part.rels.items()):
            if relationship.reltype.rsplit("/", 1)[1] in _UNWANTED:
                del part.rels[key]
    document.styles.element[:] = []
    document.part.numbering_part.element[:] = []
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _new_document() -> Any:  # noqa: ANN401 -- python-docx is an optional extra, so its type cannot be named here
    template = _template()
    import docx  # noqa: PLC0415 -- an optional extra; present, or the line above would have said so

    return docx.Document(io.BytesIO(template))


def _parsed(xml: str) -> Any:  # noqa: ANN401 -- an element of lxml, which has no types
    from docx.oxml import parse_xml  # noqa: PLC0415 -- an optional extra

    return parse_xml(xml)


def _fill_body(document: Any, tree: BlockTree) -> None:  # noqa: ANN401 -- as above
    """Lay the blocks and the page's measures into the document."""
    width, height = _PAPERS[tree.paper]
    part = document.part

    def picture(logo: Picture) -> tuple[str, int, int]:
        from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError  # noqa: PLC0415

        try:
            relation, image = part.get_or_add_image(io.BytesIO(logo.data))
        except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ValueError):
            raise RenderError("the logo is no complete PNG or JPEG file") from None
        if not image.px_width or not image.px_height:
            raise RenderError("the logo is no complete PNG or JPEG file")
        return relation, image.px_width, image.px_height

    def link(address: str) -> str:
        return str(part.relate_to(address, _HYPERLINK, is_external=True))

    writer = BodyWriter(width - 2 * _SIDE, tree.colour, picture=picture, link=link)
    blocks = writer.body(tree.children)
    body = document.element.body
    section = body.sectPr
    for child in list(body):
        if child is not section:
            body.remove(child)
    for element in list(_parsed(f"<w:body {_NAMESPACES}>{blocks}</w:body>")):
        section.addprevious(element)
    page = document.sections[0]
    page.page_width, page.page_height = _twips(width), _twips(height)
    page.left_margin = page.right_margin = _twips(_SIDE)
    page.top_margin, page.bottom_margin = _twips(_TOP), _twips(_BOTTOM)
    page.header_distance, page.footer_distance = _twips(480), _twips(420)
    numbering = document.part.numbering_part.element
    for element in list(_parsed(numbering_xml(writer.ordered))):
        numbering.append(element)


def _twips(number: int) -> int:
    from docx.shared import Twips  # noqa: PLC0415 -- an optional extra

    return Twips(number)


def _set_styles(document: Any, tree: BlockTree, language: str) -> None:  # noqa: ANN401 -- as above
    for root, xml in (
        (document.styles.element, styles_xml(tree.colour, language, compact=tree.compact)),
        (document.settings.element, settings_xml(language)),
    ):
        root[:] = list(_parsed(xml))


def _set_header_and_footer(document: Any, notice: str, title: str, language: str) -> None:  # noqa: ANN401 -- as above
    """Set title and page numbers under every page, and the draft notice over all but the first, which shows it in its text."""
    page = document.sections[0]
    page.different_first_page_header_footer = bool(notice)
    before, between = _PAGING.get(language.partition("-")[0], ("", " / "))
    room = page.page_width.twips - 2 * _SIDE
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{room}"/></w:tabs>'
    text = (
        f'<w:p {_NAMESPACES}><w:pPr><w:pStyle w:val="Footer"/>{tab}</w:pPr>{_words(title)}<w:r><w:tab/></w:r>'
        f"{_words(before)}{_field('PAGE')}{_words(between)}{_field('NUMPAGES')}</w:p>"
    )
    for footer in [page.footer, *([page.first_page_footer] if notice else [])]:
        footer.is_linked_to_previous = False
        footer._element[:] = [_parsed(text)]  # noqa: SLF001 -- python-docx has no public way to put XML there
    if notice:
        page.header.is_linked_to_previous = False
        page.header._element[:] = [  # noqa: SLF001 -- as above
            _parsed(f'<w:p {_NAMESPACES}><w:pPr><w:pStyle w:val="Header"/></w:pPr>{_words(notice)}</w:p>')
        ]
        page.first_page_header.is_linked_to_previous = False


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _set_properties(document: Any, title: str, language: str, about: str) -> None:  # noqa: ANN401 -- as above
    """Say what the document is, and nothing about who made it when: that would differ from run to run."""
    properties = document.core_properties
    element = properties._element  # noqa: SLF001 -- python-docx cannot remove a property
    element[:] = []
    # Word allows 255 characters.
    properties.title, properties.language = printable(title)[:255], language
    if about:
        properties.comments = "-"
        # Why past python-docx: it stops at 255 characters, which Word does not, and half a list of sources names none.
        element.find("{http://purl.org/dc/elements/1.1/}description").text = printable(about)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _APPLICATION.encode()  # noqa: SLF001 -- python-docx does not know this part


def _saved(document: Any) -> bytes:  # noqa: ANN401 -- as above
    """Return the file, its parts in a fixed order with a fixed date."""
    raw, target = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        # Readers that guess a file's type look at the first part, which is the list of types.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Python writes the system that it runs on; ours is always the same one.
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            copy.writestr(entry, source.read(name))
    return target.getvalue()
