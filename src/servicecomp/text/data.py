"""Word lists and rules that the text tools read, from `data/matching/*.yaml`, on first use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from servicecomp.loading.bundled import package_data
from servicecomp.loading.sources import read_source

__all__ = ["read_table"]


@lru_cache(maxsize=32)
def read_table(name: str) -> dict[str, Any]:
    """Return one bundled file of `data/matching` as plain data."""
    data: dict[str, Any] = read_source(package_data("matching", f"{name}.yaml")).data
    return {name: value for name, value in data.items() if name != "format"}
