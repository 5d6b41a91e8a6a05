"""The embedded engine: this machine's cores.

Each worker is a process of its own that is talked to over pipes, one thread waiting for each. Why not `multiprocessing`: a forked child
inherits locks of Arrow's threads, and a spawned one runs the caller's script again unless that has a guard; a plain child does neither.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

from servicecomp.batch.packing import match_packed, pack, unpack
from servicecomp.batch.worker import DONE, read_frame, write_frame
from servicecomp.errors import ServicecompError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from concurrent.futures import Future

    import pyarrow as pa

    from servicecomp.batch.packing import Job

__all__ = ["cores", "match_in_processes"]

IN_FLIGHT = 2
"""Batches under way or waiting for each process: enough to keep it busy, few enough to hold."""
ATTEMPTS = 3
"""How often a batch is tried when its worker dies."""

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from servicecomp.batch.worker import main; main()"


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def match_in_processes(batches: Iterable[pa.RecordBatch], job: Job, processes: int) -> Generator[pa.RecordBatch, None, None]:
    """Yield the result of each batch, in order; with one process everything happens in this one.

    Raises:
        ServicecompError: workers keep dying on the same batch.

    """
    if processes <= 1:
        for batch in batches:
            yield unpack(match_packed(pack(batch), job.framework, job.text))
        return
    workers = _Workers(job)
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(processes) as threads:
        try:
            for batch in batches:
                waiting.append(threads.submit(workers.run, pack(batch)))
                if len(waiting) >= IN_FLIGHT * processes:
                    yield unpack(waiting.popleft().result())
            while waiting:
                yield unpack(waiting.popleft().result())
        finally:
            for future in waiting:
                future.cancel()
            workers.stop()


class _Workers:
    """The processes; each is started when there is work for it."""

    def __init__(self, job: Job) -> None:
        self._job = json.dumps(asdict(job)).encode()
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        self._lock = Lock()
        self._stopped = False

    def run(self, data: bytes) -> bytes:
        """Return the result of one packed batch; a worker that dies is replaced and the batch tried again."""
        for _ in range(ATTEMPTS):
            worker = self._take()
            answer = _ask(worker, data)
            if answer is not None:
                self._idle.put(worker)
                if answer[:1] != DONE:
                    # A bug of ours, as if it had been raised here.
                    raise RuntimeError(answer[1:].decode("utf-8"))
                return answer[1:]
            self._end(worker)
        message = f"worker processes ended {ATTEMPTS} times on the same rows; is there enough memory? Try fewer processes"
        raise ServicecompError(message)

    def stop(self) -> None:
        """End all workers; what they were doing is given up."""
        with self._lock:
            self._stopped = True
            workers, self._all = self._all, []
        for worker in workers:
            _end(worker)

    def _take(self) -> subprocess.Popen[bytes]:
        try:
            return self._idle.get_nowait()
        except Empty:
            pass
        with self._lock:
            if self._stopped:
                message = "the run has been given up"
                raise ServicecompError(message)
            worker = _start(self._job)
            self._all.append(worker)
        return worker

    def _end(self, worker: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if worker in self._all:
                self._all.remove(worker)
        _end(worker)


def _start(job: bytes) -> subprocess.Popen[bytes]:
    # Why -I and the path by hand: the child imports what this process imports, and nothing that lies in the current folder.
    paths = [str(Path(entry).resolve()) for entry in sys.path if entry]
    worker = subprocess.Popen([sys.executable, "-I", "-c", _BOOT, *paths], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
    assert worker.stdin is not None  # asked for one line above
    with suppress(OSError):  # a worker that died at once is noticed when it is asked
        write_frame(worker.stdin, job)  # type: ignore[arg-type]
    return worker


def _ask(worker: subprocess.Popen[bytes], data: bytes) -> bytes | None:
    """Return a worker's answer, or None when it has died."""
    assert worker.stdin is not None  # `_start` asks for both
    assert worker.stdout is not None
    try:
        write_frame(worker.stdin, data)  # type: ignore[arg-type]
        return read_frame(worker.stdout)  # type: ignore[arg-type]
    except (OSError, ValueError):  # a broken pipe, or one that `stop` has closed
        return None


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    worker.wait()
    for stream in (worker.stdin, worker.stdout):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.close()
