"""`servicecomp rubric`."""

from __future__ import annotations

import click

import servicecomp as sc
from servicecomp.cli import options


@click.command("rubric", epilog="Example: servicecomp rubric --role hr-business-partner --output review.pdf")
@options.document_options
def command(role, framework, organisation, folders, templates, format_, output, force):
    """Write a performance-review rubric: behaviour below, at and above the role's level, outcomes beside it."""
    role = options.needed(role, "a role", "--role hr-business-partner")
    document = sc.review_rubric(role, framework=framework, organisation=organisation, folders=folders)
    options.put_out(document, format_=format_, output=output, templates=templates, force=force)
