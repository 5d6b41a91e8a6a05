"""What the reports on texts share: their fixed phrases, and the framework as their only source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from servicecomp.documents.phrases import DEFAULT_LANGUAGE, Phrases, phrases_for
from servicecomp.models.base import Stage
from servicecomp.models.lines import Line
from servicecomp.models.provenance import Provenance, content_hash

if TYPE_CHECKING:
    from servicecomp.models.base import Status
    from servicecomp.models.frameworks import Framework

__all__ = ["framework_fields", "page_words", "plain", "report_phrases"]

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def report_phrases() -> Phrases:
    """Return the phrases of the reports; texts about jobs are read in English only, so the reports on them are English."""
    return phrases_for(DEFAULT_LANGUAGE)


def page_words(section: str) -> dict[str, Line]:
    """Return the phrases of a page that are printed as they stand, for its template."""
    return {key: Line(**entry) for key, entry in report_phrases().labels_of(section).items() if "{" not in entry["text"]}


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
