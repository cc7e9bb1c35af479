"""Grow the log: give leaves that wait their places, and sign what it is after that."""

from dataclasses import dataclass

from service.domain.proof.growth import grown_log
from service.domain.proof.notes import SignerKey
from service.storage.log_growth import LogGrowth
from service.storage.stores import Stores

MOST_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class GrowLog:
    """One process at a time; what is written meanwhile waits for the next round. Without a key all waits."""

    stores: Stores
    signer: SignerKey | None

    def __call__(self, *, waits: bool = False) -> int:
        """How many leaves have a place since now. `waits`: for another process that does so."""
        total = 0
        while added := self._once(waits=waits):
            total += added
            if added < MOST_AT_ONCE:
                break
        return total

    def _once(self, *, waits: bool) -> int:
        if self.signer is None:
            return 0
        with self.stores.as_log() as log:
            return _grow(log, self.signer) if log.is_ours(waits=waits) else 0


def _grow(log: LogGrowth, signer: SignerKey) -> int:
    waiting = log.waiting(MOST_AT_ONCE)
    if not waiting:
        return 0
    edge = log.edge()
    tiles, checkpoint = grown_log(signer.name, edge.size, edge.tiles, [leaf for _, leaf in waiting])
    log.append([number for number, _ in waiting], edge, tiles)
    log.sign(checkpoint.signed(signer))
    return len(waiting)
