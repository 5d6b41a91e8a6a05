"""How fast linting is, and how often each rule hits real advertisements.

usage: python -m benchmarks.linting [ADS.jsonl]   (default: ../shared/data/match/job_ads.jsonl, skipped when absent)

Speed is processor time, so that other work on the machine does not count: the median of several rounds, the best beside it.
`genderdecoder3` and `proselint` run in the same process on the same texts where they are installed. The matcher stands beside, as a
measure of the machine.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import servicecomp as sc
from servicecomp.api.linting import lint, lint_rules

if TYPE_CHECKING:
    from collections.abc import Callable

ADS = Path(__file__).resolve().parents[2] / "shared" / "data" / "match" / "job_ads.jsonl"
ROUNDS = 7
START = "from servicecomp.api.linting import lint; lint('You answer callers.', kind='job-description')"
ADVERSARIAL = ("you must have 5 years of ", "excellent skills ", "lint: ignore[no-pay] x\n", "$1-", "<script", "a.", "Requirements\n")


def rates(works: dict[str, Callable[[str], object]], texts: list[str]) -> dict[str, list[float]]:
    """Return texts per second of processor time in each round, slowest first; the works take turns, so that a slow minute slows them all.

    A round before the first is not counted: what is compiled on first use is start-up.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 1):
        for name, work in works.items():
            start = time.process_time()
            for text in texts:
                work(text)
            if number:
                found[name].append(len(texts) / (time.process_time() - start))
    return {name: sorted(each) for name, each in found.items()}


def others() -> dict[str, Callable[[str], object]]:
    """Return other linters that are installed here."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        from genderdecoder3 import assess  # noqa: PLC0415 - not a dependency

        found[f"genderdecoder3 {version('genderdecoder3')}"] = assess
    except ImportError:
        print("genderdecoder3 is not installed: skipped")
    try:
        from proselint.checks import __register__  # noqa: PLC0415 - not a dependency
        from proselint.registry import CheckRegistry  # noqa: PLC0415
        from proselint.tools import LintFile  # noqa: PLC0415

        CheckRegistry().register_many(__register__)
        found[f"proselint {version('proselint')}"] = lambda text: LintFile(content=text, source="x").lint()
    except ImportError:
        print("proselint is not installed: skipped")
    return found


def starts(*arguments: str) -> float:
    """Return the median seconds of a fresh interpreter."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return sorted(times)[ROUNDS // 2]


def seconds(text: str) -> float:
    start = time.process_time()
    lint(text, kind="job-description")
    return time.process_time() - start


def main(arguments: list[str]) -> None:
    bare = starts("-c", "pass")
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "ad.txt"
        text.write_text("You answer callers.\n", encoding="utf-8")
        command = starts("-m", "servicecomp", "lint", str(text), "--select", "JD1")
        print(f"start-up: interpreter {bare:.3f} s, `lint(...)` {starts('-c', START):.3f} s, `servicecomp lint` {command:.3f} s (bar 0.4)")
    for piece in ADVERSARIAL:
        small, large = (min(seconds(piece * (size // len(piece))) for _ in range(3)) for size in (20_000, 160_000))
        print(f"8 times the text takes {large / small:4.1f} times as long: {re.escape(piece)}")
    path = Path(arguments[0]) if arguments else ADS
    if not path.is_file():
        print(f"there is no {path}: speed and hits on real advertisements skipped")
        return
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    framework = sc.load_framework("customer-service")
    works: dict[str, Callable[[str], object]] = {
        "servicecomp lint": lambda text: lint(text, kind="job-description"),
        "servicecomp match": lambda text: sc.match(text, framework=framework),
        **others(),
    }
    measured = rates(works, texts)
    ours = measured["servicecomp lint"][ROUNDS // 2]
    print(f"{'':20} advertisements a second and core, median (best), and how many times as fast we lint")
    for name, rounds in measured.items():
        median = rounds[ROUNDS // 2]
        print(f"{name:20} {median:7.0f} ({rounds[-1]:.0f}) {ours / median:7.2f}{'  (bar 1500)' if name == 'servicecomp lint' else ''}")
    hits, documents = Counter[str](), Counter[str]()
    for text in texts:
        codes = [problem.code for problem in lint(text, kind="job-description", select=["JD"], preview=True)]
        hits.update(codes)
        documents.update(set(codes))
    print(f"{'rule':42} hits an ad  share of ads")
    for rule in lint_rules():
        if rule.code.startswith("JD") and "job-description" in rule.applies_to:
            state = "" if rule.on else "  (preview, off)" if rule.preview else "  (off by default)"
            print(f"{rule.code} {rule.name:36} {hits[rule.code] / len(texts):9.2f} {documents[rule.code] / len(texts):12.1%}{state}")


if __name__ == "__main__":
    main(sys.argv[1:])
