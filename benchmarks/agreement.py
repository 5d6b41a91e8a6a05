"""How long the statistics of interviews take: `python -m benchmarks.agreement`. Processor seconds, best of three."""

from __future__ import annotations

import random
import time

from servicecomp.interviews import adverse_impact, fair_averages, icc, krippendorff_alpha


def seconds(work) -> float:
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    chance = random.Random(5)  # noqa: S311 - ratings to measure with
    steps = [[chance.randint(1, 5) for _ in range(5)] for _ in range(10_000)]
    decimals = [[chance.random() for _ in range(5)] for _ in range(10_000)]
    loop = {f"c{i}": {f"r{chance.randrange(50)}": chance.randint(1, 5) for _ in range(3)} for i in range(10_000)}
    groups = {f"g{i}": 400 + i for i in range(20)}
    chosen = {group: number // 3 for group, number in groups.items()}
    print(f"ICC, six forms and intervals, 10,000 x 5 steps      {seconds(lambda: icc(steps)):.2f} s (bar 1.0)")
    print(f"the same, decimals                                  {seconds(lambda: icc(decimals)):.2f} s (bar 1.0)")
    print(f"ordinal alpha, 50 x 5, 1,000 resamples              {seconds(lambda: krippendorff_alpha(steps[:50])):.2f} s")
    print(f"ordinal alpha, 10,000 x 5, 1,000 resamples          {seconds(lambda: krippendorff_alpha(steps)):.2f} s")
    print(f"fair averages, 10,000 candidates, 50 raters         {seconds(lambda: fair_averages(loop)):.2f} s")
    print(f"adverse impact, 20 groups, 8,190 applicants         {seconds(lambda: adverse_impact(chosen, groups)):.2f} s")


if __name__ == "__main__":
    main()
