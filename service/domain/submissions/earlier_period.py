"""Which submissions of earlier periods a new one is held beside."""

from collections.abc import Iterable

from service.domain.periods import Period
from service.domain.submissions.submission import Submission, SubmissionState


def last_of_an_earlier_period(period: Period | None, others: Iterable[Submission]) -> Submission | None:
    """The published one that nothing took the place of, whose days end last before these begin."""
    return max(
        _before(period, others),
        key=lambda each: (each.period.end if each.period else None, each.order),
        default=None,
    )


def all_of_earlier_periods(period: Period | None, others: Iterable[Submission]) -> tuple[Submission, ...]:
    """All of these, without those over days that one over more days has as well."""
    before = _before(period, others)
    return tuple(each for each in before if not any(_is_wider(other, each) for other in before))


def _before(period: Period | None, others: Iterable[Submission]) -> list[Submission]:
    if period is None:
        return []
    return [
        each
        for each in others
        if each.state is SubmissionState.READY
        and each.superseded_by is None
        and each.period is not None
        and each.period.end < period.begin
    ]


def _is_wider(one: Submission, other: Submission) -> bool:
    if one.period is None or other.period is None or one.period == other.period:
        return False
    return one.period.begin <= other.period.begin and one.period.end >= other.period.end
