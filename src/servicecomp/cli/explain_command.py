"""`servicecomp explain`."""

from __future__ import annotations

import click

from servicecomp.api import lint_outputs, linting


@click.command("explain", epilog="Example: servicecomp explain IQ102")
@click.argument("code", metavar="CODE|NAME")
@click.option("--rules", multiple=True, metavar="PATH", help="Rules of your own, beside the shipped ones.")
def command(code, rules):
    """Explain a lint rule: what it finds, why it matters, what to say instead, and what that rests on."""
    click.echo(lint_outputs.explanation(linting.explain_rule(code, rules=rules)), nl=False)
