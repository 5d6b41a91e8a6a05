"""`servicecomp match`: one text in four forms, many texts into a folder."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from servicecomp.cli import main


@pytest.fixture
def advertisement(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_text("Service agent\n- Calm upset callers and handle complaints.\n- Excellent customer service skills\n", encoding="utf-8")
    return str(path)


def test_one_text_in_words_as_json_and_as_a_draft_role(advertisement, capsys):
    assert main(["match", advertisement]) == 0
    out = capsys.readouterr().out
    assert "Calm upset callers" in out
    assert "nearest" in out
    assert main(["match", advertisement, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert "de-escalation" in data["found"]
    assert data["evidence"][0]["quote"]
    assert main(["match", advertisement, "--format", "yaml"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["framework"] == "customer-service"


def test_one_text_as_a_page(advertisement, tmp_path, capsys):
    assert main(["match", advertisement, "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert main(["match", advertisement, "--output", str(tmp_path / "ad.html")]) == 0
    assert (tmp_path / "ad.html").read_text(encoding="utf-8") == page
    assert main(["match", advertisement, "--output", str(tmp_path / "ad.html")]) == 1
    assert main(["match", advertisement, "--output", str(tmp_path / "ad.text")]) == 2
    assert "html, md, docx or pdf" in capsys.readouterr().err


def test_many_texts_into_a_folder(tmp_path, capsys):
    ads = tmp_path / "ads.csv"
    ads.write_text("body,department\nCalm upset callers,Care\n,Care\n", encoding="utf-8")
    command = ["match", str(ads), "--text", "body", "--by", "department", "--processes", "1", "--output", str(tmp_path / "out")]
    assert main(command) == 0
    printed = capsys.readouterr()
    assert "2 rows, 1 of them not matched" in printed.out
    assert "row 2: no-text" in printed.err
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "manifest.json",
        "part-00000.parquet",
        "report-department.html",
        "report-department.csv",
    }
    assert main(["match", str(ads), "--output", str(tmp_path / "other")]) == 1
    assert "no column 'text'" in capsys.readouterr().err
    assert main(["match", str(ads)]) == 2
    assert "--output matches" in capsys.readouterr().err


@pytest.mark.slow
def test_without_arrow_the_extra_is_named_in_one_line(tmp_path):
    ads = tmp_path / "ads.csv"
    ads.write_text("text\nCalm upset callers\n", encoding="utf-8")
    run = f"sys.exit(main(['match', {str(ads)!r}, '--output', 'out']))"
    script = f"import sys; sys.modules['pyarrow'] = None; from servicecomp.cli import main; {run}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "servicecomp[batch]" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
