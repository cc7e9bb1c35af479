"""Publish the burden of a region at an address nobody can guess: its bureau chooses to, and can undo it."""

import secrets
from dataclasses import dataclass

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.burden.public_words import may_be_public, public_content
from service.storage.burden_publications import BurdenPublication
from service.storage.stores import Stores
from service.use_cases.burden.show import ShowBurden

_ADDRESS_BYTES = 12


@dataclass(frozen=True, slots=True)
class PublishBurden:
    """What is published is kept as it was said that day; what changes afterwards is published anew."""

    stores: Stores
    show: ShowBurden

    def __call__(self, viewer: Viewer, period: str) -> str:
        """The address of the page of `period`. Raises NotAllowedError for anyone but a bureau.

        Raises NotFoundError when there is nothing over it, or when fewer than five providers delivered.
        """
        _require_bureau(viewer)
        page = self.show(viewer, period)
        if page.measured is None or page.period is None or page.period.label != period:
            raise NotFoundError(period)
        if not may_be_public(page.measured):
            raise NotFoundError(period)
        content = public_content(page.measured, viewer.organisation.name, page.period)
        address = secrets.token_urlsafe(_ADDRESS_BYTES)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.publications.add(address, period, content)
            work.acts.record("burden_published", address, period=period)
        return address

    def withdraw(self, viewer: Viewer, address: str) -> None:
        """Take it off; the address stays empty for good."""
        _require_bureau(viewer)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.publications.withdraw(address)
            work.acts.record("burden_withdrawn", address)

    def own(self, viewer: Viewer) -> tuple[BurdenPublication, ...]:
        """What this bureau has published and not taken off, the latest first."""
        _require_bureau(viewer)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.publications.standing()

    def read(self, address: str) -> BurdenPublication:
        """For anyone, signed in or not. Raises NotFoundError."""
        with self.stores.as_public() as publications:
            found = publications.get(address)
        if found is None:
            raise NotFoundError(address)
        return found


def _require_bureau(viewer: Viewer) -> None:
    if viewer.organisation.kind is not OrganisationKind.BUREAU:
        raise NotAllowedError("publish burden")
