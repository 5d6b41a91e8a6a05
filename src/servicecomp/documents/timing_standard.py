"""What candidates can count on, with who answers for it and room for what happened."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from servicecomp.documents.parts import common, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.loading.building import build
from servicecomp.loading.bundled import package_data
from servicecomp.loading.sources import read_source
from servicecomp.models.care import CareStandard, TimingRow, TimingStandard
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.care import CareDuty
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["default_standard", "timing_standard"]


@cache
def default_standard() -> CareStandard:
    """Return the standard that holds where an organisation has set none."""
    return build(CareStandard, read_source(package_data("care", "standard.yaml")))


def timing_standard(
    role: RoleProfile,
    *,
    framework: Framework,
    standard: CareStandard | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> TimingStandard:
    """Return the standard as a sheet to fill in for one vacancy."""
    say = phrases_for(framework.locale)
    used = standard or default_standard()
    title = job_title(role, vacancy)
    return TimingStandard(
        title=say.text("timing.title", role=title),
        role_title=title,
        lead=say.lines("timing.lead_lines"),
        rows=tuple(_row(say, used, duty) for duty in used.duties),
        check=say.lines("timing.check_lines"),
        # Why no draft notice: what is owed to candidates does not wait for the criteria.
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy) | {"draft_notice": None},
    )


def _row(say: Phrases, standard: CareStandard, duty: CareDuty) -> TimingRow:
    source = f"care/{standard.id}/{duty.id}"
    text = duty.when
    if text is None:
        keys = {0: "timing.when_same_day", 1: "timing.when_day"}
        text = say.text(keys.get(duty.working_days or 0, "timing.when_days"), number=duty.working_days, after=duty.after)
    return TimingRow(
        id=duty.id,
        what=Line(text=duty.what, source=f"{source}/what"),
        when=Line(text=text, source=f"{source}/when"),
        who=Line(text=duty.who, source=f"{source}/who"),
    )
