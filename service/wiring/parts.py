"""What use cases are put together from."""

from dataclasses import dataclass

from service.files.archive import ZipLimits
from service.files.separate_process import ParsingLimits
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.engine import Engine
from service.pipeline.format_prover import FormatProver
from service.settings import Settings
from service.storage.blobs import BlobStore
from service.storage.keys.keyring import Keyring
from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What use cases are put together from."""

    settings: Settings
    stores: Stores
    blobs: BlobStore
    keyring: Keyring
    catalogue: CurrentCatalogue
    engine: Engine
    relay_outbox: RelayOutbox

    @property
    def prover(self) -> FormatProver:
        """Proves texts of formats against this installation."""
        return FormatProver(self.catalogue)


def limits_of(settings: Settings) -> ParsingLimits:
    """What reading a file from outside may cost."""
    unpacked = ZipLimits(total_bytes=settings.unpacked_limit, entry_bytes=settings.unpacked_part_limit)
    return ParsingLimits(settings.check_memory, settings.check_seconds, unpacked=unpacked)
