"""Plain text, Markdown and HTML as subjects: every offset in what is linted is an offset in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from servicecomp.linting.passages import Passage, PassageSet, Subject
from servicecomp.linting.suppressing import find_ignores, masked

if TYPE_CHECKING:
    from servicecomp.models.rules import Kind

__all__ = ["SINGLE_OF", "guess_kind", "text_subject"]

TextFormat = Literal["text", "markdown", "html"]

SINGLE_OF: dict[Kind, Kind] = {"interview-kit": "interview-question", "levels": "anchor", "metrics": "metric"}
"""Kind of the single texts of a set."""
_BY_LINE = frozenset({"interview-question", "anchor", "indicator", "metric"})
_LINE_LEAD = re.compile(r"[ \t]{0,20}(?:[-*+\u2022>#]{1,6}[ \t]{1,8}|[0-9]{1,3}[.)][ \t]{1,8})?")
_HIDDEN_TAGS = ("script", "style", "head", "template")
_URL_END = re.compile(r"[\s<>\"')\]]|$")


def guess_kind(text: str) -> Kind:
    """Return what a text is when nobody says: questions when every line ends in a question mark, else a job description."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "interview-question" if lines and all(line.endswith("?") for line in lines) else "job-description"


def text_subject(text: str, kind: Kind | None = None, *, path: str = "", text_format: TextFormat = "text") -> Subject:
    """Return a text as a subject; questions, anchors, indicators and metrics stand one on a line."""
    style: Literal["text", "markup"] = "text" if text_format == "text" else "markup"
    ignores = find_ignores(text, style)
    readable = masked(text, [(ignore.start, ignore.end) for ignore in ignores])
    if text_format != "text":
        readable = _without_comments(readable)
        if text_format == "html":
            for tag in _HIDDEN_TAGS:
                readable = _without_tag(readable, tag)
    if "://" in readable or "www." in readable:
        readable = _without_urls(readable)
    kind = kind or guess_kind(readable)
    single = SINGLE_OF.get(kind, kind)
    passages = _lines(readable, single) if single in _BY_LINE else (Passage(kind, readable, start=0),)
    sets = (PassageSet(kind, passages),) if kind in SINGLE_OF and passages else ()
    return Subject(passages, sets, path=path, text=text, style=style)


def _lines(text: str, kind: Kind) -> tuple[Passage, ...]:
    passages = []
    place = 0
    for line in text.split("\n"):
        lead = _LINE_LEAD.match(line)
        start = lead.end() if lead else 0
        content = line[start:].rstrip()
        if content:
            passages.append(Passage(kind, content, start=place + start))
        place += len(line) + 1
    return tuple(passages)


def _without_comments(text: str) -> str:
    spans, place = [], text.find("<!--")
    while place >= 0:
        end = text.find("-->", place)
        if end < 0:
            break
        spans.append((place, end + 3))
        place = text.find("<!--", end + 3)
    return masked(text, spans) if spans else text


def _without_tag(text: str, tag: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):
        return text  # a letter that changes its length when made small: offsets would move
    spans, place = [], lower.find(f"<{tag}")
    while place >= 0:
        end = lower.find(f"</{tag}", place)
        if end < 0:
            break
        if lower[place + len(tag) + 1 : place + len(tag) + 2].isalpha():  # <header> is not <head>
            end = place
        else:
            spans.append((place, end))
        place = lower.find(f"<{tag}", max(end, place + 1))
    return masked(text, spans) if spans else text


def _without_urls(text: str) -> str:
    """Blank out addresses: their words are nobody's words."""
    spans: list[tuple[int, int]] = []
    for sign in ("://", "www."):
        place = text.find(sign)
        while place >= 0:
            end = _URL_END.search(text, place)
            stop = end.start() if end else len(text)
            spans.append((place, stop))
            place = text.find(sign, stop + 1)
    return masked(text, sorted(spans))
