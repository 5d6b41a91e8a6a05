"""Read pages back: what a browser and a Markdown reader would see."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset({"meta", "col", "br", "img", "input"})


class Page(HTMLParser):
    """Elements in order, the text of each that carries a source, and whether tags are balanced."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.sourced: list[tuple[str, str]] = []
        self.text = ""
        self.balanced = True
        self._open: list[tuple[str, str | None, list[str]]] = []
        self.feed(page)
        self.close()
        self.balanced = self.balanced and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if tag not in VOID:
            self._open.append((tag, values.get("data-source"), []))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.balanced = False
            return
        _, source, words = self._open.pop()
        if source is not None:
            self.sourced.append((source, squeeze("".join(words))))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "style":
            return
        self.text += data
        for _, _, words in self._open:
            words.append(data)

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


def markdown_structure(text: str) -> list[str]:
    """Return the kinds of blocks and inlines, in order, that a Markdown reader with HTML, tables and strikethrough finds."""
    found = []
    for token in _reader().parse(text):
        found.append(token.type)
        found += [child.type for child in token.children or () if child.type not in {"text", "softbreak"}]
    return found


def markdown_texts(text: str) -> list[str]:
    """Return the text of each paragraph, heading and cell as a reader sees it."""
    return [
        squeeze("".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()))
        for token in _reader().parse(text)
        if token.type == "inline"
    ]


def lines_of(value: object) -> Iterator[tuple[str, str]]:
    """Yield text and source of every line in a dumped document; RichText lines are left out."""
    if isinstance(value, dict):
        if set(value) == {"text", "source"}:
            yield value["text"], value["source"]
        for entry in value.values():
            yield from lines_of(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from lines_of(entry)


def squeeze(text: str) -> str:
    return " ".join(text.split())


def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
