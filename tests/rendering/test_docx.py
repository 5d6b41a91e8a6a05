"""DOCX: real styles, boxes to tick, repeated header rows; what was on the page is in the file, the same bytes each time."""

from __future__ import annotations

import io
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from lxml import etree

from servicecomp.errors import MissingExtraError, RenderError
from servicecomp.rendering import docx as writer
from servicecomp.rendering.docx import render_docx
from tests.rendering.office_pages import HOSTILE, SAMPLE, SAMPLE_WORDS, page, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(html: str, **options: str) -> Any:
    return docx.Document(io.BytesIO(render_docx(html, **({"title": "A title", "language": "en-GB"} | options))))


def every(document: Any, tag: str) -> list[Any]:
    return list(document.element.body.iter(f"{W}{tag}"))


def texts(document: Any) -> list[str]:
    """Return the words of each paragraph, those in cells and boxes too."""
    return ["".join(part.text or "" for part in paragraph.iter(f"{W}t")) for paragraph in every(document, "p")]


def test_the_sample_is_all_there() -> None:
    text = "\n".join(texts(read(SAMPLE)))
    for part in SAMPLE_WORDS:
        assert part in text, part
    assert "Particulars" not in text


def test_styles_are_real_and_all_defined() -> None:
    document = read(SAMPLE)
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Heading 4",
        "List Bullet",
        "List Number",
        "Caption",
        "Script",
        "Callout",
        "Note Line",
    } <= used
    assert [table.style.name for table in document.tables] == [
        "Document Plain",
        "Document Grid",
        "Document Anchors",
        "Document Grid",
    ] or len(document.tables) == 4
    defined = {style.style_id for style in document.styles}
    assert {element.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for element in every(document, tag)} <= defined


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    document = read(SAMPLE)
    grid = document.tables[1]
    assert [row._tr.trPr.find(f"{W}tblHeader") is not None for row in grid.rows] == [True, True, False, False, False]
    assert len(every(document, "cantSplit")) == len(every(document, "tr"))


def test_spans() -> None:
    grid = read(SAMPLE).tables[1]
    assert grid.cell(0, 0)._tc is grid.cell(1, 0)._tc
    assert grid.cell(4, 0)._tc is grid.cell(4, 1)._tc


def test_boxes_can_be_ticked() -> None:
    document = read(SAMPLE)
    boxes = every(document, "sdt")
    assert len(boxes) == 5
    assert len({box.find(f"{W}sdtPr/{W}id").get(f"{W}val") for box in boxes}) == 5


def test_ruled_lines() -> None:
    assert [paragraph.style.name for paragraph in read(SAMPLE).paragraphs].count("Note Line") == 3


def test_each_ordered_list_counts_from_its_start() -> None:
    document = read(page("<ol><li>a</li></ol><p>x</p><ol start='3'><li>b</li></ol>"))
    numbers = [element.get(f"{W}val") for element in every(document, "numId")]
    assert len(set(numbers)) == 2
    starts = [element.get(f"{W}val") for element in document.part.numbering_part.element.iter(f"{W}startOverride")]
    assert starts == ["1", "3"]


def test_what_belongs_together_is_kept_together() -> None:
    document = read(page('<h2>x</h2><div class="keep"><p>one</p><p>two</p></div>'))
    assert [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs] == [None, True, None]
    assert document.styles["Heading 2"].paragraph_format.keep_with_next


def test_page_breaks_stand_before_what_follows() -> None:
    document = read(page('<p>one</p><div class="page-break"></div><p>two</p><div class="page-break"></div>'))
    assert [paragraph.paragraph_format.page_break_before for paragraph in document.paragraphs] == [None, True]


def test_the_logo_has_words() -> None:
    document = read(SAMPLE)
    (drawing,) = document.inline_shapes
    assert drawing._inline.docPr.get("descr") == "Example Council"


def test_every_page_has_title_number_and_notice() -> None:
    (section,) = read(SAMPLE, title="My kit").sections
    for footer in (section.footer, section.first_page_footer):
        assert "My kit" in footer._element.xpath("string(.)")
        assert [field.get(f"{W}instr").strip() for field in footer._element.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == "Draft: criteria not confirmed"
    assert section.first_page_header.paragraphs[0].text == ""


def test_without_a_notice_pages_have_no_header() -> None:
    (section,) = read(page("<p>x</p>")).sections
    assert section.header.is_linked_to_previous
    assert not section.different_first_page_header_footer


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (216, 279))])
def test_paper(paper: str, size: tuple[int, int]) -> None:
    (section,) = read(page("<p>x</p>", f'data-paper="{paper}"')).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_properties_say_what_it_is_and_nothing_else() -> None:
    properties = read(SAMPLE, title="My kit").core_properties
    assert (properties.title, properties.language, properties.author, properties.comments) == ("My kit", "en-GB", "", "")
    assert properties.created is None


def test_the_language_is_set_for_the_spelling_check() -> None:
    assert read(SAMPLE, language="en-GB").styles.element.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == "en-GB"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_out_as_words(text: str) -> None:
    assert texts(read(paragraphs(text)))[1] == text


def test_hostile_words_everywhere_else() -> None:
    text = "<w:p/>&amp;\"']]> {0} %s"
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    html = page(
        f'<h1>{safe}</h1><p class="draft-notice">{safe}</p><ul><li>{safe}</li></ul>'
        f"<table><caption>{safe}</caption><thead><tr><th>{safe}</th></tr></thead>"
        f'<tbody><tr><td class="rating">{safe}</td><td><span class="blank" data-width="40">{safe}</span></td></tr></tbody></table>'
        f'<p><a href="https://example.org/{safe}">{safe}</a></p>'
    )
    document = read(html, title=text)
    assert sum(text in written for written in texts(document)) == 8
    assert document.core_properties.title == text
    assert document.sections[0].header.paragraphs[0].text == text


def test_long_words_and_what_no_xml_can_hold() -> None:
    assert texts(read(paragraphs("x" * 10_000)))[1] == "x" * 10_000
    assert texts(read(page("<p>a\x01b\ufffec</p>")))[0] == "a\ufffdb\ufffdc"
    assert read(page("<p>x</p>"), title="a\x01" + "b" * 300).core_properties.title.startswith("a\ufffdb")


def test_a_picture_that_is_broken_is_told() -> None:
    with pytest.raises(RenderError, match="no complete PNG or JPEG"):
        render_docx(page('<p><img alt="x" src="data:image/png;base64,iVBORw0KGgoAAAA="></p>'), title="x", language="en")


def test_without_python_docx_the_message_is_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    writer._template.cache_clear()
    with pytest.raises(MissingExtraError, match=r"pip install 'servicecomp\[office\]'"):
        render_docx(SAMPLE, title="x", language="en")
    writer._template.cache_clear()


def test_the_same_page_gives_the_same_bytes() -> None:
    first = render_docx(SAMPLE, title="x", language="en-GB")
    writer._template.cache_clear()
    assert render_docx(SAMPLE, title="x", language="en-GB") == first


def test_parts_have_a_fixed_order_and_date() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(SAMPLE, title="x", language="en-GB"))) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "Effects" in name]


# The order that the schema prescribes (ISO/IEC 29500-1, CT_PPr, CT_RPr, CT_TblPr, CT_TcPr); Word calls a file that breaks it damaged.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u shd lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "pBdr": "top left bottom right between",
}


def roots(data: bytes) -> Iterator[Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield etree.fromstring(archive.read(name))


def test_elements_stand_in_the_order_of_the_schema() -> None:
    html = SAMPLE.replace('class="callout"', 'class="callout page-break"')
    for root in roots(render_docx(html, title="x", language="en-GB")):
        for tag, order in ORDERS.items():
            names = order.split()
            for element in root.iter(f"{W}{tag}"):
                places = [names.index(etree.QName(child).localname) for child in element]
                assert places == sorted(set(places)), etree.tostring(element)


def test_every_cell_ends_with_a_paragraph_and_no_tables_touch() -> None:
    document = read(page("<table><tr><td><table><tr><td>x</td></tr></table></td><td></td></tr></table><table><tr><td>y</td></tr></table>"))
    assert all(cell[-1].tag == f"{W}p" for cell in every(document, "tc"))
    assert all(table.getnext() is None or table.getnext().tag != f"{W}tbl" for table in every(document, "tbl"))
