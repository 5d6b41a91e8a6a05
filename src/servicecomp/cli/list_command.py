"""`servicecomp list`."""

from __future__ import annotations

import json

import click

from servicecomp.api.listing import KINDS, list_content
from servicecomp.cli import options


@click.command("list", epilog="Example: servicecomp list roles")
@click.argument("kind", type=click.Choice(list(KINDS)), default="roles")
@options.framework
@options.bank
@options.content
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(kind, framework, bank, folders, format_):
    """List frameworks, banks, roles, competencies or questions, each with its id, which every other command takes."""
    rows = list_content(kind, framework=framework, bank=bank, folders=folders)
    if format_ == "json":
        click.echo(json.dumps([{"id": name, "title": title} for name, title in rows], indent=2, ensure_ascii=False))
        return
    width = max((len(name) for name, _ in rows), default=0)
    for name, title in rows:
        click.echo(f"{name:{width}}  {title}")
