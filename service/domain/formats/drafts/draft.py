"""Formats on their way: drafts that one person writes and another publishes, and what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from service.domain.access import AccountId, NotAllowedError, OrganisationId, OrganisationKind, Viewer
from service.domain.failures import TerminalError
from service.domain.formats.publication import Publication
from service.domain.submissions.submission import SubmissionId

DraftId = NewType("DraftId", UUID)
RunId = NewType("RunId", UUID)


class DraftState(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """Waits for a second person; nobody can change it now."""
    SENT_BACK = "sent-back"
    """The second person wants something changed first, and said what."""
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def can_be_edited(self) -> bool:
        """Whether its text may change."""
        return self in {DraftState.DRAFT, DraftState.SENT_BACK}

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something with it."""
        return self not in {DraftState.PUBLISHED, DraftState.WITHDRAWN}


class FourEyesError(TerminalError):
    """Who worked on a draft wanted to publish it too, or what was approved is not what was submitted."""


class ChangedMeanwhileError(TerminalError):
    """Somebody else saved the draft first; nothing of the later change was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """Who asks a new format, and in place of what: its entry in the calendar of requests.

    A later version of a format that is asked already needs none.
    """

    municipalities: tuple[str, ...] = ()
    instead_of: str = ""
    """The format that these municipalities no longer ask from then on; empty for an extra request."""
    deadline_days: int = 30
    """Of an extra request; one that takes a place keeps its deadline, its purpose and its ground."""
    legal_ground: str = ""
    purpose: str = ""

    def as_json(self) -> dict[str, object]:
        """For keeping."""
        return {
            "municipalities": list(self.municipalities),
            "instead_of": self.instead_of,
            "deadline_days": self.deadline_days,
            "legal_ground": self.legal_ground,
            "purpose": self.purpose,
        }


def asked_from_json(kept: Mapping[str, object]) -> NewRequest:
    """What `as_json` gave."""
    codes, days = kept.get("municipalities", []), kept.get("deadline_days", 30)
    return NewRequest(
        municipalities=tuple(str(code) for code in codes) if isinstance(codes, list) else (),
        instead_of=str(kept.get("instead_of", "")),
        deadline_days=days if isinstance(days, int) else 30,
        legal_ground=str(kept.get("legal_ground", "")),
        purpose=str(kept.get("purpose", "")),
    )


@dataclass(frozen=True, slots=True)
class Workbook:
    """A municipality's blank workbook that goes with a format."""

    name: str
    """The path by which the format names it."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One saved state of a draft."""

    number: int
    account: AccountId
    login: str
    saved_at: datetime
    sha256: str
    """Of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version of a format that is being written."""

    id: DraftId
    organisation: OrganisationId
    municipality: str
    """Gemeentecode of the municipality whose draft it is; empty when it is a bureau's."""
    owner: str
    """The name of the organisation whose draft it is."""
    name: str
    version: str
    state: DraftState
    text: str
    """The YAML: the one source of truth, byte for byte what is exported and what was imported."""
    revision: int
    asked: NewRequest
    based_on: str
    """`name@version` of what it was copied from; empty when it began from nothing."""
    notes: tuple[str, ...] = ()
    """What was proposed when it was drafted from a workbook, column by column."""
    workbook: str = ""
    """The name of its own blank workbook; empty when it has none."""
    submitted_by: AccountId | None = None
    submitter: str = ""
    remark: str = ""
    """Why it was sent back."""
    changed_at: datetime | None = None
    revisions: tuple[Revision, ...] = ()

    def was_written_by(self, account: AccountId) -> bool:
        """Whether this account had a hand in it: then somebody else has to approve it."""
        return account == self.submitted_by or any(each.account == account for each in self.revisions)

    def waits_for(self, account: AccountId) -> bool:
        """Whether it was submitted, and this account may say whether it is published."""
        return self.state is DraftState.SUBMITTED and not self.was_written_by(account)

    def require_editable_by(self, viewer: Viewer) -> None:
        """Raise NotAllowedError for somebody else's, ChangedMeanwhileError when it cannot be edited."""
        is_own = self.organisation == viewer.organisation.id
        if not is_own or viewer.organisation.kind is OrganisationKind.PROVIDER:
            raise NotAllowedError(f"draft {self.id} is of somebody else")
        if not self.state.can_be_edited:
            raise ChangedMeanwhileError(str(self.id))

    def require_handed_in_by(self, viewer: Viewer) -> None:
        """Raise NotAllowedError for whoever did not submit it, ChangedMeanwhileError when nobody did."""
        if self.state is not DraftState.SUBMITTED:
            raise ChangedMeanwhileError(str(self.id))
        if self.submitted_by != viewer.account:
            raise NotAllowedError(f"draft {self.id} was submitted by somebody else")

    def require_open(self) -> None:
        """Raise ChangedMeanwhileError when it was published since."""
        if self.state is DraftState.PUBLISHED:
            raise ChangedMeanwhileError(str(self.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    """A draft about to be kept."""

    name: str
    version: str
    text: str
    asked: NewRequest
    based_on: str = ""
    municipality: str = ""
    workbook: Workbook | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """A version that was published here, with everything that is needed to work with it."""

    publication: Publication
    text: str
    """The YAML as it was approved."""
    workbook: Workbook | None
    asked: NewRequest
    written_by: tuple[str, ...]
    """Logins of who worked on it."""
    approved_by: str
    published_at: datetime
    owner: str = ""


class RunKind(StrEnum):
    """What a draft is run for."""

    PREVIEW = "preview"
    TRY_OUT = "try-out"


class RunState(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRun:
    """A draft run over one submission, by a worker, for one organisation."""

    id: RunId
    draft: DraftId
    revision: int
    kind: RunKind
    submission: SubmissionId
    state: RunState
    result: Mapping[str, object] = field(default_factory=dict)
    """For a preview the first lines, for a try-out the differences; empty until it is done."""
    created_at: datetime | None = None
