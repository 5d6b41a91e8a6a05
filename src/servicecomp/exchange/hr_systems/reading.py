"""An exported file of scorecards back to ratings: what a system's values say of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from servicecomp.exchange.hr_systems import ashby, frappe, greenhouse, lever, workday

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["ReadRating", "read_ratings"]

_VALUES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[tuple[str, Any]]]] = {
    "ashby": ashby.values,
    "frappe": frappe.values,
    "greenhouse": greenhouse.values,
    "lever": lever.values,
    "workday": workday.values,
}


class ReadRating(NamedTuple):
    """A value of a system with what it can have been."""

    candidate: str
    interviewer: str
    stage: str
    moment: str
    question: str
    """Question of ours, as `competency/id`."""
    ratings: tuple[int, ...]
    """Ratings that become this value: one where the mapping can be turned round, more where it merges."""


def read_ratings(content: str) -> tuple[ReadRating, ...]:
    """Return the ratings of an exported file of scorecards; values that stand for no rating are left out."""
    data = json.loads(content)
    behind: dict[Any, tuple[int, ...]] = {}
    for step in data["scale"]:
        if step["value"] is not None:
            behind[step["value"]] = (*behind.get(step["value"], ()), step["rating"])
    found = []
    for entry in data["entries"]:
        about = entry["about"]
        for label, value in _VALUES[data["system"]](entry["record"]):
            if label in about["questions"] and value in behind:
                whose = (about["candidate"], about["interviewer"], about["stage"], about["moment"])
                found.append(ReadRating(*whose, about["questions"][label], behind[value]))
    return tuple(found)
