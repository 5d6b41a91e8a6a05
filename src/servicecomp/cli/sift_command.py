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
@click.option("--document", type=click.Choice(list(_DOCUMENTS)), help="Which paper; both when left out and the output is a folder.")
def command(role, vacancy, document, format_, output, templates, force, **about):
    """Write the questions for applicants, and the form on which two readers rate the answers without names."""
    role = early_options.role_or_vacancy(role, vacancy)
    if early_options.is_folder(output, document):
        written = {"format": format_ or "html", "templates": templates, "force": force}
        click.echo("\n".join(map(str, sifting.write_sift_papers(role, output, vacancy=vacancy, **written, **about))))
        return
    paper = _DOCUMENTS[document or "sift-grid"](role, vacancy=vacancy, **about)
    options.put_out(paper, format_=format_, output=output, templates=templates, force=force)
