"""Linting a subject: run the chosen rules over its texts and sets, then let comments hide what they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from servicecomp.errors import Problem
from servicecomp.linting.extras import left_out
from servicecomp.linting.fixing import fix_for
from servicecomp.linting.program import Program
from servicecomp.linting.rulebook import jurisdiction_chain, jurisdictions
from servicecomp.linting.sets import set_hits
from servicecomp.linting.suppressing import find_ignores
from servicecomp.loading.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from servicecomp.linting.passages import Passage, PassageSet, Place, Subject
    from servicecomp.linting.rulebook import Choice, RuleBook
    from servicecomp.linting.suppressing import Ignore
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.kinds import Kind
    from servicecomp.models.rules import Rule

__all__ = ["Finding", "Linter"]

_NEEDS_A_REASON = "IQ1"
"""Rules whose comments hide nothing without a reason: topics that must not be asked about."""
_EXCERPT = 160
_LAW_MONTHS = 12


class Finding(NamedTuple):
    """Something found, before it is told: the rule, the text and the place in it."""

    rule: Rule
    severity: str
    passage: Passage
    start: int
    end: int
    detail: str = ""
    fix: str = ""


class _Words(NamedTuple):
    """What a rule says in a run, whatever it found."""

    message: str
    hint: str
    ending: str
    """What the law of the place adds to the message."""
    missing: frozenset[str]
    """Names of the things that it misses."""


class Linter:
    """Rules chosen for a run, ready to be put to any number of subjects."""

    def __init__(
        self, book: RuleBook, choice: Choice, *, framework: Callable[[], Framework] | None = None, today: str | None = None
    ) -> None:
        """Choose the rules; `framework` is asked for when a rule needs one, `today` is a year and month."""
        book.check_choice(choice)
        self._book = book
        self._choice = choice
        self._framework = framework
        self._today = today
        self._chain = jurisdiction_chain(choice.jurisdiction)
        self._words: dict[str, _Words] = {}

    def findings(self, subject: Subject) -> list[Finding]:
        """Return what the rules find, comments not yet looked at."""
        found: list[Finding] = []
        paired: dict[int, frozenset[str]] = {}
        for group in subject.sets:
            self._in_set(group, found, paired)
        for passage in subject.passages:
            program, severities = self._program(passage.kind)
            codes = paired.get(id(passage), frozenset())
            numbers = frozenset(number for number, rule in enumerate(program.rules) if rule.code in codes) if codes else frozenset[int]()
            for hit in program.run(passage, paired=numbers, framework=self._framework):
                rule = program.rules[hit.rule]
                fix = fix_for(rule, passage.text[hit.start : hit.end]) if rule.replacements else ""
                found.append(Finding(rule, hit.severity or severities[hit.rule], passage, hit.start, hit.end, hit.detail, fix))
        return found

    def problems(self, subject: Subject) -> tuple[Problem, ...]:
        """Return the problems of a subject in the order of their places, comments looked at."""
        ignores = find_ignores(subject.text, subject.style) if subject.style else []
        found = [self._problem(finding, place, subject) for finding, place in self._kept(subject, ignores)]
        if ignores:
            found += self._about_comments(ignores, subject)
        if len(found) > 1 and not subject.wheres:
            found.sort(key=lambda problem: (problem.line, problem.column, problem.code))
        return tuple(found)

    def fixes(self, subject: Subject) -> list[tuple[int, int, str]]:
        """Return the safe fixes of a subject as start, end and what is put there, in its own text."""
        ignores = find_ignores(subject.text, subject.style) if subject.style else []
        return [
            (finding.passage.start + finding.start, finding.passage.start + finding.end, finding.fix)
            for finding, _ in self._kept(subject, ignores)
            if finding.fix and finding.passage.start >= 0
        ]

    def law_problems(self) -> Iterator[Problem]:
        """Yield the profiles whose law was last checked more than a year before today, by default the newest date in the data."""
        if not self._chain:
            return
        rule = self._book.linter_rules(self._choice).get("old-law")
        if rule is None:
            return
        today = self._today or newest_check()
        for entry in self._chain:
            if _months(today) - _months(entry.checked) > _LAW_MONTHS:
                message = f"{rule[0].message}: {entry.title}, checked {entry.checked}"
                yield Problem(
                    where=f"jurisdiction {entry.id}", code=rule[0].code, message=message, hint=rule[0].say_instead, severity=rule[1]
                )

    def notice(self, kinds: Iterable[Kind]) -> str:
        """Return a line about the chosen rules for some kinds that cannot run here for want of a package; empty when all run."""
        return left_out(rule for kind in dict.fromkeys(kinds) for rule, _ in self._book.chosen(kind, self._choice))

    # -- inside ----------------------------------------------------------------------------------------------------------------

    def _program(self, kind: Kind) -> tuple[Program, tuple[str, ...]]:
        key = ("program", kind, self._choice)
        known = self._book.known
        if key not in known:
            chosen = self._book.chosen(kind, self._choice)
            rules = tuple(rule for rule, _ in chosen)
            # Profiles that run the same rules share the compiled ones and differ in severities only.
            shared = ("compiled", kind, tuple(rule.code for rule in rules))
            if shared not in known:
                known[shared] = Program(rules)
            severity = {rule.code: severity for rule, severity in chosen}
            known[key] = known[shared], tuple(severity[rule.code] for rule in known[shared].rules)
        program: tuple[Program, tuple[str, ...]] = known[key]
        return program

    def _in_set(self, group: PassageSet, found: list[Finding], paired: dict[int, frozenset[str]]) -> None:
        for rule, severity in self._book.chosen(group.kind, self._choice):
            found += [Finding(rule, severity, hit.passage, 0, 0, hit.detail) for hit in set_hits(rule, group, self._framework)]
        partners: dict[int, frozenset[str]] = {}
        for passage in group.passages:
            program, _ = self._program(passage.kind)
            partners[id(passage)] = frozenset(program.rules[number].code for number in program.partners(passage))
        every = frozenset[str]().union(*partners.values())
        if every:
            paired.update(dict.fromkeys(partners, every))

    def _problem(self, finding: Finding, place: Place, subject: Subject) -> Problem:
        rule, passage = finding.rule, finding.passage
        words = self._words.get(rule.code) or self._words_of(rule)
        message = words.message
        if finding.end > finding.start:
            message += f": “{_one_line(passage.text[finding.start : finding.end])}”"
        if finding.detail:
            message += f" {finding.detail}" if finding.detail in words.missing else f" ({finding.detail})"
        excerpt, first, last = _excerpt(passage.text, finding.start, finding.end)
        return Problem(
            path=subject.path,
            line=place.line,
            column=place.column,
            code=rule.code,
            message=message + words.ending,
            hint=words.hint,
            severity=finding.severity,
            where=place.where,
            end_line=place.end_line,
            end_column=place.end_column,
            fix=finding.fix,
            excerpt=excerpt,
            excerpt_start=first,
            excerpt_end=last,
        )

    def _words_of(self, rule: Rule) -> _Words:
        law = [
            f"{law.says} ({law.ref}, {entry.id}, checked {entry.checked})"
            for entry in self._chain
            for law in entry.laws
            if rule.code in law.rules
        ]
        wordings = (words for entry in self._chain for start, words in entry.wording.items() if rule.code.startswith(start))
        found = self._words[rule.code] = _Words(
            rule.message,
            " ".join((rule.say_instead, *law)),
            next((f"; {words}" for words in wordings), ""),
            frozenset(shape.name for shape in rule.look_for.missing if shape.name),
        )
        return found

    def _kept(self, subject: Subject, ignores: list[Ignore]) -> list[tuple[Finding, Place]]:
        told = [(finding, subject.place(finding.passage, finding.start, finding.end)) for finding in self.findings(subject)]
        if subject.wheres:
            told.sort(key=lambda pair: (pair[0].passage.start + pair[0].start, pair[0].rule.code))
        return [(finding, place) for finding, place in told if not ignores or not self._hidden(finding, place, ignores)]

    def _hidden(self, finding: Finding, place: Place, ignores: list[Ignore]) -> bool:
        name = finding.rule.name
        lines = {place.line, finding.passage.line or place.line}
        hidden = False
        for ignore in ignores:
            if any(ignore.hides(name, line) for line in lines):
                ignore.used.add(name)
                hidden = hidden or bool(ignore.reason) or not finding.rule.code.startswith(_NEEDS_A_REASON)
        return hidden

    def _about_comments(self, ignores: list[Ignore], subject: Subject) -> Iterator[Problem]:
        rules = self._book.linter_rules(self._choice)
        names = self._book.names()
        ran = {rule.name for kind in subject.kinds for rule, _ in self._book.chosen(kind, self._choice)}
        for ignore in ignores:
            for remark in _remarks(ignore, names, ran):
                if remark.what in rules:
                    yield _told(remark, ignore, subject, *rules[remark.what])


class _Remark(NamedTuple):
    """What is wrong with a comment."""

    what: str
    detail: str
    hint: str = ""
    severity: str = ""


def _remarks(ignore: Ignore, names: Mapping[str, str], ran: Collection[str]) -> Iterator[_Remark]:
    if not ignore.names:
        yield _Remark("unknown-rule", "the brackets are empty")
    for name in ignore.names:
        if name not in names:
            from servicecomp.loading.building import did_you_mean  # noqa: PLC0415 - loads the models' library, which few runs need

            called = next((known for known, code in names.items() if code == name), None)
            yield _Remark("unknown-rule", f"'{name}'", f"suppress by name: '{called}'" if called else did_you_mean(name, names))
        elif name in ran and name not in ignore.used:
            yield _Remark("unused-ignore", f"'{name}' hides nothing here")
        elif not ignore.reason and name in ignore.used:
            if names[name].startswith(_NEEDS_A_REASON):
                yield _Remark("ignore-without-reason", f"'{name}' stays a problem until there is one", severity="error")
            else:
                yield _Remark("ignore-without-reason", f"'{name}'")


def _told(remark: _Remark, ignore: Ignore, subject: Subject, rule: Rule, severity: str) -> Problem:
    line, column = subject.line_and_column(ignore.start)
    end_line, end_column = subject.line_and_column(ignore.end)
    excerpt, first, last = _excerpt(subject.text, ignore.start, ignore.end)
    return Problem(
        path=subject.path,
        line=line,
        column=column,
        code=rule.code,
        message=f"{rule.message}: {remark.detail}",
        hint=remark.hint or rule.say_instead,
        severity=remark.severity or severity,
        end_line=end_line,
        end_column=end_column,
        excerpt=excerpt,
        excerpt_start=first,
        excerpt_end=last,
    )


def newest_check() -> str:
    """Return the newest month in which a shipped profile was checked."""
    return max(str(read_source(path).data["checked"]) for path in jurisdictions().values()) if jurisdictions() else ""


def _months(date: str) -> int:
    year, _, month = date.partition("-")
    return 12 * int(year) + int(month)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _excerpt(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the line that a part begins on, shortened around it, and where the part stands in it; nothing for a whole text."""
    if end <= start:
        return "", 0, 0
    # Looked for nearby only: a text of one long line is not read through for each hit.
    first = max(start - _EXCERPT, 0)
    first = max(text.rfind("\n", first, start) + 1, first)
    last = min(start + 2 * _EXCERPT, len(text))
    line_end = text.find("\n", start, last)
    last = last if line_end < 0 else line_end
    line = text[first:last].rstrip("\r")
    return line, min(start - first, len(line)), min(end - first, len(line))
