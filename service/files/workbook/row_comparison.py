"""Hold scanned cells of a column against the values they should hold, all at once."""

import re
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.translation.content import ValueKind, Values
from service.files.exact import nearest_doubles
from service.files.workbook.row_scan import EMPTY, TEXT, ScannedColumn
from service.files.xml_columns import UnusualSheetError, without_entities

Mask = npt.NDArray[np.bool_]

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""ST_Xstring (ECMA-376 part 1, §22.9.2.19)."""


def same_cells(column: ScannedColumn, values: Values, epoch: date, *, may_be_escaped: bool) -> Mask:
    """Per cell whether it holds the value: same kind, same text, the same exact number or day.

    `epoch` is the day that the workbook counts days from. Raises UnusualSheetError for numbers that a double
    cannot hold exactly.
    """
    if values.kind is ValueKind.TEXT:
        return _same_texts(column, values, may_be_escaped=may_be_escaped)
    numerators = values.numbers
    if values.kind is ValueKind.DATE:
        numerators = (values.items.astype("datetime64[D]") - np.datetime64(epoch)).astype(np.int64)
    return _same_numbers(column, numerators, values)


def _same_texts(column: ScannedColumn, values: Values, *, may_be_escaped: bool) -> Mask:
    meant = values.texts
    found = _unescaped(column.texts) if may_be_escaped else column.texts
    right_kind: Mask = (column.kinds == TEXT) | (column.kinds == EMPTY)
    if not found.equals(meant):
        right_kind &= pc.equal(found, meant).to_numpy(zero_copy_only=False)
    return right_kind


def _same_numbers(column: ScannedColumn, numerators: npt.NDArray[np.int64], values: Values) -> Mask:
    """Whether each number read is the double nearest to the exact value."""
    doubles = nearest_doubles(numerators, values.denominator, values.blank)
    if doubles is None:
        raise UnusualSheetError
    same: Mask = (column.numbers == doubles) & ~values.blank
    same |= (column.kinds == EMPTY) & values.blank
    return same


def _unescaped(texts: pa.Array) -> pa.Array:
    """The texts as XML and then SpreadsheetML mean them; each different one is looked at once."""
    unique = texts.dictionary_encode()
    plain = [_ESCAPED.sub(_character, without_entities(text)) for text in unique.dictionary.to_pylist()]
    return pa.array(plain, pa.string()).take(unique.indices)


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
