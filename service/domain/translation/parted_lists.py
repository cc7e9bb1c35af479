"""A fixed list that is parted over several blocks: what one of them lists, the others need not."""

from collections.abc import Iterator

import numpy as np

from service.domain.formats.across import different_keys
from service.domain.formats.plan import Plan, SheetPlan
from service.domain.formats.rows import Mask, Rows
from service.domain.translation.content import texts_of_values


def listed_elsewhere(plan: Plan, sheet: SheetPlan, rows: Rows) -> Mask:
    """The rows whose line another part of the list has, and this part has not.

    Blocks are parts of one list when they ask the same rows by the same key. A block whose total a check of
    the format holds against the balance is a list by itself: all that is reported has to stand in it.
    """
    keys = {key for other in _other_parts(plan, sheet) for key in other.listed} - set(sheet.listed)
    if sheet.format.listed is None or not keys:
        return np.zeros(len(rows), dtype=bool)
    texts = [texts_of_values(expression.apply(rows)) for expression in sheet.format.listed.by.values()]
    places, different = different_keys(texts)
    return np.array([*(key in keys for key in different), False])[places]


def _other_parts(plan: Plan, sheet: SheetPlan) -> Iterator[SheetPlan]:
    if _is_checked(plan, sheet):
        return
    for other in plan.sheets:
        if other.name != sheet.name and _asked(other) == _asked(sheet):
            yield other


def _asked(sheet: SheetPlan) -> tuple[object, ...]:
    listed = sheet.format.listed
    by = () if listed is None else tuple(each.written for each in listed.by.values())
    return sheet.format.rows, listed is not None, by


def _is_checked(plan: Plan, sheet: SheetPlan) -> bool:
    return any(check.total.startswith(f"{sheet.name}.") for check in plan.format.checks)
