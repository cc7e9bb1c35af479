"""Count what waits for a second person, and for this one."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.library import WRITERS, codes_of
from service.domain.home import Step, Waiting, in_order, waiting
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class CountDecisions:
    """Drafts of formats and meanings of codes; who wrote or proposed one decides nothing of it."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[Waiting, ...]:
        """Nothing for a provider, which writes no formats."""
        if viewer.organisation.kind not in WRITERS:
            return ()
        with self.stores.as_format_writer(viewer) as work:
            codes = codes_of(viewer, work.organisations.members())
            drafts = [each.id for each in work.drafts.all() if each.waits_for(viewer.account)]
            meanings = [each for each in work.meanings.all(codes) if each.waits_for(viewer.account)]
        return in_order([waiting(Step.DECIDE_DRAFT, drafts), Waiting(Step.DECIDE_MEANING, len(meanings))])
