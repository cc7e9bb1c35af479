"""The entries of the log that one organisation may see, with their facts."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, SQLColumnExpression, or_, select

from service.domain.proof.acts import ActKind
from service.domain.proof.entries import LogEntry
from service.storage.log_tables import LogEntryRow


class LogEntries:
    """What row-level security shows of the log."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def newest_first(self, most: int, before: int | None = None) -> tuple[LogEntry, ...]:
        """The last entries, or those before one."""
        where = [] if before is None else [LogEntryRow.leaf_index < before]
        return self._found(where, LogEntryRow.leaf_index.desc(), most)

    def oldest_first(self, most: int, after: int, kinds: Collection[ActKind] = ()) -> tuple[LogEntry, ...]:
        """The first entries after one; only of these kinds, when any are named."""
        where: list[ColumnElement[bool]] = [LogEntryRow.leaf_index > after]
        if kinds:
            where.append(LogEntryRow.kind.in_([each.value for each in kinds]))
        return self._found(where, LogEntryRow.leaf_index, most)

    def about(
        self, reports: Collection[UUID], submissions: Collection[UUID], formats: Collection[str]
    ) -> tuple[LogEntry, ...]:
        """All about these reports, these submissions as a whole, and the approval of these formats."""
        entry = LogEntryRow
        where = or_(
            entry.report_id.in_(reports),
            entry.submission_id.in_(submissions) & entry.report_id.is_(None),
            (entry.kind == ActKind.FORMAT_APPROVED.value)
            & entry.facts["format_sha256"].as_string().in_(formats),
        )
        return self._found([where], entry.leaf_index, None)

    def of_requests(self, hashes: Collection[str]) -> tuple[LogEntry, ...]:
        """That these versions of requests were set."""
        entry = LogEntryRow
        is_one = entry.facts["request_sha256"].as_string().in_(hashes)
        return self._found([entry.kind == ActKind.REQUEST_SET.value, is_one], entry.leaf_index, None)

    def made(self, report: UUID) -> LogEntry | None:
        """That this report was made; None as long as that has no place in the log."""
        entry = LogEntryRow
        where = [entry.report_id == report, entry.kind == ActKind.TRANSLATED.value]
        return next(iter(self._found(where, entry.leaf_index, 1)), None)

    def of_content(self, kind: ActKind, leaf: bytes) -> LogEntry | None:
        """The entry that is exactly this leaf; None as long as it waits for its place."""
        found = self._found(
            [LogEntryRow.leaf == leaf, LogEntryRow.kind == kind.value], LogEntryRow.leaf_index, 1
        )
        return next(iter(found), None)

    def _found(
        self, where: Iterable[ColumnElement[bool]], order: SQLColumnExpression[int], most: int | None
    ) -> tuple[LogEntry, ...]:
        entry = LogEntryRow
        wanted = select(
            entry.leaf_index.label("index"),
            entry.leaf,
            entry.facts,
            entry.kind,
            entry.happened_at.label("at"),
            entry.submission_id.label("submission"),
            entry.report_id.label("report"),
            entry.municipality,
        )
        rows = self._connection.execute(wanted.where(*where).order_by(order).limit(most)).mappings()
        return tuple(
            LogEntry(
                **{
                    **row,
                    "kind": ActKind(row["kind"]),
                    "municipality": row["municipality"] or "",
                }
            )
            for row in rows
        )
