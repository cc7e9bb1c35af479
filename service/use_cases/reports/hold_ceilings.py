"""Hold what was sent against ceilings of contracts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.contracts.ceilings import CeilingUse, ContractCeiling, uses_of
from service.domain.periods import Period
from service.storage.stores import TenantWork


@dataclass(frozen=True, slots=True)
class HoldCeilings:
    """One look per days over which ceilings hold, however many there are."""

    def __call__(self, work: TenantWork, ceilings: Iterable[ContractCeiling]) -> tuple[CeilingUse, ...]:
        """In their order; of ceilings that who looks may see."""
        every = tuple(ceilings)
        providers: dict[Period, set[str]] = defaultdict(set)
        for each in every:
            providers[each.days].add(each.provider)
        delivered = {
            days: work.deliveries.volumes.delivered(days, codes) for days, codes in providers.items()
        }
        return uses_of(every, delivered)
