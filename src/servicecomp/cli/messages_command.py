"""`servicecomp messages`."""

from __future__ import annotations

import click

from servicecomp.api.care import candidate_messages, candidate_survey, survey_reading, timing_standard
from servicecomp.api.interviews import load_plan
from servicecomp.cli import options
from servicecomp.models.care import MESSAGE_STEPS

_EXAMPLE = (
    "Examples: servicecomp messages --role contact-centre-agent --organisation examples/organisation.yaml --output messages.html; "
    "servicecomp messages --role contact-centre-agent --step received --plain; "
    "servicecomp messages --role contact-centre-agent --document survey --output survey.pdf"
)


@click.command("messages", epilog=_EXAMPLE)
@options.document_options
@click.option("--vacancy", metavar="FILE", help="The vacancy's sheet: its title, panel and length of the interview.")
@click.option("--plan", metavar="FILE", help="The interview plan: only the people who sit in are named.")
@click.option("--step", type=click.Choice(MESSAGE_STEPS), help="Only the message of this step.")
@click.option("--details", metavar="FILE", help="What only you know, as YAML: name, sender, contact, day, time, place and so on.")
@click.option("--standard", metavar="FILE", help="Your own standard of what candidates can count on, as YAML.")
@click.option(
    "--document",
    type=click.Choice(["messages", "timing", "survey", "survey-reading"]),
    default="messages",
    show_default=True,
    help="The messages, the timing standard, the survey of candidates, or HR's page on how its answers are read.",
)
@click.option("--plain", is_flag=True, help="Print the messages as plain text, to paste into a mail.")
def command(
    role, framework, organisation, folders, templates, format_, output, force, vacancy, plan, step, details, standard, document, plain
):
    """Write what candidates get from you at each step, what they can count on by when, or the survey of how they were treated."""
    wanted = role if vacancy else options.needed(role, "a role or a vacancy sheet", "--role contact-centre-agent")
    about = {"framework": framework, "organisation": organisation, "vacancy": vacancy, "folders": folders}
    put = {"format_": format_, "output": output, "templates": templates, "force": force}
    if document == "survey":
        options.put_out(candidate_survey(wanted, standard=standard, details=details, **about), **put)
        return
    if document != "messages":
        make = timing_standard if document == "timing" else survey_reading
        options.put_out(make(wanted, standard=standard, **about), **put)
        return
    paper = candidate_messages(wanted, step=step, details=details, plan=load_plan(plan) if plan else None, **about)
    if plain:
        click.echo("\n---\n\n".join(message.plain for message in paper.messages), nl=False)
        return
    options.put_out(paper, **put)
