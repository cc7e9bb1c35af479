"""Addresses in a zip of files: the name of the file in the format, a slash, and the address in that file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from service.domain.formats.blank_files import blanks_of_files
from service.domain.formats.files_of_zip import is_of_file, part_of, within_file
from service.domain.formats.output import Output, ZipOutput
from service.domain.translation.content import ReportContent
from service.files.reports.addresses.address import CellAddresses, FilledCell, SingleCell, UnfilledCell

AddressesOf = Callable[[ReportContent, Any, bytes | None], CellAddresses]
"""Of a content, an output and a template."""


@dataclass(frozen=True, slots=True)
class ZipAddresses:
    """`Productie/Regels!E14`."""

    content: ReportContent
    files: Mapping[str, CellAddresses]
    """By the name of the file in the format."""

    def of_line(self, block: int, header: str, line: int) -> str:
        """The address in its file, behind the name of that file."""
        file = self._file_of(block)
        return _joined(file, self.files[file].of_line(self._blocks(file).index(block), header, line))

    def of_cell(self, cell: SingleCell) -> str:
        """The address in its file, behind the name of that file."""
        file = cell[0].partition("/")[0]
        return _joined(file, self.files[file].of_cell((within_file(cell[0]), cell[1])))

    def find(self, address: str) -> FilledCell | None:
        """What the format fills there, in the file that the address begins with."""
        file, plain = self._within(address)
        if file is None:
            return None
        found = self.files[file].find(plain) or self.files[file].find(f"/{plain}")
        return None if found is None else self._as_whole(file, found)

    def unfilled(self, address: str, report: bytes) -> UnfilledCell | None:
        """What else stands there."""
        file, plain = self._within(address)
        found = None if file is None else self.files[file].unfilled(plain, self._content(report, file))
        if file is None or found is None:
            return None
        return replace(
            found,
            address=_joined(file, found.address),
            sums=tuple(self._as_whole(file, each) for each in found.sums),
        )

    def _within(self, address: str) -> tuple[str | None, str]:
        file, _, plain = address.strip().partition("/")
        return (file if file in self.files else None), plain

    def _as_whole(self, file: str, found: FilledCell) -> FilledCell:
        if found.single is None:
            return replace(found, block=self._blocks(file)[found.block])
        own = next(
            cell
            for cell in self.content.cells
            if is_of_file(cell[0], file) and (within_file(cell[0]), cell[1]) == found.single
        )
        return FilledCell(single=own)

    def _blocks(self, file: str) -> list[int]:
        return [at for at, sheet in enumerate(self.content.sheets) if is_of_file(sheet.sheet, file)]

    def _file_of(self, block: int) -> str:
        return self.content.sheets[block].sheet.partition("/")[0]

    def _content(self, report: bytes, file: str) -> bytes:
        """One file of a zip, which holds them in the order of the format."""
        try:
            with ZipFile(BytesIO(report)) as opened:
                return opened.read(opened.namelist()[list(self.files).index(file)])
        except (BadZipFile, IndexError):
            return b""


def zip_addresses(
    of_one_file: Callable[[type[Output]], AddressesOf],
    content: ReportContent,
    output: ZipOutput,
    template: bytes | None,
) -> ZipAddresses:
    """The addresses of each file behind its name."""
    blanks = blanks_of_files(template)
    files = {
        file: of_one_file(type(each))(part_of(content, file), each, blanks.get(file))
        for file, each in output.files.items()
    }
    return ZipAddresses(content, files)


def _joined(file: str, address: str) -> str:
    return f"{file}{address}" if address.startswith("/") else f"{file}/{address}"
