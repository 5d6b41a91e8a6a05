"""What is kept until when after a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.phrases import phrases_for
from servicecomp.interviews.retention import periods, retention_rules
from servicecomp.models.lines import Fact, Line
from servicecomp.models.organisations import Brand
from servicecomp.models.provenance import Provenance, content_hash
from servicecomp.models.retention import RetentionLaw, RetentionPlan, RetentionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from servicecomp.documents.phrases import Phrases
    from servicecomp.interviews.retention import KeepUntil
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.retention import RetentionRules, RuleKind

__all__ = ["retention_plan"]

LANGUAGE = "en-GB"


def retention_plan(
    jurisdictions: Iterable[str | Path | RetentionRules],
    *,
    decided_on: str,
    organisation: Organisation | None = None,
    claim_open: bool = False,
) -> RetentionPlan:
    """Return the plan for the records of one vacancy.

    Raises:
        NotFoundError: there are no rules for a place.
        DataError: no place is named, a file of rules holds problems, or `decided_on` is no day.

    """
    say = phrases_for(LANGUAGE)
    places = retention_rules(jurisdictions)
    own = organisation.retention_months if organisation else None
    found = periods(places, decided_on=decided_on, own_months=own)
    return RetentionPlan(
        title=say.text("retention.title"),
        language=LANGUAGE,
        organisation=organisation.name if organisation else None,
        brand=organisation.brand if organisation else Brand(),
        provenance=_provenance(say, places, organisation),
        decided_on=decided_on,
        claim_open=claim_open,
        hold=say.line("retention.hold_why" if claim_open else "retention.hold_rule"),
        facts=_facts(say, places, organisation, own, claim_open=claim_open),
        rows=tuple(_row(say, entry, organisation, own, claim_open=claim_open) for entry in found),
        conflicts=_conflicts(say, found, own),
        counted=say.lines("retention.counted_lines"),
        laws=tuple(_laws(say, places)),
    )


def _facts(
    say: Phrases, places: Sequence[RetentionRules], organisation: Organisation | None, own: int | None, *, claim_open: bool
) -> tuple[Fact, ...]:
    names = "; ".join(place.title for place in places)
    period = Line(text=_months(say, own), source=_own_source(organisation)) if own else say.line("retention.own_none")
    return (
        Fact(
            label=say.line("retention.jurisdictions"), value=Line(text=names, source="retention/" + "+".join(place.id for place in places))
        ),
        Fact(label=say.line("retention.own"), value=period),
        Fact(label=say.line("retention.claim"), value=say.line("retention.claim_open" if claim_open else "retention.claim_none")),
    )


def _row(say: Phrases, entry: KeepUntil, organisation: Organisation | None, own: int | None, *, claim_open: bool) -> RetentionRow:
    key = f"retention.records.{entry.record}"
    note = None
    if entry.day is None:
        note = say.line("retention.summarised" if entry.record == "survey" else "retention.no_date")
    if claim_open:
        note = say.line("retention.hold")
    if entry.record == "survey":
        ours = say.line("retention.own_survey")
    else:
        ours = Line(text=_months(say, own), source=_own_source(organisation)) if own is not None else say.line("retention.own_none")
    return RetentionRow(
        record=entry.record,
        name=say.line(f"{key}.name"),
        keep_until=entry.day,
        until_note=note,
        law=_asked(say, entry, "keep"),
        practice=_asked(say, entry, "claims"),
        ours=ours,
        how=say.line(f"{key}.how"),
        who=say.line(f"{key}.who"),
    )


def _asked(say: Phrases, entry: KeepUntil, kind: RuleKind) -> tuple[Line, ...]:
    """Return the longest rule of a kind for each place; where the rules stand is in the table of the rules."""
    lines: dict[str, Line] = {}
    for place, rule in entry.rules:
        if rule.kind == kind and place.id not in lines:
            text = say.text(f"retention.asked_{kind}", title=place.title, months=_months(say, rule.months))
            lines[place.id] = Line(text=text, source=f"retention/{place.id}/{rule.id}")
    return tuple(lines.values()) or (say.line(f"retention.none_{kind}"),)


def _conflicts(say: Phrases, found: Sequence[KeepUntil], own: int | None) -> tuple[Line, ...]:
    """Return where the organisation's own period is shorter than a law or than usual practice, and where it is longer than both."""
    if own is None:
        return ()
    held = [entry for entry in found if entry.record != "survey"]
    short = {
        "law": [entry for entry in held if entry.longest("keep") > own],
        "practice": [entry for entry in held if entry.longest("claims") > own >= entry.longest("keep")],
        "long": [entry for entry in held if 0 < max(entry.longest("keep"), entry.longest("claims")) < own],
    }
    lines = []
    for key, entries in short.items():
        if entries:
            names = "; ".join(_lower(say.text(f"retention.records.{entry.record}.name")) for entry in entries)
            kind: RuleKind = "keep" if key == "law" else "claims"
            longest = _months(say, max(entry.longest(kind) for entry in entries))
            lines.append(say.line(f"retention.promise_{key}", own=_months(say, own), records=names, longest=longest))
    return tuple(lines)


def _laws(say: Phrases, places: Sequence[RetentionRules]) -> Iterable[RetentionLaw]:
    for place in places:
        for rule in place.rules:
            source = f"retention/{place.id}/{rule.id}"
            yield RetentionLaw(
                jurisdiction=Line(text=place.title, source=f"retention/{place.id}/title"),
                reference=Line(text=rule.source, source=f"{source}/source"),
                says=Line(text=rule.says, source=source),
                kind=say.line(f"retention.kind_{rule.kind}"),
                checked_on=place.checked_on,
                compared_with_original=place.compared_with_original,
            )


def _months(say: Phrases, months: int | None) -> str:
    return say.text("retention.months_one" if months == 1 else "retention.months_many", number=months)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _own_source(organisation: Organisation | None) -> str:
    return f"organisation/{organisation.id if organisation else ''}/retention_months"


def _provenance(say: Phrases, places: Sequence[RetentionRules], organisation: Organisation | None) -> tuple[Provenance, ...]:
    entries = [
        Provenance(
            kind=say.text("retention.dataset"),
            id=place.id,
            version=place.checked_on,
            status=say.text("retention.compared" if place.compared_with_original else "retention.not_compared"),
            sha256=content_hash(place),
        )
        for place in places
    ]
    if organisation is not None:
        kind, status = say.text("common.organisation"), say.text("common.status_own")
        entries.append(
            Provenance(kind=kind, id=organisation.id, version=organisation.version, status=status, sha256=content_hash(organisation))
        )
    return tuple(entries)
