"""Compare what was delivered over two periods, by provider or by municipality."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.contracts.comparison import ComparedLine, compared
from service.domain.periods import Period, chosen_period
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two periods and what differs."""

    periods: tuple[Period, ...]
    """All over which something was sent."""
    before: Period | None
    """None when there is no such period, and then there are no lines; likewise `after`."""
    after: Period | None
    by_municipality: bool
    lines: tuple[ComparedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparePeriods:
    """Of what who looks may see: a bureau of its municipalities, a municipality and a provider of itself."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(
        self,
        viewer: Viewer,
        before: str | None = None,
        after: str | None = None,
        *,
        by_municipality: bool = False,
    ) -> Comparison:
        """By label; without one the latest, and the one before it that is as long."""
        kind = viewer.organisation.kind
        by_municipality = by_municipality or kind is OrganisationKind.PROVIDER
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            periods = work.deliveries.contracts.periods()
            second = chosen_period(periods, after)
            first = chosen_period(periods, before) if before else _former(periods, second)
            if first is None or second is None:
                return Comparison(
                    periods=periods, before=first, after=second, by_municipality=by_municipality
                )
            totals = work.deliveries.contracts.totals
            then = totals(first, by_municipality=by_municipality)
            now = totals(second, by_municipality=by_municipality)
            names = {} if by_municipality else dict(work.deliveries.providers())
        return Comparison(
            periods=periods,
            before=first,
            after=second,
            by_municipality=by_municipality,
            lines=compared(
                then,
                now,
                self.catalogue().municipalities if by_municipality else names,
                hides_small=kind is OrganisationKind.BUREAU,
            ),
        )


def _former(periods: tuple[Period, ...], period: Period | None) -> Period | None:
    """The last one before this that has as many months."""
    if period is None:
        return None
    earlier = [each for each in periods if each.end < period.begin and _months(each) == _months(period)]
    return max(earlier, key=lambda each: each.end, default=None)


def _months(period: Period) -> int:
    begin, end = period.begin, period.end
    return (end.year - begin.year) * 12 + end.month - begin.month
