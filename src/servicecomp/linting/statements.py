"""Sentences told from list items, lists without line ends included: dashes, stars and bullets that a form or a copy glued together.

A folded text is cut at full stops, colons, bullets and line ends. Dashes and stars are blanks in it, since most of them join words; here
they are told apart by how often they stand in a line, and what is cut there is a list item.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.linting.reading import FINITE, Sentence, begins_sentence, is_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.linting.reading import Reading

__all__ = ["Statement", "in_name", "is_explained", "item_around", "listed", "neighbours", "run_together", "statements"]

_STARTERS = (
    "Ability|Able|Adept|Analyse|Analyze|Assist|Collaborate|Communicate|Competitive|Conduct|Coordinate|Create|Demonstrated|Deliver|Develop|"
    "Ensure|Excellent|Exceptional|Experienced|Familiar|Familiarity|Flexible|Fluency|Fluent|Free|Handle|Identify|Implement|Integrate|"
    "Knowledge|Maintain|Manage|Minimum|Monitor|Must|Participate|Perform|Possess|Prepare|Proficient|Proven|Provide|Requires|Responsible|"
    "Solid|Strong|Superb|Understanding|Willing|Willingness|Write"
)
"""Words that list items begin with and that nobody writes with a capital inside a sentence."""
_LISTING = re.compile(
    r"[-*](?:"
    r"(?<!\*\*)(?<=\*)(?!\w{1,40}\*)(?=[ \t\xa0]{0,12}\w)(?P<star>)"
    r"|(?<=[\w.,;:!?)\]\"'\u201d\u2019\u2026]-)(?=[ \t\xa0]{1,12}(?!(?:and|or|to)\b)[\w(\"'\u201c\u2018])(?P<stuck>)"
    r"|(?<=[a-z.,;:!?)\]\u2026]-)(?=[A-Z][a-z]|[0-9])(?P<capital>)"
    r"|(?<=[ \t\xa0]-)(?=[ \t\xa0]{1,12}[\w(\"'\u201c\u2018])(?P<dash>)"
    r")"
)
"""What list items begin with where no line does; here and below no open-ended repetition, so the time is linear."""
_RUNNING_ON = re.compile(
    r"[A-Z](?:"
    r"(?<=[a-z)]\xa0[A-Z])|(?<=[a-z0-9)][ \t\xa0]{2}[A-Z])|(?<=[a-z)],[A-Z])(?=[a-z])"
    r"|(?<=[a-z]{3}A)(?= [a-z])|(?<=[a-z]{3}[A-Z])(?=[A-Z]{1,4}\b)"
    rf"|(?<=[a-z)] [A-Z])(?:{'|'.join(f'(?<={word[0]}){word[1:]}' for word in _STARTERS.split('|'))})\b"
    r")"
)
"""Capitals at which one list item runs on to the next without a mark: after blanks, a comma or a letter, or in a word that begins items."""
_CUTS = {"star": 1, "stuck": 2, "capital": 2, "dash": 1}
"""How often a mark must stand in a piece to end a sentence."""
_ITEMS = {"star": 2, "stuck": 2, "capital": 3, "dash": 3}
"""How often a mark must stand in a line to begin a list item: "Vice-President" and one "word - word" do not."""
_EDGES = " \t\r\n\x0b\x0c\xa0*-\u2022\u00b7\u2013\u2014\"'\u201c\u2018([{#>"
_ENDS = frozenset(".!?")
_WHOLE = 2
"""Edges of a piece that nothing cuts."""
_SHORT = 100
"""Characters up to which a piece is not cut further: what ran together is long."""
_BULLETS = frozenset("-*\u2022\u00b7\u25cf\u25cb\u25aa\u25a0\u25e6\u2023\u203a\u00bb\u2713\u2714+")
_STOPS = frozenset(".!?;")
_JOINTS = frozenset(".!?;:\u2013\u2014\u2026")
"""Marks after which a line goes on about the same matter."""
_WRAPPED = 40
"""Characters from which a line counts as wrapped in a list when the next one goes on in lower case."""
_ABOUT_WORDS = 6
_CAMEL = re.compile(
    r"(?:[a-z][A-Z]|Ma?c[A-Z]|PowerPoint|QuickBooks|LinkedIn|YouTube|WordPress|GitHub|GitLab|SharePoint|InDesign|SalesForce|FaceBook|PayPal|"
    r"MailChimp|HubSpot|SolidWorks|FrontPage|OneNote|OneDrive|MacBook|DreamWeaver|DropBox|SurveyMonkey|FileMaker|OpenStack|SketchUp|"
    r"ProTools|WooCommerce|DevOps|PhoneGap|ZenDesk|WebSphere|WebLogic|FrontEnd|BackEnd|AutoDesk|PhotoShop|TripAdvisor|ServiceNow|TeamViewer|"
    r"[A-Z]?[a-z]{1,12}Script)"
)
"""Names with a capital inside, at which no bullet was glued to another."""
_NAME = 24
"""Characters to either side within which a name is looked for."""
_BRACKET = 60
_EXPLAINING = 2
"""Blanks in brackets that explain something: "(answers within a day)" does, "(m/f)" does not."""
_NAME_AFTER = re.compile(r"[ \xa0][A-Z][a-z]")
_TOKEN = re.compile(r"\b[A-Z][a-z]{1,12}[A-Z][a-z]{1,12}\b")
"""What may be a name with a capital inside; it is one when the text repeats it."""


class _Names:
    """Words with a capital inside that a text repeats, worked out when somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._known is None:
            self._known = frozenset(word for word, count in Counter(_TOKEN.findall(self._text)).items() if count > 1)
        return word in self._known


class Statement(NamedTuple):
    """A sentence or a list item."""

    start: int
    """Offset of its first character in the original text."""
    end: int
    """Offset after its last."""
    words: list[str]
    """Its words, folded."""
    running: bool
    """Whether it is a sentence: it begins with a capital, and ends with its mark or has a subject or a verb."""


def statements(reading: Reading, least: int = 1) -> list[Statement]:
    """Return the sentences and list items of a text in order; those of fewer words than `least` are left out."""
    text, original, glued = reading.text, reading.folded.original, reading.folded.glued
    found = []
    place = 0
    for piece in reading.pieces:
        # A word and its blank are two characters at least: most pieces need no closer look.
        if len(piece) >= 2 * least - 1 and (words := piece.split()) and len(words) >= least:
            start = original(place) if glued else place
            end = start + len(piece)
            ended = text[end : end + 1] in _ENDS
            edges = (start, end) if len(piece) < _SHORT else _edges(text, start, end)
            for first, last in pairwise(edges):
                if len(edges) > _WHOLE:
                    words = piece[first - start : last - start].split()
                    if len(words) < least or not words:
                        continue
                running = ((ended and last == end) or not FINITE.isdisjoint(words)) and begins_sentence(text, first)
                found.append(Statement(first, last, words, running))
        place += len(piece) + 1
    return found


def run_together(reading: Reading) -> int:
    """Return about how many list items of a text stand in one line with the one before, cut off by no bullet or full stop."""
    return len(_LISTING.findall(reading.text)) + len(_RUNNING_ON.findall(reading.text))


def _edges(text: str, start: int, end: int) -> tuple[int, ...]:
    """Return start and end of a piece and the places between them at which a list item begins."""
    marks = [mark.start() for mark in _RUNNING_ON.finditer(text, start + 1, end)]
    if text.find("-", start, end) >= 0 or text.find("*", start, end) >= 0:
        found = [(mark.start(), str(mark.lastgroup)) for mark in _LISTING.finditer(text, start + 1, end)]
        counts = Counter(kind for _, kind in found)
        marks = sorted([*marks, *(place for place, kind in found if counts[kind] >= _CUTS[kind])])
    return (start, *marks, end)


def listed(reading: Reading, begins: frozenset[str], ends: frozenset[str]) -> Iterator[tuple[Sentence, list[str]]]:
    """Yield each heading of a list with the list's items, in the original text: bullets, lines and sentences, wrapped lines as one.

    A list ends at one of the other headings, at a short line that begins with "about", or at the blank line after it.
    """
    text, original = reading.text, reading.folded.original
    marks = _item_marks(reading)
    names = _Names(text)
    under: Sentence | None = None
    items: list[list[int]] = []
    last = gap_start = 0
    dense = False
    for sentence in reading.sentences():
        if under is None and is_heading(sentence) not in begins:
            continue
        start, end = original(sentence.start), original(sentence.start + len(sentence.text))
        gap, gap_start, last = text[last:start], last, end
        heading = is_heading(sentence)
        blank = under is not None and gap.count("\n") > 1
        if under is not None and (
            heading in begins or heading in ends or _about(heading) or (blank and dense and not _bullet(text, start))
        ):
            yield under, [text[first:stop] for first, stop in items]
            under = None
        if heading in begins:
            under, items, dense = sentence, [], False
            continue
        if under is None:
            continue
        how = _how(text, gap, gap_start, start, names) if items else "line"
        dense = dense or (how != "joint" and bool(items) and not blank)
        if how == "joint":
            items[-1][1] = end
        elif how != "single" or len(sentence.text.split()) > 1:
            items.append([start, end])
        # Items that a dash or a star begins where no line does.
        for place in marks[bisect_right(marks, start) : bisect_left(marks, end)] if items else ():
            if text[start:place].strip(_EDGES):
                items[-1][1] = place
                items.append([place, end])
    if under is not None:
        yield under, [text[first:stop] for first, stop in items]


def neighbours(text: str, end: int, following: list[tuple[int, int]]) -> int:
    """Return where what stands beside a sentence ends: it goes on in the same line, not in another list item.

    `following` are start and end of the next sentences; `end` is the end of the first.
    """
    for start, stop in following:
        gap = text[end:start].strip(" \t\xa0")
        if not gap or not _JOINTS.issuperset(gap):
            break
        end = stop
    return end


def item_around(reading: Reading, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Return where the list item around a part of the text begins and ends, from `first` to `last` at most, as dashes and stars tell."""
    marks = _item_marks(reading)
    before, after = bisect_right(marks, start), bisect_left(marks, end)
    return max(marks[before - 1], first) if before else first, min(marks[after], last) if after < len(marks) else last


def is_explained(text: str, end: int) -> bool:
    """Whether an explanation of some words in brackets comes after a place."""
    opening = text[end : end + 2].lstrip()
    return opening[:1] == "(" and text[end : end + _BRACKET].partition(")")[0].count(" ") >= _EXPLAINING


def in_name(text: str, start: int, end: int) -> bool:
    """Whether capitalised words are part of a proper name: a capital is glued to them, or stands after them but not before.

    In a heading or title all words have capitals, so that those before and after tell nothing.
    """
    if not text[start].isupper():
        return text[end : end + 1].isdigit() or text[max(start - 1, 0) : start].isdigit()
    if text[end : end + 1].isalnum() or text[max(start - 1, 0) : start].isalnum():
        return " " not in text[start:end]
    after = _NAME_AFTER.match(text, end)
    before = text[max(start - _BRACKET, 0) : start].rstrip(" \xa0")
    word = before[before.rfind(" ") + 1 :].lstrip("\"'(\u201c\u2018")
    return after is not None and word[:1].islower() and word[-1:].isalpha()


def _item_marks(reading: Reading) -> list[int]:
    """Return the places of dashes and stars that stand often enough in their lines to begin list items, worked out once."""
    if reading.marks is None:
        text = reading.text
        found: list[tuple[int, int, str]] = []
        counts: Counter[tuple[int, str]] = Counter()
        line, line_end = 0, text.find("\n")
        for mark in _LISTING.finditer(text):
            kind, place = str(mark.lastgroup), mark.start()
            while 0 <= line_end < place:
                line, line_end = line + 1, text.find("\n", line_end + 1)
            found.append((place, line, kind))
            counts[line, kind] += 1
        reading.marks = [place for place, line, kind in found if counts[line, kind] >= _ITEMS[kind]]
    return reading.marks


def _about(heading: str) -> bool:
    return heading.startswith("about ") and heading.count(" ") < _ABOUT_WORDS


def _bullet(text: str, start: int) -> bool:
    return text[start : start + _NAME].lstrip(" \t\xa0")[:1] in _BULLETS or (start > 0 and text[start - 1] in _BULLETS)


def _how(text: str, gap: str, gap_start: int, start: int, names: _Names) -> str:
    """Return how a piece of a list stands to the one before: as a `line` of its own, a `single` if more than a word, or its `joint`."""
    lead = text[start : start + _NAME].lstrip(" \t\xa0")[:1]
    if not any(map(str.isalnum, text[start : start + 2 * _NAME])):
        return "joint"
    if not gap:
        return "joint" if _camel(text, start, names) else "single"
    if "\n" in gap or "\r" in gap:
        line_start = text.rfind("\n", max(gap_start - _WRAPPED, 0), gap_start)
        long = line_start < 0 and gap_start >= _WRAPPED
        wrapped = long and lead.islower() and gap.strip() == "" and gap.count("\n") == 1
        return "joint" if wrapped else "line"
    if not _BULLETS.isdisjoint(gap) or lead in _BULLETS:
        return "line"
    # "U.S.A.", "3.5": what stands before the mark is no sentence.
    stop = not _STOPS.isdisjoint(gap) and not lead.islower() and text[max(gap_start - 2, 0) : gap_start].isalpha()
    return "single" if stop else "joint"


def _camel(text: str, place: int, names: _Names) -> bool:
    """Whether a capital stands inside a name, a known or a repeated one, and begins no bullet."""
    first = place
    while first > 0 and place - first < _NAME and text[first - 1].isalnum():
        first -= 1
    last = place
    while last < len(text) and last - place < _NAME and text[last].isalnum():
        last += 1
    return _CAMEL.match(text, first, last) is not None or text[first:last] in names
