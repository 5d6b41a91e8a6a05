"""RichText: CommonMark paragraphs, emphasis, lists and links to http, https and mailto; everything else is the characters it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from servicecomp.rendering.filters import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["rich_to_html", "rich_to_markdown"]

_SCHEMES = ("http://", "https://", "mailto:")
_RULES = ["list", "emphasis", "link", "autolink", "escape", "newline"]
_LIST_ITEM_INDENT = 4


def rich_to_html(text: str) -> Markup:
    """Return RichText as HTML of p, em, strong, ul, ol, li, a and br."""
    return Markup(_html(_parse(text)))  # noqa: S704 - every text in it is escaped below


def rich_to_markdown(text: str) -> Markup:
    """Return RichText as Markdown in which nothing but paragraphs, emphasis, lists and links can be read as markup."""
    return Markup("\n\n".join(_blocks(_parse(text))))  # noqa: S704 - every text in it is escaped below


@cache
def _parser() -> MarkdownIt:
    # Why imported here: most kits hold no RichText, and the parser costs a tenth of the time to a kit.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("zero").enable(_RULES)
    # Why assigned: this is the parser's own hook for which links are links; the others stay text.
    parser.validateLink = lambda url: url.strip().lower().startswith(_SCHEMES)  # type: ignore[method-assign]
    return parser


def _parse(text: str) -> SyntaxTreeNode:
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415 - as above

    return SyntaxTreeNode(_parser().parse(text))


def _leads_out(node: SyntaxTreeNode) -> bool:
    """Whether a link has an address; the parser takes `[words]()` for a link to nowhere."""
    return str(node.attrs["href"]).lower().startswith(_SCHEMES)


def _html(node: SyntaxTreeNode) -> str:
    inner = "".join(_html(child) for child in node.children)
    tags = {"paragraph": "p", "bullet_list": "ul", "list_item": "li", "em": "em", "strong": "strong"}
    kind = node.type
    if kind in tags:
        if kind == "paragraph" and node.hidden:
            return inner
        return f"<{tags[kind]}>{inner}</{tags[kind]}>"
    if kind == "ordered_list":
        start = node.attrs.get("start")
        return f'<ol start="{int(start)}">{inner}</ol>' if start is not None else f"<ol>{inner}</ol>"
    if kind == "link" and not _leads_out(node):
        return f"[{inner}]()"
    if kind == "link":
        return f'<a href="{escape(str(node.attrs["href"]))}">{inner}</a>'
    if kind == "hardbreak":
        return "<br>"
    if kind == "softbreak":
        return "\n"
    return inner if node.children or kind in {"inline", "root"} else str(escape(node.content))


def _blocks(node: SyntaxTreeNode) -> list[str]:
    writers: dict[str, Callable[[SyntaxTreeNode], str]] = {"bullet_list": _list, "ordered_list": _list}
    return [writers.get(child.type, _paragraph)(child) for child in node.children]


def _list(node: SyntaxTreeNode) -> str:
    first = int(node.attrs.get("start", 1))
    items = []
    for place, item in enumerate(node.children):
        marker = "-" if node.type == "bullet_list" else f"{first + place}."
        body = "\n\n".join(_blocks(item)).replace("\n", "\n" + " " * _LIST_ITEM_INDENT)
        items.append(f"{marker:<{_LIST_ITEM_INDENT}}{body}".rstrip())
    return "\n".join(items)


def _paragraph(node: SyntaxTreeNode) -> str:
    return "".join(_inline(child) for child in node.children).strip()


def _inline(node: SyntaxTreeNode) -> str:
    kind = node.type
    inner = "".join(_inline(child) for child in node.children)
    if kind in {"em", "strong"}:
        return f"{node.markup}{inner}{node.markup}"
    if kind == "link" and not _leads_out(node):
        return f"\\[{inner}\\]()"
    if kind == "link":
        href = str(node.attrs["href"]).replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C").replace(" ", "%20")
        return f"[{inner}](<{href}>)"
    if kind == "hardbreak":
        return "\\\n"
    if kind == "softbreak":
        return "\n"
    if node.children or kind == "inline":
        return inner
    return _spaced(node.content)


def _spaced(text: str) -> str:
    """Escape a run of text and keep one blank where it began or ended with some, beside emphasis or a link."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{escape_markdown(text)}{after}"
