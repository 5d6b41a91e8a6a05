"""`servicecomp match`."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

import servicecomp as sc
from servicecomp.api import batch
from servicecomp.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from servicecomp.models.matches import RoleSuggestion
    from servicecomp.models.reports import BatchResult

_ROWS = (".parquet", ".csv", ".tsv", ".jsonl", ".ndjson")
_PAGES = ("html", "md", "docx", "pdf")
_FORMAT = "text when left out; yaml is a draft role to edit; html and the like show the evidence in the text."
_EXAMPLE = (
    "Examples: servicecomp match examples/job-description.txt; servicecomp match ad.txt --format html --output ad.html; "
    "servicecomp match ads.parquet --text body --by department --output matches"
)


@click.command("match", epilog=_EXAMPLE)
@click.argument("file", metavar="FILE|-")
@options.framework
@options.content
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json", "yaml", *_PAGES]), help=_FORMAT)
@click.option("--output", "-o", metavar="FILE|FOLDER", help="File for a page; for many texts the folder for the results.")
@options.force
@click.option("--text", metavar="COLUMN", default="text", show_default=True, help="Many texts: the column that holds them.")
@click.option("--by", metavar="COLUMN", help="Many texts: report which competencies each department or job family calls for.")
@click.option("--engine", metavar="dask://HOST:PORT", help="Many texts: run on Dask, or dask://local; here when left out.")
@click.option("--processes", type=click.IntRange(min=1), help="Many texts: how many processes; one a core when left out.")
def command(file, framework, folders, format_, output, force, text, by, engine, processes):
    """Find the competencies that a job description or advertisement calls for, each with the words that show it.

    A FILE that ends in .parquet, .csv or .jsonl holds many texts, one a row; a run that was stopped goes on where it was.
    """
    if Path(file).suffix.lower() in _ROWS:
        folder = options.needed(output, "the folder for the results", "--output matches")
        with _progress() as progress:
            run = {"engine": engine, "processes": processes, "progress": progress}
            result = batch.match_file(file, folder, framework=framework, text=text, by=by, folders=folders, force=force, **run)
        _say(result)
        return
    words = options.read_text_file(file)
    if (format_ or Path(output or "").suffix.lstrip(".").lower()) in _PAGES:
        view = batch.match_view(words, framework=framework, folders=folders)
        options.put_out(view, format_=format_, output=output, templates=(), force=force)
        return
    if output is not None:
        message = "a file is written as html, md, docx or pdf; for the others, send the screen's text to a file with '>'"
        raise click.UsageError(message)
    suggestion = sc.suggest_role(words, framework=framework, folders=folders)
    click.echo(_PRINT[format_ or "text"](suggestion), nl=format_ != "yaml")


def _as_json(suggestion: RoleSuggestion) -> str:
    found = suggestion.match
    data = {
        "found": found.found,
        "scores": dict(found.scores),
        "evidence": [entry._asdict() for entry in found.evidence],
        "role": suggestion.role.model_dump(mode="json", exclude_defaults=True),
        "nearest": suggestion.nearest,
        "missing": suggestion.missing,
        "claims": suggestion.claims,
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _as_text(suggestion: RoleSuggestion) -> str:
    lines = [suggestion.match.explain()]
    if suggestion.nearest:
        missing = f" It also requires {', '.join(suggestion.missing)}." if suggestion.missing else ""
        lines.append(f"The known role that is nearest: {suggestion.nearest}.{missing}")
    return "\n".join(lines)


_PRINT: dict[str, Callable[[RoleSuggestion], str]] = {
    "text": _as_text,
    "json": _as_json,
    "yaml": lambda suggestion: sc.dump(suggestion.role),
}


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on standard error when somebody is there to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=0, label="Matching", file=sys.stderr, show_pos=True) as bar:

        def move(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield move


def _say(result: BatchResult) -> None:
    for row, problem in result.first_problems:
        click.echo(f"row {row}: {problem}", err=True)
    if result.problems > len(result.first_problems):
        click.echo(f"and {result.problems - len(result.first_problems)} rows more: see the column 'problem'", err=True)
    left = f", {result.problems} of them not matched" if result.problems else ""
    click.echo(f"{result.rows} rows{left}: {result.folder}")
    for path in result.reports:
        click.echo(path)
