"""Write a draft, hand it to a second person, and publish it: never by who wrote it."""

from collections.abc import Callable
from dataclasses import dataclass

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import (
    ChangedMeanwhileError,
    Draft,
    DraftId,
    DraftState,
    FourEyesError,
    Workbook,
)
from service.domain.formats.plan import Plan
from service.domain.formats.publication import publication_of
from service.storage.stores import FormatWork, Stores
from service.use_cases.formats.begin import name_and_version
from service.use_cases.formats.browse import BrowseFormats
from service.use_cases.formats.prove import Proof, ProveDraft, replaced_plan


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft with what is known of it, and what this viewer may do."""

    draft: Draft
    proof: Proof
    replaced: Plan | None
    """The version whose place it takes."""
    may_edit: bool
    may_approve: bool
    """Whether this viewer is the second person: somebody else than everyone who wrote it."""
    is_own: bool
    """Whether it is a draft of the viewer's own organisation."""


@dataclass(frozen=True, slots=True)
class WriteFormat:
    """Everything that becomes of a draft after its beginning."""

    stores: Stores
    browse: BrowseFormats
    prove: ProveDraft

    def show(self, viewer: Viewer, draft_id: DraftId) -> DraftPage:
        """Raises NotFoundError."""
        with self.stores.as_format_writer(viewer) as work:
            draft = _found(work, draft_id)
            workbook = work.drafts.workbook(draft_id)
        proof = self.prove(draft.text, workbook, viewer.language)
        is_own = draft.organisation == viewer.organisation.id
        return DraftPage(
            draft,
            proof,
            replaced_plan(self.prove.catalogue(), draft),
            is_own and draft.state.can_be_edited,
            draft.state is DraftState.SUBMITTED and not draft.was_written_by(viewer.account),
            is_own,
        )

    def workbook(self, viewer: Viewer, draft_id: DraftId) -> Workbook | None:
        """The blank workbook that goes with a draft. Raises NotFoundError."""
        with self.stores.as_format_writer(viewer) as work:
            _found(work, draft_id)
            return work.drafts.workbook(draft_id)

    def change(self, viewer: Viewer, draft_id: DraftId, revision: int, change: Callable[[str], str]) -> None:
        """Save what `change` makes of the text. Raises FormatError when that is no YAML or another format.

        Raises ChangedMeanwhileError when the text is no longer state `revision`, NotAllowedError when the
        draft is somebody else's or waits for a second person.
        """
        with self.stores.as_format_writer(viewer) as work:
            draft = _found(work, draft_id)
            _require_own(viewer, draft)
            if draft.revision != revision:
                raise ChangedMeanwhileError(str(draft_id))
            text = change(draft.text)
            if text == draft.text:
                return
            name, version = name_and_version(text)
            if name != draft.name:
                raise FormatError(
                    f"This format is called {draft.name}.", remedy="Begin another draft for another name."
                )
            work.drafts.save(draft, text, name=name, version=version)

    def keep_workbook(self, viewer: Viewer, draft_id: DraftId, content: bytes) -> None:
        """From now on this blank workbook goes with the draft."""
        with self.stores.as_format_writer(viewer) as work:
            draft = _found(work, draft_id)
            _require_own(viewer, draft)
            work.drafts.keep_workbook(draft, Workbook(draft.workbook or f"{draft.name}.xlsx", content))

    def submit(self, viewer: Viewer, draft_id: DraftId) -> None:
        """Hand it to a second person. Raises FormatError for a draft that cannot be published as it is."""
        with self.stores.as_format_writer(viewer) as work:
            draft = _found(work, draft_id)
            _require_own(viewer, draft)
            own = work.drafts.workbook(draft_id)
            used = self.prove.workbook_of(draft.text, own)
            if used is not None and used != own:
                work.drafts.keep_workbook(draft, used)
            self._publishable(draft, used)
            work.drafts.move(
                draft,
                DraftState.SUBMITTED,
                submitted_by=viewer.account,
                submitter=viewer.login,
                remark="",
            )
            work.acts.record("format_submitted", str(draft_id), format=draft.name, version=draft.version)

    def send_back(self, viewer: Viewer, draft_id: DraftId, remark: str) -> None:
        """Back to who wrote it, with what has to change first; who wrote it may take it back too."""
        self._move(viewer, draft_id, DraftState.SENT_BACK, "format_sent_back", remark)

    def withdraw(self, viewer: Viewer, draft_id: DraftId) -> None:
        """Do nothing more with it."""
        self._move(viewer, draft_id, DraftState.WITHDRAWN, "format_withdrawn", "")

    def approve(self, viewer: Viewer, draft_id: DraftId) -> Plan:
        """Publish it: from now on submissions are translated with it, and nothing changes it any more.

        Raises FourEyesError for who had a hand in it; the database refuses it once more.
        """
        with self.stores.as_format_writer(viewer) as work:
            draft = _found(work, draft_id)
            if draft.was_written_by(viewer.account):
                raise FourEyesError(str(draft_id))
            plan = self._publishable(draft, work.drafts.workbook(draft_id))
            work.drafts.publish(draft, publication_of(plan))
            work.acts.record(
                "format_published",
                f"{plan.name}@{plan.version}",
                sha256=plan.sha256,
                draft=str(draft_id),
                written_by=sorted({each.login for each in draft.revisions}),
            )
        return plan

    def _move(self, viewer: Viewer, draft_id: DraftId, state: DraftState, act: str, remark: str) -> None:
        with self.stores.as_format_writer(viewer) as work:
            draft = _found(work, draft_id)
            if draft.state is DraftState.PUBLISHED:
                raise ChangedMeanwhileError(str(draft_id))
            work.drafts.move(draft, state, remark=remark)
            work.acts.record(act, str(draft_id), format=draft.name, version=draft.version)

    def _publishable(self, draft: Draft, workbook: Workbook | None) -> Plan:
        """The plan, when nothing stands in the way. Raises FormatError that says what does."""
        plan = self.prove.compiled(draft.text, workbook)
        catalogue = self.prove.catalogue()
        versions = catalogue.plans.get(plan.name, ())
        if any(each.valid.begin >= plan.valid.begin for each in versions):
            raise FormatError(
                f"{plan.name} has a version from {versions[-1].version} already; this one begins later.",
                remedy="Change `valid: from`.",
            )
        if versions and versions[-1].format.period is not plan.format.period:
            raise FormatError(
                "A later version keeps the reporting period of the earlier ones.",
                remedy="Begin a format of its own for another period.",
            )
        asked = draft.asked
        if not versions and not asked.instead_of and not asked.legal_ground.strip():
            raise FormatError(
                "An extra request needs its ground.", remedy="Fill in on what ground it is asked."
            )
        if not versions and not asked.municipalities:
            raise FormatError("No municipality asks this format.", remedy="Say in place of which it comes.")
        return plan


def _found(work: FormatWork, draft_id: DraftId) -> Draft:
    draft = work.drafts.get(draft_id)
    if draft is None:
        raise NotFoundError(str(draft_id))
    return draft


def _require_own(viewer: Viewer, draft: Draft) -> None:
    is_own = draft.organisation == viewer.organisation.id
    if not is_own or viewer.organisation.kind is OrganisationKind.PROVIDER:
        raise NotAllowedError(f"draft {draft.id} is of somebody else")
    if not draft.state.can_be_edited:
        raise ChangedMeanwhileError(str(draft.id))
