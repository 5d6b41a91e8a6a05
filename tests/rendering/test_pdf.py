"""PDF: what was on the page is on the paper, as text, the same bytes each time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
import warnings
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from servicecomp.errors import MissingExtraError, RenderError
from servicecomp.interviews.picking import pick_questions
from servicecomp.loading.catalogue import Catalogue
from servicecomp.rendering import fonts, pdf
from servicecomp.rendering.html import render_html
from servicecomp.rendering.pdf import MissingGlyphWarning, render_pdf
from tests.rendering.office_pages import HOSTILE, SAMPLE, SAMPLE_WORDS, page, paragraphs

if TYPE_CHECKING:
    from pathlib import Path


def read(html: str, **options: str) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(html, **({"title": "A title", "language": "en-GB"} | options))))


def words(html: str) -> str:
    return "\n".join(sheet.extract_text() for sheet in read(html).pages)


def squeezed(text: str) -> str:
    """Drop white space and what is not drawn: where lines break is the layout's business."""
    return "".join(letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cf")


def test_the_sample_is_all_there() -> None:
    text = squeezed(words(SAMPLE))
    for part in SAMPLE_WORDS:
        assert squeezed(part) in text, part
    assert "Particulars" not in text


def test_every_page_has_title_number_and_notice() -> None:
    sheets = [sheet.extract_text() for sheet in read(SAMPLE, title="My kit").pages]
    assert len(sheets) == 2
    for number, text in enumerate(sheets, 1):
        assert "My kit" in text
        assert f"Page {number} of 2" in text
        assert "Draft: criteria not confirmed" in text


def test_the_file_is_tagged_and_says_what_it_is() -> None:
    reader = read(SAMPLE, title="My kit", language="en-GB")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] is not False
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "My kit"
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "CreationDate" not in str(reader.metadata)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper(paper: str, size: tuple[int, int]) -> None:
    box = read(page("<h1>x</h1>", f'data-paper="{paper}"')).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_out_as_words(text: str) -> None:
    # Counted, since letters that are written from right to left come out in the order in which they are drawn.
    written = Counter(squeezed(words(paragraphs(text))))
    written.subtract(squeezed(words(paragraphs())))
    assert +written == Counter(squeezed(text))


def test_hostile_words_everywhere_else() -> None:
    text = '#eval("1") $x$ @y *b* `c` \\'
    safe = text.replace('"', "&quot;")
    html = page(
        f'<h1>{safe}</h1><p class="draft-notice">{safe}</p><ul><li>{safe}</li></ul>'
        f"<table><caption>{safe}</caption><thead><tr><th>{safe}</th></tr></thead>"
        f'<tbody><tr><td class="rating">{safe}</td><td><span class="blank" data-width="40">{safe}</span></td></tr></tbody></table>'
        f'<p><a href="https://example.org/{safe}">{safe}</a></p>'
    )
    reader = read(html, title=text)
    assert squeezed("".join(sheet.extract_text() for sheet in reader.pages)).count(squeezed(text)) >= 8
    assert reader.metadata is not None
    assert reader.metadata.title == text


def test_a_word_without_end_stays_on_the_paper() -> None:
    text = squeezed(words(paragraphs("x" * 10_000)))
    assert text.count("x") == 10_000


def test_a_long_word_in_a_narrow_cell_stays_in_it() -> None:
    html = page(f'<table><colgroup><col data-width="10"><col data-width="90"></colgroup><tr><td>{"y" * 200}</td><td>next</td></tr></table>')
    assert squeezed(words(html)).count("y") >= 200


def test_a_character_without_a_glyph_is_a_warning() -> None:
    with pytest.warns(MissingGlyphWarning, match=r"U\+738B"):
        text = words(paragraphs("Dr 王, on time"))
    assert "Dr \ufffd, on time" in text


def test_the_packaged_fonts_are_read_as_they_are() -> None:
    assert fonts.without_glyph("Zażółć gęślą jaźń, Ελληνικά, Кириллица, Tiếng Việt → − ≤ ✓ ☐ שלום مرحبا 😀") == frozenset()
    assert fonts.without_glyph("王\ue000") == {"王", "\ue000"}


def test_a_picture_that_is_broken_is_told() -> None:
    with pytest.raises(RenderError, match="lay the document out"):
        render_pdf(page('<p><img alt="x" src="data:image/png;base64,iVBORw0KGgoAAAA="></p>'), title="x", language="en")


def test_a_language_that_is_none_is_told() -> None:
    with pytest.raises(RenderError, match="language tag"):
        render_pdf(SAMPLE, title="x", language="English")


def test_without_typst_the_message_is_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    pdf._compiler.cache_clear()
    with pytest.raises(MissingExtraError, match=r"pip install 'servicecomp\[office\]'"):
        render_pdf(SAMPLE, title="x", language="en")
    pdf._compiler.cache_clear()


def test_a_group_taller_than_a_page_breaks() -> None:
    inside = "".join(f"<p>line {number}</p>" for number in range(150))
    text = words(page(f'<h1>x</h1><div class="keep">{inside}</div>'))
    assert "line 149" in text


def test_a_group_that_fits_is_not_broken() -> None:
    before = "".join(f"<p>before {number}</p>" for number in range(45))
    inside = "".join(f"<p>kept {number}</p>" for number in range(20))
    sheets = [sheet.extract_text() for sheet in read(page(f'<h1>x</h1>{before}<div class="keep">{inside}</div>')).pages]
    assert [text.count("kept") for text in sheets] == [0, 20]


def test_header_rows_repeat() -> None:
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(120))
    html = page(f'<h1>x</h1><table class="grid"><thead><tr><th>Repeated</th></tr></thead><tbody>{rows}</tbody></table>')
    sheets = [sheet.extract_text() for sheet in read(html).pages]
    assert len(sheets) > 1
    assert all("Repeated" in text for text in sheets)


def test_headings_that_skip_a_level_still_make_a_file() -> None:
    assert "deep" in words(page("<h2>high</h2><h4>deep</h4>"))


def test_the_same_page_gives_the_same_bytes() -> None:
    first = render_pdf(SAMPLE, title="x", language="en-GB")
    pdf._compiler.cache_clear()
    assert render_pdf(SAMPLE, title="x", language="en-GB") == first


@pytest.mark.slow
def test_time_zone_and_system_fonts_change_no_byte(tmp_path: Path) -> None:
    """Build in new processes: at another time, in another zone, with no font folder and home of the user's."""
    (tmp_path / "page.html").write_text(SAMPLE, encoding="utf-8")
    code = (
        "import sys, time; from pathlib import Path; time.time = lambda: 4e9\n"
        "from servicecomp.rendering.pdf import render_pdf; from servicecomp.rendering.docx import render_docx\n"
        "html = Path(sys.argv[1]).read_text('utf-8')\n"
        "for render in (render_pdf, render_docx):\n"
        "    sys.stdout.buffer.write(render(html, title='x', language='en-GB'))\n"
    )
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    results = set()
    for changes in (
        {},
        {"TZ": "Pacific/Auckland", "HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONHASHSEED": "7"},
        {"SOURCE_DATE_EPOCH": "1", "LC_ALL": "C", "PYTHONHASHSEED": "8"},
    ):
        command = [sys.executable, "-c", code, str(tmp_path / "page.html")]
        results.add(subprocess.run(command, env=os.environ | changes, capture_output=True, check=True).stdout)
    assert len(results) == 1


@pytest.mark.parametrize(
    ("role_id", "bank_id"), [("contact-centre-agent", "customer-service"), ("hr-business-partner", "internal-service")]
)
def test_a_kit_of_an_hour_and_five_questions_is_at_most_ten_pages(role_id: str, bank_id: str) -> None:
    from servicecomp.documents.interview_kit import interview_kit

    catalogue = Catalogue()
    role, bank = catalogue.role(role_id), catalogue.bank(bank_id)
    framework = catalogue.framework(role.framework)
    plan = pick_questions(role, bank, framework, minutes=60)
    kit = interview_kit(role, framework=framework, bank=bank, plan=plan)
    assert len(kit.questions) == 5
    reader = read(render_html(kit))
    assert len(reader.pages) <= 10
    # Each question has a page of its own, with its rating.
    for number in range(1, 6):
        (sheet,) = [sheet.extract_text() for sheet in reader.pages if f"Question {number} of 5" in sheet.extract_text()]
        assert "Your rating" in sheet


def test_plain_pages_warn_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        render_pdf(SAMPLE, title="x", language="en-GB")


@pytest.mark.parametrize("role_id", ["contact-centre-agent", "hr-business-partner"])
def test_a_job_description_is_at_most_two_pages(role_id: str) -> None:
    from servicecomp.documents.job_description import job_description

    catalogue = Catalogue()
    role = catalogue.role(role_id)
    document = job_description(role, framework=catalogue.framework(role.framework))
    assert len(read(render_html(document)).pages) <= 2


def test_a_row_that_fits_is_not_broken() -> None:
    before = "".join(f"<p>before {number}</p>" for number in range(45))
    cells = "".join(f"<p>row {number}</p>" for number in range(20))
    sheets = [sheet.extract_text() for sheet in read(page(f"<h1>x</h1>{before}<table><tr><td>{cells}</td></tr></table>")).pages]
    assert [text.count("row") for text in sheets] == [0, 20]


def test_a_row_taller_than_a_page_breaks() -> None:
    cells = "".join(f"<p>row {number}</p>" for number in range(150))
    assert "row 149" in words(page(f"<h1>x</h1><table><tr><td>{cells}</td></tr></table>"))
