"""What an organisation is told, and what each of its people chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import AccountId, OrganisationId, OrganisationKind
from service.domain.notices.choices import MOST_REFUSALS, NoticeChoice, Pace
from service.domain.notices.email import EmailId
from service.domain.notices.kinds import KINDS, Notice
from service.domain.reports import ReportId
from service.domain.submissions.jobs import JobState
from service.domain.wording import Wording
from service.storage.notice_tables import NoticeChoiceRow, NoticeCopyRow, NoticeRow
from service.storage.tables import JobRow, JsonObject, OrganisationRow, ReportRow, SubmissionMunicipalityRow

_COLUMNS = ["id", "organisation_id", "told_by", "kind", "key", "facts", "created_at"]


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """A notice as it stands in the list of its organisation."""

    notice: Notice
    told_at: datetime


class Notices:
    """Told in the transaction in which something happens, so that it is told exactly when it happened."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`; what is told is told by `organisation`."""
        self._connection = connection
        self._organisation = organisation

    def tell(self, notice: Notice) -> None:
        """Tell our own organisation."""
        row = self._row(notice)
        values = dict(zip(_COLUMNS, (uuid4(), self._organisation, *row, func.now()), strict=True))
        self._connection.execute(insert_or(NoticeRow).values(values).on_conflict_do_nothing().inline())

    def tell_municipalities(self, notice: Notice, codes: Iterable[str]) -> None:
        """Tell those of these gemeentecodes that take part."""
        readers = select(func.gen_random_uuid(), OrganisationRow.id, *self._literals(notice), func.now())
        wanted = readers.where(
            OrganisationRow.kind == OrganisationKind.MUNICIPALITY.value, OrganisationRow.code.in_(set(codes))
        )
        self._connection.execute(
            insert_or(NoticeRow).from_select(_COLUMNS, wanted).on_conflict_do_nothing().inline()
        )

    def tell_provider_of(self, notice: Notice, report: ReportId) -> None:
        """Tell whoever a report that we may see is from."""
        readers = select(func.gen_random_uuid(), ReportRow.provider_id, *self._literals(notice), func.now())
        self._connection.execute(
            insert_or(NoticeRow)
            .from_select(_COLUMNS, readers.where(ReportRow.id == report))
            .on_conflict_do_nothing()
            .inline()
        )

    def tell_providers_of(self, notice: Notice, codes: Iterable[str]) -> None:
        """Tell every provider that sent something to one of these municipalities, as far as we may know."""
        line = SubmissionMunicipalityRow
        concerned = select(line.provider_id).where(line.municipality.in_(set(codes))).distinct().subquery()
        readers = select(func.gen_random_uuid(), concerned.c.provider_id, *self._literals(notice), func.now())
        self._connection.execute(
            insert_or(NoticeRow).from_select(_COLUMNS, readers).on_conflict_do_nothing().inline()
        )

    def last(self, most: int) -> tuple[ToldNotice, ...]:
        """What this organisation was told, the latest first."""
        wanted = select(NoticeRow.kind, NoticeRow.facts, NoticeRow.created_at)
        mine = wanted.where(NoticeRow.organisation_id == self._organisation, NoticeRow.kind.in_(list(KINDS)))
        found = self._connection.execute(mine.order_by(NoticeRow.created_at.desc()).limit(most))
        return tuple(ToldNotice(notice_of(kind, facts), moment) for kind, facts, moment in found)

    def choice_of(self, account: AccountId) -> NoticeChoice:
        """What a person chose; a usual choice without an address when that was never."""
        row = NoticeChoiceRow
        mine = (row.account_id == account, row.organisation_id == self._organisation)
        found = self._connection.execute(select(row.email, row.pace, row.unwanted).where(*mine)).one_or_none()
        if found is None:
            return NoticeChoice()
        return NoticeChoice(found.email, Pace(found.pace), frozenset(found.unwanted))

    def choose(self, account: AccountId, choice: NoticeChoice) -> None:
        """From now on, also for what is told already and not yet sent."""
        values = {
            "email": choice.email,
            "pace": choice.pace.value,
            "unwanted": sorted(choice.unwanted),
            "changed_at": func.now(),
            "refusals": 0,
            "refused_at": None,
        }
        new = insert_or(NoticeChoiceRow).values(
            account_id=account, organisation_id=self._organisation, **values
        )
        self._connection.execute(
            new.on_conflict_do_update(
                index_elements=["account_id"],
                set_=values,
                where=NoticeChoiceRow.organisation_id == self._organisation,
            )
        )

    def last_refusal(self, account: AccountId) -> str:
        """Why the last email to a person did not arrive; empty when it did, or when there was none."""
        ended = (JobState.DONE.value, JobState.QUARANTINED.value)
        wanted = (
            select(JobRow.state, JobRow.failure)
            .join(NoticeCopyRow, NoticeCopyRow.email_id == JobRow.id)
            .where(NoticeCopyRow.account_id == account, JobRow.state.in_(ended))
            .order_by(JobRow.finished_at.desc())
            .limit(1)
        )
        last = self._connection.execute(wanted).one_or_none()
        is_refused = last is not None and last.state == JobState.QUARANTINED.value
        return (last.failure or "") if last and is_refused else ""

    def is_given_up(self, account: AccountId) -> bool:
        """Whether nobody writes to the address of a person any more, for its server refused too often."""
        row = NoticeChoiceRow
        found = self._connection.execute(select(row.refusals).where(row.account_id == account)).scalar()
        return (found or 0) >= MOST_REFUSALS

    def mark_sent(self, email: EmailId) -> None:
        """The mail server took it: what it refused before is over."""
        sent = update(NoticeCopyRow).where(NoticeCopyRow.email_id == email)
        self._connection.execute(sent.values(sent_at=func.now()))
        arrives = update(NoticeChoiceRow).where(self._reads(email), NoticeChoiceRow.refusals > 0)
        self._connection.execute(arrives.values(refusals=0, refused_at=None))

    def mark_refused(self, email: EmailId, address: str) -> None:
        """The server of this address never takes it; nothing when another address was chosen since."""
        row = NoticeChoiceRow
        refused = update(row).where(self._reads(email), row.email == address)
        self._connection.execute(refused.values(refusals=row.refusals + 1, refused_at=func.now()))

    @staticmethod
    def _reads(email: EmailId) -> ColumnElement[bool]:
        """Whose choice it is: of who the email is for."""
        readers = select(NoticeCopyRow.account_id).where(NoticeCopyRow.email_id == email)
        return NoticeChoiceRow.account_id.in_(readers)

    def _literals(self, notice: Notice) -> tuple[ColumnElement[Any], ...]:
        told_by, kind, key, facts = self._row(notice)
        return (
            literal(told_by, NoticeRow.told_by.type),
            literal(kind),
            literal(key),
            literal(facts, NoticeRow.facts.type),
        )

    def _row(self, notice: Notice) -> tuple[UUID, str, str, JsonObject]:
        return self._organisation, notice.kind.code, notice.key or str(uuid4()), facts_of(notice)


def facts_of(notice: Notice) -> JsonObject:
    """As a row holds them."""
    return {
        name: value.as_json() if isinstance(value, Wording) else value for name, value in notice.facts.items()
    }


def notice_of(kind: str, facts: JsonObject) -> Notice:
    """The notice that a row holds."""
    read = {
        name: Wording.of_json(value) if isinstance(value, dict) else str(value)
        for name, value in facts.items()
    }
    return Notice(KINDS[kind], read)
