"""Every rule of the standard between fields, rows and tables, in the order in which they are applied."""

from service.domain.standard import (
    rules_about_allocations,
    rules_about_amounts,
    rules_about_clients,
    rules_about_courses,
    rules_about_declarations,
    rules_about_figures,
    rules_about_outcomes,
    rules_about_product_periods,
    rules_about_texts,
    rules_about_the_delivery,
    rules_about_volumes,
    rules_about_waiting_lists,
)
from service.domain.standard.rule import RULES, Rule

SUBJECTS = {
    "De aanlevering": rules_about_the_delivery,
    "Toewijzingen": rules_about_allocations,
    "Cliënten": rules_about_clients,
    "Start en stop": rules_about_courses,
    "Productperioden": rules_about_product_periods,
    "Bedragen": rules_about_amounts,
    "Volumes en producten": rules_about_volumes,
    "Declaraties en credits": rules_about_declarations,
    "Uitkomsten": rules_about_outcomes,
    "Wachtlijsten": rules_about_waiting_lists,
    "Kengetallen": rules_about_figures,
    "Teksten": rules_about_texts,
}
"""Title → module, in the order of the reference page."""


def _in_order() -> tuple[Rule, ...]:
    modules = [module.__name__ for module in SUBJECTS.values()]
    return tuple(sorted(RULES, key=lambda rule: modules.index(rule.breaks.__module__)))


ALL_RULES = _in_order()
"""Grouped by subject as in SUBJECTS; within one in the order in which they are written."""
