"""`servicecomp screening`."""

from __future__ import annotations

import click

from servicecomp.api import sifting
from servicecomp.cli import early_options, options

_EXAMPLE = (
    "Examples: servicecomp screening --role contact-centre-agent --output screening (a folder with both papers); "
    "servicecomp screening --role contact-centre-agent --document adjustments-note --output adjustments.html"
)


@click.command("screening", epilog=_EXAMPLE)
@early_options.options_before_the_interview
@click.option("--candidate", metavar="TEXT", help="Name or number on the paper.")
@click.option("--sifted", type=click.Choice(["0", "2", "3"]), default="2", show_default=True, help="Questions answered in writing before.")
@click.option("--hear-by", metavar="DAY", help="By when candidates hear, in words, such as 'Friday 4 December'.")
@click.option(
    "--document",
    type=click.Choice(["screening-kit", "adjustments-note"]),
    help="Which paper; both when left out and the output is a folder, for each candidate of a vacancy sheet.",
)
def command(role, vacancy, candidate, sifted, document, format_, output, templates, force, **about):
    """Write the kit for a screening call of twenty minutes, and the sheet on which adjustments are noted apart."""
    role = early_options.role_or_vacancy(role, vacancy)
    about |= {"vacancy": vacancy, "sifted": int(sifted)}
    if early_options.is_folder(output, document):
        written = {"format": format_ or "html", "templates": templates, "force": force}
        click.echo("\n".join(map(str, sifting.write_screening_papers(role, output, candidate=candidate, **written, **about))))
        return
    shown = {"format_": format_, "output": output, "templates": templates, "force": force}
    if document == "adjustments-note":
        known = {key: about[key] for key in ("framework", "organisation", "vacancy", "folders")}
        options.put_out(sifting.adjustments_note(role, candidate=candidate, **known), **shown)
    else:
        options.put_out(sifting.screening_kit(role, candidate=candidate, **about), **shown)
