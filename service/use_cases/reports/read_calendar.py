"""Read the deadlines of whoever made a secret address, without signing in."""

from dataclasses import dataclass

from service.domain.access import Actor, NotFoundError, Viewer
from service.domain.dues import Due
from service.storage.stores import Stores
from service.use_cases.reports.list_dues import ListDues


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What that person would see on the page of deadlines, as long as account and address are there."""

    stores: Stores
    list_dues: ListDues

    def __call__(self, secret: str, origin: str = "") -> tuple[Viewer, tuple[Due, ...]]:
        """Raises NotFoundError, without the secret in it, for one that is unknown or revoked."""
        with self.stores.as_sign_in(Actor("", origin)) as work:
            viewer = work.accounts.with_calendar(secret, origin)
        if viewer is None:
            raise NotFoundError("calendar")
        return viewer, self.list_dues(viewer)
