"""Write the values of a column as the insides of cells of an OpenDocument spreadsheet, or refuse one.

What is written stands between the attributes of a cell and its end: `` office:value-type=…>…``. A text is
typed as text whatever it begins with, so that no text can become a formula.
"""

import re
from collections.abc import Callable
from html import escape

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import CannotBeWrittenError
from service.domain.translation.content import CellValue, ValueKind, Values, values_of_cell
from service.domain.wording import NOTHING, Wording
from service.files.exact import iso_days, texts_of_numbers
from service.files.workbook import LONGEST_TEXT, CellPlace, require_exact, why_text_is_refused

EMPTY = ">"
_CLOSED = "</text:p>"
_FIRST_DAY = np.datetime64("1583-01-01")
"""The first whole year of our calendar: before it LibreOffice counts days by another one."""
_LAST_DAY = np.datetime64("9999-12-31")
_BLANKS = re.compile(r"^ | $|(?<= ) +")
_NEEDS_CARE = re.compile('[\x00-\x1f"&<>\x7f\ud800-\udfff\ufffe\uffff]|^ | $|  ')

Block = Callable[[int, int], pa.Array]
"""The insides of the cells from the first number up to the second."""


def open_cells(values: Values, place: CellPlace) -> Block:
    """The insides of every cell of a column.

    Raises CannotBeWrittenError, with sheet, header and row, before anything is written.
    """
    match values.kind:
        case ValueKind.TEXT:
            return _texts(values, place)
        case ValueKind.NUMBER:
            require_exact(values, place)
            return lambda start, stop: _typed(
                "float", "value", texts_of_numbers(values.part(start, stop)), values.blank[start:stop]
            )
        case ValueKind.DATE:
            _require_known_days(values, place)
            return lambda start, stop: _days(values.part(start, stop))


def no_open_cells(start: int, stop: int) -> pa.Array:
    """Cells without a value."""
    return pa.array([EMPTY] * (stop - start), pa.string())


def single_open_cell(value: CellValue, place: CellPlace) -> str:
    """The inside of one cell."""
    if value is None:
        return EMPTY
    inside: str = open_cells(values_of_cell(value), place)(0, 1)[0].as_py()
    return inside


def _texts(values: Values, place: CellPlace) -> Block:
    items = np.where(values.blank, "", values.items).tolist()
    written = {text: _text(text) for text in set(items)}
    refused = {text for text, cell in written.items() if cell is None}
    if refused:
        index = next(i for i, text in enumerate(items) if text in refused)
        raise place.cannot(index, why_text_is_refused(items[index]) or NOTHING)
    return lambda start, stop: pa.array([written[text] for text in items[start:stop]], pa.string())


def _text(text: str) -> str | None:
    """The inside of a cell with a text; None when it cannot be held.

    Readers may fold blanks and lose tabs and carriage returns in paragraphs (LibreOffice 7.4, calamine 0.9):
    blanks get an element, and a text with one of the others stands in an attribute, where all is kept.
    """
    if not text:
        return EMPTY
    if len(text) <= LONGEST_TEXT // 2 and _NEEDS_CARE.search(text) is None:
        return f' office:value-type="string"><text:p>{text}{_CLOSED}'
    if why_text_is_refused(text) is not None:
        return None
    written = escape(text)
    if "\t" in text or "\r" in text:
        for sign in "\t\r\n":
            written = written.replace(sign, f"&#{ord(sign)};")
        return f' office:value-type="string" office:string-value="{written}">'
    lines = (_BLANKS.sub(_blanks, line) for line in written.split("\n"))
    return ' office:value-type="string">' + "".join(f"<text:p>{line}{_CLOSED}" for line in lines)


def _blanks(match: re.Match[str]) -> str:
    return f'<text:s text:c="{len(match[0])}"/>'


def _typed(kind: str, attribute: str, texts: pa.Array, blank: np.ndarray) -> pa.Array:
    filled = pc.binary_join_element_wise(f' office:value-type="{kind}" office:{attribute}="', texts, '">', "")
    return pc.if_else(pa.array(blank), EMPTY, filled) if blank.any() else filled


def _days(values: Values) -> pa.Array:
    days = np.where(values.blank, _FIRST_DAY, values.items.astype("datetime64[D]"))
    return _typed("date", "date-value", pa.array(iso_days(days), pa.string()), values.blank)


def _require_known_days(values: Values, place: CellPlace) -> None:
    days = values.items.astype("datetime64[D]")
    outside = ~((days >= _FIRST_DAY) & (days <= _LAST_DAY)) & ~values.blank
    if outside.any():
        raise _unknown_day(int(np.argmax(outside)), place)


def _unknown_day(index: int, place: CellPlace) -> CannotBeWrittenError:
    return place.cannot(
        index,
        Wording(
            f"LibreOffice kent geen dagen voor {_FIRST_DAY} of na {_LAST_DAY}.",
            f"LibreOffice knows no days before {_FIRST_DAY} or after {_LAST_DAY}.",
        ),
    )
