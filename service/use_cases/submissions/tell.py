"""Tell people of what becomes of a submission."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.access import OrganisationKind
from service.domain.notices.kinds import Notice, NoticeKind
from service.domain.period_words import period_words
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import Wording
from service.storage.stored_submission import submission_of
from service.storage.stores import TenantWork

_UNKNOWN = Wording("periode nog onbekend", "period not known yet")


@dataclass(frozen=True, slots=True)
class Tell:
    """Works in the transaction of its provider in which it happens."""

    def __call__(
        self,
        work: TenantWork,
        kind: NoticeKind,
        submission: SubmissionId,
        municipalities: Iterable[str] = (),
        *,
        key: str = "",
    ) -> None:
        """The provider, or these gemeentecodes when it is a kind for municipalities."""
        codes = sorted(set(municipalities))
        is_for_municipalities = kind.reader is OrganisationKind.MUNICIPALITY
        if is_for_municipalities and not codes:
            return
        found = submission_of(work, submission)
        provider = work.organisations.get(found.provider)
        facts: dict[str, str | Wording] = {
            "submission": str(submission),
            "provider": provider.name if provider else "",
            "period": period_words(found.period) if found.period else _UNKNOWN,
        }
        notice = Notice(kind, facts, key)
        if is_for_municipalities:
            work.notices.tell_municipalities(notice, codes)
        else:
            work.notices.tell(notice)
