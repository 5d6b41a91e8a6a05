"""`servicecomp new`."""

from __future__ import annotations

from pathlib import Path

import click

import servicecomp as sc
from servicecomp.api.starting import STARTS, new_file
from servicecomp.cli import options

_EPILOG = (
    "Examples: servicecomp new vacancy --role contact-centre-agent; "
    "servicecomp new vacancy --from advertisement.txt --output vacancy.xlsx; "
    "servicecomp new role my-content/roles/night-porter.yaml"
)


@click.group("new", epilog=_EPILOG)
def command():
    """Start a vacancy sheet (Excel, no YAML), or a file of your own with the fields that it needs."""


@command.command("vacancy", epilog="Example: servicecomp new vacancy --role contact-centre-agent --output vacancy.xlsx")
@options.role
@click.option("--from", "advertisement", metavar="FILE", help="Draft the criteria from an advertisement (text file).")
@options.framework
@options.organisation
@options.content
@click.option(
    "--output",
    "-o",
    default="vacancy.xlsx",
    show_default=True,
    metavar="FILE",
    help="The sheet to fill in; the same as a page to read is put beside it.",
)
@options.force
def vacancy(role, advertisement, framework, organisation, folders, output, force):
    """Write the sheet on which hiring manager and job holders confirm what the job needs, before any question is chosen."""
    if (role is None) == (advertisement is None):
        message = "name either a role (--role contact-centre-agent) or an advertisement (--from advertisement.txt)"
        raise click.UsageError(message)
    text = None if advertisement is None else options.read_text_file(advertisement)
    for path in sc.write_vacancy_sheet(
        output, role=role, advertisement=text, framework=framework, organisation=organisation, folders=folders, force=force
    ):
        click.echo(path)
    click.echo(f"Fill in {Path(output).name}, then run: servicecomp kit {output}")


def _starter(kind: str) -> click.Command:
    @click.command(
        kind, help=f"Write a small {kind} file that is valid, to change.", epilog=f"Example: servicecomp new {kind} my-content/{kind}.yaml"
    )
    @click.argument("path", metavar="FILE")
    @options.force
    def start(path, force):
        click.echo(new_file(kind, path, force=force))

    return start


for _kind in STARTS:
    command.add_command(_starter(_kind))
