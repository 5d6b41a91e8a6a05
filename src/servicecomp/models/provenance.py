"""Where a document came from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from servicecomp.models.base import Model

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["Provenance", "content_hash"]


class Provenance(Model):
    """One source of a document."""

    kind: str
    """framework, question bank, role, organisation or vacancy."""
    id: str
    """Its id."""
    version: str
    """Its version."""
    status: str
    """How far it has been reviewed, with the number of reviewers."""
    sha256: str
    """Hash of its content."""


def content_hash(model: BaseModel) -> str:
    """Return the SHA-256 of a model's canonical JSON: keys sorted, no blanks, UTF-8, defaults included."""
    data = model.model_dump(mode="json")
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
