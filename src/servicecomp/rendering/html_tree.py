"""HTML text -> a tree of elements, strictly: the pages are ours, so a tag that does not match is a mistake worth telling.

Only the standard library's tokeniser is used. A browser would repair a page silently; here a user's template override that forgets to
close a table is told so, with its line, before the mistake becomes a page that looks nearly right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from servicecomp.errors import RenderError

__all__ = ["Element", "parse_html"]

_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
# Deep enough for any page of ours, shallow enough that neither Python nor typst runs out of stack on a hostile one.
_DEPTH = 100


@dataclass(slots=True)
class Element:
    """An element: its attributes, its children in order (elements and text) and the names in its class attribute."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element | str] = field(default_factory=list)
    classes: frozenset[str] = frozenset()

    def error(self, message: str) -> RenderError:
        """Return an error that names this element and its line in the page."""
        return RenderError(f"line {self.line} of the page: <{self.name}> {message}")

    def find(self, name: str, class_name: str) -> list[Element]:
        """Return the elements of that name and class below this one, outermost only, in order."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                if child.name == name and class_name in child.classes:
                    found.append(child)
                else:
                    found.extend(child.find(name, class_name))
        return found


class _TreeBuilder(HTMLParser):
    """Collects elements; every end tag must match the element that is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page", {}, 0)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        if "class" in element.attributes:
            element.classes = frozenset(element.attributes["class"].split())
        self.open[-1].children.append(element)
        if tag in _VOID:
            return
        if len(self.open) > _DEPTH:
            raise element.error(f"is nested more than {_DEPTH} elements deep")
        self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<p/>` for `<p></p>`: that is what the author meant, though a browser would not close it."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open."""
        if tag in _VOID:
            return
        current = self.open[-1]
        if current.name != tag:
            where = f"line {self.getpos()[0]} of the page"
            raise RenderError(
                f"{where}: </{tag}> closes nothing"
                if current is self.root
                else f"{where}: </{tag}> stands where </{current.name}> (opened in line {current.line}) should"
            )
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.open[-1].children.append(data)


def parse_html(html: str) -> Element:
    """Return the page as one element that holds everything.

    Raises:
        RenderError: an element is not closed, closed twice or in the wrong order, or nesting is too deep.

    """
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    if builder.open[-1] is not builder.root:
        raise builder.open[-1].error("is not closed")
    return builder.root
