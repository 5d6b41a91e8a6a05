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
    from servicecomp.models.retention import RetentionRules

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
    why: list[Line] = []
    named: set[str] = set()
    for place, rule in entry.rules:
        # Why shorter after the first: the longest period decides, and every rule stands in full in the table below.
        if place.id not in named:
            text = say.text(
                "retention.also_rule" if named else "retention.why_rule",
                title=place.title,
                source=rule.source,
                months=_months(say, rule.months),
            )
            why.append(Line(text=text, source=f"retention/{place.id}/{rule.id}"))
            named.add(place.id)
    if own is not None and entry.record != "survey":
        why.append(Line(text=say.text("retention.why_own", months=_months(say, own)), source=_own_source(organisation)))
    note = None
    if entry.day is None:
        survey = entry.record == "survey"
        note = say.line("retention.summarised" if survey else "retention.no_date")
        why.append(say.line("retention.why_survey" if survey else "retention.why_none"))
    if claim_open:
        note = say.line("retention.hold")
    return RetentionRow(
        record=entry.record,
        name=say.line(f"{key}.name"),
        keep_until=entry.day,
        until_note=note,
        why=tuple(why),
        how=say.line(f"{key}.how"),
        who=say.line(f"{key}.who"),
    )


def _conflicts(say: Phrases, found: Sequence[KeepUntil], own: int | None) -> tuple[Line, ...]:
    """Return where the organisation's own period is shorter than the rules, and where it is longer."""
    if own is None:
        return ()
    lines = []
    longest = [(entry.record, max((rule.months or 0 for _, rule in entry.rules), default=0)) for entry in found if entry.record != "survey"]
    for key, records in (
        ("retention.promise_short", [record for record, months in longest if months > own]),
        ("retention.promise_long", [record for record, months in longest if 0 < months < own]),
    ):
        if records:
            names = "; ".join(_lower(say.text(f"retention.records.{record}.name")) for record in records)
            lines.append(say.line(key, own=_months(say, own), records=names))
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
