"""What linting found, told: as text with the line and a caret, JSON, SARIF, a page, or comments in the Word file."""

from __future__ import annotations

import difflib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servicecomp.api.linting import LintReport, fix_file, lint_rules, rule_names, text_files
from servicecomp.errors import NotFoundError
from servicecomp.loading.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from servicecomp.api.content import Name
    from servicecomp.errors import Problem
    from servicecomp.models.rules import Rule

__all__ = ["FORMATS", "NOTICE", "as_text", "differences", "explanation", "lint_output", "put_out"]

FORMATS = ("text", "json", "sarif", "html", "docx")
NOTICE = "The rules are not exhaustive, and what they say is no legal advice."
_TOLD = ("path", "line", "column", "end_line", "end_column", "where", "code", "severity", "message", "hint", "fix", "excerpt")


def lint_output(report: LintReport, *, format: str = "text", paths: Iterable[Name] = ()) -> str | bytes:  # noqa: A002 - the public name
    """Return a report as text (`text`, `json`, `sarif`, `html`) or as the Word file with comments (`docx`, bytes; of one DOCX file).

    Raises:
        NotFoundError: there is no such format, or `docx` is asked for and `paths` is not one Word file.
        MissingExtraError: `docx` is asked for and the extra `office` is not installed.

    """
    match format:
        case "text":
            return as_text(report)
        case "json":
            problems = [{name: getattr(problem, name) for name in _TOLD} for problem in report.problems]
            data = {"files": report.files, "notice": NOTICE, "notices": list(report.notices), "problems": problems}
            return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
        case "sarif":
            from servicecomp import __version__  # noqa: PLC0415 - the face imports this package
            from servicecomp.exchange.sarif import sarif_text  # noqa: PLC0415 - one format does not load the others

            return sarif_text(report.problems, _rules_of(report), version=__version__, notices=report.notices)
        case "html":
            return _page(report)
        case "docx":
            from servicecomp.exchange.lint_docx import commented_docx  # noqa: PLC0415 - python-docx is an extra

            files = [Path(path) for path in paths]
            if len(files) != 1 or files[0].suffix.lower() != ".docx":
                message = "comments are put into one Word file: name one file that ends in .docx"
                raise NotFoundError(message)
            return commented_docx(files[0].read_bytes(), report.problems)
        case _:
            message = f"there is no format '{format}'; use one of: {', '.join(FORMATS)}"
            raise NotFoundError(message)


def as_text(report: LintReport) -> str:
    """Return a report as people read it in a terminal."""
    return "".join(_told(problem) for problem in report.problems) + _summary(report)


def put_out(
    report: LintReport,
    paths: Iterable[Name],
    *,
    statistics: bool,
    format_: str,
    output: str | None,
    force: bool,
    say: Callable[..., object],
) -> None:
    """Write a report to a file, or say it."""
    made = _statistics(report) if statistics else lint_output(report, format=format_, paths=paths)
    if output is not None:
        say(str(write_file(Path(output), made, force=force)))
    elif isinstance(made, bytes):
        if sys.stdout.isatty():
            message = "a Word file cannot be shown on the screen: name a file with --output"
            raise NotFoundError(message)
        sys.stdout.buffer.write(made)
    else:
        say(made, nl=False)


def differences(paths: Iterable[Name], **chosen: Any) -> str:  # noqa: ANN401 - the options of `fix_file`
    """Return what the safe fixes would change, as a unified diff."""
    lines: list[str] = []
    for path in text_files(paths):
        before, after = fix_file(path, write=False, **chosen)
        changed = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), str(path), str(path))
        lines += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in changed]
    return "".join(lines)


def explanation(rule: Rule) -> str:
    """Return a rule in words."""
    by_profile = ", ".join(f"{severity} ({name})" for name, severity in rule.severity.items() if name != "default")
    state = "" if rule.on else "; preview, off until --preview or selected by its code" if rule.preview else "; off until selected"
    lines = [
        f"{rule.code} {rule.name}",
        f"  {rule.message}",
        "",
        f"Applies to: {', '.join(rule.applies_to)}",
        f"Severity: {rule.severity['default']}{f'; {by_profile}' if by_profile else ''}{state}",
        f"Why: {rule.why}",
        f"Say instead: {rule.say_instead}",
    ]
    if rule.measured:
        lines.append(f"Measured: {rule.measured.told} ({rule.measured.on}, {rule.measured.checked})")
    lines += ["Flagged:", *(f"  - {example_text(example)}" for example in rule.examples.flag)]
    lines += ["Not flagged:", *(f"  - {example_text(example)}" for example in rule.examples.pass_)]
    lines += ["Sources:", *(f"  - {entry.ref}{f', {entry.url}' if entry.url else ''} (checked {entry.checked})" for entry in rule.sources)]
    lines.append(f"Suppress: lint: ignore[{rule.name}] reason")
    return "\n".join(lines) + "\n"


def example_text(example: Any) -> str:  # noqa: ANN401 - a text or a sketch
    """Return an example on one line."""
    if isinstance(example, str):
        return " / ".join(line for line in example.split("\n") if line)
    text = example.text or " / ".join(example.lines)
    notes = [
        f"{example.times} times" if example.times > 1 else "",
        f"has: {', '.join(example.has) or 'nothing'}" if example.has is not None else "",
    ]
    notes += [
        f"not assessed: {', '.join(example.unassessed)}" if example.unassessed else "",
        example.jurisdiction or "",
        example.today or "",
    ]
    told = "; ".join(note for note in notes if note)
    return f"{' '.join(text.split())} ({told})" if told else " ".join(text.split())


def _told(problem: Problem) -> str:
    head, *hints = str(problem).split("\n")
    lines = [
        head.replace(f": {problem.code}: ", f": {problem.severity} {problem.code}: ", 1)
        if problem.path or problem.where
        else f"{problem.severity} {head}"
    ]
    if problem.excerpt:
        excerpt = problem.excerpt.replace("\t", " ")
        lead = len(excerpt) - len(excerpt.lstrip())
        start, end = max(problem.excerpt_start - lead, 0), max(problem.excerpt_end - lead, 0)
        lines += [f"  | {excerpt.strip()}", f"  | {' ' * start}{'^' * max(end - start, 1)}"]
    return "\n".join((*lines, *hints)) + "\n"


def _counts(report: LintReport) -> Iterator[str]:
    counts = Counter(problem.severity for problem in report.problems)
    for severity, word in (("error", "errors"), ("warning", "warnings"), ("info", "hints")):
        yield f"{counts[severity]} {word}"


def _summary(report: LintReport) -> str:
    notice = f" {NOTICE}" if any(problem.code.startswith(("IQ1", "JD1", "JD2")) for problem in report.problems) else ""
    return f"{report.files} files linted: {', '.join(_counts(report))}.{notice}\n"


def _statistics(report: LintReport) -> str:
    names = rule_names()
    counts = Counter(problem.code for problem in report.problems)
    rows = [f"{count:6}  {code}  {names.get(code, '')}\n" for code, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]
    return "".join(rows) + _summary(report)


def _rules_of(report: LintReport) -> tuple[Rule, ...]:
    codes = {problem.code for problem in report.problems}
    return tuple(rule for rule in lint_rules() if rule.code in codes)


def _page(report: LintReport) -> str:
    from servicecomp.rendering.running import run_template  # noqa: PLC0415 - Jinja is loaded when used

    rules = {rule.code: rule for rule in _rules_of(report)}
    files: dict[str, list[dict[str, Any]]] = {}
    for problem in report.problems:
        rule = rules.get(problem.code)
        place = f"line {problem.line}" if problem.line else problem.where
        files.setdefault(problem.path or "text", []).append(
            {
                "place": place or "whole text",
                "severity": problem.severity,
                "code": problem.code,
                "name": rule.name if rule else "",
                "message": problem.message,
                "hint": problem.hint,
                "why": rule.why if rule else "",
                "before": problem.excerpt[: problem.excerpt_start],
                "marked": problem.excerpt[problem.excerpt_start : problem.excerpt_end],
                "after": problem.excerpt[problem.excerpt_end :],
            }
        )
    context = {
        "doc": {"title": "Lint report", "language": "en", "kind": "lint-report"},
        "files": [{"path": path, "problems": problems} for path, problems in files.items()],
        "counts": list(_counts(report)),
        "read": report.files,
        "notice": NOTICE,
        "notices": list(report.notices),
    }
    return run_template("lint-report", "html", context)
