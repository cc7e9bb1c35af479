"""Which submission of an earlier period a new one is held beside."""

from collections.abc import Iterable

from service.domain.periods import Period
from service.domain.submissions.submission import Submission, SubmissionState


def last_of_an_earlier_period(period: Period | None, others: Iterable[Submission]) -> Submission | None:
    """The published one that nothing took the place of, whose days end last before these begin."""
    if period is None:
        return None
    published = [
        each
        for each in others
        if each.state is SubmissionState.READY
        and each.superseded_by is None
        and each.period is not None
        and each.period.end < period.begin
    ]
    return max(
        published,
        key=lambda each: (each.period.end if each.period else period.begin, each.order),
        default=None,
    )
