"""`servicecomp retention`."""

from __future__ import annotations

from pathlib import Path

import click

from servicecomp.api.care import candidate_record, retention_plan
from servicecomp.api.interviews import load_plan, load_scorecards
from servicecomp.cli import options

_PLAN = "Example: servicecomp retention plan gb de --decided-on 2026-11-21 --output retention.html"
_RECORD = "Example: servicecomp retention record 1001 --cards cards.xlsx --plan plan.yaml --names names.yaml --output record.docx"


@click.group("retention", epilog=f"{_PLAN}; {_RECORD.removeprefix('Example: ')}")
def command():
    """Plan until when records are kept, or give a candidate what you hold about them."""


@command.command("plan", epilog=_PLAN)
@click.argument("jurisdictions", nargs=-1, required=True, metavar="PLACE...")
@click.option("--decided-on", required=True, metavar="DAY", help="Day of the decision, or on which the last candidate was told.")
@click.option("--claim-open", is_flag=True, help="A claim, a complaint or a request is open: all is on hold.")
@options.organisation
@options.templates
@options.format_
@options.output
@options.force
def plan_records(jurisdictions, decided_on, claim_open, organisation, templates, format_, output, force):
    """Say until when records are kept by the rules of each PLACE, such as gb (or uk), de, us-ca, or a file of your own."""
    paper = retention_plan(jurisdictions, decided_on=decided_on, organisation=organisation, claim_open=claim_open)
    options.put_out(paper, format_=format_, output=output, templates=templates, force=force)


@command.command("record", epilog=_RECORD)
@click.argument("candidate", metavar="CANDIDATE")
@click.option("--cards", multiple=True, required=True, metavar="PATH", help="Scorecards of all candidates, files or folders.")
@click.option("--plan", metavar="FILE", help="The plan that the interviews followed.")
@click.option("--vacancy", metavar="FILE", help="The vacancy's sheet: names of panel and candidates.")
@click.option("--names", metavar="FILE", help="More names by key, as YAML with 'people'.")
@click.option("--paper", "papers", multiple=True, metavar="FILE", help="Another paper about the candidate, as a text file.")
@click.option("--show-interviewers", is_flag=True, help="Leave interviewers' names in place.")
@options.bank
@options.organisation
@options.content
@options.templates
@options.format_
@options.output
@options.force
def record(
    candidate,
    cards,
    plan,
    vacancy,
    names,
    papers,
    show_interviewers,
    bank,
    organisation,
    folders,
    templates,
    format_,
    output,
    force,
):
    """Write everything held about a CANDIDATE, with other people's names replaced; read it before it goes out."""
    paper = candidate_record(
        candidate,
        cards=load_scorecards(*cards),
        plan=load_plan(plan) if plan else None,
        held={Path(name).name: options.read_text_file(name) for name in papers},
        names=names,
        show_interviewers=show_interviewers,
        bank=bank,
        organisation=organisation,
        vacancy=vacancy,
        folders=folders,
    )
    click.echo(f"names replaced: {sum(paper.removed.model_dump().values())}; read every line before it goes out", err=True)
    options.put_out(paper, format_=format_, output=output, templates=templates, force=force)
