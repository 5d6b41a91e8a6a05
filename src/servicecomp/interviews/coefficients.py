"""What the agreement statistics return: a value, its interval, what it rests on, and a sentence for a recruiter."""

from __future__ import annotations

from dataclasses import dataclass

from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, Interval

__all__ = ["Coefficient", "count_of", "interval_in_words", "share"]


def share(value: float) -> str:
    """Return a number between 0 and 1 as a percentage in words: 62%."""
    return f"{100 * value:.0f}%"


def count_of(number: int, noun: str) -> str:
    """Return a count with its noun: 1 target, 2 targets."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def interval_in_words(interval: Interval | None, level: float, method: str) -> str:
    """Return the sentence about the interval, or about its absence."""
    if interval is None:
        return "No interval is given: it would rest on too few targets, or none was asked for."
    return f"The data fit values from {interval.low:.2f} to {interval.high:.2f} ({share(level)} interval, {method})."


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One agreement coefficient.

    `value` is None where the data do not define it, and `reason` says why. `targets` and `raters` are those that it rests on,
    `left_out` counts targets that could not be used. `form` names the variant (level of measurement, weights).
    """

    name: str
    form: str
    value: float | None
    interval: Interval | None = None
    targets: int
    raters: int
    left_out: int = 0
    confidence: float = DEFAULT_CONFIDENCE
    method: str = ""
    reason: str = ""
    meaning: str = ""

    def in_words(self) -> str:
        """Return what the coefficient says, for a recruiter; never a verdict on a person."""
        title = f"{self.name} ({self.form})" if self.form else self.name
        if self.value is None:
            return f"{title} cannot be given: {self.reason}."
        parts = [
            f"{title} is {self.value:.2f}, from {count_of(self.targets, 'target')} and {count_of(self.raters, 'rater')}.",
            self.meaning,
        ]
        if self.method:
            parts.append(interval_in_words(self.interval, self.confidence, self.method))
        if self.left_out:
            parts.append(f"{count_of(self.left_out, 'target')} could not be used: too few ratings.")
        return " ".join(part for part in parts if part)
