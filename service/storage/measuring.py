"""What a provider tells of how it works today, and the reviews that are timed because it chose so."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.burden.made_today import Way, WaysToday
from service.domain.burden.time_studies import BY_ITSELF, TimedWork
from service.storage.measuring_tables import MadeTodayRow, TimedReviewsRow
from service.storage.tables import TimeStudyRow


class Measuring:
    """Of one provider; nothing for anybody else."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def made_today(self) -> WaysToday:
        """By format how it is made; what was not told is not in it."""
        found = self._connection.execute(select(MadeTodayRow.format, MadeTodayRow.way))
        return {row.format: Way(row.way) for row in found}

    def tell_made_today(self, ways: Mapping[str, Way | None]) -> None:
        """Keep what is told of these formats; None takes it back."""
        mine = MadeTodayRow.provider_id == self._organisation
        self._connection.execute(delete(MadeTodayRow).where(mine, MadeTodayRow.format.in_(list(ways))))
        told = [
            {
                "provider_id": self._organisation,
                "format": name,
                "way": way.value,
                "told_at": func.now(),
            }
            for name, way in sorted(ways.items())
            if way is not None
        ]
        if told:
            self._connection.execute(insert(MadeTodayRow).values(told))

    def are_reviews_timed(self) -> bool:
        """Whether this provider chose so; not until it does."""
        mine = TimedReviewsRow.provider_id == self._organisation
        wanted = select(TimedReviewsRow.is_timed).where(mine)
        return bool(self._connection.execute(wanted).scalar_one_or_none())

    def choose_timed_reviews(self, *, is_timed: bool) -> None:
        """From now on."""
        values = {"is_timed": is_timed, "changed_at": func.now()}
        new = insert_or(TimedReviewsRow).values(provider_id=self._organisation, **values)
        self._connection.execute(new.on_conflict_do_update(index_elements=["provider_id"], set_=values))

    def record_review(self, minutes: float) -> None:
        """One report was looked at for so long; by whom is not kept."""
        self._connection.execute(
            insert(TimeStudyRow).values(
                id=uuid4(),
                provider_id=self._organisation,
                driver=TimedWork.REVIEW.value,
                role=BY_ITSELF,
                is_holdout=False,
                started_at=func.now() - timedelta(minutes=minutes),
                stopped_at=func.now(),
            )
        )
