"""Export what was approved for a code table, as lines to add to the csv beside the format."""

from dataclasses import dataclass
from hashlib import sha256

from service.domain.access import NotFoundError, Viewer
from service.domain.formats.library import WRITERS, codes_of
from service.domain.formats.meaning_proposals import may_write
from service.domain.formats.unknown_codes import approved_for
from service.domain.reports import Download
from service.files.catalogue import code_table_csv
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ExportMeanings:
    """In the form that a Dutch Excel opens and that the catalogue reads back."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, name: str, code_table: str) -> Download:
        """Raises NotFoundError when nothing was approved for it, or it is not theirs."""
        viewer.require(*WRITERS)
        with self.stores.as_format_writer(viewer) as work:
            codes = codes_of(viewer, work.organisations.members())
        catalogue = self.catalogue()
        approved = approved_for(catalogue, name, code_table)
        if not approved or not may_write(catalogue, name, codes):
            raise NotFoundError(f"{name} {code_table}")
        content = code_table_csv([each.line for each in approved])
        return Download(f"{code_table.rpartition('/')[2]}.csv", sha256(content).hexdigest(), content)
