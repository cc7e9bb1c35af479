"""Trace a row of a submission: where it went, and why it is not elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.explanation.trace import Reason, Trace
from service.domain.findings import Severity
from service.domain.reports import ReportSummary
from service.domain.standard.export import RowPlace
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.domain.translation.balance import Outcome
from service.domain.words import reason_words
from service.pipeline.engine import Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of, tables_blob_of, translated_as_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.submissions.look_back import LookBack

_REJECTED = "submission-rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRow:
    """Where the rows of one number went; mostly there is one such row."""

    submission: Submission
    rows: Mapping[str, int]
    """Rows per table of the submission."""
    traces: tuple[Trace, ...] = ()
    reports: tuple[ReportSummary, ...] = ()
    """Those of the submission, to lead to from a cell."""


@dataclass(frozen=True, slots=True)
class TraceRow:
    """For the provider: by table and row number, so that no person's data is in an address."""

    stores: Stores
    blobs: BlobStore
    engine: Engine

    def __call__(
        self, viewer: Viewer, submission: SubmissionId, table: str, row: int, part: int = 0
    ) -> TracedRow:
        """No traces for a table or row that is not there; of several deliveries of `part` alone, from 1.

        Raises NotFoundError.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = submission_of(work, submission)
            content = work.submissions.content(submission)
            rows = content.rows if content else {}
            traced = TracedRow(submission=found, rows=rows, reports=work.reports.of_submission(submission))
            if table not in rows or not row:
                return traced
            if found.state is SubmissionState.REJECTED:
                why = _why_rejected(work, found, table, row)
                trace = Trace(table=table, place=RowPlace(row), cells=(), reasons=(why,))
                return TracedRow(submission=found, rows=rows, traces=(trace,))
            tables = tables_blob_of(work, submission)
            moment = translated_as_of(work, submission)
            earlier = LookBack(self.blobs)(work, submission, moment)
        engine = self.engine.as_of(moment).given(earlier)
        traces = engine.traced(self.blobs.get(tables), table, row, part)
        return TracedRow(submission=found, rows=rows, traces=traces, reports=traced.reports)


def _why_rejected(work: TenantWork, submission: Submission, table: str, row: int) -> Reason:
    """Its own fault, or that of the whole."""
    own = [
        str(each["code"])
        for each in work.submissions.all_findings(submission.id)
        if (each["table"], each["row"], each["severity"]) == (table, row, Severity.BLOCKS.value)
    ]
    code = own[0] if own else _REJECTED
    return Reason(outcome=Outcome.REJECTED, code=code, words=reason_words(code))
