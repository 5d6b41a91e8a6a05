"""`servicecomp check`."""

from __future__ import annotations

import json

import click

import servicecomp as sc
from servicecomp.cli import options


@click.command("check", epilog="Example: servicecomp check my-content/ examples/organisation.yaml")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.content
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(context, paths, folders, format_):
    """Check files and folders of content: every problem with its line and what to do. Exit 1 when there is an error."""
    report = sc.check(paths, folders=folders)
    if format_ == "json":
        click.echo(
            json.dumps(
                {"files": report.files, "problems": [problem.to_dict() for problem in report.problems]}, indent=2, ensure_ascii=False
            )
        )
    else:
        for problem in report.problems:
            click.echo(problem)
        errors = sum(problem.severity == "error" for problem in report.problems)
        counts = ((report.files, "file"), (errors, "error"), (len(report.problems) - errors, "warning"))
        files, wrong, doubtful = (f"{count} {word}" if count == 1 else f"{count} {word}s" for count, word in counts)
        click.echo(f"{files} checked: {wrong}, {doubtful}")
    context.exit(0 if report.ok else 1)
