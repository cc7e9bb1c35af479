"""Drafts of formats with every saved state, and the versions that two people published."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError, SQLAlchemyError

from service.domain.access import AccountId, NotFoundError, OrganisationId, Viewer
from service.domain.dutch_days import day_of
from service.domain.formats.code_tables import Meaning
from service.domain.formats.drafts.draft import (
    ChangedMeanwhileError,
    Draft,
    DraftId,
    DraftState,
    FourEyesError,
    NewDraft,
    PublishedVersion,
    Revision,
    Workbook,
    asked_from_json,
)
from service.domain.formats.meaning_proposals import ProposalState
from service.domain.formats.publication import Publication
from service.storage.format_tables import FormatDraftRow, FormatPublicationRow, FormatRevisionRow
from service.storage.meaning_tables import CodeMeaningRow
from service.storage.meanings import approved_meaning

_Wanted = Select[*tuple[Any, ...]]
_Found = Row[*tuple[Any, ...]]
_NAMED = text("SELECT set_config('app.account', :account, true)")
_SETTLED = text("SELECT pg_advisory_xact_lock_shared(20260104)")


class Drafts:
    """The drafts that one organisation may see, changed by one of its people."""

    def __init__(self, connection: Connection, viewer: Viewer) -> None:
        """Works in the transaction of `connection`, in the name of `viewer`."""
        self._connection = connection
        self._viewer = viewer
        connection.execute(_NAMED, {"account": str(viewer.account)})

    def begin(self, new: NewDraft) -> DraftId:
        """Keep a new draft with its first text."""
        draft = uuid4()
        organisation = self._viewer.organisation
        self._connection.execute(
            insert(FormatDraftRow).values(
                id=draft,
                organisation_id=organisation.id,
                municipality=new.municipality,
                owner=organisation.name,
                name=new.name,
                version=new.version,
                state=DraftState.DRAFT.value,
                asked=new.asked.as_json(),
                based_on=new.based_on,
                notes=list(new.notes),
                workbook_name=new.workbook.name if new.workbook else None,
                workbook=new.workbook.content if new.workbook else None,
                changed_at=func.now(),
            )
        )
        self._add_revision(draft, 1, new.text)
        return DraftId(draft)

    def all(self) -> tuple[Draft, ...]:
        """Every draft this organisation may see, the last changed first."""
        found = self._connection.execute(_drafts().order_by(FormatDraftRow.changed_at.desc())).all()
        return tuple(self._draft(row) for row in found)

    def found(self, draft: DraftId) -> Draft:
        """As `get`. Raises NotFoundError when there is none for this viewer."""
        found = self.get(draft)
        if found is None:
            raise NotFoundError(str(draft))
        return found

    def get(self, draft: DraftId) -> Draft | None:
        """One draft, None when there is none that this organisation may see."""
        row = self._connection.execute(_drafts().where(FormatDraftRow.id == draft)).one_or_none()
        return None if row is None else self._draft(row)

    def workbook(self, draft: DraftId) -> Workbook | None:
        """The blank workbook that goes with a draft."""
        wanted = select(FormatDraftRow.workbook_name, FormatDraftRow.workbook)
        row = self._connection.execute(wanted.where(FormatDraftRow.id == draft)).one_or_none()
        is_there = row is not None and row.workbook is not None
        return Workbook(row.workbook_name or "", row.workbook) if row and is_there else None

    def text_at(self, draft: DraftId, number: int) -> str:
        """The text as it was saved. Raises NotFoundError for a state that was never saved."""
        row = FormatRevisionRow
        wanted = select(row.text).where(row.draft_id == draft, row.number == number)
        found: str | None = self._connection.execute(wanted).scalar_one_or_none()
        if found is None:
            raise NotFoundError(f"{draft} has no state {number}")
        return found

    def save(self, draft: Draft, new_text: str, *, name: str, version: str) -> None:
        """Add a state of the text. Raises ChangedMeanwhileError when somebody else added one since."""
        try:
            with self._connection.begin_nested():
                self._add_revision(draft.id, draft.revision + 1, new_text)
        except (IntegrityError, ProgrammingError) as error:
            raise ChangedMeanwhileError(str(draft.id)) from error
        self._change(draft, name=name, version=version)

    def keep_workbook(self, draft: Draft, workbook: Workbook) -> None:
        """From now on this workbook goes with the draft."""
        self._change(draft, workbook_name=workbook.name, workbook=workbook.content)

    def move(self, draft: Draft, state: DraftState, **values: object) -> None:
        """Bring the draft into another state. Raises ChangedMeanwhileError when it is no longer as it was."""
        self._change(draft, state=state.value, **values)

    def publish(self, draft: Draft, publication: Publication) -> None:
        """Publish exactly what was submitted, approved by the viewer.

        Raises FourEyesError when the viewer had a hand in it, belongs to somebody else, or when the draft is
        not what was submitted; ChangedMeanwhileError when this version was published in the meantime.
        """
        book = self.workbook(draft.id)
        new = insert(FormatPublicationRow).values(
            sha256=publication.sha256,
            draft_id=draft.id,
            organisation_id=draft.organisation,
            owner=draft.owner,
            name=publication.name,
            version=publication.version,
            resolved=publication.text,
            text=draft.text,
            workbook_name=book.name if book else None,
            workbook=book.content if book else None,
            asked=draft.asked.as_json(),
            written_by=sorted({each.login for each in draft.revisions} | {draft.submitter}),
            approved_by=self._viewer.account,
            approver=self._viewer.login,
            published_at=func.now(),
        )
        try:
            with self._connection.begin_nested():
                self._connection.execute(new.inline())
        except IntegrityError as error:
            raise ChangedMeanwhileError(f"{publication.name}@{publication.version}") from error
        except SQLAlchemyError as error:
            if "four eyes" not in str(error) and "row-level security" not in str(error):
                raise
            raise FourEyesError(str(draft.id)) from error

    def _change(self, draft: Draft, **values: object) -> None:
        changed = self._connection.execute(
            update(FormatDraftRow)
            .where(FormatDraftRow.id == draft.id, FormatDraftRow.state == draft.state.value)
            .values(changed_at=func.now(), **values)
        )
        if changed.rowcount != 1:
            raise ChangedMeanwhileError(str(draft.id))

    def _add_revision(self, draft: UUID, number: int, new_text: str) -> None:
        self._connection.execute(
            insert(FormatRevisionRow)
            .inline()
            .values(
                draft_id=draft,
                number=number,
                text=new_text,
                account_id=self._viewer.account,
                login=self._viewer.login,
                saved_at=func.now(),
            )
        )

    def _draft(self, row: _Found) -> Draft:
        wanted = select(
            FormatRevisionRow.number,
            FormatRevisionRow.account_id,
            FormatRevisionRow.login,
            FormatRevisionRow.saved_at,
            FormatRevisionRow.text,
        )
        states = self._connection.execute(
            wanted.where(FormatRevisionRow.draft_id == row.id).order_by(FormatRevisionRow.number)
        ).all()
        return Draft(
            id=DraftId(row.id),
            organisation=OrganisationId(row.organisation_id),
            municipality=row.municipality,
            owner=row.owner,
            name=row.name,
            version=row.version,
            state=DraftState(row.state),
            text=states[-1].text,
            revision=states[-1].number,
            asked=asked_from_json(row.asked),
            based_on=row.based_on,
            notes=tuple(row.notes),
            workbook=row.workbook_name or "",
            submitted_by=AccountId(row.submitted_by) if row.submitted_by else None,
            submitter=row.submitter,
            remark=row.remark,
            changed_at=row.changed_at,
            revisions=tuple(_revision(*state) for state in states),
        )


class Publications:
    """The versions that were published here: the same for everyone."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def counts_by(self, moment: datetime | None) -> tuple[int, int]:
        """How many versions were published and meanings approved by then, or are by now.

        What is being published or approved right now is waited for.
        """
        self._connection.execute(_SETTLED)
        published = select(func.count()).select_from(FormatPublicationRow)
        said = select(func.count()).where(CodeMeaningRow.state == ProposalState.APPROVED.value)
        if moment is not None:
            published = published.where(FormatPublicationRow.published_at <= moment)
            said = said.where(CodeMeaningRow.decided_at <= moment)
        row = self._connection.execute(select(published.scalar_subquery(), said.scalar_subquery())).one()
        return row[0], row[1]

    def first(self, count: int) -> Iterable[PublishedVersion]:
        """The first `count`, in the order in which they were published."""
        by_time = select(FormatPublicationRow).order_by(
            FormatPublicationRow.published_at, FormatPublicationRow.sha256
        )
        table = FormatPublicationRow.__table__
        wanted = by_time.with_only_columns(*table.c).limit(count)
        return tuple(_published(row) for row in self._connection.execute(wanted))

    def days(self) -> Mapping[str, date]:
        """The day on which each version was published here, by its hash."""
        row = FormatPublicationRow
        found = self._connection.execute(select(row.sha256, func.min(row.published_at)).group_by(row.sha256))
        return {sha256: day_of(moment) for sha256, moment in found}

    def first_meanings(self, count: int) -> tuple[Meaning, ...]:
        """The first `count` meanings, in the order in which they were approved."""
        row = CodeMeaningRow
        wanted = select(*row.__table__.c).where(row.state == ProposalState.APPROVED.value)
        found = self._connection.execute(wanted.order_by(row.decided_at, row.id).limit(count))
        return tuple(map(approved_meaning, found))

    def named(self, name: str, version: str) -> PublishedVersion | None:
        """What was published here under this name; None for a version of the installation."""
        table = FormatPublicationRow.__table__
        wanted = select(*table.c).where(table.c.name == name, table.c.version == version)
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else _published(row)


def _drafts() -> _Wanted:
    row = FormatDraftRow
    return select(
        row.id,
        row.organisation_id,
        row.municipality,
        row.owner,
        row.name,
        row.version,
        row.state,
        row.asked,
        row.based_on,
        row.notes,
        row.workbook_name,
        row.submitted_by,
        row.submitter,
        row.remark,
        row.changed_at,
    )


def _revision(number: int, account: UUID, login: str, saved_at: datetime, saved: str) -> Revision:
    return Revision(
        number=number,
        account=AccountId(account),
        login=login,
        saved_at=saved_at,
        sha256=sha256(saved.encode()).hexdigest(),
    )


def _published(row: _Found) -> PublishedVersion:
    return PublishedVersion(
        publication=Publication(row.name, row.version, row.sha256, row.resolved),
        text=row.text,
        workbook=None if row.workbook is None else Workbook(row.workbook_name or "", row.workbook),
        asked=asked_from_json(row.asked),
        written_by=tuple(row.written_by),
        approved_by=row.approver,
        published_at=row.published_at,
        owner=row.owner,
    )
