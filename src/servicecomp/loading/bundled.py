"""The one place that knows where the shipped content is: inside the package, else in the repository around an editable install."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["bundled_root", "package_data"]

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def bundled_root() -> Path:
    """Return the folder that holds `frameworks/` and `question_banks/`.

    Raises:
        FileNotFoundError: the installation is broken.

    """
    for root in (_PACKAGE / "content", _PACKAGE.parent.parent):
        if (root / "frameworks").is_dir():
            return root
    message = "servicecomp is installed without its frameworks; install it again"
    raise FileNotFoundError(message)


def package_data(*parts: str) -> Path:
    """Return the path of a file or folder in the package's `data/`."""
    return _PACKAGE.joinpath("data", *parts)
