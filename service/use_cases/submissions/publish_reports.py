"""Publish reports that are kept: each once, whoever makes it again."""

from collections.abc import Sequence

from service import __version__
from service.domain.reports import MadeReport
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
        published = tuple(work.reports.publish(job.submission, reports))
        for report in published:
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
        return published
