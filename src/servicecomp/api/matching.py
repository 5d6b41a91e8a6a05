"""What texts about jobs call for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.api.content import Name, catalogue_for, framework_for, resolved
from servicecomp.models.roles import RoleProfile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.matches import Match, RoleSuggestion

__all__ = ["match", "suggest_role"]


def match(text: str, *, framework: Framework | Name | None = None, folders: Iterable[Name] = ()) -> Match:
    """Return the competencies that a text about a job calls for, with the words that show them.

    >>> match("Calm upset callers and put things right first time.").found
    ('complaint-handling', 'de-escalation')

    """
    from servicecomp.matching import match as find  # noqa: PLC0415 - keeps `import servicecomp.api` light

    return find(text, framework_for(framework, folders))


def suggest_role(
    text: str, *, framework: Framework | Name | None = None, roles: Iterable[RoleProfile | Name] | None = None, folders: Iterable[Name] = ()
) -> RoleSuggestion:
    """Return a draft role profile from a job description or advertisement, with the evidence it rests on.

    `roles` are the known roles that it is compared with; all that use the framework when left out.
    """
    from servicecomp.matching import suggest_role as suggest  # noqa: PLC0415 - keeps `import servicecomp.api` light

    wanted = framework_for(framework, folders)
    catalogue = catalogue_for(folders)
    known = [resolved(entry, RoleProfile, catalogue.role) for entry in (catalogue.role_files() if roles is None else roles)]
    return suggest(text, wanted, tuple(role for role in known if role.framework == wanted.id))
