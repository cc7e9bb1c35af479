"""How the formats that an organisation writes itself are called."""

import re

from service.domain.access import OrganisationKind, Viewer

_UNSIGNED = re.compile(r"[^a-z0-9-]+")


def own_prefix(viewer: Viewer) -> str:
    """What the names of an organisation's own formats begin with."""
    organisation = viewer.organisation
    kind = "gemeente" if organisation.kind is OrganisationKind.MUNICIPALITY else "bureau"
    return f"{kind}-{plain_name(organisation.code)}/"


def plain_name(text: str) -> str:
    """Small letters, digits and hyphens: what a part of the name of a format may hold."""
    return _UNSIGNED.sub("-", text.lower()).strip("-") or "formaat"


def municipality_of(viewer: Viewer) -> str:
    """The gemeentecode of the municipality whose draft it is; empty when it is a bureau's."""
    is_one = viewer.organisation.kind is OrganisationKind.MUNICIPALITY
    return viewer.organisation.code if is_one else ""
