"""`servicecomp training`."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from servicecomp.api.training import training_accuracy, write_training_pack
from servicecomp.cli import options

_PACK = "Example: servicecomp training pack --trainee ann --trainee bo --output session/"
_SCORE = "Example: servicecomp training score session/answers.csv"
_about = options.combined(
    click.option(
        "--role", default="contact-centre-agent", show_default=True, metavar="ID|PATH", help="Role that the panel interviews for."
    ),
    click.option("--competency", "competencies", multiple=True, metavar="ID", help="Only this competency; once for each."),
    click.option("--training", metavar="FOLDER", help="A folder with sample answers of your own."),
    options.framework,
    options.bank,
    options.content,
)


@click.group("training", epilog=f"{_PACK}; {_SCORE.removeprefix('Example: ')}")
def command():
    """Train a panel to read anchors alike: sample answers with reference ratings, and accuracy for each trainee."""


@command.command("pack", epilog=_PACK)
@_about
@click.option("--trainee", "trainees", multiple=True, metavar="KEY", help="Who takes part, for the answer sheet; once for each.")
@click.option("--format", "-f", "format_", type=click.Choice(options.FORMATS), default="html", show_default=True)
@click.option("--output", "-o", required=True, metavar="FOLDER", help="Where to write the three files.")
@options.force
def pack(role, competencies, training, framework, bank, folders, trainees, format_, output, force):
    """Write the facilitator's pack, the trainees' booklet and the answer sheet into a folder."""
    about = {"competencies": competencies, "training": training, "framework": framework, "bank": bank, "folders": folders}
    try:
        files = write_training_pack(output, role, trainees=trainees, format=format_, force=force, **about)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo("\n".join(map(str, files)))


@command.command("score", epilog=_SCORE)
@click.argument("answers", metavar="ANSWERS")
@_about
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def score(answers, role, competencies, training, framework, bank, folders, format_):
    """Say how near each trainee came to the reference ratings, from the filled-in answer sheet ANSWERS."""
    about = {"competencies": competencies, "training": training, "framework": framework, "bank": bank, "folders": folders}
    found = training_accuracy(answers, role, **about)
    if format_ == "json":
        click.echo(json.dumps([asdict(entry) for entry in found], indent=2, ensure_ascii=False, default=str))
        return
    for entry in found:
        click.echo(entry.trainee)
        click.echo("\n".join(f"  {line}" for line in entry.sentences()))
