"""`servicecomp scorecard`."""

from __future__ import annotations

import click

from servicecomp.api.interviews import load_plan, load_scorecards, new_scorecards, write_scorecards
from servicecomp.cli import options

_EXAMPLE = "Example: servicecomp scorecard plan.yaml --candidate 1001 --candidate 1002 --output cards.xlsx"


@click.command("scorecard", epilog=_EXAMPLE)
@click.argument("plan", metavar="PLAN")
@click.option("--candidate", "candidates", multiple=True, metavar="KEY", help="A candidate's number or name; once for each.")
@click.option("--read", "read", multiple=True, metavar="PATH", help="Filled-in scorecards to check, files or folders.")
@click.option("--output", "-o", metavar="FILE", help="Where to write: .xlsx to fill in, .csv or .json.")
@options.bank
@options.content
@options.force
def command(plan, candidates, read, output, bank, folders, force):
    """Write empty scorecards for a PLAN, or check filled-in ones and put them into one file."""
    if bool(candidates) == bool(read):
        message = "name either candidates (--candidate 1001) or filled-in scorecards (--read cards.xlsx)"
        raise click.UsageError(message)
    used = load_plan(plan)
    cards = load_scorecards(*read, plan=used) if read else new_scorecards(used, candidates)
    if output is None and not read:
        message = "name a file with --output, for example --output cards.xlsx"
        raise click.UsageError(message)
    if output is not None:
        click.echo(write_scorecards(cards, output, plan=used, bank=bank, folders=folders, force=force))
    click.echo(f"{len(cards)} scorecards for {len({card.candidate for card in cards})} candidates")
