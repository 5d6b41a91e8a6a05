"""What the reports on texts share: their fixed phrases, and the framework as their only source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from servicecomp.documents.phrases import Phrases, phrases_for
from servicecomp.models.base import Stage
from servicecomp.models.lines import Line
from servicecomp.models.provenance import Provenance, content_hash

if TYPE_CHECKING:
    from servicecomp.models.base import Status
    from servicecomp.models.frameworks import Framework

__all__ = ["framework_fields", "page_words", "plain", "report_phrases"]

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")

_ENGLISH = {
    "corpus": {
        "kind": "Corpus report",
        "title": "Which competencies these texts call for",
        "title_by": "Which competencies these texts call for, by {by}",
        "table": "Share of texts in which each competency is evidenced",
        "group": "Group",
        "total": "All texts",
        "none_given": "(none given)",
        "smaller": "{number} smaller groups",
        "texts": "Texts",
        "problems": "Not matched",
        "few": "too few texts",
        "few_sign": "–",
        "legend": "Shades, from no text to all texts",
        "lead_lines": [
            "Each figure is the share of a group's texts in which a phrase shows the competency. The darker the cell, the larger it is.",
            "A low share says that the texts are silent about it. It does not say that the work needs none of it, nor how people do it.",
        ],
        "few_line": "– stands where a group has fewer than {least} texts: a share of so few would mislead.",
        "problem_line": "Rows that could not be matched, left out of every share: {number}.",
    },
    "view": {
        "kind": "Matched text",
        "title": "What this text calls for",
        "text": "The text",
        "text_lead": "Marked words are evidence. The numbers after them lead to the competencies below.",
        "claims_lead": "Underlined words claim service without saying what is done. They count for nothing.",
        "nothing": "No phrase of this text shows a competency.",
        "found": "What it shows",
        "number": "No.",
        "score": "Strength",
        "score_lead": "Strength runs from 0 to 100% and can be compared between texts of different length. It is no probability.",
        "quotes": "Words that show it",
        "hinted": "Hinted at, not counted",
        "hinted_lead": "These words point to a competency too weakly to count. Say what the person does, and they will.",
        "claims": "Claims that name no behaviour",
        "claims_hint": "Replace each with what the person does for whom, and what comes of it.",
        "nearest": "The known role that is nearest: {role}",
        "missing": "What the nearest role requires besides",
        "missing_lead": "If the job needs it, add a behaviour such as these, in your own words. If not, leave it out.",
        "missing_none": "The text shows all that this role requires.",
        "reference": "[{number}]",
    },
}


def report_phrases() -> Phrases:
    """Return the phrases of the reports."""
    return Phrases("en", _ENGLISH)


def page_words(section: str) -> dict[str, Line]:
    """Return the phrases of a page that are printed as they stand, for its template."""
    labels: dict[str, dict[str, Any]] = report_phrases().labels()[section]
    return {key: Line(**entry) for key, entry in labels.items() if "{" not in entry["text"]}


def plain(text: str) -> str:
    """Return words as one plain paragraph that a line accepts; empty when nothing is left."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def framework_fields(framework: Framework) -> dict[str, Any]:
    """Return the fields that a document made from a framework alone has, all but its title."""
    say = phrases_for(framework.locale)
    made_from = Provenance(
        kind=say.text("common.framework"),
        id=framework.id,
        version=framework.version,
        status=_status(say, framework.status),
        sha256=content_hash(framework),
    )
    return {"language": framework.locale, "provenance": (made_from,)}


def _status(say: Phrases, status: Status) -> str:
    if status.stage is Stage.DRAFT:
        return say.text("common.status_draft_some" if status.reviewers else "common.status_draft", number=status.reviewers)
    key = "common.status_validated" if status.stage is Stage.VALIDATED else "common.status_reviewed"
    return say.text(key, number=status.reviewers)
