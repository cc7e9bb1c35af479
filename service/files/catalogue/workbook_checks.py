"""Whether a format fits the blank workbook that it fills: what it fills is there, and shows it right."""

from collections.abc import Iterator, Mapping

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of
from service.domain.formats.cell_notations import notation_fault
from service.domain.formats.every_remark import own_remarks
from service.domain.formats.faults.publishing import STANDS_IN_THE_WAY
from service.domain.formats.faults.workbooks import MACROS_UNDER_ANOTHER_NAME, NO_MACROS_IN_XLSM
from service.domain.formats.files_of_zip import file_of, files_with_paths, within_file
from service.domain.formats.output import XlsxOutput
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import (
    FORMULA_WITHOUT_DATA,
    LEFT_EMPTY_IS_FILLED,
    LEFT_EMPTY_IS_NOT_THERE,
    NOBODY_FILLS_IT,
    PREPARED_LINES,
    Remark,
    Weight,
    remark,
)
from service.domain.wording import Wording
from service.files.catalogue.choice_remarks import remarks_on_choices
from service.files.catalogue.list_end_remarks import remarks_on_list_ends
from service.files.catalogue.listed_remarks import remarks_on_lists
from service.files.catalogue.overwriting import fault_of_overwriting, remarks_on_examples
from service.files.catalogue.surveying import (
    notations_in,
    ready_lines,
    targets_of,
    targets_of_file,
    with_ready_lines_counted,
)
from service.files.catalogue.written_places import Path, path_of
from service.files.reports import check_headers
from service.files.workbook import SheetTarget, has_macros, headers_of, unfilled_columns


def misfit(plan: Plan, templates: Mapping[str, bytes]) -> tuple[FormatError, Path] | None:
    """What is wrong between a format and its workbook, and where the format writes it; None when they fit."""
    output = plan.format.output
    blank = blank_of(output, templates)
    if blank is None:
        return None
    try:
        plan = with_ready_lines_counted(plan, blank)
        check_headers(blank, targets_of(plan), list(plan.cells), output)
    except FormatError as fault:
        return fault, place_of(fault, plan)
    lost = fault_of_overwriting(plan, blank)
    if lost is not None:
        return lost
    for at, _, file in files_with_paths(output):
        if isinstance(file, XlsxOutput):
            wrong = _other_kind(templates[file.template], file)
            if wrong is not None:
                return wrong, (*at, "template")
    return _shown_otherwise(plan, blank)


def remarks_on_workbook(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """Columns of the workbook that nobody fills, and formulas that reckon with them.

    For a format that can still be written otherwise: what is published stays what it was.
    """
    yield from _remarks_on_cells(plan, templates)
    yield from _remarks_on_ready_lines(plan, templates)
    workbooks = [] if plan.is_published else list(_workbooks(plan, templates))
    for begin, workbook, targets in workbooks:
        yield from _nobody_fills(plan, begin, workbook, targets)
        known = {f"{begin}{name}": each for name, each in headers_of(workbook, targets).items()}
        yield from _left_empty_not_there(plan, known)
    for sheet in plan.sheets if workbooks else ():
        for header in sheet.format.left_empty.keys() & sheet.format.columns.keys():
            yield remark(plan, LEFT_EMPTY_IS_FILLED, sheet.name, header)


def _remarks_on_ready_lines(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """Empty lines that stay below those that are filled, unless the format says what becomes of them."""
    blank = None if plan.is_published else blank_of(plan.format.output, templates)
    ready = {} if blank is None else dict(ready_lines(plan, blank))
    for sheet in plan.sheets if ready else ():
        lines = ready.get(sheet.name)
        if lines and lines.count and lines.are_followed and not sheet.format.prepared:
            yield remark(plan, PREPARED_LINES, sheet.name, first=lines.first, last=lines.last)


def _nobody_fills(
    plan: Plan, begin: str, workbook: bytes, targets: tuple[SheetTarget, ...]
) -> Iterator[Remark]:
    empty = {sheet.name: sheet.format.left_empty for sheet in plan.sheets}
    for column in unfilled_columns(workbook, targets):
        block = f"{begin}{column.block}"
        if column.used_by:
            yield remark(plan, FORMULA_WITHOUT_DATA, block, column.header, user=column.used_by)
        elif column.header not in empty.get(block, {}):
            yield remark(plan, NOBODY_FILLS_IT, block, column.header)


def _remarks_on_cells(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """What stands in the cells that are filled: examples, lines that are listed, lists to choose from."""
    yield from remarks_on_examples(plan, blank_of(plan.format.output, templates))
    yield from remarks_on_lists(plan, templates)
    yield from remarks_on_list_ends(plan, templates)
    yield from remarks_on_choices(plan, templates)


def _left_empty_not_there(plan: Plan, known: Mapping[str, frozenset[str]]) -> Iterator[Remark]:
    for sheet in plan.sheets:
        for header in sorted(sheet.format.left_empty.keys() - known.get(sheet.name, sheet.format.left_empty)):
            yield remark(plan, LEFT_EMPTY_IS_NOT_THERE, sheet.name, header)


def _workbooks(
    plan: Plan, templates: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes, tuple[SheetTarget, ...]]]:
    """Each Excel workbook: what its sheets begin with in a zip, its bytes, and the blocks that are filled."""
    for path, begin, file in files_with_paths(plan.format.output):
        if isinstance(file, XlsxOutput) and file.template in templates:
            targets = targets_of_file(plan, path[-1]) if begin else targets_of(plan)
            yield begin, templates[file.template], targets


def require_nothing_in_the_way(plan: Plan, templates: Mapping[str, bytes]) -> None:
    """Raise FormatError for the first remark that is an error: what is published should be what is meant."""
    for each in (*own_remarks(plan), *remarks_on_workbook(plan, templates)):
        if each.weight is Weight.ERROR:
            raise FormatError(STANDS_IN_THE_WAY.fault(where=each.where or plan.name, text=each.text))


def _other_kind(template: bytes, output: XlsxOutput) -> FormatError | None:
    """Excel goes by the name, and refuses a workbook that says otherwise of itself."""
    is_called_so = output.template.lower().endswith(".xlsm")
    if has_macros(template) == is_called_so:
        return None
    kind = NO_MACROS_IN_XLSM if is_called_so else MACROS_UNDER_ANOTHER_NAME
    return FormatError(kind.fault(template=output.template), output.template)


def _shown_otherwise(plan: Plan, blank: bytes) -> tuple[FormatError, Path] | None:
    """The first column or cell of which a workbook would show something else than is written."""
    found = notations_in(plan, blank)
    for sheet in plan.sheets:
        output = file_of(plan.format.output, sheet.name)
        for column in sheet.columns:
            notation = found.get((sheet.name, column.header))
            where = Wording("Blad {sheet!r}, kolom {header!r}", "Sheet {sheet!r}, column {header!r}").fill(
                sheet=sheet.name, header=column.header
            )
            fault = notation and notation_fault(column, notation, where)
            if fault:
                return FormatError(fault, getattr(output, "template", "")), path_of(sheet, column)
    for place, column in plan.cells.items():
        address, notation = "!".join(place), found.get(place)
        where = Wording("Cel {cell}", "Cell {cell}").fill(cell=address)
        fault = notation and notation_fault(column, notation, where)
        if fault:
            output = file_of(plan.format.output, place[0])
            return FormatError(fault, getattr(output, "template", "")), ("cells", address)
    return None


def place_of(fault: FormatError, plan: Plan) -> Path:
    """Where the format names what its workbook has not."""
    sentence = str(fault).partition(";")[0]
    for sheet in plan.sheets:
        for column in sheet.columns:
            if repr(column.header) in sentence:
                return path_of(sheet, column)
        if repr(sheet.name) in sentence or repr(within_file(sheet.sheet)) in sentence:
            return ("sheets", sheet.name)
    for name, cell in plan.cells:
        own = within_file(name)
        if repr(own) in sentence or f"{own}!{cell}" in sentence or repr(cell) in sentence:
            return ("cells", f"{name}!{cell}")
    return ("output", "template")
