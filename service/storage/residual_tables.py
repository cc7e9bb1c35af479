"""The tables of what is left: verdicts, work by its cause, perceived burden, what is made public."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class ReportVerdictRow(Row):
    """What the municipality says of a report: no cause when it accepts it."""

    __tablename__ = "report_verdict"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    cause: Mapped[str | None]
    decided_at: Mapped[datetime]


class ReportRemarkRow(Row):
    """Why, in the municipality's own words; a bureau never sees this row."""

    __tablename__ = "report_remark"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report_verdict.report_id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    remark: Mapped[str]


class WorkLeftRow(Row):
    """Work that a submission still took, by its one cause and by who told of it."""

    __tablename__ = "work_left"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    cause: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    minutes: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    recorded_at: Mapped[datetime]


class PerceivedBurdenRow(Row):
    """Two questions, once every half-year."""

    __tablename__ = "perceived_burden"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    half_year: Mapped[str] = mapped_column(primary_key=True)
    share_now: Mapped[int] = mapped_column(BigInteger)
    share_acceptable: Mapped[int] = mapped_column(BigInteger)
    irritation: Mapped[int] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime]


class BurdenPublicationRow(Row):
    """A period of a region as its bureau made it public, without anyone's name."""

    __tablename__ = "burden_publication"

    address: Mapped[str] = mapped_column(primary_key=True)
    bureau_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    period: Mapped[str]
    content: Mapped[JsonObject]
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
