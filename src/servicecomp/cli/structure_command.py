"""`servicecomp structure`."""

from __future__ import annotations

import click

from servicecomp.api.debriefs import load_decision
from servicecomp.api.interviews import load_plan, load_scorecards
from servicecomp.api.panels import load_panel, panel_result, structure_report
from servicecomp.cli import options

_EXAMPLE = (
    "Examples: servicecomp structure --plan plan.yaml --output structure.html; "
    "servicecomp structure --vacancy vacancy.xlsx --plan plan.yaml --scorecards cards.xlsx --held held.yaml"
)


@click.command("structure", epilog=_EXAMPLE)
@click.option("--plan", metavar="FILE", help="The interview plan, which names its role; the simple pick of a kit when left out.")
@click.option("--vacancy", metavar="PATH", help="The vacancy sheet: who confirmed the criteria, who sits on the panel.")
@click.option("--scorecards", multiple=True, metavar="PATH", help="Filled-in scorecards of the interviews that were held.")
@click.option("--decision", "decisions", multiple=True, metavar="FILE", help="Filled-in decision records: whether the rule was followed.")
@click.option("--held", metavar="FILE", help="Your log (YAML) of how the interviews were held.")
@click.option(
    "--panel",
    multiple=True,
    metavar="PATH",
    help="Filled-in sheets of an expert panel, files or folders; held against --role where both it and --vacancy are named.",
)
@options.bank
@options.document_options
def command(
    plan, vacancy, scorecards, decisions, held, panel, bank, role, framework, organisation, folders, templates, format_, output, force
):
    """Say how structured an interview is: fifteen components, each with its evidence and what to do; no score."""
    named = role is not None
    if (scorecards or decisions) and plan is None:
        message = "name the plan that scorecards and decisions belong to: --plan plan.yaml"
        raise click.UsageError(message)
    about = {"framework": framework, "vacancy": vacancy, "folders": folders}
    used = load_plan(plan) if plan is not None else None
    role = options.needed(
        role or vacancy or (used.role if used else None), "a role, a vacancy sheet or a plan", "--role contact-centre-agent"
    )
    decided = [load_decision(path, plan=used) for path in decisions]
    found = None
    if panel:
        # Why the named role first: experts are asked about the draft, and the vacancy's criteria are what came of it.
        asked = about | {"vacancy": None if named else vacancy}
        found = panel_result(load_panel(*panel, role=role, **asked), role=role, **asked)
    cards = load_scorecards(*scorecards, plan=used) if scorecards else ()
    report = structure_report(
        role, plan=used, bank=bank, organisation=organisation, panel=found, cards=cards, log=held, decisions=decided, **about
    )
    options.put_out(report, format_=format_, output=output, templates=templates, force=force, screen="md")
