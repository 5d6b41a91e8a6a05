"""Laws of the pages, for plain, hostile and arbitrary content."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicecomp.rendering.html import render_html
from servicecomp.rendering.jsontext import render_json
from servicecomp.rendering.markdown import render_markdown
from tests.documents.world import RICH, World, make_world
from tests.rendering.reading import Page, lines_of, markdown_structure, markdown_texts, squeeze

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><svg onload=alert(1)>",
    "{{ 7*7 }} {% raw %} {# no #}",
    "*md* _md_ **md** `md` ~~md~~",
    "| a | b |",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "--- ",
    "===",
    "[x](javascript:alert(1))",
    "![x](http://x/y.png)",
    "[x]: http://x",
    "<http://x.example>",
    "http://x.example www.x.example a@b.example",
    "&lt;b&gt; &amp; &#60;",
    "\\*\\",
    "$x^2$ @cite #set page()",
    "```",
    "~~~",
    "<!-- c -->",
    "<![CDATA[x]]>",
    "=SUM(A1)",
    "a\u00a0b\u3000c",
    "x\\",
    "|",
    "\\|",
    "`",
    "***",
    "]]>",
    "&",
)
_LETTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(ATTACKS), st.text(_LETTERS, min_size=1, max_size=30).map(lambda text: text.strip() or "x")),
    min_size=1,
    max_size=12,
)


def world_of(texts: list[str]) -> World:
    given_out = iter(range(10_000))
    return make_world(lambda _: texts[next(given_out) % len(texts)])


@pytest.fixture(scope="module", params=[True, False], ids=["full", "bare"])
def documents(request: pytest.FixtureRequest) -> list:
    return make_world().documents(full=request.param)


def test_every_line_stands_on_the_page_with_its_source(documents: list) -> None:
    for document in documents:
        page = Page(render_html(document))
        sourced = set(page.sourced)
        for text, source in lines_of(document.model_dump(mode="json")):
            if text != RICH:
                assert (source, squeeze(text)) in sourced, (document.kind, text, source)


def test_every_line_stands_in_the_markdown(documents: list) -> None:
    for document in documents:
        seen = "\n".join(markdown_texts(render_markdown(document)))
        for text, _ in lines_of(document.model_dump(mode="json")):
            if text != RICH:
                assert squeeze(text) in seen, (document.kind, text)


def test_pages_are_accessible(documents: list) -> None:
    for document in documents:
        page = Page(render_html(document))
        assert page.balanced
        headings = [int(tag[1]) for tag in page.tags() if re.fullmatch(r"h[1-6]", tag)]
        assert headings.count(1) == 1
        assert headings[0] == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(headings)), (document.kind, headings)
        assert page.tags().count("table") == page.tags().count("caption")
        for tag, attributes in page.elements:
            if tag == "th":
                assert "scope" in attributes, (document.kind, attributes)
            if tag in {"input", "textarea"}:
                assert attributes["aria-label"]
            if tag in {"html", "article"}:
                assert attributes["lang"] == "en-GB"


def test_pages_need_no_other_file(documents: list) -> None:
    for document in documents:
        page = Page(render_html(document))
        assert not {"script", "link", "iframe", "object"} & set(page.tags())
        assert not [attributes for tag, attributes in page.elements if tag == "img"]
        assert "url(" not in render_html(document)


def test_no_template_syntax_is_left(documents: list) -> None:
    for document in documents:
        for page in (render_html(document), render_markdown(document)):
            assert not re.search(r"\{\{|\}\}|\{%|%\}|\{#|None(?! of these)|Undefined", page)


def test_same_input_same_bytes(documents: list) -> None:
    for document in documents:
        for render in (render_html, render_markdown, render_json):
            assert render(document) == render(document)


def test_json_is_the_model(documents: list) -> None:
    for document in documents:
        assert type(document).model_validate_json(render_json(document)) == document
        assert json.loads(render_json(document))["kind"] == document.kind


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_changes_no_structure(attack: str) -> None:
    for plain, hostile in zip(plain_documents(), make_world(lambda _: attack.strip()).documents(), strict=True):
        check_inert(plain, hostile)


@settings(max_examples=25)
@given(texts=TEXTS)
def test_any_text_changes_no_structure(texts: list[str]) -> None:
    for plain, hostile in zip(plain_documents(), world_of(texts).documents(), strict=True):
        check_inert(plain, hostile)


@cache
def plain_documents() -> tuple:
    return tuple(make_world(lambda _: "plain").documents())


@cache
def structure(document) -> tuple:
    return Page(render_html(document)).tags(), markdown_structure(render_markdown(document))


def check_inert(plain, hostile) -> None:
    tags, blocks = structure(plain)
    page = Page(render_html(hostile))
    assert page.balanced
    assert page.tags() == tags
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    sourced = set(page.sourced)
    markdown = render_markdown(hostile)
    assert markdown_structure(markdown) == blocks
    seen = "\n".join(markdown_texts(markdown))
    for text, source in lines_of(hostile.model_dump(mode="json")):
        if text != RICH:
            assert (source, squeeze(text)) in sourced
            assert squeeze(text) in seen
