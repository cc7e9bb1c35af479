"""Look whether work is left lying: jobs are ready, and nobody but stand-ins does any."""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.submissions.jobs import STAND_IN
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class LookForWorkLeft:
    """Reads PostgreSQL alone: a broker that answers and workers that live may still not hear each other."""

    stores: Stores
    patience: timedelta

    def __call__(self) -> bool:
        """Whether a job was ready for longer than our patience while no worker did anything."""
        with self.stores.as_dispatcher() as work:
            return work.is_work_left_lying(self.patience, STAND_IN)
