"""Which files a folder of content holds, and of which kind each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ContentFile", "Kind", "content_root", "find_content", "kind_of_data", "kind_of_name", "kind_of_path"]

Kind = Literal[
    "framework",
    "competency",
    "role",
    "question bank",
    "questions",
    "organisation",
    "vacancy",
    "interview plan",
    "schedule",
    "care standard",
    "message details",
    "feedback ticks",
    "overrides",
    "decision",
    "held log",
    "retention rules",
    "known people",
    "export profile",
    "training answers",
]

_MAX_LEVELS_UP = 4
_SUFFIXES = {".yaml", ".yml"}

# Fields that only one kind of file has; for files that stand outside the usual folders.
_TELLTALES: tuple[tuple[str, Kind], ...] = (
    ("requirements", "role"),
    ("questions", "questions"),
    ("levels", "competency"),
    ("criteria_confirmed_by", "vacancy"),
    ("proficiency_scale", "framework"),
    ("clusters", "framework"),
    ("brand", "organisation"),
    ("adjustments_contact", "organisation"),
    ("service_promise", "organisation"),
    ("values", "organisation"),
    *((field, "schedule") for field in ("organiser", "dated", "time_zone", "questions_sent", "break_minutes")),
    *((field, "interview plan") for field in ("sessions", "scale_top", "bank_version", "policy")),
    *((field, "care standard") for field in ("duties", "survey_minimum")),
    ("ticks", "feedback ticks"),
    ("overrides", "overrides"),
    *((field, "decision") for field in ("outcome", "reasons", "decided_by", "told_by", "told_until")),
    *((field, "held log") for field in ("planned_prompts_only", "other_information", "candidates_questions", "notes_taken")),
    *((field, "held log") for field in ("same_interviewers", "discussed_between", "combined_by", "training")),
    *((field, "export profile") for field in ("writes", "overall", "own_words", "kit_fields", "scorecard_fields")),
    *((field, "training answers") for field in ("answers", "set_by")),
    *((field, "retention rules") for field in ("checked_on", "compared_with_original", "within")),
    ("people", "known people"),
    *((field, "vacancy") for field in ("panel", "plan_sha256", "pinned", "excluded", "frozen")),
    *((field, "message details") for field in ("sender", "contact", "reply_by", "next_by", "promised", "feedback_by")),
    *((field, "message details") for field in ("day", "time", "place")),
)

# What people usually call a file; asked last, where its fields say nothing.
_NAMES: dict[str, Kind] = {
    "decision": "decision",
    "details": "message details",
    "held": "held log",
    "names": "known people",
    "overrides": "overrides",
    "plan": "interview plan",
    "schedule": "schedule",
    "standard": "care standard",
    "ticks": "feedback ticks",
}


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file and what kind of thing it holds; None where only its content can tell."""

    path: Path
    kind: Kind | None


def kind_of_path(path: Path) -> Kind | None:
    """Return the kind that a file's place says, if it says one."""
    match path.parent.name, path.name:
        case _, "framework.yaml":
            return "framework"
        case _, "bank.yaml":
            return "question bank"
        case "competencies", _:
            return "competency"
        case "roles", _:
            return "role"
        case _ if (path.parent / "bank.yaml").is_file():
            return "questions"
        case _:
            return None


def kind_of_data(data: Any) -> Kind | None:  # noqa: ANN401 - plain YAML values
    """Return the kind that a file's fields say, if they say one."""
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("role"), dict):
        return "vacancy"  # a plan names its role, a vacancy holds it
    return next((kind for field, kind in _TELLTALES if field in data), None)


def kind_of_name(path: Path) -> Kind | None:
    """Return the kind that a file's usual name says, for a file whose place and fields say nothing."""
    return _NAMES.get(path.stem)


def find_content(path: Path) -> Iterator[ContentFile]:
    """Yield the YAML files at or under a path, in a fixed order; hidden folders and linked folders are passed over."""
    if path.is_file():
        yield ContentFile(path, kind_of_path(path))
        return
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from find_content(entry)
        elif entry.is_file() and entry.suffix in _SUFFIXES:
            yield ContentFile(entry, kind_of_path(entry))


def content_root(path: Path) -> Path | None:
    """Return the folder above a file that holds `frameworks/` or `question_banks/`, if it stands in one."""
    for folder in list(path.resolve().parents)[:_MAX_LEVELS_UP]:
        if (folder / "frameworks").is_dir() or (folder / "question_banks").is_dir():
            return folder
    return None
