"""Destroy once a day what was kept for as long as its term."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from service.domain.access import Actor
from service.domain.keeping import KeptKind, Retention, WhyDestroyed
from service.storage.stores import Stores
from service.use_cases.keys.destroy import DestroyKey

_A_DAY = 86_400.0


@dataclass(slots=True)
class _Clock:
    """When to look again; a reconciler that starts looks at once."""

    next_look: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRetention:
    """Each kind of data of each submission in a transaction of its own; several reconcilers do no harm."""

    stores: Stores
    destroy: DestroyKey
    retention: Retention
    actor: Actor
    _clock: _Clock = field(default_factory=_Clock)

    def __call__(self) -> int:
        """How much was destroyed now."""
        if time.monotonic() < self._clock.next_look:
            return 0
        self._clock.next_look = time.monotonic() + _A_DAY
        return sum(self._applied(kind) for kind in KeptKind)

    def _applied(self, kind: KeptKind) -> int:
        before = self.retention.received_before(kind, datetime.now(UTC))
        with self.stores.as_key_keeper() as keys:
            due = keys.due(kind, before)
        return sum(self.destroy(place, WhyDestroyed.RETENTION, self.actor) for place in reversed(due))
