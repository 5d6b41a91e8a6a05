"""`servicecomp show`."""

from __future__ import annotations

import click

import servicecomp as sc
from servicecomp.api.listing import find_content
from servicecomp.cli import options


@click.command(
    "show",
    epilog="Examples: servicecomp show ownership; servicecomp show ownership/slipped-your-mind; servicecomp show hr-business-partner",
)
@click.argument("name")
@options.framework
@options.bank
@options.content
@click.option("--format", "-f", "format_", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
def command(name, framework, bank, folders, format_):
    """Show a competency, a role, or a question (as competency/id) in full."""
    found = find_content(name, framework=framework, bank=bank, folders=folders)
    click.echo(found.model_dump_json(indent=2, exclude_defaults=True) if format_ == "json" else sc.dump(found).rstrip("\n"))
