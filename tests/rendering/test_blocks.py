"""HTML -> blocks: the whole vocabulary, and nothing but it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.errors import RenderError
from servicecomp.rendering.block_types import (
    Blank,
    Box,
    Break,
    Cell,
    Group,
    Heading,
    ListBlock,
    Notes,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    plain_text,
)
from servicecomp.rendering.blocks import blocks_of
from servicecomp.rendering.column_widths import column_widths
from tests.rendering.office_pages import SAMPLE, page, paragraphs


def only(html: str) -> object:
    (block,) = blocks_of(page(html)).children
    return block


def test_the_article_says_how_the_document_looks() -> None:
    tree = blocks_of(page("<p>x</p>", 'data-colour="#ABCDEF" data-paper="letter"'))
    assert (tree.colour, tree.paper) == ("#abcdef", "letter")
    assert (blocks_of(page("<p>x</p>")).colour, blocks_of(page("<p>x</p>")).paper) == ("#1f4e79", "a4")


def test_a_job_description_is_set_compactly() -> None:
    assert blocks_of('<article class="document job-description"><p>x</p></article>').compact
    assert not blocks_of(page("<p>x</p>")).compact


def test_white_space_collapses_as_in_a_browser() -> None:
    assert only("<p>\n  one\n two <strong> three</strong> \t<br> four </p>") == Paragraph(
        (Run("one two "), Run("three", strong=True), Break(), Run("four"))
    )


def test_no_break_and_wide_spaces_stay() -> None:
    assert only("<p>a\u00a0b\u2003c</p>") == Paragraph((Run("a\u00a0b\u2003c"),))


def test_words_that_stand_loose_become_paragraphs() -> None:
    assert blocks_of(page("<div>one<p>two</p>three</div>")).children == tuple(Paragraph((Run(word),)) for word in ("one", "two", "three"))


def test_looks_add_up() -> None:
    block = only('<div class="small"><p class="muted">a<em><span class="missing">b</span></em></p></div>')
    assert block == Paragraph((Run("a"), Run("b", em=True, styles=("missing",))), ("muted", "small"))


def test_boxes_stay_beside_their_words() -> None:
    assert only('<p><span class="box"><input type="checkbox" checked></span>\n<span>Yes</span></p>') == Paragraph(
        (Box(checked=True), Run("\u00a0Yes"))
    )


def test_blanks_show_what_stands_on_them() -> None:
    assert only('<p><span class="blank" data-width="8"><input type="text" value=" 10:00 "></span></p>') == Paragraph((Blank(8, "10:00"),))


def test_notes_come_after_their_label() -> None:
    html = '<div class="notes" data-lines="4"><strong>Result</strong><textarea>x</textarea></div>'
    assert blocks_of(page(html)).children == (Paragraph((Run("Result", strong=True),)), Notes(4))


def test_only_safe_links_are_links() -> None:
    block = only('<p><a href="https://example.org">a</a><a href="javascript:alert(1)">b</a><a href="#top">c</a></p>')
    assert block == Paragraph((Run("a", href="https://example.org"), Run("bc")))


def test_groups_hold_their_blocks_and_keep_is_outermost() -> None:
    assert only('<div class="callout keep"><p>x</p></div>') == Group("keep", (Group("callout", (Paragraph((Run("x"),)),)),))


def test_a_page_break_stands_before_its_element() -> None:
    assert blocks_of(page('<section class="page-break"><h2>x</h2></section>')).children == (PageBreak(), Heading(2, (Run("x"),)))


def test_a_page_break_moves_out_of_a_group_that_begins_with_it() -> None:
    tree = blocks_of(page('<div class="keep"><h2 class="page-break">x</h2></div>'))
    assert tree.children == (PageBreak(), Group("keep", (Heading(2, (Run("x"),)),)))


def test_the_draft_notice_is_its_strong_part() -> None:
    assert blocks_of(page('<header><p class="draft-notice"><strong>Draft</strong> Because.</p></header>')).draft_notice == "Draft"
    assert blocks_of(page('<p class="draft-notice">Draft</p>')).draft_notice == "Draft"


def test_lists_nest_three_deep_and_are_flat_below() -> None:
    block = only("<ul><li>1<ul><li>2<ul><li>3<ul><li>4</li></ul></li></ul></li></ul></li></ul>")
    words = []
    while isinstance(block, ListBlock):
        _, *others = block.items[0]
        words.append([plain_text(item[0].content) for item in block.items if isinstance(item[0], Paragraph)])
        block = others[0] if others else None
    assert words == [["1"], ["2"], ["3", "4"]]


def test_tables_fill_their_rows_and_know_their_spans() -> None:
    table = only('<table class="grid"><tr><td colspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>')
    assert isinstance(table, Table)
    assert [[cell.span for cell in row] for row in table.body] == [[2, 1], [1, 1, 1]]


def test_cells_that_reach_down_leave_covered_ones() -> None:
    table = only('<table><tbody><tr><th rowspan="3">a</th><td>b</td></tr><tr><td>c</td></tr></tbody></table>')
    assert isinstance(table, Table)
    assert table.body[0][0].rows == 2  # no further than the table's part
    assert table.body[1][0] == Cell((), header=True, covered=True)


def test_what_is_unseen_on_screen_is_not_on_paper_but_describes_the_table() -> None:
    hidden = '<caption class="unseen">Facts</caption><thead class="unseen"><tr><th>x</th></tr></thead>'
    table = only(f"<table>{hidden}<tbody><tr><td>y</td></tr></tbody></table>")
    assert isinstance(table, Table)
    assert (table.caption, table.head, table.description) == ((), (), "Facts")


def test_a_line_to_write_on_alone_in_a_cell_is_known() -> None:
    table = only(
        '<table><tr><td><span class="blank" data-width="8"></span></td><td>x <span class="blank" data-width="8"></span></td></tr></table>'
    )
    assert isinstance(table, Table)
    assert [cell.lone_blank for cell in table.body[0]] == [True, False]


def test_the_sample_is_read_whole() -> None:
    tree = blocks_of(SAMPLE)
    kinds = {type(block) for block in walk(tree.children)}
    assert {Heading, Paragraph, ListBlock, Notes, PageBreak, Group, Table} <= kinds
    assert any(isinstance(part, Picture) for block in walk(tree.children) if isinstance(block, Paragraph) for part in block.content)
    assert tree.draft_notice == "Draft: criteria not confirmed"


def walk(blocks: tuple[object, ...]) -> list[object]:
    found: list[object] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Group):
            found += walk(block.children)
    return found


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<video></video>", "<video> is no element"),
        ("<script>x</script>", "<script> is no element"),
        ("<p><div>x</div></p>", "<div> cannot stand inside a line"),
        ("<ul>loose</ul>", "<ul> holds loose text"),
        ("<table><tr><p>x</p></tr></table>", "<p> cannot stand in <tr>"),
        ("<p>open", "should"),
        ("<p>x</div>", "</div> stands where </p>"),
        ("<input>", "<input> must stand in"),
        ('<p><img src="https://example.org/x.png"></p>', "nothing is fetched"),
        ('<p><img src="data:image/svg+xml;base64,PHN2Zy8+"></p>', "PNG or JPEG"),
        ('<p><img src="data:image/png;base64,AAAA"></p>', "says that it holds a picture in PNG"),
        ('<p><img src="data:image/png;base64,*"></p>', "not base64"),
        ('<div class="notes" data-lines="many"></div>', "data-lines"),
        ('<p><span class="blank"></span></p>', "data-width"),
        ('<table><colgroup><col data-width="wide"></colgroup><tr><td>x</td></tr></table>', "percentage"),
        ('<table><tr><td colspan="0">x</td></tr></table>', "99 columns"),
        ('<ol start="-1"><li>x</li></ol>', "start"),
        ('<div class="keep"><p>x</p><p class="page-break">y</p></div>', "cannot hold a page break"),
        ("<div>" * 120 + "</div>" * 120, "nested more than"),
    ],
)
def test_anything_else_is_refused_by_name(html: str, words: str) -> None:
    with pytest.raises(RenderError, match=words.replace("(", r"\(")):
        blocks_of(page(html))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>no article</p>", "must hold one"),
        ("<body><p>beside</p><article class='document'></article></body>", "stands outside"),
        ("<body>beside<article class='document'></article></body>", "text outside"),
        ("<article class='document'></article><article class='document'></article>", "not 2"),
        ("<article class='document' data-colour='red'></article>", "#rrggbb"),
        ("<article class='document' data-paper='a3'></article>", "a4 or letter"),
    ],
)
def test_a_page_is_one_article(html: str, words: str) -> None:
    with pytest.raises(RenderError, match=words):
        blocks_of(html)


def test_what_no_xml_can_hold_leaves_a_mark() -> None:
    assert blocks_of(page("<p>a\x01b\x85c\ufffe</p>")).children == (Paragraph((Run("a\ufffdb\ufffdc\ufffd"),)),)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u00a0\ufffe\uffff"), min_size=1))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    (_, *rest) = blocks_of(paragraphs(text)).children
    words = " ".join(plain_text(block.content) for block in rest if isinstance(block, Paragraph))
    assert words.split() == text.split()


@given(st.text())
def test_any_text_is_read_or_refused(html: str) -> None:
    with suppress(RenderError):
        blocks_of(page(html))


def test_widths_are_as_given_and_add_up() -> None:
    row = (Cell(()), Cell(()))
    assert column_widths([25.0, 75.0], [row], 2) == (25.0, 75.0)
    assert sum(column_widths([30.0, None], [row], 2)) == pytest.approx(100)
    assert sum(column_widths([90.0, 90.0], [row], 2)) == pytest.approx(100)


def test_a_long_word_widens_its_column() -> None:
    word = Cell((Paragraph((Run("Responsibilities"),)),))
    narrow, _ = column_widths([5.0, 95.0], [(word, Cell(()))], 2)
    assert narrow > 15
