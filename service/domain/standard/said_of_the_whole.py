"""What is not said row by row where one thing about all allocations says it."""

from collections.abc import Collection, Mapping

from service.domain.findings import Finding, FindingKind
from service.domain.standard.broken_links import HELD_AGAINST_ANOTHER, ONE_OFF
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.findings import cells as kinds
from service.domain.standard.links import ALLOCATION
from service.domain.standard.rules.every_rule import ALL_RULES

_LEAST_SHARE = 0.5
"""Of the allocations with the key of another one: then the others lack that rows name."""


def said_of_the_whole(
    intakes: Mapping[str, TakenTable], broken: Collection[Finding], *, is_empty: bool
) -> list[FindingKind]:
    """The kinds that are not said of the rows of others.

    `is_empty`: there is not one allocation. `broken`: that rows hang under others than their own.
    """
    is_off = any(each.facts.get(ONE_OFF) for each in broken)
    missing = [kinds.ALLOCATION_MISSING] if is_empty or is_off or _have_one_key(intakes) else []
    return [*missing, *(_followers() if broken else ())]


def _followers() -> list[FindingKind]:
    """What follows where rows are held against an allocation that is not theirs."""
    return [
        kinds.CODE_OF_OTHER_LAW,
        *(rule.kind for rule in ALL_RULES if rule.kind.code in HELD_AGAINST_ANOTHER),
    ]


def _have_one_key(intakes: Mapping[str, TakenTable]) -> bool:
    """Whether half of the allocations or more have the key of another one, which is said there."""
    intake = intakes.get(ALLOCATION)
    if intake is None:
        return False
    again = sum(len(each.positions) for each in intake.faults if each.kind is kinds.DUPLICATE_KEY)
    return again > 0 and again >= _LEAST_SHARE * len(intake.frame)
