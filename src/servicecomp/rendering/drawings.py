"""Drawings in a page: an SVG element of ours is read strictly and written anew, so that nothing but lines, dots and words gets through."""

from __future__ import annotations

import re
from html import escape

from servicecomp.rendering.block_types import Drawing
from servicecomp.rendering.fonts import FAMILIES
from servicecomp.rendering.html_tree import Element
from servicecomp.rendering.inlines import printable

__all__ = ["drawing_of"]

_SHAPES = {
    "line": ("x1", "y1", "x2", "y2", "stroke", "stroke-width", "stroke-dasharray"),
    "circle": ("cx", "cy", "r", "fill", "stroke"),
    "rect": ("x", "y", "width", "height", "fill", "stroke"),
    "text": ("x", "y", "font-size", "text-anchor", "fill"),
}
_VALUE = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,3})?( [0-9]{1,5}(\.[0-9]{1,3})?)?|#[0-9a-f]{6}|none|start|middle|end")
# HTML's tokeniser gives attributes in lower case.
_VIEW_BOX = re.compile(r"0 0 ([0-9]{1,5}) ([0-9]{1,5})")


def drawing_of(node: Element) -> Drawing:
    """Return a drawing with the words that stand in for it: its title and description.

    Raises:
        RenderError: it holds something other than lines, circles, rectangles and text, or says nothing to those who do not see it.

    """
    box = _VIEW_BOX.fullmatch(node.attributes.get("viewbox", ""))
    if box is None or "0" in box.groups():
        raise node.error("needs a viewBox of the form '0 0 width height'")
    words: list[str] = []
    shapes: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                raise node.error(f"holds loose text: {child.strip()[:40]!r}")
        elif child.name in {"title", "desc"}:
            words.append(_words(child))
        elif child.name in _SHAPES:
            shapes.append(_shape(child))
        else:
            raise child.error("cannot stand in a drawing")
    if not any(words):
        raise node.error("needs a title and a description for those who do not see it")
    width, height = map(int, box.groups())
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    fonts = ", ".join(FAMILIES)
    return Drawing(f'{head} font-family="{fonts}">{"".join(shapes)}</svg>', " ".join(filter(None, words)), height / width)


def _shape(node: Element) -> str:
    for name, value in node.attributes.items():
        if name not in _SHAPES[node.name] or not _VALUE.fullmatch(value):
            raise node.error(f"cannot have {name}={value[:40]!r} in a drawing")
    attributes = "".join(f' {name}="{value}"' for name, value in node.attributes.items())
    text = escape(_words(node))
    if text and node.name != "text":
        raise node.error(f"holds text: {text[:40]!r}")
    return f"<{node.name}{attributes}>{text}</{node.name}>"


def _words(node: Element) -> str:
    if any(isinstance(child, Element) for child in node.children):
        raise node.error("holds elements, and can hold words only")
    return printable(" ".join("".join(child for child in node.children if isinstance(child, str)).split()))
