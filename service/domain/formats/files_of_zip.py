"""Which file of a zip holds which sheets and cells: each begins with the name of its file."""

from collections.abc import Iterator
from dataclasses import replace

from service.domain.formats.composition import Composed
from service.domain.formats.faults.composing import FILE_HOLDS_NOTHING, NAMES_NO_FILE
from service.domain.formats.model import Format
from service.domain.formats.output import FileOutput, Output, ZipOutput
from service.domain.translation.content import ReportContent

_BETWEEN = "/"


def file_of(output: Output, sheet: str) -> FileOutput:
    """The file in which a sheet stands: of a zip the one its name begins with, otherwise the only one."""
    return output.files[_named(sheet)] if isinstance(output, ZipOutput) else output


def files_with_paths(output: Output) -> Iterator[tuple[tuple[str, ...], str, FileOutput]]:
    """Each file: where the format writes it, what its sheets begin with, and what kind it is."""
    if not isinstance(output, ZipOutput):
        yield ("output",), "", output
        return
    for file, each in output.files.items():
        yield ("output", "files", file), f"{file}{_BETWEEN}", each


def within_file(sheet: str) -> str:
    """What a sheet of a zip is called in its own file."""
    return sheet.partition(_BETWEEN)[2] or sheet


def is_of_file(sheet: str, file: str) -> bool:
    """Whether a sheet of a zip stands in this file."""
    return _named(sheet) == file


def part_of(content: ReportContent, file: str) -> ReportContent:
    """What one file of a zip holds, as if it were the whole report."""
    cells = {
        (within_file(sheet), address): value
        for (sheet, address), value in content.cells.items()
        if _named(sheet) == file
    }
    sheets = tuple(
        replace(each, sheet=within_file(each.sheet)) for each in content.sheets if _named(each.sheet) == file
    )
    return ReportContent(cells, sheets)


def with_known_files(composed: Composed, written: Format) -> Format:
    """The same format. Raises FormatError for a sheet or cell of no file, and a file without any."""
    if not isinstance(written.output, ZipOutput):
        return written
    places = {("sheets", name): name for name in written.sheets}
    places |= {("cells", address): address.rpartition("!")[0] for address in written.cells}
    for path, sheet in places.items():
        if _named(sheet) not in written.output.files:
            fault = NAMES_NO_FILE.fault(name=path[1], known=", ".join(written.output.files))
            raise composed.error(path, fault)
    for file in written.output.files:
        if file not in map(_named, places.values()):
            raise composed.error(("output", "files", file), FILE_HOLDS_NOTHING.fault(file=file))
    return written


def _named(sheet: str) -> str:
    return sheet.partition(_BETWEEN)[0]
