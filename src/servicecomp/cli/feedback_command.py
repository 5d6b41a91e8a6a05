"""`servicecomp feedback`."""

from __future__ import annotations

from pathlib import Path

import click

from servicecomp.api.care import candidate_feedback, feedback_form
from servicecomp.cli import options
from servicecomp.loading.writing import write_file

_FORM = "Example: servicecomp feedback form --role contact-centre-agent --candidate 1001 --output ticks.yaml"
_WRITE = (
    "Example: servicecomp feedback write 1001 --ticks ticks.yaml --name NAME --contact TEXT --approved-by NAME --approved-on 2026-11-21 "
    "--output feedback.html"
)
_FORM_ENDINGS = {".yaml", ".yml"}


@click.group("feedback", epilog=f"{_FORM}; {_WRITE.removeprefix('Example: ')}")
def command():
    """Tick what a candidate showed, write what they said that shows it, and write the feedback once a named person has approved it."""


@command.command("form", epilog=_FORM)
@options.role
@options.framework
@options.content
@click.option("--vacancy", metavar="FILE", help="The vacancy's sheet, in place of a role.")
@click.option("--candidate", metavar="KEY", help="The candidate's key or name.")
@click.option("--output", "-o", metavar="FILE", help="Where to write (.yaml); to the screen when left out.")
@options.force
def form(role, framework, folders, vacancy, candidate, output, force):
    """Print the form, a YAML file: the lines to tick, each competency at the role's level, with room for what the candidate said."""
    wanted = role if vacancy else options.needed(role, "a role or a vacancy sheet", "--role contact-centre-agent")
    text = feedback_form(wanted, candidate=candidate, framework=framework, vacancy=vacancy, folders=folders)
    if output is None:
        click.echo(text, nl=False)
    elif Path(output).suffix.lower() not in _FORM_ENDINGS:
        message = f"the form is a text file to fill in, and '{output}' does not end in .yaml; for example --output ticks.yaml"
        raise click.UsageError(message)
    else:
        click.echo(write_file(Path(output), text, force=force))


@command.command("write", epilog=_WRITE)
@click.argument("candidate", metavar="CANDIDATE")
@click.option("--ticks", required=True, metavar="FILE", help="The filled-in form.")
@options.document_options
@click.option("--vacancy", metavar="FILE", help="The vacancy's sheet, in place of a role.")
@click.option("--name", metavar="NAME", help="The candidate's name, as they write it; needed where CANDIDATE is a key.")
@click.option("--contact", metavar="TEXT", help="Whom the candidate can ask; the contact for adjustments when left out.")
@click.option("--approved-by", metavar="NAME", help="Who has read the feedback and answers for it.")
@click.option("--approved-on", metavar="DAY", help="On which day, as 2026-11-21.")
def write(
    candidate,
    ticks,
    role,
    framework,
    organisation,
    folders,
    templates,
    format_,
    output,
    force,
    vacancy,
    name,
    contact,
    approved_by,
    approved_on,
):
    """Write the feedback for a CANDIDATE; without somebody's approval and its day it stays a draft, and its message is withheld.

    The role is the one that the form was made for, unless you name one.
    """
    paper = candidate_feedback(
        candidate,
        ticks=Path(ticks),
        role=role,
        name=name,
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
