"""The kernel: one row out for each row in, the same as `match` gives, and no row that stops the others."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.batch import MAX_CHARACTERS, RESULT_COLUMNS, match_batch, result_schema
from servicecomp.batch.packing import match_packed, pack, unpack
from servicecomp.errors import DataError
from servicecomp.matching import match
from tests.batch.conftest import texts


def batch_of(values, kind=None, **columns):
    arrays = {**{name: pa.array(column) for name, column in columns.items()}, "text": pa.array(values, kind)}
    return pa.RecordBatch.from_arrays(list(arrays.values()), names=list(arrays))


def test_each_row_is_what_match_gives_and_the_other_columns_stay(small):
    values = texts(32)
    numbers = list(range(32))
    found = match_batch(batch_of(values, id=numbers, grade=["a"] * 32), small)
    assert found.schema.names == ["id", "grade", *RESULT_COLUMNS]
    assert found.column("id").to_pylist() == numbers
    for text, row in zip(values, found.to_pylist(), strict=True):
        expected = match(text, small)
        assert row["found"] == list(expected.found)
        assert row["scores"] == dict(expected.scores)
        assert {name: level for name, level in row["levels"].items() if level is not None} == dict(expected.levels)
        assert [tuple(entry.values()) for entry in row["evidence"]] == [tuple(entry) for entry in expected.evidence]
        assert row["problem"] is None
    assert any(found.column("found").to_pylist())


def invalid_utf8():
    """Return a text column as a careless program writes it: said to be UTF-8, and not."""
    raw = pa.array([b"Calm upset callers", b"caf\xe9", b"Calm upset callers"], pa.binary())
    return pa.Array.from_buffers(pa.string(), 3, raw.buffers())


@pytest.mark.parametrize(
    ("column", "codes"),
    [
        (pa.array([None, "", " \n", "Calm upset callers"]), ["no-text", "no-text", "no-text", None]),
        (pa.array(["x" * (MAX_CHARACTERS + 1), "x"]), ["too-long", None]),
        (pa.array([1, None]), ["not-text", "no-text"]),
        (pa.array([["a"], ["b"]]), ["not-text", "not-text"]),
        (pa.nulls(2), ["no-text", "no-text"]),
        (pa.array([b"Calm upset callers", b"\xff"]), [None, "not-text"]),
        (invalid_utf8(), [None, "not-text", None]),
        (pa.array(["Calm upset callers"] * 2).dictionary_encode(), [None, None]),
        (pa.array(["Calm upset callers"], pa.large_string()), [None]),
    ],
)
def test_bad_rows_are_kept_with_the_reason(small, column, codes):
    batch = pa.RecordBatch.from_arrays([pa.array(range(len(column))), column], names=["id", "text"])
    found = match_batch(batch, small).to_pylist()
    assert [row["id"] for row in found] == list(range(len(column)))
    assert [row["problem"] and row["problem"].split(":")[0] for row in found] == codes
    for row, code in zip(found, codes, strict=True):
        assert all((row[name] is None) == (code is not None) for name in ("found", "scores", "levels", "evidence"))


@pytest.mark.parametrize("names", [["body"], ["text", "found"], ["text", "id", "id"]])
def test_columns_that_do_not_fit_are_named(small, names):
    schema = pa.schema([(name, pa.string()) for name in names])
    with pytest.raises(DataError) as caught:
        result_schema(schema, small)
    assert caught.value.problems[0].code in {"no-column", "column-taken", "column-twice"}


def test_slices_empty_batches_and_frameworks_without_competencies(small):
    batch = batch_of(texts(20), id=list(range(20)))
    whole = match_batch(batch, small)
    assert match_batch(batch.slice(7, 5), small).equals(whole.slice(7, 5))
    assert match_batch(batch.slice(0, 0), small).num_rows == 0
    empty = small.model_copy(update={"competencies": ()})
    assert match_batch(batch, empty).num_rows == 20
    packed = match_packed(pack(batch), small.model_dump_json(), "text")
    assert unpack(packed).equals(whole)


@given(st.lists(st.one_of(st.none(), st.text(), st.sampled_from(texts(32))), max_size=6))
def test_any_text_gives_a_valid_row_whose_quotes_stand_in_it(small, values):
    found = match_batch(batch_of(values, pa.string()), small)
    found.validate(full=True)
    assert found.num_rows == len(values)
    for text, row in zip(values, found.to_pylist(), strict=True):
        for entry in row["evidence"] or ():
            assert text[entry["start"] : entry["end"]] == entry["quote"]
