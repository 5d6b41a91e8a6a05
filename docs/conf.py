"""Sphinx settings of the documentation."""

from servicecomp import __version__

project = "servicecomp"
copyright = "2026, the servicecomp project"  # noqa: A001 - Sphinx's name
release = __version__
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "servicecomp"
exclude_patterns = ["_build"]
suppress_warnings = ["myst.header", "myst.xref_missing"]
