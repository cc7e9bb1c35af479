"""The tables as SQLAlchemy knows them; the migrations make them, and a test holds the two side by side."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

JsonObject = dict[str, object]
Moment = DateTime(timezone=True)


class Row(DeclarativeBase):
    """What all tables have in common: how Python's types are kept."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this attribute as it stands
        str: Text,
        datetime: Moment,
        JsonObject: JSONB,
        list[JsonObject]: JSONB,
    }


class OrganisationRow(Row):
    """An organisation that takes part."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]


class BureauMunicipalityRow(Row):
    """A municipality that a bureau works for, from and until a day."""

    __tablename__ = "bureau_municipality"

    bureau_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    municipality: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_until: Mapped[date | None]


class AccountRow(Row):
    """Someone who may sign in."""

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    language: Mapped[str]
    role: Mapped[str] = mapped_column(server_default=text("'administrator'"))
    ended_at: Mapped[datetime | None]
    """Since when nobody signs in with it any more."""


class SessionRow(Row):
    """One signed-in browser; deleting the row signs it out."""

    __tablename__ = "session"

    token_sha256: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True, server_default=text("gen_random_uuid()"))
    """By which its owner ends it; whoever knows it cannot sign in with it."""
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    opened_at_address: Mapped[str] = mapped_column(server_default=text("''"))
    """Of the network; empty where it is not known."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    """To the minute; None as long as it was not used after it was opened."""
    acting_for: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """The municipality for which its bureau acts; None for the own organisation."""
    assurance: Mapped[str] = mapped_column(server_default=text("'password'"))
    """At which it was opened, as `acr` says it."""
    is_vouched: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether a provider outside said who it is."""


class SignInBrakeRow(Row):
    """Wrong tries to sign in, under the hash of what they are counted by."""

    __tablename__ = "sign_in_brake"
    __table_args__ = (Index("sign_in_brake_by_time", "last_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    last_at: Mapped[datetime]


class SubmissionRow(Row):
    """What everyone concerned may know of a submission."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("provider_id", "sha256"),
        Index("submission_by_time", "provider_id", "received_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    sha256: Mapped[str]
    state: Mapped[str]
    verdict: Mapped[str | None]
    period_begin: Mapped[date | None]
    period_end: Mapped[date | None]
    received_at: Mapped[datetime]
    superseded_by: Mapped[UUID | None] = mapped_column(ForeignKey("submission.id"))
    superseded_at: Mapped[datetime | None]


class SubmissionContentRow(Row):
    """What only its provider may know of a submission."""

    __tablename__ = "submission_content"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    filename: Mapped[str]
    bytes: Mapped[int] = mapped_column(BigInteger)
    blob: Mapped[str]
    tables_blob: Mapped[str | None]
    rows: Mapped[JsonObject] = mapped_column(server_default=text("'{}'"))
    findings: Mapped[list[JsonObject]] = mapped_column(server_default=text("'[]'"))
    balance: Mapped[JsonObject | None]
    waiting: Mapped[list[JsonObject]] = mapped_column(server_default=text("'[]'"))
    reading: Mapped[JsonObject] = mapped_column(server_default=text("'{}'"))
    """`Reading.as_json`: how it is read, whatever its provider says later."""
    times_read: Mapped[int] = mapped_column(server_default=text("1"))
    """How often it was, or is being, read: once more when its provider answers how."""
    answers_untold: Mapped[bool] = mapped_column(server_default=text("false"))
    """An answer to a warning changed while its reports were being made; told when its books close."""
    adding_up: Mapped[JsonObject] = mapped_column(server_default=text("'{}'"))
    """`AddingUp.as_json`: whether it is an addition, and what its state is made from."""
    checked_under: Mapped[str] = mapped_column(server_default=text("''"))
    """The hash of the catalogue that its check knew; empty before that."""


class SubmissionMunicipalityRow(Row):
    """A municipality that a submission concerns, and since when it has it."""

    __tablename__ = "submission_municipality"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime | None]
    """None as long as its provider has not sent it, and again when it took it back."""
    sent_by: Mapped[str | None]
    """The login of who sent it; empty when it was sent by itself."""

    __table_args__ = (
        Index("line_of_pair", "provider_id", "municipality"),
        Index("line_of_municipality", "municipality", "provider_id"),
        Index("sent_by_time", "sent_at"),
    )


class JobRow(Row):
    """A piece of work, with its lease and its fencing number (attempt)."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("submission_id", "kind", "subject_key"),
        Index("job_to_do", "state", "lease_until", postgresql_where=text("state IN ('ready', 'running')")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID | None] = mapped_column(ForeignKey("submission.id"))
    """None for an email."""
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str]
    subject_key: Mapped[str]
    subject: Mapped[JsonObject | None]
    state: Mapped[str]
    attempt: Mapped[int] = mapped_column(server_default=text("0"))
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    """How often it failed, or ended the process that did it."""
    losses: Mapped[int] = mapped_column(server_default=text("0"))
    """How often its lease ran out and nobody knew why."""
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    owner: Mapped[str | None]
    failure: Mapped[str | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class OutboxRow(Row):
    """A message about a job that the broker has or has not been given."""

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_to_send", "created_at", postgresql_where=text("sent_at IS NULL")),)

    job_id: Mapped[UUID] = mapped_column(ForeignKey("job.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    times_sent: Mapped[int] = mapped_column(server_default=text("0"))


class ReportRow(Row):
    """A published report without its file."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint(
            "provider_id",
            "municipality",
            "format",
            "period_begin",
            "period_end",
            "submission_sha256",
            "format_sha256",
            "tables_sha256",
            name="report_once",
        ),
        Index("report_of_municipality", "municipality", "published_at"),
        Index("report_of_line", "submission_id", "municipality"),
        Index("report_over_period", "municipality", "period_begin", "period_end"),
        Index(
            "report_of_sender",
            "municipality",
            "provider_code",
            "period_begin",
            "period_end",
            postgresql_include=["provider_id", "sent_at"],
            postgresql_where=text("sent_at IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    submission_sha256: Mapped[str]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    provider_code: Mapped[str]
    provider_name: Mapped[str]
    municipality: Mapped[str]
    format: Mapped[str]
    format_sha256: Mapped[str]
    period_begin: Mapped[date]
    period_end: Mapped[date]
    filename: Mapped[str]
    sha256: Mapped[str]
    bytes: Mapped[int] = mapped_column(BigInteger)
    balance: Mapped[JsonObject]
    cell_counts: Mapped[JsonObject]
    published_at: Mapped[datetime]
    tables_sha256: Mapped[str] = mapped_column(server_default=text("''"))
    losses: Mapped[list[JsonObject] | None]
    """`Loss.as_json` of each; NULL for a report from before they were kept."""
    sent_at: Mapped[datetime | None]
    """As the line of its municipality says; a trigger keeps it."""
    earlier: Mapped[list[list[str]] | None] = mapped_column(JSONB)
    """Begin, end and SHA-256 of each earlier report whose figures it holds; NULL when that was not kept."""
    reported_rows: Mapped[int] = mapped_column(
        BigInteger, Computed("(balance #>> '{rows,reported}'::text[])::bigint")
    )
    """This and what follows are of its balance, so that they can be added up without reading it."""
    reported_cents: Mapped[int] = mapped_column(
        BigInteger, Computed("(balance #>> '{cents,reported}'::text[])::bigint")
    )
    closes: Mapped[bool] = mapped_column(
        Computed("tally_closes(balance -> 'rows'::text) AND tally_closes(balance -> 'cents'::text)")
    )
    holds_prestaties: Mapped[bool] = mapped_column(
        Computed(
            "(balance #>> '{rows,reported}'::text[])::bigint <> 0"
            " OR NOT (balance #> '{rows,excluded}'::text[]) ? 'not-in-this-format'::text"
        )
    )


class ReportFileRow(Row):
    """Where the bytes of a report are; a bureau never sees this row."""

    __tablename__ = "report_file"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    blob: Mapped[str]
    lines_blob: Mapped[str | None]
    """Where its lines are, for a later report that looks back on it; NULL when no format does."""


class BurdenRecordRow(Row):
    """What was counted when a submission was settled."""

    __tablename__ = "burden_record"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    counts: Mapped[JsonObject]
    recorded_at: Mapped[datetime]


class TimeStudyRow(Row):
    """One operation that somebody times, or timed."""

    __tablename__ = "time_study"
    __table_args__ = (Index("time_study_of_provider", "provider_id", "started_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    driver: Mapped[str]
    role: Mapped[str]
    is_holdout: Mapped[bool]
    started_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    stopped_at: Mapped[datetime | None]
    label: Mapped[str] = mapped_column(server_default=text("''"))
    """The delivery it was of, when a second person times the same."""


class HoldoutRow(Row):
    """A report that was made by hand too, held beside ours."""

    __tablename__ = "holdout"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    comparison: Mapped[JsonObject]
    recorded_at: Mapped[datetime]
    minutes: Mapped[int | None] = mapped_column(BigInteger)
    """What making it by hand took."""
    wrong_by_hand: Mapped[int | None] = mapped_column(BigInteger)
    """Of the cells that differ, those in which a person found the handmade report wrong."""
    wrong_ours: Mapped[int | None] = mapped_column(BigInteger)
    """And those in which it was ours."""


class ActRow(Row):
    """One act, written down for good: actie, object, resultaat, oorsprong, actor and tijdstempel (BIO2)."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    actor: Mapped[str]
    origin: Mapped[str]
    action: Mapped[str]
    object: Mapped[str]
    result: Mapped[str]
    happened_at: Mapped[datetime]
    payload: Mapped[JsonObject]
    leaf_index: Mapped[int | None] = mapped_column(BigInteger, unique=True)
