"""The command line: each file is one command, which parses, calls the library once, and prints."""

from __future__ import annotations

import sys

__all__ = ["main", "run"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    from servicecomp.cli.program import main as start  # noqa: PLC0415 - importing the package loads no command-line library

    return start(arguments)


def run() -> None:
    """Run the command line and leave with its exit code: the installed script."""
    sys.exit(main())
