"""List the rows that go by one name in the balance of a submission."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.periods import chosen_period
from service.domain.provider_balance import CountedPart
from service.domain.reports import ReportId, ReportSummary
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.pipeline.balancing import NamedRows
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.submissions.look_back import LookBack


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRows:
    """Which rows of a submission: those of one name, and of all of it unless something else is said."""

    name: str
    """A rule, a reason or a finding in its balance."""
    report: ReportId | None = None
    """Only those of one of its reports."""
    period: str | None = None
    """Label: only those that count over this period, see the balance of a provider."""
    municipality: str | None = None
    """With a period: only those of this gemeentecode; empty for rows that have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRows:
    """The rows of a submission, or of a part of it, under one name."""

    submission: Submission
    rows: NamedRows
    report: ReportSummary | None = None
    counted: CountedPart | None = None


@dataclass(frozen=True, slots=True)
class ListRows:
    """For the provider, worked out as the balance was: nothing of single rows is kept."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(self, viewer: Viewer, submission: SubmissionId, wanted: WantedRows) -> ListedRows:
        """No rows for a submission that is not ready.

        Raises NotFoundError, also for a report of another and for a part that does not count.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = submission_of(work, submission)
            if found.state is not SubmissionState.READY:
                return ListedRows(submission=found, rows=NamedRows((), ()))
            tables = tables_blob_of(work, submission)
            reports = work.reports.of_submission(submission)
            counted = _counted(work, viewer.organisation.code, found, wanted)
            moment = translated_as_of(work, submission)
            earlier = LookBack(self.blobs)(work, submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        made = {each.key for each in reports}
        chosen = _chosen(reports, wanted.report) if wanted.report else None
        part = chosen.key if chosen else counted
        rows = engine.named_rows(self.blobs.get(tables), wanted.name, made, part)
        return ListedRows(submission=found, rows=rows, report=chosen, counted=counted)


def _counted(
    work: TenantWork, provider: str, submission: Submission, wanted: WantedRows
) -> CountedPart | None:
    """The lines of it that count over the period that is asked; None where none is asked."""
    if wanted.period is None:
        return None
    own = () if submission.period is None else (submission.period,)
    period = chosen_period((*own, *work.deliveries.places.periods(provider)), wanted.period)
    lines = work.deliveries.places.counted(provider, period)[0] if period else ()
    municipalities = frozenset(
        each.municipality
        for each in lines
        if each.submission == submission.id and wanted.municipality in (None, each.municipality)
    )
    if period is None or not municipalities:
        raise NotFoundError(wanted.period)
    return CountedPart(period, municipalities)


def _chosen(reports: Iterable[ReportSummary], report: ReportId) -> ReportSummary:
    for each in reports:
        if each.id == report:
            return each
    raise NotFoundError(str(report))
