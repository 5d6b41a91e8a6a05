"""The view of one text: every piece of evidence where it stands, every character of the text, nothing as mark-up."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.api.batch import match_view
from servicecomp.documents.match_view import match_view as build
from servicecomp.models.matches import Claim, Evidence, RoleSuggestion
from tests.batch.conftest import WORDS


@pytest.fixture(scope="module")
def advertisement(repository):
    return (repository / "examples/job-description.txt").read_text(encoding="utf-8")


def lines_of(text):
    unprintable = r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
    shown = re.sub(unprintable, "\ufffd", text).replace("\t", " ")
    return [line for line in re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", shown) if line.strip()]


def test_the_view_holds_the_text_and_each_quote(advertisement):
    view = match_view(advertisement)
    assert [paragraph.text for paragraph in view.paragraphs] == lines_of(advertisement)
    found = sc.match(advertisement)
    assert [entry.competency for entry in view.found] == list(found.found)
    assert {entry.competency: entry.level for entry in view.found} == dict(found.levels)
    shown = {line.source for entry in (*view.found, *view.hinted) for line in entry.quotes}
    assert shown <= {entry.cue for entry in found.evidence}
    marked = [(number, segment.text) for paragraph in view.paragraphs for segment in paragraph.segments for number in segment.marks]
    assert len({number for number, _ in marked}) == len(view.found) + len(view.hinted)
    assert [line.text for line in view.claims] == list(dict.fromkeys(claim.quote for claim in found.claims))


def test_missing_competencies_come_with_behaviours_of_the_nearest_role_s_level():
    view = match_view("Handle complaints and calm upset callers in our contact centre.", roles=["contact-centre-agent"])
    role, framework = sc.load_role("contact-centre-agent"), sc.load_framework("customer-service")
    assert role.title in view.nearest.text
    assert view.missing
    for entry in view.missing:
        assert entry.level == role.requirement(entry.competency).level
        declared = framework.competency(entry.competency).at(entry.level)
        assert [line.text for line in entry.behaviours] == [line.text for line in declared.indicators[:3]]


def test_overlapping_evidence_is_cut_where_it_begins_and_ends(framework):
    text = "Calm upset callers kindly\nand <b>listen</b>"
    entries = [("composure", 0, 18), ("empathy", 5, 25), ("rapport", 0, 25), ("rapport", 19, 43)]
    evidence = tuple(Evidence(name, start, end, text[start:end], f"customer-service/{name}/cue", None, 2) for name, start, end in entries)
    match = SimpleNamespace(
        english=True,
        found=("rapport", "empathy", "composure"),
        evidence=evidence,
        claims=(Claim(4, 8, text[4:8]),),
        scores={"rapport": 0.5, "empathy": 0.25, "composure": 1.0},
        level=lambda _: None,
    )
    suggestion = RoleSuggestion(sc.load_role("contact-centre-agent"), match, None, (), ())
    view = build(text, suggestion, framework=framework)
    first = [(segment.text, segment.marks, segment.ends, segment.claim) for segment in view.paragraphs[0].segments]
    assert first == [
        ("Calm", (1, 3), (), False),
        (" ", (1, 3), (), True),
        ("ups", (1, 2, 3), (), True),
        ("et callers", (1, 2, 3), (3,), False),
        (" ", (1, 2), (), False),
        ("kindly", (1, 2), (1, 2), False),
    ]
    assert view.paragraphs[1].segments[0].marks == (1,)
    page = sc.render(view)
    assert "<b>listen" not in page
    assert "&lt;b&gt;listen" in page


class Words(HTMLParser):
    """Collects the text of the marked passage, without the numbers."""

    def __init__(self):
        super().__init__()
        self.lines, self.inside, self.reference = [], False, False

    def handle_starttag(self, tag, attrs):
        names = dict(attrs).get("class", "").split()
        self.inside |= tag == "div" and "text" in names
        self.reference = "ref" in names
        if self.inside and tag == "p":
            self.lines.append("")

    def handle_endtag(self, tag):
        self.inside &= tag != "div"
        self.reference = False

    def handle_data(self, data):
        if self.inside and not self.reference and self.lines:
            self.lines[-1] += data.rstrip("\n")


PIECES = (*WORDS, "<i>", "{{ x }}", "\n", "\r\n", "\u2028", "\t", "excellent customer service skills")


@given(st.lists(st.one_of(st.text(), st.sampled_from(PIECES))).map(" ".join))
def test_any_text_comes_out_as_it_is(text):
    view = match_view(text, roles=())
    assert [paragraph.text for paragraph in view.paragraphs] == lines_of(text)
    page = Words()
    page.feed(sc.render(view))
    assert [line.rstrip() for line in page.lines] == [line.rstrip() for line in lines_of(text)]
    assert sc.render(view, format="md")


@pytest.mark.parametrize("format_", ["md", "json", "docx", "pdf"])
def test_every_format_lays_it_out(advertisement, format_):
    pytest.importorskip("typst")
    assert sc.render(match_view(advertisement), format=format_)
