"""What must stay true of the code base as a whole."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

import servicecomp as sc

MOST_LINES = 400


def test_imports_run_one_way(repository):
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_over_400_lines_and_none_called_utils(repository):
    modules = sorted((repository / "src").rglob("*.py"))
    assert modules
    for path in modules:
        assert "util" not in path.stem
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, path


def test_everything_public_is_exported_once_and_documented():
    for name in sc.__all__:
        thing = getattr(sc, name)
        assert name == "__version__" or thing.__doc__, name
    assert set(sc.__all__) <= set(dir(sc))
    with pytest.raises(AttributeError):
        sc.no_such_name  # noqa: B018 - the look-up is the point


def test_the_python_page_names_every_function(repository):
    page = (repository / "docs/reference/python.md").read_text(encoding="utf-8")
    for name in sc.__all__:
        if name not in {"__version__", "Problem"}:
            assert f"`{name}" in page, name


def test_importing_the_package_opens_no_file_of_ours_and_loads_no_library():
    script = (
        "import sys, builtins\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == 'open' else None)\n"
        "import servicecomp\n"
        "assert not [name for name in opened if name.endswith(('.yaml', '.json'))], opened\n"
        "assert not {'pydantic', 'yaml', 'jinja2', 'click'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_engines_do_not_read_the_clock_or_chance(repository):
    forbidden = {"time", "datetime", "random", "secrets", "uuid", "socket", "urllib", "http"}
    for path in (repository / "src").rglob("*.py"):
        if path.name in {"testing.py", "bootstrap.py"} or path.parent.name == "cli":  # draws with a seed; talks to people
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            allowed = {"datetime"} if path.parent.name in {"exchange", "rendering"} else set()  # fixed dates in file headers
            assert not {name.split(".")[0] for name in names} & (forbidden - allowed), path
