"""Who acts for the organisation: its people, who is invited, and which bureau for a time."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.colleagues import Delegation, Invitation, Person
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleaguePage:
    """What its page shows."""

    people: tuple[Person, ...]
    invited: tuple[Invitation, ...]
    delegations: tuple[Delegation, ...]
    """Given by a municipality, or given to a bureau."""


@dataclass(frozen=True, slots=True)
class ListColleagues:
    """For everybody of the organisation; only an administrator changes it."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> ColleaguePage:
        """As it is now."""
        with self.stores.as_colleague(viewer) as work:
            return ColleaguePage(
                people=work.colleagues.every(),
                invited=work.colleagues.invited(),
                delegations=work.delegations.every(),
            )
