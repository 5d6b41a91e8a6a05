"""A rule's own examples, put to it: what it must flag is flagged, what it must leave alone is not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem
from servicecomp.linting.engine import Linter
from servicecomp.linting.passages import Passage, PassageSet, Subject
from servicecomp.linting.plain import SINGLE_OF, text_subject
from servicecomp.linting.rulebook import Choice, RuleBook
from servicecomp.linting.shapes import can_match_patterns
from servicecomp.models.rules import Sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.rules import Example, Kind, Rule

__all__ = ["check_rules"]


def check_rules(rules: Iterable[Rule], *, framework: Callable[[], Framework] | None = None) -> Iterator[Problem]:
    """Yield an error for each example that turns out otherwise, and for each fix that is itself flagged."""
    for rule in rules:
        if rule.needs_patterns and not can_match_patterns():
            yield Problem(code="rule-not-run", where=rule.code, message="patterns need google-re2", hint="pip install 'servicecomp[lint]'")
            continue
        for kind in rule.applies_to:
            try:
                yield from _in_kind(rule, kind, framework)
            except DataError as error:
                yield from error.problems
                break
        if rule.replacements:
            yield from _fixes(rule)


def _in_kind(rule: Rule, kind: Kind, framework: Callable[[], Framework] | None) -> Iterator[Problem]:
    for number, example in enumerate(rule.examples.flag):
        if _fits(example, kind) and not flags(rule, kind, example, framework):
            yield _wrong(f"{rule.code} examples.flag.{number}", kind, "is not flagged", example)
    for number, example in enumerate(rule.examples.pass_):
        if _fits(example, kind) and flags(rule, kind, example, framework):
            yield _wrong(f"{rule.code} examples.pass.{number}", kind, "is flagged", example)


def _fits(example: Example, kind: Kind) -> bool:
    """Whether an example is of the shape of a kind: lines for sets, anything for single texts and documents."""
    return not (isinstance(example, Sketch) and example.lines) or kind in SINGLE_OF


def flags(rule: Rule, kind: Kind, example: Example, framework: Callable[[], Framework] | None) -> bool:
    """Whether a rule flags an example."""
    sketch = example if isinstance(example, Sketch) else Sketch(text=example)
    alone = rule.look_for.linter is None
    book = RuleBook(own=(rule,)) if alone else _shipped()
    choice = Choice(select=(rule.code,) if alone else (), jurisdiction=sketch.jurisdiction)
    linter = Linter(book, choice, framework=framework, today=sketch.today)
    problems = [*linter.problems(_subject(kind, sketch)), *linter.law_problems()]
    return any(problem.code == rule.code for problem in problems)


@lru_cache(maxsize=1)
def _shipped() -> RuleBook:
    """Return the shipped rules: what is said about comments depends on all of them."""
    return RuleBook()


def _subject(kind: Kind, sketch: Sketch) -> Subject:
    single = SINGLE_OF.get(kind, kind)
    has = None if sketch.has is None else frozenset(sketch.has)
    if sketch.lines or sketch.unassessed or (has is not None and kind != "job-description"):
        passages = tuple(Passage(single, line, has=has) for line in sketch.lines or (sketch.text or "-",))
        sets = (PassageSet(kind, passages, unassessed=sketch.unassessed),) if kind in SINGLE_OF else ()
        return Subject(passages, sets)
    text = "\n".join([sketch.text or ""] * sketch.times)
    if has is not None:
        return Subject((Passage(kind, text, has=has),))
    return text_subject(text, kind)


def _fixes(rule: Rule) -> Iterator[Problem]:
    for replacement in rule.replacements:
        for kind in rule.applies_to:
            if flags(rule, kind, replacement.put, None):
                message = f"the fix '{replacement.put}' is itself flagged"
                yield Problem(
                    code="rule-example", where=f"{rule.code} replacements", message=message, hint="put words that the rule accepts"
                )
            if not flags(rule, kind, replacement.find, None):
                message = f"'{replacement.find}' is never found, so it is never replaced"
                yield Problem(code="rule-example", where=f"{rule.code} replacements", message=message, hint="add a phrase that finds it")


def _wrong(where: str, kind: Kind, what: str, example: Example) -> Problem:
    text = example.text or " / ".join(example.lines) if isinstance(example, Sketch) else example
    short = " ".join((text or "").split())[:100]
    return Problem(
        code="rule-example",
        where=where,
        message=f"as {kind}, “{short}” {what}",
        hint="change the rule's phrases, or the example if it is the one that is wrong",
    )
