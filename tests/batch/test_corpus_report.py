"""The corpus report counts what the results hold, shows no share of too few, and reads without colour."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pyarrow as pa
import pytest

import servicecomp as sc
import servicecomp.documents.corpus_report as builder
from servicecomp.api.batch import corpus_report, match_file, write_corpus_csv
from servicecomp.batch import count_groups, match_batch, report_csv
from servicecomp.errors import DataError, NotFoundError

DEPARTMENTS = ["Sales", "=Cmd()", "<b>Night & day</b>", None]


@pytest.fixture(scope="module")
def matches(small):
    texts = ["Calm upset callers."] * 30 + ["Free parking."] * 30 + [None] * 4
    groups = [DEPARTMENTS[number % 3] for number in range(60)] + ["Tiny", "Tiny", None, None]
    texts[-4] = "Calm upset callers."
    batch = pa.RecordBatch.from_arrays([pa.array(groups), pa.array(texts)], names=["department", "text"])
    return match_batch(batch, small)


def test_shares_are_counts_over_matched_texts(matches, small):
    report = corpus_report([matches], by="department", framework=small)
    rows = {row.name.text: row for row in (*report.rows, report.total)}
    column = [entry.competency for entry in report.columns].index("de-escalation")
    assert (rows["Sales"].texts, rows["Sales"].cells[column].texts, rows["Sales"].cells[column].share) == (20, 10, 0.5)
    assert (rows["Tiny"].texts, rows["Tiny"].problems, rows["Tiny"].cells[column].share) == (1, 1, None)
    assert (rows["(none given)"].texts, rows["(none given)"].problems) == (0, 2)
    assert (rows["All texts"].texts, rows["All texts"].problems) == (61, 3)
    assert rows["All texts"].cells[column].texts == 31
    assert corpus_report(pa.Table.from_batches([matches]), framework=small).rows == ()
    assert corpus_report([matches], by="department", framework=small, least=1).rows[-2].cells[column].share == 1
    assert corpus_report([], framework=small).total.texts == 0


def test_batches_in_any_order_give_the_same_counts(matches, small):
    ids = [entry.id for entry in small.competencies]
    pieces = [matches.slice(at, 8) for at in range(0, 64, 8)]
    assert count_groups(pieces[::-1], ids, by="department") == count_groups([matches], ids, by="department")


class Cells(HTMLParser):
    """Collects the cells of the heat map: class and words."""

    def __init__(self):
        super().__init__()
        self.rows, self.cell = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.cell = [tag, dict(attrs).get("class", ""), dict(attrs).get("scope"), ""]
            self.rows[-1].append(self.cell)

    def handle_data(self, data):
        if self.cell is not None:
            self.cell[3] += data

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.cell = None


def test_the_page_is_one_offline_table_with_numbers_in_every_shaded_cell(matches, small):
    page = sc.render(corpus_report([matches], by="department", framework=small))
    assert not re.search(r"(src|href)=|url\(|<script", page.split("</head>")[1])
    table = Cells()
    table.feed(page.split("<body>")[1])
    heads = [cell for row in table.rows for cell in row if cell[0] == "th"]
    assert all(cell[2] in {"row", "col", "colgroup"} for cell in heads)
    assert "<b>Night & day</b>" in [cell[3] for cell in heads]
    shaded = [cell for row in table.rows for cell in row if "heat-" in cell[1] and "number" in cell[1]]
    assert shaded
    assert all(re.fullmatch(r"\d+%", cell[3]) for cell in shaded)
    assert [cell[3] for row in table.rows for cell in row if "few" in cell[1]] == ["– too few texts"] * 8
    assert page.count("<caption") == 2
    assert "too few" not in sc.render(corpus_report([matches], framework=small), format="html").split("</head>")[1]


def test_shades_keep_their_words_readable(small, matches):
    from servicecomp.rendering.filters import _ratio

    page = sc.render(corpus_report([matches], framework=small))
    shades = re.findall(r"\.heat-(\d+) \{ background: (#\w{6}); color: (#\w{6})", page)
    assert [int(number) for number, _, _ in shades] == list(range(11))
    assert all(_ratio(back, ink) >= 4.5 for _, back, ink in shades)


def test_markdown_and_csv_hold_the_same_figures(matches, small, tmp_path):
    report = corpus_report([matches], by="department", framework=small)
    assert "| Sales | 20 |" in sc.render(report, format="md")
    rows = list(csv.reader(io.StringIO(report_csv(report))))
    assert rows[0][:3] == ["group", "texts", "not_matched"]
    by_name = {row[0]: row for row in rows[1:]}
    assert by_name["Sales"][rows[0].index("de-escalation")] == "0.5000"
    assert by_name["Tiny"][3:] == [""] * 4
    assert "'=Cmd()" in by_name
    assert write_corpus_csv(report, tmp_path / "report.csv").read_bytes().decode() == report_csv(report)


def test_many_groups_share_a_last_row_and_ids_are_no_groups(small, monkeypatch):
    texts = ["Calm upset callers."] * 40
    batch = match_batch(pa.RecordBatch.from_arrays([pa.array(range(40)), pa.array(texts)], names=["id", "text"]), small)
    monkeypatch.setattr(builder, "MOST_ROWS", 10, raising=False)
    monkeypatch.setattr("servicecomp.documents.corpus_report.MOST_ROWS", 10)
    report = corpus_report([batch], by="id", framework=small)
    assert (len(report.rows), report.rows[-1].name.text, report.rows[-1].texts) == (10, "31 smaller groups", 31)
    monkeypatch.setattr("servicecomp.batch.counting.MOST_GROUPS", 30)
    with pytest.raises(DataError, match="more than 30 values"):
        corpus_report([batch], by="id", framework=small)
    with pytest.raises(DataError, match="no column 'team'"):
        corpus_report([batch], by="team", framework=small)


def test_a_file_to_a_folder_with_its_report(tmp_path, small, framework):
    path = tmp_path / "ads.csv"
    path.write_text("text,job family\n" + "Calm upset callers,Care\n" * 12, encoding="utf-8")
    options = {"by": "job family", "framework": small, "processes": 1}
    result = match_file(path, tmp_path / "out", **options)
    assert [entry.name for entry in result.reports] == ["report-job-family.html", "report-job-family.csv"]
    assert match_file(path, tmp_path / "out", **options) == result
    result.reports[0].write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match="already there"):
        match_file(path, tmp_path / "out", **options)
    assert match_file(path, tmp_path / "out", force=True, **options) == result
    with pytest.raises(DataError, match="another framework"):
        corpus_report(tmp_path / "out", framework=framework)
    with pytest.raises(NotFoundError, match="no finished results"):
        corpus_report(tmp_path, framework=small)
    for by, words in (("family", "did you mean 'job family'"), ("text", "column with the texts")):
        with pytest.raises(DataError, match=words):
            match_file(path, tmp_path / "new", **{**options, "by": by})
    assert not (tmp_path / "new").exists()
