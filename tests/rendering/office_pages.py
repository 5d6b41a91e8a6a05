"""Pages for the office formats: one that uses the whole vocabulary, and words that try to be more than words."""

from __future__ import annotations

import base64
import struct
import zlib
from html import escape

__all__ = ["HOSTILE", "LOGO", "SAMPLE", "SAMPLE_WORDS", "page", "paragraphs"]


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x1f\x4e\x79" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


LOGO = f"data:image/png;base64,{base64.b64encode(_png(60, 20)).decode()}"

# Words that some format could take for code, mark-up, a field, a link, a break or the end of something.
HOSTILE = (
    '#eval("1+1") #import "x.typ" #set page(fill: red)',
    "$x^2$ and $ y $",
    "@reference <label> = heading",
    "*bold* _emphasis_ `raw` ```block```",
    "back\\slash \\u{41} \\\\",
    "- item + item / term: 1. item",
    "// no comment /* none */ https://example.org/a",
    "\"quotes\" 'single' --- -- ...",
    "<b>&amp;</b> ]]> <!-- x --> <w:p/> &#65;",
    "{{ 7*7 }} {% raw %} #{ 1 } [content] {code}",
    '=HYPERLINK("x") MERGEFIELD PAGE \\* MERGEFORMAT',
    "zero\u200bwidth\u200djoiner\ufeffmark",
    "שלום עולם and مرحبا",
    "arrows → − ≤ ≥ ticks ✓ ☐ and 😀",
)


def page(inside: str, attributes: str = "") -> str:
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>T</title><style>p { color: red }</style></head>\n'
        f'<body><article class="document" {attributes}>{inside}</article></body></html>\n'
    )


def paragraphs(*texts: str) -> str:
    return page("<h1>Title</h1>" + "".join(f"<p>{escape(text)}</p>" for text in texts))


SAMPLE = page(
    f"""
<header><p class="logo"><img src="{LOGO}" alt="Example Council"></p>
<p class="kind">Interview kit · Example Council</p>
<h1 data-source="phrase/en/kit.title">Interview kit: Contact centre agent</h1>
<p class="draft-notice"><strong>Draft: criteria not confirmed</strong> The manager confirms them.</p></header>
<section><table class="plain"><caption class="unseen">Particulars</caption>
<colgroup><col data-width="20"><col data-width="80"></colgroup><tbody>
<tr><th scope="row">Candidate</th><td><span class="blank" data-width="24"><input type="text"></span></td></tr>
<tr><th scope="row">Date</th><td><span class="blank" data-width="10"></span> Start <span class="blank" data-width="6">10:00</span></td></tr>
</tbody></table>
<p class="strip"><span><span class="box"><input type="radio" checked></span>No tie</span>
<span><span class="box"></span>A tie</span></p>
<ul class="ticks"><li><span class="box"><input type="checkbox"></span>Read the anchors.</li>
<li><span class="box"></span>Check the room.</li></ul></section>
<section><h2>Timetable</h2><table class="grid"><caption>What happens when</caption>
<thead><tr><th scope="col" rowspan="2">Clock</th><th scope="colgroup" colspan="2">What</th></tr>
<tr><th>Part</th><th>Minutes</th></tr></thead>
<tbody><tr><td><span class="clock">10:00</span></td><td>Opening</td><td class="number">5</td></tr>
<tr><td><span class="clock">10:05</span></td>
<td>Question 1: <strong>Ownership</strong> and <em>follow-through</em></td><td class="number">8</td></tr>
<tr><td colspan="2">Together</td><td class="number">13</td></tr></tbody></table>
<div class="script"><p>Thank you for coming.</p><ul><li>One<ol><li>first</li><li>second</li></ol></li><li>Two</li></ul></div>
<div class="callout"><h3>Remember</h3><p>Rate the event told.</p></div>
<p><span class="missing">To be added: pay range</span> <a href="mailto:hr@example.org">hr@example.org</a></p>
<ol start="3"><li>third</li><li>fourth</li></ol></section>
<div class="page-break"></div>
<section class="question"><h2>Question 1 <span class="level">Experienced · Level 3 Proficient</span></h2>
<div class="script ask"><p>Tell me about a time when a customer was passed on to you.</p></div>
<h3>Situation <span class="probe">What had happened?</span></h3><div class="notes" data-lines="3"><textarea rows="3"></textarea></div>
<table class="grid anchors"><caption>What earns which rating</caption><thead><tr><th>1</th><th>3</th><th>5</th></tr></thead>
<tbody><tr><td>Sent them back.</td><td>Took it over.</td><td>Followed it over three teams.</td></tr></tbody></table>
<div class="keep"><table class="grid boxes"><caption>Your rating</caption><tbody><tr>
<td class="rating"><span class="box"><input type="radio"></span><strong>1</strong> <span class="name">Well below</span></td>
<td class="rating">2</td><td class="rating">Not asked</td></tr></tbody></table>
<p class="small muted">Rate before the next candidate.</p></div>
<h4>After</h4><p>One line<br>and another.</p></section>
<footer class="provenance"><p class="small muted">Made from framework customer-service 1.0.</p></footer>
""",
    'lang="en-GB" data-colour="#1f4e79"',
)

# Some words of each part of the sample.
SAMPLE_WORDS = (
    "Interview kit: Contact centre agent",
    "Draft: criteria not confirmed",
    "Candidate",
    "10:00",
    "No tie",
    "Read the anchors.",
    "What happens when",
    "Ownership",
    "follow-through",
    "Thank you for coming.",
    "second",
    "Remember",
    "To be added: pay range",
    "hr@example.org",
    "fourth",
    "Level 3 Proficient",
    "Tell me about a time",
    "What had happened?",
    "Took it over.",
    "Well below",
    "Not asked",
    "Rate before the next candidate.",
    "and another.",
    "Made from framework",
)
