"""`servicecomp assess`."""

from __future__ import annotations

import json

import click

from servicecomp.api.interviews import assess_all, compare, load_plan, load_scorecards, pooled_error, sensitivity
from servicecomp.cli import options

_EXAMPLE = "Example: servicecomp assess cards.xlsx --plan plan.yaml"


@click.command("assess", epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--plan", required=True, metavar="FILE", help="The plan that the interviews followed.")
@options.role
@options.framework
@options.content
@click.option("--pool", multiple=True, metavar="PATH", help="Scorecards of earlier candidates, to find the ratings' reliability in.")
@click.option("--what-if", is_flag=True, help="Also say what other weights, or one rater less, would change.")
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(paths, plan, role, framework, folders, pool, what_if, format_):
    """Say what scorecards come to: totals with their errors, what each competency adds, minimums, gaps and ties."""
    used = load_plan(plan)
    cards = load_scorecards(*paths, plan=used)
    about = {"role": role, "framework": framework, "folders": folders}
    error = pooled_error(load_scorecards(*pool, plan=used), plan=used, **about) if pool else None
    found = list(assess_all(cards, used, error=error, **about))
    side = compare(found)
    if format_ == "json":
        data = {"assessments": [entry.model_dump(mode="json") for entry in found], "comparison": side.model_dump(mode="json")}
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    for entry in found:
        click.echo(f"Candidate {entry.candidate}")
        lines = entry.sentences()
        if what_if:
            lines += sensitivity([card for card in cards if card.candidate == entry.candidate], plan=used, **about).sentences()
        click.echo("\n".join(f"  {line}" for line in lines))
    click.echo("Side by side")
    click.echo("\n".join(f"  {line}" for line in side.sentences()))
