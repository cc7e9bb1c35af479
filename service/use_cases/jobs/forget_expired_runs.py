"""Forget the runs of drafts that nobody looks at any more: their first lines are kept for a while only."""

from dataclasses import dataclass

from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ForgetExpiredRuns:
    """How long a run is kept, the database knows."""

    stores: Stores

    def __call__(self) -> int:
        """How many runs were forgotten."""
        return self.stores.forget_expired_runs()
