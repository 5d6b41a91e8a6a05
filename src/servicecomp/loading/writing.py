"""Files are written whole or not at all, and never over a file that a person may have edited."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from servicecomp.errors import DataError, Problem

__all__ = ["write_file"]


def write_file(path: Path, content: str | bytes, *, force: bool = False) -> Path:
    """Write text (UTF-8) or bytes to a file and return its path; folders are made as needed.

    Raises:
        DataError: the file is already there and `force` is not set, or the place cannot be written to.

    """
    if path.exists() and not force:
        problem = Problem(
            path=str(path),
            code="already-there",
            message="the file is already there",
            hint="choose another name, or add --force to write over it",
        )
        raise DataError([problem])
    raw = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(raw)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise DataError(
            [Problem(path=str(path), code="cannot-write", message=f"the file cannot be written: {error.strerror or error}")]
        ) from None
    return path
