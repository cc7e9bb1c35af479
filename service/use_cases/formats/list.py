"""List the formats that concern someone, and the drafts that are on their way."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.formats.library import Library, codes_of, entries_for
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListFormats:
    """Everything that is asked is open to whom it is asked of."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer) -> Library:
        """All formats that concern the viewer, by title, and the drafts it may see."""
        with self.stores.as_format_writer(viewer) as work:
            codes, drafts = codes_of(viewer, work.organisations.members()), work.drafts.all()
        entries = entries_for(viewer, self.catalogue(), codes)
        return Library(tuple(sorted(entries, key=lambda each: each.title)), drafts)
