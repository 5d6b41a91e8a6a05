"""`servicecomp debrief`."""

from __future__ import annotations

import click

from servicecomp.api.debriefs import debrief
from servicecomp.api.interviews import load_plan, load_scorecards, pooled_error
from servicecomp.cli import options

_EXAMPLE = "Example: servicecomp debrief cards.xlsx --plan plan.yaml --output debrief.html"


@click.command("debrief", epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--plan", required=True, metavar="FILE", help="The plan that the interviews followed.")
@click.option("--vacancy", metavar="PATH", help="The vacancy, for its title and the names of its panel.")
@click.option("--overrides", metavar="FILE", help="Where people departed from the rule, and why (YAML).")
@click.option("--pool", multiple=True, metavar="PATH", help="Scorecards of earlier candidates, to find the ratings' reliability in.")
@click.option("--for", "reader", metavar="KEY", help="Print it for one interviewer: without ratings until all of their own are in.")
@options.bank
@options.document_options
def command(paths, plan, vacancy, overrides, pool, reader, bank, role, framework, organisation, folders, templates, format_, output, force):
    """Write a panel's debrief: an agenda, and one report with ratings side by side, gaps, minimums, ties and their evidence."""
    used = load_plan(plan)
    about = {"role": role, "framework": framework, "folders": folders}
    error = pooled_error(load_scorecards(*pool, plan=used), plan=used, **about) if pool else None
    document = debrief(
        load_scorecards(*paths, plan=used),
        plan=used,
        bank=bank,
        organisation=organisation,
        vacancy=vacancy,
        overrides=overrides or (),
        error=error,
        reader=reader,
        **about,
    )
    options.put_out(document, format_=format_, output=output, templates=templates, force=force, screen="md")
