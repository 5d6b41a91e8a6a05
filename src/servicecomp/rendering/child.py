"""The child process in which users' templates run: a clock, a cap on memory, plain data in, text or one sentence out."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from servicecomp.errors import RenderError
from servicecomp.rendering.environment import template_name
from servicecomp.rendering.running import run_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from servicecomp.rendering.environment import Format

__all__ = ["MEMORY_BYTES", "SECONDS", "run_in_child"]

SECONDS = 10
GRACE = 10
"""Seconds that a busy machine may take to start the process; the template's own clock starts after that."""
MEMORY_BYTES = 512 * 1024 * 1024
"""Address space above what the process has when it starts."""

# Why -I and the path by hand: the child imports what the parent imports, and nothing that lies in the current folder.
_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from servicecomp.rendering.child import main; main()"


def run_in_child(
    kind: str,
    format: Format,  # noqa: A002 - the API's word
    context: Mapping[str, Any],
    folders: Sequence[Path],
    *,
    seconds: int = SECONDS,
) -> str:
    """Return the document laid out with users' templates.

    Raises:
        RenderError: as `run_template`, or the template ran out of its time or memory.

    """
    order = {
        "kind": kind,
        "format": format,
        "context": context,
        "folders": [str(folder.resolve()) for folder in folders],
        "seconds": seconds,
    }
    name = template_name(kind, format)
    paths = [str(Path(entry).resolve()) for entry in sys.path if entry]
    command = [sys.executable, "-I", "-c", _BOOT, *paths]
    try:
        done = subprocess.run(command, input=json.dumps(order).encode(), capture_output=True, timeout=seconds + GRACE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise RenderError(f"{name}: the template takes longer than {seconds} seconds") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise RenderError(f"{name}: the template ended its process, for lack of memory or time") from None
    if "error" in answer:
        raise RenderError(answer["error"])
    text: str = answer["text"]
    return text


def main() -> None:
    """Read an order from standard input, run it within limits, write the answer to standard output."""
    order = json.load(sys.stdin.buffer)
    folders = [Path(folder) for folder in order["folders"]]
    _set_limits(order["seconds"])
    try:
        answer = {"text": run_template(order["kind"], order["format"], order["context"], folders)}
    except RenderError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": f"{template_name(order['kind'], order['format'])}: the template takes more memory than is allowed"}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.flush()


def _set_limits(seconds: int) -> None:
    """Cap memory and time where the system can; elsewhere the parent's clock alone ends a template."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - exists on POSIX only

    def stop(*_: object) -> NoReturn:
        message = f"the template takes longer than {seconds} seconds"
        raise TimeoutError(message)

    # Why an alarm beside the limit on processor time: its error still knows the line; a single long operation only the limit ends.
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    most = _address_space() + MEMORY_BYTES
    for limit, value in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # a system that refuses one limit still has the others
            continue


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return MEMORY_BYTES
    import resource  # noqa: PLC0415 - as above

    return pages * resource.getpagesize()
