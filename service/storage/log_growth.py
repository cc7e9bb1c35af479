"""Growing the log: one process at a time gives waiting leaves their places, and keeps what was signed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.notes import Signature, SignedNote
from service.domain.proof.tiles import WIDTH
from service.storage.log_tables import LogCheckpointRow, LogCosignatureRow, LogQueueRow, LogTileRow

_ALONE = text("SELECT pg_advisory_xact_lock(20260073)")
_ALONE_NOW = text("SELECT pg_try_advisory_xact_lock(20260073)")
_GIVE_PLACES = text("""
    WITH taken AS (DELETE FROM log_queue WHERE id = ANY(:ids) RETURNING *)
    INSERT INTO log_entry (leaf_index, organisation_id, submission_id, report_id, municipality, kind,
      happened_at, leaf, facts)
    SELECT :size + row_number() OVER (ORDER BY id) - 1, organisation_id, submission_id, report_id,
      municipality, kind, happened_at, leaf, facts FROM taken
""")


@dataclass(frozen=True, slots=True)
class LogEdge:
    """Where the log ends: its size, and by level the last tile that is not full."""

    size: int
    tiles: Mapping[int, bytes]


class LogGrowth:
    """The whole log, for who grows it."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def is_ours(self, *, waits: bool = False) -> bool:
        """Whether nobody else grows the log at this moment; until the transaction ends nobody will."""
        if waits:
            self._connection.execute(_ALONE)
            return True
        return bool(self._connection.execute(_ALONE_NOW).scalar_one())

    def waiting(self, most: int) -> Sequence[tuple[int, bytes]]:
        """The leaves that wait, the oldest first, each with its number in the queue."""
        queue = LogQueueRow
        wanted = select(queue.id, queue.leaf).order_by(queue.id).limit(most)
        return [(row.id, row.leaf) for row in self._connection.execute(wanted)]

    def oldest_waiting(self) -> datetime | None:
        """When the leaf happened that waits longest; None when none waits."""
        return self._connection.execute(select(func.min(LogQueueRow.happened_at))).scalar_one()

    def edge(self) -> LogEdge:
        """Where the log ends now."""
        size = self._connection.execute(select(func.max(LogCheckpointRow.size))).scalar_one() or 0
        wanted = {level: size // WIDTH**level // WIDTH for level in range(_levels(size))}
        tile = LogTileRow
        found = self._connection.execute(
            select(tile.level, tile.hashes).where(
                func.row(tile.level, tile.number).in_([func.row(*each) for each in wanted.items()])
            )
        )
        return LogEdge(size, {row.level: row.hashes for row in found})

    def append(self, numbers: Collection[int], edge: LogEdge, tiles: Mapping[tuple[int, int], bytes]) -> None:
        """Give waiting leaves the places after the last one, and keep the tiles that change by that."""
        self._connection.execute(_GIVE_PLACES, {"ids": list(numbers), "size": edge.size})
        rows = [
            {"level": level, "number": number, "hashes": content}
            for (level, number), content in tiles.items()
        ]
        new = insert_or(LogTileRow)
        self._connection.execute(
            new.on_conflict_do_update(
                index_elements=["level", "number"], set_={"hashes": new.excluded.hashes}
            ),
            rows,
        )

    def sign(self, note: SignedNote) -> None:
        """Keep what the log signed of itself."""
        size = Checkpoint.parse(note.text).size
        kept = insert_or(LogCheckpointRow).values(size=size, note=note.whole, signed_at=func.now())
        self._connection.execute(kept)

    def text_at(self, size: int) -> str | None:
        """What the log signed of itself at that size; None when it signed nothing then."""
        wanted = select(LogCheckpointRow.note).where(LogCheckpointRow.size == size)
        note = self._connection.execute(wanted).scalar_one_or_none()
        return None if note is None else SignedNote.parse(note).text

    def cosign(self, size: int, signature: Signature) -> None:
        """Keep what a witness signed; its first word on a checkpoint stands."""
        kept = insert_or(LogCosignatureRow).values(
            size=size,
            witness=signature.name,
            line=signature.line,
            signed_at=datetime.fromtimestamp(signature.at, UTC),
        )
        self._connection.execute(kept.on_conflict_do_nothing())


def _levels(size: int) -> int:
    """How many levels of tiles a tree of that size has."""
    levels = 1
    while size // WIDTH**levels:
        levels += 1
    return levels
