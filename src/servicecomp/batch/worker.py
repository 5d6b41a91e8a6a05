"""The child process of the embedded engine: a job, then packed batches on standard input, packed results on standard output."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DONE", "FAILED", "main", "read_frame", "write_frame"]

DONE, FAILED = b"d", b"f"
"""First byte of an answer."""
_LENGTH = 8


def write_frame(stream: BinaryIO, *parts: bytes) -> None:
    """Write bytes with their length in front."""
    stream.write(sum(map(len, parts)).to_bytes(_LENGTH, "big"))
    stream.writelines(parts)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next bytes that `write_frame` wrote, or None when the other side has gone."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    size = int.from_bytes(length, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def _frames(stream: BinaryIO) -> Iterator[bytes]:
    while (data := read_frame(stream)) is not None:
        yield data


def main() -> None:
    """Match batches until standard input ends."""
    # The parent is told of Ctrl+C as well and ends this process; two tracebacks would help nobody.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from servicecomp.batch.packing import match_packed  # noqa: PLC0415 - loads the matcher, which the parent does not need

    frames = _frames(sys.stdin.buffer)
    job = json.loads(next(frames, b"{}"))
    for data in frames:
        try:
            answer = (DONE, match_packed(data, job["framework"], job["text"]))
        except Exception:  # noqa: BLE001 - told to the parent, which raises it
            answer = (FAILED, traceback.format_exc().encode("utf-8", "replace"))
        try:
            write_frame(answers, *answer)
        except OSError:
            # The parent has gone; leave at once, since closing the pipe would fail again, and aloud.
            os._exit(1)
