"""A draft vacancy from a role: what the intake sheet is pre-filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.models.vacancies import Vacancy

if TYPE_CHECKING:
    from servicecomp.models.roles import RoleProfile

__all__ = ["draft_vacancy"]


def draft_vacancy(role: RoleProfile) -> Vacancy:
    """Return a vacancy for the role with nothing confirmed yet."""
    return Vacancy(id=role.id, title=role.title, role=role)
