"""The command line: what it prints, what it exits with, and that no traceback reaches a user."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from servicecomp.cli import main
from servicecomp.cli.program import COMMANDS


def run(*arguments, cwd=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "servicecomp", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_an_example(name, capsys):
    assert main([name, "--help"]) == 0
    assert "Example" in capsys.readouterr().out


def test_list_and_show(capsys):
    assert main(["list", "roles", "--format", "json"]) == 0
    names = [row["id"] for row in json.loads(capsys.readouterr().out)]
    assert {"contact-centre-agent", "hr-business-partner"} <= set(names)
    assert main(["show", "ownership"]) == 0
    assert "id: ownership" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "owership"], "did you mean 'ownership'"),
        (["jd", "--role", "contact-center-agent"], "did you mean 'contact-centre-agent'"),
        (["jd"], "--role contact-centre-agent"),
        (["check", "no-such-folder"], "no file or folder 'no-such-folder'"),
        (["match", "no-such-file.txt"], "no file 'no-such-file.txt'"),
        (["kit", "--role", "contact-centre-agent", "--pin", "ownership/no-such-question"], "no question 'ownership/no-such-question'"),
        (["rubric", "--role", "contact-centre-agent", "--format", "pdf", "--output", "x.html"], "ends in '.html'"),
        (["new", "vacancy"], "--role contact-centre-agent"),
        (["jd", "--role", "nowhere/role.yaml"], "no role file"),
        (["frobnicate"], "No such command"),
        (["jd", "--role", "contact-centre-agent", "--output", "x.xyz"], "it can end in .html"),
        (["kit", "advertisement.txt"], "servicecomp kit --from advertisement.txt"),
        (["show", "IQ102"], "servicecomp explain"),
    ],
)
def test_a_usage_error_is_one_helpful_line_and_exit_2(arguments, words, capsys):
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_problems_in_files_exit_1(tmp_path, capsys):
    path = tmp_path / "role.yaml"
    path.write_text("format: 1\nid: x\nrequirements: []\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "role.yaml:1:1: missing-field" in out
    assert main(["check", str(path), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"]


def test_a_file_is_never_overwritten_without_force(tmp_path, capsys):
    path = tmp_path / "jd.html"
    path.write_text("mine", encoding="utf-8")
    command = ["jd", "--role", "contact-centre-agent", "--output", str(path)]
    assert main(command) == 1
    assert "--force" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"
    assert main([*command, "--force"]) == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_new_writes_is_valid(tmp_path, capsys):
    for kind, name in (
        ("framework", "frameworks/ours/framework.yaml"),
        ("competency", "frameworks/ours/competencies/keeping-watch.yaml"),
        ("role", "frameworks/ours/roles/porter.yaml"),
        ("question-bank", "question_banks/theirs/bank.yaml"),
        ("organisation", "organisation.yaml"),
    ):
        assert main(["new", kind, str(tmp_path / name)]) == 0
    assert main(["check", str(tmp_path)]) == 0, capsys.readouterr().out


@pytest.mark.slow
def test_under_the_c_locale_and_into_a_closed_pipe():
    assert run("show", "ownership", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").returncode == 0
    command = f"{sys.executable} -m servicecomp list questions | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.stdout.count("\n") == 1


def test_a_windows_path_is_a_path(tmp_path, monkeypatch, capsys):
    # On this machine a backslash is a letter, but it must be read as a path and not as an id with a suggestion.
    monkeypatch.chdir(tmp_path)
    assert main(["jd", "--role", r"C:\content\roles\porter.yaml"]) == 2
    assert "no role file" in capsys.readouterr().err
