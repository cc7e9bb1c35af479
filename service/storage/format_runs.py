"""Runs of a draft over a submission: asked by who writes it, done by a worker, forgotten soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.findings import Verdict
from service.domain.formats.drafts.draft import DraftId, DraftRun, RunId, RunKind, RunState
from service.domain.periods import Period
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.storage.format_tables import FormatRunRow
from service.storage.tables import OrganisationRow, SubmissionMunicipalityRow, SubmissionRow

_LASTS = {RunKind.PREVIEW: timedelta(hours=1), RunKind.TRY_OUT: timedelta(days=1)}
_STATES_WITH_TABLES = (SubmissionState.TRANSLATING, SubmissionState.READY, SubmissionState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSubmission:
    """A past submission as far as a municipality or bureau may know it."""

    id: SubmissionId
    provider: OrganisationId
    provider_name: str
    period: Period
    received_at: datetime
    municipalities: tuple[str, ...]
    """Those of the viewer that it concerns."""


class FormatRuns:
    """The runs of one organisation, and the submissions that it may run drafts over."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def ask(self, draft: DraftId, revision: int, kind: RunKind, submission: SubmissionId) -> RunId | None:
        """A new run; None when this very run is there already."""
        run = uuid4()
        self._connection.execute(delete(FormatRunRow).where(FormatRunRow.expires_at < func.now()))
        new = insert_or(FormatRunRow).values(
            id=run,
            organisation_id=self._organisation,
            draft_id=draft,
            revision=revision,
            kind=kind.value,
            submission_id=submission,
            state=RunState.WAITING.value,
            created_at=func.now(),
            expires_at=func.now() + _LASTS[kind],
        )
        added = self._connection.execute(new.on_conflict_do_nothing().returning(FormatRunRow.id))
        found = added.scalar_one_or_none()
        return None if found is None else RunId(found)

    def get(self, run: RunId) -> DraftRun | None:
        """One run that has not expired."""
        return next(iter(self._found(FormatRunRow.id == run)), None)

    def of_draft(self, draft: DraftId, revision: int, kind: RunKind) -> tuple[DraftRun, ...]:
        """The runs of one state of a draft, the oldest first."""
        row = FormatRunRow
        return self._found(row.draft_id == draft, row.revision == revision, row.kind == kind.value)

    def keep(self, run: RunId, state: RunState, result: Mapping[str, object]) -> None:
        """Write down what came of it; nothing when it was forgotten in the meantime."""
        changed = update(FormatRunRow).where(FormatRunRow.id == run)
        self._connection.execute(changed.values(state=state.value, result=dict(result)))

    def submissions(self, most: int, only: SubmissionId | None = None) -> tuple[SeenSubmission, ...]:
        """Submissions with something to translate, not replaced by a later one, the newest first."""
        row, concerned = SubmissionRow, SubmissionMunicipalityRow
        this_one = (row.id == only,) if only is not None else ()
        found = self._connection.execute(
            select(
                row.id,
                row.provider_id,
                OrganisationRow.name,
                row.period_begin,
                row.period_end,
                row.received_at,
                func.array_agg(concerned.municipality).label("municipalities"),
            )
            .join(OrganisationRow, OrganisationRow.id == row.provider_id)
            .join(concerned, concerned.submission_id == row.id)
            .where(
                row.superseded_by.is_(None),
                row.verdict != Verdict.REJECTED.value,
                row.state.in_([state.value for state in _STATES_WITH_TABLES]),
                row.period_begin.is_not(None),
                *this_one,
            )
            .group_by(row.id, OrganisationRow.name)
            .order_by(row.received_at.desc())
            .limit(most)
        )
        return tuple(
            SeenSubmission(
                id=SubmissionId(each.id),
                provider=OrganisationId(each.provider_id),
                provider_name=each.name,
                period=Period(each.period_begin, each.period_end),
                received_at=each.received_at,
                municipalities=tuple(sorted(each.municipalities)),
            )
            for each in found
        )

    def _found(self, *conditions: object) -> tuple[DraftRun, ...]:
        row = FormatRunRow
        wanted = select(
            row.id,
            row.draft_id,
            row.revision,
            row.kind,
            row.submission_id,
            row.state,
            row.result,
            row.created_at,
        ).where(row.expires_at > func.now())
        for condition in conditions:
            wanted = wanted.where(condition)  # type: ignore[arg-type] # a column expression
        return tuple(_run(*each) for each in self._connection.execute(wanted.order_by(row.created_at)))


def forget_expired_runs(connection: Connection) -> int:
    """Remove every expired run; for the part of the service that tidies up."""
    gone = connection.execute(delete(FormatRunRow).where(FormatRunRow.expires_at < func.now()))
    return gone.rowcount


def _run(
    run: UUID,
    draft: UUID,
    revision: int,
    kind: str,
    submission: UUID,
    *rest: object,
) -> DraftRun:
    state, result, created_at = rest
    return DraftRun(
        id=RunId(run),
        draft=DraftId(draft),
        revision=revision,
        kind=RunKind(kind),
        submission=SubmissionId(submission),
        state=RunState(str(state)),
        result=result if isinstance(result, dict) else {},
        created_at=created_at if isinstance(created_at, datetime) else None,
    )
