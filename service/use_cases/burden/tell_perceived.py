"""Tell how heavy the burden feels: two questions, once every half-year, for the provider's own eyes."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.calibration import Perceived
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class TellPerceivedBurden:
    """One answer of one person per half-year; the last one given stands."""

    stores: Stores

    def __call__(self, viewer: Viewer, now: int, acceptable: int, irritation: int) -> None:
        """Shares of the working week in percents, and irritation from 1 (none) to 4 (much).

        Raises NotAllowedError for anyone but a provider, ValueError for what is not on these scales.
        """
        viewer.require(OrganisationKind.PROVIDER)
        if not (0 <= now <= 100 and 0 <= acceptable <= 100 and 1 <= irritation <= 4):  # noqa: PLR2004 - the scales of the question
            raise ValueError
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.burden.tell_perceived(
                viewer.account,
                Perceived(
                    half_year="", answers=1, share_now=now, share_acceptable=acceptable, irritation=irritation
                ),
            )
            work.acts.record("perceived_burden_told", "")
