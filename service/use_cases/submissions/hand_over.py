"""Let municipalities have a submission, and what they had before give way to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.notices.kinds import CORRECTED, SENT
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.submissions.submission import SubmissionId
from service.storage.stores import TenantWork
from service.use_cases.submissions.give_way import GiveWay
from service.use_cases.submissions.let_succeed import LetSucceed
from service.use_cases.submissions.tell import Tell


@dataclass(frozen=True, slots=True)
class HandOver:
    """Works in the transaction of who decided it, which holds the lock on all of its provider."""

    def __call__(
        self, work: TenantWork, submission: SubmissionId, municipalities: Iterable[str], login: str
    ) -> tuple[str, ...]:
        """Those that had it not yet; what was never sent gives way also when there are none.

        `login`: who sent it; empty when it goes by itself.
        """
        sent = work.sendings.send(submission, municipalities, login)
        if sent:
            work.acts.record("submission_sent", str(submission), municipalities=list(sent))
            work.log.write(
                *(LoggedAct(kind=ActKind.SENT, submission=submission, municipality=each) for each in sent)
            )
        LetSucceed()(work)
        gone = work.successions.record()
        if gone:
            without = sorted({each.municipality for each in gone if each.successor is None})
            work.acts.record(
                "reports_superseded", str(submission), reports=len(gone), without_successor=without
            )
            GiveWay()(work, gone)
        had = work.sendings.of_some(each.submission for each in gone)
        corrected = set(sent) & {code for each in gone if (each.submission, code := each.municipality) in had}
        Tell()(work, SENT, submission, set(sent) - corrected)
        Tell()(work, CORRECTED, submission, corrected)
        return sent
