"""What a format has to know of the workbook it fills: that it fits, and the lines that are listed in it."""

from collections.abc import Mapping
from dataclasses import replace

from service.domain.formats.blank_files import blank_of
from service.domain.formats.plan import Plan, SheetPlan
from service.files.reports import check_headers
from service.files.workbook import SheetTarget


def surveyed(plan: Plan, templates: Mapping[str, bytes]) -> Plan:
    """The plan with the lines that its workbook lists.

    Raises FormatError, naming the workbook, for a sheet, header text or cell that is not there.
    """
    blank = blank_of(plan.format.output, templates)
    if blank is None:
        return plan
    targets = [_target(sheet) for sheet in plan.sheets]
    listed = check_headers(blank, targets, list(plan.cells), plan.format.output)
    sheets = (replace(sheet, listed=keys) for sheet, keys in zip(plan.sheets, listed, strict=True))
    return replace(plan, sheets=tuple(sheets))


def _target(sheet: SheetPlan) -> SheetTarget:
    addresses = tuple(column.header for column in sheet.columns)
    return SheetTarget(sheet.sheet, sheet.header_row, addresses, sheet.place)
