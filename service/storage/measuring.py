"""What a provider tells of how it works today, and the reviews that are timed because it chose so."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.burden.hold_out import SharedReport
from service.domain.burden.made_today import Way, WaysToday
from service.domain.burden.time_studies import BY_ITSELF, TimedWork
from service.storage.baselines import Baselines
from service.storage.measuring_tables import MadeTodayRow, PooledReportRow, SharedHoldOutRow, TimedReviewsRow
from service.storage.tables import TimeStudyRow


class Measuring:
    """Of one provider; nothing for anybody else."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation
        self.baseline = Baselines(connection, organisation)

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

    def are_hold_outs_shared(self) -> bool:
        """Whether its reports of the sample count for others; not until it says so."""
        mine = SharedHoldOutRow.provider_id == self._organisation
        wanted = select(SharedHoldOutRow.is_shared).where(mine)
        return bool(self._connection.execute(wanted).scalar_one_or_none())

    def choose_shared_hold_outs(self, *, is_shared: bool) -> None:
        """From now on; what was shared is taken back at once when it no longer may be."""
        values = {"is_shared": is_shared, "changed_at": func.now()}
        new = insert_or(SharedHoldOutRow).values(provider_id=self._organisation, **values)
        self._connection.execute(new.on_conflict_do_update(index_elements=["provider_id"], set_=values))
        if not is_shared:
            self.share([])

    def share(self, reports: Sequence[SharedReport]) -> None:
        """These and no others count for others."""
        mine = PooledReportRow.provider_id == self._organisation
        self._connection.execute(delete(PooledReportRow).where(mine))
        if reports:
            self._connection.execute(
                insert(PooledReportRow).values(
                    [
                        {
                            "report_id": each.report,
                            "provider_id": self._organisation,
                            "family": each.family,
                            "operations": {driver.value: count for driver, count in each.operations.items()},
                            "minutes": each.minutes,
                        }
                        for each in reports
                    ]
                )
            )
