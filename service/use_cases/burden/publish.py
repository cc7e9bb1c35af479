"""Publish the burden of a region at an address nobody can guess: its bureau chooses to, and can undo it."""

import secrets
from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.burden.open_data import basis_of
from service.domain.burden.public_words import may_be_public, public_content
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
        viewer.require(OrganisationKind.BUREAU)
        page = self.show(viewer, period)
        if page.measured is None or page.tables is None or page.period is None or page.period.label != period:
            raise NotFoundError(period)
        if not may_be_public(page.measured):
            raise NotFoundError(period)
        content = public_content(page.measured, viewer.organisation.name, page.period)
        content |= basis_of(page.measured, page.tables, is_drawn_plainly=not page.whole_reports)
        address = secrets.token_urlsafe(_ADDRESS_BYTES)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.publications.add(address, period, content)
            work.acts.record("burden_published", address, period=period)
        return address
