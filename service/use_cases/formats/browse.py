"""The formats that concern someone: every version, who asks it, and what is on its way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.drafts.draft import Draft, PublishedVersion
from service.domain.formats.plan import Plan
from service.files.catalogue import read_own_text
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores

NATIONAL = "landelijk/"
"""Formats that are asked by law: nobody changes them here."""


@dataclass(frozen=True, slots=True)
class FormatEntry:
    """One format with its versions, the latest first."""

    name: str
    versions: tuple[Plan, ...]
    municipalities: tuple[str, ...]
    """Gemeentecodes of all that ask it, in order."""
    may_renew: bool
    """Whether the viewer may write its next version; otherwise a version of one's own."""

    @property
    def title(self) -> str:
        """Of the latest version."""
        return self.versions[0].format.title


@dataclass(frozen=True, slots=True)
class Library:
    """The formats of one viewer, and the drafts it may see."""

    formats: tuple[FormatEntry, ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version, with where it comes from."""

    entry: FormatEntry
    plan: Plan
    text: str | None
    """The YAML; None for a version whose own file is gone."""
    published: PublishedVersion | None
    """None for a version that came with the installation."""
    previous: Plan | None


@dataclass(frozen=True, slots=True)
class BrowseFormats:
    """Reading formats: everything that is asked is open to whom it is asked of."""

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer) -> Library:
        """All formats that concern the viewer, by title, and the drafts it may see."""
        codes, drafts = self._known(viewer)
        entries = entries_for(viewer, self.catalogue(), codes)
        return Library(tuple(sorted(entries, key=lambda each: each.title)), drafts)

    def version(self, viewer: Viewer, name: str, version: str) -> VersionPage:
        """One version. Raises NotFoundError when there is none, or none that concerns the viewer."""
        codes, _ = self._known(viewer)
        entries = entries_for(viewer, self.catalogue(), codes)
        entry = next((each for each in entries if each.name == name), None)
        plan = next((each for each in entry.versions if each.version == version), None) if entry else None
        if entry is None or plan is None:
            raise NotFoundError(f"{name}@{version}")
        published = self.published(name, version)
        text = published.text if published else read_own_text(self.catalogue.mappings_dir, name, version)
        earlier = [each for each in entry.versions if each.valid.begin < plan.valid.begin]
        return VersionPage(entry, plan, text, published, earlier[0] if earlier else None)

    def published(self, name: str, version: str) -> PublishedVersion | None:
        """What was published here under this name; None for a version of the installation."""
        with self.stores.as_catalogue() as publications:
            every = publications.first(publications.count_by(None))
        return next(
            (each for each in every if (each.publication.name, each.publication.version) == (name, version)),
            None,
        )

    def _known(self, viewer: Viewer) -> tuple[frozenset[str], tuple[Draft, ...]]:
        with self.stores.as_format_writer(viewer) as work:
            return codes_of(viewer, work.organisations.members()), work.drafts.all()


def codes_of(viewer: Viewer, members: frozenset[str]) -> frozenset[str]:
    """The gemeentecodes that a viewer speaks for."""
    match viewer.organisation.kind:
        case OrganisationKind.MUNICIPALITY:
            return frozenset({viewer.organisation.code})
        case OrganisationKind.BUREAU:
            return members
        case OrganisationKind.PROVIDER:
            return frozenset()


def entries_for(viewer: Viewer, catalogue: Catalogue, codes: frozenset[str]) -> list[FormatEntry]:
    """The formats that these municipalities ask, or that are asked of this provider."""
    asked: dict[str, list[Request]] = {}
    for request in catalogue.requests:
        asked.setdefault(request.format, []).append(request)
    return [
        FormatEntry(
            name,
            tuple(reversed(catalogue.plans[name])),
            tuple(sorted({each.municipality for each in requests})),
            may_renew(name, requests, codes),
        )
        for name, requests in asked.items()
        if any(_concerns(viewer, each, codes) for each in requests)
    ]


def may_renew(name: str, requests: Iterable[Request], codes: frozenset[str]) -> bool:
    """A next version is for whoever speaks for everyone that asks it; what the law asks is not theirs."""
    asking = {each.municipality for each in requests if each.format == name}
    return bool(asking) and asking <= codes and not name.startswith(NATIONAL)


def _concerns(viewer: Viewer, request: Request, codes: frozenset[str]) -> bool:
    if viewer.organisation.kind is not OrganisationKind.PROVIDER:
        return request.municipality in codes
    code = viewer.organisation.code
    return code not in request.without and (not request.providers or code in request.providers)


def holds_on(plan: Plan, day: date) -> bool:
    """Whether the version is for a reporting period around this day."""
    return plan.valid.begin <= day <= plan.valid.end
