"""Choose whether reports of the sample count for others, without a name."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.hold_out import shared_reports
from service.pipeline.burden_basis import burden_basis
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChooseSharedHoldOuts:
    """It can be taken back at any time: then nothing of them counts for anybody else from that moment on."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, *, is_shared: bool) -> None:
        """From now on, those made before among them. Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        demands = burden_basis(self.catalogue).demands
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.measuring.choose_shared_hold_outs(is_shared=is_shared)
            if is_shared:
                work.measuring.share(shared_reports(work.burden.made_by_hand(), demands))
            act = "hold_outs_shared" if is_shared else "hold_outs_no_longer_shared"
            work.acts.record(act, str(viewer.organisation.id))
