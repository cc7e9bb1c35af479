"""Check each blank file of a zip as if it were alone."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.formats.blank_files import blanks_of_files
from service.domain.formats.files_of_zip import within_file
from service.domain.formats.output import ZipOutput
from service.files.reports.kind import ListedKeys
from service.files.reports.kinds import kind_of
from service.files.workbook import SheetTarget


def check_files(
    template: bytes,
    sheets: Sequence[SheetTarget],
    cells: Sequence[tuple[str, str]],
    output: ZipOutput,
) -> ListedKeys:
    """Raise FormatError, naming the blank file, unless each of them has what is filled in it.

    Gives per block, in the order of `sheets`, the lines that its file lists.
    """
    blanks = blanks_of_files(template)
    listed: dict[int, tuple[tuple[str, ...], ...]] = {}
    for file, each in output.files.items():
        own = [at for at, target in enumerate(sheets) if target.sheet.partition("/")[0] == file]
        targets = [replace(sheets[at], sheet=within_file(sheets[at].sheet)) for at in own]
        places = [(within_file(sheet), cell) for sheet, cell in cells if sheet.partition("/")[0] == file]
        keys = kind_of(each).check(blanks.get(file, b""), targets, places, each)
        listed |= dict(zip(own, keys, strict=True))
    return tuple(listed[at] for at in range(len(sheets)))
