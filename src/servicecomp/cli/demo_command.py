"""`servicecomp demo`."""

from __future__ import annotations

import click

from servicecomp.api.demo import write_demo


@click.command("demo", epilog="Example: servicecomp demo --output out")
@click.option(
    "--output", "-o", default="out", show_default=True, metavar="FOLDER", help="Where to write; files of an earlier demo are replaced."
)
@click.option(
    "--examples", default="examples", show_default=True, metavar="FOLDER", help="Folder with organisation.yaml and job-description.txt."
)
def command(output, examples):
    """Write every kind of document for two roles, and a kit from an advertisement, to look at."""
    report = write_demo(output, examples=examples)
    for folder, count in report.items():
        click.echo(f"{count:4} files in {folder}")
    click.echo(f"Start with {output}/contact-centre-agent/interview-kit.pdf, or the .html beside it.")
