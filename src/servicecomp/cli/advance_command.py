"""`servicecomp advance`."""

from __future__ import annotations

import click

from servicecomp.api import sifting
from servicecomp.cli import early_options, options


@click.command("advance", epilog="Example: servicecomp advance --role contact-centre-agent --days-before 5 --output questions.html")
@early_options.options_before_the_interview
@click.option("--rotation", type=click.IntRange(min=1), help="Turn of the bank, as in the kit.")
@click.option("--days-before", type=click.IntRange(1, 15), default=3, show_default=True, help="Working days before the first interview.")
def command(role, vacancy, format_, output, templates, force, **about):
    """Write the page that sends the interview's main questions to all candidates on the same day."""
    role = early_options.role_or_vacancy(role, vacancy)
    paper = sifting.questions_in_advance(role, vacancy=vacancy, **about)
    options.put_out(paper, format_=early_options.shown_as(format_, output), output=output, templates=templates, force=force)
