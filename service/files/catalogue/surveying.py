"""What a format has to know of the workbook it fills before any row is translated: the lines listed in it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of, blanks_of_files
from service.domain.formats.cell_notations import Notation
from service.domain.formats.faults.ready_lines import NO_PREPARED_LINES
from service.domain.formats.files_of_zip import is_of_file, within_file
from service.domain.formats.output import XlsxOutput, ZipOutput
from service.domain.formats.plan import Plan, SheetPlan
from service.files.reports import check_headers
from service.files.workbook import Notations, ReadyLines, SheetTarget, notations_of, prepared_lines


def targets_of(plan: Plan) -> tuple[SheetTarget, ...]:
    """The blocks of a plan as a writer fills them."""
    return tuple(map(_target, plan.sheets_in_the_file))


def targets_of_file(plan: Plan, file: str) -> tuple[SheetTarget, ...]:
    """The blocks of one file of a zip, as that file calls its sheets."""
    sheets = (sheet for sheet in plan.sheets if is_of_file(sheet.name, file))
    return tuple(replace(_target(sheet), sheet=within_file(sheet.sheet)) for sheet in sheets)


def surveyed(plan: Plan, templates: Mapping[str, bytes]) -> Plan:
    """The plan with the lines that its workbook lists; raises FormatError when the workbook does not fit."""
    blank = blank_of(plan.format.output, templates)
    if blank is None:
        return plan
    plan = with_ready_lines_counted(plan, blank)
    if not any(sheet.format.listed for sheet in plan.sheets):
        return plan
    listed = check_headers(blank, targets_of(plan), list(plan.cells), plan.format.output)
    keys = dict(zip((sheet.name for sheet in plan.sheets_in_the_file), listed, strict=True))
    return replace(plan, sheets=tuple(replace(each, listed=keys.get(each.name, ())) for each in plan.sheets))


def with_ready_lines_counted(plan: Plan, blank: bytes) -> Plan:
    """The plan with how many lines stand ready for each block that fills them; FormatError for none."""
    if not any(sheet.format.prepared for sheet in plan.sheets):
        return plan
    ready = dict(ready_lines(plan, blank))
    for sheet in plan.sheets:
        if sheet.format.prepared and not ready[sheet.name].count:
            row = ready[sheet.name].first - 1
            raise FormatError(NO_PREPARED_LINES.fault(sheet=sheet.name, row=row), plan.name)
    return replace(
        plan,
        sheets=tuple(
            replace(each, prepared=ready[each.name].count if each.format.prepared else 0)
            for each in plan.sheets
        ),
    )


def ready_lines(plan: Plan, blank: bytes) -> Iterator[tuple[str, ReadyLines]]:
    """By block of an Excel workbook, the empty lines that stand ready below its pattern row."""
    output = plan.format.output
    files = blanks_of_files(blank) if isinstance(output, ZipOutput) else {"": blank}
    for file, own in files.items():
        kind = output.files[file] if isinstance(output, ZipOutput) else output
        if isinstance(kind, XlsxOutput):
            yield from _ready_in_file(plan, file, own, kind.template)


def _ready_in_file(plan: Plan, file: str, blank: bytes, template: str) -> Iterator[tuple[str, ReadyLines]]:
    """The same of one workbook, `file` of a zip or the only one."""
    unaware = replace(plan, sheets=tuple(replace(each, prepared=0) for each in plan.sheets))
    sheets = [each for each in unaware.sheets_in_the_file if not file or is_of_file(each.name, file)]
    targets = targets_of_file(unaware, file) if file else targets_of(unaware)
    found = prepared_lines(blank, targets, template)
    yield from zip((each.name for each in sheets), found, strict=True)


def _target(sheet: SheetPlan) -> SheetTarget:
    addresses = tuple(column.header for column in sheet.columns)
    return SheetTarget(sheet.sheet, sheet.header_row, addresses, sheet.place)


def notations_in(plan: Plan, blank: bytes) -> Notations:
    """How each cell of a workbook shows what it holds, by sheet or block and header, and by place of a cell.

    Only of Excel workbooks: a cell of an open document says itself what kind of value it holds. Of a zip,
    those of each workbook in it.
    """
    output = plan.format.output
    if isinstance(output, XlsxOutput):
        return notations_of(blank, targets_of(plan), tuple(plan.cells))
    found: dict[tuple[str, str], Notation] = {}
    if isinstance(output, ZipOutput):
        for file, own in blanks_of_files(blank).items():
            found |= _notations_of_file(plan, file, own) if isinstance(output.files[file], XlsxOutput) else {}
    return found


def _notations_of_file(plan: Plan, file: str, blank: bytes) -> dict[tuple[str, str], Notation]:
    sheets = [sheet for sheet in plan.sheets_in_the_file if is_of_file(sheet.name, file)]
    cells = [place for place in plan.cells if is_of_file(place[0], file)]
    targets = targets_of_file(plan, file)
    within = notations_of(blank, targets, tuple((within_file(sheet), cell) for sheet, cell in cells))
    places = [(sheet.name, column.header) for sheet in sheets for column in sheet.columns] + cells
    return {(name, at): within[within_file(name), at] for name, at in places}
