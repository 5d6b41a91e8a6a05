"""The shipped content passes its own linter, with every rule on."""

from __future__ import annotations

import servicecomp as sc


def test_frameworks_and_banks_lint_clean(repository):
    for folder in ("frameworks", "question_banks"):
        for path in sorted((repository / folder).rglob("*.yaml")):
            found = [problem for problem in sc.lint(path, select=["ALL"], preview=True) if problem.severity != "info"]
            assert not found, "\n".join(map(str, found))
