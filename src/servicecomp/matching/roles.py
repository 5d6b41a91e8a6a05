"""A draft role profile from a job description, with the evidence that it rests on.

A draft and no more: purpose and line of sight are left for a person to write, and nothing here reads a candidate's words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Literal

from servicecomp.matching.engine import compiled
from servicecomp.matching.scores import DECISIVE
from servicecomp.models.base import Stage, Status
from servicecomp.models.matches import RoleSuggestion
from servicecomp.models.roles import Requirement, RoleProfile, Task
from servicecomp.models.scales import ProficiencyLevel
from servicecomp.text.data import read_table
from servicecomp.text.folding import fold, fold_text
from servicecomp.text.phrases import compile_phrase
from servicecomp.text.scanner import Scanner
from servicecomp.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.matches import Match

__all__ = ["suggest_role"]

Serves = Literal["external", "internal"]

MOST_REQUIREMENTS = 8
FEWEST_REQUIREMENTS = 3
MOST_TASKS = 20
_WEIGHT_STEP = 5
_LONGEST_TITLE = 80
_TEXT_LIMIT = 2000


def suggest_role(text: str, framework: Framework, roles: Iterable[RoleProfile] = ()) -> RoleSuggestion:
    """Return a draft profile of the job that a text describes, the known role nearest to it and what that role has besides."""
    found = compiled(framework).match(text)
    known = [role for role in roles if role.framework == framework.id]
    nearest = _nearest(found, known)
    wanted = [entry.competency for entry in nearest.requirements] if nearest else []
    missing = tuple(name for name in wanted if name not in found.found and framework.competency(name) is not None)
    words = read_table("roles")
    title = _title(text) or words["title"]
    serves, channels = _whom_and_how(text)
    role = RoleProfile(
        id=_id_of(title),
        title=title,
        version="0.1",
        status=Status(stage=Stage.DRAFT, note=words["note"]),
        framework=framework.id,
        serves=serves,
        channels=channels,
        purpose=words["purpose"],
        line_of_sight=words["line_of_sight"],
        requirements=_requirements(found, framework),
        tasks=_tasks(text, found),
    )
    claims = tuple(dict.fromkeys(claim.quote for claim in found.claims))
    return RoleSuggestion(role, found, nearest.id if nearest else None, missing, claims)


def _requirements(found: Match, framework: Framework) -> tuple[Requirement, ...]:
    """Return the competencies that the text names most, in the order in which it comes to them.

    Strength is the sum of the weights of what was found, so that a duty told in three ways counts for more than a word in passing;
    equal strength goes to the one named first. Ones that are only hinted at fill up to the fewest that a profile should hold.
    """
    strength: dict[str, int] = {}
    first: dict[str, int] = {}
    for entry in found.evidence:
        strength[entry.competency] = strength.get(entry.competency, 0) + entry.weight
        first.setdefault(entry.competency, entry.start)

    def by_strength(name: str) -> tuple[int, int]:
        return -strength[name], first[name]

    chosen = sorted(found.found, key=by_strength)[:MOST_REQUIREMENTS]
    hinted = sorted(set(strength) - set(found.found), key=by_strength)
    chosen += hinted[: max(0, FEWEST_REQUIREMENTS - len(chosen))]
    total = sum(strength[name] for name in chosen) or 1
    requirements = []
    for name in sorted(chosen, key=lambda name: first[name]):
        level = found.level(name) or _lowest_level(framework, name)
        # Why in fives: a draft of hundredths would look more exact than it is.
        weight = max(_WEIGHT_STEP, _WEIGHT_STEP * round(100 * strength[name] / total / _WEIGHT_STEP))
        requirements.append(Requirement(competency=name, level=ProficiencyLevel(level), weight=weight))
    return tuple(requirements)


def _lowest_level(framework: Framework, name: str) -> int:
    competency = framework.competency(name)
    return int(competency.levels[0].level) if competency else 1


def _tasks(text: str, found: Match) -> tuple[Task, ...]:
    """Return the sentences that carry evidence and say what is done."""
    spans = list(sentences(text))
    starts = [start for start, _ in spans]
    evidenced: dict[int, dict[str, None]] = {}
    for entry in found.evidence:
        if entry.weight >= DECISIVE:
            evidenced.setdefault(bisect_right(starts, entry.start) - 1, {})[entry.competency] = None
    openings = tuple(word + " " for word in read_table("roles")["attribute_starts"])
    tasks: list[Task] = []
    for place, competencies in sorted(evidenced.items()):
        start, end = spans[max(place, 0)]
        sentence = _one_line(text[start:end])
        if not sentence or (fold(sentence) + " ").startswith(openings) or len(tasks) >= MOST_TASKS:
            continue
        tasks.append(Task(id=f"task-{len(tasks) + 1}", text=sentence, competencies=tuple(competencies)))
    return tuple(tasks)


def _nearest(found: Match, roles: Iterable[RoleProfile]) -> RoleProfile | None:
    """Return the role whose weighted requirements point most nearly the same way as the scores; ties go to the lower id."""
    best: tuple[float, RoleProfile] | None = None
    scores = {name: found.scores[name] for name in found.found}
    size = sqrt(sum(value * value for value in scores.values()))
    for role in sorted(roles, key=lambda entry: entry.id):
        length = sqrt(sum(entry.weight**2 for entry in role.requirements))
        if not size or not length:
            continue
        closeness = sum(entry.weight * scores.get(entry.competency, 0.0) for entry in role.requirements) / (size * length)
        if closeness > 0 and (best is None or closeness > best[0]):
            best = (closeness, role)
    return best[1] if best else None


@lru_cache(maxsize=1)
def _looks() -> tuple[tuple[str, ...], Scanner]:
    table = read_table("roles")
    named = [(name, phrase) for group in ("channels", "serves") for name, phrases in table[group].items() for phrase in phrases]
    return tuple(name for name, _ in named), Scanner([compile_phrase(phrase) for _, phrase in named])


def _whom_and_how(text: str) -> tuple[tuple[Serves, ...], tuple[str, ...]]:
    names, scanner = _looks()
    seen = {names[number] for number, _, _ in scanner.scan(fold_text(text)).hits}
    table = read_table("roles")
    kinds: tuple[Serves, ...] = ("external", "internal")
    serves = tuple(name for name in kinds if name in seen) or kinds[:1]
    return serves, tuple(name for name in table["channels"] if name in seen)


def _title(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    line = _one_line(line.lstrip("#*- ").rstrip(":"))
    return line if line and len(line) <= _LONGEST_TITLE and not line.endswith((".", "!", "?")) else ""


def _one_line(text: str) -> str:
    """Return the text as one plain paragraph that a model accepts."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\s]+", " ", text)
    return plain.strip()[:_TEXT_LIMIT]


def _id_of(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title).replace("\n", " ")).strip("-")[:64].strip("-") or "draft-role"
