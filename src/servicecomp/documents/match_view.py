"""The view of one text: its evidence marked where it stands, what it shows, what it only claims, and what the nearest role has besides."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from servicecomp.documents.parts import competency_name, level_name
from servicecomp.documents.report_parts import framework_fields, page_words, plain, report_phrases
from servicecomp.models.lines import Line
from servicecomp.models.reports import MatchView, MissingCompetency, ViewCompetency, ViewParagraph, ViewSegment
from servicecomp.models.scales import ProficiencyLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from servicecomp.models.frameworks import Competency, Framework
    from servicecomp.models.matches import Match, RoleSuggestion
    from servicecomp.models.roles import RoleProfile

__all__ = ["BEHAVIOURS_SHOWN", "match_view"]

BEHAVIOURS_SHOWN = 3
"""Behaviours offered for a missing competency: the first at the level that the role requires."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Kept apart from blank space, so that nothing of the text is lost without a mark.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def match_view(text: str, suggestion: RoleSuggestion, *, framework: Framework, nearest: RoleProfile | None = None) -> MatchView:
    """Return the view of a text and what was found in it; `nearest` is the role that the suggestion names."""
    match = suggestion.match
    order = [competency for competency in framework.competencies if competency.id in match.found]
    evidenced = {entry.competency for entry in match.evidence}
    order += [competency for competency in framework.competencies if competency.id in evidenced and competency.id not in match.found]
    numbers = {competency.id: number for number, competency in enumerate(order, 1)}
    shown = [_competency(competency, numbers[competency.id], match, framework) for competency in order]
    say = report_phrases()
    title = plain(suggestion.role.title) if suggestion.role.title else ""
    return MatchView(
        title=say.text("view.title"),
        words=page_words("view"),
        notice=None if match.english else say.line("view.not_english"),
        paragraphs=tuple(_paragraphs(text, match, numbers)),
        found=tuple(entry for entry in shown if entry.competency in match.found),
        hinted=tuple(entry for entry in shown if entry.competency not in match.found),
        claims=_claims(match),
        nearest=say.line("view.nearest", role=nearest.title) if nearest and title else None,
        missing=tuple(_missing(suggestion.missing, framework, nearest)) if nearest else (),
        **framework_fields(framework),
    )


def _competency(competency: Competency, number: int, match: Match, framework: Framework) -> ViewCompetency:
    level = match.level(competency.id)
    quotes: dict[str, Line] = {}
    for entry in match.evidence:
        words = plain(entry.quote)
        if entry.competency == competency.id and words:
            quotes.setdefault(words.casefold(), Line(text=words, source=entry.cue))
    return ViewCompetency(
        number=number,
        competency=competency.id,
        name=competency_name(competency),
        level=None if level is None else ProficiencyLevel(level),
        level_name=None if level is None else level_name(framework, level),
        score=round(match.scores[competency.id], 2),
        quotes=tuple(quotes.values()),
    )


def _claims(match: Match) -> tuple[Line, ...]:
    found: dict[str, Line] = {}
    for claim in match.claims:
        words = plain(claim.quote)
        if words:
            found.setdefault(words.casefold(), Line(text=words, source=f"text/{claim.start}-{claim.end}"))
    return tuple(found.values())


def _missing(names: Iterable[str], framework: Framework, nearest: RoleProfile) -> Iterator[MissingCompetency]:
    for name in names:
        competency, requirement = framework.competency(name), nearest.requirement(name)
        if competency is None or requirement is None:
            continue
        declared = competency.at(requirement.level)
        lines = declared.indicators[:BEHAVIOURS_SHOWN] if declared else ()
        yield MissingCompetency(
            competency=name,
            name=competency_name(competency),
            level=requirement.level,
            level_name=level_name(framework, requirement.level),
            behaviours=tuple(Line(text=line.text, source=competency.source(requirement.level, line.id)) for line in lines),
        )


def _paragraphs(text: str, match: Match, numbers: Mapping[str, int]) -> Iterator[ViewParagraph]:
    """Yield the lines of the text, each cut wherever a piece of evidence or a claim begins or ends."""
    cuts = _cuts(text, match)
    starts, ends = _by_place(match, numbers, at_start=True), _by_place(match, numbers, at_start=False)
    claim_starts = {claim.start for claim in match.claims}
    claim_ends = {claim.end for claim in match.claims}
    open_marks: list[tuple[int, str]] = []
    claimed = 0
    lines: list[list[ViewSegment]] = [[]]
    for first, last in pairwise(cuts):
        for mark in ends.get(first, ()):
            open_marks.remove(mark)
        open_marks += starts.get(first, ())
        claimed += (first in claim_starts) - (first in claim_ends)
        if text[first] in _BREAKS:
            lines.append([])
            continue
        lines[-1].append(
            ViewSegment(
                text=_CONTROL.sub("\ufffd", text[first:last]).replace("\t", " "),
                marks=tuple(sorted({number for number, _ in open_marks})),
                ends=tuple(sorted({number for number, _ in ends.get(last, ())})),
                sources=tuple(sorted({cue for _, cue in open_marks})),
                claim=claimed > 0,
            )
        )
    for segments in lines:
        if any(segment.text.strip() for segment in segments):
            marks = {number for segment in segments for number in segment.marks}
            yield ViewParagraph(text="".join([segment.text for segment in segments]), marks=tuple(sorted(marks)), segments=tuple(segments))


_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def _cuts(text: str, match: Match) -> list[int]:
    """Return the places at which a segment begins, and the end of the text."""
    places = {0, len(text)}
    for entry in match.evidence:
        places |= {entry.start, entry.end}
    for claim in match.claims:
        places |= {claim.start, claim.end}
    for line in _LINE.finditer(text):
        places |= {line.start(), line.end()}
    return sorted(places)


def _by_place(match: Match, numbers: Mapping[str, int], *, at_start: bool) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for entry in match.evidence:
        if entry.start < entry.end:
            found.setdefault(entry.start if at_start else entry.end, []).append((numbers[entry.competency], entry.cue))
    return found
