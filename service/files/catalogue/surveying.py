"""What a format has to know of the workbook it fills before any row is translated: the lines listed in it."""

from collections.abc import Mapping
from dataclasses import replace

from service.domain.formats.blank_files import blank_of
from service.domain.formats.plan import Plan, SheetPlan
from service.files.reports import check_headers
from service.files.workbook import SheetTarget


def targets_of(plan: Plan) -> tuple[SheetTarget, ...]:
    """The blocks of a plan as a writer fills them."""
    return tuple(map(_target, plan.sheets))


def surveyed(plan: Plan, templates: Mapping[str, bytes]) -> Plan:
    """The plan with the lines that its workbook lists; raises FormatError when the workbook does not fit."""
    blank = blank_of(plan.format.output, templates)
    if blank is None or not any(sheet.format.listed for sheet in plan.sheets):
        return plan
    listed = check_headers(blank, targets_of(plan), list(plan.cells), plan.format.output)
    sheets = (replace(sheet, listed=keys) for sheet, keys in zip(plan.sheets, listed, strict=True))
    return replace(plan, sheets=tuple(sheets))


def _target(sheet: SheetPlan) -> SheetTarget:
    addresses = tuple(column.header for column in sheet.columns)
    return SheetTarget(sheet.sheet, sheet.header_row, addresses, sheet.place)
