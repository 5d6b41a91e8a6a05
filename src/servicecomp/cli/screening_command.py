"""`servicecomp screening`."""

from __future__ import annotations

import click

from servicecomp.api import sifting
from servicecomp.cli import early_options, options

_DOCUMENTS = ("screening-kit", "adjustments-note")
_EXAMPLE = (
    "Examples: servicecomp screening --role contact-centre-agent --output screening (a folder with both papers); "
    "servicecomp screening --role contact-centre-agent --document adjustments-note --output adjustments.html"
)


@click.command("screening", epilog=_EXAMPLE)
@early_options.options_before_the_interview
@click.option("--candidate", metavar="TEXT", help="Name or number on the paper.")
@click.option("--sifted", type=click.Choice(["0", "2", "3"]), default="2", show_default=True, help="Questions answered in writing before.")
@click.option("--hear-by", metavar="DAY", help="By when candidates hear: 2026-12-04, or in words.")
@click.option("--call-minutes", type=click.Choice(["20", "30"]), default="20", show_default=True, help="Length of the call.")
@click.option(
    "--document",
    type=click.Choice(_DOCUMENTS),
    help="Which paper; both when the output is a folder, for each candidate of a vacancy sheet.",
)
def command(role, vacancy, candidate, sifted, call_minutes, document, format_, output, templates, force, **about):
    """Write the kit for a screening call of twenty minutes, or of thirty, and the sheet on which adjustments are noted apart."""
    role = early_options.role_or_vacancy(role, vacancy)
    about |= {"vacancy": vacancy, "sifted": int(sifted), "call_minutes": int(call_minutes)}
    if early_options.is_folder(output, document):
        written = {"format": format_ or "html", "templates": templates, "force": force}
        click.echo("\n".join(map(str, sifting.write_screening_papers(role, output, candidate=candidate, **written, **about))))
        return
    chosen = early_options.one_of(_DOCUMENTS, output, document)
    shown = {"format_": early_options.shown_as(format_, output), "output": output, "templates": templates, "force": force}
    if chosen == "adjustments-note":
        known = {key: about[key] for key in ("framework", "organisation", "vacancy", "folders")}
        options.put_out(sifting.adjustments_note(role, candidate=candidate, **known), **shown)
    else:
        options.put_out(sifting.screening_kit(role, candidate=candidate, **about), **shown)
