"""Write down that reports no longer hold, and that what was asked about them is closed by that."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.notices.kinds import QUESTION_REPLACED, Notice
from service.domain.period_words import period_words
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.reports import GivenWay
from service.domain.wording import Wording
from service.storage.stores import TenantWork


@dataclass(frozen=True, slots=True)
class GiveWay:
    """Works in the transaction of its provider in which they gave way."""

    def __call__(self, work: TenantWork, gone: Sequence[GivenWay]) -> None:
        """Whoever asked about one is told once per report that took its place."""
        work.log.write(*(each.as_act for each in gone))
        by_report = {each.report: each for each in gone}
        threads = work.threads.open_at(by_report)
        reports = {each.id: each for each in work.reports.some({report for _, report in threads})}
        for thread, report in threads:
            facts: dict[str, str | Wording] = {
                "provider": reports[report].provider_name,
                "period": period_words(reports[report].period),
                "thread": str(thread),
            }
            key = f"{thread}/{by_report[report].successor or ''}"
            notice = Notice(QUESTION_REPLACED, facts, key)
            work.notices.tell_municipalities(notice, [by_report[report].municipality])
        work.log.write(
            *(
                LoggedAct(
                    kind=ActKind.CLOSED,
                    submission=by_report[report].submission,
                    report=report,
                    municipality=by_report[report].municipality,
                    facts={"thread": str(thread), "by": "report"},
                )
                for thread, report in threads
            )
        )
