"""`servicecomp lint`."""

from __future__ import annotations

import click

from servicecomp.api import lint_outputs, linting
from servicecomp.cli import options
from servicecomp.models.kinds import KINDS

_EXAMPLE = "Examples: servicecomp lint advertisement.docx --jurisdiction us-co; servicecomp lint questions.txt --kind interview-question"


@click.command("lint", epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--kind", type=click.Choice(KINDS), help="What the texts are; told by the file, or by its question marks, when left out.")
@click.option("--jurisdiction", metavar="ID", help="Profile of law: us, us-ca, us-co, us-ny, us-wa, uk, eu, ca or au.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these: codes, beginnings of codes, names, or ALL.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these.")
@click.option("--preview", is_flag=True, help="Run previews too: rules whose hits are not yet known to be apt.")
@click.option("--rules", multiple=True, metavar="PATH", help="Rules of your own, beside the shipped ones.")
@options.framework
@click.option("--baseline", metavar="FILE", help="Tell only what this file does not hold; it is written when it does not exist yet.")
@click.option("--fix", is_flag=True, help="Make the safe fixes in plain text and Markdown, then tell what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--statistics", is_flag=True, help="Count problems by rule.")
@click.option("--format", "-f", "format_", type=click.Choice(lint_outputs.FORMATS), default="text", show_default=True)
@click.option("--output", "-o", metavar="FILE", help="Where to write; to the screen when left out.")
@options.force
@click.pass_context
def command(context, /, paths, fix, diff, baseline, framework, statistics, format_, output, force, **chosen):
    """Lint job descriptions, interview questions, anchors and metrics. Exit 1 when there is an error or a warning.

    Text, Markdown, HTML, Word and our own YAML are read. With --format docx the one Word file comes back with comments. The rules are
    not exhaustive, and what they say is no legal advice.
    """
    if diff:
        click.echo(lint_outputs.differences(paths, **chosen), nl=False)
        return
    if fix:
        for path in linting.text_files(paths):
            linting.fix_file(path, **chosen)
    report = linting.lint_files(paths, baseline=baseline, framework=framework, **chosen)
    for notice in report.notices:
        click.echo(f"servicecomp: {notice}", err=True)
    lint_outputs.put_out(report, paths, statistics=statistics, format_=format_, output=output, force=force, say=click.echo)
    context.exit(0 if report.ok else 1)
