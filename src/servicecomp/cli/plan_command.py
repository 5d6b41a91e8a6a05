"""`servicecomp plan`."""

from __future__ import annotations

import click

import servicecomp as sc
from servicecomp.api.interviews import plan_interviews, write_plan
from servicecomp.cli import options

_EXAMPLE = "Example: servicecomp plan --role contact-centre-agent --interviewers ann,bo,cy --output plan.yaml"


@click.command("plan", epilog=_EXAMPLE)
@options.role
@options.framework
@options.bank
@options.content
@click.option(
    "--minutes",
    type=click.IntRange(15, 240),
    default=60,
    show_default=True,
    help="Length of one session; what does not fit into it makes further ones.",
)
@click.option("--interviewers", default="3", show_default=True, metavar="NUMBER|KEYS", help="How many, or their keys with commas between.")
@click.option("--stages", default="1", show_default=True, metavar="NUMBER|NAMES", help="How many, or their names with commas between.")
@click.option("--pin", "pinned", multiple=True, metavar="QUESTION", help="Ask this question, as competency/id.")
@click.option("--exclude", "excluded", multiple=True, metavar="QUESTION", help="Do not ask this question, as competency/id.")
@click.option(
    "--rule",
    type=click.Choice(["unit", "weighted", "conjunctive", "hybrid"]),
    default="weighted",
    show_default=True,
    help="How ratings are combined; frozen with the plan.",
)
@click.option("--output", "-o", metavar="FILE", help="Where to write the plan (YAML); shown as text when left out.")
@options.force
def command(role, framework, bank, folders, minutes, interviewers, stages, pinned, excluded, rule, output, force):
    """Plan interviews: the best questions for the time there is, each requirement rated by two people, a spare for each.

    A plan asks about every requirement, in as many sessions as that takes. Candidates and the panel then get their papers from the plan:
    'kit --plan'. A kit without a plan is one interview of so many minutes, and says on its cover what it leaves out.
    """
    role = options.needed(role, "a role", "--role contact-centre-agent")
    people, parts = _number_or_names(interviewers), _number_or_names(stages)
    about = {"framework": framework, "bank": bank, "folders": folders, "pinned": pinned, "excluded": excluded, "rule": rule}
    plan = plan_interviews(role, minutes=minutes, interviewers=people, stages=parts, **about)
    if output is not None:
        click.echo(write_plan(plan, output, force=force))
    questions = {entry.key: entry.minutes for entry in sc.load_question_bank(bank or plan.bank or "", folders=folders).questions}
    for session in plan.sessions:
        click.echo(f"{session.stage}: {session.minutes} minutes, {', '.join(session.interviewers)}")
        for key, asker in zip(session.questions, session.askers, strict=True):
            click.echo(f"  {key} ({questions[key]} minutes, {asker} asks)")
        click.echo(f"  spares: {', '.join(session.spares) or 'none'}")
    click.echo("\n".join(plan.notes), nl=bool(plan.notes))


def _number_or_names(text):
    return int(text) if text.strip().isdigit() else [name.strip() for name in text.split(",") if name.strip()]
