"""`servicecomp feedback`."""

from __future__ import annotations

from pathlib import Path

import click

from servicecomp.api.care import candidate_feedback, feedback_form
from servicecomp.cli import options
from servicecomp.loading.writing import write_file

_FORM = "Example: servicecomp feedback form --role contact-centre-agent --candidate 1001 --output ticks.yaml"
_WRITE = (
    "Example: servicecomp feedback write 1001 --ticks ticks.yaml --role contact-centre-agent --approved-by NAME --approved-on 2026-11-21 "
    "--output feedback.html"
)


@click.group("feedback", epilog=f"{_FORM}; {_WRITE.removeprefix('Example: ')}")
def command():
    """Tick what a candidate showed, and write the feedback once a named person has approved it."""


@command.command("form", epilog=_FORM)
@options.role
@options.framework
@options.content
@click.option("--vacancy", metavar="FILE", help="The vacancy's sheet, in place of a role.")
@click.option("--candidate", metavar="KEY", help="The candidate's key or name.")
@click.option("--output", "-o", metavar="FILE", help="Where to write (.yaml); to the screen when left out.")
@options.force
def form(role, framework, folders, vacancy, candidate, output, force):
    """Print the lines to tick: each competency at the role's level."""
    wanted = role if vacancy else options.needed(role, "a role or a vacancy sheet", "--role contact-centre-agent")
    text = feedback_form(wanted, candidate=candidate, framework=framework, vacancy=vacancy, folders=folders)
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(write_file(Path(output), text, force=force))


@command.command("write", epilog=_WRITE)
@click.argument("candidate", metavar="CANDIDATE")
@click.option("--ticks", required=True, metavar="FILE", help="The filled-in form.")
@options.document_options
@click.option("--vacancy", metavar="FILE", help="The vacancy's sheet, in place of a role.")
@click.option("--contact", metavar="TEXT", help="Whom the candidate can ask; the contact for adjustments when left out.")
@click.option("--approved-by", metavar="NAME", help="Who has read the feedback and answers for it.")
@click.option("--approved-on", metavar="DAY", help="On which day, as 2026-11-21.")
def write(
    candidate, ticks, role, framework, organisation, folders, templates, format_, output, force, vacancy, contact, approved_by, approved_on
):
    """Write the feedback for a CANDIDATE; without a name and a day it stays a draft, and its message is withheld."""
    wanted = role if vacancy else options.needed(role, "a role or a vacancy sheet", "--role contact-centre-agent")
    paper = candidate_feedback(
        candidate,
        ticks=Path(ticks),
        role=wanted,
        approved_by=approved_by,
        approved_on=approved_on,
        contact=contact,
        framework=framework,
        organisation=organisation,
        vacancy=vacancy,
        folders=folders,
    )
    if paper.notice is not None:
        click.echo(f"{paper.notice.text}: name who approves it with --approved-by and --approved-on", err=True)
    options.put_out(paper, format_=format_, output=output, templates=templates, force=force)
