"""`servicecomp schema`."""

from __future__ import annotations

from pathlib import Path

import click

from servicecomp.api.starting import write_schemas


@click.command("schema", epilog="Example: servicecomp schema --output my-content/schemas")
@click.option("--output", "-o", default="schemas", show_default=True, metavar="FOLDER", help="Where to put them.")
def command(output):
    """Put the JSON Schemas beside your files, so that an editor such as VS Code completes fields and marks mistakes as you type."""
    for path in write_schemas(Path(output)):
        click.echo(path)
