"""`servicecomp fairness`."""

from __future__ import annotations

import click

from servicecomp.api.fairness import fairness_report
from servicecomp.cli import options

_EXAMPLE = "Example: servicecomp fairness examples/outcomes.csv --by sex,age --output fairness.html"


@click.command("fairness", epilog=_EXAMPLE)
@click.argument("outcomes", metavar="OUTCOMES")
@click.option("--stage", "stages", multiple=True, metavar="COLUMN", help="Column of a stage or score; once for each, in order.")
@click.option("--by", metavar="COLUMNS", help="Columns of the characteristics, with commas between.")
@click.option("--groups", metavar="FILE", help="A file of its own with the groups, by the same keys.")
@click.option(
    "--form", type=click.Choice(["selection", "scoring"]), default="selection", show_default=True, help="Stages passed, or scores."
)
@click.option("--publish", is_flag=True, help="A form that others may see: no cell of few people.")
@click.option("--least", type=click.IntRange(min=2), default=10, show_default=True, help="Fewest people that a published cell shows.")
@options.templates
@click.option("--format", "-f", "format_", type=click.Choice(("text", *options.FORMATS)), help="text when no output is named.")
@options.output
@options.force
def command(outcomes, stages, by, groups, form, publish, least, templates, format_, output, force):
    """Hold selection or scoring rates of groups against each other: OUTCOMES is a CSV file or workbook, a line a candidate."""
    names = tuple(name.strip() for name in (by or "").split(",") if name.strip())
    report = fairness_report(outcomes, stages=stages, by=names, form=form, groups=groups, publish=least if publish else None)
    if format_ == "text" or (format_ is None and output is None):
        click.echo("\n".join(report.sentences()))
        return
    options.put_out(report, format_=format_, output=output, templates=templates, force=force)
