"""What a format would write over in the workbook of a municipality, and whether it says that it means to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blanks_of_files
from service.domain.formats.faults.overwriting import FORMULA_IS_OVERWRITTEN, TEXT_IS_OVERWRITTEN
from service.domain.formats.files_of_zip import is_of_file, within_file
from service.domain.formats.output import OdsOutput, Output, XlsxOutput, ZipOutput
from service.domain.formats.plan import Column, Plan
from service.domain.formats.remarks import EXAMPLE_IS_OVERWRITTEN, Remark, remark
from service.files import open_document
from service.files.catalogue.surveying import targets_of
from service.files.catalogue.written_places import Path, path_of
from service.files.workbook import Overwritten, SheetTarget, overwritten_cells


def fault_of_overwriting(plan: Plan, blank: bytes) -> tuple[FormatError, Path] | None:
    """The first formula, or text in a single cell, that would be lost without the format saying so.

    Of what is published nothing can be written otherwise any more: that stays what it was.
    """
    for place, column, found in () if plan.is_published else _unsaid(plan, blank):
        file = getattr(plan.format.output, "template", "")
        if found.formula:
            fault = FORMULA_IS_OVERWRITTEN.fault(
                cell=found.cell, formula=found.formula, address=column.header
            )
            return FormatError(fault, file), place
        if not found.block:
            return FormatError(TEXT_IS_OVERWRITTEN.fault(cell=found.cell, text=found.text), file), place
    return None


def remarks_on_examples(plan: Plan, blank: bytes | None) -> Iterator[Remark]:
    """Texts in a pattern row that no report will hold."""
    for _, column, found in () if plan.is_published or blank is None else _unsaid(plan, blank):
        if found.block and found.text:
            yield remark(
                plan, EXAMPLE_IS_OVERWRITTEN, found.block, column.header, cell=found.cell, text=found.text
            )


def _unsaid(plan: Plan, blank: bytes) -> Iterator[tuple[Path, Column, Overwritten]]:
    columns: dict[tuple[str, str], tuple[Path, Column]] = {}
    for (sheet, cell), column in plan.cells.items():
        columns["", f"{sheet}!{cell}"] = ("cells", f"{sheet}!{cell}"), column
    for block in plan.sheets:
        for column in block.columns:
            columns[block.name, column.header] = path_of(block, column), column
    for found in _in_every_file(plan, blank):
        place, column = columns[found.block, found.address]
        if column.expression.written.get("overwrites") is not True:
            yield place, column, found


def _in_every_file(plan: Plan, blank: bytes) -> Iterator[Overwritten]:
    output, targets, cells = plan.format.output, targets_of(plan), tuple(plan.cells)
    if not isinstance(output, ZipOutput):
        yield from _in_one_file(output, blank, targets, cells)
        return
    for file, own in blanks_of_files(blank).items():
        here = [
            replace(each, sheet=within_file(each.sheet)) for each in targets if is_of_file(each.sheet, file)
        ]
        single = [(within_file(sheet), cell) for sheet, cell in cells if is_of_file(sheet, file)]
        for found in _in_one_file(output.files[file], own, here, single):
            yield _of_file(file, found)


def _in_one_file(
    output: Output, blank: bytes, targets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]
) -> Iterable[Overwritten]:
    match output:
        case XlsxOutput():
            return overwritten_cells(blank, targets, cells)
        case OdsOutput():
            return open_document.overwritten_in_open_document(blank, targets, cells)
        case _:
            return ()


def _of_file(file: str, found: Overwritten) -> Overwritten:
    if found.block:
        return replace(found, block=f"{file}/{found.block}", cell=f"{file}/{found.cell}")
    return replace(found, address=f"{file}/{found.address}", cell=f"{file}/{found.cell}")
