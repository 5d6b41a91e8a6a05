"""Users' templates: what they may replace, and what they may not reach or take."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from servicecomp.errors import RenderError
from servicecomp.rendering.child import run_in_child
from servicecomp.rendering.environment import TEMPLATES, make_environment
from servicecomp.rendering.html import render_html
from servicecomp.rendering.markdown import render_markdown
from tests.documents.world import make_world

if TYPE_CHECKING:
    from pathlib import Path

KIT = make_world().documents()[1]

ESCAPES = (
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ doc.__class__ }}",
    "{{ doc['__class__'] }}",
    "{{ doc.title.__class__.__base__ }}",
    "{{ doc.title.format(1) }}",
    "{{ '{0.__class__}'.format(doc) }}",
    "{{ '%s' % doc }}",
    "{{ doc | attr('__class__') }}",
    "{{ doc | map(attribute='__class__') | list }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner.__init__ }}",
    "{{ namespace.__init__ }}",
    "{{ config }}",
    "{{ request }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ range.__self__ }}",
    "{{ range.__globals__ }}",
    "{{ loop }}",
    "{{ say.__globals__ }}",
    "{{ super.__globals__ }}",
    "{% for x in doc.questions %}{{ loop.__class__ }}{% endfor %}",
    "{{ (1).__class__.__bases__ }}",
    "{{ [].__class__ }}",
    "{{ ().__class__.__base__ }}",
    "{{ doc.items() }}",
    "{{ doc.questions.append(1) }}",
    "{{ doc.pop('title') }}",
    "{{ doc.title | safe }}",
    "{{ doc.title | pprint }}",
    "{{ doc.title | tojson }}",
    "{{ doc | xmlattr }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../../etc/passwd' %}",
    "{% include 'builtin:../environment.py' %}",
    "{% import 'os' as os %}",
    "{% do 1 %}",
    "{% extends 'builtin:nothing.html.j2' %}",
    "{% from 'base.html.j2' import __builtins__ %}{{ __builtins__.open }}",
    "{{ __import__('os') }}",
    "{{ open('/etc/passwd') }}",
    "{{ eval('1') }}",
    "{{ doc.no_such_field }}",
    "{{ 'a' ~ doc.title }}",
    "{{ 1 / 0 }}",
    "{% set doc.title = 'x' %}",
    "{% if %}",
    "{{ doc.organisation.upper() }}",
)
BOMBS = (
    "{{ 'a' * 10**9 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ [0] * 1000000000 }}",
    "{{ 10 ** 10 ** 8 }}",
    "{{ 2 ** 100000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{{ 'x'.rjust(1000000000) }}",
    "{{ 'x'.center(1000000000) }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '%1000000000s' | format('x') }}",
    "{{ range(1000000000) | length }}",
    "{{ 0.5 | percent(1000000000) }}{{ range(99999999) }}",
    "{{ lipsum(100000) }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{{ a }}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'interview_kit.html.j2' %}",
    "{% set a %}{% for i in range(9999) %}0123456789{% endfor %}{% endset %}"
    + "".join(
        f"{{% set {n} %}}{{{{ {m} }}}}{{{{ {m} }}}}{{{{ {m} }}}}{{{{ {m} }}}}{{{{ {m} }}}}{{% endset %}}"
        for m, n in zip("abcdefghij", "bcdefghijk", strict=True)
    ),
)


def folder_with(path: Path, text: str, name: str = "interview_kit.html.j2") -> tuple[Path, ...]:
    (path / name).write_text(text, encoding="utf-8")
    return (path,)


def test_one_block_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    folders = folder_with(
        tmp_path, '{% extends "builtin:interview_kit.html.j2" %}\n{% block closing %}<p>{{ doc.role_title }} & ours</p>{% endblock %}'
    )
    page = render_html(KIT, templates=folders)
    assert "<p>The opening. & ours</p>" in page
    assert KIT.questions[0].text.text in page
    assert "kit.closing_lines" not in page


def test_a_block_inside_the_loop_keeps_its_question(tmp_path: Path) -> None:
    folders = folder_with(
        tmp_path,
        '{% extends "builtin:interview_kit.html.j2" %}\n{% block question %}<p>Q{{ question.number }} {{ say(question.text) }}</p>'
        "{% endblock %}",
    )
    assert "<p>Q2 <span data-source=" in render_html(KIT, templates=folders)


def test_a_base_of_ones_own_serves_every_kind(tmp_path: Path) -> None:
    folders = folder_with(
        tmp_path, '{% extends "builtin:base.html.j2" %}{% block style %}p { color: #123456 }{% endblock %}', "base.html.j2"
    )
    for document in make_world().documents()[:3]:
        assert "#123456" in render_html(document, templates=folders)


def test_markdown_templates_escape_too(tmp_path: Path) -> None:
    folders = folder_with(tmp_path, "{{ doc.title }} {% autoescape false %}{{ doc.title }}{% endautoescape %}\n", "interview_kit.md.j2")
    hostile = make_world(lambda _: "*a* <b>").documents()[1]
    assert "*a*" not in render_markdown(hostile, templates=folders).replace("\\*a\\*", "")


def test_autoescape_cannot_be_switched_off(tmp_path: Path) -> None:
    folders = folder_with(tmp_path, "{% autoescape false %}{{ doc.title }}{% endautoescape %}")
    hostile = make_world(lambda _: "<script>x</script>").documents()[1]
    assert "<script>" not in render_html(hostile, templates=folders)


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert render_html(KIT, templates=(tmp_path,)) == render_html(KIT)


def test_packaged_templates_keep_the_rules_for_users() -> None:
    guarded = make_environment("html", (TEMPLATES,))
    for path in TEMPLATES.glob("*.j2"):
        guarded.parse(path.read_text(encoding="utf-8"), path.name)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="nowhere"):
        render_html(KIT, templates=(tmp_path / "nowhere",))


@pytest.mark.parametrize("attack", ESCAPES)
def test_escapes_are_refused(tmp_path: Path, attack: str) -> None:
    folders = folder_with(tmp_path, f"\n\n<div>{attack}</div>")
    with pytest.raises(RenderError) as caught:
        render_html(KIT, templates=folders)
    said = str(caught.value)
    assert re.match(r"interview_kit\.html\.j2, line [13]: ", said), said
    assert "\n" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_in_time(tmp_path: Path, bomb: str) -> None:
    folders = folder_with(tmp_path, bomb)
    start = time.monotonic()
    with pytest.raises(RenderError) as caught:
        run_in_child("interview-kit", "html", {"doc": KIT.model_dump(mode="json"), "L": {}, "logo": None}, folders, seconds=3)
    assert time.monotonic() - start < 8
    assert str(caught.value).startswith("interview_kit.html.j2")


def test_a_template_may_not_read_beside_its_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.html.j2").write_text("secret", encoding="utf-8")
    folders = folder_with(inner, "{% include '../secret.html.j2' %}")
    with pytest.raises(RenderError, match="there is no template"):
        render_html(KIT, templates=folders)
