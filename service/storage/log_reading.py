"""Reading the log as everyone may: checkpoints with their cosignatures, tiles, and the leaves themselves."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, select

from service.domain.proof.notes import Signature, SignedNote
from service.domain.proof.tiles import WIDTH, Tile, bundle_of, hashes_from
from service.domain.proof.tree import HASH_BYTES, ReadHash
from service.storage.log_tables import LogCheckpointRow, LogCosignatureRow, LogEntryRow, LogTileRow

_MOST_WITNESSED = 200
"""How far back one looks for a checkpoint that enough witnesses signed."""


class LogReading:
    """The public side of the log: nothing that a leaf only commits to."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def checkpoint(self, size: int | None = None) -> SignedNote | None:
        """The last checkpoint, or the one of that size, with every cosignature; None when there is none."""
        kept = LogCheckpointRow
        wanted = select(kept.size, kept.note).order_by(kept.size.desc()).limit(1)
        row = self._connection.execute(
            wanted if size is None else wanted.where(kept.size == size)
        ).one_or_none()
        return None if row is None else self._with_cosignatures(row.size, row.note)

    def witnessed(self) -> Sequence[SignedNote]:
        """The last checkpoints that any witness signed, the newest first."""
        sizes = (
            select(LogCosignatureRow.size)
            .distinct()
            .order_by(LogCosignatureRow.size.desc())
            .limit(_MOST_WITNESSED)
        )
        kept = LogCheckpointRow
        wanted = select(kept.size, kept.note).where(kept.size.in_(sizes)).order_by(kept.size.desc())
        return [self._with_cosignatures(row.size, row.note) for row in self._connection.execute(wanted).all()]

    def tile(self, tile: Tile) -> bytes | None:
        """Its hashes or, of a bundle, its leaves; None when the log does not go that far."""
        if tile.level < 0:
            return self._bundle(tile)
        kept = LogTileRow
        wanted = select(kept.hashes).where(kept.level == tile.level, kept.number == tile.number)
        found = self._connection.execute(wanted).scalar_one_or_none()
        length = tile.width * HASH_BYTES
        return None if found is None or len(found) < length else found[:length]

    def hashes(self, size: int) -> ReadHash:
        """The hashes of the tree as it was at that size."""
        return hashes_from(lambda tile: self.tile(tile) or b"", size)

    def _bundle(self, tile: Tile) -> bytes | None:
        first = tile.number * WIDTH
        within: ColumnElement[bool] = LogEntryRow.leaf_index.between(first, first + tile.width - 1)
        wanted = select(LogEntryRow.leaf).where(within).order_by(LogEntryRow.leaf_index)
        leaves = self._connection.execute(wanted).scalars().all()
        return bundle_of(leaves) if len(leaves) == tile.width else None

    def _with_cosignatures(self, size: int, note: str) -> SignedNote:
        kept = LogCosignatureRow
        lines = select(kept.line).where(kept.size == size).order_by(kept.witness)
        found = self._connection.execute(lines).scalars().all()
        return SignedNote.parse(note).with_signatures(Signature.parse(each) for each in found)
