"""Our own files and models as subjects: which fields hold which kind of text.

Both are read as plain data with a way to say where a value stands, so that a file and the model built from it are linted alike.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from servicecomp.linting.passages import Passage, PassageSet, Subject
from servicecomp.models.banks import UNSCORED_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicecomp.models.rules import Kind

__all__ = ["WALKS", "Collector", "object_subject"]

Location = tuple[int | str, ...]
_NO_REQUIREMENT = ("JD1", "JD4")
_NOT_PERSONAL = ("PM101", "PM102", "PM103", "PM105", "PM106")
_SCENARIOS = frozenset({"knowledge", "role-play", "situational", "work-sample"})
"""Kinds of questions that put a case to the candidate, with other people in it."""
_SENTENCE = re.compile(r"[^.!?]*[.!?]*")
_QUESTION_PARTS = frozenset({"competency", "anchors", "probes"})


class Collector:
    """Gathers passages and sets from plain data; `locate` gives a passage its place."""

    def __init__(self, locate: Callable[[Passage, Location], Passage]) -> None:
        """Start with nothing."""
        self._locate = locate
        self.passages: list[Passage] = []
        self.sets: list[PassageSet] = []

    def add(self, kind: Kind, text: Any, at: Location, **more: Any) -> Passage | None:  # noqa: ANN401 - plain data
        """Add a text and return its passage; anything but text that holds something is passed over."""
        if not isinstance(text, str) or not text.strip():
            return None
        passage = self._locate(Passage(kind, text, **more), at)
        self.passages.append(passage)
        return passage

    def group(self, kind: Kind, passages: list[Passage | None], **more: Any) -> None:  # noqa: ANN401 - as above
        """Add a set."""
        kept = tuple(passage for passage in passages if passage is not None)
        if kept:
            self.sets.append(PassageSet(kind, kept, **more))


def object_subject(
    kind: str,
    data: Any,  # noqa: ANN401 - plain data
    locate: Callable[[Passage, Location], Passage] | None = None,
    **subject: Any,  # noqa: ANN401 - plain data
) -> Subject:
    """Return plain data of a kind (competency, questions, role ...) as a subject."""
    collector = Collector(locate or _by_field)
    if isinstance(data, dict):
        WALKS[kind](collector, data, ())
    return Subject(tuple(collector.passages), tuple(collector.sets), **subject)


def _by_field(passage: Passage, at: Location) -> Passage:
    return replace(passage, where=".".join(map(str, at)))


def _rows(data: Any, name: str, at: Location) -> list[tuple[dict[str, Any], Location]]:  # noqa: ANN401 - plain data
    rows = data.get(name) if isinstance(data, dict) else None
    return [(row, (*at, name, number)) for number, row in enumerate(rows or ()) if isinstance(row, dict)] if isinstance(rows, list) else []


def _competency(found: Collector, data: dict[str, Any], at: Location) -> None:
    levels = []
    for level, here in _rows(data, "levels", at):
        lines = [found.add("indicator", row.get("text"), (*there, "text")) for row, there in _rows(level, "indicators", here)]
        for row, there in _rows(level, "contra_indicators", here):
            found.add("indicator", row.get("text"), (*there, "text"), whole=False)
        kept = [line for line in lines if line is not None]
        if kept:
            levels.append(replace(kept[0], text="\n".join(line.text for line in kept), start=-1))
    found.group("levels", [*levels] if len(levels) > 1 else [])
    _measures(found, data, at)


def _measures(found: Collector, data: dict[str, Any], at: Location) -> None:
    metrics = []
    for row, here in _rows(data, "outcome_measures", at):
        parts = [str(row.get(name) or "") for name in ("name", "definition", "guard")]
        text = ". ".join(part.rstrip(".") for part in parts if part)
        # Whether a figure lies in the person's hands is told by its own field, not by its words.
        areas = () if row.get("control") == "person" else _NOT_PERSONAL
        metrics.append(found.add("metric", text, (*here, "definition"), areas=areas))
    found.group("metrics", metrics)


def _question(found: Collector, data: dict[str, Any], at: Location) -> Passage | None:
    unscored = data.get("kind") in UNSCORED_KINDS
    has = frozenset(name for name in ("anchors", "probes") if data.get(name)) | {"competency"}
    scenario = data.get("kind") in _SCENARIOS
    passage = found.add(
        "interview-question",
        data.get("text"),
        (*at, "text"),
        has=_QUESTION_PARTS if unscored else has,
        areas=("IQ1", "IQ3") if unscored else ("IQ2", "IQ3") if scenario else (),
    )
    if scenario and passage is not None:
        # What is told about the people of a case asks the candidate nothing; only the questions about it can touch a topic.
        found.passages.append(replace(passage, text=_only_questions(passage.text), areas=("IQ1",), whole=False))
    for row, here in _rows(data, "probes", at):
        found.add("interview-question", _text_of(row.get("text") or row.get("line")), (*here, "text"), areas=("IQ1",), whole=False)
    ladder = [
        found.add("anchor", _text_of(row.get("text") or row.get("story")), (*here, "text")) for row, here in _rows(data, "anchors", at)
    ]
    found.group("levels", ladder if len(ladder) > 1 else [])
    return passage


def _only_questions(text: str) -> str:
    """Return a text with every sentence that is no question as blanks."""
    return _SENTENCE.sub(lambda sentence: sentence[0] if "?" in sentence[0] else " " * len(sentence[0]), text)


def _questions(found: Collector, data: dict[str, Any], at: Location) -> None:
    found.group("interview-kit", [_question(found, row, here) for row, here in _rows(data, "questions", at)])


def _role(found: Collector, data: dict[str, Any], at: Location) -> None:
    for name in ("title", "purpose", "line_of_sight"):
        found.add("job-description", data.get(name), (*at, name), whole=False, areas=_NO_REQUIREMENT)
    for name in ("tasks", "hard_parts", "requirements_other"):
        areas = _NO_REQUIREMENT if name == "hard_parts" else ()
        for row, here in _rows(data, name, at):
            found.add("job-description", row.get("text"), (*here, "text"), whole=False, areas=areas)
    _measures(found, data, at)


def _organisation(found: Collector, data: dict[str, Any], at: Location) -> None:
    for name in ("about", "service_promise", "employer_value_proposition", "equality_statement"):
        found.add("job-description", data.get(name), (*at, name), whole=False)
    for value, here in _rows(data, "values", at):
        for row, there in _rows(value, "behaviours", here):
            found.add("indicator", row.get("text"), (*there, "text"))


def _vacancy(found: Collector, data: dict[str, Any], at: Location) -> None:
    if isinstance(data.get("role"), dict):
        _role(found, data["role"], (*at, "role"))
    facts = data.get("facts")
    for name, text in facts.items() if isinstance(facts, dict) else ():
        found.add("job-description", text, (*at, "facts", name), whole=False)


def _framework(found: Collector, data: dict[str, Any], at: Location) -> None:
    for row, here in _rows(data, "competencies", at):
        _competency(found, row, here)


def _text_of(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return the words of a line, which documents hold with their source."""
    return value.get("text") if isinstance(value, dict) else value


def _interview_kit(found: Collector, data: dict[str, Any], at: Location) -> None:
    questions = []
    for name in ("questions", "spares"):
        for row, here in _rows(data, name, at):
            questions.append(_question(found, {**row, "text": _text_of(row.get("text"))}, here))
    missing = tuple(str(_text_of(row.get("name"))) for row, _ in _rows(data, "grid", at) if not row.get("questions"))
    found.group("interview-kit", questions, unassessed=missing)


_JD_FACTS = {
    "pay": ("pay", "salary"),
    "place": ("place", "location"),
    "hours": ("hours",),
    "apply": ("how_to_apply", "apply"),
    "closing": ("closing_date", "closing"),
}
_JD_PARTS = (
    "title",
    "purpose",
    "line_of_sight",
    "about",
    "promise",
    "proposition",
    "tasks",
    "behaviours",
    "needed_first_day",
    "learnt_here",
    "other_requirements",
    "success",
    "hard_parts",
    "assessment",
    "facts",
    "adjustments",
    "equality",
)


def _job_description(found: Collector, data: dict[str, Any], at: Location) -> None:
    """One text of all lines, since what is missing shows only in the whole; facts nobody supplied are left out and do not count."""
    lines: list[str] = []
    has: set[str] = set()
    for name in _JD_PARTS:
        _gather(data.get(name), lines)
    for row in data.get("facts") or ():
        if isinstance(row, dict) and not row.get("missing"):
            label = str((row.get("label") or {}).get("source") or "").lower()
            has.update(fact for fact, words in _JD_FACTS.items() if any(word in label for word in words))
    has.update(name for name in ("adjustments", "equality") if isinstance(data.get(name), dict) and not data[name].get("missing"))
    found.add("job-description", "\n".join(lines), at, has=frozenset(has))


def _gather(value: Any, lines: list[str]) -> None:  # noqa: ANN401 - plain data
    if isinstance(value, str):
        lines.append(value)
    elif isinstance(value, list):
        for entry in value:
            _gather(entry, lines)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            lines.append(value["text"])
        elif "label" in value:
            if not value.get("missing"):
                lines.append(f"{_text_of(value['label'])}: {_text_of(value.get('value'))}")
        else:
            for name in ("name", "definition", "summary", "behaviours"):
                _gather(value.get(name), lines)


WALKS: dict[str, Callable[[Collector, dict[str, Any], Location], None]] = {
    "competency": _competency,
    "framework": _framework,
    "interview-kit": _interview_kit,
    "job-description": _job_description,
    "organisation": _organisation,
    "question": lambda found, data, at: found.group("interview-kit", [_question(found, data, at)]),
    "question bank": _questions,
    "questions": _questions,
    "role": _role,
    "vacancy": _vacancy,
}
"""How each kind of content is walked through."""
