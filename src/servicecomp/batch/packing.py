"""Record batches as bytes, and a job as something that travels: what workers get and give.

A worker writes its own result into Arrow's stream format, so that the process that collects results only copies bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from servicecomp.batch.kernel import match_batch
from servicecomp.models.frameworks import Framework

__all__ = ["Job", "match_packed", "pack", "unpack"]


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every batch of a run."""

    framework: str
    """The framework as JSON: it means the same in every process and needs no file there."""
    text: str
    """Column with the texts."""


def pack(batch: pa.RecordBatch) -> bytes:
    """Return a record batch as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def unpack(data: bytes) -> pa.RecordBatch:
    """Return the record batch that `pack` made bytes of."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()


def match_packed(data: bytes, framework: str, text: str) -> bytes:
    """Return `match_batch` of a packed batch, packed."""
    return pack(match_batch(unpack(data), _framework(framework), text=text))


# Why remembered: a worker gets the same framework with every batch and compiles it once.
@lru_cache(maxsize=2)
def _framework(text: str) -> Framework:
    return Framework.model_validate_json(text)
