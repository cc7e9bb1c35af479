"""Threads: asking at a report, saying something, closing, and reading as far as an organisation may."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, exists, func, insert, select, text, update

from service.domain.access import OrganisationId
from service.domain.reports import ReportId
from service.domain.threads.thread import SALT_BYTES, Message, Side, Thread, ThreadId, ThreadPlace
from service.storage.correction_tables import SuccessionRow
from service.storage.reports import Reports
from service.storage.tables import ReportRow
from service.storage.thread_tables import ThreadMessageRow, ThreadRow, ThreadTextRow

_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 17))")
_HOLD = text("""
    SELECT pg_advisory_xact_lock_shared(hashtextextended(CAST(provider_id AS text), 17))
    FROM report WHERE id = :report
""")


class Threads:
    """Those that one organisation may see; a municipality begins and closes them, both sides speak."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation
        self._reports = Reports(connection, organisation)

    def every(self) -> tuple[Thread, ...]:
        """Of whatever report."""
        return self._found()

    def at_one_report(self, report: ReportId) -> tuple[Thread, ...]:
        """Of a report and of those whose place it took, the first one first."""
        kind = (ReportRow.format, ReportRow.period_begin, ReportRow.period_end)
        wanted = select(ReportRow.provider_id, ReportRow.municipality, *kind).where(ReportRow.id == report)
        asked = self._connection.execute(wanted).one_or_none()
        if asked is None:
            return ()
        provider, municipality, *known = asked
        of_both = (ThreadRow.provider_id == provider, ThreadRow.municipality == municipality)
        alike = (column == value for column, value in zip(kind, known, strict=True))
        return self._found(*of_both, exists().where(ReportRow.id == ThreadRow.report_id, *alike))

    def get(self, thread: ThreadId) -> Thread | None:
        """One thread, None when there is none that this organisation may see."""
        return next(iter(self._found(ThreadRow.id == thread)), None)

    def hold(self, report: ReportId) -> None:
        """Let no report of its provider give way until this transaction ends; wait for one that just does."""
        self._connection.execute(_HOLD, {"report": report})

    def alone(self, name: ThreadId | ReportId | OrganisationId) -> None:
        """Let whoever says something there at the same moment wait until this transaction ends."""
        self._connection.execute(_ALONE, {"name": str(name)})

    def open(self, report: ReportId, place: ThreadPlace) -> ThreadId:
        """Begin one, in which something must be said in the same transaction."""
        thread = ThreadId(uuid4())
        both = select(ReportRow.provider_id, ReportRow.municipality).where(ReportRow.id == report)
        values = {"id": thread, "report_id": report, **self._connection.execute(both).mappings().one()}
        where = {"cell": place.cell, "block": place.block, "column_name": place.column}
        self._connection.execute(insert(ThreadRow).values(**values, **where))
        return thread

    def say(self, thread: ThreadId, side: Side, author: str, words: str) -> Message:
        """Add what was said, at the moment of this transaction."""
        row, last = ThreadRow, ThreadMessageRow
        known = select(
            row.provider_id,
            row.municipality,
            select(func.coalesce(func.max(last.number), 0) + 1)
            .where(last.thread_id == row.id)
            .scalar_subquery()
            .label("number"),
        ).where(row.id == thread)
        values = {"thread_id": thread, **self._connection.execute(known).mappings().one()}
        said = insert(last).values(**values, side=side.value, said_at=func.now()).returning(last.said_at)
        at = self._connection.execute(said).scalar_one()
        salt = secrets.token_hex(SALT_BYTES)
        self._connection.execute(insert(ThreadTextRow).values(**values, author=author, text=words, salt=salt))
        return Message(side=side, at=at, author=author, text=words, salt=salt)

    def close(self, thread: ThreadId) -> bool:
        """Whether it was not closed before."""
        closing = update(ThreadRow).where(ThreadRow.id == thread, ThreadRow.closed_at.is_(None))
        closed = closing.values(closed_at=func.now()).returning(ThreadRow.id)
        return self._connection.execute(closed).scalar_one_or_none() is not None

    def open_at(self, reports: Iterable[ReportId]) -> tuple[tuple[ThreadId, ReportId], ...]:
        """The threads at these reports of our own that nobody closed, and that are asked at this moment."""
        row, wanted = ThreadRow, sorted(set(reports))
        if not wanted:
            return ()
        self.alone(self._organisation)
        found = select(row.id, row.report_id).where(row.report_id.in_(wanted), row.closed_at.is_(None))
        ordered = self._connection.execute(found.order_by(row.report_id, row.id))
        return tuple((ThreadId(each.id), ReportId(each.report_id)) for each in ordered)

    def count_for(self, side: Side) -> int:
        """In how many threads it is the turn of this side."""
        row, said = ThreadRow, ThreadMessageRow
        last = (
            select(said.side)
            .where(said.thread_id == row.id)
            .order_by(said.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        gone = exists().where(SuccessionRow.report_id == row.report_id)
        wanted = select(func.count()).where(row.closed_at.is_(None), ~gone, last != side.value)
        return self._connection.execute(wanted).scalar_one()

    def _found(self, *wanted: ColumnElement[bool]) -> tuple[Thread, ...]:
        rows = self._connection.execute(select(ThreadRow.__table__).where(*wanted)).all()
        if not rows:
            return ()
        messages = self._messages(wanted)
        reports = {each.id: each for each in self._reports.some({ReportId(row.report_id) for row in rows})}
        found = (
            Thread(
                id=ThreadId(row.id),
                report=reports[ReportId(row.report_id)],
                place=ThreadPlace(row.cell, row.block, row.column_name),
                messages=messages[ThreadId(row.id)],
                closed_at=row.closed_at,
            )
            for row in rows
            if row.report_id in reports
        )
        return tuple(sorted(found, key=lambda each: (each.asked_at, str(each.id))))

    def _messages(self, wanted: tuple[ColumnElement[bool], ...]) -> Mapping[ThreadId, list[Message]]:
        said, words = ThreadMessageRow, ThreadTextRow
        rows = self._connection.execute(
            select(said.thread_id, said.side, said.said_at, words.author, words.text, words.salt)
            .join(ThreadRow, ThreadRow.id == said.thread_id)
            .outerjoin(words, (words.thread_id == said.thread_id) & (words.number == said.number))
            .where(*wanted)
            .order_by(said.thread_id, said.number)
        )
        found: dict[ThreadId, list[Message]] = defaultdict(list)
        for row in rows:
            found[ThreadId(row.thread_id)].append(_message(row))
        return found


def _message(row: Row[*tuple[Any, ...]]) -> Message:
    return Message(
        side=Side(row.side), at=row.said_at, author=row.author or "", text=row.text, salt=row.salt or ""
    )
