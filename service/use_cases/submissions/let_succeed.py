"""Write down which submission took the place of which, and what holds again."""

from dataclasses import dataclass

from service.domain.submissions.jobs import JobKind
from service.storage.stores import TenantWork


@dataclass(frozen=True, slots=True)
class LetSucceed:
    """Works in the transaction of its provider that changed what was sent or taken back."""

    def __call__(self, work: TenantWork) -> None:
        """What holds again and waits for a code is held once more against the catalogue of now.

        A release that found it replaced has left it as it was.
        """
        for submission in work.submissions.record_succession():
            if work.releases.waits(submission):
                work.jobs.ask_again(submission, JobKind.RELEASE)
