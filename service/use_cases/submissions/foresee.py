"""Foresee what would happen if a submission were sent now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from service.domain.periods import Period
from service.domain.submissions.jobs import JobKind
from service.domain.submissions.sending import Outlook, addressees_of, can_be_sent, remarks_on
from service.domain.submissions.submission import Submission, SubmissionId
from service.domain.translation.unmade import REPORT_NOT_MADE
from service.process.clock import today_in_the_netherlands
from service.storage.stored_submission import content_of, submission_of
from service.storage.stores import TenantWork


@dataclass(frozen=True, slots=True)
class Foresee:
    """As the transaction of who asks sees it."""

    def __call__(self, work: TenantWork, submission: SubmissionId) -> Outlook:
        """Who would get what, and what there is to say about it. Raises NotFoundError."""
        found, content = submission_of(work, submission), content_of(work, submission)
        others = work.submissions.newest_first()
        reports = [each for each in work.reports.of_submission(submission) if not each.is_superseded]
        standing = work.reports.standing_within(found.period) if found.period else ()
        before = [each for each in standing if each.submission != submission]
        is_telling = work.jobs.is_to_do(submission, JobKind.TELL_ANSWERS)
        outlook = Outlook(
            submission=found,
            addressees=addressees_of(reports, before, work.sendings.of(submission), found.concerns),
            waiting=content.waiting,
            balance=content.balance,
            can_be_sent=can_be_sent(found, others) and not is_telling,
            is_telling=is_telling,
            not_made=_not_made(work, submission),
            unasked=tuple(sorted(work.deliveries.contracts.municipalities(submission) - found.concerns)),
        )
        periods = _periods_sent(each for each in others if each.id != submission)
        remarks = remarks_on(
            outlook, work.submissions.grouped_findings(submission), periods, today_in_the_netherlands()
        )
        return replace(outlook, remarks=remarks)


def _not_made(work: TenantWork, submission: SubmissionId) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    told: dict[str, tuple[Mapping[str, str], ...]] = {}
    for each in work.submissions.all_findings(submission, REPORT_NOT_MADE.code):
        code, words = str(each.get("municipality", "")), each["text"]
        if isinstance(words, Mapping):
            told[code] = (*told.get(code, ()), words)
    return told


def _periods_sent(submissions: Iterable[Submission]) -> list[Period]:
    return [each.period for each in submissions if each.period and each.sent_to]
