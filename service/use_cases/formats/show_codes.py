"""Show which codes rows wait for, over all providers, and what was proposed that they mean."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.library import WRITERS, codes_of
from service.domain.formats.unknown_codes import CodesPage, codes_page
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowCodes:
    """Numbers of rows and providers, and euros: never of whom."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer) -> CodesPage:
        """Raises NotAllowedError for a provider: it sees its own rows on the page of its submission."""
        viewer.require(*WRITERS)
        with self.stores.as_format_writer(viewer) as work:
            codes = codes_of(viewer, work.organisations.members())
            unknown, proposals = work.waiting_codes.unknown(), work.meanings.all(codes)
        return codes_page(viewer, self.catalogue(), codes, unknown, proposals)
