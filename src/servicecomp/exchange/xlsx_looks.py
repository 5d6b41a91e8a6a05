"""How the cells of a form look, and how long a text fits one."""

from __future__ import annotations

from typing import Any

from servicecomp.exchange.xlsx import CELL_LIMIT

__all__ = [
    "CENTRED",
    "CLOCK",
    "COUNT",
    "DAY",
    "FIXED",
    "HEADER",
    "HEADING",
    "HINT",
    "INK",
    "INPUT",
    "LEAD",
    "PLAIN",
    "SMALL",
    "STRONG",
    "TINT",
    "cut",
]

Look = dict[str, Any]

INK, TINT = "#1f4e79", "#fff6d6"
HEADING = {"bold": True, "font_size": 16, "font_color": INK, "valign": "vcenter", "text_wrap": True}
LEAD = {"text_wrap": True, "valign": "top", "font_color": "#333333"}
HEADER = {
    "bold": True,
    "font_color": "#ffffff",
    "bg_color": INK,
    "text_wrap": True,
    "border": 1,
    "border_color": "#8a8a8a",
    "valign": "vcenter",
}
HINT = {
    "italic": True,
    "font_size": 9,
    "font_color": "#404040",
    "bg_color": "#eef2f6",
    "text_wrap": True,
    "border": 1,
    "border_color": "#8a8a8a",
}
FIXED = {"text_wrap": True, "border": 1, "border_color": "#b5b5b5"}
STRONG = {**FIXED, "bold": True}
SMALL = {**FIXED, "font_size": 9, "font_color": "#404040"}
# Why "@": what is typed into a cell of the text format stays what was typed, whether it looks like a date, a number or a formula.
INPUT = {**FIXED, "bg_color": TINT, "locked": False, "num_format": "@"}
CENTRED = {**INPUT, "align": "center"}
COUNT = {**CENTRED, "num_format": "0"}
DAY = {**CENTRED, "num_format": "yyyy-mm-dd"}
CLOCK = {**INPUT, "align": "left", "num_format": "hh:mm"}
PLAIN: Look = {}


def cut(text: str) -> str:
    """Shorten what is only there to be read to what a cell holds; characters beyond the first plane count twice."""
    return text if len(text) <= CELL_LIMIT // 2 else text[: CELL_LIMIT // 2 - 1] + "…"
