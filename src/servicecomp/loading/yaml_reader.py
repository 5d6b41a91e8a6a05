"""Strict YAML, read from the C parser's events with a stack of our own.

Why not `yaml.safe_load`: it composes recursively (60 KB of `- ` end the process), keeps the last of two equal keys, reads `no` as
False and `12:30` as a number, and its nodes cost twenty times the time. Here a file holds mappings, sequences and scalars only;
only `true`, `false`, `null` and decimal numbers are typed, and only when they stand without quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from servicecomp.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KEY", "MAX_BYTES", "MAX_DEPTH", "Marks", "Place", "read_yaml"]

MAX_DEPTH = 50
MAX_BYTES = 1_000_000

Place = tuple[int, int]
"""Line and column, counted from 1."""

Marks = dict[tuple[int | str, ...], Place]
"""Where each value and each key stands: `(..., key)` for values, `(..., key, KEY)` for the key itself."""

KEY = "\0"
"""Last step of a location that stands for the field's name rather than its value; no field is called so."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "": None}
_NO_KEY: Any = object()

# libyaml's words for the mistakes that people make most, said in theirs.
_SYNTAX_HINTS = (
    ("could not find expected ':'", "is a colon missing after the field's name, or a quote not closed?"),
    ("mapping values are not allowed", "put quotes around a text that holds ': '"),
    (
        "did not find expected key",
        "check that the line starts in the same column as the fields above it, and put quotes around a text that begins with a quote",
    ),
    ("did not find expected '-' indicator", "check that the '-' stands in the same column as the ones above it"),
    ("found character that cannot start any token", "use blanks, not tabs, and put quotes around a text that begins with @, ` or %"),
    ("found unexpected end of stream", "a quote that was opened is not closed"),
    ("found unexpected ':'", "put quotes around a text that holds a colon"),
    ("control characters are not allowed", "remove the character that cannot be seen"),
)


def read_yaml(text: str, *, path: str = "", marks: Marks | None = None) -> Any:  # noqa: ANN401 - YAML holds anything
    """Return the plain value of one YAML document; fill `marks` with positions when it is given.

    Raises:
        DataError: the text is no strict YAML; the parser stops at the first mistake, so there is one problem.

    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise DataError(
            [Problem(path=path, code="file-too-large", message="the file is larger than 1 MB", hint="split it into several files")]
        )
    try:
        return _build(_checked_events(text, path), path, marks)
    except yaml.YAMLError as error:
        raise DataError([_syntax_problem(error, path)]) from None
    except UnicodeEncodeError:
        raise DataError(
            [Problem(path=path, code="not-utf-8", message="the text holds half a character", hint="save the file as UTF-8")]
        ) from None


def _checked_events(text: str, path: str) -> Iterator[Any]:
    depth = documents = 0
    event: Any  # PyYAML's events share no base with these attributes
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _refused(event, path)
        elif kind in {yaml.MappingStartEvent, yaml.SequenceStartEvent}:
            depth += 1
            if event.anchor is not None or event.tag is not None:
                raise _refused(event, path)
            if depth > MAX_DEPTH:
                raise _problem(event, path, "too-deep", f"lists and fields are nested more than {MAX_DEPTH} deep", "check the indentation")
        elif kind in {yaml.MappingEndEvent, yaml.SequenceEndEvent}:
            depth -= 1
        elif kind is yaml.AliasEvent:
            raise _refused(event, path)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _problem(event, path, "several-documents", "a file holds one document", "remove the line '---' or split the file")
        yield event


def _build(events: Iterator[Any], path: str, marks: Marks | None) -> Any:  # noqa: ANN401 - YAML holds anything
    """Put the events together without recursion; `trail` is the way from the root to the container being filled."""
    root: list[Any] = []
    container: Any = root
    key: Any = _NO_KEY
    parents: list[tuple[Any, int | str]] = []
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if type(container) is dict and key is _NO_KEY:
                key = _key(event, container, path)
                if marks is not None:
                    marks[(*_trail(parents), key, KEY)[1:]] = _place(event)
                continue
            value = _scalar(event)
        elif kind is yaml.MappingStartEvent:
            value = {}
        elif kind is yaml.SequenceStartEvent:
            value = []
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            container, _ = parents.pop()
            continue
        else:
            continue
        step: int | str
        if type(container) is list:
            step = len(container)
            container.append(value)
        elif key is _NO_KEY:
            raise _problem(event, path, "bad-key", "a field's name is one word, not a list or a group of fields")
        else:
            step = key
            container[key] = value
            key = _NO_KEY
        if marks is not None:
            marks[(*_trail(parents), step)[1:] if parents else ()] = _place(event)
        if kind is not yaml.ScalarEvent:
            parents.append((container, step))
            container = value
    return root[0] if root else None


def _trail(parents: list[tuple[Any, int | str]]) -> tuple[int | str, ...]:
    return tuple(step for _, step in parents)


def _key(event: Any, container: dict[str, Any], path: str) -> str:  # noqa: ANN401 - PyYAML's events have no types
    name: str = event.value
    if name == "<<" and event.implicit[0]:
        raise _problem(event, path, "merge-key", "merge keys ('<<') are not used here", "write the fields out")
    if name in container:
        raise _problem(event, path, "duplicate-key", f"the field '{name}' stands here twice", "remove one of the two")
    return name


def _scalar(event: Any) -> Any:  # noqa: ANN401 - PyYAML's events have no types
    text: str = event.value
    if not event.implicit[0]:  # quoted or a block: text, whatever it looks like
        return text
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(text) if number[1] else int(text)


def _place(event: Any) -> Place:  # noqa: ANN401 - PyYAML's events have no types
    return event.start_mark.line + 1, event.start_mark.column + 1


def _problem(event: Any, path: str, code: str, message: str, hint: str = "") -> DataError:  # noqa: ANN401 - PyYAML's events have no types
    line, column = _place(event)
    return DataError([Problem(path=path, line=line, column=column, code=code, message=message, hint=hint)])


def _refused(event: Any, path: str) -> DataError:  # noqa: ANN401 - PyYAML's events have no types
    return _problem(
        event,
        path,
        "yaml-feature",
        "anchors ('&'), aliases ('*') and tags ('!') are not used here",
        "write the text out, in quotes if it begins with such a sign",
    )


def _syntax_problem(error: yaml.YAMLError, path: str) -> Problem:
    said = str(getattr(error, "problem", None) or error).splitlines()[0]
    mark = getattr(error, "problem_mark", None)
    hint = next((hint for words, hint in _SYNTAX_HINTS if words in str(error)), "look at this line and the one above it")
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return Problem(path=path, line=line, column=column, code="yaml-syntax", message=said, hint=hint)
