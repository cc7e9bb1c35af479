"""Use cases about reports, wired."""

from dataclasses import dataclass

from service.use_cases.reports.download import DownloadReport
from service.use_cases.reports.download_all import DownloadAllReports
from service.use_cases.reports.explain import ExplainReport
from service.use_cases.reports.grant_extension import GrantExtension
from service.use_cases.reports.judge import JudgeReport
from service.use_cases.reports.list import ListReports
from service.use_cases.reports.list_dues import ListDues
from service.use_cases.reports.read_calendar import ReadCalendar
from service.use_cases.reports.read_over import ReadOver
from service.use_cases.reports.replay import ReplayReport
from service.use_cases.reports.show import ShowReport
from service.use_cases.reports.show_deliveries import ShowDeliveries
from service.wiring.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUseCases:
    """What municipalities get, and what they say of it."""

    list: ListReports
    show: ShowReport
    download: DownloadReport
    download_all: DownloadAllReports
    explain: ExplainReport
    judge: JudgeReport
    replay: ReplayReport
    read_over: ReadOver
    list_dues: ListDues
    grant_extension: GrantExtension
    read_calendar: ReadCalendar
    show_deliveries: ShowDeliveries


def wire_reports(parts: Parts) -> ReportUseCases:
    """Of one process."""
    stores = parts.stores
    list_dues = ListDues(stores, parts.catalogue)
    read_over = ReadOver(stores, parts.blobs, parts.engine)
    return ReportUseCases(
        list=ListReports(stores),
        show=ShowReport(stores, parts.settings.retention),
        download=DownloadReport(stores, parts.blobs),
        download_all=DownloadAllReports(stores, parts.blobs),
        explain=ExplainReport(stores, parts.blobs, parts.engine),
        replay=ReplayReport(stores, parts.blobs, parts.engine),
        judge=JudgeReport(stores, read_over),
        read_over=read_over,
        list_dues=list_dues,
        grant_extension=GrantExtension(stores, list_dues),
        read_calendar=ReadCalendar(stores, list_dues),
        show_deliveries=ShowDeliveries(stores),
    )
