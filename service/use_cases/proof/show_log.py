"""Show the log as one organisation sees it: its entries, the last checkpoint, and who signed that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.access import Viewer
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.entries import LogEntry
from service.domain.proof.notes import SignedNote
from service.domain.proof.policy import Policy
from service.storage.stores import Stores

_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """What stands on the page."""

    entries: tuple[LogEntry, ...]
    next_before: int | None
    """From where older entries go on; None when there are none."""
    key: str
    """By which the log is recognised; empty when it is not signed."""
    size: int
    root: str
    signed: Mapping[str, datetime | None]
    """By the name of each witness that is believed: when it signed the last checkpoint, if it did."""
    needs_witnesses: bool
    witnessed: int
    """How many leaves enough witnesses signed."""

    @property
    def is_enough(self) -> bool:
        """Whether enough witnesses signed all of it."""
        return self.needs_witnesses and self.witnessed == self.size

    def is_witnessed(self, entry: LogEntry) -> bool:
        """Whether enough witnesses signed a checkpoint with this entry in it."""
        return self.needs_witnesses and entry.index < self.witnessed


@dataclass(frozen=True, slots=True)
class ShowLog:
    """Row-level security decides which entries there are."""

    stores: Stores
    policy: Policy | None

    def __call__(self, viewer: Viewer, before: int | None = None, most: int = _MOST) -> LogPage:
        """The last entries, or those before one; at most so many."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            entries = work.entries.newest_first(most + 1, before)
            note = work.log_reading.checkpoint()
            signed = work.log_reading.witnessed()
        witnessed = self.policy.first_enough(signed) if self.policy else None
        size, root = Checkpoint.parse(note.text).head if note else (0, b"")
        return LogPage(
            entries=entries[:most],
            next_before=entries[most - 1].index if len(entries) > most else None,
            key=self.policy.logs[0].text if self.policy else "",
            size=size,
            root=root.hex(),
            signed=_signed(self.policy, note),
            needs_witnesses=self.policy is not None and self.policy.needs_witnesses,
            witnessed=Checkpoint.parse(witnessed.text).size if witnessed else 0,
        )


def _signed(policy: Policy | None, note: SignedNote | None) -> Mapping[str, datetime | None]:
    """When each witness signed this checkpoint; None for one that did not."""
    if policy is None:
        return {}
    found = policy.cosigned(note) if note else {}
    moments = {name: datetime.fromtimestamp(each.at, UTC) for name, each in found.items()}
    return {name: moments.get(name) for name in policy.witnesses}
