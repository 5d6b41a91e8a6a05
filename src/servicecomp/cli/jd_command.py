"""`servicecomp jd`."""

from __future__ import annotations

import click

import servicecomp as sc
from servicecomp.cli import options


@click.command("jd", epilog="Example: servicecomp jd --role contact-centre-agent --output contact-centre-agent.docx")
@options.document_options
@click.option("--vacancy", metavar="FILE", help="The vacancy sheet, for confirmed criteria, pay and place.")
def command(role, framework, organisation, folders, templates, format_, output, force, vacancy):
    """Write a job description: purpose, behaviours that customers notice, outcomes, pay, how candidates are assessed."""
    if vacancy is None:
        role = options.needed(role, "a role", "--role contact-centre-agent")
    document = sc.job_description(role, framework=framework, organisation=organisation, vacancy=vacancy, folders=folders)
    options.put_out(document, format_=format_, output=output, templates=templates, force=force)
