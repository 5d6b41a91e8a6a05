"""`servicecomp panel`."""

from __future__ import annotations

import click

import servicecomp as sc
from servicecomp.api.panels import load_panel, panel_form, panel_in_words, panel_result, write_panel_forms
from servicecomp.cli import options

_EPILOG = (
    "Examples: servicecomp panel form --role contact-centre-agent --experts 8 --output panel; "
    "servicecomp panel result panel --role contact-centre-agent"
)
_vacancy = click.option("--vacancy", metavar="PATH", help="The vacancy sheet, where the role is its own.")


@click.group("panel", epilog=_EPILOG)
def command():
    """Ask people who do or lead the job what it needs, and see what their answers come to."""


@command.command("form", epilog="Example: servicecomp panel form --role contact-centre-agent --experts ann,bo,cy --output panel")
@options.role
@_vacancy
@options.framework
@options.organisation
@options.content
@options.templates
@click.option("--experts", default="5", show_default=True, metavar="NUMBER|KEYS", help="How many, or their keys with commas between.")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["xlsx", "csv", "html", "md", "docx", "pdf"]),
    default="xlsx",
    show_default=True,
    help="xlsx or csv: a file to fill in for each expert; html, md, docx or pdf: the sheet to print.",
)
@click.option("--output", "-o", metavar="FOLDER", default="panel", show_default=True, help="Folder for the sheets.")
@options.force
def form(role, vacancy, framework, organisation, folders, templates, experts, format_, output, force):
    """Write a sheet for each expert: tasks, what they need, and which competencies are essential."""
    role = options.needed(role or vacancy, "a role or a vacancy sheet", "--role contact-centre-agent")
    about = {"framework": framework, "vacancy": vacancy, "folders": folders}
    if format_ in {"xlsx", "csv"}:
        people = int(experts) if experts.strip().isdigit() else [key.strip() for key in experts.split(",") if key.strip()]
        for path in write_panel_forms(role, output, experts=people, format=format_, force=force, **about):
            click.echo(path)
        return
    sheet = panel_form(role, organisation=organisation, **about)
    click.echo(sc.write(sheet, f"{output}/expert-panel-sheet.{format_}", templates=templates, force=force))
    click.echo("one sheet to print and copy; type the answers into a workbook for each expert (--format xlsx) to count them", err=True)


@command.command("result", epilog="Example: servicecomp panel result panel --role contact-centre-agent --output intake.html")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.role
@_vacancy
@options.framework
@options.organisation
@options.content
@options.templates
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "json", "html", "md", "docx", "pdf"]),
    help="text or json: the figures; the others: the intake sheet with the figures on it. The output's ending, or text, when left out.",
)
@options.output
@options.force
def result(paths, role, vacancy, framework, organisation, folders, templates, format_, output, force):
    """Say what filled-in sheets come to, or print it on the intake sheet. Nothing is decided and no file of yours is changed."""
    role = options.needed(role or vacancy, "a role or a vacancy sheet", "--role contact-centre-agent")
    about = {"framework": framework, "vacancy": vacancy, "folders": folders}
    found = panel_result(load_panel(*paths, role=role, **about), role=role, **about)
    if output is None and format_ in {None, "text"}:
        click.echo("\n".join(panel_in_words(found, role=role, **about)))
    elif output is None and format_ == "json":
        click.echo(found.model_dump_json(indent=2))
    elif format_ in {"text", "json"}:
        message = f"{format_} goes to the screen; a file holds the intake sheet (html, md, docx, pdf)"
        raise click.UsageError(message)
    else:
        sheet = sc.intake_sheet(role, panel=found, organisation=organisation, **about)
        options.put_out(sheet, format_=format_, output=output, templates=templates, force=force)
