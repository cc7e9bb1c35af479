"""Show what a provider told of how it works today, and whether its reviews are timed."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.made_today import WaysToday
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class MeasuringChoices:
    """What stands on the page of measurements."""

    formats: tuple[str, ...]
    """Every format that the provider has reports in."""
    ways: WaysToday
    are_reviews_timed: bool
    are_hold_outs_shared: bool


@dataclass(frozen=True, slots=True)
class ShowMeasuring:
    """Only a provider's own."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> MeasuringChoices:
        """Formats by name. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            ways = work.measuring.made_today()
            known = {each.format for each in work.burden.counted_reports()}
            return MeasuringChoices(
                tuple(sorted(known | set(ways))),
                ways,
                work.measuring.are_reviews_timed(),
                work.measuring.are_hold_outs_shared(),
            )
