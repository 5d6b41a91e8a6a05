"""What the tests of the vacancy workbook share."""

from __future__ import annotations

import pytest

from servicecomp.exchange import write_vacancy_xlsx
from servicecomp.loading.catalogue import Catalogue
from servicecomp.models.roles import Requirement, Task
from servicecomp.models.vacancies import Interviewer, Vacancy


@pytest.fixture(scope="session")
def catalogue():
    return Catalogue()


@pytest.fixture(scope="session")
def vacancy(catalogue):
    role = catalogue.role("contact-centre-agent")
    requirements = (
        Requirement(competency="needs-discovery", level=2, weight=40, minimum=3),
        Requirement(competency="clear-communication", level=2, weight=30),
        Requirement(competency="de-escalation", level=2, weight=20),
        Requirement(competency="composure", level=2, weight=10, needed_at_entry=False),
    )
    tasks = (
        Task(id="answer", text="Answer customers' questions by phone, chat and e-mail.", competencies=("needs-discovery",), criticality=3),
        Task(id="upset", text="Speak with callers who are angry until they can say what they need.", competencies=("de-escalation",)),
    )
    return Vacancy(
        id="autumn-agent",
        title="Contact centre agent",
        role=role.model_copy(update={"requirements": requirements, "tasks": tasks}),
        panel=(Interviewer(key="ana", name="Ana Kovač", job="Team leader"),),
        candidates=("1001", "1002"),
        rotation=3,
    )


@pytest.fixture(scope="session")
def framework(catalogue):
    return catalogue.framework("customer-service")


@pytest.fixture(scope="session")
def bank(catalogue):
    """A few questions of the shipped bank: the property tests read them hundreds of times."""
    shipped = catalogue.bank("customer-service")
    asked = ("needs-discovery", "clear-communication", "composure")
    return shipped.model_copy(
        update={"questions": tuple(entry for entry in shipped.questions if entry.competency in asked and entry.band == "entry")}
    )


@pytest.fixture(scope="session")
def workbook(vacancy, framework, bank):
    return write_vacancy_xlsx(vacancy, framework, bank)
