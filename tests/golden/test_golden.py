"""Small golden documents: a tiny framework in Markdown and JSON, so that a change of layout or wording shows as a readable difference.

After a change that is meant: `GOLDEN=write python -m pytest tests/golden`, then read the difference before committing it.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

import servicecomp as sc
from servicecomp.models.banks import Anchor, Probe, Question, QuestionBank
from servicecomp.models.base import Stage, Status
from servicecomp.models.frameworks import Band, Cluster, Competency, CompetencyLevel, Framework, Indicator
from servicecomp.models.roles import Requirement, RoleProfile, Task
from servicecomp.models.scales import ProficiencyScale, ProficiencyStep, RatingScale, RatingStep

HERE = Path(__file__).parent / "documents"
DRAFT = Status(stage=Stage.DRAFT)


def competency(name, title, act):
    levels = [
        CompetencyLevel(
            level=level,
            summary=f"{title} at level {level}.",
            indicators=(Indicator(id="does", text=f"{act} in a case of level {level}."),),
            contra_indicators=(Indicator(id="slips", text=f"Lets it slip in a case of level {level}."),),
        )
        for level in (1, 2)
    ]
    return Competency(
        id=name,
        name=title,
        cluster="all",
        status=DRAFT,
        definition=f"{act}.",
        why_it_matters="It helps.",
        levels=tuple(levels),
        origin="tiny",
    )


FRAMEWORK = Framework(
    id="tiny",
    title="Tiny",
    version="1",
    status=DRAFT,
    locale="en-GB",
    source="Us",
    licence="Ours",
    summary="Three competencies.",
    clusters=(Cluster(id="all", name="All", summary="All of it."),),
    proficiency_scale=ProficiencyScale(
        steps=(ProficiencyStep(level=1, name="First", summary="Routine."), ProficiencyStep(level=2, name="Second", summary="Not routine."))
    ),
    rating_scale=RatingScale(steps=tuple(RatingStep(rating=n, name=f"Rating {n}", meaning=f"Meaning {n}.") for n in (1, 2, 3))),
    bands=(Band(id="one", name="One", levels=(1,), asks_for="Routine."), Band(id="two", name="Two", levels=(2,), asks_for="Not routine.")),
    competencies=(
        competency("greeting", "Greeting", "Greets"),
        competency("asking", "Asking", "Asks"),
        competency("closing", "Closing", "Closes"),
    ),
)
BANK = QuestionBank(
    id="tiny",
    title="Tiny",
    version="1",
    status=DRAFT,
    locale="en-GB",
    source="Us",
    licence="Ours",
    framework="tiny",
    questions=tuple(
        Question(
            id="last-time",
            competency=name,
            kind="past-behaviour",
            band="one",
            minutes=8,
            text=f"Tell me about the last {name}.",
            probes=tuple(Probe(id=step, step=step, text=f"What about the {step}?") for step in ("situation", "action", "result")),
            anchors=tuple(Anchor(id=f"rated-{n}", rating=n, text=f"Story {n} of {name}.") for n in (1, 2, 3)),
            listen_for=("One thing.",),
            red_flags=("Another.",),
            origin="tiny",
        )
        for name in ("greeting", "asking", "closing")
    ),
)
ROLE = RoleProfile(
    id="porter",
    title="Porter",
    version="1",
    status=DRAFT,
    framework="tiny",
    serves=("external",),
    purpose="Brings people where they need to be.",
    line_of_sight="Whoever is fetched in time is seen in time.",
    requirements=(
        Requirement(competency="greeting", level=1, weight=3, minimum=2),
        Requirement(competency="asking", level=1, weight=2),
        Requirement(competency="closing", level=1, weight=1, needed_at_entry=False),
    ),
    tasks=(Task(id="fetch", text="Fetch people.", competencies=("greeting",)),),
)


def documents():
    return {
        "job-description": sc.job_description(ROLE, framework=FRAMEWORK),
        "interview-kit": sc.interview_kit(ROLE, framework=FRAMEWORK, bank=BANK, minutes=45),
        "candidate-pack": sc.candidate_pack(ROLE, framework=FRAMEWORK, bank=BANK, minutes=45),
        "panel-summary": sc.panel_summary(ROLE, framework=FRAMEWORK, bank=BANK, minutes=45),
        "review-rubric": sc.review_rubric(ROLE, framework=FRAMEWORK),
        "intake-sheet": sc.intake_sheet(ROLE, framework=FRAMEWORK),
    }


@pytest.mark.parametrize("name", ["job-description", "interview-kit", "candidate-pack", "panel-summary", "review-rubric", "intake-sheet"])
def test_a_document_is_as_it_was_read_and_approved(name):
    rendered = sc.render(documents()[name], format="md")
    path = HERE / f"{name}.md"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(rendered, encoding="utf-8")
    golden = path.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(golden.splitlines(), rendered.splitlines(), "approved", "now", lineterm=""))
    assert not difference, f"\n{difference}"
