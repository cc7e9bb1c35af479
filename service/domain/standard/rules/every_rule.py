"""Every rule of the standard between fields, rows and tables, in the order in which they are applied."""

from service.domain.standard.rules import allocations as rules_about_allocations
from service.domain.standard.rules import amounts as rules_about_amounts
from service.domain.standard.rules import clients as rules_about_clients
from service.domain.standard.rules import courses as rules_about_courses
from service.domain.standard.rules import declarations as rules_about_declarations
from service.domain.standard.rules import figures as rules_about_figures
from service.domain.standard.rules import outcomes as rules_about_outcomes
from service.domain.standard.rules import product_periods as rules_about_product_periods
from service.domain.standard.rules import texts as rules_about_texts
from service.domain.standard.rules import the_delivery as rules_about_the_delivery
from service.domain.standard.rules import volumes as rules_about_volumes
from service.domain.standard.rules import waiting_lists as rules_about_waiting_lists
from service.domain.standard.rules.rule import RULES, Rule

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
