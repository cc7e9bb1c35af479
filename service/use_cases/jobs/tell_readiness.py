"""Tell whether the service can do its work at this moment."""

from dataclasses import dataclass

from service.domain.readiness import Readiness
from service.storage.blobs import BlobStore
from service.storage.stores import Stores
from service.task_queue import BrokerWatch


@dataclass(frozen=True, slots=True)
class TellReadiness:
    """Tries every part once; keeps nothing and changes nothing."""

    stores: Stores
    blobs: BlobStore
    broker: BrokerWatch
    is_mail_set: bool | None = None

    def __call__(self) -> Readiness:
        """What was seen of every part."""
        return Readiness(
            database=self.stores.is_answering(),
            files=self.blobs.is_taking_files(),
            broker=self.broker.waiting() is not None,
            mail=self.is_mail_set,
        )
