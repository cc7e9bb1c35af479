"""Let a bureau act for a municipality, for a time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.access import Viewer
from service.domain.colleagues import (
    DelegationId,
    NotADelegationError,
    Scope,
    Span,
    require_administrator,
    require_fit_span,
)
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class GiveDelegation:
    """It ends by itself; every act by it names both organisations."""

    stores: Stores

    def __call__(self, viewer: Viewer, bureau: str, scope: Scope, days: Span) -> DelegationId:
        """`bureau`: its short name. Raises NotAllowedError and NotADelegationError."""
        require_administrator(viewer)
        require_fit_span(viewer, days, datetime.now(UTC))
        with self.stores.as_colleague(viewer) as work:
            found = work.delegations.bureau(bureau.strip())
            if found is None:
                raise NotADelegationError("there is no such bureau")
            delegation = work.delegations.give(viewer, found, scope, days)
            until = days.ends_at.isoformat()
            work.acts.record("delegation_given", str(delegation), scope=scope.value, until=until)
        return delegation
