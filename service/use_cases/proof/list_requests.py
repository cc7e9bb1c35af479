"""List requests as they were set: the version of each that holds, for who asks and for who is asked."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.proof.requests import SetRequest
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListRequests:
    """Row-level security decides which there are; a provider sees those that ask something of it."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[SetRequest, ...]:
        """The last version of each, by municipality and format; what has ended goes last."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            every = work.requests.every()
        last = list({each.id: each for each in every}.values())
        if viewer.organisation.kind is OrganisationKind.PROVIDER:
            last = [each for each in last if each.asks(viewer.organisation.code)]
        return tuple(sorted(last, key=lambda each: (each.has_ended, each.id)))
