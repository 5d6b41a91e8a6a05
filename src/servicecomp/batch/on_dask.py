"""The same kernel on Dask: a cluster's workers, or worker processes that Dask starts here."""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from servicecomp.batch.packing import match_packed, pack, unpack
from servicecomp.errors import MissingExtraError, ServicecompError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    import pyarrow as pa

    from servicecomp.batch.packing import Job

__all__ = ["match_on_dask"]

IN_FLIGHT = 3
"""Batches under way for each thread of the cluster; one more than here, for the time on the network."""
_RECOUNT = 50
"""Batches after which the threads of the cluster are counted again: clusters grow and shrink."""


def match_on_dask(batches: Iterable[pa.RecordBatch], job: Job, address: str, processes: int) -> Generator[pa.RecordBatch, None, None]:
    """Yield the result of each batch, in order; `address` is `HOST:PORT` of a scheduler or `local`.

    Dask moves the work of a worker that dies to another one.

    Raises:
        MissingExtraError: Dask is not installed.
        ServicecompError: no scheduler answers there, or its workers keep dying or lack servicecomp.

    """
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(feature="matching on Dask", extra="dask") from None
    with ExitStack() as stack:
        client = _connect(distributed, stack, address, processes)
        # Why a task and not a scattered value: when the last worker that holds it dies, Dask makes it anew.
        digest = hashlib.sha256(job.framework.encode()).hexdigest()
        framework = client.submit(str, job.framework, key=f"servicecomp-framework-{digest}")
        waiting: deque[Any] = deque()
        most = 0
        try:
            for number, batch in enumerate(batches):
                if number % _RECOUNT == 0:
                    most = IN_FLIGHT * max(1, sum(client.nthreads().values()))
                waiting.append(client.submit(match_packed, pack(batch), framework, job.text, pure=False))
                if len(waiting) >= most:
                    yield _result(distributed, waiting.popleft())
            while waiting:
                yield _result(distributed, waiting.popleft())
        finally:
            for future in waiting:
                future.cancel()


def _connect(distributed: Any, stack: ExitStack, address: str, processes: int) -> Any:  # noqa: ANN401 - an extra's types cannot be named
    try:
        if address == "local":
            options = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "silence_logs": logging.ERROR}
            cluster = stack.enter_context(distributed.LocalCluster(n_workers=processes, **options))
            return stack.enter_context(distributed.Client(cluster, set_as_default=False))
        return stack.enter_context(distributed.Client(f"tcp://{address}", set_as_default=False))
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers at '{address}': {' '.join(str(error).split())[:200]}"
        raise ServicecompError(message) from None


def _result(distributed: Any, future: Any) -> pa.RecordBatch:  # noqa: ANN401 - as above
    try:
        return unpack(future.result())
    except ModuleNotFoundError as error:
        message = f"the Dask workers lack '{error.name}': install servicecomp[dask] there, in the same version as here"
        raise ServicecompError(message) from None
    except distributed.scheduler.KilledWorker:
        message = "Dask workers kept dying on the same rows; is there enough memory on them?"
        raise ServicecompError(message) from None
