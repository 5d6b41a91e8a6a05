"""SARIF 2.1.0 (OASIS, 2020): problems as code hosts and editors show them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.errors import Problem
    from servicecomp.models.rules import Rule

__all__ = ["SCHEMA", "sarif_log", "sarif_text"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_URI_SIGNS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:")
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif_text(problems: Iterable[Problem], rules: Iterable[Rule], *, version: str, notices: Iterable[str] = ()) -> str:
    """Return a SARIF log as it stands in its file."""
    return json.dumps(sarif_log(problems, rules, version=version, notices=notices), indent=2, ensure_ascii=False) + "\n"


def sarif_log(problems: Iterable[Problem], rules: Iterable[Rule], *, version: str, notices: Iterable[str] = ()) -> dict[str, Any]:
    """Return a SARIF log: one run of our `version`, its rules described, each problem with its place, `notices` about the run itself."""
    told = [{"level": "note", "message": {"text": notice}} for notice in notices]
    described = sorted(rules, key=lambda rule: rule.code)
    numbers = {rule.code: number for number, rule in enumerate(described)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "servicecomp",
                        "semanticVersion": version,
                        "rules": [_rule(rule) for rule in described],
                    }
                },
                **({"invocations": [{"executionSuccessful": True, "toolConfigurationNotifications": told}]} if told else {}),
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, numbers) for problem in problems],
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    level = rule.severity["default"]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Say instead: {rule.say_instead}"},
        "defaultConfiguration": {"level": _LEVELS.get(level, "none"), "enabled": rule.on and level != "off"},
    }


def _result(problem: Problem, numbers: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "level": _LEVELS.get(problem.severity, "warning"),
        "message": {"text": f"{problem.message}. {problem.hint}" if problem.hint else problem.message},
    }
    if problem.code in numbers:
        result["ruleIndex"] = numbers[problem.code]
    location = _location(problem)
    if location:
        result["locations"] = [location]
    if problem.fix and problem.path and problem.line and problem.end_line:
        result["fixes"] = [_fix(problem)]
    return result


def _location(problem: Problem) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if problem.path:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.path)}}
        if problem.line:
            physical["region"] = _region(problem)
        location["physicalLocation"] = physical
    if problem.where:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.where}]
    return location


def _region(problem: Problem) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    if problem.end_line:
        region |= {"endLine": problem.end_line, "endColumn": max(problem.end_column, 1)}
    if problem.excerpt:
        region["snippet"] = {"text": problem.excerpt}
    return region


def _fix(problem: Problem) -> dict[str, Any]:
    region = {key: value for key, value in _region(problem).items() if key != "snippet"}
    replacement = {"deletedRegion": region, "insertedContent": {"text": problem.fix}}
    return {
        "description": {"text": f"Put “{problem.fix}”"},
        "artifactChanges": [{"artifactLocation": {"uri": _uri(problem.path)}, "replacements": [replacement]}],
    }


def _uri(path: str) -> str:
    """Return a path as the relative or absolute URI that it is."""
    # Why replaced: half a character is no UTF-8, and a URI is made of nothing else.
    raw = path.replace("\\", "/").encode("utf-8", "replace")
    return "".join([chr(byte) if byte in _URI_SIGNS else f"%{byte:02X}" for byte in raw])
