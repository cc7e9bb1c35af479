"""What a provider has handed in."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.submissions.submission import Submission
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListSubmissions:
    """Only the viewer's own; empty for anyone but a provider."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[Submission, ...]:
        """Newest first."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.submissions.newest_first()
