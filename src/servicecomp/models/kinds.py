"""What can be linted and how serious a problem is: plain types, apart from the models so that telling them loads none."""

from __future__ import annotations

from typing import Literal

__all__ = ["KINDS", "Kind", "Severity"]

Kind = Literal["job-description", "interview-question", "interview-kit", "anchor", "indicator", "levels", "metric", "metrics"]
KINDS: tuple[Kind, ...] = ("job-description", "interview-question", "interview-kit", "anchor", "indicator", "levels", "metric", "metrics")
"""What can be linted. `levels` are the steps of one ladder, `metrics` the measures of one person, `interview-kit` the questions of one
interview; the others are single texts."""

Severity = Literal["error", "warning", "info", "off"]
