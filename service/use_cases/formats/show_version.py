"""Show one version of a format, with where it comes from."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.formats.library import VersionPage, codes_of, entries_for
from service.files.catalogue import read_own_text
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ShowVersion:
    """Everything that is asked is open to whom it is asked of."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, name: str, version: str) -> VersionPage:
        """Raises NotFoundError when there is no such version, or none that concerns the viewer."""
        with self.stores.as_format_writer(viewer) as work:
            codes = codes_of(viewer, work.organisations.members())
        entries = entries_for(viewer, self.catalogue(), codes)
        entry = next((each for each in entries if each.name == name), None)
        plan = entry.version(version) if entry else None
        if entry is None or plan is None:
            raise NotFoundError(f"{name}@{version}")
        with self.stores.as_catalogue() as publications:
            published = publications.named(name, version)
        text = published.text if published else read_own_text(self.catalogue.mappings_dir, name, version)
        return VersionPage(
            entry=entry, plan=plan, text=text, published=published, previous=entry.before(plan)
        )
