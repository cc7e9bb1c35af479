"""What providers timed, together and without names: only operations that five or more of them timed."""

from sqlalchemy import Connection, func, select

from service.domain.access import OrganisationId
from service.domain.burden.handmade import HandmadeReport
from service.domain.burden.tables import Driver
from service.domain.burden.time_studies import PooledTime
from service.storage.measuring_tables import PooledReportRow
from service.storage.tables import TimeStudyRow

FEWEST = 5
"""Fewer providers than this have no pool: each could work out what the others take."""


class PooledTimes:
    """Times of everyone, as nobody's."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def of_others_than(self, organisation: OrganisationId) -> tuple[PooledTime, ...]:
        """Per operation that at least five other providers timed, what each of them made of it."""
        row = TimeStudyRow
        seconds = func.extract("epoch", row.stopped_at - row.started_at) - row.paused_seconds
        by_provider = (
            select(
                row.driver,
                func.count().label("cases"),
                func.count().filter(row.is_holdout).label("holdout_cases"),
                func.exp(func.avg(func.ln(seconds / 60.0))).label("minutes"),
                func.count().over(partition_by=row.driver).label("providers"),
            )
            .where(row.stopped_at.is_not(None), seconds > 0, row.provider_id != organisation)
            .group_by(row.driver, row.provider_id)
            .subquery()
        )
        pooled = by_provider.c
        wanted = select(pooled.driver, pooled.cases, pooled.holdout_cases, pooled.minutes)
        found = self._connection.execute(
            wanted.where(pooled.providers >= FEWEST).order_by(pooled.driver, pooled.minutes, pooled.cases)
        )
        return tuple(
            PooledTime(each.driver, each.cases, each.holdout_cases, float(each.minutes)) for each in found
        )

    def hold_outs_of_others_than(self, organisation: OrganisationId) -> tuple[HandmadeReport, ...]:
        """Reports of the sample that count for others, of families of which five or more others have one."""
        row = PooledReportRow
        others = row.provider_id != organisation
        families = (
            select(row.family)
            .where(others)
            .group_by(row.family)
            .having(func.count(row.provider_id.distinct()) >= FEWEST)
        )
        number = func.dense_rank().over(order_by=row.provider_id).label("number")
        wanted = select(number, row.operations, row.minutes).where(others, row.family.in_(families))
        found = self._connection.execute(wanted.order_by(number, row.minutes, row.report_id))
        return tuple(
            HandmadeReport(
                f"another {each.number}",
                {Driver(name): float(count) for name, count in each.operations.items()},
                float(each.minutes),
            )
            for each in found
        )
