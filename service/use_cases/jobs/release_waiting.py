"""Find the submissions of which rows wait under an older catalogue, and have them held against this one."""

from dataclasses import dataclass

from service.pipeline.engine import Engine
from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True)
class ReleaseWaiting:
    """Adds jobs only; what they release, and whether they release anything, is theirs to find out."""

    stores: Stores
    engine: Engine
    relay_outbox: RelayOutbox

    def __call__(self) -> int:
        """How many submissions got a job: one per submission and catalogue, whoever asks how often.

        Raises FormatError when the catalogue cannot be read.
        """
        catalogue = self.engine.catalogue_sha256()
        with self.stores.as_dispatcher() as work:
            added = work.add_releases(catalogue)
        if added:
            self.relay_outbox()
        return added
