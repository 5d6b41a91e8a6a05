"""Word files: their text for linting, and the same file back with comments at the places found."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from servicecomp.errors import DataError, MissingExtraError, Problem
from servicecomp.linting.passages import Subject
from servicecomp.linting.plain import text_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicecomp.models.rules import Kind

__all__ = ["commented_docx", "docx_subject"]

AUTHOR = "servicecomp"
_INITIALS = "sc"
_LARGEST = 50_000_000
"""Bytes that a Word file may unpack to: more is no advertisement."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx_subject(raw: bytes, kind: Kind | None = None, *, path: str = "") -> Subject:
    """Return a Word file as a subject; places are paragraphs and table cells.

    Raises:
        DataError: it is no Word file.
        MissingExtraError: the extra `office` is not installed.

    """
    texts, wheres, place = [], [], 0
    for where, paragraph in _paragraphs(_opened(raw, path)):
        text = paragraph.text.replace("\n", " ")
        wheres.append((place, where))
        texts.append(text)
        place += len(text) + 1
    subject = text_subject("\n".join(texts), kind, path=path)
    return Subject(subject.passages, subject.sets, path=path, text=subject.text, style="text", wheres=tuple(wheres) or ((0, "document"),))


def commented_docx(raw: bytes, problems: Iterable[Problem]) -> bytes:
    """Return a Word file with a comment for each problem; the text itself stays as it is.

    Raises:
        DataError: it is no Word file.
        MissingExtraError: the extra `office` is not installed.

    """
    document = _opened(raw, "")
    by_place: dict[str, list[Problem]] = {}
    for problem in problems:
        by_place.setdefault(problem.where, []).append(problem)
    known = dict(_paragraphs(document))
    first = next((paragraph for paragraph in known.values() if paragraph.text.strip()), None)
    for where, found in by_place.items():
        paragraph = known.get(where, first)
        if paragraph is None:
            continue
        # From the end backwards: runs that are cut at a place move the ones behind it only.
        for problem in sorted(found, key=lambda entry: (-entry.column, entry.code)):
            runs = _runs_between(paragraph, problem.column - 1, problem.end_column - 1) if problem.excerpt and where in known else []
            _comment(document, runs or list(paragraph.runs) or [paragraph.add_run("")], problem)
    stream = io.BytesIO()
    document.save(stream)
    return _without_clock(stream.getvalue())


def _without_clock(raw: bytes) -> bytes:
    """Return an archive with the same date on every part: the same input gives the same file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = zipfile.ZipInfo(entry.filename, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(entry))
    return stream.getvalue()


def _comment(document: Any, runs: list[Any], problem: Problem) -> None:  # noqa: ANN401 - python-docx has no types
    text = f"{problem.code} ({problem.severity}): {problem.message}"
    comment = document.add_comment(runs=[runs[0], runs[-1]], text=_CONTROL.sub("", text), author=AUTHOR, initials=_INITIALS)
    if problem.hint:
        comment.add_paragraph(_CONTROL.sub("", f"Say instead: {problem.hint}"))
    for name in list(comment._comment_elm.attrib):  # noqa: SLF001 - python-docx stamps the clock, and the same input gives the same file
        if name.endswith("}date"):
            del comment._comment_elm.attrib[name]  # noqa: SLF001


def _runs_between(paragraph: Any, start: int, end: int) -> list[Any]:  # noqa: ANN401 - python-docx has no types
    """Return the runs that hold a part of a paragraph, cut so that they hold nothing else."""
    if end <= start or start < 0:
        return []
    found, place = [], 0
    for run in list(paragraph.runs):
        length = len(run.text)
        first, last = max(start - place, 0), min(end - place, length)
        if first < last:
            if first > 0 and _plain(run):
                run = _cut(run, first)  # noqa: PLW2901 - the second half goes on as the run
                last -= first
            if last < len(run.text) and _plain(run):
                _cut(run, last)
            found.append(run)
        place += length
    return found


def _plain(run: Any) -> bool:  # noqa: ANN401 - python-docx has no types
    """Whether a run holds one piece of text and nothing else, so that it can be cut."""
    pieces = [child for child in run._r if not child.tag.endswith("}rPr")]  # noqa: SLF001 - the element is how python-docx is extended
    return len(pieces) == 1 and pieces[0].tag.endswith("}t") and len(pieces[0].text or "") == len(run.text)


def _cut(run: Any, place: int) -> Any:  # noqa: ANN401 - python-docx has no types
    """Cut a run in two and return the second half, which looks like the first."""
    from docx.text.run import Run  # noqa: PLC0415 - an optional extra

    text = run.text
    second = deepcopy(run._r)  # noqa: SLF001 - as above
    run._r.addnext(second)  # noqa: SLF001
    half = Run(second, run._parent)  # noqa: SLF001
    run.text, half.text = text[:place], text[place:]
    return half


def _paragraphs(document: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - python-docx has no types
    """Yield the paragraphs of a document in order, each with the name of its place; merged cells once."""
    from docx.table import Table  # noqa: PLC0415 - an optional extra

    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            seen: set[Any] = set()
            for row, line in enumerate(block.rows, 1):
                for column, cell in enumerate(line.cells, 1):
                    if cell._tc in seen:  # noqa: SLF001 - merged cells share their element
                        continue
                    seen.add(cell._tc)  # noqa: SLF001
                    for number, paragraph in enumerate(cell.paragraphs, 1):
                        more = f", paragraph {number}" if number > 1 else ""
                        yield f"table {tables}, row {row}, cell {column}{more}", paragraph
        else:
            paragraphs += 1
            yield f"paragraph {paragraphs}", block


def _opened(raw: bytes, path: str) -> Any:  # noqa: ANN401 - python-docx has no types
    try:
        import docx  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise MissingExtraError(feature="linting Word files", extra="office") from None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size <= _LARGEST:
            return docx.Document(io.BytesIO(raw))
    except Exception as error:  # noqa: BLE001 - zip, XML and python-docx fail in their own ways, all of which mean the same here
        raise _no_word_file(path, str(error)) from None
    raise _no_word_file(path, "it unpacks to more than 50 MB")


def _no_word_file(path: str, why: str) -> DataError:
    return DataError(
        [Problem(path=path, code="not-a-word-file", message=f"this is no Word file that can be read: {why}", hint="save it as .docx")]
    )
