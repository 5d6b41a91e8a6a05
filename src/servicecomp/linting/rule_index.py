"""The shipped rules and jurisdictions as a run needs them, from one generated file: linting a text waits for no YAML and no model.

`data/rules/index.json` holds what a run looks at and, for each entry, a checksum of the file that it comes from. What has changed since
is read from its own file, so that the index can be out of date but never wrong; `python -m docs.generate` writes it anew.
"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from servicecomp.loading.bundled import package_data

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from servicecomp.models.jurisdictions import Jurisdiction
    from servicecomp.models.rules import Rule

__all__ = ["INDEX", "index_text", "indexed_jurisdiction", "indexed_rule"]

INDEX = package_data("rules", "index.json")
_NOT_RUN = frozenset({"format", "what", "why", "measured", "sources", "examples"})
"""Fields that a rule is explained by, not run by."""
_WORKED_OUT = ("message", "needs_patterns")
"""Properties of a rule that a run asks for."""
_MAPPING = "="
"""Marks a mapping among parts of a rule: the one key of a wrapper, which is no name of a field."""


class _Record:
    """The fields of a rule or of a part of it, under the names that its model has for them."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)


def indexed_rule(code: str, path: Path) -> Rule | None:
    """Return a shipped rule as a run needs it, or None when the index does not hold the file as it is now.

    It has the fields that a run looks at and none of those that explain the rule (why, sources, examples).
    """
    return cast("Rule | None", _entry("rules", code, path))


def indexed_jurisdiction(name: str, path: Path) -> Jurisdiction | None:
    """Return a shipped jurisdiction, or None when the index does not hold the file as it is now."""
    return cast("Jurisdiction | None", _entry("jurisdictions", name, path))


def index_text(rules: Iterable[tuple[Path, Rule]], jurisdictions: Iterable[tuple[Path, Jurisdiction]]) -> str:
    """Return the index of some rules and jurisdictions, each with its file, as it stands in `data/rules/index.json`."""
    known = {
        "rules": {rule.code: _stored(path, _rule_fields(rule)) for path, rule in rules},
        "jurisdictions": {profile.id: _stored(path, _plain(profile)) for path, profile in jurisdictions},
    }
    parts = []
    for name, entries in known.items():
        # An entry a line: a change to one rule changes one line.
        lines = [f"{json.dumps(key)}:{json.dumps(entry, ensure_ascii=False, separators=(',', ':'))}" for key, entry in entries.items()]
        parts.append(f"{json.dumps(name)}:{{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _entry(part: str, key: str, path: Path) -> Any:  # noqa: ANN401 - a record of any kind
    entry = _index().get(part, {}).get(key)
    return None if entry is None or entry["checksum"] != _checksum(path) else _record(entry["fields"])


@lru_cache(maxsize=1)
def _index() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(INDEX.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # no index, or half of one: the rules' own files are there
    return found


def _checksum(path: Path) -> int:
    return zlib.crc32(path.read_bytes())


def _stored(path: Path, fields: Any) -> dict[str, Any]:  # noqa: ANN401 - what JSON holds
    return {"checksum": _checksum(path), "fields": fields}


def _rule_fields(rule: Rule) -> dict[str, Any]:
    fields = {name: _plain(getattr(rule, name)) for name in type(rule).model_fields if name not in _NOT_RUN}
    return fields | {name: getattr(rule, name) for name in _WORKED_OUT}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of a rule
    """Return a value as JSON holds it, with mappings told apart from parts of a rule."""
    if isinstance(value, dict):
        return {_MAPPING: {key: _plain(entry) for key, entry in value.items()}}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if hasattr(value, "model_dump"):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    return value


def _record(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, list):
        return tuple(map(_record, value))
    if isinstance(value, dict):
        mapping = value.get(_MAPPING)
        fields = {name: _record(entry) for name, entry in (value if mapping is None else mapping).items()}
        return _Record(fields) if mapping is None else fields
    return value
