"""The balance of each municipality: kept when a submission is settled, and found back over a period."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, text

from service.domain.access import OrganisationId
from service.domain.period_balance import SummedBalance
from service.domain.periods import Period
from service.domain.provider_balance import CountedBalance
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.place_balances import PlaceBalance
from service.storage.balances import balance_from_json, empty_tally, put_in_tally
from service.storage.contract_lines import keep_lines
from service.storage.contract_tables import MunicipalityBalanceRow
from service.storage.what_counts import WHAT_COUNTS

_LINES = text(f"""{WHAT_COUNTS}
    SELECT line.*, coalesce(content.filename, '') AS filename
    FROM line LEFT JOIN submission_content AS content ON content.submission_id = line.submission_id
    ORDER BY line.received_at, line.submission_id, line.municipality
""")  # noqa: S608 - put together of constants
_SUMS = text(f"""{WHAT_COUNTS},
    whole AS (
      SELECT line.municipality, line.provider, sum(line.reports) AS reports,
        count(line.balance) AS pairs, count(*) - count(line.balance) AS unknown,
        coalesce(sum((line.balance #>> '{{rows,in}}')::bigint), 0) AS rows_in,
        coalesce(sum((line.balance #>> '{{cents,in}}')::bigint), 0) AS cents_in,
        coalesce(sum((line.balance #>> '{{rows,reported}}')::bigint), 0) AS rows_reported,
        coalesce(sum((line.balance #>> '{{cents,reported}}')::bigint), 0) AS cents_reported
      FROM line GROUP BY GROUPING SETS ((1), (2)))
    SELECT whole.municipality, whole.provider, part.name AS part, '' AS reason, part.rows::bigint AS rows,
      part.cents::bigint AS cents
    FROM whole, LATERAL (VALUES ('reports', reports, 0), ('pairs', pairs, 0), ('unknown', unknown, 0),
      ('in', rows_in, cents_in), ('reported', rows_reported, cents_reported)) AS part (name, rows, cents)
    UNION ALL
    SELECT line.municipality, line.provider, part.name, each.key, sum(each.value::bigint)::bigint,
      sum((line.balance #>> ARRAY['cents', part.name, each.key])::bigint)::bigint
    FROM line, (VALUES ('excluded'), ('quarantined'), ('not_made'), ('rejected')) AS part (name),
      jsonb_each_text(line.balance #> ARRAY['rows', part.name]) AS each
    WHERE line.balance #> '{{rows,in}}' <> line.balance #> '{{rows,reported}}'
    GROUP BY GROUPING SETS ((1, 3, 4), (2, 3, 4))
""")  # noqa: S608 - put together of constants
"""By municipality and by provider, name by name: rows and cents go out under the same names."""
_PERIODS = text("""
    SELECT line.period_begin, line.period_end
    FROM municipality_balance AS line JOIN organisation AS provider ON provider.id = line.provider_id
    WHERE provider.code = :provider AND line.sent_at IS NOT NULL
    UNION
    SELECT period_begin, period_end FROM report WHERE provider_code = :provider AND sent_at IS NOT NULL
""")
_COUNTS = frozenset({"reports", "pairs", "unknown"})
_Whose = tuple[str | None, str | None]
_IS_KEPT = text("SELECT EXISTS (SELECT FROM municipality_balance WHERE submission_id = :submission)")


class MunicipalityBalances:
    """Of what was sent and holds, as far as one organisation may see it."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def keep(self, submission: SubmissionId, places: Iterable[PlaceBalance]) -> None:
        """Of a submission that is settled, in the place of what an earlier settlement said."""
        keep_lines(self._connection, MunicipalityBalanceRow, submission, map(self._line, places))

    def _line(self, each: PlaceBalance) -> dict[str, object]:
        return {
            "provider_id": self._organisation,
            "municipality": each.municipality,
            "period_begin": each.period.begin,
            "period_end": each.period.end,
            "balance": each.balance.as_json(),
        }

    def are_kept(self, submission: SubmissionId) -> bool:
        """Whether they are: not of one that was settled before."""
        return bool(self._connection.execute(_IS_KEPT, {"submission": submission}).scalar_one())

    def periods(self, provider: str) -> tuple[Period, ...]:
        """Over which anything was sent by one provider (AGB code)."""
        found = self._connection.execute(_PERIODS, {"provider": provider})
        return tuple(Period(row.period_begin, row.period_end) for row in found)

    def counted(self, provider: str, period: Period) -> tuple[tuple[CountedBalance, ...], int]:
        """Of one provider (AGB code) over exactly this period, in one statement.

        And of how many municipalities it is not kept what counts.
        """
        found = self._connection.execute(_LINES, _asked(period, provider=provider)).all()
        lines = tuple(
            CountedBalance(
                submission=SubmissionId(row.submission_id),
                received_at=row.received_at,
                filename=row.filename,
                municipality=row.municipality,
                is_asked=row.is_asked,
                is_refused=row.is_refused,
                reports=row.reports,
                balance=balance_from_json(row.balance),
            )
            for row in found
            if row.balance is not None
        )
        return lines, len(found) - len(lines)

    def summed(self, period: Period, municipality: str = "") -> tuple[SummedBalance, ...]:
        """Of every provider over exactly this period, or of what one municipality has (gemeentecode).

        Added up in the database, in one statement: a sum for each municipality and for each provider.
        """
        found = self._connection.execute(_SUMS, _asked(period, municipality=municipality))
        return tuple(_summed(found))


def _asked(period: Period, provider: str = "", municipality: str = "") -> dict[str, object]:
    return {"begin": period.begin, "end": period.end, "provider": provider, "municipality": municipality}


def _summed(found: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[SummedBalance]:
    kept: dict[_Whose, dict[str, dict[str, object]]] = {}
    counts: dict[_Whose, dict[str, int]] = defaultdict(dict)
    for row in found:
        whose = row.municipality, row.provider
        sides = kept.setdefault(whose, {"rows": empty_tally(), "cents": empty_tally()})
        if row.part in _COUNTS:
            counts[whose][row.part] = row.rows
        else:
            put_in_tally(sides["rows"], row.part, row.reason, row.rows)
            put_in_tally(sides["cents"], row.part, row.reason, row.cents)
    for (municipality, provider), sides in kept.items():
        yield SummedBalance(
            municipality=municipality,
            provider=provider,
            balance=balance_from_json(sides),
            **counts[municipality, provider],
        )
