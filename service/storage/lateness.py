"""What can make a report late beside its provider: versions published late, and submissions held up here."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, select, text

from service.domain.dues import Pairs
from service.domain.dutch_days import day_of
from service.domain.lateness import HeldUp, KnownOfDues
from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief
from service.storage.extensions import Extensions
from service.storage.format_tables import FormatPublicationRow

_HELD_UP = text("SELECT provider_code, period_begin, period_end, begun, ready FROM held_up()")


class Lateness:
    """As far as one organisation may know it."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def known(self, reports: tuple[ReportInBrief, ...], pairs: Pairs) -> KnownOfDues:
        """All that says what is due, beside these reports and these who are expected."""
        return KnownOfDues(
            reports=reports,
            pairs=pairs,
            extensions=Extensions(self._connection).every(),
            published=self.published_on(),
            held_up=self.held_up(),
        )

    def published_on(self) -> Mapping[str, date]:
        """By the hash of a version that two people published here: on which day."""
        row = FormatPublicationRow
        found = self._connection.execute(select(row.sha256, row.published_at))
        return {sha256: day_of(moment) for sha256, moment in found}

    def held_up(self) -> tuple[HeldUp, ...]:
        """Submissions of ourselves, or that were sent to us; nothing of what is in them."""
        return tuple(
            HeldUp(
                provider_code=row.provider_code,
                period=Period(row.period_begin, row.period_end) if row.period_begin else None,
                begun=day_of(row.begun),
                until=day_of(row.ready) if row.ready else None,
            )
            for row in self._connection.execute(_HELD_UP)
        )
