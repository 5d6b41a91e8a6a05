"""`servicecomp decision`."""

from __future__ import annotations

from pathlib import Path

import click

from servicecomp.api.debriefs import decision_form, load_decision, write_decision_form
from servicecomp.api.interviews import assess, load_plan, load_scorecards
from servicecomp.cli import options

_EXAMPLE = (
    "Examples: servicecomp decision --plan plan.yaml --candidate candidate-1 --output decision.yaml (to fill in); "
    "servicecomp decision decision.yaml --plan plan.yaml --output record.pdf (to sign)"
)


@click.command("decision", epilog=_EXAMPLE)
@click.argument("decision", required=False, metavar="[DECISION]")
@click.option("--plan", required=True, metavar="FILE", help="The plan that the interviews followed.")
@click.option("--candidate", metavar="KEY", help="The candidate that an empty form is for.")
@click.option("--scorecards", multiple=True, metavar="PATH", help="Scorecards, to print beside it what the formula gave.")
@click.option("--vacancy", metavar="PATH", help="The vacancy, for its title and the names of its panel.")
@options.document_options
def command(decision, plan, candidate, scorecards, vacancy, role, framework, organisation, folders, templates, format_, output, force):
    """Write a decision record: an empty form for people to fill in and sign, or the DECISION that they wrote, checked and laid out."""
    used = load_plan(plan)
    filled = load_decision(decision, plan=used) if decision else None
    name = candidate or (
        filled.candidate if filled else options.needed(None, "a candidate or a filled-in decision", "--candidate candidate-1")
    )
    if output is not None and Path(output).suffix.lower() in {".yaml", ".yml"}:
        if filled is not None:
            message = "a decision that is filled in can be laid out as .html, .md, .json, .docx or .pdf"
            raise click.UsageError(message)
        click.echo(write_decision_form(name, output, plan=used, force=force))
        return
    cards = [card for card in load_scorecards(*scorecards, plan=used) if card.candidate == name] if scorecards else []
    about = {"role": role, "framework": framework, "folders": folders}
    found = assess(cards, plan=used, **about) if scorecards else None
    document = decision_form(name, plan=used, organisation=organisation, vacancy=vacancy, assessment=found, decision=filled, **about)
    options.put_out(document, format_=format_, output=output, templates=templates, force=force, screen="md")
