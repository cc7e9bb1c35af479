"""Webhooks of an organisation, and whose turn it is to be brought events."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKey,
    LargeBinary,
    Select,
    Text,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy import Row as Found
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import OrganisationId, Viewer
from service.domain.submissions.jobs import JobId, JobKind, JobState
from service.domain.webhooks import MOST, TooManyWebhooksError, Webhook, WebhookId, WebhookState
from service.storage.job_rows import add_lone_job
from service.storage.keys.wrapping import Wrapped
from service.storage.log_tables import LogEntryRow
from service.storage.tables import JobRow, Row

_ALONE = text("SELECT pg_try_advisory_xact_lock(20260089)")


class WebhookRow(Row):
    """One address."""

    __tablename__ = "webhook"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    login: Mapped[str]
    url: Mapped[str]
    types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    wrapped_by: Mapped[str]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger)
    failures: Mapped[int]
    outcome: Mapped[str]
    tried_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    job_id: Mapped[UUID | None]
    """The last job that brought it events."""
    made_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Addressed:
    """A webhook with what signs its events."""

    webhook: Webhook
    secret: Wrapped = field(repr=False)


class Webhooks:
    """Those of one organisation."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def every(self) -> tuple[Webhook, ...]:
        """The latest first."""
        found = self._connection.execute(self._own().order_by(WebhookRow.made_at.desc()))
        return tuple(_webhook(row) for row in found)

    def make(
        self, viewer: Viewer, webhook: WebhookId, url: str, types: Iterable[str], secret: Wrapped
    ) -> None:
        """From now on what happens is brought there. Raises TooManyWebhooksError."""
        if len(self.every()) >= MOST:
            raise TooManyWebhooksError(f"an organisation has at most {MOST}")
        last = select(func.coalesce(func.max(LogEntryRow.leaf_index), -1)).scalar_subquery()
        self._connection.execute(
            insert(WebhookRow).values(
                id=webhook,
                organisation_id=self._organisation,
                login=viewer.login,
                url=url,
                types=sorted(types),
                wrapped_by=secret.by,
                wrapped=secret.content,
                state=WebhookState.ACTIVE.value,
                position=last,
                failures=0,
                outcome="",
                next_at=func.now(),
                made_at=func.now(),
            )
        )

    def remove(self, webhook: WebhookId) -> bool:
        """Nothing is brought there any more; whether it was there."""
        gone = delete(WebhookRow).where(*self._is(webhook))
        return self._connection.execute(gone).rowcount > 0

    def start(self, webhook: WebhookId, after: int | None) -> bool:
        """Bring it events again, from where it was, or from the place `after`; whether it is there."""
        values: dict[str, object] = {
            "state": WebhookState.ACTIVE.value,
            "failures": 0,
            "next_at": func.now(),
        }
        if after is not None:
            values["position"] = func.least(WebhookRow.position, after)
        changed = update(WebhookRow).where(*self._is(webhook)).values(**values)
        return self._connection.execute(changed).rowcount > 0

    def of_job(self, job: JobId) -> Addressed | None:
        """For which webhook a job was asked; None when that is gone, stopped, or asked once more since."""
        row = WebhookRow
        found = self._connection.execute(
            self._own().where(row.job_id == job, row.state == WebhookState.ACTIVE.value)
        ).one_or_none()
        return None if found is None else Addressed(_webhook(found), Wrapped(found.wrapped_by, found.wrapped))

    def record(
        self, webhook: Webhook, position: int, outcome: str, failures: int, pause: timedelta | None
    ) -> None:
        """How far it came. `pause`: until the next try; None to stop."""
        state = WebhookState.STOPPED if pause is None else WebhookState.ACTIVE
        values: dict[str, object] = {
            "state": state.value,
            "failures": failures,
            "position": position,
            "next_at": func.now() + (pause or timedelta()),
        }
        if outcome:
            values |= {"outcome": outcome, "tried_at": func.now()}
        self._connection.execute(
            update(WebhookRow)
            .where(*self._is(webhook.id), WebhookRow.position == webhook.position)
            .values(**values)
        )

    def _own(self) -> Select[*tuple[Any, ...]]:
        return select(*WebhookRow.__table__.columns).where(WebhookRow.organisation_id == self._organisation)

    def _is(self, webhook: WebhookId) -> tuple[ColumnElement[bool], ...]:
        return WebhookRow.id == webhook, WebhookRow.organisation_id == self._organisation


def _webhook(row: Found[*tuple[Any, ...]]) -> Webhook:
    return Webhook(
        id=WebhookId(row.id),
        url=row.url,
        types=frozenset(row.types),
        state=WebhookState(row.state),
        position=row.position,
        failures=row.failures,
        outcome=row.outcome,
        tried_at=row.tried_at,
        next_at=row.next_at,
        made_by=row.login,
        made_at=row.made_at,
    )


class EventRoom:
    """Sees which webhooks there are and how far each is, of everybody, and nothing of what is brought."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def count_stopped(self) -> int:
        """How many wait until somebody looks."""
        stopped = WebhookRow.state == WebhookState.STOPPED.value
        return self._connection.execute(select(func.count()).where(stopped)).scalar_one()

    def ask(self) -> int:
        """A job for each webhook for which something happened and whose turn it is; returns how many.

        Nobody has two jobs under way. One process at a time does this; another finds nothing to do.
        """
        if not self._connection.execute(_ALONE).scalar_one():
            return 0
        row = WebhookRow
        last = self._connection.execute(select(func.max(LogEntryRow.leaf_index))).scalar_one_or_none()
        if last is None:
            return 0
        under_way = select(JobRow.id).where(
            JobRow.id == row.job_id, JobRow.state.in_([JobState.READY.value, JobState.RUNNING.value])
        )
        due = select(row.id, row.organisation_id).where(
            row.state == WebhookState.ACTIVE.value,
            row.position < last,
            row.next_at <= func.now(),
            ~under_way.exists(),
        )
        found = self._connection.execute(due).all()
        for webhook, organisation in found:
            self._ask_one(webhook, organisation)
        return len(found)

    def _ask_one(self, webhook: UUID, organisation: UUID) -> None:
        job = uuid4()
        self._connection.execute(update(WebhookRow).where(WebhookRow.id == webhook).values(job_id=job))
        add_lone_job(self._connection, job, organisation, JobKind.BRING_EVENTS)
