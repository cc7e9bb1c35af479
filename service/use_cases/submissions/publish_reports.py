"""Publish reports that are kept: each once, whoever makes it again."""

from collections.abc import Sequence

from service import __version__
from service.domain.made_report import MadeReport
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.proof.canonical import hash_of
from service.domain.reports import ReportId
from service.domain.submissions.jobs import Job
from service.files.archive import DEFLATER
from service.storage.stores import TenantWork


class PublishReports:
    """Works in the transaction of the job that made them, which the fencing number guards."""

    def __call__(
        self,
        work: TenantWork,
        job: Job,
        reports: Sequence[MadeReport],
        result: str = "done",
    ) -> tuple[MadeReport, ...]:
        """Those that were not there yet; each is written down, by hashes and codes alone."""
        published = work.reports.publish(job.submission, reports)
        work.log.write(*(_act(job, report_id, report) for report_id, report in published))
        for _, report in published:
            work.acts.record(
                "report_published",
                f"{report.municipality}/{report.format}/{report.period.label}",
                result,
                submission=str(job.submission),
                sha256=report.sha256,
                format_sha256=report.format_sha256,
                engine=__version__,
                deflater=DEFLATER,
                earlier={period.label: sha256 for period, sha256 in report.earlier},
            )
        return tuple(report for _, report in published)


def _act(job: Job, report_id: ReportId, report: MadeReport) -> LoggedAct:
    return LoggedAct(
        kind=ActKind.TRANSLATED,
        submission=job.submission,
        report=report_id,
        municipality=report.municipality,
        facts={
            "sha256": report.sha256,
            "bytes": len(report.content),
            "filename": report.filename,
            "format": report.format,
            "format_sha256": report.format_sha256,
            "period": report.period.label,
            "balance_sha256": hash_of(report.balance.as_json()),
            "tables_sha256": report.tables_sha256,
            "engine": __version__,
            "deflater": DEFLATER,
            "earlier": {period.label: sha256 for period, sha256 in report.earlier},
            **({"request": report.answers.as_json()} if report.answers else {}),
        },
    )
