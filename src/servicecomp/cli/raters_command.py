"""`servicecomp raters`."""

from __future__ import annotations

import click

from servicecomp.api.interviews import load_plan, load_scorecards
from servicecomp.api.raters import rater_report
from servicecomp.cli import options

_EXAMPLE = "Example: servicecomp raters cards.xlsx --plan plan.yaml --output raters.html"


@click.command("raters", epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--plan", required=True, metavar="FILE", help="The plan that the interviews followed.")
@options.role
@options.framework
@options.content
@click.option("--fair-averages", is_flag=True, help="Also show averages corrected for who rated, beside the plain ones.")
@click.option(
    "--minimum",
    type=click.IntRange(min=2),
    default=10,
    show_default=True,
    help="Shared candidates below which nothing is said about a person.",
)
@click.option("--seed", type=int, help="Seed of the resamples behind the intervals.")
@options.templates
@click.option("--format", "-f", "format_", type=click.Choice(("text", *options.FORMATS)), help="text when no output is named.")
@options.output
@options.force
def command(paths, plan, role, framework, folders, fair_averages, minimum, seed, templates, format_, output, force):
    """Say whether interviewers agree and how each uses the scale, from the scorecards of many candidates."""
    used = load_plan(plan)
    about = {"role": role, "framework": framework, "folders": folders, "fair_averages": fair_averages, "minimum": minimum, "seed": seed}
    report = rater_report(load_scorecards(*paths, plan=used), plan=used, **about)
    if format_ == "text" or (format_ is None and output is None):
        click.echo("\n".join(report.sentences()))
        return
    options.put_out(report, format_=format_, output=output, templates=templates, force=force)
