"""Linting of texts, objects and files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servicecomp.errors import NotFoundError, Problem
from servicecomp.loading.sources import read_source, read_text
from servicecomp.models.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from servicecomp.api.content import Name
    from servicecomp.linting.engine import Linter
    from servicecomp.linting.passages import Subject
    from servicecomp.linting.rulebook import Choice, RuleBook
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.kinds import Kind
    from servicecomp.models.rules import Rule

__all__ = ["LintReport", "Rules", "check_rules", "explain_rule", "fix_file", "lint", "lint_files", "lint_rules", "rule_names", "text_files"]

Rules = Iterable["Rule | Name"]
"""Rules of a user's own: files, folders or objects."""

TEXT_FORMATS = {".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
SUFFIXES = frozenset({*TEXT_FORMATS, *YAML_SUFFIXES, ".docx"}) - {""}

# Kinds of content by the model's class, so that no model has to be imported to tell.
_MODELS = {
    "Competency": "competency",
    "Framework": "framework",
    "InterviewKit": "interview-kit",
    "JobDescription": "job-description",
    "Organisation": "organisation",
    "Question": "question",
    "QuestionBank": "question bank",
    "QuestionFile": "questions",
    "RoleProfile": "role",
    "Vacancy": "vacancy",
}


@dataclass(frozen=True, slots=True)
class LintReport:
    """What linting files found."""

    problems: tuple[Problem, ...]
    """Every problem, in the order of files and places."""
    files: int
    """How many files were read."""
    notices: tuple[str, ...] = ()
    """What to know about the run itself, such as rules that could not run for want of an extra."""

    @property
    def ok(self) -> bool:
        """Whether there is neither an error nor a warning; hints of severity info may remain."""
        return all(problem.severity == "info" for problem in self.problems)


def lint(
    target: str | Path | BaseModel,
    *,
    kind: Kind | None = None,
    jurisdiction: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preview: bool = False,
    rules: Rules = (),
    framework: Framework | Name | None = None,
    baseline: Name | None = None,
    today: str | None = None,
) -> tuple[Problem, ...]:
    """Return what is wrong with a text (`str`), an object of ours, or a file (`Path`): each with its place and what to say instead.

    `kind` says what a text is: job-description, interview-question, interview-kit, anchor, indicator, levels, metric or metrics;
    questions, anchors, indicators and metrics stand one on a line. `select` and `ignore` take codes, beginnings of codes and names;
    `preview` runs the rules that are previews too; `today`, a year and month, is what law is called old by. Rules that cannot run for
    want of an extra are named once, in a warning. Not exhaustive, and no legal advice.

    Raises:
        NotFoundError: a path, a rule or a jurisdiction of that name does not exist.
        DataError: a file cannot be read, or a rule of the user's own is no rule.

    >>> [problem.code for problem in lint("Do you have any kids?", kind="interview-question", select=["IQ1"])]
    ['IQ102']

    """
    linter = _linter(jurisdiction, select=select, ignore=ignore, preview=preview, rules=rules, framework=framework, today=today)
    subject = _subject(target, kind)
    problems = [*linter.problems(subject), *linter.law_problems()]
    _warn_once(linter.notice(subject.kinds))
    return _new(problems, baseline)


def lint_files(
    paths: Iterable[Name],
    *,
    kind: Kind | None = None,
    jurisdiction: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preview: bool = False,
    rules: Rules = (),
    framework: Framework | Name | None = None,
    baseline: Name | None = None,
    today: str | None = None,
) -> LintReport:
    """Lint files and folders; in folders, every file of a kind that can be read. A baseline that does not exist yet is written.

    Raises:
        NotFoundError, DataError: as `lint`.

    """
    linter = _linter(jurisdiction, select=select, ignore=ignore, preview=preview, rules=rules, framework=framework, today=today)
    problems: list[Problem] = []
    files = 0
    kinds: set[Kind] = set()
    for path in _files(paths):
        files += 1
        subject = _read(path, kind)
        problems += linter.problems(subject)
        kinds |= subject.kinds
    problems += linter.law_problems()
    notice = linter.notice(sorted(kinds))
    return LintReport(_new(problems, baseline, write=True), files, (notice,) if notice else ())


def fix_file(
    path: Name,
    *,
    kind: Kind | None = None,
    jurisdiction: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preview: bool = False,
    rules: Rules = (),
    write: bool = True,
) -> tuple[str, str]:
    """Make the safe fixes of a plain text or Markdown file and return the text before and after; `write` replaces the file whole.

    Raises:
        NotFoundError, DataError: as `lint`.

    """
    from servicecomp.linting.fixing import apply_fixes  # noqa: PLC0415 - the engine is loaded when used
    from servicecomp.linting.plain import text_subject  # noqa: PLC0415 - as above

    file = Path(path)
    text_format = TEXT_FORMATS.get(file.suffix.lower())
    if text_format not in {"text", "markdown"}:
        return "", ""  # in other formats fixes are only suggested
    linter = _linter(jurisdiction, select=select, ignore=ignore, preview=preview, rules=rules)
    before = _text_of(file)
    after = apply_fixes(before, lambda text: linter.fixes(text_subject(text, kind, text_format=text_format)))  # type: ignore[arg-type]
    if write and after != before:
        from servicecomp.loading.writing import write_file  # noqa: PLC0415 - few runs write

        write_file(file, after, force=True)
    return before, after


def text_files(paths: Iterable[Name]) -> tuple[Path, ...]:
    """Return the files of some paths that safe fixes can be made in: plain text and Markdown."""
    return tuple(path for path in _files(paths) if TEXT_FORMATS.get(path.suffix.lower()) in {"text", "markdown"})


def lint_rules(*, rules: Rules = ()) -> tuple[Rule, ...]:
    """Return every rule, the user's own in place of shipped ones of the same code."""
    return _book(rules).everything()


def rule_names() -> dict[str, str]:
    """Return the names of the shipped rules by code, without reading the rules."""
    return {code: name for name, code in _shipped_book().names().items()}


def explain_rule(code: str, *, rules: Rules = ()) -> Rule:
    """Return a rule by code or name.

    Raises:
        NotFoundError: there is none.

    """
    known = lint_rules(rules=rules)
    wanted = code.strip()
    found = next((rule for rule in known if wanted.upper() == rule.code or wanted.lower() == rule.name), None)
    if found is None:
        from servicecomp.loading.building import did_you_mean  # noqa: PLC0415 - loads the models' library, which few runs need

        message = f"there is no rule '{code}'; {did_you_mean(code, [name for rule in known for name in (rule.code, rule.name)])}"
        raise NotFoundError(message)
    return found


def check_rules(rules: Rules = (), *, framework: Framework | Name | None = None) -> LintReport:
    """Put rules to their own examples: the user's when some are named, else the shipped ones.

    Raises:
        NotFoundError, DataError: as `lint`.

    """
    from servicecomp.linting.rule_tests import check_rules as run  # noqa: PLC0415 - the engine is loaded when used

    wanted = list(rules)
    book = _book(wanted)
    tested = book.own if wanted else book.everything()
    return LintReport(tuple(run(tested, framework=_framework(framework))), len(tested))


@lru_cache(maxsize=16)
def _warn_once(notice: str) -> None:
    if notice:
        import warnings  # noqa: PLC0415 - only where an extra is missing

        warnings.warn(notice, stacklevel=3)


# -- inside --------------------------------------------------------------------------------------------------------------------------


def _linter(
    jurisdiction: str | None,
    *,
    select: Iterable[str],
    ignore: Iterable[str],
    preview: bool,
    rules: Rules,
    framework: Framework | Name | None = None,
    today: str | None = None,
) -> Linter:
    wanted = [(entry,) if isinstance(entry, str) else tuple(entry) for entry in (select, ignore)]
    if not rules and framework is None:
        return _shipped_linter(jurisdiction, wanted[0], wanted[1], preview=preview, today=today)
    choice = _choice(jurisdiction, wanted[0], wanted[1], preview=preview)
    return _new_linter(_book(rules), choice, today, _framework(framework))


@lru_cache(maxsize=64)
def _shipped_linter(
    jurisdiction: str | None, select: tuple[str, ...], ignore: tuple[str, ...], *, preview: bool, today: str | None
) -> Linter:
    return _new_linter(_book(()), _choice(jurisdiction, select, ignore, preview=preview), today, _default_framework)


def _choice(jurisdiction: str | None, select: tuple[str, ...], ignore: tuple[str, ...], *, preview: bool) -> Choice:
    from servicecomp.linting.rulebook import Choice  # noqa: PLC0415 - the engine is loaded when used

    return Choice(select=select, ignore=ignore, jurisdiction=jurisdiction, preview=preview)


def _new_linter(book: RuleBook, choice: Choice, today: str | None, framework: Callable[[], Framework]) -> Linter:
    from servicecomp.linting.engine import Linter  # noqa: PLC0415 - the engine is loaded when used

    return Linter(book, choice, framework=framework, today=today)


def _framework(framework: Framework | Name | None) -> Callable[[], Framework]:
    from servicecomp.api.content import framework_for  # noqa: PLC0415 - loads the models of all content, which most runs do not need

    return lambda: _default_framework() if framework is None else framework_for(framework, ())


@lru_cache(maxsize=1)
def _default_framework() -> Framework:
    from servicecomp.api.content import DEFAULT_FRAMEWORK, framework_for  # noqa: PLC0415 - as above

    return framework_for(DEFAULT_FRAMEWORK, ())


@lru_cache(maxsize=1)
def _shipped_book() -> RuleBook:
    from servicecomp.linting.rulebook import RuleBook  # noqa: PLC0415 - the engine is loaded when used

    return RuleBook()


def _book(rules: Rules) -> RuleBook:
    wanted = [rules] if isinstance(rules, str | Path) else list(rules)
    if not wanted:
        return _shipped_book()
    from servicecomp.linting.rulebook import RuleBook, read_rules  # noqa: PLC0415 - the engine is loaded when used
    from servicecomp.models.rules import Rule  # noqa: PLC0415 - as above

    own: list[Rule] = []
    for entry in wanted:
        own += [entry] if isinstance(entry, Rule) else read_rules(Path(entry))
    return RuleBook(own=tuple(own))


def _subject(target: str | Path | BaseModel, kind: Kind | None) -> Subject:
    from servicecomp.linting.plain import text_subject  # noqa: PLC0415 - the engine is loaded when used

    _check_kind(kind)
    if isinstance(target, str):
        return text_subject(target, kind)
    if isinstance(target, Path):
        return _read(target, kind)
    name = next((known for owner in type(target).__mro__ if (known := _MODELS.get(owner.__name__))), None)
    if name is None:
        message = f"a {type(target).__name__} cannot be linted; there are: {', '.join(_MODELS)}"
        raise NotFoundError(message)
    from servicecomp.linting.objects import object_subject  # noqa: PLC0415 - texts do not need it

    data: Any = target.model_dump(mode="json")
    return object_subject(name, data)


def _check_kind(kind: str | None) -> None:
    if kind is not None and kind not in KINDS:
        from servicecomp.loading.building import did_you_mean  # noqa: PLC0415 - as above

        message = f"there is no kind '{kind}'; {did_you_mean(kind, KINDS)}"
        raise NotFoundError(message)


def _read(path: Path, kind: Kind | None) -> Subject:
    from servicecomp.linting.passages import Subject  # noqa: PLC0415 - the engine is loaded when used
    from servicecomp.linting.plain import text_subject  # noqa: PLC0415 - as above

    _check_kind(kind)
    if not path.is_file():
        message = f"there is no file '{path}'"
        raise NotFoundError(message)
    suffix = path.suffix.lower()
    if suffix in YAML_SUFFIXES:
        from servicecomp.linting.yaml_files import yaml_subject  # noqa: PLC0415 - texts do not need it

        return yaml_subject(read_source(path)) or Subject((), path=str(path))
    if suffix == ".docx":
        from servicecomp.exchange.lint_docx import docx_subject  # noqa: PLC0415 - python-docx is an extra

        return docx_subject(path.read_bytes(), kind, path=str(path))
    if suffix not in TEXT_FORMATS:
        message = f"files that end in '{suffix}' cannot be linted; there are: {', '.join(sorted(SUFFIXES))}"
        raise NotFoundError(message)
    return text_subject(_text_of(path), kind, path=str(path), text_format=TEXT_FORMATS[suffix])  # type: ignore[arg-type]


def _text_of(path: Path) -> str:
    if not path.is_file():
        message = f"there is no file '{path}'"
        raise NotFoundError(message)
    return read_text(path)


def _files(paths: Iterable[Name]) -> Iterator[Path]:
    for path in map(Path, [paths] if isinstance(paths, str | Path) else paths):
        if path.is_dir():
            yield from sorted(
                file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in SUFFIXES and file.stem.upper() != "README"
            )
        else:
            yield path


def _new(problems: Iterable[Problem], baseline: Name | None, *, write: bool = False) -> tuple[Problem, ...]:
    if baseline is None:
        return tuple(problems)
    from servicecomp.linting.baselines import baseline_text, read_baseline, without_known  # noqa: PLC0415 - few runs need it

    path = Path(baseline)
    if not path.exists() and write:
        from servicecomp.loading.writing import write_file  # noqa: PLC0415 - few runs write

        known = tuple(problems)
        write_file(path, baseline_text(known))
        return ()
    return without_known(problems, read_baseline(_text_of(path), str(path)))
