"""Use cases about reports, wired."""

from dataclasses import dataclass

from service.use_cases.reports.close_thread import CloseThread
from service.use_cases.reports.compare_periods import ComparePeriods
from service.use_cases.reports.compare_with_now import CompareWithNow
from service.use_cases.reports.count_deliveries import CountDeliveries
from service.use_cases.reports.count_threads import CountThreads
from service.use_cases.reports.download import DownloadReport
from service.use_cases.reports.download_all import DownloadAllReports
from service.use_cases.reports.explain import ExplainReport
from service.use_cases.reports.grant_extension import GrantExtension
from service.use_cases.reports.judge import JudgeReport
from service.use_cases.reports.list import ListReports
from service.use_cases.reports.list_compliance import ListCompliance
from service.use_cases.reports.list_dues import ListDues
from service.use_cases.reports.list_statements import ListStatements
from service.use_cases.reports.list_threads import ListThreads
from service.use_cases.reports.open_thread import OpenThread
from service.use_cases.reports.page_dues import PageDues
from service.use_cases.reports.read_calendar import ReadCalendar
from service.use_cases.reports.read_over import ReadOver
from service.use_cases.reports.remake import RemakeReport
from service.use_cases.reports.replay import ReplayReport
from service.use_cases.reports.reply_in_thread import ReplyInThread
from service.use_cases.reports.show import ShowReport
from service.use_cases.reports.show_balances import ShowBalances
from service.use_cases.reports.show_compliance import ShowCompliance
from service.use_cases.reports.show_deliveries import ShowDeliveries
from service.use_cases.reports.show_pair import ShowPair
from service.use_cases.reports.show_period_balance import ShowPeriodBalance
from service.use_cases.reports.show_period_totals import ShowPeriodTotals
from service.use_cases.reports.show_provider_balance import ShowProviderBalance
from service.use_cases.reports.show_thread import ShowThread
from service.use_cases.reports.show_totals import ShowTotals
from service.wiring.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUseCases:
    """What municipalities get, and what they say of it."""

    list: ListReports
    show: ShowReport
    download: DownloadReport
    download_all: DownloadAllReports
    explain: ExplainReport
    show_totals: ShowTotals
    show_period_totals: ShowPeriodTotals
    judge: JudgeReport
    replay: ReplayReport
    compare_with_now: CompareWithNow
    read_over: ReadOver
    list_dues: ListDues
    grant_extension: GrantExtension
    read_calendar: ReadCalendar
    page_dues: PageDues
    count_deliveries: CountDeliveries
    list_compliance: ListCompliance
    show_compliance: ShowCompliance
    list_statements: ListStatements
    compare_periods: ComparePeriods
    show_pair: ShowPair
    show_balances: ShowBalances
    show_provider_balance: ShowProviderBalance
    show_period_balance: ShowPeriodBalance
    show_deliveries: ShowDeliveries
    open_thread: OpenThread
    reply_in_thread: ReplyInThread
    close_thread: CloseThread
    list_threads: ListThreads
    show_thread: ShowThread
    count_threads: CountThreads


def wire_reports(parts: Parts) -> ReportUseCases:
    """Of one process."""
    stores, blobs, engine = parts.stores, parts.blobs, parts.engine
    list_dues = ListDues(stores, parts.catalogue)
    read_over = ReadOver(stores, blobs, engine)
    explain = ExplainReport(stores, blobs, engine)
    return ReportUseCases(
        list=ListReports(stores),
        show=ShowReport(stores, parts.settings.retention),
        download=DownloadReport(stores, blobs),
        download_all=DownloadAllReports(stores, blobs),
        explain=explain,
        show_totals=ShowTotals(explain),
        show_period_totals=ShowPeriodTotals(stores, parts.catalogue),
        replay=ReplayReport(stores, RemakeReport(stores, blobs, engine)),
        compare_with_now=CompareWithNow(stores=stores, blobs=blobs, engine=engine, explain=explain),
        judge=JudgeReport(stores, read_over),
        read_over=read_over,
        list_dues=list_dues,
        grant_extension=GrantExtension(stores, list_dues),
        read_calendar=ReadCalendar(stores, list_dues),
        list_compliance=ListCompliance(stores, parts.catalogue),
        show_compliance=ShowCompliance(stores, parts.catalogue),
        compare_periods=ComparePeriods(stores, parts.catalogue),
        list_statements=ListStatements(stores, parts.catalogue),
        page_dues=PageDues(stores, parts.catalogue, list_dues),
        count_deliveries=CountDeliveries(stores, parts.catalogue, list_dues),
        show_pair=ShowPair(stores, parts.catalogue),
        show_balances=ShowBalances(stores),
        show_provider_balance=ShowProviderBalance(stores, parts.catalogue),
        show_period_balance=ShowPeriodBalance(stores, parts.catalogue),
        show_deliveries=ShowDeliveries(stores, parts.catalogue),
        open_thread=OpenThread(stores, read_over, explain, parts.catalogue),
        reply_in_thread=ReplyInThread(stores, read_over),
        close_thread=CloseThread(stores),
        list_threads=ListThreads(stores),
        show_thread=ShowThread(stores),
        count_threads=CountThreads(stores),
    )
