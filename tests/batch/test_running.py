"""Runs: the same bytes from any engine, after a stop, and after a worker's death; never two runs in one folder."""

from __future__ import annotations

import os
import signal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from servicecomp.batch import match_file, processes, reading
from servicecomp.batch.packing import Job
from servicecomp.batch.processes import match_in_processes
from servicecomp.errors import DataError, NotFoundError, ServicecompError
from tests.batch.conftest import texts

COUNT = 230


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(reading, "ROWS", 20)


@pytest.fixture
def ads(tmp_path):
    path = tmp_path / "ads.parquet"
    pq.write_table(pa.table({"id": range(COUNT), "text": [*texts(COUNT - 1), None]}), path)
    return path


def run(ads, output, small, **options):
    return match_file(ads, output, framework=small, part_rows=100, **{"processes": 1, **options})


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_any_number_of_processes_writes_the_same_bytes(ads, tmp_path, small):
    seen = []
    result = run(ads, tmp_path / "one", small, progress=lambda done, total: seen.append((done, total)))
    run(ads, tmp_path / "two", small, processes=2)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert [path.name for path in result.files] == ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
    assert (result.rows, result.problems, result.first_problems) == (COUNT, 1, ((COUNT, "no-text: there is no text"),))
    assert seen[-1] == (COUNT, COUNT)
    assert pa.concat_tables(map(pq.read_table, result.files)).column("id").to_pylist() == list(range(COUNT))


class StopError(Exception):
    pass


def test_a_run_that_was_stopped_goes_on_where_it_was(ads, tmp_path, small):
    run(ads, tmp_path / "whole", small)

    def stop(done, _total):
        if done > 120:
            raise StopError

    folder = tmp_path / "stopped"
    with pytest.raises(StopError):
        run(ads, folder, small, progress=stop)
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "part-00000.parquet"}
    seen = []
    run(ads, folder, small, progress=lambda done, _: seen.append(done))
    assert min(seen) > 100
    assert bytes_of(folder) == bytes_of(tmp_path / "whole")
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert run(ads, folder, small).rows == COUNT
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    # A file that somebody moved away is made again.
    (folder / "part-00001.parquet").unlink()
    run(ads, folder, small)
    assert bytes_of(folder) == bytes_of(tmp_path / "whole")


def test_a_folder_holds_one_run(ads, tmp_path, small):
    folder = tmp_path / "out"
    run(ads, folder, small)
    other = small.model_copy(update={"competencies": small.competencies[:1]})
    with pytest.raises(DataError, match="framework content"):
        run(ads, folder, other)
    pq.write_table(pa.table({"id": [1], "text": ["x"]}), ads)
    with pytest.raises(DataError, match="input"):
        run(ads, folder, small)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="no list of matched files"):
        run(ads, folder, small)
    (folder / "manifest.json").unlink()
    with pytest.raises(DataError, match="holds other files"):
        run(ads, folder, small)
    with pytest.raises(NotFoundError):
        run(ads, tmp_path / "new", small, engine="spark://here")


def test_no_rows_give_one_file_without_rows(tmp_path, small):
    path = tmp_path / "none.csv"
    path.write_text("id,text\n", encoding="utf-8")
    result = run(path, tmp_path / "out", small)
    assert (result.rows, len(result.files)) == (0, 1)
    assert pq.read_schema(result.files[0]).names[:2] == ["id", "found"]


def batches_of(values):
    return [pa.RecordBatch.from_arrays([pa.array([value])], names=["text"]) for value in values]


def test_few_batches_are_held_and_results_keep_their_order(small):
    job = Job(small.model_dump_json(), "text")
    taken = 0

    def feed():
        nonlocal taken
        for batch in batches_of(texts(40)):
            taken += 1
            yield batch

    for number, _ in enumerate(match_in_processes(feed(), job, 2)):
        assert taken - number <= 2 * processes.IN_FLIGHT


def test_a_worker_that_dies_is_replaced_and_a_batch_that_kills_three_ends_the_run(small, monkeypatch):
    job = Job(small.model_dump_json(), "text")
    started = []
    start = processes._start
    monkeypatch.setattr(processes, "_start", lambda data: started.append(start(data)) or started[-1])

    def feed(kill):
        for number, batch in enumerate(batches_of(texts(12))):
            if kill(number):
                for worker in started:
                    os.kill(worker.pid, signal.SIGKILL)
            yield batch

    found = [batch.column("found")[0].as_py() for batch in match_in_processes(feed(lambda number: number == 6), job, 2)]
    expected = [batch.column("found")[0].as_py() for batch in match_in_processes(feed(lambda _: False), job, 1)]
    assert found == expected
    assert len(started) > 2
    monkeypatch.setattr(processes, "_BOOT", "raise SystemExit")
    with pytest.raises(ServicecompError, match="3 times on the same rows"):
        list(match_in_processes(feed(lambda _: False), job, 2))
    assert all(worker.poll() is not None for worker in started)
