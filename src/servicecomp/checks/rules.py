"""The checks, one function each, listed in `CHECKS`.

Each takes the content and yields problems. Its docstring says what it does and why it matters; the code of its problems is the
name under which the documentation explains it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from servicecomp.checks.paper_rules import PAPER_CHECKS
from servicecomp.loading.building import did_you_mean
from servicecomp.models.banks import UNSCORED_KINDS
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from servicecomp.checks.content import Content, ContentRole
    from servicecomp.errors import Problem
    from servicecomp.loading.sources import Source
    from servicecomp.models.frameworks import Competency, Framework

__all__ = ["CHECKS", "check_content", "in_order"]

FEWEST_REQUIREMENTS, EXPECTED_LEAST, EXPECTED_MOST, MOST_REQUIREMENTS = 3, 5, 8, 10
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3: text against its background."""


def role_requirements(content: Content) -> Iterator[Problem]:
    """A role requires competencies and levels that its framework declares, each once.

    Bad: `competency: raport`. Good: `competency: rapport` at a level that `rapport` declares.
    """
    for entry in content.roles:
        yield from _check_role(entry)


def _check_role(entry: ContentRole) -> Iterator[Problem]:
    role, source, framework = entry.role, entry.source, entry.framework
    if framework is None:
        return
    known = {competency.id for competency in framework.competencies}
    seen: set[str] = set()
    here: tuple[int | str, ...]
    for number, requirement in enumerate(role.requirements):
        here = (*entry.base, "requirements", number)
        competency = framework.competency(requirement.competency)
        if requirement.competency in seen:
            message = f"'{requirement.competency}' is required twice"
            yield source.problem((*here, "competency"), code="duplicate-requirement", message=message, hint="keep one of the two")
        seen.add(requirement.competency)
        if competency is None:
            message = f"the framework '{framework.id}' has no competency '{requirement.competency}'"
            yield source.problem(
                (*here, "competency"), code="unknown-competency", message=message, hint=did_you_mean(requirement.competency, known)
            )
        elif competency.at(requirement.level) is None:
            declared = ", ".join(str(level.level) for level in competency.levels)
            message = f"'{competency.id}' does not declare level {requirement.level}"
            yield source.problem((*here, "level"), code="undeclared-level", message=message, hint=f"use one of: {declared}")
        if requirement.minimum is not None and requirement.minimum > framework.rating_scale.top:
            message = f"the minimum {requirement.minimum} is above the rating scale"
            yield source.problem((*here, "minimum"), code="off-the-scale", message=message, hint=f"use 1 to {framework.rating_scale.top}")
    for number, task in enumerate(role.tasks):
        for place, name in enumerate(task.competencies):
            if name not in known:
                here = (*entry.base, "tasks", number, "competencies", place)
                message = f"the framework '{framework.id}' has no competency '{name}'"
                yield source.problem(here, code="unknown-competency", message=message, hint=did_you_mean(name, known))


def number_of_requirements(content: Content) -> Iterator[Problem]:
    """A role requires five to eight competencies; under three or over ten is an error.

    Five to eight is what the US OPM recommends for one interview.
    """
    for entry in content.roles:
        count = len(entry.role.requirements)
        if EXPECTED_LEAST <= count <= EXPECTED_MOST:
            continue
        severity = "error" if count < FEWEST_REQUIREMENTS or count > MOST_REQUIREMENTS else "warning"
        hint = f"five to eight is what a panel can rate; fewer than {FEWEST_REQUIREMENTS} or more than {MOST_REQUIREMENTS} is refused"
        message = f"the role requires {count} competencies"
        yield entry.source.problem(
            (*entry.base, "requirements"), key=True, code="number-of-requirements", message=message, hint=hint, severity=severity
        )


def role_lines(content: Content) -> Iterator[Problem]:
    """Ids of tasks, hard parts and measures of a role are unique, since documents quote them by id."""
    for entry in content.roles:
        for group in ("tasks", "hard_parts", "outcome_measures", "requirements_other"):
            names = [line.id for line in getattr(entry.role, group)]
            yield from _duplicates(names, entry.source.problem, (*entry.base, group))


def framework_parts(content: Content) -> Iterator[Problem]:
    """Clusters exist, levels are on the scale and rise, line ids are unique in their level, bands cover each level once."""
    for entry in content.frameworks:
        framework = entry.framework
        clusters = {cluster.id for cluster in framework.clusters}
        top = len(framework.proficiency_scale.steps)
        covered = Counter(int(level) for band in framework.bands for level in band.levels)
        for level in range(1, top + 1):
            if covered[level] != 1:
                message = f"level {level} is in {covered[level]} bands"
                yield entry.source.problem(
                    ("bands",), key=True, code="bands", message=message, hint="each level belongs to exactly one band"
                )
        yield from _duplicates([cluster.id for cluster in framework.clusters], entry.source.problem, ("clusters",))
        for name, source in entry.competencies.items():
            competency = framework.competency(name)
            if competency is not None:
                yield from _check_competency(competency, source, clusters, top)


def _check_competency(competency: Competency, source: Source, clusters: set[str], top: int) -> Iterator[Problem]:
    if competency.cluster not in clusters:
        message = f"the framework has no cluster '{competency.cluster}'"
        yield source.problem(("cluster",), code="unknown-cluster", message=message, hint=did_you_mean(competency.cluster, clusters))
    levels = [entry.level for entry in competency.levels]
    if levels != sorted(set(levels)):
        yield source.problem(("levels",), key=True, code="levels-out-of-order", message="levels stand in rising order, each once")
    for number, entry in enumerate(competency.levels):
        if entry.level > top:
            message = f"level {entry.level} is not on the framework's scale"
            yield source.problem(("levels", number, "level"), code="off-the-scale", message=message, hint=f"use 1 to {top}")
        lines = [("indicators", place, line.id) for place, line in enumerate(entry.indicators)]
        lines += [("contra_indicators", place, line.id) for place, line in enumerate(entry.contra_indicators)]
        seen: set[str] = set()
        for group, place, name in lines:
            if name in seen:
                here = ("levels", number, group, place, "id")
                message = f"the id '{name}' stands twice in level {entry.level}"
                yield source.problem(here, code="duplicate-id", message=message, hint="give one of them another id")
            seen.add(name)
    yield from _duplicates([cue.id for cue in competency.cues], source.problem, ("cues",))
    yield from _duplicates([measure.id for measure in competency.outcome_measures], source.problem, ("outcome_measures",))


def bank_questions(content: Content) -> Iterator[Problem]:
    """Questions ask about competencies, bands and ratings of the framework; scored ones have probes and anchors to rate by."""
    for entry in content.banks:
        framework = entry.framework
        if framework is None:
            continue
        known = {competency.id for competency in framework.competencies}
        for competency, source in entry.questions.items():
            if competency not in known:
                message = f"the framework '{framework.id}' has no competency '{competency}'"
                yield source.problem(("competency",), code="unknown-competency", message=message, hint=did_you_mean(competency, known))
                continue
            for number, data in enumerate(source.data["questions"]):
                question = entry.bank.question(f"{competency}/{data['id']}")
                if question is not None:
                    yield from _check_question(
                        question, framework, lambda *where, n=number, s=source, **what: s.problem(("questions", n, *where), **what)
                    )


def _check_question(question: Any, framework: Framework, problem: Callable[..., Problem]) -> Iterator[Problem]:  # noqa: ANN401 - a Question
    bands = {band.id: band for band in framework.bands}
    if question.band not in bands:
        yield problem(
            "band", code="unknown-band", message=f"the framework has no band '{question.band}'", hint=did_you_mean(question.band, bands)
        )
    else:
        competency = framework.competency(question.competency)
        declared = {level.level for level in competency.levels} if competency else set()
        if not declared & set(bands[question.band].levels):
            message = f"'{question.competency}' declares no level of the band '{question.band}'"
            yield problem("band", code="undeclared-level", message=message, hint="ask for a band that the competency reaches")
    top = framework.rating_scale.top
    ratings = {anchor.rating for anchor in question.anchors}
    for place, anchor in enumerate(question.anchors):
        if anchor.rating > top:
            yield problem(
                "anchors",
                place,
                "rating",
                code="off-the-scale",
                message=f"the rating {anchor.rating} is not on the scale",
                hint=f"use 1 to {top}",
            )
    if question.kind in UNSCORED_KINDS:
        return
    wanted = {1, (top + 1) // 2, top}
    if not wanted <= ratings:
        missing = ", ".join(str(rating) for rating in sorted(wanted - ratings))
        yield problem(
            code="missing-anchor",
            message=f"the question '{question.id}' has no anchor for {missing}",
            hint="describe what a person did who earns it",
        )
    steps = {probe.step for probe in question.probes}
    if steps != {"situation", "action", "result"}:
        yield problem(
            code="missing-probe",
            message=f"the question '{question.id}' has no probe for each of situation, action and result",
            hint="add one neutral probe for each",
        )
    for group in ("probes", "anchors"):
        names = [line.id for line in getattr(question, group)]
        if len(set(names)) < len(names):
            yield problem(
                group, code="duplicate-id", message=f"two {group} of '{question.id}' share an id", hint="give one of them another id"
            )


def unique_ids(content: Content) -> Iterator[Problem]:
    """No two frameworks, banks or roles among the files share an id: a document's sources must name one thing."""
    groups: tuple[tuple[str, list[tuple[str, Any]]], ...] = (
        ("framework", [(entry.framework.id, entry.source) for entry in content.frameworks]),
        ("question bank", [(entry.bank.id, entry.source) for entry in content.banks]),
        ("role", [(entry.role.id, entry.source) for entry in content.roles if not entry.base]),
    )
    for kind, entries in groups:
        first: dict[str, Any] = {}
        for name, source in entries:
            if name in first:
                message = f"the {kind} '{name}' is also defined in {first[name].path}"
                yield source.problem(("id",), code="duplicate-id", message=message, hint="give one of them another id")
            first.setdefault(name, source)
    for entry in content.frameworks:
        if entry.framework.id != entry.source.path.resolve().parent.name:
            message = f"the id '{entry.framework.id}' does not match its folder '{entry.source.path.resolve().parent.name}'"
            yield entry.source.problem(("id",), code="wrong-file-name", message=message, hint="call the folder by the id")
    for role in content.roles:
        if not role.base and role.source.path.parent.name == "roles" and role.role.id != role.source.path.stem:
            message = f"the id '{role.role.id}' does not match the file's name '{role.source.path.name}'"
            yield role.source.problem(("id",), code="wrong-file-name", message=message, hint=f"call the file {role.role.id}.yaml")


def organisation_parts(content: Content) -> Iterator[Problem]:
    """The brand colour can be read against white, the logo is a small PNG or JPEG beside the file, value behaviours have unique ids."""
    for entry in content.organisations:
        organisation, source = entry.organisation, entry.source
        contrast = _contrast_with_white(organisation.brand.colour)
        if contrast < LEAST_CONTRAST:
            message = f"the colour {organisation.brand.colour} has a contrast of {contrast:.1f} to 1 against white"
            yield source.problem(
                ("brand", "colour"), code="low-contrast", message=message, hint=f"choose a darker one, of {LEAST_CONTRAST} to 1 or more"
            )
        yield from _duplicates([value.id for value in organisation.values], source.problem, ("values",))
        for number, value in enumerate(organisation.values):
            yield from _duplicates([line.id for line in value.behaviours], source.problem, ("values", number, "behaviours"))


def off_scale_words(content: Content) -> Iterator[Problem]:
    """No question's anchor id or tag is called like an off-scale code: forms would show the same word for two things."""
    codes = {str(code) for code in OffScale}
    for entry in content.banks:
        for competency, source in entry.questions.items():
            for number, data in enumerate(source.data["questions"]):
                if codes & set(data.get("tags") or ()):
                    message = f"a tag of '{data['id']}' in '{competency}' is called like an off-scale code"
                    yield source.problem(("questions", number, "tags"), code="reserved-word", message=message, hint="choose another word")


def cues(content: Content) -> Iterator[Problem]:
    """A cue is in the phrase language, can fire, and does not fire on nearly everything.

    Bad: `phrase: "you"`, which every advertisement holds. Good: `phrase: "calm* ... (customer*|caller*)"`.
    """
    from servicecomp.matching import check_cues  # noqa: PLC0415 - compiling cues is slow, and most files have none

    for entry in content.frameworks:
        own = entry.framework.model_copy(
            update={"competencies": tuple(known for known in entry.framework.competencies if known.id in entry.competencies)}
        )
        for problem in check_cues(own):
            _, name, cue = problem.where.rsplit("/", 2)
            source = entry.competencies[name]
            place = next(number for number, data in enumerate(source.data["cues"]) if data["id"] == cue)
            line, column = source.place(("cues", place))
            yield replace(problem, path=str(source.path), line=line, column=column, where="")


CHECKS = (
    role_requirements,
    number_of_requirements,
    role_lines,
    framework_parts,
    bank_questions,
    unique_ids,
    organisation_parts,
    off_scale_words,
    cues,
    *PAPER_CHECKS,
)


def check_content(content: Content) -> tuple[Problem, ...]:
    """Return every problem of the content, those of building it included, in the order of files and lines."""
    return in_order([*content.problems, *(problem for check in CHECKS for problem in check(content))])


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of files and lines, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.path, problem.line, problem.column, problem.code)))


def _duplicates(names: list[str], problem: Callable[..., Problem], base: tuple[int | str, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield problem(
                (*base, number, "id"), code="duplicate-id", message=f"the id '{name}' stands here twice", hint="give one of them another id"
            )
        seen.add(name)


def _contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of a #rrggbb colour with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    channels = [int(pair, 16) / 255 for pair in re.findall("..", colour[1:])]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)  # noqa: PLR2004 - the standard's own constant
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
