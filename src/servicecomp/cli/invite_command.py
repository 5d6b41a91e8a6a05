"""`servicecomp invite`."""

from __future__ import annotations

from pathlib import Path

import click

import servicecomp as sc
from servicecomp.cli import options
from servicecomp.loading.writing import write_file

_EXAMPLE = (
    "Examples: servicecomp invite schedule.yaml --vacancy vacancy.xlsx --plan plan.yaml --output invitations/; "
    "servicecomp invite schedule.yaml --new --vacancy vacancy.xlsx --plan plan.yaml --dated 2026-11-23 --first '2026-12-01 09:30' "
    "--time-zone Europe/London --organiser jobs@example.org --email ann=ann@example.org --email 1001=a.candidate@example.org "
    "--place 'Room 4'"
)
_FOR_NEW = ("dated", "first", "time_zone", "organiser", "emails")


@click.command("invite", epilog=_EXAMPLE)
@click.argument("schedule", metavar="SCHEDULE")
@click.option("--vacancy", required=True, metavar="FILE", help="The vacancy: its sheet (.xlsx) or YAML.")
@click.option("--plan", required=True, metavar="FILE", help="The plan made by 'servicecomp plan'.")
@options.organisation
@options.content
@click.option("--output", "-o", metavar="FOLDER", help="Where to write the invitations; beside the schedule when left out.")
@click.option("--sequence", type=click.IntRange(min=0), help="Number of this version; one more each time that they are sent again.")
@click.option("--cancel", is_flag=True, help="Take the invitations back; give a higher --sequence.")
@click.option("--new", is_flag=True, help="Write a first SCHEDULE without a clash, to change; with the options below.")
@click.option("--dated", metavar="DAY", help="With --new: the day on which it is drawn up, as year-month-day.")
@click.option("--first", metavar="'DAY TIME'", help="With --new: when the first interview starts, such as '2026-12-01 09:30'.")
@click.option("--time-zone", metavar="NAME", help="With --new: IANA name, such as Europe/London.")
@click.option("--organiser", metavar="ADDRESS", help="With --new: the e-mail address that sends the invitations and gets the answers.")
@click.option("--email", "emails", multiple=True, metavar="KEY=ADDRESS", help="With --new: once for each interviewer and each candidate.")
@click.option("--place", metavar="TEXT", help="With --new: where the interviews are held.")
@click.option("--link", metavar="URL", help="With --new: where they are held on screen.")
@options.force
def command(schedule, vacancy, plan, organisation, folders, output, sequence, cancel, new, force, **draft):
    """Write calendar invitations (.ics) for the interviews of a SCHEDULE, one for each candidate and one for their panel."""
    if new:
        click.echo(write_file(Path(schedule), sc.dump(_drafted(plan, vacancy, folders, draft)), force=force))
        return
    found = sc.invitations(
        plan,
        vacancy=vacancy,
        schedule=schedule,
        organisation=organisation,
        sequence=sequence,
        status="cancelled" if cancel else None,
        folders=folders,
    )
    files = sc.write_invitations(found, output or Path(schedule).with_suffix(""), force=force)
    click.echo("\n".join(map(str, files)))


def _drafted(plan, vacancy, folders, draft):
    missing = [f"--{name.replace('_', '-').removesuffix('s')}" for name in _FOR_NEW if not draft[name]]
    if missing:
        message = f"a new schedule needs {', '.join(missing)}"
        raise click.UsageError(message)
    emails = [entry.partition("=") for entry in draft["emails"]]
    day, _, clock = draft["first"].partition(" ")
    given = {name: draft[name] for name in ("dated", "time_zone", "organiser", "place", "link")}
    addresses = {key.strip(): address.strip() for key, _, address in emails}
    return sc.draft_schedule(plan, vacancy=vacancy, date=day, start=clock.strip(), addresses=addresses, folders=folders, **given)
