"""Why a request for interviews cannot be met: the smallest set of rules that clash, and the smallest change to each that helps.

The set is found by leaving out one rule after the other (a deletion filter; Chinneck 2008, Feasibility and infeasibility in optimization,
chapter 6): it stays out when the rest still clash. What remains clashes, and any part of it does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servicecomp.errors import Problem
from servicecomp.interviews.picking import answer_minutes
from servicecomp.interviews.planning_model import MOST_COMPETENCIES, MOST_RECOVER
from servicecomp.interviews.planning_program import RULES, Relaxed
from servicecomp.interviews.planning_solver import is_solvable, least_slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.interviews.planning_model import Instance

__all__ = ["clash", "clashing_rules", "minutes_that_hold", "too_few_questions"]

_LONGEST = 240
_MOST_EXTRA = 3
_SENTENCES = {
    "asked": "ask each requirement at least once",
    "second": "ask two questions where there is a minimum",
    "raters": "have two people rate each requirement",
    "situational": "ask at most one situational question for two about the past",
    "past": "ask about the past in at least half of the questions",
    "recover": f"put at most {MOST_RECOVER} competencies of the cluster Recover into a session",
    "load": f"put at most {MOST_COMPETENCIES} competencies into a session",
    "twins": "ask no near-duplicates",
    "spares": "keep a spare question for each requirement",
    "pinned": "ask what is pinned",
}
_CHANGES = {
    "asked": ("leave out {number} requirement", "leave out {number} requirements"),
    "second": ("ask {number} question less of those with a minimum", "ask {number} questions less of those with a minimum"),
    "raters": ("let {number} requirement be rated by one person", "let {number} requirements be rated by one person"),
    "situational": ("allow {number} situational question more", "allow {number} situational questions more"),
    "past": ("allow {number} question more that is not about the past", "allow {number} questions more that are not about the past"),
    "recover": ("allow {number} competency of Recover more", "allow {number} competencies of Recover more"),
    "load": ("allow {number} competency more in a session", "allow {number} competencies more in a session"),
    "twins": ("allow {number} pair of near-duplicates", "allow {number} pairs of near-duplicates"),
    "spares": ("do without {number} spare", "do without {number} spares"),
    "pinned": ("unpin {number} question", "unpin {number} questions"),
}
# Why minutes first and people's requirements last: time is the cheapest thing to change, and criteria were confirmed by those who know.
_ORDER = ("minutes", "pinned", "spares", "twins", "situational", "past", "load", "recover", "raters", "second", "asked")


def clash(instance: Instance) -> Problem:
    """Return the problem of a request that has no solution."""
    clashing = clashing_rules(instance)
    changes = [text for rule in _ORDER if rule in clashing and (text := _change(instance, rule))]
    changes[1 if "minutes" in clashing and changes else 0 : 0] = _more_sessions(instance)
    rules = "; ".join(_sentence(instance, rule) for rule in RULES if rule in clashing)
    hint = f"the smallest change that helps: {'; or '.join(changes)}" if changes else "no single change helps; ask for less"
    return Problem(where="plan", code="infeasible-plan", message=f"these clash: {rules}", hint=hint)


def clashing_rules(instance: Instance) -> frozenset[str]:
    """Return a smallest set of rules that clash: leave out any of them, and the rest can be met."""
    clashing = frozenset(RULES)
    for rule in RULES:
        if not is_solvable(instance, Relaxed(without=frozenset(RULES) - (clashing - {rule}))):
            clashing -= {rule}
    return clashing


def too_few_questions(instance: Instance) -> Iterator[Problem]:
    """Yield a problem for each requirement for which the bank is too small, whatever the time."""
    for need in instance.needs:
        held = sum(choice.competency == need.competency for choice in instance.choices)
        wanted = need.least + 1
        if held < wanted:
            message = f"'{need.competency}' needs {wanted} questions, a spare included, and {held} can be asked at its level"
            hint = f"write {wanted - held} more for its band{'' if need.least == 1 else ', or take its minimum off'}"
            yield Problem(where="plan", code="too-few-questions", message=message, hint=hint)


def minutes_that_hold(instance: Instance) -> int | None:
    """Return how long its sessions would have to be for the request to be met, nothing else changed; None when that does not help."""
    number = least_slack(instance, "minutes")
    if not number:
        return None
    longer = [_minutes_for(sitting.room + number) for sitting in instance.sittings]
    return None if None in longer else max(minutes for minutes in longer if minutes)


def _sentence(instance: Instance, rule: str) -> str:
    if rule != "minutes":
        return _SENTENCES[rule]
    rooms = sorted({sitting.room for sitting in instance.sittings})
    number = len(instance.sittings)
    sessions = "the one session" if number == 1 else f"each of {number} sessions"
    return f"keep the answers of {sessions} within {' or '.join(map(str, rooms))} minutes"


def _change(instance: Instance, rule: str) -> str:
    """Return the smallest change to a rule alone after which the others can be met, or nothing when there is none."""
    number = least_slack(instance, rule)
    if not number:
        return ""
    if rule != "minutes":
        return _CHANGES[rule][number > 1].format(number=number)
    longer = [_minutes_for(sitting.room + number) for sitting in instance.sittings]
    if any(minutes is None for minutes in longer):
        return ""
    before, after = sorted({sitting.minutes for sitting in instance.sittings}), sorted({minutes for minutes in longer if minutes})
    return f"make sessions {' and '.join(map(str, after))} minutes long instead of {' and '.join(map(str, before))}"


def _more_sessions(instance: Instance) -> list[str]:
    """Return the fewest sessions like the last one, with the same people, after which the request can be met, if three are enough."""
    number = len(instance.sittings)
    for extra in range(1, _MOST_EXTRA + 1):
        sittings = (*instance.sittings, *[instance.sittings[-1]] * extra)
        if is_solvable(replace(instance, sittings=sittings), Relaxed()):
            return [f"hold {number + extra} sessions instead of {number}"]
    return []


def _minutes_for(room: int) -> int | None:
    """Return the shortest session that has so many minutes for answers, or None when none is that long."""
    return next((minutes for minutes in range(15, _LONGEST + 1) if answer_minutes(minutes) >= room), None)
