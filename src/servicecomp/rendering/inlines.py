"""What stands in a line: words in one look, boxes to tick, lines to write on, line breaks and the logo."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servicecomp.rendering.block_types import Blank, Box, Break, Picture, Run
from servicecomp.rendering.html_tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicecomp.rendering.block_types import Inline

__all__ = ["INLINE_ELEMENTS", "Context", "inlines_of", "printable"]

INLINE_ELEMENTS = frozenset({"a", "br", "em", "img", "input", "label", "span", "strong", "textarea"})
_INLINE_STYLES = ("clock", "level", "missing", "muted", "name", "probe", "small")
_SPACE = re.compile(r"[ \t\n\r\f]+")
# XML 1.0, and so DOCX, cannot hold these; a mark in their place shows that something stood there.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINKS = ("http://", "https://", "mailto:")
_WIDEST = 60
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_DATA_URI = re.compile(r"data:image/(png|jpeg);base64,(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Context:
    """How the text at a place looks, from the elements around it."""

    strong: bool = False
    em: bool = False
    styles: tuple[str, ...] = ()
    href: str = ""
    block_styles: tuple[str, ...] = ()

    def with_block_styles(self, names: Iterable[str]) -> Context:
        """Return the context inside a block with these styles."""
        return replace(self, block_styles=_union(self.block_styles, names))

    def within(self, node: Element) -> Context:
        """Return the context inside an inline element."""
        if node.name == "span" and not node.classes:
            return self
        href = node.attributes.get("href", "") if node.name == "a" else ""
        return replace(
            self,
            strong=self.strong or node.name == "strong",
            em=self.em or node.name == "em",
            styles=_union(self.styles, (name for name in _INLINE_STYLES if name in node.classes)),
            href=printable(href) if href.lower().startswith(_LINKS) else self.href,
        )


def _union(old: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*old, *new}))


def printable(text: str) -> str:
    """Return a text with a mark in place of each character that no XML file can hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def inlines_of(nodes: Sequence[Element | str], context: Context) -> tuple[Inline, ...]:
    """Return the content of a line, white space collapsed as a browser does; empty when there is nothing to see.

    Raises:
        RenderError: an element cannot stand in a line, or lacks what it needs.

    """
    return tuple(_collapsed(list(_parts(nodes, context))))


def _parts(nodes: Sequence[Element | str], context: Context) -> Iterator[Inline]:
    for node in nodes:
        if isinstance(node, str):
            yield Run(printable(_SPACE.sub(" ", node)), context.strong, context.em, context.styles, context.href)
        elif "unseen" in node.classes or "screen" in node.classes:
            continue
        elif node.name == "br":
            yield Break()
        elif node.name == "img":
            yield _picture(node)
        elif node.name in {"input", "textarea"}:
            raise node.error("must stand in span.box, span.blank or div.notes, so that it has a form on paper")
        elif node.name not in INLINE_ELEMENTS:
            raise node.error("cannot stand inside a line of text")
        elif "box" in node.classes:
            fields = [child for child in node.children if isinstance(child, Element) and child.name == "input"]
            yield Box(checked=any("checked" in field.attributes for field in fields))
            yield from _parts([child for child in node.children if child not in fields], context.within(node))
        elif "blank" in node.classes:
            yield _blank(node, context)
        else:
            yield from _parts(node.children, context.within(node))


def _blank(node: Element, context: Context) -> Blank:
    width = node.attributes.get("data-width", "")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", width) or not 0 < float(width) <= _WIDEST:
        raise node.error(f"needs a data-width of up to {_WIDEST} (em), not {width!r}")
    words: list[str] = []
    for child in node.children:
        if isinstance(child, Element) and child.name == "input":
            words.append(printable(child.attributes.get("value", "")))
        elif isinstance(child, Element) and child.name == "textarea":
            words.extend(printable(text) for text in child.children if isinstance(text, str))
        else:
            words.extend(part.text for part in _parts([child], context) if isinstance(part, Run))
    return Blank(float(width), _SPACE.sub(" ", "".join(words)).strip(" "))


def _picture(node: Element) -> Picture:
    source = _DATA_URI.fullmatch(node.attributes.get("src", ""))
    if source is None:
        raise node.error("must hold its picture itself, as a data: URI of a PNG or JPEG; nothing is fetched")
    try:
        data = base64.b64decode(source[2], validate=True)
    except binascii.Error:
        raise node.error("holds a picture that is not base64") from None
    if not data.startswith(_SIGNATURES[source[1]]):
        raise node.error(f"says that it holds a picture in {source[1].upper()}, and does not")
    return Picture(data, source[1], printable(node.attributes.get("alt", "")).strip())


def _collapsed(parts: list[Inline]) -> Iterator[Inline]:
    """Yield the parts without doubled, leading and trailing spaces, neighbours of one look joined."""
    kept: list[Inline] = []
    after_space = True
    after_box = False
    for part in parts:
        if not isinstance(part, Run):
            if isinstance(part, Break):
                _strip_last(kept)
            kept.append(part)
            after_box = isinstance(part, Box)
            after_space = isinstance(part, Break) or after_box
            continue
        text = part.text.lstrip(" ") if after_space else part.text
        if not text:
            continue
        if after_box:
            # A box stands beside its words, with one space, and is never left at the end of a line without them.
            text, after_box = f"\u00a0{text}", False
        after_space = text.endswith(" ")
        last = kept[-1] if kept else None
        if isinstance(last, Run) and replace(last, text="") == replace(part, text=""):
            kept[-1] = replace(last, text=last.text + text)
        else:
            kept.append(replace(part, text=text))
    _strip_last(kept)
    yield from kept


def _strip_last(kept: list[Inline]) -> None:
    """Take the space off the end of a line."""
    if kept and isinstance(kept[-1], Run):
        text = kept[-1].text.rstrip(" ")
        if text:
            kept[-1] = replace(kept[-1], text=text)
        else:
            kept.pop()
            _strip_last(kept)
