"""What each system takes, from `data/exports/`; a user's copy with other values is read from its path."""

from __future__ import annotations

from pathlib import Path

from servicecomp.errors import NotFoundError
from servicecomp.loading.building import build, did_you_mean
from servicecomp.loading.bundled import package_data
from servicecomp.loading.sources import read_source
from servicecomp.models.exports import ExportProfile

__all__ = ["known_systems", "load_profile"]


def known_systems() -> tuple[str, ...]:
    """Return the names of the systems that are known, in order."""
    return tuple(sorted(path.stem for path in package_data("exports").glob("*.yaml")))


def load_profile(system: str | Path) -> ExportProfile:
    """Return what a system takes, by its name or from a YAML file of the user's own.

    Raises:
        NotFoundError: there is no such system or file.
        DataError: the file holds problems; all of them are in `problems`.

    """
    known = known_systems()
    if isinstance(system, str) and system in known:
        return build(ExportProfile, read_source(package_data("exports", f"{system}.yaml")))
    path = Path(system)
    if not path.is_file():
        if path.suffix in {".yaml", ".yml"}:
            message = f"there is no file '{system}'"
            raise NotFoundError(message)
        message = f"there is no HR system '{system}'; {did_you_mean(str(system), known)}"
        raise NotFoundError(message)
    return build(ExportProfile, read_source(path))
