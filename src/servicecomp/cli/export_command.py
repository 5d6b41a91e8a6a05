"""`servicecomp export`."""

from __future__ import annotations

import click

from servicecomp.api.exports import export_kit, export_scorecards, write_export
from servicecomp.api.interviews import load_plan, load_scorecards
from servicecomp.cli import options

_EXAMPLE = "Example: servicecomp export --system greenhouse --role contact-centre-agent --plan plan.yaml --output out/"


@click.command("export", epilog=_EXAMPLE)
@click.option("--system", required=True, metavar="NAME|PATH", help="greenhouse, ashby, lever, workday or frappe, or a profile of your own.")
@options.role
@click.option("--vacancy", metavar="PATH", help="The opening's sheet or file; its role is used.")
@options.framework
@options.bank
@options.content
@click.option("--plan", metavar="FILE", help="The plan to export; the simple pick when left out.")
@click.option("--scorecards", multiple=True, metavar="PATH", help="Filled-in scorecards to export as well, files or folders.")
@click.option("--output", "-o", required=True, metavar="FOLDER", help="Folder to write into.")
@options.force
def command(system, role, vacancy, framework, bank, folders, plan, scorecards, output, force):
    """Write a kit, and scorecards if wanted, in the shape of an HR system, with a report of what did not fit."""
    if scorecards and plan is None:
        message = "scorecards need the plan that they follow: add --plan plan.yaml"
        raise click.UsageError(message)
    used = load_plan(plan) if plan is not None else None
    if vacancy is None and used is None:
        role = options.needed(role, "a role, a plan or a vacancy", "--role contact-centre-agent")
    about = {"system": system, "bank": bank, "framework": framework, "vacancy": vacancy, "folders": folders}
    exports = [export_kit(role or (used.role if used else ""), plan=used, **about)]
    if used is not None and scorecards:
        exports.append(export_scorecards(load_scorecards(*scorecards, plan=used), plan=used, role=role, **about))
    click.echo("\n".join(map(str, write_export(output, *exports, force=force))))
    click.echo(f"{sum(len(export.losses) for export in exports)} things did not fit or are left to people: read the loss report.")
