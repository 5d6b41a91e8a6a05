"""Time of planning and gain over a greedy pick: `python -m benchmarks.planning [instances]`.

Seeded instances of 10 competencies, 300 questions, 5 interviewers and 3 stages, every other one tight: there the sessions leave hardly
more room than what must be asked takes. Two of every four are for an entry-level role: half of its questions are about the past. The
solver proves each optimum (gap 0, no time limit). The greedy pick asks what is needed first, then adds whatever gains most, as long as
it fits.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from servicecomp.api.content import context_for
from servicecomp.interviews.picking import answer_minutes
from servicecomp.interviews.planning import plan_interviews
from servicecomp.interviews.planning_model import MOST_RECOVER, Choice, Instance, Need, Sitting, objective_of
from servicecomp.interviews.planning_solver import optimum

INSTANCES = 20
COMPETENCIES, QUESTIONS, PEOPLE, STAGES, TWINS = 10, 300, 5, 3, 60
MEDIAN_BAR, LONGEST_BAR, KIT_BAR = 2.0, 20.0, 0.5
KINDS = {"past-behaviour": 63, "situational": 47, "knowledge": 40}
ENTRY_FROM = 2
BANDS = (100, 100, 90, 50)
TIGHT, SLACK = (34, 40, 64), (90, 105)


def an_instance(seed: int, *, tight: bool, entry: bool) -> Instance:
    """Return the same instance for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
    needs = tuple(
        Need(f"c-{place:02}", draw.randint(3, 25) * draw.choice((1, 2, 2)), draw.choice((1, 1, 2)), recover=place in {6, 7, 8})
        for place in range(COMPETENCIES)
    )
    choices = []
    for number in range(QUESTIONS):
        name = needs[number % COMPETENCIES].competency
        kind = draw.choices(list(KINDS), (6, 3, 1))[0]
        fit = KINDS[kind] + draw.choice(BANDS)
        choices.append(Choice(f"{name}/q-{number:03}", name, kind, draw.randint(4, 13), fit, pinned=False))
    pairs = [draw.sample(range(QUESTIONS), 2) for _ in range(TWINS)]
    minutes = draw.choice(TIGHT if tight else SLACK)
    sittings = tuple(
        Sitting(
            f"stage-{stage}",
            minutes,
            answer_minutes(minutes) + draw.randint(-1, 1),
            (f"p-{2 * stage % PEOPLE}", f"p-{(2 * stage + 1) % PEOPLE}"),
        )
        for stage in range(STAGES)
    )
    ordered = tuple(sorted(choices, key=lambda choice: choice.key))
    return Instance(needs, ordered, sittings, frozenset((min(pair), max(pair)) for pair in pairs), entry_level=entry)


def greedy(instance: Instance) -> int | None:
    """Return the better of two greedy picks, by gain and by gain a minute; None where both leave something undone."""
    found = [value for a_minute in (False, True) if (value := greedy_by(instance, a_minute=a_minute)) is not None]
    return max(found, default=None)


def greedy_by(instance: Instance, *, a_minute: bool) -> int | None:
    """Return the objective of a greedy pick, or None where it leaves something undone."""
    asked: list[list[int]] = [[] for _ in instance.sittings]
    used: set[int] = set()
    apart: dict[int, set[int]] = {}
    for one, other in instance.twins:
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)
    recover = {need.competency for need in instance.needs if need.recover}

    def fits(place: int, sitting: int) -> bool:
        choice = instance.choices[place]
        here = [instance.choices[entry] for entry in asked[sitting]]
        troubled = {entry.competency for entry in here} & recover
        everything = [instance.choices[entry] for entries in asked for entry in entries]
        supposed = sum(entry.kind == "situational" for entry in everything) + (choice.kind == "situational")
        past = sum(entry.kind == "past-behaviour" for entry in everything) + (choice.kind == "past-behaviour")
        return (
            place not in used
            and not apart.get(place, set()) & used
            and sum(entry.minutes for entry in here) + choice.minutes <= instance.sittings[sitting].room
            and not (choice.competency in recover and choice.competency not in troubled and len(troubled) == MOST_RECOVER)
            and (past >= len(everything) + 1 - past if instance.entry_level else 2 * supposed <= past)
            and sum(entry.competency == choice.competency for entry in everything) < 3
        )

    def take(names: set[str]) -> bool:
        flat = [place for entries in asked for place in entries]
        before = objective_of(instance, flat, ())
        best = max(
            (
                ((objective_of(instance, [*flat, place], ()) - before) / (choice.minutes if a_minute else 1), -place, sitting)
                for place, choice in enumerate(instance.choices)
                if choice.competency in names
                for sitting in range(len(asked))
                if fits(place, sitting)
            ),
            default=None,
        )
        if best is None:
            return False
        asked[best[2]].append(-best[1])
        used.add(-best[1])
        return True

    spares = []
    for turn in (1, 2):
        for need in sorted(instance.needs, key=lambda need: -need.factor):
            if need.least >= turn and not take({need.competency}):
                return None
    for need in instance.needs:
        left = [
            place
            for place, choice in enumerate(instance.choices)
            if choice.competency == need.competency and place not in used and not apart.get(place, set()) & used
        ]
        if not left:
            return None
        spares.append(max(left, key=lambda place: instance.choices[place].fit))
        used.add(spares[-1])
    while take({need.competency for need in instance.needs}):
        pass
    return objective_of(instance, [place for entries in asked for place in entries], spares)


def main(instances: int) -> None:
    times, gains = [], {"tight": [], "slack": []}
    without: dict[str, int] = {"tight": 0, "slack": 0}
    for seed in range(instances):
        name = "tight" if seed % 2 == 0 else "slack"
        instance = an_instance(seed, tight=name == "tight", entry=seed % 4 >= ENTRY_FROM)
        begun = time.perf_counter()
        best = optimum(instance)
        times.append(time.perf_counter() - begun)
        simple = greedy(instance)
        if best is None:
            print(f"  {seed:2} {name}: no plan, {times[-1]:.2f} s", flush=True)
            continue
        if simple is None:
            without[name] += 1
        else:
            gains[name].append(100 * (best.objective - simple) / best.objective)
        asked = sum(map(len, best.asked))
        print(f"  {seed:2} {name}: {best.objective} with {asked} questions, gap 0, greedy {simple}, {times[-1]:.2f} s", flush=True)
    print(
        f"{instances} instances: median {statistics.median(times):.2f} s (bar {MEDIAN_BAR}), longest {max(times):.2f} s (bar {LONGEST_BAR})"
    )
    for name, found in gains.items():
        if found:
            shares = f"{min(found):.1f} to {max(found):.1f}%, median {statistics.median(found):.1f}%"
            print(f"  {name}: greedy ends {shares} below the optimum, and finds no plan at all on {without[name]}")
    for role in ("contact-centre-agent", "hr-business-partner", "service-team-leader"):
        this = context_for(role, None, None, None, ())
        bank = this.bank(None)
        plan_interviews(this.role, bank, this.framework)
        begun = time.perf_counter()
        plan = plan_interviews(this.role, bank, this.framework)
        print(f"  kit for {role}: {len(plan.sessions)} sessions, {time.perf_counter() - begun:.2f} s (bar {KIT_BAR})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else INSTANCES)
