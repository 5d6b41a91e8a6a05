"""Interviews: which questions are asked, how far ratings agree, and whether a procedure treats groups alike.

The public names are looked up when they are first used, so that documents which only need the pick of questions load no statistics.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicecomp.interviews.agreement import cohen_kappa, fleiss_kappa, icc, krippendorff_alpha, r_wg
    from servicecomp.interviews.fairness import adverse_impact
    from servicecomp.interviews.fairness_tables import intersectional_impact, scoring_rate_impact, stages_impact
    from servicecomp.interviews.raters import rater_report
    from servicecomp.interviews.reliability import (
        VarianceComponents,
        composite_reliability,
        decision_study,
        error_band,
        lawshe_chance,
        lawshe_ratio,
        raters_needed,
        spearman_brown,
        standard_error_of_difference,
        standard_error_of_estimate,
        standard_error_of_measurement,
    )
    from servicecomp.interviews.severity_adjustment import fair_averages

_HOMES = {
    **dict.fromkeys(("cohen_kappa", "fleiss_kappa", "icc", "krippendorff_alpha", "r_wg"), "agreement"),
    "adverse_impact": "fairness",
    **dict.fromkeys(("intersectional_impact", "scoring_rate_impact", "stages_impact"), "fairness_tables"),
    "fair_averages": "severity_adjustment",
    "rater_report": "raters",
    **dict.fromkeys(
        (
            "VarianceComponents",
            "composite_reliability",
            "decision_study",
            "error_band",
            "lawshe_chance",
            "lawshe_ratio",
            "raters_needed",
            "spearman_brown",
            "standard_error_of_difference",
            "standard_error_of_estimate",
            "standard_error_of_measurement",
        ),
        "reliability",
    ),
}

__all__ = [
    "VarianceComponents",
    "adverse_impact",
    "cohen_kappa",
    "composite_reliability",
    "decision_study",
    "error_band",
    "fair_averages",
    "fleiss_kappa",
    "icc",
    "intersectional_impact",
    "krippendorff_alpha",
    "lawshe_chance",
    "lawshe_ratio",
    "r_wg",
    "rater_report",
    "raters_needed",
    "scoring_rate_impact",
    "spearman_brown",
    "stages_impact",
    "standard_error_of_difference",
    "standard_error_of_estimate",
    "standard_error_of_measurement",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object
    """Load a public name from its home the first time it is asked for."""
    if name in _HOMES:
        value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    message = f"module 'servicecomp.interviews' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
