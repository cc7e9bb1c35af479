"""Contents of reports for tests, written short."""

from collections.abc import Mapping

from service.domain.translation.content import SheetContent, Values


def a_sheet(sheet: str, header_row: int, columns: Mapping[str, Values]) -> SheetContent:
    """The lines of a sheet that has no other block."""
    return SheetContent(sheet=sheet, header_row=header_row, columns=columns)
