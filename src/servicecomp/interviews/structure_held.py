"""The same fifteen components for interviews that were held: what scorecards show, and what the people who held them logged.

Cards count before log where both speak. The order of cards, candidates and interviewers changes nothing: all that is used are counts and
sets. Only first records are read; a rating after the discussion is no second answer.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from servicecomp.interviews.structure import Finding, Seen, anchored, kinds_verdict, planned_findings, structure_rules
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from servicecomp.interviews.structure import Planned
    from servicecomp.models.scorecards import Decision, Evidence, Rating, Scorecard
    from servicecomp.models.structure import HeldLog, Verdict

__all__ = ["held_findings"]

_SHARES: Mapping[str, Verdict] = {"all": "met", "some": "partly", "none": "not"}
_LOGGED: Mapping[str, tuple[str, Mapping[str, Verdict]]] = {
    "limited-prompting": ("planned_prompts_only", _SHARES),
    "other-information": ("other_information", {"none-saw-it": "met", "some-saw-it": "partly", "all-saw-it": "not"}),
    "candidates-questions": ("candidates_questions", {"after": "met", "during": "partly", "none": "not"}),
    "no-discussion": ("discussed_between", {"never": "met", "sometimes": "partly", "always": "not"}),
    "statistical-combination": ("combined_by", {"formula": "met", "formula-and-judgement": "partly", "judgement": "not"}),
}
"""Components that only people can speak for: the field of the log, and what each answer comes to."""

_FEWEST_TO_COMPARE = 2


def held_findings(this: Planned, cards: Sequence[Scorecard], log: HeldLog | None, decisions: Sequence[Decision] = ()) -> dict[str, Finding]:
    """Return what held interviews show of each component, by its id, in the order of the source."""
    found = {name: _from_log(name, log) for name in _LOGGED}
    found["training"] = _training(this, cards, log)
    if decisions:
        found["statistical-combination"] = _followed(cards, decisions)
    found["job-analysis"] = Finding("job-analysis", planned_findings(this)["job-analysis"].verdict, (Seen("held_as_planned", {}),))
    first = [card for card in cards if card.moment == "before"]
    if first:
        asked = _Asked(this, first)
        found |= {
            "same-questions": asked.same_questions(),
            "better-questions": kinds_verdict(this.questions(asked.keys), entry=this.entry),
            "length": asked.length(),
            "each-answer-rated": asked.each_rated(),
            "anchored-scales": anchored(this.questions(asked.keys), this.framework),
            "detailed-notes": _notes(first),
            "several-interviewers": asked.several(),
            "same-interviewers": asked.same_interviewers(),
        }
    else:
        found["detailed-notes"] = _share(log, "detailed-notes", "notes_taken")
        found["same-interviewers"] = _share(log, "same-interviewers", "same_interviewers")
        for name in ("same-questions", "better-questions", "length", "each-answer-rated", "anchored-scales", "several-interviewers"):
            found[name] = Finding(name, "unknown", (Seen("held_no_cards", {}),))
    return {rule.id: found[rule.id] for rule in structure_rules().components}


class _Asked:
    """The first records by candidate and stage: who rated, and which planned questions have a rating or a code."""

    def __init__(self, this: Planned, cards: Sequence[Scorecard]) -> None:
        self._this = this
        self._sat: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._values: dict[tuple[str, str, str], list[tuple[str, Rating]]] = defaultdict(list)
        for card in cards:
            self._sat[card.candidate, card.stage].add(card.interviewer)
            for rating in card.ratings:
                self._values[card.candidate, card.stage, rating.question].append((card.interviewer, rating))
        self._planned = {session.stage: session.questions for session in this.plan.sessions}
        self._spares = {session.stage: set(session.spares) for session in this.plan.sessions}
        self.candidates = {candidate for candidate, _ in self._sat}
        put = {question for (_, _, question), given in self._values.items() if self._was_put(given)}
        self.keys = tuple(key for key in dict.fromkeys((*this.keys, *sorted(put))) if key in put)
        """Questions that were put to somebody: the plan's in their order, then spares."""

    @staticmethod
    def _was_put(given: Collection[tuple[str, Rating]]) -> bool:
        return any(rating.value is not OffScale.NOT_ASKED for _, rating in given)

    def _put(self) -> dict[str, int]:
        """Return for each candidate how many planned questions were put, over the stages that they came to."""
        return {
            name: sum(
                self._was_put(self._values.get((candidate, stage, key), ()))
                for candidate, stage in self._sat
                if candidate == name
                for key in self._planned.get(stage, ())
            )
            for name in self.candidates
        }

    def same_questions(self) -> Finding:
        put = sum(self._put().values())
        due = sum(len(self._planned.get(stage, ())) for _, stage in self._sat)
        spares = sum(
            question in self._spares.get(stage, ()) and self._was_put(given) for (_, stage, question), given in self._values.items()
        )
        evidence = [Seen("held_put", {"put": put, "due": due, "candidates": len(self.candidates)})]
        if spares:
            evidence.append(Seen("held_spares", {"spares": spares}))
        if len(self.candidates) < _FEWEST_TO_COMPARE:
            evidence.append(Seen("held_one_candidate", {}))
        return Finding("same-questions", _by_per_cent("same-questions", put, due), tuple(evidence))

    def length(self) -> Finding:
        rules = structure_rules()
        put = self._put()
        least = min(put.values())
        minutes = min(
            sum(
                question.minutes
                for candidate, stage in self._sat
                if candidate == name
                for question in self._this.questions(
                    [key for key in self._planned.get(stage, ()) if self._was_put(self._values.get((candidate, stage, key), ()))]
                )
            )
            for name in self.candidates
        )
        verdict: Verdict = "not"
        if least >= rules.limit("length", "questions") and minutes >= rules.limit("length", "minutes"):
            verdict = "met"
        elif least >= rules.limit("length", "partly_questions") and minutes >= rules.limit("length", "partly_minutes"):
            verdict = "partly"
        return _one("length", verdict, "held_length", least=least, most=max(put.values()), minutes=minutes)

    def each_rated(self) -> Finding:
        """Count the planned answers that each interviewer who sat there has rated or coded."""
        due = given = 0
        for (candidate, stage), people in self._sat.items():
            for key in self._planned.get(stage, ()):
                values = self._values.get((candidate, stage, key), ())
                due += len(people)
                given += len({person for person, _ in values})
        return _one("each-answer-rated", _by_per_cent("each-answer-rated", given, due), "held_rated", given=given, due=due)

    def several(self) -> Finding:
        fewest = structure_rules().limit("several-interviewers", "interviewers")
        sizes = [len(people) for people in self._sat.values()]
        enough = sum(size >= fewest for size in sizes)
        verdict: Verdict = "met" if enough == len(sizes) else "partly" if enough else "not"
        return _one("several-interviewers", verdict, "held_people", enough=enough, interviews=len(sizes), fewest=fewest)

    def same_interviewers(self) -> Finding:
        if len(self.candidates) < _FEWEST_TO_COMPARE:
            return _one("same-interviewers", "unknown", "held_one_candidate")
        stages = sorted({stage for _, stage in self._sat})
        panels = [[people for (_, at), people in self._sat.items() if at == stage] for stage in stages]
        alike = sum(all(people == group[0] for people in group) for group in panels)
        shared = all(set.intersection(*map(set, group)) for group in panels)
        verdict: Verdict = "met" if alike == len(panels) else "partly" if shared else "not"
        return _one("same-interviewers", verdict, "held_panels", alike=alike, stages=len(stages), candidates=len(self.candidates))


def _one(component: str, verdict: Verdict, key: str, **values: object) -> Finding:
    return Finding(component, verdict, (Seen(key, values),))


def _by_per_cent(component: str, part: int, whole: int) -> Verdict:
    rules = structure_rules()
    if not whole:
        return "unknown"
    if 100 * part >= rules.limit(component, "met") * whole:
        return "met"
    return "partly" if 100 * part >= rules.limit(component, "partly") * whole else "not"


def _notes(cards: Sequence[Scorecard]) -> Finding:
    """Judge ratings only: a code says that there was nothing to note."""
    words = structure_rules().limit("detailed-notes", "words")
    rated = [rating.evidence for card in cards for rating in card.ratings if not isinstance(rating.value, OffScale)]
    noted = sum(evidence.given for evidence in rated)
    detailed = sum(_words(evidence) >= words for evidence in rated)
    if not rated:
        return _one("detailed-notes", "unknown", "held_no_ratings")
    verdict = _by_per_cent("detailed-notes", detailed, len(rated))
    return _one("detailed-notes", verdict, "held_notes", noted=noted, detailed=detailed, ratings=len(rated), words=words)


def _words(evidence: Evidence) -> int:
    return sum(len((part or "").split()) for part in (evidence.situation, evidence.action, evidence.result))


def _from_log(component: str, log: HeldLog | None) -> Finding:
    name, verdicts = _LOGGED[component]
    answer = getattr(log, name) if log else None
    if answer is None:
        return _one(component, "unknown", "held_not_logged")
    return _one(component, verdicts[answer], f"log_{name}_{answer.replace('-', '_')}")


def _followed(cards: Sequence[Scorecard], decisions: Sequence[Decision]) -> Finding:
    """Met: every candidate of whom there is a card has a decision record, and none departs from the rule."""
    seen = {card.candidate for card in cards} | {entry.candidate for entry in decisions}
    departs = sum(entry.departs for entry in decisions)
    verdict: Verdict = "not" if departs == len(decisions) else "partly" if departs or len(decisions) < len(seen) else "met"
    return _one("statistical-combination", verdict, "held_decisions", decisions=len(decisions), candidates=len(seen), departs=departs)


def _share(log: HeldLog | None, component: str, name: str) -> Finding:
    answer = getattr(log, name) if log else None
    if answer is None:
        return _one(component, "unknown", "held_not_logged")
    return _one(component, _SHARES[answer], f"log_{name}_{answer}")


def _training(this: Planned, cards: Sequence[Scorecard], log: HeldLog | None) -> Finding:
    if log is None or log.training is None:
        return _one("training", "unknown", "held_not_logged")
    trained = {record.interviewer for record in log.training}
    sat = {card.interviewer for card in cards} or {person for session in this.plan.sessions for person in this.people(session)}
    if not trained:
        return _one("training", "not", "log_training_none")
    if not sat:
        return _one("training", "unknown", "log_training_nobody_named", trained=len(trained))
    verdict: Verdict = "met" if sat <= trained else "partly" if sat & trained else "not"
    return _one("training", verdict, "log_training", trained=len(sat & trained), people=len(sat))
