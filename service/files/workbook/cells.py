"""Write the values of a column as the insides of workbook cells, or refuse the one a workbook cannot hold.

Texts are inline strings, not shared ones: the shared strings of the template then stay byte for byte what
they were, no text can become a formula, and rows are written in blocks without remembering every text.
Which opens faster depends on the texts, and not by much (decision 31).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.faults.workbooks import NO_DATE_FORM
from service.domain.translation.content import CellValue, ValueKind, Values, text_of_number, values_of_cell
from service.domain.wording import NOTHING, Wording
from service.files.exact import texts_of_numbers

LONGEST_TEXT = 32_767
"""Characters in a cell, in UTF-16 units, as Excel counts them."""

_LARGEST_NUMBER = 10**15
"""Excel keeps fifteen digits; a larger number would come back as another one."""

_EPOCH = np.datetime64("1899-12-30")
_EPOCH_1904 = np.datetime64("1904-01-01")
_FIRST_SURE_DAY = np.datetime64("1900-03-01")
"""Before it Excel counts a 29 February 1900 that never was."""
_LAST_DAY = np.datetime64("9999-12-31")

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Char of XML 1.0, §2.2, turned round."""
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""ST_Xstring (ECMA-376 part 1, §22.9.2.19): an underscore that would open an escape is itself escaped."""
_NEEDS_SPACE = re.compile(r"^[ \t\r\n]|[ \t\r\n]$|[\n\t]|  ")

_NEEDS_CARE = np.zeros(256, dtype=bool)
"""Bytes of UTF-8 that may have to be escaped or refused; 0xEF begins U+FFFE and U+FFFF."""
_NEEDS_CARE[[*range(32), *b"&<>_", 0xEF]] = True
_BLANK_SIGN = ord(" ")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a column stands in a report, for saying where something cannot be written."""

    sheet: str
    header: str
    first_row: int

    def cannot(self, index: int, why: Wording) -> CannotBeWrittenError:
        """The failure for the value at `index`; the value itself is not told, it may be about a person."""
        place = Wording(
            "blad {sheet!r}, kolom {header!r}, rij {row}: ", "Sheet {sheet!r}, column {header!r}, row {row}: "
        ).fill(sheet=self.sheet, header=self.header, row=self.first_row + index)
        return CannotBeWrittenError(place + why)


@dataclass(frozen=True, slots=True)
class CellTexts:
    """A column ready to be written: what stands before and after each value, and the values of a block."""

    before: str
    after: str
    block: Callable[[int, int], pa.Array]
    """The texts of the rows from the first number up to the second."""


def cell_texts(values: Values, place: CellPlace, *, prefix: str, from_1904: bool) -> CellTexts:
    """What follows `<c r=".." s=".."` for every value, up to and with `</c>`.

    Raises CannotBeWrittenError, with sheet, header and row, before anything is written.
    """
    match values.kind:
        case ValueKind.TEXT:
            return _texts(values, place, prefix)
        case ValueKind.NUMBER:
            require_exact(values, place)
            return _numbers(values, prefix)
        case ValueKind.DATE:
            serials = _serials(values, place, from_1904=from_1904)
            return _numbers(Values(ValueKind.NUMBER, serials, values.blank), prefix)


def no_cells() -> CellTexts:
    """A column without values: every cell is empty."""
    return CellTexts("/>", "", lambda start, stop: pa.array([""] * (stop - start), pa.string()))


def single_cell_text(value: CellValue, place: CellPlace, *, prefix: str, from_1904: bool) -> str:
    """What follows `<c r=".." s=".."` for one value."""
    if value in {None, ""}:
        return "/>"
    texts = cell_texts(values_of_cell(value), place, prefix=prefix, from_1904=from_1904)
    return f"{texts.before}{texts.block(0, 1)[0].as_py()}{texts.after}"


def require_date_style(
    kind: ValueKind, *, shows_dates: bool, where: Callable[[], Wording], file: str
) -> None:
    """Raise FormatError when a day would be shown as a number: the template's cell has no date form.

    `where` is only asked then: there is one for every column of every report.
    """
    if kind is ValueKind.DATE and not shows_dates:
        raise FormatError(NO_DATE_FORM.fault(where=where()), file)


def _texts(values: Values, place: CellPlace, prefix: str) -> CellTexts:
    plain = _plain_texts(values)
    if plain is None:
        items = np.where(values.blank, "", values.items)
        return _texts_with_care(items.tolist(), place, prefix)
    before, after = f' t="inlineStr"><{prefix}is><{prefix}t>', f"</{prefix}t></{prefix}is></{prefix}c>"
    offsets = np.frombuffer(plain.buffers()[1], np.int32)[plain.offset : plain.offset + len(plain) + 1]
    empty = np.diff(offsets) == 0
    return _cells(before, after, lambda start, stop: plain[start:stop], empty)


def _plain_texts(values: Values) -> pa.Array | None:
    """The texts as an array when each can stand in XML as it is; None when any needs a closer look."""
    try:
        texts = values.texts
    except (UnicodeEncodeError, pa.ArrowInvalid):
        return None
    offsets, data = np.frombuffer(texts.buffers()[1], np.int32), texts.buffers()[2]
    if data is None or not len(texts):
        return texts
    signs = np.frombuffer(data, np.uint8)[: offsets[len(texts)]]
    starts, ends = offsets[: len(texts)], offsets[1 : len(texts) + 1]
    if _NEEDS_CARE[signs].any() or (ends - starts).max() > LONGEST_TEXT:
        return None
    blanks = signs == _BLANK_SIGN
    filled = ends > starts
    if blanks.any() and (
        (blanks[1:] & blanks[:-1]).any() or blanks[starts[filled]].any() or blanks[ends[filled] - 1].any()
    ):
        return None
    return texts


def _texts_with_care(items: list[str], place: CellPlace, prefix: str) -> CellTexts:
    written = {text: _text_cell(text, prefix) for text in set(items)}
    refused = {text for text, cell in written.items() if cell is None}
    if refused:
        index = next(i for i, text in enumerate(items) if text in refused)
        raise place.cannot(index, why_text_is_refused(items[index]) or NOTHING)
    return CellTexts(
        "", "", lambda start, stop: pa.array([written[text] for text in items[start:stop]], pa.string())
    )


def _text_cell(text: str, prefix: str) -> str | None:
    if not text:
        return "/>"
    if why_text_is_refused(text) is not None:
        return None
    escaped = escape(_LOOKS_ESCAPED.sub("_x005F_", text), quote=False).replace("\r", "_x000D_")
    space = ' xml:space="preserve"' if _NEEDS_SPACE.search(text) else ""
    return f' t="inlineStr"><{prefix}is><{prefix}t{space}>{escaped}</{prefix}t></{prefix}is></{prefix}c>'


def _units(text: str) -> int:
    if len(text) <= LONGEST_TEXT // 2:
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def why_text_is_refused(text: str) -> Wording | None:
    """Why no cell of a workbook can hold a text, without the text itself; None when one can."""
    if _units(text) > LONGEST_TEXT:
        return Wording(
            f"de tekst is langer dan {LONGEST_TEXT} tekens; meer past er niet in een cel.",
            f"the text is longer than {LONGEST_TEXT} characters; a cell cannot hold more.",
        )
    found = _NOT_IN_XML.search(text)
    if found is None:
        return None
    return Wording(
        f"in de tekst staat het teken U+{ord(found[0]):04X}, dat niet in een werkmap kan.",
        f"the text has the character U+{ord(found[0]):04X}, which a workbook cannot hold.",
    )


def _numbers(values: Values, prefix: str) -> CellTexts:
    return _cells(
        f"><{prefix}v>",
        f"</{prefix}v></{prefix}c>",
        lambda start, stop: texts_of_numbers(values.part(start, stop)),
        values.blank,
    )


def _cells(
    before: str, after: str, block: Callable[[int, int], pa.Array], empty: npt.NDArray[np.bool_]
) -> CellTexts:
    if not empty.any():
        return CellTexts(before, after, block)

    def with_empty_ones(start: int, stop: int) -> pa.Array:
        filled = pc.binary_join_element_wise(before, block(start, stop), after, "")
        return pc.if_else(pa.array(empty[start:stop]), "/>", filled)

    return CellTexts("", "", with_empty_ones)


def require_exact(values: Values, place: CellPlace) -> None:
    """Raise CannotBeWrittenError for a number of more digits than a spreadsheet keeps."""
    numbers = values.numbers
    too_large = ((numbers >= _LARGEST_NUMBER) | (numbers <= -_LARGEST_NUMBER)) & ~values.blank
    if too_large.any():
        index = int(np.argmax(too_large))
        digits = len(text_of_number(abs(int(numbers[index])), 0))
        raise place.cannot(
            index,
            Wording(
                f"het getal heeft {digits} cijfers; Excel bewaart er vijftien.",
                f"the number has {digits} digits; Excel keeps fifteen.",
            ),
        )


def _serials(values: Values, place: CellPlace, *, from_1904: bool) -> npt.NDArray[np.int64]:
    days = values.items.astype("datetime64[D]")
    first, epoch = (_EPOCH_1904, _EPOCH_1904) if from_1904 else (_FIRST_SURE_DAY, _EPOCH)
    outside = ~((days >= first) & (days <= _LAST_DAY)) & ~values.blank
    if outside.any():
        raise place.cannot(
            int(np.argmax(outside)),
            Wording(
                f"Excel kent geen dagen voor {first} of na {_LAST_DAY}.",
                f"Excel knows no days before {first} or after {_LAST_DAY}.",
            ),
        )
    serials: npt.NDArray[np.int64] = np.where(values.blank, 0, (days - epoch).astype(np.int64))
    return serials
