"""Answers to warnings, kept by what they are about."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, TextClause, delete, select, text

from service.domain.access import OrganisationId
from service.domain.submissions.answers import GivenAnswer
from service.domain.submissions.submission import SubmissionId
from service.storage.intake_tables import AnswerRow

_WARNINGS = """
    SELECT DISTINCT one.code, one.identity FROM submission_content,
      jsonb_to_recordset(findings) AS one(code text, severity text, "table" text, field text, identity text)
    WHERE submission_id = :submission AND severity = 'warns' AND identity IS NOT NULL"""
_INSERT = """
    INSERT INTO answer (provider_id, code, identity, text, login, submission_id, answered_at)
    SELECT :provider, warning.code, warning.identity, {text}, :login, :submission, now()
    FROM ({warnings}) AS warning {given} ON CONFLICT (provider_id, code, identity) {conflict}"""
_UPDATE = """DO UPDATE SET text = excluded.text, login = excluded.login,
      submission_id = excluded.submission_id, answered_at = excluded.answered_at"""
_ONE = text(
    _INSERT.format(
        text=":text",
        warnings=_WARNINGS + " AND one.code = :code AND identity = :identity",
        given="",
        conflict=_UPDATE,
    )
)
_RULE = text(
    _INSERT.format(
        text=":text",
        warnings=_WARNINGS + ' AND one.code = :code AND one."table" = :table AND field = :field',
        given="",
        conflict="DO NOTHING",
    )
)
_FROM_COPY = text(
    _INSERT.format(
        text="given.text",
        warnings=_WARNINGS,
        given="""JOIN (SELECT DISTINCT ON (code, identity) * FROM jsonb_to_recordset(cast(:given AS jsonb))
      AS each(code text, identity text, text text)) AS given
    ON given.code = warning.code AND given.identity = warning.identity""",
        conflict="DO NOTHING",
    )
)


class Answers:
    """The answers of one provider; nobody else sees them."""

    def __init__(self, connection: Connection, organisation: OrganisationId, login: str) -> None:
        """Works in the transaction of `connection`; `login` is who answers."""
        self._connection = connection
        self._organisation = organisation
        self._login = login

    def every(self) -> Mapping[tuple[str, str], str]:
        """Code and identity of a warning → what was answered."""
        found = self._connection.execute(select(AnswerRow.code, AnswerRow.identity, AnswerRow.text))
        return {(row.code, row.identity): row.text for row in found}

    def answer(self, submission: SubmissionId, answer: GivenAnswer) -> int:
        """Keep an answer to one warning, in the place of an earlier one; 0 when there is no such warning."""
        facts = {"code": answer.code, "identity": answer.identity, "text": answer.text}
        return self._keep(_ONE, submission, facts)

    def answer_rule(self, submission: SubmissionId, code: str, table: str, field: str, said: str) -> int:
        """Keep an answer to every warning of one sort that has none yet; how many that are."""
        facts = {"code": code, "table": table, "field": field, "text": said}
        return self._keep(_RULE, submission, facts)

    def take_from_copy(self, submission: SubmissionId, given: Iterable[GivenAnswer]) -> int:
        """Keep what was written in a copy to warnings that have no answer yet; how many that are.

        A copy may be older than what was answered on the page since, so that goes before it.
        """
        kept = [{"code": each.code, "identity": each.identity, "text": each.text} for each in given]
        return self._keep(_FROM_COPY, submission, {"given": json.dumps(kept)}) if kept else 0

    def withdraw(self, code: str, identity: str) -> int:
        """Take an answer back; 0 when there was none."""
        gone = delete(AnswerRow).where(
            AnswerRow.provider_id == self._organisation,
            AnswerRow.code == code,
            AnswerRow.identity == identity,
        )
        return self._connection.execute(gone).rowcount

    def _keep(self, statement: TextClause, submission: SubmissionId, facts: Mapping[str, str]) -> int:
        known = {"provider": self._organisation, "submission": submission, "login": self._login}
        return self._connection.execute(statement, {**known, **facts}).rowcount
