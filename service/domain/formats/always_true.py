"""Conditions of which it is known beforehand that every row meets them."""

from collections.abc import Mapping

from service.domain.formats.conditions import Condition
from service.domain.formats.shape import Scope
from service.domain.standard.model import Field


def holds_for_every_row(conditions: Mapping[str, Condition], scope: Scope) -> bool:
    """Whether each of them asks what every value of its field is: filled, or one of all its codes.

    Only of required fields of the rows themselves: what is joined to a row may not be there.
    """
    return all(_holds(name, condition, scope) for name, condition in conditions.items())


def _holds(name: str, condition: Condition, scope: Scope) -> bool:
    reference, field = scope.find(name)
    if reference.table != scope.tables[0] or not field.required:
        return False
    return set(condition.asks) <= {"filled", "in"} and _is_met(condition, field, scope)


def _is_met(condition: Condition, field: Field, scope: Scope) -> bool:
    codes = scope.standard.code_lists[field.code_list].codes if field.code_list else None
    is_of_all_codes = condition.is_in is None or (codes is not None and codes <= set(condition.is_in))
    return condition.filled is not False and is_of_all_codes
