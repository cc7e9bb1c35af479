"""Gather what a package of evidence is made of, as one viewer sees it at one moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.periods import Period
from service.domain.proof.acts_in_full import ActsByTopic
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.entries import LogEntry
from service.domain.proof.evidence import acts_about, answered_by
from service.domain.proof.gathered import Gathered
from service.domain.proof.policy import Policy
from service.domain.reports import ReportSummary
from service.storage.stores import Stores, TenantWork


@dataclass(frozen=True, slots=True)
class GatherEvidence:
    """Access is that of any page: row-level security decides which reports and which leaves there are."""

    stores: Stores
    policy: Policy

    def __call__(self, viewer: Viewer, period: Period) -> Gathered:
        """What was sent over reporting periods within `period`. Raises NotFoundError when that is nothing."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            reports = tuple(sorted(_within(work, period), key=_order))
            note = work.log_reading.checkpoint()
            if not reports or note is None:
                raise NotFoundError(period.label)
            entries, checkpoint = _entries(work, reports), Checkpoint.parse(note.text)
            signed = (
                each
                for each in work.log_reading.witnessed()
                if 0 < Checkpoint.parse(each.text).size <= checkpoint.size
            )
            return Gathered(
                reports=reports,
                entries=entries,
                checkpoint=checkpoint,
                witnessed=self.policy.first_enough(signed),
                requests=work.requests.of(_answered(entries)),
            )


def _within(work: TenantWork, period: Period) -> Sequence[ReportSummary]:
    return [each for each in work.reports.newest_first() if each.sent_at and period.contains(each.period)]


def _entries(work: TenantWork, reports: Sequence[ReportSummary]) -> tuple[LogEntry, ...]:
    """In the order of the log; not what only concerns reports that are not here."""
    found = work.entries.about(
        {each.id for each in reports},
        {each.submission for each in reports},
        {each.format_sha256 for each in reports},
    )
    found = (*found, *work.entries.of_requests(_answered(found)))
    acts, by_place = ActsByTopic(each.act for each in found), {each.index: each for each in found}
    about = (each for report in reports for each in acts_about(report, acts))
    kept = {int(str(each["index"])) for each in about}
    return tuple(by_place[index] for index in sorted(kept))


def _answered(entries: Iterable[LogEntry]) -> set[str]:
    """The hashes of the requests that reports answer."""
    return {named.sha256 for each in entries if (named := answered_by(each)) is not None}


def _order(report: ReportSummary) -> tuple[str, str, str, str]:
    return report.provider_code, report.municipality, report.filename, str(report.id)
