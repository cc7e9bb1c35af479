"""Which sheets of a template get data rows, where those go, and whether a content fits them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.faults.workbooks import FILLED_TWICE, OTHER_SHEETS_OR_COLUMNS
from service.domain.translation.content import ReportContent
from service.files.workbook.references import LAST_ROW, DataRegion


@dataclass(frozen=True, slots=True)
class SheetTarget:
    """A sheet that gets data rows, and the columns that a format fills."""

    sheet: str
    header_row: int
    """The (last) header row as Excel counts; the row below it is the pattern row."""
    headers: tuple[str, ...]


def data_regions(
    targets: Sequence[SheetTarget], name_of: Callable[[str], str], file: str
) -> dict[str, DataRegion]:
    """Per sheet where its data rows go. `name_of` gives its name as the template has it, or raises.

    Raises FormatError for a sheet that is filled twice.
    """
    regions = {
        target.sheet: DataRegion(index, name_of(target.sheet), target.header_row + 1)
        for index, target in enumerate(targets)
    }
    if len(regions) != len(targets):
        raise FormatError(FILLED_TWICE.fault(), file)
    return regions


def require_fitting(
    sheets: Iterable[tuple[SheetTarget, int]], content: ReportContent, file: str, *, a_sheet: str = "a sheet"
) -> None:
    """Raise FormatError for other sheets or columns than these, CannotBeWrittenError for too many rows.

    `sheets`: each with the last row that its template has something in. `a_sheet`: what one is called.
    """
    given = [SheetTarget(each.sheet, each.header_row, tuple(each.columns)) for each in content.sheets]
    wanted = list(sheets)
    if given != [target for target, _ in wanted]:
        raise FormatError(OTHER_SHEETS_OR_COLUMNS.fault(), file)
    for (target, last_row), filled in zip(wanted, content.sheets, strict=True):
        if max(last_row, target.header_row + 1) + max(filled.row_count, 1) - 1 > LAST_ROW:
            raise CannotBeWrittenError(
                f"Sheet {filled.sheet!r} gets {filled.row_count} lines; {a_sheet} has {LAST_ROW}."
            )
