"""Check each blank file of a zip as if it were alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.domain.formats.blank_files import blanks_of_files
from service.domain.formats.files_of_zip import within_file
from service.domain.formats.output import Output, ZipOutput
from service.files.reports.kind import ReportKind
from service.files.workbook import SheetTarget


def check_files(
    kinds: Mapping[type[Output], ReportKind[Any]],
    template: bytes,
    sheets: Sequence[SheetTarget],
    cells: Sequence[tuple[str, str]],
    output: ZipOutput,
) -> None:
    """Raise FormatError, naming the blank file, unless each of them has what is filled in it."""
    blanks = blanks_of_files(template)
    for file, each in output.files.items():
        own = [
            SheetTarget(within_file(target.sheet), target.header_row, target.headers)
            for target in sheets
            if target.sheet.partition("/")[0] == file
        ]
        places = [(within_file(sheet), cell) for sheet, cell in cells if sheet.partition("/")[0] == file]
        kinds[type(each)].check(blanks.get(file, b""), own, places, each)
