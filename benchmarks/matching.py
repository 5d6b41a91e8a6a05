"""Speed of the matcher beside a bare automaton and flashtext2, and proof that time grows only with length.

usage: python benchmarks/matching.py [ADS.jsonl]   (default: ../shared/data/match/job_ads.jsonl, skipped when absent)
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import servicecomp
from servicecomp.text.folding import fold_text
from servicecomp.text.phrases import compile_phrase
from servicecomp.text.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable

ADS = Path(__file__).resolve().parents[2] / "shared" / "data" / "match" / "job_ads.jsonl"
DOUBLINGS = 5
# Texts and cues built to make naive matchers run away: near misses, no sentence end, no blank, foreign letters, marks only.
ADVERSARIAL_TEXTS = {
    "one letter": "a ",
    "near misses": "explain the very new explain ",
    "one endless word": "customer",
    "no sentence end": "listens to the customer and calms angry callers ",
    "glued bullets": "serviceAbility to listenGood ",
    "negations": "no not never without customer contact ",
    "other senses": "solves customer problems and technical problems. ",
    "headings": "Benefits:\nwe listen to customers\n\n",
    "foreign letters": "\u0130\u015fte \u4f60\u597d \u043a\u043b\u0438\u0435\u043d\u0442 ",
    "marks": "&amp;<b>\u2022'\u2019. ",
    "broken tags": "<a <p ",
}
ADVERSARIAL_PHRASES = (
    "a ...12 a ...12 a ...12 b",
    "(a|a a|a a a) ...5 (b|a b|)  c",
    "explain* ...12 {customer} ...12 {customer} ...2 rules",
)


def best_of(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the least CPU time of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def growth(name: str, read: Callable[[str], object]) -> None:
    """Print how time grows when a text doubles: about 2.0 a step is linear."""
    for label, seed in ADVERSARIAL_TEXTS.items():
        sizes = [seed * (4_000 * 2**step // len(seed)) for step in range(DOUBLINGS + 1)]
        times = [best_of(lambda text=text: read(text)) for text in sizes]  # type: ignore[misc]
        ratios = [after / max(before, 1e-9) for before, after in pairwise(times)]
        steps = " ".join(f"{ratio:4.1f}" for ratio in ratios)
        print(f"{name:12} {label:18} {steps}  {times[-1] * 1000:7.1f} ms for {len(sizes[-1]):,} characters")


def rate(work: Callable[[str], object], texts: list[str]) -> float:
    """Return texts read per second of CPU time, the median of five passes over texts that all differ."""
    rates = []
    for number in range(5):
        batch = [text.replace(". ", f" {number}x. ").replace("\n", f" {number}x\n") for text in texts]
        start = time.process_time()
        for text in batch:
            work(text)
        rates.append(len(batch) / (time.process_time() - start))
    return median(rates)


def compare(path: Path) -> None:
    """Print our speed, that of the bare automaton and that of flashtext2 on the same texts."""
    if not path.exists():
        print(f"no {path}: speed on real advertisements not measured")
        return
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    framework = servicecomp.load_framework("customer-service")
    servicecomp.match(texts[0], framework=framework)
    ours = rate(lambda text: servicecomp.match(text, framework=framework).evidence, texts)
    grams = Counter(
        " ".join(gram)
        for text in texts
        for words in [re.findall(r"[a-z]+", text.lower())]
        for size in (1, 2, 3)
        for gram in zip(*(words[skip:] for skip in range(size)), strict=False)
        if len(" ".join(gram)) > 6
    )
    phrases = [gram for gram, _ in grams.most_common(2_000)]
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - beside its use

    automaton = AhoCorasick(phrases)
    bare = rate(lambda text: automaton.find_matches_as_indexes(text.lower(), overlapping=True), texts)
    print(f"servicecomp.match {ours:8,.0f} texts/s, share of the bare automaton {ours / bare:.2f}")
    print(f"ahocorasick_rs    {bare:8,.0f} texts/s")
    try:
        from flashtext2 import KeywordProcessor  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - beside its use
    except ImportError:
        print("no flashtext2: not compared")
        return
    processor = KeywordProcessor(case_sensitive=False)
    processor.add_keywords_from_iter(phrases)
    flash = rate(processor.extract_keywords_with_span, texts)
    print(f"flashtext2        {flash:8,.0f} texts/s, ours is {ours / flash:.2f} of it")


def main() -> None:
    """Run both parts."""
    compare(Path(sys.argv[1]) if len(sys.argv) > 1 else ADS)
    framework = servicecomp.load_framework("customer-service")
    growth("framework", lambda text: servicecomp.match(text, framework=framework).scores)
    scanner = Scanner([compile_phrase(phrase) for phrase in ADVERSARIAL_PHRASES])
    growth("bad phrases", lambda text: scanner.scan(fold_text(text)).hits)


if __name__ == "__main__":
    main()
