"""Submissions: what was uploaded, what was found in it, and how it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    Select,
    cast,
    exists,
    func,
    insert,
    null,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.findings import Verdict
from service.domain.periods import Period
from service.domain.standard.repairs import Reading
from service.domain.submissions.submission import (
    Received,
    StoredFindingGroup,
    Submission,
    SubmissionId,
    SubmissionState,
    successions,
)
from service.domain.translation.balance import Balance
from service.domain.translation.waiting import WaitingAmount
from service.domain.translation.waiting_codes import WaitingCode
from service.storage.balances import balance_from_json, counts_from_json
from service.storage.correction_tables import SuccessionRow
from service.storage.findings import (
    FaultCounts,
    all_findings,
    fault_counts,
    grouped_findings,
    has_places,
)
from service.storage.residual_tables import ReportVerdictRow
from service.storage.submission_outcomes import CheckOutcome, SettledOutcome
from service.storage.tables import (
    BurdenRecordRow,
    JsonObject,
    ReportRow,
    SubmissionContentRow,
    SubmissionMunicipalityRow,
    SubmissionRow,
)
from service.storage.waiting_codes import keep_waiting_codes

_Wanted = Select[*tuple[Any, ...]]
_Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """An upload whose bytes are safe in the blob store."""

    filename: str
    sha256: str
    bytes: int
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionContent:
    """What only the provider may know of a submission."""

    upload: StoredUpload
    tables_blob: str | None
    rows: Mapping[str, int]
    balance: Balance | None
    burden: Mapping[str, int]
    reading: Reading
    """How it is read, whatever its provider said later."""
    times_read: int = 1
    waiting: tuple[WaitingAmount, ...] = ()
    checked_under: str = ""
    """The hash of the catalogue that its check knew; empty before that."""


class Submissions:
    """The submissions that one organisation may see; only a provider changes its own."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def add(self, submission: SubmissionId, upload: StoredUpload, reading: Reading) -> Received:
        """Keep a new upload, to be read as told; the same bytes from the same provider are recognised."""
        new = (
            insert_or(SubmissionRow)
            .values(
                id=submission,
                provider_id=self._organisation,
                sha256=upload.sha256,
                state=SubmissionState.RECEIVED.value,
                received_at=func.now(),
            )
            .on_conflict_do_nothing(index_elements=["provider_id", "sha256"])
        )
        added = self._connection.execute(new.returning(SubmissionRow.id)).scalar_one_or_none()
        if added is None:
            known = select(SubmissionRow.id).where(
                SubmissionRow.provider_id == self._organisation, SubmissionRow.sha256 == upload.sha256
            )
            return Received(SubmissionId(self._connection.execute(known).scalar_one()), is_new=False)
        self._connection.execute(
            insert(SubmissionContentRow).values(
                submission_id=added,
                provider_id=self._organisation,
                filename=upload.filename,
                bytes=upload.bytes,
                blob=upload.blob,
                reading=reading.as_json(),
            )
        )
        return Received(SubmissionId(added), is_new=True)

    def read_again(self, submission: SubmissionId, reading: Reading) -> int:
        """Forget what was found and go back to received, to be read as told; the number of that reading."""
        self._update(submission, state=SubmissionState.RECEIVED.value, verdict=None)
        content = SubmissionContentRow
        again = (
            update(content)
            .where(content.submission_id == submission)
            .values(
                reading=reading.as_json(),
                times_read=content.times_read + 1,
                findings=[],
                rows={},
                balance=null(),
                tables_blob=None,
            )
        )
        return self._connection.execute(again.returning(content.times_read)).scalar_one()

    def get(self, submission: SubmissionId) -> Submission | None:
        """One own submission, None when there is none that this organisation may see."""
        row = self._connection.execute(_own().where(SubmissionRow.id == submission)).one_or_none()
        return None if row is None else _submission(row)

    def newest_first(self) -> tuple[Submission, ...]:
        """All own submissions."""
        found = self._connection.execute(_own().order_by(SubmissionRow.received_at.desc()))
        return tuple(_submission(row) for row in found)

    def content(self, submission: SubmissionId) -> SubmissionContent | None:
        """What belongs to one own submission, its findings apart."""
        content = SubmissionContentRow
        wanted = (
            select(
                content.filename,
                SubmissionRow.sha256,
                content.bytes,
                content.blob,
                content.tables_blob,
                content.rows,
                content.balance,
                content.waiting,
                content.reading,
                content.times_read,
                content.checked_under,
                BurdenRecordRow.counts,
            )
            .join(SubmissionRow, SubmissionRow.id == content.submission_id)
            .outerjoin(BurdenRecordRow, BurdenRecordRow.submission_id == content.submission_id)
        )
        row = self._connection.execute(wanted.where(content.submission_id == submission)).one_or_none()
        if row is None:
            return None
        return SubmissionContent(
            upload=StoredUpload(row.filename, row.sha256, row.bytes, row.blob),
            tables_blob=row.tables_blob,
            rows=counts_from_json(row.rows),
            balance=balance_from_json(row.balance) if row.balance else None,
            burden=counts_from_json(row.counts or {}),
            waiting=tuple(WaitingAmount.from_json(each) for each in row.waiting),
            reading=Reading.from_json(row.reading),
            times_read=row.times_read,
            checked_under=row.checked_under,
        )

    def grouped_findings(self, submission: SubmissionId) -> tuple[StoredFindingGroup, ...]:
        """See storage/findings.py."""
        return grouped_findings(self._connection, submission)

    def fault_counts(self, submission: SubmissionId) -> FaultCounts:
        """See storage/findings.py."""
        return fault_counts(self._connection, submission)

    def has_places(self, submission: SubmissionId) -> bool:
        """See storage/findings.py."""
        return has_places(self._connection, submission)

    def all_findings(self, submission: SubmissionId, code: str = "") -> tuple[Mapping[str, object], ...]:
        """See storage/findings.py."""
        return all_findings(self._connection, submission, code)

    def lock(self, submission: SubmissionId) -> SubmissionState:
        """Wait until no other transaction is deciding about this submission; its state then."""
        locked = select(SubmissionRow.state).where(SubmissionRow.id == submission).with_for_update()
        return SubmissionState(self._connection.execute(locked).scalar_one())

    def leave_untold(self, submission: SubmissionId) -> None:
        """Remember that an answer changed while its reports were being made."""
        content = SubmissionContentRow
        changed = update(content).where(content.submission_id == submission)
        self._connection.execute(changed.values(answers_untold=True))

    def take_untold(self, submission: SubmissionId) -> bool:
        """Whether that was remembered; from then on it is not."""
        content = SubmissionContentRow
        told = update(content).where(content.submission_id == submission, content.answers_untold)
        return self._connection.execute(told.values(answers_untold=False)).rowcount > 0

    def record_check(self, submission: SubmissionId, outcome: CheckOutcome) -> None:
        """Keep what the check found, and move on to translating or rejected."""
        is_rejected = outcome.verdict is Verdict.REJECTED
        state = SubmissionState.REJECTED if is_rejected else SubmissionState.TRANSLATING
        period = outcome.period
        self._update(
            submission,
            state=state.value,
            verdict=outcome.verdict.value,
            period_begin=period.begin if period else None,
            period_end=period.end if period else None,
        )
        self._connection.execute(
            update(SubmissionContentRow)
            .where(SubmissionContentRow.submission_id == submission)
            .values(
                rows=dict(outcome.rows),
                findings=[dict(one) for one in outcome.findings],
                tables_blob=outcome.tables_blob,
                checked_under=outcome.catalogue_sha256,
                balance=outcome.balance.as_json() if outcome.balance else None,
            )
        )
        self._record_municipalities(submission, outcome.municipalities)

    def set_state(self, submission: SubmissionId, state: SubmissionState) -> None:
        """Move on to `state`."""
        self._update(submission, state=state.value)

    def record_settlement(self, submission: SubmissionId, settled: SettledOutcome) -> None:
        """Keep balance, counts, what waits and what translation found; the submission is then ready."""
        self._connection.execute(
            update(SubmissionContentRow)
            .where(SubmissionContentRow.submission_id == submission)
            .values(
                balance=settled.balance.as_json(),
                waiting=[each.as_json() for each in settled.waiting],
                findings=SubmissionContentRow.findings.op("||")(
                    cast([dict(one) for one in settled.findings], JSONB)
                ),
            )
        )
        self.keep_codes(submission, settled.codes)
        counted = insert_or(BurdenRecordRow).values(
            submission_id=submission,
            provider_id=self._organisation,
            counts=dict(settled.burden),
            recorded_at=func.now(),
        )
        again = {"counts": counted.excluded.counts, "recorded_at": counted.excluded.recorded_at}
        self._connection.execute(counted.on_conflict_do_update(index_elements=["submission_id"], set_=again))
        self._update(submission, state=SubmissionState.READY.value)

    def keep_codes(self, submission: SubmissionId, codes: Sequence[WaitingCode]) -> None:
        """See storage/waiting_codes.py."""
        keep_waiting_codes(self._connection, self._organisation, submission, codes)

    def record_succession(self) -> tuple[SubmissionId, ...]:
        """Let every submission that a later one took the place of point at it, once; those that hold again.

        Concurrent settlements of one provider wait for each other on its lock, so that each sees the other's.
        One whose successor was taken back holds again.
        """
        self.lock_all()
        found = self.newest_first()
        taken = successions(found)
        for each in found:
            if each.superseded_by is None and each.id in taken:
                self._update(each.id, superseded_by=taken[each.id], superseded_at=func.now())
        again = [each.id for each in found if each.superseded_by is not None and each.id not in taken]
        for submission in again:
            self._update(submission, superseded_by=None, superseded_at=None)
        return tuple(again)

    def lock_all(self) -> None:
        """Wait until no other transaction is deciding which of this provider's submissions holds."""
        lock = func.pg_advisory_xact_lock(func.hashtextextended(str(self._organisation), 0))
        self._connection.execute(select(lock))

    def _record_municipalities(self, submission: SubmissionId, municipalities: Iterable[str]) -> None:
        rows: list[JsonObject] = [
            {"submission_id": submission, "provider_id": self._organisation, "municipality": code}
            for code in sorted(set(municipalities))
        ]
        if rows:
            self._connection.execute(insert_or(SubmissionMunicipalityRow).on_conflict_do_nothing(), rows)

    def _update(self, submission: SubmissionId, **values: object) -> None:
        self._connection.execute(update(SubmissionRow).where(SubmissionRow.id == submission).values(**values))


def _own() -> _Wanted:
    content = SubmissionContentRow
    return select(
        SubmissionRow.id,
        SubmissionRow.provider_id,
        content.filename,
        SubmissionRow.sha256,
        content.bytes,
        SubmissionRow.state,
        SubmissionRow.received_at,
        SubmissionRow.period_begin,
        SubmissionRow.period_end,
        SubmissionRow.verdict,
        SubmissionRow.superseded_by,
        SubmissionRow.superseded_at,
        _municipalities(true()).label("concerns"),
        _municipalities(SubmissionMunicipalityRow.sent_at.is_not(None)).label("sent_to"),
        _rejecting().label("rejected_by"),
    ).join(content, content.submission_id == SubmissionRow.id)


def _municipalities(which: ColumnElement[bool]) -> ScalarSelect[Any]:
    concerned = SubmissionMunicipalityRow
    return (
        select(func.array_agg(concerned.municipality))
        .where(concerned.submission_id == SubmissionRow.id, which)
        .scalar_subquery()
    )


def _rejecting() -> ScalarSelect[Any]:
    """Who rejected a report that still holds."""
    gone = exists().where(SuccessionRow.report_id == ReportRow.id)
    return (
        select(func.array_agg(ReportVerdictRow.municipality))
        .join(ReportRow, ReportRow.id == ReportVerdictRow.report_id)
        .where(ReportRow.submission_id == SubmissionRow.id, ReportVerdictRow.cause.is_not(None), ~gone)
        .scalar_subquery()
    )


def _submission(row: _Found) -> Submission:
    return Submission(
        id=SubmissionId(row.id),
        provider=OrganisationId(row.provider_id),
        filename=row.filename,
        sha256=row.sha256,
        bytes=row.bytes,
        state=SubmissionState(row.state),
        received_at=row.received_at,
        period=Period(row.period_begin, row.period_end) if row.period_begin else None,
        verdict=Verdict(row.verdict) if row.verdict else None,
        superseded_by=SubmissionId(row.superseded_by) if row.superseded_by else None,
        superseded_at=row.superseded_at,
        concerns=frozenset(row.concerns or ()),
        sent_to=frozenset(row.sent_to or ()),
        rejected_by=frozenset(row.rejected_by or ()),
    )
