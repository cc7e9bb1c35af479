"""Reports on their way along a channel: whose turn it is, and what came of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy import Row as Found

from service.domain.access import OrganisationId
from service.domain.channels.channel import (
    ChannelId,
    ChannelKind,
    ChannelState,
    Consignment,
    ConsignmentState,
)
from service.domain.channels.outcomes import Outcome
from service.domain.reports import ReportId
from service.domain.submissions.jobs import JobId, JobKind
from service.storage.channel_tables import ChannelRow, ConsignmentRow
from service.storage.job_rows import add_lone_job

_ALONE = text("SELECT pg_try_advisory_xact_lock(20260103)")
_AT_ONCE = 20
"""Reports of one channel for which a job is asked in one round; one where the last try failed."""
_CONSIGN = text("""
    INSERT INTO consignment
      (report_id, channel_id, organisation_id, provider_id, municipality,
       kind, state, name, outcome, asked_at)
    SELECT report.id, channel.id, channel.organisation_id, report.provider_id, report.municipality,
      channel.kind, 'waiting', '', '', now()
    FROM channel
    JOIN organisation AS reader ON reader.id = channel.organisation_id AND reader.kind = 'municipality'
    JOIN report ON report.municipality = reader.code
    JOIN submission_municipality AS sent
      ON sent.submission_id = report.submission_id AND sent.municipality = report.municipality
    WHERE channel.state = 'active' AND channel.kind <> 'portal' AND sent.sent_at >= channel.made_at
      AND (channel.format = report.format OR (channel.format = '' AND NOT EXISTS (
        SELECT FROM channel AS own
        WHERE own.organisation_id = channel.organisation_id AND own.format = report.format)))
      AND NOT EXISTS (SELECT FROM succession WHERE succession.report_id = report.id)
      AND NOT EXISTS (
        SELECT FROM consignment AS before
        WHERE before.report_id = report.id AND before.channel_id = channel.id)
    ON CONFLICT DO NOTHING
""")
_DUE = text("""
    SELECT report_id, channel_id, organisation_id FROM (
      SELECT consignment.report_id, consignment.channel_id, consignment.organisation_id, channel.failures,
        row_number() OVER (PARTITION BY consignment.channel_id
          ORDER BY consignment.asked_at, consignment.report_id) AS place
      FROM consignment JOIN channel ON channel.id = consignment.channel_id
      WHERE consignment.state = 'waiting' AND channel.state = 'active' AND channel.next_at <= now()
        AND NOT EXISTS (
          SELECT FROM job WHERE job.id = consignment.job_id AND job.state <> 'done')) AS waiting
    WHERE place <= CASE WHEN failures = 0 THEN :at_once ELSE 1 END
""")
_TO_FETCH = text("""
    SELECT channel.id, channel.organisation_id FROM channel
    JOIN organisation AS owner ON owner.id = channel.organisation_id AND owner.kind = 'provider'
    WHERE channel.state = 'active' AND channel.kind = 'sftp' AND channel.next_at <= now()
      AND NOT EXISTS (SELECT FROM job WHERE job.id = channel.job_id AND job.state <> 'done')
""")


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """Which report is to be brought along which channel."""

    report: ReportId
    channel: ChannelId


class Consignments:
    """Those that one organisation may see; a municipality's own it changes."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def of_report(self, report: ReportId) -> tuple[Consignment, ...]:
        """How one report was brought, or is being, the oldest first."""
        return tuple(self._some(ConsignmentRow.report_id == report))

    def of_channel(self, channel: ChannelId) -> tuple[int, int]:
        """How many were brought along it, and how many wait."""
        row = ConsignmentRow
        counted = select(row.state, func.count()).where(row.channel_id == channel).group_by(row.state)
        found = {state: int(count) for state, count in self._connection.execute(counted)}
        return found.get(ConsignmentState.DELIVERED.value, 0), found.get(ConsignmentState.WAITING.value, 0)

    def of_job(self, job: JobId) -> OnItsWay | None:
        """For which a job was asked; None when it is done, gone, or asked once more since."""
        row = ConsignmentRow
        wanted = select(row.report_id, row.channel_id).where(
            row.job_id == job,
            row.state == ConsignmentState.WAITING.value,
            row.organisation_id == self._organisation,
        )
        found = self._connection.execute(wanted).one_or_none()
        return None if found is None else OnItsWay(ReportId(found.report_id), ChannelId(found.channel_id))

    def record(self, which: OnItsWay, state: ConsignmentState, outcome: Outcome, name: str) -> bool:
        """What came of it; whether nobody else had written that down: it is delivered once."""
        values: dict[str, object] = {"state": state.value, "outcome": outcome.value, "name": name}
        if state is ConsignmentState.DELIVERED:
            values["delivered_at"] = func.now()
        row = ConsignmentRow
        changed = update(row).where(
            row.report_id == which.report,
            row.channel_id == which.channel,
            row.state == ConsignmentState.WAITING.value,
        )
        return self._connection.execute(changed.values(**values)).rowcount > 0

    def forget(self, which: OnItsWay) -> None:
        """It is not to be brought any more."""
        row = ConsignmentRow
        gone = delete(row).where(row.report_id == which.report, row.channel_id == which.channel)
        self._connection.execute(gone.where(row.state != ConsignmentState.DELIVERED.value))

    def forget_waiting(self, channel: ChannelId) -> None:
        """Nothing that waits is brought along it any more."""
        row = ConsignmentRow
        waits = row.state == ConsignmentState.WAITING.value
        self._connection.execute(delete(row).where(row.channel_id == channel, waits))

    def _some(self, which: Any) -> Iterable[Consignment]:  # noqa: ANN401 - SQLAlchemy's own conditions
        row = ConsignmentRow
        wanted = select(*row.__table__.columns).where(which).order_by(row.asked_at, row.channel_id)
        return (_consignment(each) for each in self._connection.execute(wanted))


def _consignment(row: Found[*tuple[Any, ...]]) -> Consignment:
    return Consignment(
        channel=ChannelId(row.channel_id),
        kind=ChannelKind(row.kind),
        state=ConsignmentState(row.state),
        name=row.name,
        outcome=Outcome(row.outcome) if row.outcome else None,
        asked_at=row.asked_at,
        delivered_at=row.delivered_at,
    )


class DispatchRoom:
    """Sees which channels there are of everybody, what was sent and what is on its way, and no file."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def is_ours(self) -> bool:
        """Whether nobody else does this at this moment; until the transaction ends nobody will."""
        return bool(self._connection.execute(_ALONE).scalar_one())

    def count_stopped(self) -> int:
        """How many channels wait until somebody looks."""
        stopped = ChannelRow.state == ChannelState.STOPPED.value
        return self._connection.execute(select(func.count()).where(stopped)).scalar_one()

    def consign(self) -> int:
        """Set on its way what was sent since its channel was made; how many reports are new."""
        return self._connection.execute(_CONSIGN).rowcount

    def ask_to_deliver(self) -> int:
        """A job for each report whose turn it is; returns how many."""
        found = self._connection.execute(_DUE, {"at_once": _AT_ONCE}).all()
        for report, channel, organisation in found:
            job, row = uuid4(), ConsignmentRow
            its = update(row).where(row.report_id == report, row.channel_id == channel)
            self._connection.execute(its.values(job_id=job))
            add_lone_job(self._connection, job, organisation, JobKind.DELIVER)
        return len(found)

    def ask_to_fetch(self) -> int:
        """A job for each folder whose turn it is; returns how many."""
        found: Iterable[tuple[UUID, UUID]] = [
            (row.id, row.organisation_id) for row in self._connection.execute(_TO_FETCH)
        ]
        asked = 0
        for channel, organisation in found:
            job = uuid4()
            its = update(ChannelRow).where(ChannelRow.id == channel)
            self._connection.execute(its.values(job_id=job))
            add_lone_job(self._connection, job, organisation, JobKind.FETCH)
            asked += 1
        return asked
