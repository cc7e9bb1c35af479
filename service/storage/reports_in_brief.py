"""Many reports at once, in brief: those over a period or over all, and who sends to whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, text

from service.domain.dues import YEAR, DueKey, Expected, Pairs
from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief
from service.domain.reports import ReportId
from service.domain.standing import ReportFacts, ReportStanding, standing_of_report
from service.domain.submissions.submission import SubmissionId

_Found = Row[*tuple[Any, ...]]

_EVERY = """
    SELECT report.id, report.submission_id, report.provider_code, report.provider_name, report.municipality,
      coalesce(municipality.name, report.municipality) AS municipality_name, report.format,
      report.period_begin, report.period_end,
      (line.sent_at AT TIME ZONE 'Europe/Amsterdam')::date AS sent_on, taken.taken_at,
      verdict.decided_at, verdict.cause, succession.report_id AS superseded, succession.successor_id,
      succession.superseded_at, report.reported_rows, report.reported_cents, report.closes,
      report.holds_prestaties
    FROM report
    LEFT JOIN submission_municipality AS line
      ON line.submission_id = report.submission_id AND line.municipality = report.municipality
    LEFT JOIN succession ON succession.report_id = report.id
    LEFT JOIN report_taken AS taken ON taken.report_id = report.id
    LEFT JOIN report_verdict AS verdict ON verdict.report_id = report.id
    LEFT JOIN organisation AS municipality
      ON municipality.kind = 'municipality' AND municipality.code = report.municipality
"""
_NEWEST_FIRST = " ORDER BY report.published_at DESC, report.municipality, report.format"
_OVER = " WHERE report.period_begin = :begin AND report.period_end = :end"
_LAPSED = """
    WHERE report.id IN (SELECT report_id FROM succession WHERE successor_id IS NULL)
      AND report.period_begin = :begin AND report.period_end = :end
"""
_OF_PAIR = _OVER + " AND report.provider_code = :provider AND report.municipality = :municipality"
_OF_PROVIDER = _OVER + " AND report.provider_code = :provider"
_OF_KEYS = """
    WHERE (report.provider_code, report.municipality, report.format, report.period_begin, report.period_end)
      IN (SELECT * FROM unnest(CAST(:providers AS text[]), CAST(:municipalities AS text[]),
        CAST(:formats AS text[]), CAST(:begins AS date[]), CAST(:ends AS date[])))
"""
_NOT_JUDGED = """
    WHERE line.sent_at IS NOT NULL AND succession.report_id IS NULL AND verdict.report_id IS NULL
"""
_MADE = text("""
    SELECT count(*) FROM report WHERE sent_at >= CAST(:day AS timestamp) AT TIME ZONE 'Europe/Amsterdam'
""")
_PAIRS = text("""
    SELECT provider.id, provider.code AS provider_code, provider.name AS provider_name, line.municipality,
      coalesce(municipality.name, line.municipality) AS municipality_name
    FROM (SELECT DISTINCT provider_id, municipality FROM submission_municipality
      WHERE sent_at IS NOT NULL) AS line
    JOIN organisation AS provider ON provider.id = line.provider_id
    LEFT JOIN organisation AS municipality
      ON municipality.kind = 'municipality' AND municipality.code = line.municipality
""")
_SENT_AROUND = text("""
    SELECT pair.number FROM unnest(CAST(:providers AS uuid[]), CAST(:municipalities AS text[]))
      WITH ORDINALITY AS pair (provider_id, municipality, number)
    WHERE EXISTS (SELECT FROM report JOIN submission_municipality AS line USING (submission_id, municipality)
      WHERE report.provider_id = pair.provider_id AND report.municipality = pair.municipality
        AND report.period_begin <= :end AND line.sent_at IS NOT NULL)
    AND EXISTS (SELECT FROM report JOIN submission_municipality AS line USING (submission_id, municipality)
      WHERE report.provider_id = pair.provider_id AND report.municipality = pair.municipality
        AND report.period_end >= :a_year_before AND line.sent_at IS NOT NULL)
""")


class ReportsInBrief:
    """Those that one organisation may see, or that a duty of ours sees of everybody."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def every(self) -> tuple[ReportInBrief, ...]:
        """Over all periods, also what no longer holds; the newest first."""
        found = self._connection.execute(text(_EVERY + _NEWEST_FIRST))
        return tuple(_brief(row) for row in found)

    def over(self, period: Period) -> tuple[ReportInBrief, ...]:
        """Over exactly this period, also what no longer holds; the newest first."""
        days = {"begin": period.begin, "end": period.end}
        found = self._connection.execute(text(_EVERY + _OVER + _NEWEST_FIRST), days)
        return tuple(_brief(row) for row in found)

    def lapsed(self, period: Period, most: int) -> tuple[ReportInBrief, ...]:
        """The newest over exactly this period that no longer hold and in whose place nothing came."""
        days = {"begin": period.begin, "end": period.end, "most": most}
        wanted = text(_EVERY + _LAPSED + _NEWEST_FIRST + " LIMIT :most")
        return tuple(_brief(row) for row in self._connection.execute(wanted, days))

    def of_pair(self, provider: str, municipality: str, period: Period) -> tuple[ReportInBrief, ...]:
        """Of one AGB code and gemeentecode over exactly this period, also what no longer holds."""
        asked = {
            "begin": period.begin,
            "end": period.end,
            "provider": provider,
            "municipality": municipality,
        }
        found = self._connection.execute(text(_EVERY + _OF_PAIR + _NEWEST_FIRST), asked)
        return tuple(_brief(row) for row in found)

    def of_provider(self, provider: str, period: Period) -> tuple[ReportInBrief, ...]:
        """Of one AGB code over exactly this period, also what no longer holds; the newest first."""
        asked = {"begin": period.begin, "end": period.end, "provider": provider}
        found = self._connection.execute(text(_EVERY + _OF_PROVIDER + _NEWEST_FIRST), asked)
        return tuple(_brief(row) for row in found)

    def of_keys(self, keys: Sequence[DueKey]) -> tuple[ReportInBrief, ...]:
        """Of each of these, also what no longer holds; the newest first."""
        if not keys:
            return ()
        asked = {
            "providers": [provider for provider, _, _, _ in keys],
            "municipalities": [municipality for _, municipality, _, _ in keys],
            "formats": [name for _, _, name, _ in keys],
            "begins": [period.begin for *_, period in keys],
            "ends": [period.end for *_, period in keys],
        }
        found = self._connection.execute(text(_EVERY + _OF_KEYS + _NEWEST_FIRST), asked)
        return tuple(_brief(row) for row in found)

    def not_judged(self) -> tuple[ReportInBrief, ...]:
        """Those that were sent, hold now, and of which nothing was said; the newest first."""
        found = self._connection.execute(text(_EVERY + _NOT_JUDGED + _NEWEST_FIRST))
        return tuple(_brief(row) for row in found)

    def made_since(self, day: date) -> int:
        """How many were sent on this day (in the Netherlands) or later."""
        made: int = self._connection.execute(_MADE, {"day": day}).scalar_one()
        return made

    def pairs(self, period: Period, reports: Iterable[ReportInBrief]) -> Pairs:
        """Who is expected to deliver over a period, of which `reports` are the reports.

        Who sent something over it, is; the history of the others is asked, and of nobody else.
        """
        sent = {(each.provider_code, each.municipality) for each in reports if each.sent_on is not None}
        every = self._connection.execute(_PAIRS).all()
        others = [row for row in every if (row.provider_code, row.municipality) not in sent]
        expected = sent | self._sent_around(period, others)
        return {
            pair: Expected(row.provider_name, row.municipality_name, period)
            for row in every
            if (pair := (row.provider_code, row.municipality)) in expected
        }

    def _sent_around(self, period: Period, pairs: list[_Found]) -> set[tuple[str, str]]:
        """Of these pairs, those that sent something before the end of it, and not over a year before it."""
        if not pairs:
            return set()
        asked = {
            "providers": [row.id for row in pairs],
            "municipalities": [row.municipality for row in pairs],
            "end": period.end,
            "a_year_before": period.begin - YEAR,
        }
        found = self._connection.execute(_SENT_AROUND, asked).scalars()
        return {(pairs[at - 1].provider_code, pairs[at - 1].municipality) for at in found}


def _brief(row: _Found) -> ReportInBrief:
    return ReportInBrief(
        id=ReportId(row.id),
        submission=SubmissionId(row.submission_id),
        provider_code=row.provider_code,
        provider_name=row.provider_name,
        municipality=row.municipality,
        municipality_name=row.municipality_name,
        format=row.format,
        period=_period(row.period_begin, row.period_end),
        standing=_standing(
            row.sent_on is not None,
            row.taken_at is not None,
            row.decided_at is not None,
            row.cause is not None,
            row.superseded is not None,
            row.successor_id is not None,
        ),
        sent_on=row.sent_on,
        taken_at=row.taken_at,
        is_judged=row.decided_at is not None,
        is_rejected=row.cause is not None,
        superseded_at=row.superseded_at,
        rows=row.reported_rows,
        cents=row.reported_cents,
        closes=row.closes,
        holds_prestaties=row.holds_prestaties,
    )


@cache
def _period(begin: date, end: date) -> Period:
    """One value for all reports over it."""
    return Period(begin, end)


@cache
def _standing(*facts: bool) -> ReportStanding:
    """One value for all reports of which the same is known, in the order of `ReportFacts`."""
    is_sent, is_taken, is_judged, is_rejected, is_superseded, has_successor = facts
    return standing_of_report(
        ReportFacts(
            is_sent=is_sent,
            is_taken=is_taken,
            is_judged=is_judged,
            is_rejected=is_rejected,
            is_superseded=is_superseded,
            has_successor=has_successor,
        )
    )
