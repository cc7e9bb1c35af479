"""What says nothing, or says one thing twice: refused in a format that is not published yet."""

from service.domain.failures import FormatError
from service.domain.formats.composition import Composed
from service.domain.formats.faults.composing import KEY_TWICE, NO_TITLE
from service.domain.formats.joins import tables_of
from service.domain.formats.keys import Key
from service.domain.formats.model import Format
from service.domain.formats.shape import find_field
from service.domain.standard.model import Standard


def require_well_said(composed: Composed, written: Format, standard: Standard) -> None:
    """Raise FormatError for a title without words and for a key that stands twice under `per`.

    What was published before stays what it is: it is not asked.
    """
    if not written.title.strip():
        raise composed.error(("title",), NO_TITLE.fault())
    for name, sheet in written.sheets.items():
        tables, _ = tables_of(sheet.rows)
        keys = [_as_meant(key, tables, standard) for key in sheet.rows.per]
        for place, key in enumerate(sheet.rows.per):
            if keys[place] in keys[:place]:
                raise _twice(composed, name, place, key)


def _as_meant(key: Key, tables: tuple[str, ...], standard: Standard) -> object:
    """A key by what it is and not by how it is called."""
    return find_field(standard, tables, key.field) if key.field else key.expression.steps


def _twice(composed: Composed, sheet: str, place: int, key: Key) -> FormatError:
    return composed.error(("sheets", sheet, "rows", "per", str(place)), KEY_TWICE.fault(key=key.sentence()))
