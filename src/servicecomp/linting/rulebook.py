"""Rules and jurisdictions: read from their files when they are first needed, and chosen for a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.linting.rule_index import indexed_jurisdiction, indexed_rule
from servicecomp.loading.bundled import package_data
from servicecomp.loading.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from servicecomp.models.jurisdictions import Jurisdiction
    from servicecomp.models.kinds import Kind, Severity
    from servicecomp.models.rules import Rule

__all__ = [
    "Choice",
    "RuleBook",
    "area_rules",
    "jurisdiction_chain",
    "jurisdictions",
    "read_jurisdiction",
    "read_rule",
    "read_rules",
    "rule_files",
    "shipped_rules",
]

AREAS: dict[str, tuple[str, ...]] = {
    "job-description": ("JD",),
    "interview-question": ("IQ1", "IQ2", "IQ3"),
    "interview-kit": ("IQ3", "JD308"),
    "anchor": ("BA",),
    "indicator": ("BA",),
    "levels": ("BA",),
    "metric": ("PM",),
    "metrics": ("PM",),
}
"""How the codes of the shipped rules for each kind begin: a run reads only what its kinds need, and a test holds the rules to it."""
LINTER_AREA = "LI"


@lru_cache(maxsize=1)
def rule_files() -> dict[str, Path]:
    """Return the shipped rules' files by code."""
    return {path.stem[:5]: path for path in sorted(package_data("rules").glob("*/*.yaml"))}


@lru_cache(maxsize=16)
def area_rules(area: str) -> tuple[Rule, ...]:
    """Return the shipped rules of an area in the order of their codes, as a run needs them: see `rule_index`."""
    return tuple(indexed_rule(code, path) or read_rule(path) for code, path in rule_files().items() if code.startswith(area))


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """Return the shipped rules whole, in the order of their codes."""
    return tuple(sorted(map(read_rule, rule_files().values()), key=lambda rule: rule.code))


def read_rule(path: Path) -> Rule:
    """Return the rule in a file.

    Raises:
        DataError: the file holds problems, or is not called by its rule's code and name.

    """
    # Why here: models cost most of a start, and shipped rules come from the index.
    from servicecomp.loading.building import build  # noqa: PLC0415
    from servicecomp.models.rules import Rule  # noqa: PLC0415

    source = read_source(path)
    rule = build(Rule, source)
    if path.stem != f"{rule.code}-{rule.name}":
        raise DataError(
            [
                source.problem(
                    ("code",),
                    code="wrong-file-name",
                    message=f"the file of the rule {rule.code} is called '{path.name}'",
                    hint=f"call it {rule.code}-{rule.name}.yaml",
                )
            ]
        )
    return rule


def read_rules(path: Path) -> tuple[Rule, ...]:
    """Return the rules in a file or in a folder and the folders below it.

    Raises:
        NotFoundError: there is nothing at the path.
        DataError: files hold problems; all of them.

    """
    if not path.exists():
        message = f"there is no file or folder '{path}'"
        raise NotFoundError(message)
    rules: list[Rule] = []
    problems: list[Problem] = []
    seen: dict[str, Path] = {}
    for file in [path] if path.is_file() else sorted(path.rglob("*.yaml")):
        try:
            rule = read_rule(file)
        except DataError as error:
            problems += error.problems
            continue
        if rule.code in seen:
            message = f"{rule.code} is also defined in {seen[rule.code]}"
            problems.append(
                Problem(path=str(file), line=1, column=1, code="duplicate-id", message=message, hint="give one of them another code")
            )
        seen[rule.code] = file
        rules.append(rule)
    if problems:
        raise DataError(problems)
    return tuple(rules)


@lru_cache(maxsize=1)
def jurisdictions() -> dict[str, Path]:
    """Return the files of the shipped jurisdictions by id."""
    return {path.stem: path for path in sorted(package_data("jurisdictions").glob("*.yaml"))}


@lru_cache(maxsize=32)
def _jurisdiction(name: str) -> Jurisdiction:
    path = jurisdictions()[name]
    return indexed_jurisdiction(name, path) or read_jurisdiction(path)


def read_jurisdiction(path: Path) -> Jurisdiction:
    """Return the jurisdiction in a file.

    Raises:
        DataError: the file holds problems.

    """
    from servicecomp.loading.building import build  # noqa: PLC0415 - as above
    from servicecomp.models.jurisdictions import Jurisdiction  # noqa: PLC0415 - as above

    return build(Jurisdiction, read_source(path))


def jurisdiction_chain(name: str | None) -> tuple[Jurisdiction, ...]:
    """Return a jurisdiction and the larger ones around it, nearest first.

    Raises:
        NotFoundError: there is none of that name.

    """
    chain: list[Jurisdiction] = []
    while name is not None:
        if name not in jurisdictions():
            from servicecomp.loading.building import did_you_mean  # noqa: PLC0415 - as above

            message = f"there is no jurisdiction '{name}'; {did_you_mean(name, jurisdictions())}"
            raise NotFoundError(message)
        if name in [entry.id for entry in chain]:
            break
        chain.append(_jurisdiction(name))
        name = chain[-1].within
    return tuple(chain)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules run and how serious each is."""

    select: tuple[str, ...] = ()
    """Codes, beginnings of codes, names, or ALL: only these, off-by-default ones included, previews only by code or name."""
    ignore: tuple[str, ...] = ()
    """Codes, beginnings of codes or names that do not run."""
    jurisdiction: str | None = None
    """Profile of law."""
    preview: bool = False
    """Whether previews run like other rules."""


def _matches(selectors: tuple[str, ...], rule: Rule) -> bool:
    return any(entry in {"ALL", rule.name} or rule.code.startswith(entry) for entry in selectors)


@dataclass(slots=True)
class RuleBook:
    """The shipped rules, and a user's in front of them: one of the same code hides the shipped one."""

    own: tuple[Rule, ...] = ()
    """The user's rules."""
    known: dict[Any, Any] = field(default_factory=dict, repr=False)
    """What was worked out from these rules, so that it is worked out once."""

    def for_area(self, area: str) -> tuple[Rule, ...]:
        """Return the shipped rules of an area that the user's do not hide."""
        hidden = {rule.code for rule in self.own}
        return tuple(rule for rule in area_rules(area) if rule.code not in hidden)

    def for_kind(self, kind: Kind) -> tuple[Rule, ...]:
        """Return the rules that apply to a kind."""
        key = ("kind", kind)
        if key not in self.known:
            shipped = [rule for area in AREAS[kind] for rule in self.for_area(area)]
            found = [rule for rule in (*shipped, *self.own) if kind in rule.applies_to and not rule.look_for.linter]
            self.known[key] = tuple(sorted(found, key=lambda rule: rule.code))
        rules: tuple[Rule, ...] = self.known[key]
        return rules

    def chosen(self, kind: Kind, choice: Choice) -> tuple[tuple[Rule, Severity], ...]:
        """Return the rules that run on a kind, each with its severity."""
        return self._chosen(kind, self.for_kind(kind), choice)

    def linter_rules(self, choice: Choice) -> dict[str, tuple[Rule, Severity]]:
        """Return the chosen rules about linting itself, by what they look for."""
        rules = tuple(rule for rule in (*self.for_area(LINTER_AREA), *self.own) if rule.look_for.linter)
        return {str(rule.look_for.linter): (rule, severity) for rule, severity in self._chosen("", rules, choice)}

    def names(self) -> dict[str, str]:
        """Return every rule's code by its name, read from the files' names alone."""
        return {**{path.stem[6:]: code for code, path in rule_files().items()}, **{rule.name: rule.code for rule in self.own}}

    def everything(self) -> tuple[Rule, ...]:
        """Return all rules, whole, in the order of their codes."""
        hidden = {rule.code for rule in self.own}
        shipped = [rule for rule in shipped_rules() if rule.code not in hidden]
        return tuple(sorted((*shipped, *self.own), key=lambda rule: rule.code))

    def check_choice(self, choice: Choice) -> None:
        """See that every selector names something.

        Raises:
            NotFoundError: a selector or the jurisdiction names nothing.

        """
        if ("checked", choice) in self.known:
            return
        jurisdiction_chain(choice.jurisdiction)
        names = self.names()
        codes = tuple(names.values())
        for entry in (*choice.select, *choice.ignore):
            if entry != "ALL" and entry not in names and not (entry and any(code.startswith(entry) for code in codes)):
                from servicecomp.loading.building import did_you_mean  # noqa: PLC0415 - as above

                message = f"there is no rule '{entry}'; {did_you_mean(entry, (*names, *codes))}"
                raise NotFoundError(message)
        self.known["checked", choice] = True

    def _chosen(self, kind: str, rules: Iterable[Rule], choice: Choice) -> tuple[tuple[Rule, Severity], ...]:
        key = ("chosen", kind, choice)
        if key not in self.known:
            self.check_choice(choice)
            profiles = [entry.id for entry in jurisdiction_chain(choice.jurisdiction)]
            found: list[tuple[Rule, Severity]] = []
            for rule in rules:
                if (choice.select and not _matches(choice.select, rule)) or _matches(choice.ignore, rule):
                    continue
                if rule.preview and not choice.preview and not {rule.code, rule.name} & {*choice.select}:
                    continue
                severity: Severity = next((rule.severity[name] for name in (*profiles, "default") if name in rule.severity), "off")
                if choice.select:
                    severity = "info" if severity == "off" else severity
                elif not rule.enabled:
                    severity = "off"
                if severity != "off":
                    found.append((rule, severity))
            self.known[key] = tuple(found)
        chosen: tuple[tuple[Rule, Severity], ...] = self.known[key]
        return chosen
