"""Measure what came of the last sample of reports that were made again."""

from dataclasses import dataclass

from service.domain.replays import ReplaySample
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class MeasureReplays:
    """For whoever watches the service, and on the page of the log: counts, and nothing of anybody."""

    stores: Stores

    def __call__(self) -> ReplaySample | None:
        """None before the first night."""
        with self.stores.as_sampler_of_replays() as samples:
            return samples.last()
