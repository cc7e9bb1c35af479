"""Data keys in the database: of which kind of data of which submission, wrapped by what, or destroyed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.keeping import Destroyed, KeptKind, WhyDestroyed
from service.domain.submissions.submission import SubmissionId
from service.storage.keys.tables import DataKeyRow
from service.storage.keys.wrapping import Wrapped
from service.storage.tables import SubmissionRow


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """What one data key is of."""

    organisation: OrganisationId
    submission: SubmissionId
    kind: KeptKind

    def __str__(self) -> str:
        """Bound to every wrapped key and every file: none can be used for another."""
        return f"{self.organisation.hex}/{self.submission.hex}/{self.kind.value}"


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A data key as it is kept, and what it is of."""

    place: KeyPlace
    wrapped: Wrapped


class DataKeys:
    """The data keys that a transaction may see: of its organisation, or of all of who keeps them."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def add(self, keys: Iterable[KeptKey]) -> None:
        """Keep new keys. One that is there, or that was destroyed, stays what it is."""
        rows = [_row(each) for each in keys]
        row = DataKeyRow
        new = insert_or(row).values(rows)
        unmade = row.wrapped.is_(None) & row.destroyed_at.is_(None)
        fill = {"wrapped_by": new.excluded.wrapped_by, "wrapped": new.excluded.wrapped}
        self._connection.execute(
            new.on_conflict_do_update(index_elements=["submission_id", "kind"], set_=fill, where=unmade)
        )

    def of(self, place: KeyPlace) -> Wrapped | Destroyed | None:
        """The key, or that it was destroyed; None when there never was one."""
        row = DataKeyRow
        found = self._connection.execute(
            select(row.wrapped_by, row.wrapped, row.destroyed_at, row.destroyed_why).where(
                row.submission_id == place.submission, row.kind == place.kind.value
            )
        ).one_or_none()
        if found is None:
            return None
        if found.destroyed_at is not None:
            return Destroyed(found.destroyed_at, WhyDestroyed(found.destroyed_why))
        return None if found.wrapped is None else Wrapped(found.wrapped_by, found.wrapped)

    def destroyed_of(self, submission: SubmissionId) -> Mapping[KeptKind, Destroyed]:
        """What of a submission was destroyed."""
        row = DataKeyRow
        found = self._connection.execute(
            select(row.kind, row.destroyed_at, row.destroyed_why).where(row.submission_id == submission)
        )
        return {KeptKind(kind): Destroyed(at, WhyDestroyed(why)) for kind, at, why in found if at and why}

    def destroyed(self, kind: KeptKind) -> frozenset[SubmissionId]:
        """The submissions of which data of this kind was destroyed."""
        row = DataKeyRow
        wanted = select(row.submission_id).where(row.kind == kind.value, row.destroyed_at.is_not(None))
        return frozenset(SubmissionId(each) for each in self._connection.execute(wanted).scalars())

    def destroy(self, place: KeyPlace, why: WhyDestroyed) -> bool:
        """Forget a key for good; also one that was never made, which then never will be.

        False when it was destroyed before.
        """
        row = DataKeyRow
        gone = {"destroyed_at": func.now(), "destroyed_why": why.value}
        new = insert_or(row).values(_row(KeptKey(place, Wrapped("", b""))) | _NOTHING | gone)
        again = new.on_conflict_do_update(
            index_elements=["submission_id", "kind"], set_=_NOTHING | gone, where=row.destroyed_at.is_(None)
        )
        return self._connection.execute(again.returning(row.submission_id)).one_or_none() is not None

    def wrapped_by_others(self, current: str, most: int) -> tuple[KeptKey, ...]:
        """Some of the keys that another key wrapped; others that ask at the same time get others."""
        row = DataKeyRow
        wanted = select(row.provider_id, row.submission_id, row.kind, row.wrapped_by, row.wrapped)
        found = self._connection.execute(
            wanted.where(row.wrapped_by != current).limit(most).with_for_update(skip_locked=True)
        )
        return tuple(
            KeptKey(
                KeyPlace(OrganisationId(provider), SubmissionId(submission), KeptKind(kind)),
                Wrapped(by, content),
            )
            for provider, submission, kind, by, content in found
            if by and content
        )

    def wrap_again(self, key: KeptKey) -> None:
        """Keep the same key as it is wrapped now."""
        row, place = DataKeyRow, key.place
        self._connection.execute(
            update(row)
            .where(row.submission_id == place.submission, row.kind == place.kind.value)
            .where(row.destroyed_at.is_(None))
            .values(wrapped_by=key.wrapped.by, wrapped=key.wrapped.content)
        )

    def counted(self) -> Mapping[str, int]:
        """How many keys each key wrapped."""
        row = DataKeyRow
        wanted = select(row.wrapped_by, func.count()).where(row.wrapped.is_not(None)).group_by(row.wrapped_by)
        return {str(by): count for by, count in self._connection.execute(wanted.order_by(row.wrapped_by))}

    def due(self, kind: KeptKind, received_before: datetime) -> tuple[KeyPlace, ...]:
        """What is to be destroyed of the submissions that came in before a moment, the oldest first."""
        row, submission = DataKeyRow, SubmissionRow
        own = (row.submission_id == submission.id) & (row.kind == kind.value)
        found = self._connection.execute(
            select(submission.id, submission.provider_id)
            .outerjoin(row, own)
            .where(submission.received_at < received_before, row.destroyed_at.is_(None))
            .order_by(submission.received_at)
        )
        return tuple(KeyPlace(OrganisationId(by), SubmissionId(one), kind) for one, by in found)

    def is_any_submission(self) -> bool:
        """Whether anything was ever handed in."""
        return self._connection.execute(select(select(SubmissionRow.id).exists())).scalar_one()

    def submissions(self) -> tuple[KeyPlace, ...]:
        """Every submission, as the place of what was uploaded."""
        submission = SubmissionRow
        found = self._connection.execute(
            select(submission.id, submission.provider_id).order_by(submission.received_at)
        )
        return tuple(KeyPlace(OrganisationId(by), SubmissionId(one), KeptKind.UPLOAD) for one, by in found)


_NOTHING = {"wrapped_by": None, "wrapped": None}


def _row(key: KeptKey) -> dict[str, object]:
    return {
        "submission_id": key.place.submission,
        "kind": key.place.kind.value,
        "provider_id": key.place.organisation,
        "wrapped_by": key.wrapped.by,
        "wrapped": key.wrapped.content,
        "made_at": func.now(),
    }
