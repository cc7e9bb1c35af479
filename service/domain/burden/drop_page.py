"""The drop list of one period, as far as a viewer may see what was delivered over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.demand import Delivery, accepted_once
from service.domain.burden.drop_list import DropList, DropListBasis, drop_list
from service.domain.burden.effect import Effects
from service.domain.burden.estimate import Draws
from service.domain.burden.from_reports import CountedReport, asked_on, deliveries_of
from service.domain.burden.page import BurdenBasis, fewest_for
from service.domain.periods import Period


@dataclass(frozen=True, slots=True)
class DropPage:
    """A list, and of which other periods there is one."""

    periods: tuple[Period, ...]
    period: Period | None = None
    found: DropList | None = None
    """None where nothing was delivered."""


def drop_page(
    viewer: Viewer, reports: Iterable[CountedReport], basis: BurdenBasis, draws: Draws, label: str | None
) -> DropPage:
    """Of the latest period, or of the one called `label`: what it asks then, and what that took over it."""
    standing = (each for each in reports if not each.is_rejected)
    deliveries = accepted_once(deliveries_of(standing, basis.demands))
    periods = _periods(deliveries)
    period = next((each for each in periods if each.label == label), periods[-1] if periods else None)
    if period is None:
        return DropPage(periods)
    chosen = [each for each in deliveries if period.contains(each.period)]
    fewest = fewest_for(viewer.organisation.kind)
    listed = list_of(towns_of(viewer, chosen), chosen, period, basis, draws, fewest)
    return DropPage(periods, period, listed)


def _periods(deliveries: Iterable[Delivery]) -> tuple[Period, ...]:
    return tuple(sorted({each.period for each in deliveries}, key=lambda each: (each.end, each.begin)))


def towns_of(viewer: Viewer, deliveries: Iterable[Delivery]) -> set[str]:
    """Whose questions a list is of: a municipality sees what it asks, also when nobody delivered it."""
    is_one = viewer.organisation.kind is OrganisationKind.MUNICIPALITY
    own = {viewer.organisation.code} if is_one else set()
    return {each.municipality for each in deliveries} | own


def list_of(
    towns: Iterable[str],
    deliveries: Sequence[Delivery],
    period: Period,
    basis: BurdenBasis,
    draws: Draws,
    fewest_providers: int,
) -> DropList:
    """Of these municipalities, by the calendar of the last day of a period."""
    asking = asked_on(basis.catalogue, period.end, basis.demands)
    return drop_list(
        towns,
        DropListBasis(
            asking=asking,
            period=period,
            required=basis.required,
            elsewhere=basis.elsewhere,
            effects=Effects(deliveries, draws, fewest_providers),
        ),
    )
