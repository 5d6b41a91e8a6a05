"""Hypothesis strategies for servicecomp's objects, for the tests of programs that import it.

Every strategy makes objects that are valid by construction, so that no example is thrown away. Needs the extra `testing`.

>>> from hypothesis import given
>>> @given(role=role_profiles())
... def test_my_import(role): ...

"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from servicecomp.models.banks import Anchor, Exercise, Material, Probe, Question, QuestionBank, QuestionKind
from servicecomp.models.base import Crosswalk, Stage, Statement, Status
from servicecomp.models.frameworks import Cluster, Competency, CompetencyLevel, Cue, Framework, Indicator, OutcomeMeasure
from servicecomp.models.organisations import Brand, JobFacts, Organisation, Value, ValueBehaviour
from servicecomp.models.roles import Requirement, RoleProfile, Task
from servicecomp.models.scales import Band, ProficiencyLevel, ProficiencyScale, ProficiencyStep, RatingScale, RatingStep, RatingValue
from servicecomp.models.vacancies import Confirmation, Interviewer, Vacancy

if TYPE_CHECKING:
    from collections.abc import Sequence

E = TypeVar("E")

__all__ = ["frameworks", "ids", "organisations", "question_banks", "rich_texts", "role_profiles", "texts", "vacancies"]

_KINDS: tuple[QuestionKind, ...] = ("past-behaviour", "situational", "knowledge", "work-sample", "role-play")
_FORBIDDEN = "\x7f\u2028\u2029\ufffe\uffff"
_MARKS = [chr(point) for first, last in ((0x80, 0x9F), (0x202A, 0x202E), (0x2066, 0x2069)) for point in range(first, last + 1)]
_CHARACTERS = st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters=[*_FORBIDDEN, *_MARKS])
_NASTY = st.sampled_from(
    [
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "<script>alert(1)</script>",
        "**bold** _it_ `code`",
        "| cell | cell |",
        "#eval(1) $x$ @ref",
        '=HYPERLINK("http://x")',
        "a & b < c > d",
        "1. list",
        "- item",
        "\\escape",
        "no",
        "null",
        "12:30",
        "010",
        "a: b # c",
        "'quote\"",
        "مرحبا 你好 🙂",
    ]
)


def ids() -> st.SearchStrategy[str]:
    """Return kebab-case identifiers."""
    word = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
    return st.lists(word, min_size=1, max_size=3).map("-".join)


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Return one-paragraph texts, among them words that mark-up, templates and YAML could mistake for their own."""
    plain = st.text(_CHARACTERS, max_size=max_size).map(lambda text: f"x{text.strip()}x")
    return st.one_of(plain, _NASTY, st.builds("{} {}".format, _NASTY, _NASTY)).map(str.strip)


def rich_texts() -> st.SearchStrategy[str]:
    """Return CommonMark passages of up to three paragraphs."""
    return st.lists(texts(), min_size=1, max_size=3).map("\n\n".join)


def _statuses() -> st.SearchStrategy[Status]:
    draft = st.builds(Status, stage=st.just(Stage.DRAFT), note=st.none() | texts())
    reviewed = st.builds(
        Status, stage=st.sampled_from([Stage.EXPERT_REVIEWED, Stage.VALIDATED]), reviewers=st.integers(1, 40), note=texts()
    )
    return draft | reviewed


def _versions() -> st.SearchStrategy[str]:
    return st.builds("{}.{}".format, st.integers(0, 20), st.integers(0, 20))


def _distinct(entries: st.SearchStrategy[E], *, least: int = 0, most: int = 3) -> st.SearchStrategy[tuple[E, ...]]:
    return st.lists(entries, min_size=least, max_size=most, unique_by=lambda entry: entry.id).map(tuple)  # type: ignore[attr-defined]


def _measures() -> st.SearchStrategy[OutcomeMeasure]:
    return st.builds(
        OutcomeMeasure,
        id=ids(),
        name=texts(),
        definition=texts(),
        kind=st.sampled_from(["outcome", "quality", "output"]),
        control=st.sampled_from(["person", "team", "organisation"]),
        direction=st.sampled_from(["up", "down", "target"]),
        minimum_sample=st.integers(1, 500),
        guard=texts(),
    )


def _crosswalks() -> st.SearchStrategy[Crosswalk]:
    return st.builds(
        Crosswalk,
        scheme=ids(),
        version=_versions(),
        id=texts(),
        label=texts(),
        match=st.sampled_from(["exact", "close", "broad", "narrow", "related"]),
    )


@st.composite
def _competencies(draw: st.DrawFn, name: str, clusters: Sequence[str], top: int, home: str) -> Competency:
    levels = sorted(draw(st.sets(st.integers(1, top), min_size=1)))
    lines = st.builds(Indicator, id=ids(), text=texts(), example=st.none() | texts())
    built = []
    for level in levels:
        both = draw(_distinct(lines, least=2, most=5))
        built.append(CompetencyLevel(level=ProficiencyLevel(level), summary=draw(texts()), indicators=both[1:], contra_indicators=both[:1]))
    return Competency(
        id=name,
        name=draw(texts()),
        cluster=draw(st.sampled_from(clusters)),
        order=draw(st.integers(1, 20)),
        status=draw(_statuses()),
        definition=draw(texts()),
        why_it_matters=draw(texts()),
        levels=tuple(built),
        outcome_measures=draw(_distinct(_measures(), most=2)),
        crosswalk=tuple(draw(st.lists(_crosswalks(), max_size=2))),
        cues=tuple(draw(st.lists(st.builds(Cue, id=ids(), phrase=st.just("help* customer*")), max_size=2, unique_by=lambda cue: cue.id))),
        origin=home,
    )


def _step(draw: st.DrawFn, level: int) -> ProficiencyStep:
    return ProficiencyStep(level=ProficiencyLevel(level), name=draw(texts()), summary=draw(texts()))


def _value(draw: st.DrawFn, rating: int) -> RatingStep:
    return RatingStep(rating=RatingValue(rating), name=draw(texts()), meaning=draw(texts()))


def _anchor(draw: st.DrawFn, rating: int) -> Anchor:
    return Anchor(id=f"rated-{rating}", rating=RatingValue(rating), text=draw(texts()))


@st.composite
def frameworks(draw: st.DrawFn, *, least: int = 3, most: int = 4) -> Framework:
    """Return frameworks with `least` to `most` competencies, scales of their own length, and bands that cover every level."""
    name = draw(ids())
    clusters = draw(
        st.lists(st.builds(Cluster, id=ids(), name=texts(), summary=texts()), min_size=1, max_size=3, unique_by=lambda entry: entry.id)
    )
    top, ratings = draw(st.integers(2, 6)), draw(st.integers(3, 7))
    cut = draw(st.integers(1, top - 1))
    names = draw(st.lists(ids(), min_size=least, max_size=most, unique=True))
    places = [cluster.id for cluster in clusters]
    competencies = [draw(_competencies(entry, places, top, name)) for entry in names]
    competencies.sort(key=lambda entry: (places.index(entry.cluster), entry.order, entry.id))
    return Framework(
        id=name,
        title=draw(texts()),
        version=draw(_versions()),
        status=draw(_statuses()),
        locale="en-GB",
        source=draw(texts()),
        licence=draw(texts()),
        summary=draw(texts()),
        clusters=tuple(clusters),
        proficiency_scale=ProficiencyScale(steps=tuple(_step(draw, level) for level in range(1, top + 1))),
        rating_scale=RatingScale(steps=tuple(_value(draw, rating) for rating in range(1, ratings + 1))),
        bands=(
            Band(id="lower", name=draw(texts()), levels=tuple(map(ProficiencyLevel, range(1, cut + 1))), asks_for=draw(texts())),
            Band(id="upper", name=draw(texts()), levels=tuple(map(ProficiencyLevel, range(cut + 1, top + 1))), asks_for=draw(texts())),
        ),
        competencies=tuple(competencies),
    )


@st.composite
def role_profiles(draw: st.DrawFn, *, framework: Framework | None = None) -> RoleProfile:
    """Return roles that require competencies of the framework (of any framework when none is given) at levels that it declares."""
    used = framework or draw(frameworks())
    wanted = draw(st.lists(st.sampled_from(used.competencies), min_size=3, max_size=8, unique_by=lambda entry: entry.id))
    requirements = tuple(
        Requirement(
            competency=entry.id,
            level=draw(st.sampled_from([level.level for level in entry.levels])),
            weight=draw(st.integers(1, 100)),
            minimum=draw(st.none() | st.integers(1, used.rating_scale.top).map(RatingValue)),
            needed_at_entry=draw(st.booleans()),
        )
        for entry in wanted
    )
    names = [entry.id for entry in wanted]
    tasks = st.builds(
        Task,
        id=ids(),
        text=texts(),
        competencies=st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple),
        criticality=st.none() | st.integers(1, 5),
    )
    lines = st.builds(Statement, id=ids(), text=texts())
    return RoleProfile(
        id=draw(ids()),
        title=draw(texts()),
        version=draw(_versions()),
        status=draw(_statuses()),
        framework=used.id,
        serves=draw(st.sampled_from([("external",), ("internal",), ("external", "internal")])),
        channels=tuple(draw(st.lists(ids(), max_size=2))),
        purpose=draw(texts()),
        line_of_sight=draw(texts()),
        requirements=requirements,
        tasks=draw(_distinct(tasks)),
        outcome_measures=draw(_distinct(_measures(), most=2)),
        hard_parts=draw(_distinct(lines)),
        requirements_other=draw(_distinct(lines, most=2)),
    )


@st.composite
def question_banks(draw: st.DrawFn, *, framework: Framework) -> QuestionBank:
    """Return banks with one or two questions for each competency and band of the framework."""
    name = draw(ids())
    ratings = (1, (framework.rating_scale.top + 1) // 2, framework.rating_scale.top)
    questions: list[Question] = []
    for competency in framework.competencies:
        declared = {level.level for level in competency.levels}
        reached = [band.id for band in framework.bands if declared & set(band.levels)]
        for number in range(draw(st.integers(1, 2))):
            kind = draw(st.sampled_from(_KINDS))
            exercise = Exercise(
                candidate_brief=draw(rich_texts()),
                player_brief=draw(rich_texts()),
                material=tuple(draw(st.lists(st.builds(Material, title=texts(), body=rich_texts()), max_size=1))),
            )
            questions.append(
                Question(
                    id=f"q{number}",
                    competency=competency.id,
                    kind=kind,
                    band=draw(st.sampled_from(reached)),
                    minutes=draw(st.integers(3, 20)),
                    text=draw(texts()),
                    probes=tuple(Probe(id=step, step=step, text=draw(texts())) for step in ("situation", "action", "result")),
                    anchors=tuple(_anchor(draw, rating) for rating in sorted(set(ratings))),
                    listen_for=tuple(draw(st.lists(texts(), max_size=2))),
                    red_flags=tuple(draw(st.lists(texts(), max_size=2))),
                    tags=tuple(draw(st.lists(st.sampled_from(["no-paid-work", "remote"]), max_size=1))),
                    exercise=exercise if kind in {"work-sample", "role-play"} else None,
                    origin=name,
                )
            )
    return QuestionBank(
        id=name,
        title=draw(texts()),
        version=draw(_versions()),
        status=draw(_statuses()),
        locale="en-GB",
        source=draw(texts()),
        licence=draw(texts()),
        framework=framework.id,
        questions=tuple(questions),
    )


@st.composite
def organisations(draw: st.DrawFn, *, framework: Framework | None = None) -> Organisation:
    """Return organisations; with a framework, their values stand beside its competencies."""
    names = [entry.id for entry in framework.competencies] if framework else draw(st.lists(ids(), min_size=1, max_size=3))
    behaviours = st.builds(ValueBehaviour, id=ids(), text=texts(), competency=st.sampled_from(names))
    values = st.builds(Value, id=ids(), name=texts(), behaviours=_distinct(behaviours, least=1, most=2))
    optional = st.none() | texts()
    facts = st.builds(
        JobFacts,
        pay=optional,
        place=optional,
        hours=optional,
        contract=optional,
        how_to_apply=optional,
        closing_date=optional,
        benefits=st.lists(texts(), max_size=2).map(tuple),
    )
    return draw(
        st.builds(
            Organisation,
            id=ids(),
            name=texts(),
            about=st.none() | rich_texts(),
            service_promise=optional,
            employer_value_proposition=optional,
            values=_distinct(values, most=2),
            facts=facts,
            adjustments_contact=optional,
            equality_statement=optional,
            decision_within=optional,
            privacy_notice=st.none() | rich_texts(),
            retention_months=st.none() | st.integers(1, 60),
            ai_tools_rule=optional,
            recording_rule=optional,
            brand=st.builds(Brand, colour=st.from_regex(r"\A#[0-6][0-9a-f][0-6][0-9a-f][0-6][0-9a-f]\Z")),
        )
    )


@st.composite
def vacancies(draw: st.DrawFn, *, framework: Framework | None = None) -> Vacancy:
    """Return vacancies, confirmed and not."""
    used = framework or draw(frameworks())
    role = draw(role_profiles(framework=used))
    confirmations = st.builds(
        Confirmation,
        name=texts(),
        capacity=st.sampled_from(["hiring-manager", "job-holder"]),
        date=st.dates().map(lambda day: f"{day:%Y-%m-%d}".rjust(10, "0")),
    )
    interviewers = st.builds(Interviewer, key=ids(), name=texts(), job=st.none() | texts())
    return Vacancy(
        id=draw(ids()),
        title=draw(texts()),
        role=role,
        criteria_confirmed_by=tuple(draw(st.lists(confirmations, max_size=4))),
        minutes=draw(st.integers(30, 120)),
        start_time=draw(st.none() | st.times().map(lambda time: f"{time:%H:%M}")),
        panel=tuple(draw(st.lists(interviewers, max_size=3, unique_by=lambda entry: entry.key))),
        candidates=tuple(draw(st.lists(texts(), max_size=3))),
        rotation=draw(st.integers(1, 5)),
    )
