"""Where a format writes a column, as a path in its file."""

from service.domain.formats.blocks import HEAD, address_under
from service.domain.formats.plan import Column, SheetPlan

Path = tuple[str, ...]


def path_of(sheet: SheetPlan, column: Column) -> Path:
    """Where a format writes a column."""
    if column.pattern and sheet.format.across is not None:
        own = next(
            each for each in sheet.format.across.columns if address_under(HEAD, each) == column.pattern
        )
        return ("sheets", sheet.name, "across", "columns", own)
    return ("sheets", sheet.name, "columns", column.header)
