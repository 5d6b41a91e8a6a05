"""Whether a procedure treats groups alike: the only place where groups are joined to outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicecomp.api.content import Name
    from servicecomp.models.fairness_reports import FairnessForm, FairnessReport, Outcomes

__all__ = ["fairness_report", "load_outcomes"]


def load_outcomes(
    path: Name, *, stages: Sequence[str] = (), by: Sequence[str] = (), form: FairnessForm = "selection", groups: Name | None = None
) -> Outcomes:
    """Return outcomes and groups from a CSV file or workbook: a line a candidate, keys dropped once read.

    `stages` names the columns of stages (yes, no, withdrew) or, with `form="scoring"`, of scores, in order; `by` the characteristics.
    Left out, both are told by what the columns hold. `groups` is a file of its own with the same keys.

    Raises:
        NotFoundError: there is no such file.
        DataError: with every problem of the files, each at its line and column or cell.
        MissingExtraError: a workbook is to be read and the extra `office` is not installed.

    """
    from servicecomp.exchange.groups_csv import read_outcomes  # noqa: PLC0415 - readers are loaded when used

    return read_outcomes(Path(path), stages=stages, by=by, form=form, groups=Path(groups) if groups is not None else None)


def fairness_report(
    outcomes: Outcomes | Name,
    *,
    stages: Sequence[str] = (),
    by: Sequence[str] = (),
    form: FairnessForm = "selection",
    groups: Name | None = None,
    publish: int | None = None,
) -> FairnessReport:
    """Return how the groups of those who applied fared, at each stage and at the end, from outcomes or from their file.

    With `publish` the report holds no cell of fewer people than that, and the whole way only. The other arguments are those of
    `load_outcomes` and steer how a file is read.

    Raises:
        NotFoundError, DataError, MissingExtraError: as `load_outcomes`.
        ValueError: `publish` is under 2.

    """
    from servicecomp.documents.fairness_report import fairness_report as build  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.models.fairness_reports import Outcomes  # noqa: PLC0415 - as above

    given = outcomes if isinstance(outcomes, Outcomes) else load_outcomes(outcomes, stages=stages, by=by, form=form, groups=groups)
    return build(given, publish=publish)
