"""What a report holds as the cells of the municipality's workbook have it: a percentage as a fraction."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from service.domain.formats.cell_notations import becomes_fraction
from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.translation.content import CellValue, ReportContent, SheetContent, Values
from service.domain.translation.translate import MeantReport
from service.files.catalogue import notations_in
from service.files.workbook import Notations

_IN_A_WHOLE = 100
"""Per cents."""


def in_its_cells(report: MeantReport, template: bytes | None) -> ReportContent:
    """The content with a hundredth of what counts in per cent wherever the cell shows per cent by itself.

    Lossless: the same numerators over a hundred times the denominator.
    """
    plan, content = report.plan, report.content
    found = {} if template is None else notations_in(plan, template)
    content = replace(content, cells=_cells_with_fractions(plan, content, found))
    if not any(_becomes_fraction(s, c, found) for s in plan.sheets for c in s.columns):
        return content
    sheets = tuple(
        _with_fractions(sheet, part, found)
        for sheet, part in zip(plan.sheets_in_the_file, content.sheets, strict=True)
    )
    return replace(content, sheets=sheets)


def _cells_with_fractions(
    plan: Plan, content: ReportContent, found: Notations
) -> Mapping[tuple[str, str], CellValue]:
    in_per_cent = {
        place
        for place, column in plan.cells.items()
        if place in found and becomes_fraction(column, found[place])
    }
    return {
        place: _hundredth(value) if place in in_per_cent else value for place, value in content.cells.items()
    }


def _hundredth(value: CellValue) -> CellValue:
    return Decimal(value).scaleb(-2) if isinstance(value, int | Decimal) else value


def _becomes_fraction(sheet: SheetPlan, column: Column, found: Notations) -> bool:
    notation = found.get((sheet.name, column.header))
    return notation is not None and becomes_fraction(column, notation)


def _with_fractions(sheet: SheetPlan, content: SheetContent, found: Notations) -> SheetContent:
    columns: Mapping[str, Values] = {
        column.header: replace(values, denominator=values.denominator * _IN_A_WHOLE)
        if _becomes_fraction(sheet, column, found)
        else values
        for column, values in zip(sheet.columns, content.columns.values(), strict=True)
    }
    return replace(content, columns=columns)
