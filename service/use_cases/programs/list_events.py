"""List what happened, oldest first, for a program that follows it."""

from collections.abc import Collection
from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.proof.acts import ActKind
from service.domain.proof.entries import LogEntry
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListEvents:
    """The acts in the log that the viewer's organisation may see, in the order of their places."""

    stores: Stores

    def __call__(
        self, viewer: Viewer, after: int, most: int, kinds: Collection[ActKind] = ()
    ) -> tuple[LogEntry, ...]:
        """At most `most`, those after the one at place `after`; -1 begins at the first.

        `kinds`: only these; none for all.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.entries.oldest_first(most, after, kinds)
