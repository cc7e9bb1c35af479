"""What there is to know of a kind of report: how it is written, how it is read back, and what is checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.domain.formats.output import Output
from service.domain.translation.content import ReportContent
from service.files.exact import TotalRead
from service.files.reports.addresses import CellAddresses
from service.files.workbook import SheetTarget

_Output = TypeVar("_Output", bound=Output)
Write = Callable[[ReportContent, _Output, bytes | None], bytes]
"""The same bytes for the same content, output and template (None where there is none).

Raises CannotBeWrittenError for a value that the file cannot hold, FormatError for a template that does not
fit the format.
"""
ReadBack = Callable[[bytes, ReportContent, _Output, bytes | None], TotalRead]
"""Raises ReadBackDiffersError, naming the place but no value, unless the file holds exactly the content."""
ListedKeys = tuple[tuple[tuple[str, ...], ...], ...]
"""Per block the keys of the lines that the template lists."""
Check = Callable[[bytes, Sequence[SheetTarget], Sequence[tuple[str, str]], _Output], ListedKeys]
"""Raises FormatError, naming the template, unless every sheet, header text and cell can be filled."""


def nothing_to_check(
    _template: bytes, sheets: Sequence[SheetTarget], _cells: Sequence[tuple[str, str]], _output: Output
) -> ListedKeys:
    """For a kind that is written from nothing: it lists nothing either."""
    return ((),) * len(sheets)


AddressesOf = Callable[[ReportContent, _Output, bytes | None], CellAddresses]
"""Where every cell of a content stands in its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind(Generic[_Output]):
    """One kind of report; every kind there is stands in `kinds`."""

    writer: Callable[[int], Write[_Output]]
    """Makes what writes it, and may remember so many compiled templates."""
    read_back: ReadBack[_Output]
    """By a reader that shares nothing with the writer."""
    addresses: AddressesOf[_Output]
    check: Check[_Output] = nothing_to_check
