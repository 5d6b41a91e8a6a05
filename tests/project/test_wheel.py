"""The wheel, installed into an empty environment and used from an empty folder, does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile

import pytest


@pytest.mark.slow
def test_the_wheel_produces_a_kit(tmp_path, repository):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)],
        cwd=repository,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("content/frameworks/customer-service/framework.yaml") for name in names)
    assert any(name.endswith("content/question_banks/customer-service/bank.yaml") for name in names)
    assert any(name.endswith("LICENSE-CONTENT") for name in names)
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    constraints = str(repository / "constraints.txt")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", constraints, str(wheel)],
        check=True,
        capture_output=True,
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

    def run(*arguments):
        return subprocess.run([python, "-m", "servicecomp", *arguments], cwd=empty, env=clean, capture_output=True, text=True, check=False)

    kit = run("kit", "--role", "contact-centre-agent", "--output", "kit.html")
    assert kit.returncode == 0, kit.stderr
    page = (empty / "kit.html").read_text(encoding="utf-8")
    assert 'data-source="customer-service/' in page
    # The core installs without the office extra and says in one line what is missing.
    office = run("kit", "--role", "contact-centre-agent", "--output", "kit.pdf")
    assert office.returncode == 2
    assert "servicecomp[office]" in office.stderr
    assert "Traceback" not in office.stderr
