"""Parquet, CSV and JSON Lines give the same rows, from any row on, and bad rows among them."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from servicecomp.batch import reading
from servicecomp.batch.kernel import match_batch
from servicecomp.batch.reading import open_source
from servicecomp.errors import DataError, NotFoundError


def rows_of(source, start=0):
    batches = [batch.select(source.schema.names) for batch in source.batches(start)]
    return pa.Table.from_batches(batches).to_pylist() if batches else []


ROWS = [{"id": f"00{number}", "text": f'Calm "upset" callers,\nnumber {number}'} for number in range(25)]


def write(path, rows):
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=7)
    elif path.suffix == ".csv":
        lines = [",".join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in [{"id": "id", "text": "text"}, *rows]]
        path.write_text("\r\n".join(lines), encoding="utf-8-sig")
    else:
        path.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
@pytest.mark.parametrize("size", [4, 1000])
def test_every_format_gives_the_same_rows_from_any_row_on(tmp_path, monkeypatch, ending, size):
    monkeypatch.setattr(reading, "ROWS", size)
    source = open_source(write(tmp_path / f"ads.{ending}", ROWS), text="text")
    assert source.rows == 25
    for start in (0, 6, 7, 8, 24, 25):
        assert rows_of(source, start) == ROWS[start:]


def problems_of(path, small):
    source = open_source(path, text="text")
    rows = [row for batch in source.batches(0) for row in match_batch(batch, small).to_pylist()]
    assert len(rows) == source.rows
    return [row["problem"] and row["problem"].split(":")[0] for row in rows], rows


def test_bad_rows_of_json_lines(tmp_path, small):
    path = tmp_path / "ads.jsonl"
    lines = [
        b'{"id": 7, "text": "Calm upset callers"}',
        b"{oops",
        b"[1]",
        b'{"id": "b", "text": 3}',
        b'{"id": "c", "text": "caf\xe9"}',
        b'{"id": "d", "text": "\\ud800"}',
        b"[" * 5000,
        b'{"other": {"a": [1]}, "text": "Calm upset callers"}',
        b'{"text": null, "\\ud800": 1}',
    ]
    path.write_bytes(b"\n".join(lines))
    codes, rows = problems_of(path, small)
    assert codes == [None, "not-json", "not-json", "not-text", "not-text", "not-text", "not-json", None, "no-text"]
    assert [row["id"] for row in rows] == ["7", None, None, "b", "c", "d", None, None, None]
    assert rows[7]["other"] == '{"a": [1]}'


def test_bad_rows_of_csv(tmp_path, small):
    path = tmp_path / "ads.csv"
    path.write_bytes(b"r\xe9gion;text\r\nn\xe9;Calm upset callers\r\na;caf\xe9\r\nb\r\nc;d;e\r\n\r\nf;\r\n")
    codes, rows = problems_of(path, small)
    assert codes == [None, "not-text", "wrong-fields", "wrong-fields", "no-text"]
    assert [row["r\ufffdgion"] for row in rows] == ["n\ufffd", "a", "b", "c", "f"]


def test_a_line_that_is_too_long_is_reported_and_the_rest_read(tmp_path, small, monkeypatch):
    monkeypatch.setattr("servicecomp.batch.reading_text.MAX_LINE", 100)
    path = tmp_path / "ads.jsonl"
    path.write_text('{"text": "' + "x" * 500 + '"}\n{"text": "Calm upset callers"}\n', encoding="utf-8")
    assert problems_of(path, small)[0] == ["too-long", None]
    path = tmp_path / "ads.csv"
    path.write_text("id,text\n1," + "x" * 500 + "\n2,Calm upset callers\n", encoding="utf-8")
    assert problems_of(path, small)[0] == ["not-csv", None]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("no.parquet", None, NotFoundError),
        ("ads.xlsx", b"x", NotFoundError),
        ("ads.parquet", b"PAR1 no", DataError),
        ("ads.csv", b"", DataError),
        ("ads.jsonl", b"\n[1]\n", DataError),
        ("ads.csv", b"text,__read_problem__\na,b\n", DataError),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path, name, content, error):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error):
        open_source(tmp_path / name, text="text")
