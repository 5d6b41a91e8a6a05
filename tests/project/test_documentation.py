"""Every example in the README and the documentation runs."""

from __future__ import annotations

import re
import shlex
import shutil

import pytest

from servicecomp.cli import main

BLOCK = re.compile(r"^[ ]*```(console|python)\n(.*?)^[ ]*```", re.MULTILINE | re.DOTALL)


def pages(repository):
    return [repository / "README.md", *sorted((repository / "docs").glob("*/*.md"))]


def pytest_generate_tests(metafunc):
    if "page" in metafunc.fixturenames:
        from tests.conftest import REPOSITORY

        found = [path for path in pages(REPOSITORY) if BLOCK.search(path.read_text(encoding="utf-8"))]
        metafunc.parametrize("page", found, ids=[str(path.relative_to(REPOSITORY)) for path in found])


@pytest.mark.slow
def test_the_examples_of_a_page_run(page, tmp_path, monkeypatch, repository, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(repository / "examples", tmp_path / "examples")
    names = {}
    for kind, body in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "python":
            exec(compile(body, str(page), "exec"), names)  # noqa: S102 - our own documentation
            continue
        for line in body.splitlines():
            if line.strip().startswith("$ servicecomp "):
                arguments = shlex.split(line.strip().removeprefix("$ servicecomp "))
                assert main(arguments) == 0, f"{line}\n{capsys.readouterr().err}"


def test_the_author_s_page_shows_a_question_as_it_is_shipped(repository):
    page = (repository / "docs/how-to/write-content.md").read_text(encoding="utf-8")
    shipped = (repository / "question_banks/customer-service/ownership.yaml").read_text(encoding="utf-8")
    start = page.index("  - id: promise-harder-than-thought")
    assert page[start : page.index("```", start)] in shipped
