"""Kits and scorecards in the shapes that HR systems take, one module a system, each export with everything that did not fit."""

from servicecomp.exchange.hr_systems.exporting import export_kit, export_scorecards
from servicecomp.exchange.hr_systems.profiles import known_systems, load_profile
from servicecomp.exchange.hr_systems.reading import read_ratings

__all__ = ["export_kit", "export_scorecards", "known_systems", "load_profile", "read_ratings"]
