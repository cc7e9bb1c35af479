"""Warnings and answers of everybody, counted per rule."""

from sqlalchemy import Connection, text

from service.domain.submissions.answered_rules import AnsweredRule

_COUNTED = text("""
    WITH warned AS (
      SELECT DISTINCT provider_id, one.code, one.identity FROM submission_content,
        jsonb_to_recordset(findings) AS one(code text, severity text, identity text)
      WHERE severity = 'warns' AND one.identity IS NOT NULL)
    SELECT code, count(*) AS cases, count(answer.identity) AS answered,
      count(DISTINCT provider_id) AS providers
    FROM warned LEFT JOIN answer USING (provider_id, code, identity)
    GROUP BY code ORDER BY count(answer.identity)::numeric / count(*) DESC, count(*) DESC, code""")


class AnsweredRules:
    """Counts and codes, and nothing else of anybody."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def counted(self) -> tuple[AnsweredRule, ...]:
        """Every rule that warned somebody, the one that is answered most often first."""
        return tuple(
            AnsweredRule(code=row.code, cases=row.cases, right=row.answered, providers=row.providers)
            for row in self._connection.execute(_COUNTED)
        )
