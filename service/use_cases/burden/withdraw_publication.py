"""Take a published page about burden off the public web."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class WithdrawPublication:
    """Only the bureau that published it can."""

    stores: Stores

    def __call__(self, viewer: Viewer, address: str) -> None:
        """Take it off; the address stays empty for good. Raises NotAllowedError for anyone but a bureau."""
        viewer.require(OrganisationKind.BUREAU)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.publications.withdraw(address)
            work.acts.record("burden_withdrawn", address)
