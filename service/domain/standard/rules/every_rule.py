"""Every rule of the standard between fields, rows and tables, in the order in which they are applied."""

from collections.abc import Mapping
from types import ModuleType

from service.domain.standard.rules import (
    allocation_overlaps,
    allocations,
    amounts,
    clients,
    courses,
    declarations,
    figures,
    outcomes,
    product_periods,
    texts,
    the_delivery,
    volumes,
    waiting_lists,
)
from service.domain.standard.rules.rule import RULES, Rule

SUBJECTS: Mapping[str, tuple[ModuleType, ...]] = {
    "De aanlevering": (the_delivery,),
    "Toewijzingen": (allocations, allocation_overlaps),
    "Cliënten": (clients,),
    "Start en stop": (courses,),
    "Productperioden": (product_periods,),
    "Bedragen": (amounts,),
    "Volumes en producten": (volumes,),
    "Declaraties en credits": (declarations,),
    "Uitkomsten": (outcomes,),
    "Wachtlijsten": (waiting_lists,),
    "Kengetallen": (figures,),
    "Teksten": (texts,),
}
"""Title → modules, in the order of the reference page."""


def rules_of(modules: tuple[ModuleType, ...]) -> tuple[Rule, ...]:
    """The rules of one subject, in the order in which they are written."""
    return tuple(
        rule for module in modules for rule in RULES if rule.violations.__module__ == module.__name__
    )


ALL_RULES = tuple(rule for modules in SUBJECTS.values() for rule in rules_of(modules))
"""Grouped by subject as in SUBJECTS; within one in the order in which they are written."""
