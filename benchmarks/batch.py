"""Matching by the million: `python -m benchmarks.batch [DOCUMENTS]`, 100,000 documents of about 2 KB when left out.

The documents are made of the shipped framework's own sentences, all different, the same ones every time. Each engine runs in a process
of its own; its memory is the largest sum of what it and its workers hold, sampled. Ratios matter more than rates, since machines differ.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

import servicecomp as sc

DOCUMENTS = 100_000
SIZE = 2_000
SEED = 20_261_121
ENGINES = {
    "embedded, 1 process": {"processes": 1},
    "embedded, 2 processes": {"processes": 2},
    "Dask, 2 workers here": {"engine": "dask://local", "processes": 2},
}
_RUN = """
import sys
from servicecomp.api.batch import match_file
if __name__ == "__main__":
    match_file(sys.argv[1], sys.argv[2], **eval(sys.argv[3]))
"""


def sentences() -> list[str]:
    framework = sc.load_framework("customer-service")
    lines = []
    for competency in framework.competencies:
        lines += [competency.definition, competency.why_it_matters]
        for level in competency.levels:
            lines += [level.summary, *(entry.text for entry in level.indicators)]
    return lines


def write_documents(path: Path, count: int) -> float:
    """Write the documents and return their mean length."""
    chance, lines = random.Random(SEED), sentences()  # noqa: S311 - test data
    schema = pa.schema([("id", pa.int64()), ("department", pa.string()), ("text", pa.string())])
    total = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for first in range(0, count, 10_000):
            numbers = range(first, min(count, first + 10_000))
            texts = []
            for number in numbers:
                text = f"Post {number}"
                while len(text) < SIZE:
                    text += "\n- " + chance.choice(lines)
                texts.append(text)
                total += len(text)
            departments = [f"Department {chance.randrange(12)}" for _ in numbers]
            writer.write_table(pa.table({"id": list(numbers), "department": departments, "text": texts}, schema=schema))
    return total / count


def run(path: Path, output: Path, options: dict[str, object]) -> tuple[float, float, float]:
    """Return wall-clock seconds, seconds of processor time, and peak memory in MB of one engine."""
    script = output.with_suffix(".py")
    script.write_text(_RUN, encoding="utf-8")
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, str(script), str(path), str(output), repr(options)])
    peak, spent = 0, {}
    while process.poll() is None:
        held = 0
        try:
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            break
        for member in family:
            try:
                held += member.memory_info().rss
                times = member.cpu_times()
                spent[member.pid] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
        peak = max(peak, held)
        time.sleep(0.1)
    if process.wait():
        raise SystemExit(process.returncode)
    return time.perf_counter() - start, sum(spent.values()), peak / 1e6


def headroom() -> float:
    """Return how much more two busy processes get done than one on this machine now: what no engine can exceed."""
    loop = [sys.executable, "-c", "x = 0\nfor i in range(20_000_000): x += i % 7"]
    times = []
    for number in (1, 2):
        start = time.perf_counter()
        for process in [subprocess.Popen(loop) for _ in range(number)]:
            process.wait()
        times.append(time.perf_counter() - start)
    return 2 * times[0] / times[1]


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ads = place / "ads.parquet"
        length = write_documents(ads, count)
        print(f"{count} documents of {length:.0f} characters; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"two busy loops get {headroom():.2f} times as much done as one: the most that two processes can gain here now")
        rates, outputs = {}, []
        for number, (name, options) in enumerate(ENGINES.items()):
            output = place / f"out{number}"
            seconds, spent, peak = run(ads, output, options)
            rates[name] = (count / seconds, count / spent)
            outputs.append({path.name: path.read_bytes() for path in sorted(output.iterdir())})
            print(f"{name:24} {count / seconds:8.0f} documents/s, {count / spent:6.0f} per second of processor time, peak {peak:5.0f} MB")
        first, *others = rates
        for name in others:
            wall, work = (rates[name][place] / rates[first][place] for place in (0, 1))
            print(f"{name}: {wall:.2f} times the rate of one process, {work:.2f} times per second of processor time")
        print("output identical" if all(entry == outputs[0] for entry in outputs) else "OUTPUT DIFFERS")
        size = sum(len(data) for name, data in outputs[0].items() if name.endswith(".parquet"))
        print(f"results {size / 1e6:.0f} MB in {len(outputs[0]) - 1} files")


if __name__ == "__main__":
    main(sys.argv[1:])
