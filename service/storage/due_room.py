"""What is expected of everybody, and the notices of it: for nobody in particular."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import uuid4

from sqlalchemy import Connection, text

from service.domain.dues import Extension
from service.domain.reminders import Reminder
from service.domain.report_in_brief import ReportInBrief
from service.storage.extensions import Extensions
from service.storage.notices import facts_of
from service.storage.reports_in_brief import ReportsInBrief

_TELL = text("""
    WITH told AS (
      INSERT INTO notice (id, organisation_id, told_by, kind, key, facts, created_at)
      SELECT gen_random_uuid(), reader.id, reader.id, given.kind, given.key, given.facts, now()
      FROM jsonb_to_recordset(CAST(:given AS jsonb))
        AS given (reader text, code text, kind text, key text, facts jsonb)
      JOIN organisation AS reader ON reader.kind = given.reader AND reader.code = given.code
      ON CONFLICT DO NOTHING
      RETURNING organisation_id, kind, key)
    SELECT told.kind, told.key, reader.code FROM told
    JOIN organisation AS reader ON reader.id = told.organisation_id
""")
_BUREAUS = text("""
    SELECT bureau.code, member.municipality FROM bureau_municipality AS member
    JOIN organisation AS bureau ON bureau.id = member.bureau_id
    WHERE member.municipality = ANY (:codes) AND member.valid_from <= :today
      AND coalesce(member.valid_until, :today) >= :today
""")


class DueRoom:
    """Sees what was sent, rejected and given more time by everybody, without a file or a remark."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def reports(self) -> tuple[ReportInBrief, ...]:
        """Of every provider, also what no longer holds."""
        return ReportsInBrief(self._connection).every()

    def extensions(self) -> tuple[Extension, ...]:
        """Those that stand."""
        return Extensions(self._connection).every()

    def tell(self, reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
        """Each once, to who takes part; returns those that are new."""
        every = {
            (each.notice.kind.code, each.notice.key or str(uuid4()), each.code): each for each in reminders
        }
        if not every:
            return ()
        rows = [_given(key, each) for (_, key, _), each in every.items()]
        told = self._connection.execute(_TELL, {"given": json.dumps(rows)})
        return tuple(every[row.kind, row.key, row.code] for row in told)

    def bureaus_of(self, municipalities: Iterable[str], today: date) -> Mapping[str, list[str]]:
        """By the code of a bureau, for which of these gemeentecodes it works on a day."""
        found: dict[str, list[str]] = {}
        wanted = {"codes": sorted(set(municipalities)), "today": today}
        for row in self._connection.execute(_BUREAUS, wanted):
            found.setdefault(row.code, []).append(row.municipality)
        return found


def _given(key: str, reminder: Reminder) -> dict[str, object]:
    notice = reminder.notice
    return {
        "code": reminder.code,
        "reader": notice.kind.reader.value,
        "kind": notice.kind.code,
        "key": key,
        "facts": facts_of(notice),
    }
