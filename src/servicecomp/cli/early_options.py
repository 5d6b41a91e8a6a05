"""Options that the commands for papers from before the interview share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from servicecomp.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_folder", "one_of", "options_before_the_interview", "role_or_vacancy", "shown_as"]

options_before_the_interview = options.combined(
    options.document_options,
    options.bank,
    click.option("--vacancy", metavar="FILE", help="A vacancy sheet (.xlsx or .yaml) in place of a role: its title, facts and candidates."),
    click.option("--plan", metavar="FILE", help="The interview plan (servicecomp plan); the kit's usual questions when left out."),
    click.option("--minutes", type=click.IntRange(15, 240), help="Length of the interview when there is no plan; 60 when left out."),
    click.option("--pin", "pinned", multiple=True, metavar="QUESTION", help="Ask this question, as competency/id."),
    click.option("--exclude", "excluded", multiple=True, metavar="QUESTION", help="Do not ask this question, as competency/id."),
)


def role_or_vacancy(role: str | None, vacancy: str | None) -> str:
    """Return what the papers are for; a vacancy brings its own role."""
    if role is not None and vacancy is not None:
        message = "name either a role or a vacancy sheet: the sheet holds its role"
        raise click.UsageError(message)
    return options.needed(role or vacancy, "a role or a vacancy sheet", "--role contact-centre-agent")


def one_of(documents: Sequence[str], output: str | None, document: str | None) -> str:
    """Return the one paper to write; a file cannot hold both, and the screen shows the first and says how to get the other."""
    if document is not None:
        return document
    first, other = documents
    if output is not None:
        message = (
            f"there are two papers, and '{output}' is one file: name a folder for both (--output {Path(output).stem}), "
            f"or one of them with --document {first} or --document {other}"
        )
        raise click.UsageError(message)
    click.echo(f"This is the {first}. The other paper: --document {other}; both into a folder: --output NAME.", err=True)
    return first


def shown_as(format_: str | None, output: str | None) -> str | None:
    """Return the format: on the screen, where people read it, Markdown when nothing else is asked for."""
    return "md" if format_ is None and output is None else format_


def is_folder(output: str | None, document: str | None) -> bool:
    """Whether all papers go into a folder: an output without an ending, and no one paper asked for."""
    return output is not None and document is None and (not Path(output).suffix or Path(output).is_dir())
