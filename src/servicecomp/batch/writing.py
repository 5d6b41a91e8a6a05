"""Results as numbered Parquet files beside a manifest, so that a run that was stopped goes on where it was.

Each file is written under another name and renamed when it is whole; the manifest says which are. Rows are cut into files by their
number alone, so that neither the engine nor a stop in the middle shows in the output.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from servicecomp.errors import DataError, Problem
from servicecomp.loading.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["MANIFEST", "Part", "PartWriter", "read_manifest"]

MANIFEST = "manifest.json"
_GROUP_ROWS = 5_000
"""Rows that are held before they are written."""
_SHOWN = 10
"""Bad rows of a file that the manifest names; all of them are in the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of results."""

    file: str
    """Its name."""
    rows: int
    """Its rows."""
    problems: int
    """Rows of it that could not be matched."""
    first_problems: tuple[tuple[int, str], ...]
    """The first of them: number of the row in the input, counted from 1, and the reason."""


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return what the manifest in a folder says, or None where there is none.

    Raises:
        DataError: it is not one of ours.

    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        parts = [Part(**entry) for entry in data["parts"]]
        return {"made_from": dict(data["made_from"]), "complete": bool(data["complete"]), "parts": parts}
    except (OSError, ValueError, LookupError, TypeError):
        problem = Problem(path=str(path), code="not-a-manifest", message="this is no list of matched files", hint="choose another folder")
        raise DataError([problem]) from None


class PartWriter:
    """Writes the results of one run."""

    def __init__(self, folder: Path, schema: pa.Schema, made_from: Mapping[str, Any], *, part_rows: int) -> None:
        """Start a run, or take up the one that the folder holds.

        Raises:
            DataError: the folder holds other files, or results of another input, framework or version.

        """
        self._folder = folder
        self._schema = schema
        self._made_from = dict(made_from) | {"part_rows": part_rows}
        self._part_rows = part_rows
        self._writer: pq.ParquetWriter | None = None
        self._held: list[pa.RecordBatch] = []
        self._held_rows = self._part_written = 0
        self._problems: list[tuple[int, str]] = []
        self._problem_count = 0
        self.parts: list[Part] = []
        self.complete = False
        self._take_up()

    @property
    def rows(self) -> int:
        """Rows in whole files."""
        return sum(part.rows for part in self.parts)

    @property
    def seen(self) -> int:
        """Rows in whole files and under way."""
        return self.rows + self._part_written + self._held_rows

    def write(self, batch: pa.RecordBatch) -> None:
        """Add the next results."""
        while batch.num_rows:
            room = min(_GROUP_ROWS - self._held_rows, self._part_rows - self._part_written - self._held_rows)
            piece = batch.slice(0, room)
            batch = batch.slice(piece.num_rows)
            self._note_problems(piece)
            self._held.append(piece)
            self._held_rows += piece.num_rows
            whole = self._part_written + self._held_rows >= self._part_rows
            if whole or self._held_rows >= _GROUP_ROWS:
                self._flush()
            if whole:
                self._close_part()

    def finish(self) -> None:
        """Write what is left and say that the run is complete."""
        if self._held or self._writer or not self.parts:
            self._flush()
            self._close_part()
        self._write_manifest(complete=True)

    def abandon(self) -> None:
        """Drop the file that is not whole."""
        if self._writer is not None:
            with suppress(OSError, pa.ArrowException):
                self._writer.close()
            self._writer = None
        with suppress(OSError):
            self._temporary().unlink()

    def _take_up(self) -> None:
        found = read_manifest(self._folder)
        if found is None:
            if self._folder.is_dir() and any(not entry.name.startswith(".") for entry in self._folder.iterdir()):
                raise _refusal(self._folder, "folder-taken", "the folder holds other files", "name a new folder")
            self._folder.mkdir(parents=True, exist_ok=True)
            return
        before = found["made_from"]
        changed = [name for name in self._made_from | before if self._made_from.get(name) != before.get(name)]
        if changed:
            names = ", ".join(name.replace("_", " ") for name in changed)
            raise _refusal(self._folder, "other-run", f"the folder holds results of another run: {names} differ", "name a new folder")
        for part in found["parts"]:
            if not (self._folder / part.file).is_file():
                break
            self.parts.append(part)
        self.complete = found["complete"] and len(self.parts) == len(found["parts"])

    def _note_problems(self, piece: pa.RecordBatch) -> None:
        problems = piece.column("problem")
        bad = piece.num_rows - problems.null_count
        if not bad:
            return
        self._problem_count += bad
        first = self.seen + 1
        said = [(first + place, problem) for place, problem in enumerate(problems.to_pylist()) if problem is not None]
        self._problems += said[: _SHOWN - len(self._problems)]

    def _flush(self) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._temporary(), self._schema, compression="zstd")
        # Combined, so that the bytes do not depend on the batches that the rows came in.
        table = pa.Table.from_batches(self._held, self._schema).combine_chunks()
        if self._held_rows:
            self._writer.write_table(table, row_group_size=_GROUP_ROWS)
        self._part_written += self._held_rows
        self._held, self._held_rows = [], 0

    def _close_part(self) -> None:
        assert self._writer is not None  # `_flush` comes first
        self._writer.close()
        self._writer = None
        name = self._name()
        temporary = self._temporary()
        with temporary.open("rb+") as stream:
            # On disk before it has its name: a manifest must not outlive the file that it promises.
            os.fsync(stream.fileno())
        temporary.replace(self._folder / name)
        self.parts.append(Part(name, self._part_written, self._problem_count, tuple(self._problems)))
        self._part_written = self._problem_count = 0
        self._problems = []
        self._write_manifest(complete=False)

    def _write_manifest(self, *, complete: bool) -> None:
        self.complete = complete
        data = {"format": 1, "made_from": self._made_from, "complete": complete, "parts": [asdict(part) for part in self.parts]}
        write_file(self._folder / MANIFEST, json.dumps(data, indent=1, ensure_ascii=False) + "\n", force=True)

    def _name(self) -> str:
        return f"part-{len(self.parts):05}.parquet"

    def _temporary(self) -> Path:
        return self._folder / f".{self._name()}.unfinished"


def _refusal(folder: Path, code: str, message: str, hint: str) -> DataError:
    return DataError([Problem(path=str(folder), code=code, message=message, hint=hint)])
