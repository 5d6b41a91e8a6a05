"""Whatever the file is, the reader says so: it neither dies nor eats the machine."""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from strategies import texts

from servicecomp.errors import DataError, NotFoundError
from servicecomp.exchange import read_vacancy_xlsx, xlsx_reader
from servicecomp.models.vacancies import Vacancy

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def outcome(raw, catalogue):
    """Return the vacancy or the codes of the problems; anything else is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vacancy.xlsx"
        path.write_bytes(raw)
        try:
            read = read_vacancy_xlsx(path, catalogue)
        except (DataError, NotFoundError) as error:
            return {problem.code for problem in getattr(error, "problems", ())} or {"not-found"}
    assert isinstance(read, Vacancy)
    assert Vacancy.model_validate_json(read.model_dump_json()) == read
    return read


def repacked(workbook, change, *, method=zipfile.ZIP_DEFLATED):
    """Return the workbook with its parts changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(packed, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return packed.getvalue()


@MANY
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes(catalogue, raw, zipped):
    assert isinstance(outcome((b"PK\x03\x04" if zipped else b"") + raw, catalogue), set)


@MANY
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6), st.none() | st.floats(0, 1))
def test_changed_bytes(workbook, catalogue, changes, cut):
    raw = bytearray(workbook)
    for place, value in changes:
        raw[int(place * len(raw))] = value
    outcome(bytes(raw if cut is None else raw[: int(cut * len(raw))]), catalogue)


SPOILT = st.sampled_from(
    [
        b"<",
        b">",
        b'"',
        b"0",
        b"9999999999",
        b"-1",
        b"",
        b"\x00",
        b"\xff",
        b"</row>",
        b"<row r='1048576'/>",
        b"A",
        b'r="XFD1"',
        b"e",
        b"&#1;",
    ]
)


@MANY
@given(st.data())
def test_changed_parts(workbook, catalogue, data):
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        names = archive.namelist()
    name = data.draw(st.sampled_from(names))
    places = data.draw(st.lists(st.tuples(st.floats(0, 1), SPOILT, st.integers(0, 30)), min_size=1, max_size=4))
    drop = data.draw(st.booleans()) and data.draw(st.booleans())

    def change(part, content):
        for place, new, length in places if part == name else ():
            start = int(place * len(content))
            content = content[:start] + new + content[start + length :]
        return b"" if drop and part == name else content

    outcome(repacked(workbook, change), catalogue)


VALUES = (
    st.none()
    | texts()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(date(1901, 1, 1)).map(lambda day: datetime(day.year, day.month, day.day))  # noqa: DTZ001 - as a spreadsheet holds it
    | st.times().map(lambda value: clock(value.hour, value.minute, value.second))
    | st.sampled_from(
        [
            "yes",
            "no",
            "✓",
            "2 Working",
            "5",
            "must be asked",
            "must not be asked",
            "hiring manager",
            "none",
            "Benefit",
            "#REF!",
            "=1/0",
            "=A1",
        ]
    )
)


@MANY
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 30), st.integers(1, 8), VALUES), min_size=1, max_size=12))
def test_random_cells(workbook, catalogue, cells):
    book = load_workbook(io.BytesIO(workbook))
    for sheet in book.worksheets:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
    for sheet, row, column, value in cells:
        book.worksheets[sheet].cell(row, column).value = value
    saved = io.BytesIO()
    book.save(saved)
    outcome(saved.getvalue(), catalogue)


def test_password_and_old_kind(catalogue):
    assert outcome(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), catalogue) == {"locked-workbook"}


def test_encrypted_part(workbook, catalogue):
    raw = bytearray(workbook)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + offset] |= 1
            start = raw.find(mark, start + 4)
    assert outcome(bytes(raw), catalogue) == {"broken-workbook"}


def test_a_bomb_is_not_unpacked(workbook, catalogue):
    began = time.monotonic()
    assert outcome(repacked(workbook, lambda name, part: part + b" " * 30_000_000 if name.endswith("sheet1.xml") else part), catalogue) == {
        "file-too-large"
    }
    many = repacked(workbook, lambda _, part: part.replace(b"</sheetData>", b"<row/>" * 2_000_000 + b"</sheetData>"))
    assert outcome(many, catalogue) == {"file-too-large"}
    assert time.monotonic() - began < 20


def test_a_bomb_that_understates_its_size(workbook, catalogue):
    raw = bytearray(repacked(workbook, lambda name, part: b" " * 60_000_000 if name.endswith("sheet1.xml") else part))
    honest, stated = (60_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert honest in raw
    assert outcome(bytes(raw.replace(honest, stated)), catalogue) in ({"broken-workbook"}, {"file-too-large"})


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_cannot_be_counted_are_refused(workbook, catalogue, method):
    assert outcome(repacked(workbook, lambda _, part: part, method=method), catalogue) == {"broken-workbook"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(workbook, catalogue, encoding):
    def declare(name, part):
        if not name.endswith("sharedStrings.xml"):
            return part
        text = (
            part.decode()
            .replace("?>", '?><!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1)
            .replace('encoding="UTF-8"', f'encoding="{encoding}"')
        )
        return text.encode(encoding)

    assert outcome(repacked(workbook, declare), catalogue) == {"broken-workbook"}


def test_a_row_far_below_costs_little(workbook, catalogue, vacancy):
    far = repacked(workbook, lambda _, part: part.replace(b"</sheetData>", b'<row r="99999999999"><c r="A99999999"/></row></sheetData>'))
    began = time.monotonic()
    assert outcome(far, catalogue) == vacancy
    assert time.monotonic() - began < 20


def test_too_many_rows(workbook, catalogue, monkeypatch):
    monkeypatch.setattr(xlsx_reader, "MAX_ROWS", 10)
    assert outcome(workbook, catalogue) == {"too-many-rows"}


def test_too_many_parts(workbook, catalogue):
    packed = io.BytesIO(workbook)
    with zipfile.ZipFile(packed, "a") as archive:
        for number in range(600):
            archive.writestr(f"x{number}", b"")
    assert outcome(packed.getvalue(), catalogue) == {"file-too-large"}
