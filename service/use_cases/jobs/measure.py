"""Measure how much work there is, for whoever watches the service."""

from dataclasses import dataclass

from service.domain.submissions.jobs import WorkMeasured
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class MeasureWork:
    """Counts and ages of everybody's jobs together; nothing of anybody."""

    stores: Stores

    def __call__(self) -> tuple[WorkMeasured, ...]:
        """What is not done. Raises DatabaseUnavailableError."""
        with self.stores.as_dispatcher() as work:
            return work.care.measured()
