"""Vacancies that are valid by construction, with texts that spreadsheets like to spoil."""

from __future__ import annotations

from hypothesis import strategies as st

from servicecomp.models.banks import Question, QuestionBank
from servicecomp.models.base import Status
from servicecomp.models.frameworks import Cluster, Competency, CompetencyLevel, Framework, Indicator
from servicecomp.models.organisations import JobFacts, Organisation
from servicecomp.models.roles import Requirement, RoleProfile, Task
from servicecomp.models.scales import Band, ProficiencyScale, ProficiencyStep, RatingScale, RatingStep
from servicecomp.models.vacancies import Confirmation, Interviewer, Vacancy

TRICKY = (
    *(
        "=1+1",
        '=HYPERLINK("http://x")',
        "+44 20 7946 0000",
        "-5",
        "@home",
        "'quoted",
        "1001",
        "007",
        "2026-11-21",
        "09:30",
        "1/2",
        "50%",
        "1e5",
    ),
    *("TRUE", "yes", "none", "no", "NaN", "inf", "#N/A", "#REF!", "a,b;c", "a  b", "✓", "Ana Kovač", "👩‍💼", "\u00a0a\u00a0b", "&amp;"),
    *("_x0041_", "_x0041_x0042_", "x005F_", "_x005F_x0041_", "<r>x</r>", "<r><t>a</t></r>"),
    *("Benefit", "Job title", "Name", "First name and surname", "As it should be printed", "hiring manager"),
)

DRAFT = Status(stage="draft")


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """One line of text, as the models keep it."""
    letters = st.characters(
        exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
    )
    drawn = st.text(letters, min_size=1, max_size=max_size).map(lambda text: text.strip() or "x")
    return st.sampled_from(TRICKY).map(str.strip) | drawn | st.just("long " * 399 + "text")


def ids() -> st.SearchStrategy[str]:
    """Kebab-case identifiers."""
    return st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """A framework of three to six competencies on scales of any length."""
    steps, top = draw(st.integers(2, 6)), draw(st.integers(2, 7))
    cut = draw(st.integers(1, steps - 1))
    names = draw(st.lists(ids(), min_size=3, max_size=6, unique=True))
    competencies = []
    for name in names:
        levels = sorted(draw(st.sets(st.integers(1, steps), min_size=1)))
        indicators = (Indicator(id="one", text="Tells the customer what happens next."),)
        competencies.append(
            Competency(
                id=name,
                name=draw(texts()),
                cluster="all",
                status=DRAFT,
                definition="Does it.",
                why_it_matters="It helps.",
                levels=tuple(CompetencyLevel(level=level, summary=draw(texts()), indicators=indicators) for level in levels),
            )
        )
    return Framework(
        id="drawn",
        title=draw(texts()),
        version="1",
        status=DRAFT,
        locale="en",
        source="drawn",
        licence="none",
        summary="Drawn.",
        clusters=(Cluster(id="all", name="All", summary="All of them."),),
        proficiency_scale=ProficiencyScale(
            steps=tuple(ProficiencyStep(level=level, name=draw(texts()), summary="A level.") for level in range(1, steps + 1))
        ),
        rating_scale=RatingScale(
            steps=tuple(RatingStep(rating=rating, name=draw(texts()), meaning="A rating.") for rating in range(1, top + 1))
        ),
        bands=(
            Band(id="low", name=draw(texts()), levels=tuple(range(1, cut + 1)), asks_for="Little."),
            Band(id="high", name=draw(texts()), levels=tuple(range(cut + 1, steps + 1)), asks_for="Much."),
        ),
        competencies=tuple(competencies),
    )


@st.composite
def banks(draw: st.DrawFn, framework: Framework) -> QuestionBank:
    """A bank with up to three questions for each competency."""
    questions = [
        Question(
            id=name,
            competency=competency.id,
            kind=draw(st.sampled_from(["past-behaviour", "situational", "knowledge"])),
            band=draw(st.sampled_from(["low", "high"])),
            minutes=draw(st.integers(1, 20)),
            text=draw(texts()),
        )
        for competency in framework.competencies
        for name in draw(st.lists(ids(), max_size=3, unique=True))
    ]
    return QuestionBank(
        id="drawn-bank",
        title="Drawn",
        version="1",
        status=DRAFT,
        locale="en",
        source="drawn",
        licence="none",
        framework=framework.id,
        questions=tuple(questions),
    )


@st.composite
def roles(draw: st.DrawFn, framework: Framework) -> RoleProfile:
    """A role that requires at least three competencies of a framework at levels that they declare."""
    chosen = draw(st.permutations(framework.competencies))[: draw(st.integers(3, len(framework.competencies)))]
    requirements = tuple(
        Requirement(
            competency=competency.id,
            level=draw(st.sampled_from([entry.level for entry in competency.levels])),
            weight=draw(st.integers(1, 100)),
            minimum=draw(st.none() | st.integers(1, framework.rating_scale.top)),
            needed_at_entry=draw(st.booleans()),
        )
        for competency in chosen
    )
    tasks = tuple(
        Task(
            id=name,
            text=draw(texts()),
            competencies=tuple(draw(st.lists(st.sampled_from([entry.id for entry in chosen]), max_size=2, unique=True))),
            criticality=draw(st.none() | st.integers(1, 5)),
        )
        for name in draw(st.lists(ids(), max_size=4, unique=True))
    )
    return RoleProfile(
        id=draw(ids()),
        title=draw(texts()),
        version="0.1",
        status=DRAFT,
        framework=framework.id,
        serves=("external",),
        purpose=draw(texts()),
        line_of_sight=draw(texts()),
        requirements=requirements,
        tasks=tasks,
    )


def job_facts() -> st.SearchStrategy[JobFacts]:
    """Facts of a job, any of them left out."""
    named = {name: st.none() | texts() for name in ("pay", "place", "hours", "contract", "how_to_apply", "closing_date")}
    return st.builds(JobFacts, **named, benefits=st.lists(texts(), max_size=5).map(tuple))


def organisations() -> st.SearchStrategy[Organisation]:
    """Organisations with nothing but a name and facts."""
    return st.builds(Organisation, id=ids(), name=texts(), facts=job_facts())


@st.composite
def vacancies(draw: st.DrawFn, framework: Framework, bank: QuestionBank) -> Vacancy:
    """A vacancy that any documents could be made from."""
    keys = draw(st.permutations([question.key for question in bank.questions]))
    pinned, excluded = draw(st.integers(0, len(keys))), draw(st.integers(0, len(keys)))
    confirmation = st.builds(
        Confirmation,
        name=texts(),
        capacity=st.sampled_from(["hiring-manager", "job-holder"]),
        date=st.dates().map(lambda day: day.isoformat()),
    )
    keys_of_panel = draw(st.lists(ids(), max_size=4, unique=True))
    return Vacancy(
        id=draw(ids()),
        title=draw(texts()),
        role=draw(roles(framework)),
        criteria_confirmed_by=tuple(draw(st.lists(confirmation, max_size=5))),
        facts=draw(job_facts()),
        minutes=draw(st.integers(15, 240)),
        start_time=draw(st.none() | st.times().map(lambda clock: f"{clock:%H:%M}")),
        panel=tuple(Interviewer(key=key, name=draw(texts()), job=draw(st.none() | texts())) for key in keys_of_panel),
        candidates=tuple(draw(st.lists(texts(), max_size=5))),
        pinned=tuple(keys[:pinned]),
        excluded=tuple(keys[pinned : pinned + excluded]),
        rotation=draw(st.integers(1, 9)),
        frozen=draw(st.booleans()),
    )
