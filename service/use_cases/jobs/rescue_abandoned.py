"""Rescue jobs whose worker died or lost its lease: they are ready again for whoever comes first."""

from dataclasses import dataclass

from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RescueAbandoned:
    """Reads leases from PostgreSQL alone; needs neither the broker nor the worker that is gone."""

    stores: Stores

    def __call__(self) -> int:
        """How many jobs are ready again."""
        with self.stores.as_dispatcher() as work:
            return work.rescue_abandoned()
