"""Writing in the log: a leaf waits for its place in the transaction of its act, and of no other."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, text

from service.domain.access import Actor, OrganisationId
from service.domain.proof.act_facts import require_told
from service.domain.proof.acts import SALT_BYTES, Leaf, LoggedAct, Performer, leaf_of
from service.domain.proof.canonical import canonical
from service.domain.proof.tiles import require_fits

_WHO_AND_WHEN = text("SELECT now() AS at, app_kind() AS kind, app_code() AS code")
_WRITE = text("""
    INSERT INTO log_queue
      (organisation_id, happened_at, submission_id, report_id, municipality, kind, leaf, facts)
    SELECT CAST(:organisation AS uuid), :at, submission, report, municipality, kind, leaf,
      CAST(facts AS jsonb)
    FROM unnest(
      CAST(:submissions AS uuid[]), CAST(:reports AS uuid[]), CAST(:municipalities AS text[]),
      CAST(:kinds AS text[]), CAST(:leaves AS bytea[]), CAST(:facts AS text[])
    ) AS act (submission, report, municipality, kind, leaf, facts)
""")
"""All at once: a row at a time takes PostgreSQL three times as long."""
_BY_ITSELF = "service"


@dataclass(slots=True)
class Log:
    """Where acts are written: `work.log.write(LoggedAct(…))`."""

    connection: Connection
    actor: Actor
    organisation: OrganisationId | None = None
    _known: tuple[datetime, Performer] | None = field(default=None, init=False)

    def write(self, *acts: LoggedAct) -> tuple[Leaf, ...]:
        """They are in the log when this transaction is, and nobody waits for their place."""
        if not acts:
            return ()
        for act in acts:
            require_told(act)
        at, performer = self._who_and_when()
        leaves = tuple(leaf_of(each, performer, at, secrets.token_bytes(SALT_BYTES)) for each in acts)
        for each in leaves:
            require_fits(each.content)
        values = {"organisation": self.organisation, "at": at, **_columns(acts), **_contents(leaves)}
        self.connection.execute(_WRITE, values)
        return leaves

    def _who_and_when(self) -> tuple[datetime, Performer]:
        if self._known is None:
            row = self.connection.execute(_WHO_AND_WHEN).one()
            person = f"person of {self.actor.delegate}" if self.actor.delegate else "person"
            origin = _BY_ITSELF if self.actor.origin == _BY_ITSELF or not row.kind else person
            self._known = row.at, Performer(row.kind or _BY_ITSELF, row.code or "", origin)
        return self._known


def _columns(acts: Sequence[LoggedAct]) -> dict[str, object]:
    return {
        "submissions": [each.submission for each in acts],
        "reports": [each.report for each in acts],
        "municipalities": [each.municipality or None for each in acts],
        "kinds": [each.kind.value for each in acts],
    }


def _contents(leaves: Sequence[Leaf]) -> dict[str, object]:
    return {
        "leaves": [each.content for each in leaves],
        "facts": [canonical(each.facts).decode() for each in leaves],
    }
