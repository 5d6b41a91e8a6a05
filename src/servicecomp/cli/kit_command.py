"""`servicecomp kit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import servicecomp as sc
from servicecomp.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicecomp.models.lines import Document

_DOCUMENTS: dict[str, Callable[..., Document]] = {
    "kit": sc.interview_kit,
    "candidate-pack": sc.candidate_pack,
    "panel-summary": sc.panel_summary,
}
_EXAMPLE = (
    "Examples: servicecomp kit --role contact-centre-agent --output kit.pdf; "
    "servicecomp kit vacancy.xlsx --plan plan.yaml --format pdf --output folder/ (a booklet a candidate, interview and person)"
)


@click.command("kit", epilog=_EXAMPLE)
@click.argument("vacancy", required=False, metavar="[VACANCY]")
@options.document_options
@options.bank
@click.option("--from", "advertisement", metavar="FILE", help="Draft the role from an advertisement (text file) instead of naming one.")
@click.option(
    "--minutes", type=click.IntRange(15, 240), help="Length of the one interview, without a plan; 60 when left out. A plan has its own."
)
@click.option("--pin", "pinned", multiple=True, metavar="QUESTION", help="Ask this question, as competency/id; nothing else moves.")
@click.option("--exclude", "excluded", multiple=True, metavar="QUESTION", help="Do not ask this question, as competency/id.")
@click.option("--rotation", type=click.IntRange(min=1), help="Turn of the bank: the next number draws other questions.")
@click.option("--plan", metavar="FILE", help="Follow a plan made by 'servicecomp plan': its interviews, questions and people.")
@click.option("--interviewer", metavar="KEY", help="Whose booklet it is, with a plan: what others read out is shortened.")
@click.option("--stage", metavar="NAME", help="Which interview of the plan; the interviewer's first when left out.")
@click.option(
    "--remove-left-over", is_flag=True, help="With a VACANCY: delete kits of people who are no longer in it; else they are listed."
)
@click.option("--document", type=click.Choice(list(_DOCUMENTS)), default="kit", show_default=True, help="Which paper to write.")
def command(
    vacancy,
    role,
    framework,
    organisation,
    folders,
    templates,
    format_,
    output,
    force,
    bank,
    advertisement,
    minutes,
    pinned,
    excluded,
    rotation,
    plan,
    interviewer,
    stage,
    remove_left_over,
    document,
):
    """Write an interview kit for a role, or with a VACANCY sheet the whole folder for all candidates and panel members.

    Without --plan the kit is one interview, and requirements that do not fit its minutes are left out and named on its cover. To ask about
    all of them, in as many sessions as that takes, make a plan first ('servicecomp plan') and write every paper with --plan.
    """
    if vacancy is not None:
        if Path(vacancy).suffix.lower() not in {".xlsx", ".yaml", ".yml"}:
            message = f"'{vacancy}' is no vacancy sheet (.xlsx); for an advertisement write: servicecomp kit --from {vacancy}"
            raise click.UsageError(message)
        place = Path(output or Path(vacancy).with_suffix(""))
        formats = (format_ or "html",)
        about = {"organisation": organisation, "bank": bank, "plan": plan, "templates": templates, "folders": folders}
        files = sc.write_vacancy_kit(vacancy, place, formats=formats, force=force, **about)
        click.echo("\n".join(map(str, files)))
        _say_left_over(sc.left_over_kits(files), remove=remove_left_over)
        return
    if advertisement is not None:
        opening, _ = sc.new_vacancy(advertisement=options.read_text_file(advertisement), framework=framework, folders=folders)
        role = opening.role
    role = options.needed(role, "a role, an advertisement or a vacancy sheet", "--role contact-centre-agent")
    picks = {"pinned": pinned, "excluded": excluded, "rotation": rotation, "interviewer": interviewer, "stage": stage}
    about = {"framework": framework, "bank": bank, "organisation": organisation, "minutes": minutes, "plan": plan, "folders": folders}
    paper = _DOCUMENTS[document](role, **about, **(picks if document == "kit" else {}))
    options.put_out(paper, format_=format_, output=output, templates=templates, force=force)
    _say_left_out(paper)


def _say_left_out(paper):
    """Say, after the file is named, what no interview asks about; the paper says so too."""
    if not getattr(paper, "not_asked", ()):
        return
    names = "; ".join(row.name.text for row in paper.coverage.rows if not row.questions)
    click.echo(f"Written, and its first page says so: nothing is asked about {names}.", err=True)
    click.echo("For more time use --minutes; for a plan that asks about everything, see: servicecomp plan --help", err=True)


def _say_left_over(paths, *, remove):
    """Name the kits of an earlier run; they are deleted only when that was asked for."""
    for path in paths:
        if remove:
            path.unlink()
        click.echo(f"{'removed' if remove else 'left over from an earlier run'}: {path}", err=True)
    if paths and not remove:
        click.echo("Nothing was deleted. Look at them, then add --remove-left-over to delete them.", err=True)
