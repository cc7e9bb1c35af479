"""Files that arrive in parts, of one organisation; forgotten a day after they were begun."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import OrganisationId
from service.domain.submissions.arriving import KEPT, ArrivingFile, ArrivingId, NewFile
from service.storage.keys.wrapping import Wrapped
from service.storage.tables import Row


class ArrivingFileRow(Row):
    """One file, and the key of its parts."""

    __tablename__ = "arriving_file"
    __table_args__ = (
        Index("arriving_file_of_organisation", "organisation_id"),
        Index("arriving_file_expired", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    filename: Mapped[str]
    size: Mapped[int] = mapped_column("bytes", BigInteger)
    sha256: Mapped[str | None]
    arrived: Mapped[int] = mapped_column(BigInteger)
    wrapped_by: Mapped[str]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]


class ArrivingPartRow(Row):
    """A part of it, sealed."""

    __tablename__ = "arriving_part"

    file_id: Mapped[UUID] = mapped_column(
        ForeignKey("arriving_file.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    begins_at: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file with its key as it is kept."""

    file: ArrivingFile
    key: Wrapped = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A part as it is kept."""

    begins_at: int
    sha256: str
    """Of what is in it."""
    content: bytes = field(repr=False)


class ArrivingFiles:
    """Those of one organisation that are not forgotten."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def count(self) -> int:
        """How many there are."""
        row = ArrivingFileRow
        return self._connection.scalar(select(func.count()).select_from(row).where(*self._own())) or 0

    def begin(self, file: ArrivingId, new: NewFile, key: Wrapped) -> ArrivingFile:
        """A new one, of which nothing arrived."""
        row = ArrivingFileRow
        made = insert(row).values(
            id=file,
            organisation_id=self._organisation,
            filename=new.filename,
            size=new.bytes,
            sha256=new.sha256,
            arrived=0,
            wrapped_by=key.by,
            wrapped=key.content,
            expires_at=func.now() + KEPT,
        )
        until = self._connection.execute(made.returning(row.expires_at)).scalar_one()
        return ArrivingFile(
            id=file, filename=new.filename, bytes=new.bytes, sha256=new.sha256, arrived=0, until=until
        )

    def get(self, file: ArrivingId, *, to_change: bool = False) -> SealedFile | None:
        """One; None when it is not there. `to_change`: nobody else changes it until the end."""
        row = ArrivingFileRow
        wanted = select(
            row.filename, row.size, row.sha256, row.arrived, row.expires_at, row.wrapped_by, row.wrapped
        ).where(*self._own(), row.id == file)
        found = self._connection.execute(wanted.with_for_update() if to_change else wanted).one_or_none()
        if found is None:
            return None
        filename, size, sha256, arrived, until, by, wrapped = found
        told = ArrivingFile(
            id=file, filename=filename, bytes=size, sha256=sha256, arrived=arrived, until=until
        )
        return SealedFile(told, Wrapped(by, wrapped))

    def sha256_at(self, file: ArrivingId, begins_at: int) -> str | None:
        """Of the part that begins there; None when none does."""
        row = ArrivingPartRow
        wanted = select(row.sha256).where(row.file_id == file, row.begins_at == begins_at)
        return self._connection.execute(wanted).scalar_one_or_none()

    def add(self, file: ArrivingId, part: SealedPart, arrived: int) -> None:
        """One part more, with which so many bytes are there."""
        self._connection.execute(
            insert(ArrivingPartRow).values(
                file_id=file,
                organisation_id=self._organisation,
                begins_at=part.begins_at,
                sha256=part.sha256,
                content=part.content,
            )
        )
        told = update(ArrivingFileRow).where(ArrivingFileRow.id == file)
        self._connection.execute(told.values(arrived=arrived))

    def parts(self, file: ArrivingId) -> Sequence[SealedPart]:
        """Every part, in order."""
        row = ArrivingPartRow
        wanted = select(row.begins_at, row.sha256, row.content).where(row.file_id == file)
        return [SealedPart(*each) for each in self._connection.execute(wanted.order_by(row.begins_at))]

    def forget(self, file: ArrivingId) -> bool:
        """With its parts and its key; False when it was not there."""
        gone = delete(ArrivingFileRow).where(*self._own(), ArrivingFileRow.id == file)
        return self._connection.execute(gone.returning(ArrivingFileRow.id)).one_or_none() is not None

    def _own(self) -> tuple[ColumnElement[bool], ...]:
        row = ArrivingFileRow
        return row.organisation_id == self._organisation, row.expires_at > func.now()


def forget_late_files(connection: Connection) -> int:
    """Forget every one whose time is over, of everyone; returns how many."""
    row = ArrivingFileRow
    gone = delete(row).where(row.expires_at < func.now())
    return len(connection.execute(gone.returning(row.id)).all())
