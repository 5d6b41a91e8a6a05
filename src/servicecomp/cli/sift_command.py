"""`servicecomp sift`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servicecomp.api import sifting
from servicecomp.cli import early_options, options

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicecomp.models.lines import Document

_DOCUMENTS: dict[str, Callable[..., Document]] = {"sift-grid": sifting.sift_grid, "application-questions": sifting.application_questions}
_EXAMPLE = (
    "Examples: servicecomp sift --role contact-centre-agent --output sift (a folder with both papers); "
    "servicecomp sift --role contact-centre-agent --document application-questions --output application.html"
)


@click.command("sift", epilog=_EXAMPLE)
@early_options.options_before_the_interview
@click.option("--questions", type=click.IntRange(2, 3), default=2, show_default=True, help="How many applicants answer in writing.")
@click.option("--words", type=click.IntRange(50, 1000), help="Length of an answer; 200 for a question of eight minutes when left out.")
@click.option("--hear-by", metavar="DAY", help="By when all applicants hear what came of it: 2026-12-04, or in words.")
@click.option(
    "--guaranteed-interview",
    metavar="MINIMUM",
    help="If disabled applicants who meet a minimum are promised an interview: that minimum in words, such as '3 from both readers on "
    "each answer'. The page asks who would like to be considered, and the form says when it is applied.",
)
@click.option("--document", type=click.Choice(list(_DOCUMENTS)), help="Which paper; both when the output is a folder.")
def command(role, vacancy, document, hear_by, format_, output, templates, force, **about):
    """Write the questions for applicants, and the form on which two readers rate the answers without names."""
    role = early_options.role_or_vacancy(role, vacancy)
    if early_options.is_folder(output, document):
        written = {"format": format_ or "html", "templates": templates, "force": force}
        click.echo("\n".join(map(str, sifting.write_sift_papers(role, output, vacancy=vacancy, hear_by=hear_by, **written, **about))))
        return
    chosen = early_options.one_of(list(_DOCUMENTS), output, document)
    if chosen == "application-questions":
        about["hear_by"] = hear_by
    paper = _DOCUMENTS[chosen](role, vacancy=vacancy, **about)
    shown = early_options.shown_as(format_, output)
    options.put_out(paper, format_=shown, output=output, templates=templates, force=force)
