"""Writing in the log: a leaf waits for its place in the transaction of its act, and of no other."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, text

from service.domain.access import Actor, OrganisationId
from service.domain.proof.acts import SALT_BYTES, Leaf, LoggedAct, Performer, leaf_of
from service.domain.proof.tiles import require_fits
from service.storage.log_tables import LogQueueRow

_WHO_AND_WHEN = text("SELECT now() AS at, app_kind() AS kind, app_code() AS code")
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
        at, performer = self._who_and_when()
        leaves = tuple(leaf_of(each, performer, at, secrets.token_bytes(SALT_BYTES)) for each in acts)
        rows = [self._row(act, leaf, at) for act, leaf in zip(acts, leaves, strict=True)]
        self.connection.execute(insert(LogQueueRow).inline(), rows)
        return leaves

    def _row(self, act: LoggedAct, leaf: Leaf, at: datetime) -> dict[str, object]:
        require_fits(leaf.content)
        return {
            "organisation_id": self.organisation,
            "submission_id": act.submission,
            "report_id": act.report,
            "municipality": act.municipality or None,
            "kind": act.kind.value,
            "happened_at": at,
            "leaf": leaf.content,
            "facts": leaf.facts,
        }

    def _who_and_when(self) -> tuple[datetime, Performer]:
        if self._known is None:
            row = self.connection.execute(_WHO_AND_WHEN).one()
            origin = _BY_ITSELF if self.actor.origin == _BY_ITSELF or not row.kind else "person"
            self._known = row.at, Performer(row.kind or _BY_ITSELF, row.code or "", origin)
        return self._known
