"""Dask gives what the embedded engine gives, also when a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from servicecomp.batch import match_file, reading
from servicecomp.errors import MissingExtraError, ServicecompError
from tests.batch.conftest import texts

COUNT = 300


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # Dask and its parts warn about one another; their warnings are not ours to mend
def test_a_killed_worker_changes_nothing(tmp_path, small, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(reading, "ROWS", 10)
    ads = tmp_path / "ads.parquet"
    pq.write_table(pa.table({"id": range(COUNT), "text": texts(COUNT)}), ads)
    match_file(ads, tmp_path / "here", framework=small, processes=1, part_rows=120)
    killed = []
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):

        def kill_one(done, _total):
            if done > COUNT // 3 and not killed:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        engine = cluster.scheduler_address.replace("tcp://", "dask://")
        match_file(ads, tmp_path / "dask", framework=small, engine=engine, part_rows=120, progress=kill_one)
    assert killed
    files = sorted(path.name for path in (tmp_path / "here").iterdir())
    assert len(files) == 4
    for name in files:
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "dask" / name).read_bytes(), name


@pytest.mark.filterwarnings("default")
def test_no_scheduler_and_no_dask_are_told_in_one_line(tmp_path, small, monkeypatch):
    ads = tmp_path / "ads.csv"
    ads.write_text("text\nCalm upset callers\n", encoding="utf-8")
    dask = pytest.importorskip("dask")
    pytest.importorskip("distributed")
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(ServicecompError, match="no Dask scheduler answers"),
    ):
        match_file(ads, tmp_path / "out", framework=small, engine="dask://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"servicecomp\[dask\]"):
        match_file(ads, tmp_path / "out", framework=small, engine="dask://local")
