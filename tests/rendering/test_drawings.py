"""Drawings in a page: what gets through to paper, and what is refused."""

from __future__ import annotations

import pytest

from servicecomp.errors import RenderError
from servicecomp.rendering.block_types import Drawing
from servicecomp.rendering.blocks import blocks_of
from servicecomp.rendering.error_bars import error_bars
from tests.rendering.office_pages import page

ROW = {"candidate": '<b>&"1', "total": "7/2", "comparable": True, "interval": [3.1, 3.9], "lower": "3", "upper": "4"}


def drawings(inside):
    return [block for block in blocks_of(page(inside)).children if isinstance(block, Drawing)]


def test_a_drawing_of_ours_becomes_a_block_with_its_words():
    [drawing] = drawings(error_bars([ROW], 5, "Title", "What <it> shows.", "Key"))
    assert drawing.alt == "Title What <it> shows."
    assert "&lt;b&gt;&amp;&quot;1" in drawing.svg
    assert "3.50 (3.1 – 3.9)" in drawing.svg
    assert "id=" not in drawing.svg
    assert 0 < drawing.ratio < 1


def test_totals_at_the_ends_of_the_scale_stay_inside():
    rows = [ROW | {"total": value, "interval": [value, value]} for value in ("1", "5", "0", "9")]
    text = str(error_bars(rows, 5, "T", "D", "K"))
    places = [float(part.split('"')[0]) for part in text.split('cx="')[1:]]
    assert places == [168, 520, 168, 520]


def test_rows_without_a_total_are_left_out_and_many_become_several():
    assert str(error_bars([ROW | {"total": None}], 5, "T", "D", "K")) == ""
    text = str(error_bars([ROW] * 45, 5, "T", "D", "K"))
    assert text.count("<svg") == 3
    assert len({part.split('"')[0] for part in text.split('<title id="')[1:]}) == 3
    assert len(drawings(text)) == 3


@pytest.mark.parametrize(
    "svg",
    [
        '<svg viewBox="0 0 10 10"><title>T</title><script>x</script></svg>',
        '<svg viewBox="0 0 10 10"><title>T</title><image href="file:///etc/passwd"/></svg>',
        '<svg viewBox="0 0 10 10"><title>T</title><line onclick="x"/></svg>',
        '<svg viewBox="0 0 10 10"><title>T</title><line stroke="url(#x)"/></svg>',
        '<svg viewBox="0 0 10 10"><title>T</title><text><b>x</b></text></svg>',
        '<svg viewBox="0 0 10 10"><title>T</title><line>x</line></svg>',
        '<svg viewBox="0 0 10 10"><title>T</title>loose</svg>',
        '<svg viewBox="0 0 10 10"><line x1="1"/></svg>',
        '<svg viewBox="0 0 0 10"><title>T</title></svg>',
        "<svg><title>T</title></svg>",
    ],
)
def test_anything_else_in_a_drawing_is_refused(svg):
    with pytest.raises(RenderError):
        drawings(svg)
