"""Whether a format fits the blank workbook that it fills: what it fills is there, and shows it right."""

from collections.abc import Mapping

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of
from service.domain.formats.cell_notations import notation_fault
from service.domain.formats.faults.workbooks import MACROS_UNDER_ANOTHER_NAME, NO_MACROS_IN_XLSM
from service.domain.formats.files_of_zip import file_of, files_with_paths, within_file
from service.domain.formats.output import XlsxOutput
from service.domain.formats.plan import Plan
from service.domain.wording import Wording
from service.files.catalogue.overwriting import fault_of_overwriting
from service.files.catalogue.surveying import notations_in, targets_of, with_ready_lines_counted
from service.files.catalogue.written_places import Path, path_of
from service.files.reports import check_headers
from service.files.workbook import has_macros


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
