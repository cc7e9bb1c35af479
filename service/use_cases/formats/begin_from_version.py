"""Begin a draft from a version that is there."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from service.domain.access import NotFoundError, Viewer
from service.domain.formats.drafts.draft import DraftId, NewDraft, NewRequest
from service.domain.formats.drafts.naming import municipality_of, own_prefix
from service.domain.formats.library import WRITERS, VersionPage, codes_of
from service.domain.formats.published import next_begin
from service.files.catalogue import with_value
from service.pipeline.format_prover import FormatProver
from service.storage.stores import Stores
from service.use_cases.formats.begin_draft import BeginDraft
from service.use_cases.formats.show_version import ShowVersion


@dataclass(frozen=True, slots=True)
class BeginFromVersion:
    """A next version for who speaks for all that ask it; for others a version of their own."""

    stores: Stores
    show_version: ShowVersion
    prover: FormatProver
    begin: BeginDraft

    def __call__(self, viewer: Viewer, name: str, version: str) -> DraftId:
        """Raises NotFoundError, and NotAllowedError for a provider."""
        viewer.require(*WRITERS)
        page = self.show_version(viewer, name, version)
        if page.text is None:
            raise NotFoundError(f"{name}@{version}")
        codes = self._codes(viewer)
        new = _next_version(viewer, page, page.text) if page.entry.may_renew else _own(viewer, page, codes)
        own = page.published.workbook if page.published else None
        return self.begin(viewer, replace(new, workbook=self.prover.workbook_of(new.text, own)))

    def _codes(self, viewer: Viewer) -> frozenset[str]:
        with self.stores.as_format_writer(viewer) as work:
            return codes_of(viewer, work.organisations.members())


def _next_version(viewer: Viewer, page: VersionPage, text: str) -> NewDraft:
    begin = _next_begin(page)
    text = with_value(text, ("valid", "from"), begin)
    based_on = f"{page.plan.name}@{page.plan.version}"
    return NewDraft(
        name=page.entry.name,
        version=begin,
        text=text,
        asked=NewRequest(),
        based_on=based_on,
        municipality=municipality_of(viewer),
    )


def _own(viewer: Viewer, page: VersionPage, codes: frozenset[str]) -> NewDraft:
    """A copy under an own name, that takes the place of the other for the viewer's municipalities."""
    name = f"{own_prefix(viewer)}{page.entry.name.rpartition('/')[2]}"
    begin = _next_begin(page)
    text = with_value(with_value(page.text or "", ("format",), name), ("valid", "from"), begin)
    own = tuple(sorted(codes & set(page.entry.municipalities)))
    asked = NewRequest(municipalities=own, instead_of=page.entry.name)
    based_on = f"{page.plan.name}@{page.plan.version}"
    return NewDraft(
        name=name,
        version=begin,
        text=text,
        asked=asked,
        based_on=based_on,
        municipality=municipality_of(viewer),
    )


def _next_begin(page: VersionPage) -> str:
    return next_begin(page.plan, (each.valid for each in page.entry.versions), _today())


def _today() -> date:
    return datetime.now(UTC).date()
