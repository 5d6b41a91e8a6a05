"""Lint rules and the law that they refer to, as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints, field_validator, model_validator

from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, RichText, Text
from servicecomp.models.kinds import KINDS, Kind, Severity

__all__ = [
    "KINDS",
    "Balance",
    "CompareLevels",
    "Count",
    "Examples",
    "Kind",
    "LookFor",
    "Measured",
    "Missing",
    "Pair",
    "Pattern",
    "PayRange",
    "Readability",
    "ReadabilityStep",
    "Reference",
    "Replacement",
    "Rule",
    "Severity",
    "Sketch",
]

Phrase = Annotated[str, Field(min_length=1, max_length=600)]
Phrases = tuple[Phrase, ...]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9]{3}$")]
YearMonth = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class Missing(Model):
    """Something that a whole document should hold and does not."""

    phrases: Phrases = ()
    """Any of these shows that it is there."""
    facts: tuple[Id, ...] = ()
    """Any of these facts of a document model, filled in, shows that it is there: pay, place, hours, equality and so on."""
    patterns: Phrases = ()
    """Regular expressions (RE2), any of which shows that it is there."""
    name: Text | None = None
    """What is missing, for rules that look for several things."""
    parts: tuple[Id, ...] = ()
    """Parts that a question must have: competency, anchors, probes. Looked at only where the parts are known."""

    @model_validator(mode="after")
    def _says_what(self) -> Missing:
        if bool(self.parts) == bool(self.phrases or self.patterns):
            message = "'missing' names either phrases or patterns (with facts beside them) or parts"
            raise ValueError(message)
        return self


class Count(Model):
    """Too many or too few of something."""

    of: Literal["words", "sentence-words", "questions", "lines"]
    """Words of the whole text, words of each sentence, question marks, or lines under one of the headings."""
    least: PositiveInt | None = None
    """Fewest that are enough."""
    most: PositiveInt | None = None
    """Most that are not too many."""
    under: Phrases = ()
    """Headings under which lines are counted."""
    until: Phrases = ()
    """Headings at which the count of lines ends."""
    leaving_out: Phrases = ()
    """Lines or sentences that hold one of these do not count."""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Count:
        if self.least is None and self.most is None:
            message = "'count' needs 'least' or 'most'"
            raise ValueError(message)
        if (self.of == "lines") != bool(self.under):
            message = "'under' names the headings when lines are counted, and only then"
            raise ValueError(message)
        return self


class ReadabilityStep(Model):
    """A reading grade from which a severity holds."""

    above: Annotated[int, Field(strict=True, ge=1, le=30)]
    """Flesch-Kincaid grade, in years of US schooling."""
    severity: Literal["error", "warning", "info"]
    """How serious it is."""


class Readability(Model):
    """Harder to read than the steps allow; the highest step that is passed counts."""

    steps: Annotated[tuple[ReadabilityStep, ...], Field(min_length=1)]
    """Grades, lowest first."""
    least_words: PositiveInt = 60
    """Words under which a grade says nothing."""


class Pair(Model):
    """Something that needs something else beside it."""

    phrases: Annotated[Phrases, Field(min_length=1)]
    """What is found."""
    without: Annotated[Phrases, Field(min_length=1)]
    """What then must stand beside it."""
    within: Literal["sentence", "text", "set"] = "sentence"
    """Where: in the same sentence, in the same text, or in any text of the set."""


class CompareLevels(Model):
    """Adjacent levels of a ladder that differ too little."""

    by: Literal["new-words", "quantifiers"]
    """Too few new words from one level to the next, or no change but in the words that are left out of the comparison."""
    ignoring: Phrases = ()
    """Words left out of the comparison: quantifiers, adverbs of frequency, adjectives of degree."""
    least_new: Annotated[float, Field(ge=0, le=1)] = 0.34
    """Smallest share of a level's words that the level below does not have."""


class Balance(Model):
    """A published word list with two sides, counted over a whole text; a word that ends in `*` stands for all that begin so."""

    left: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    """Words of the one side."""
    right: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    """Words of the other side."""
    lead: PositiveInt = 2
    """By how many words the left side must lead."""


class Pattern(Model):
    """A regular expression, run on an engine whose time is linear (RE2); the last resort, since a phrase says more."""

    find: Phrase
    """Expression, matched against the text as it is written; its first group, if it has one, is what is found."""
    known: tuple[Phrase, ...] = ()
    """Texts that are found and are no problem."""
    explained_by: tuple[Phrase, ...] = ()
    """Expressions that, found anywhere in the text, make a find no problem; {found} stands for it."""


class PayRange(Model):
    """A range of amounts of money whose ends lie too far apart."""

    widest: Annotated[float, Field(gt=1)]
    """Upper end divided by lower end, at most."""


class LookFor(Model):
    """What a rule looks for: one or several shapes; a hit of any is a hit."""

    phrases: Phrases = ()
    """Phrases of the phrase language (docs/reference/phrase-language.md)."""
    at: Literal["anywhere", "start", "end"] = "anywhere"
    """Where in a sentence the phrases stand."""
    lists: dict[Id, Phrases] = Field(default_factory=dict)
    """Word lists of this rule, by the name that stands in {...}."""
    missing: tuple[Missing, ...] = ()
    """A document lacks something; several things may be named, each missed by itself."""
    count: Count | None = None
    """Too many or too few."""
    readability: Readability | None = None
    """Too hard to read."""
    pair: Pair | None = None
    """Something without its partner."""
    compare_levels: CompareLevels | None = None
    """Levels that differ too little."""
    balance: Balance | None = None
    """A word list with two sides leans to the left one."""
    pattern: Pattern | None = None
    """A regular expression."""
    pay_range: PayRange | None = None
    """A pay range that is too wide."""
    near_duplicate: Annotated[float, Field(gt=0, le=1)] | None = None
    """Two texts of a set share at least this share of their words."""
    fewer_than: PositiveInt | None = None
    """A set holds fewer texts than this."""
    framework: (
        Literal["requirement-without-competency", "claim-without-behaviour", "requirement-not-assessed", "question-without-competency"]
        | None
    ) = None
    """A question put to the framework's cues."""
    linter: Literal["unused-ignore", "ignore-without-reason", "unknown-rule", "old-law"] | None = None
    """Something about the linting itself."""

    @field_validator("missing", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _looks_for_something(self) -> LookFor:
        if not any(getattr(self, name) for name in type(self).model_fields if name not in {"at", "lists"}):
            message = "'look_for' is empty: name phrases or another shape"
            raise ValueError(message)
        return self


class Replacement(Model):
    """Words that are put in place of others by a safe fix."""

    find: Text
    """The words found, in small letters, without wildcards."""
    put: Text
    """What is put there; takes over capital letters."""


class Reference(Model):
    """Where a rule rests on."""

    ref: Text
    """The source."""
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")] | None = None
    """Where it can be read."""
    checked: YearMonth
    """When somebody last looked."""


class Sketch(Model):
    """An example that is more than one text."""

    text: RichText | None = None
    """The text."""
    times: PositiveInt = 1
    """How often it is repeated, for rules about length."""
    lines: tuple[Text, ...] = ()
    """The texts of a set, or the levels of a ladder, lowest first."""
    has: tuple[Id, ...] | None = None
    """The parts that the question has, or the facts that the document states."""
    unassessed: tuple[Text, ...] = ()
    """Requirements that the questions of a kit leave out."""
    jurisdiction: Id | None = None
    """Profile under which it is an example."""
    today: YearMonth | None = None
    """Month in which it is an example."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Sketch:
        if self.text is not None and self.lines:
            message = "an example is a text or lines"
            raise ValueError(message)
        return self


Example = RichText | Sketch


class Examples(Model):
    """Texts that a rule must flag and texts that it must leave alone."""

    flag: Annotated[tuple[Example, ...], Field(min_length=3)]
    """Flagged."""
    pass_: Annotated[tuple[Example, ...], Field(min_length=3, alias="pass")]
    """Not flagged."""


class Measured(Model):
    """How apt the rule's hits were when people judged them."""

    apt: Annotated[int, Field(strict=True, ge=0)]
    """Hits judged apt."""
    judged: PositiveInt
    """Hits judged."""
    on: Text
    """Which texts, judged by whom."""
    checked: YearMonth
    """When."""

    @model_validator(mode="after")
    def _counts_fit(self) -> Measured:
        if self.apt > self.judged:
            message = "'apt' counts some of the hits that were 'judged', so it is at most as many"
            raise ValueError(message)
        return self

    @property
    def told(self) -> str:
        """The figure in words: precision with the counts that it comes from."""
        return f"{self.apt} of {self.judged} hits apt ({100 * self.apt / self.judged:.0f}%)"


class Rule(Model):
    """One lint rule."""

    format: FormatNumber = 1
    """Version of this file format."""
    code: Code
    """Two letters for the area and three digits."""
    name: Id
    """Name by which it is suppressed."""
    applies_to: Annotated[tuple[Kind, ...], Field(min_length=1)]
    """Kinds of text."""
    severity: dict[Id, Severity]
    """How serious it is: `default`, and by jurisdiction where it differs."""
    enabled: StrictBool = True
    """Whether it runs without being selected."""
    preview: StrictBool = False
    """Whether its hits are not yet known to be apt; a preview runs only when previews are asked for, or it is selected by code or name."""
    measured: Measured | None = None
    """How apt its hits were."""
    what: Text | None = None
    """What is wrong, as the message begins; the name in words when left out."""
    why: Text
    """Why it matters, in one or two sentences."""
    look_for: LookFor
    """What is looked for."""
    unless: Phrases = ()
    """Phrases that, overlapping or touching a hit, show another sense."""
    unless_sentence: Phrases = ()
    """Phrases that, anywhere in the same sentence, make a hit no problem."""
    unless_near: Phrases = ()
    """Phrases that, in the same sentence or the two after it in the same line or list item, make a hit no problem."""
    unless_written: tuple[Literal["as-name", "explained"], ...] = ()
    """Ways of writing that make a hit no problem: as part of a proper name, or with an explanation in brackets after it."""
    unless_text: Phrases = ()
    """Phrases that, anywhere in the same text, make a hit no problem."""
    only_text: Phrases = ()
    """Phrases of which one must stand somewhere in the same text for a hit to be one."""
    unless_patterns: Phrases = ()
    """Regular expressions (RE2) that, found anywhere in the text, make a hit no problem."""
    leave_out: tuple[Literal["quotations", "names", "labels"], ...] = ()
    """Parts of a text in which nothing is found: quotations, names in capitals ("the Top Ten Suppliers list") and what a scale calls
    its step ("Below standard: ...")."""
    say_instead: Text
    """What to write instead; {braces} mark what the writer fills in."""
    fix: Literal["safe", "suggest", "none"] = "none"
    """Whether the words can be replaced without a person reading them again."""
    replacements: tuple[Replacement, ...] = ()
    """What a safe fix puts in place of what."""
    sources: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """What it rests on."""
    examples: Examples
    """Its tests."""

    @model_validator(mode="after")
    def _parts_fit(self) -> Rule:
        if "default" not in self.severity:
            message = "'severity' needs 'default'"
            raise ValueError(message)
        if (self.fix == "safe") != bool(self.replacements):
            message = "a safe fix needs 'replacements', and they need 'fix: safe'"
            raise ValueError(message)
        return self

    @property
    def area(self) -> str:
        """Two letters that say what it is about."""
        return self.code[:2]

    @property
    def message(self) -> str:
        """What is wrong, as the message begins."""
        return self.what or self.name.replace("-", " ")

    @property
    def needs_patterns(self) -> bool:
        """Whether it runs only where `google-re2` is installed."""
        look = self.look_for
        alone = look.pattern is not None and not look.phrases
        return bool(alone or self.unless_patterns or any(entry.patterns for entry in look.missing))

    @property
    def on(self) -> bool:
        """Whether it runs without being selected."""
        return self.enabled and not self.preview
