"""Options that the commands for papers from before the interview share."""

from __future__ import annotations

from pathlib import Path

import click

from servicecomp.cli import options

__all__ = ["is_folder", "options_before_the_interview", "role_or_vacancy"]

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


def is_folder(output: str | None, document: str | None) -> bool:
    """Whether all papers go into a folder: an output without an ending, and no one paper asked for."""
    return output is not None and document is None and (not Path(output).suffix or Path(output).is_dir())
