"""The organisation's logo: read from beside its file, checked, and carried as a data URI so that documents stand alone."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from servicecomp.models.organisations import Organisation

__all__ = ["MAX_LOGO_BYTES", "with_logo"]

MAX_LOGO_BYTES = 500_000
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def with_logo(organisation: Organisation, folder: Path, path: Path) -> Organisation:
    """Return the organisation with its logo read in.

    Raises:
        DataError: the logo is missing, outside the file's folder, too large, or no PNG or JPEG.

    """
    name = organisation.brand.logo
    if name is None or organisation.brand.logo_data is not None:
        return organisation
    file = (folder / name).resolve()

    def refuse(message: str, hint: str) -> DataError:
        return DataError([Problem(path=str(path), where="brand.logo", code="bad-logo", message=message, hint=hint)])

    if not file.is_relative_to(folder.resolve()):
        raise refuse(f"the logo '{name}' lies outside the organisation file's folder", "copy it beside the file")
    if not file.is_file():
        raise refuse(f"there is no file '{name}'", "copy the logo beside the organisation file")
    if file.stat().st_size > MAX_LOGO_BYTES:
        raise refuse(f"the logo '{name}' is larger than 500 KB", "save it smaller")
    raw = file.read_bytes()
    kind = next((kind for signature, kind in _SIGNATURES if raw.startswith(signature)), None)
    if kind is None:
        raise refuse(f"the logo '{name}' is no PNG or JPEG picture", "save it as PNG")
    data = f"data:{kind};base64,{base64.b64encode(raw).decode('ascii')}"
    return organisation.model_copy(update={"brand": organisation.brand.model_copy(update={"logo_data": data})})
