"""Tell what work was left: a provider says which cause took it how many minutes."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.burden.residual import Cause
from service.domain.submissions.submission import SubmissionId
from service.storage.stores import Stores

MOST_MINUTES = 6_000
"""A hundred hours: more is a slip of the keyboard."""
TOLD = tuple(Cause)


@dataclass(frozen=True, slots=True)
class TellWorkLeft:
    """Minutes under exactly one cause, added to what was told of that period before."""

    stores: Stores

    def __call__(self, viewer: Viewer, period: str, cause: Cause, minutes: int) -> None:
        """Raises NotAllowedError for anyone but a provider, NotFoundError when nothing stands over `period`.

        `minutes` is from 1 to MOST_MINUTES; anything else raises ValueError.
        """
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError(period)
        if not 1 <= minutes <= MOST_MINUTES:
            raise ValueError(minutes)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            standing = [each for each in work.burden.counted_reports() if each.period.label == period]
            if not standing:
                raise NotFoundError(period)
            work.residuals.add_minutes(SubmissionId(standing[-1].submission), cause, minutes)
            work.acts.record("work_left_told", period, cause=cause.value, minutes=minutes)
