"""Bring one report along a channel of its municipality, and write the receipt in the log."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from service.couriers import Couriers
from service.domain.access import Actor
from service.domain.channels.channel import (
    Channel,
    ConsignmentState,
    Parcel,
    content_name,
)
from service.domain.channels.outcomes import Outcome
from service.domain.notices.kinds import CHANNEL_STOPPED, Notice
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.reports import ReportSummary
from service.domain.submissions.jobs import Job
from service.domain.webhooks import pause_after_failures
from service.storage.blobs import BlobStore
from service.storage.channels import SealedChannel
from service.storage.consignments import OnItsWay
from service.storage.stores import Stores, TenantWork
from service.use_cases.channels.open import OpenSealed

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _ToBring:
    """What was found to do, before anything goes over the network."""

    way: OnItsWay
    sealed: SealedChannel
    report: ReportSummary
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverReport:
    """Ended after the file was there and before that was written down, it is found there and written down."""

    stores: Stores
    blobs: BlobStore
    couriers: Couriers
    open: OpenSealed
    site: str
    actor: Actor
    luck: Callable[[], float] = field(default=random.random)

    def __call__(self, job: Job) -> None:
        """Do the job of one report. Raises KeyServiceAwayError and LostLeaseError."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            found = _found(work, job)
        if found is None:
            self._let_go(job)
            return
        channel, parcel = self.open(found.sealed), self._parcel(found, job)
        outcome = self.couriers.bring(channel, parcel)
        _log.info("report_brought", report=str(found.report.id), outcome=outcome.value)
        if not self._write_down(job, found, parcel, outcome):
            self.couriers.take_away(channel, parcel)

    def _parcel(self, found: _ToBring, job: Job) -> Parcel:
        report = found.report
        return Parcel(
            name=content_name(report.filename, report.sha256),
            content=self.blobs.get(found.blob),
            link=f"{self.site}/rapportages/{report.id}",
            report=str(report.id),
            mark=f"{job.id.hex[:8]}{job.attempt}",
        )

    def _let_go(self, job: Job) -> None:
        """What cannot go now waits; what its provider took back, or what another replaced, is forgotten."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.jobs.finish(job)
            way = work.channels.consignments.of_job(job.id)
            if way is not None and not _still_wanted(work, way):
                work.channels.consignments.forget(way)

    def _write_down(self, job: Job, found: _ToBring, parcel: Parcel, outcome: Outcome) -> bool:
        """Whether the file may stay: not when its provider took the report back in the meantime."""
        channel, way = found.sealed.channel, found.way
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.jobs.finish(job)
            self._record_channel(work, channel, outcome)
            if outcome.is_about_the_file:
                work.channels.consignments.record(way, ConsignmentState.REFUSED, outcome, "")
                return True
            if not outcome.is_taken:
                return True
            if not _takes(work, channel, found.report):
                work.channels.consignments.forget(way)
                return False
            name = parcel.name if channel.kind.brings_the_file else ""
            if work.channels.consignments.record(way, ConsignmentState.DELIVERED, outcome, name):
                _write_receipt(work, channel, found.report)
        return True

    def _record_channel(self, work: TenantWork, channel: Channel, outcome: Outcome) -> None:
        if outcome.is_about_the_file:
            return
        if work.channels.record(channel, outcome, self._pause(channel, outcome)):
            work.acts.record("channel_stopped", str(channel.id), "failed", outcome=outcome.value)
            work.notices.tell(Notice(CHANNEL_STOPPED))

    def _pause(self, channel: Channel, outcome: Outcome) -> timedelta | None:
        """How long nothing is tried; None to stop."""
        if outcome.is_taken:
            return timedelta()
        return None if outcome.is_final else pause_after_failures(channel.failures + 1, self.luck())


def _found(work: TenantWork, job: Job) -> _ToBring | None:
    way = work.channels.consignments.of_job(job.id)
    if way is None or not _still_wanted(work, way):
        return None
    sealed, report = work.channels.get(way.channel), work.reports.get(way.report)
    blob = work.reports.blob_of(way.report)
    if sealed is None or report is None or blob is None or not sealed.channel.is_open:
        return None
    return _ToBring(way, sealed, report, blob)


def _still_wanted(work: TenantWork, way: OnItsWay) -> bool:
    """Whether channel and report are there, and no other report took its place."""
    report = work.reports.get(way.report)
    return work.channels.get(way.channel) is not None and report is not None and not report.is_superseded


def _takes(work: TenantWork, channel: Channel, report: ReportSummary) -> bool:
    """From now on its municipality has it, when the file itself was brought; whether it still may."""
    if channel.kind.brings_the_file:
        work.sendings.take(report)
    return work.reports.get(report.id) is not None


def _write_receipt(work: TenantWork, channel: Channel, report: ReportSummary) -> None:
    facts: dict[str, object] = {"sha256": report.sha256, "channel": channel.kind.value}
    work.acts.record("report_delivered", str(report.id), sha256=report.sha256, channel=channel.kind.value)
    work.log.write(
        LoggedAct(
            kind=ActKind.DELIVERED,
            submission=report.submission,
            report=report.id,
            municipality=report.municipality,
            facts=facts,
        )
    )
