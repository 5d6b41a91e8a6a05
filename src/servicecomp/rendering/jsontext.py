"""JSON: the document model itself, each line with its `source`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servicecomp.models.lines import Document

__all__ = ["render_json"]


def render_json(document: Document) -> str:
    """Return a document as indented JSON, fields in the model's order."""
    return json.dumps(document.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
