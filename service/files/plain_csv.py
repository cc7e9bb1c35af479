"""Read csv text that is plainly written as whole columns with Arrow, or leave it to a reader line by line."""

import codecs
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from service.domain.standard.cells import Cells

_QUOTE, _LINE_FEED, _RETURN = b'"\n\r'
_BLOCK = 1024 * 1024


class UnusualCsvError(Exception):
    """The text may be right, but it is not written in a way that can be read here."""


@dataclass(frozen=True, slots=True)
class PlainCsv:
    """The text as columns; lines without anything in them are left out."""

    headers: tuple[str, ...]
    columns: tuple[Cells, ...]
    lines: npt.NDArray[np.int64]
    """The line of the text, from 1, of the header and of every row below it."""


def read_plain_csv(text: bytes, separator: str) -> PlainCsv:
    """Read UTF-8 text in which every line is one record of as many fields as the first.

    Raises UnusualCsvError for anything else: a title above the header, a field too many or too few, a text
    over several lines, a quote where none should be, several kinds of line ends, nothing at all.
    """
    if text.startswith(codecs.BOM_UTF8):  # a second one, which Arrow would take away too
        raise UnusualCsvError
    _require_sound_quotes(text, separator)
    numbers = np.arange(1, _lines(text) + 1, dtype=np.int64)
    columns = _columns(text, separator, len(numbers))
    filled = np.logical_or.reduce([pc.is_valid(column).to_numpy(zero_copy_only=False) for column in columns])
    if not filled.any():
        raise UnusualCsvError
    if not filled.all():
        columns, numbers = [column.filter(pa.array(filled)) for column in columns], numbers[filled]
    return PlainCsv(
        headers=tuple(column[0].as_py() or "" for column in columns),
        columns=tuple(Cells(column[1:]) for column in columns),
        lines=numbers,
    )


def _columns(text: bytes, separator: str, lines: int) -> list[pa.Array]:
    names = [f"f{at}" for at in range(_width(text, separator))]
    conversion = csv.ConvertOptions(
        check_utf8=False,
        column_types=dict.fromkeys(names, pa.large_string()),
        null_values=[""],
        strings_can_be_null=True,
    )
    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            csv.ReadOptions(use_threads=False, block_size=_BLOCK, autogenerate_column_names=True),
            csv.ParseOptions(delimiter=separator, ignore_empty_lines=False, newlines_in_values=True),
            conversion,
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise UnusualCsvError from error
    if table.num_rows != lines or not all(each.type == pa.large_string() for each in table.schema):
        raise UnusualCsvError
    columns = []
    while table.num_columns:  # each piece is let go of as soon as it is part of a column
        columns.append(table.column(0).combine_chunks())
        table = table.remove_column(0)
    return columns


def _width(text: bytes, separator: str) -> int:
    """How many fields the first line has at the most: a quoted separator counts too, and then it differs."""
    return text[: text.find(b"\n") + 1 or len(text)].count(separator.encode()) + 1


def _lines(text: bytes) -> int:
    """How many lines there are, all ending alike."""
    feeds, returns = text.count(b"\n"), text.count(b"\r")
    if returns and not (returns == feeds == text.count(b"\r\n")):
        raise UnusualCsvError
    return feeds + (not text.endswith(b"\n"))


def _require_sound_quotes(text: bytes, separator: str) -> None:
    """Every quote opens a field, closes one, or stands doubled within one."""
    if b'"' not in text:
        return
    signs = np.frombuffer(text, np.uint8)
    quotes = np.flatnonzero(signs == _QUOTE)
    if len(quotes) % 2:
        raise UnusualCsvError
    borders = np.zeros(256, bool)
    borders[[ord(separator), _LINE_FEED, _RETURN]] = True
    opens, closes = quotes[0::2], quotes[1::2]
    doubled = opens[1:] == closes[:-1] + 1
    before = (opens == 0) | borders[signs[np.maximum(opens - 1, 0)]]
    after = (closes == len(signs) - 1) | borders[signs[np.minimum(closes + 1, len(signs) - 1)]]
    if not ((before[1:] | doubled).all() and before[:1].all()):
        raise UnusualCsvError
    if not ((after[:-1] | doubled).all() and after[-1:].all()):
        raise UnusualCsvError
