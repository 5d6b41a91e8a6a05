"""Layout: document models in, HTML, Markdown, JSON and office files out."""

from servicecomp.rendering.formats import FORMATS, render

__all__ = ["FORMATS", "render"]
