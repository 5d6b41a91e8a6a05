"""RichText: what is markup, what stays characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicecomp.rendering.richtext import rich_to_html, rich_to_markdown
from tests.rendering.reading import Page, markdown_structure, squeeze

ALLOWED = {"p", "em", "strong", "ul", "ol", "li", "a", "br"}
READ = {
    "paragraph_open", "paragraph_close", "inline", "bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close",
    "list_item_open", "list_item_close", "em_open", "em_close", "strong_open", "strong_close", "link_open", "link_close", "hardbreak",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One *two* **three**", "<p>One <em>two</em> <strong>three</strong></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("[us](https://example.org/?a=b&c)", '<p><a href="https://example.org/?a=b&amp;c">us</a></p>'),
        ("<mailto:a@example.org>", '<p><a href="mailto:a@example.org">mailto:a@example.org</a></p>'),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html;base64,x)", "<p>[x](data:text/html;base64,x)</p>"),
        ("[x](/local)", "<p>[x](/local)</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("`code`", "<p>`code`</p>"),
        ("> quote", "<p>&gt; quote</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("![x](https://example.org/x.png)", '<p>!<a href="https://example.org/x.png">x</a></p>'),
        ("&lt;", "<p>&amp;lt;</p>"),
    ],
)
def test_html(text: str, html: str) -> None:
    assert str(rich_to_html(text)) == html


@pytest.mark.parametrize(
    "text",
    [
        "# h",
        "`code`",
        "> q",
        "<b>x</b>",
        "![x](https://e.org/x.png)",
        "&lt;",
        "| a |\n| - |",
        "~~~\nx",
        "a\n===",
        "    code",
        "***",
        "[a]: http://b",
    ],
)
def test_what_is_no_richtext_is_no_markdown_either(text: str) -> None:
    assert set(markdown_structure(str(rich_to_markdown(text)))) <= READ


PIECES = st.sampled_from(
    [
        "*",
        "_",
        "**",
        "`",
        "[",
        "](",
        ")",
        "<",
        ">",
        "http://a.b/",
        "javascript:",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "    ",
        "a",
        "b c",
        "#",
        "|",
        "\\",
        "&",
        "~",
        "!",
        "=",
        "---",
        "\t",
    ]
)


@settings(max_examples=300, deadline=None)
@given(text=st.lists(PIECES, min_size=1, max_size=25).map("".join))
def test_any_text_stays_within_the_vocabulary(text: str) -> None:
    page = Page(str(rich_to_html(text)))
    assert page.balanced
    assert set(page.tags()) <= ALLOWED
    assert all(attributes["href"].lower().startswith(("http://", "https://", "mailto:")) for tag, attributes in page.elements if tag == "a")
    assert set(markdown_structure(str(rich_to_markdown(text)))) <= READ


def test_markdown_says_the_same() -> None:
    text = "One *two*\n\n- a **b**\n- c [d](https://e.org/f_g)\n\n1. x\n2. y"
    once = str(rich_to_markdown(text))
    assert rich_to_html(once) == rich_to_html(text)
    assert squeeze(Page(str(rich_to_html(once))).text) == squeeze(Page(str(rich_to_html(text))).text)
