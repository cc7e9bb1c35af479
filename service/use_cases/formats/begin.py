"""Begin a draft: from a version that is there, from a YAML text, or from a blank workbook."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import Asked, DraftId, NewDraft, Workbook
from service.domain.formats.drafts.proposals import SheetProposal
from service.domain.formats.plan import Plan
from service.domain.formats.published import next_begin
from service.files.apart import Died, ParsingLimits, do_apart
from service.files.catalogue import (
    DRAFT_FILE,
    document_of,
    propose_for_workbook,
    read_synonyms,
    with_value,
    write_draft,
)
from service.storage.stores import Stores
from service.use_cases.formats.browse import BrowseFormats, FormatEntry, codes_of
from service.use_cases.formats.prove import ProveDraft

MOST_CHARACTERS = 200_000
"""A format is a page or two; more than this is something else."""
_LIMITS = ParsingLimits(memory=500_000_000, cpu_seconds=10, wall_seconds=15.0)
_UNSIGNED = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class BeginFormat:
    """Every draft belongs to the organisation that begins it."""

    stores: Stores
    browse: BrowseFormats
    prove: ProveDraft

    def from_version(self, viewer: Viewer, name: str, version: str) -> DraftId:
        """A next version of `name` for who speaks for all that ask it; for others a version of their own.

        Raises NotFoundError, and NotAllowedError for a provider.
        """
        _require_writer(viewer)
        page = self.browse.version(viewer, name, version)
        if page.text is None:
            raise NotFoundError(f"{name}@{version}")
        if not page.entry.may_renew:
            return self._keep(viewer, self._own_version(viewer, page.entry, page.plan, page.text))
        begin = next_begin(page.plan, (each.valid for each in page.entry.versions), _today())
        text = with_value(page.text, ("valid", "from"), begin)
        new = NewDraft(name, begin, text, Asked(), f"{name}@{version}", _municipality(viewer))
        return self._keep(viewer, self._with_workbook(new, page.plan))

    def from_text(self, viewer: Viewer, text: str, asked: Asked = Asked()) -> DraftId:  # noqa: B008 - a value
        """A draft of this YAML. Raises FormatError for what is no format, and NotAllowedError."""
        _require_writer(viewer)
        name, version = name_and_version(text)
        library = self.browse(viewer)
        known = next((each for each in library.formats if each.name == name), None)
        if known is not None and not known.may_renew:
            raise FormatError(
                f"{name} is asked by others too.", remedy=f"Call your own version {own_prefix(viewer)}…"
            )
        if known is None and not name.startswith(own_prefix(viewer)):
            raise FormatError(f"{name} is not a name of yours.", remedy=f"Begin it with {own_prefix(viewer)}")
        asked = Asked() if known is not None else replace(asked, municipalities=self._codes(viewer))
        workbook = self.prove.workbook_of(text, None)
        return self._keep(
            viewer,
            NewDraft(name, version, text, asked, municipality=_municipality(viewer), workbook=workbook),
        )

    def from_workbook(self, viewer: Viewer, content: bytes, filename: str, asked: Asked) -> DraftId:
        """A draft proposed for a blank workbook, with what was proposed and what is unknown in its notes.

        Raises FormatError for a workbook that cannot be read or of which no column is known.
        """
        _require_writer(viewer)
        mappings_dir = self.prove.catalogue.mappings_dir
        proposals = _proposed_apart(content, mappings_dir)
        if not proposals:
            raise FormatError(
                "No sheet has a row of headers that is known.", remedy="Upload the workbook with its headers."
            )
        name = f"{own_prefix(viewer)}{_plain(filename.rpartition('.')[0])}"
        workbook = Workbook(f"{name}.xlsx", content)
        text = write_draft(name, workbook.name, proposals)
        asked = replace(asked, municipalities=self._codes(viewer))
        new = NewDraft(
            name,
            name_and_version(text)[1],
            text,
            asked,
            municipality=_municipality(viewer),
            workbook=workbook,
            notes=tuple(_notes(proposals)),
        )
        return self._keep(viewer, new)

    def _own_version(self, viewer: Viewer, entry: FormatEntry, plan: Plan, text: str) -> NewDraft:
        """A copy under an own name, that takes the place of the other for the viewer's municipalities."""
        own = frozenset(self._codes(viewer))
        name = f"{own_prefix(viewer)}{entry.name.rpartition('/')[2]}"
        begin = next_begin(plan, (each.valid for each in entry.versions), _today())
        text = with_value(with_value(text, ("format",), name), ("valid", "from"), begin)
        asked = Asked(tuple(sorted(own & set(entry.municipalities))), instead_of=entry.name)
        new = NewDraft(name, begin, text, asked, f"{plan.name}@{plan.version}", _municipality(viewer))
        return self._with_workbook(new, plan)

    def _with_workbook(self, new: NewDraft, plan: Plan) -> NewDraft:
        published = self.browse.published(plan.name, plan.version)
        own = published.workbook if published else None
        return replace(new, workbook=self.prove.workbook_of(new.text, own))

    def _codes(self, viewer: Viewer) -> tuple[str, ...]:
        with self.stores.as_format_writer(viewer) as work:
            return tuple(sorted(codes_of(viewer, work.organisations.members())))

    def _keep(self, viewer: Viewer, new: NewDraft) -> DraftId:
        with self.stores.as_format_writer(viewer) as work:
            draft = work.drafts.begin(new)
            work.acts.record("format_draft_begun", str(draft), format=new.name, version=new.version)
        return draft


def _proposed_apart(content: bytes, mappings_dir: Path) -> dict[str, tuple[int, SheetProposal]]:
    """What a workbook from outside asks, read in a process apart. Raises FormatError for what is none."""
    unreadable = FormatError("This workbook cannot be read.", remedy="Save it as .xlsx and try again.")
    try:
        found = do_apart(lambda: propose_for_workbook(content, read_synonyms(mappings_dir)), _LIMITS)
    except Exception as error:  # what is no workbook can make its reader raise anything
        raise unreadable from error
    if isinstance(found, Died):
        raise unreadable
    return found


def name_and_version(text: str) -> tuple[str, str]:
    """What a text calls itself and from which period it holds. Raises FormatError when it has no name."""
    if len(text) > MOST_CHARACTERS:
        raise FormatError(f"This text is too long: a format has at most {MOST_CHARACTERS} characters.")
    content = document_of(text, DRAFT_FILE, DRAFT_FILE).content
    name, valid = content.get("format"), content.get("valid")
    if not isinstance(name, str):
        raise FormatError("This is no format.", file=DRAFT_FILE, line=1, remedy="Start with `format: …`.")
    begin = valid.get("from") if isinstance(valid, Mapping) else None
    return name, str(begin) if begin is not None else ""


def _today() -> date:
    return datetime.now(UTC).date()


def own_prefix(viewer: Viewer) -> str:
    """What the names of an organisation's own formats begin with."""
    organisation = viewer.organisation
    kind = "gemeente" if organisation.kind is OrganisationKind.MUNICIPALITY else "bureau"
    return f"{kind}-{_plain(organisation.code)}/"


def _plain(text: str) -> str:
    return _UNSIGNED.sub("-", text.lower()).strip("-") or "formaat"


def _municipality(viewer: Viewer) -> str:
    is_one = viewer.organisation.kind is OrganisationKind.MUNICIPALITY
    return viewer.organisation.code if is_one else ""


def _require_writer(viewer: Viewer) -> None:
    if viewer.organisation.kind is OrganisationKind.PROVIDER:
        raise NotAllowedError("a provider reads formats and writes none")


def _notes(proposals: Mapping[str, tuple[int, SheetProposal]]) -> list[str]:
    """Per column, as tabs: sheet, header, confidence (0 when unknown), reason."""
    return [
        f"{sheet}\t{each.header}\t{each.confidence if each.expression else 0}\t{each.reason}"
        for sheet, (_, proposal) in proposals.items()
        for each in proposal.columns
    ]
