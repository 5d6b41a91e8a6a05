"""How long a start takes: `python -m benchmarks.startup`.

Each line is a median over fresh processes, beside the same with a bare interpreter and with `import pydantic`; ratios matter more
than seconds, since machines differ.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import yaml

from servicecomp.loading.bundled import bundled_root
from servicecomp.loading.catalogue import Catalogue
from servicecomp.models.banks import QuestionFile
from servicecomp.models.frameworks import Competency, Framework
from servicecomp.models.roles import RoleProfile

ROUNDS = 9


def process(*arguments: str) -> float:
    """Return the median wall-clock seconds of a fresh interpreter with these arguments."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def median_of(work, rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def load_all_ours() -> None:
    catalogue = Catalogue()
    for name in catalogue.framework_folders():
        catalogue.framework(name)
    for name in catalogue.bank_folders():
        catalogue.bank(name)
    for name in catalogue.role_files():
        catalogue.role(name)


def load_all_with_safe_load() -> None:
    """Read the same files with `yaml.safe_load` and validate them with the same models."""
    root = bundled_root()
    models = {"competencies": Competency, "roles": RoleProfile}
    for path in sorted((*root.glob("frameworks/**/*.yaml"), *root.glob("question_banks/**/*.yaml"))):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == "framework.yaml" and "extends" not in data:
            Framework.model_validate(data)
        elif path.parent.name in models:
            models[path.parent.name].model_validate(data)
        elif path.name not in {"bank.yaml", "framework.yaml"}:
            QuestionFile.model_validate(data)


def main() -> None:
    bare = process("-c", "pass")
    pydantic = process("-c", "import pydantic.main, pydantic.types")
    load = process("-c", "import servicecomp; servicecomp.load_framework('customer-service')")
    kit = process("-m", "servicecomp", "kit", "--role", "contact-centre-agent", "--format", "html")
    ratio = (load - bare) / (pydantic - bare)
    print(f"bare interpreter                          {bare:.3f} s")
    print(f"import pydantic, over bare                {pydantic - bare:.3f} s")
    print(f"import and load_framework, over bare      {load - bare:.3f} s (bar 0.35), {ratio:.1f} times import pydantic")
    print(f"servicecomp kit as HTML, from cold        {kit:.3f} s (bar 0.80), {kit / pydantic:.1f} times a process that imports pydantic")
    load_all_ours()
    ours, theirs = median_of(load_all_ours), median_of(load_all_with_safe_load, 3)
    root = bundled_root()
    size = sum(path.stat().st_size for folder in ("frameworks", "question_banks") for path in (root / folder).rglob("*.yaml"))
    times = f"ours {ours:.3f} s, yaml.safe_load and the same models {theirs:.3f} s"
    print(f"all content, {size / 1000:.0f} KB: {times}, {theirs / ours:.1f} times (bar 10)")


if __name__ == "__main__":
    main()
