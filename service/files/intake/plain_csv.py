"""Read csv text that is plainly written as whole columns with Arrow, or leave it to a reader line by line."""

import codecs
from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from service.domain.standard.cells import Cells

_QUOTE, _LINE_FEED, _RETURN = b'"\n\r'
_BLOCK = 1024 * 1024
_TEXTS = pa.dictionary(pa.int32(), pa.large_string())


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
    headers = _headers(text, separator)
    numbers = np.arange(1, _lines(text) + 1, dtype=np.int64)
    columns = _columns(text, [f"f{at}" for at in range(len(headers))], separator, len(numbers) - 1)
    filled = np.logical_or.reduce([pc.is_valid(column).to_numpy(zero_copy_only=False) for column in columns])
    if not filled.all():
        numbers = numbers[np.append(True, filled)]
    cells = tuple(Cells(text=column) for column in columns)
    return PlainCsv(headers, cells if filled.all() else tuple(each.keep(filled) for each in cells), numbers)


def _headers(text: bytes, separator: str) -> tuple[str, ...]:
    """The first line, in which more than blanks has to stand, and no separator within quotes."""
    line = text[: text.find(b"\n") + 1 or len(text)]
    if line.count(b'"') % 2:
        raise UnusualCsvError
    names = [f"f{at}" for at in range(line.count(separator.encode()) + 1)]
    headers = tuple(column[0].as_py() or "" for column in _read(line, names, separator, 0).columns)
    if not any(map(str.strip, headers)):
        raise UnusualCsvError
    return headers


def _columns(text: bytes, names: list[str], separator: str, rows: int) -> list[pa.DictionaryArray]:
    if not rows:
        return [pa.array([], _TEXTS) for _ in names]
    table = _read(text, names, separator, 1)
    if table.num_rows != rows:
        raise UnusualCsvError
    pieces = deque(table.columns)
    del table
    columns = []
    while pieces:  # each is let go of as soon as it is part of a column
        columns.append(pieces.popleft().combine_chunks())
    return columns


def _read(text: bytes, names: list[str], separator: str, skipped: int) -> pa.Table:
    """Read the text below the skipped lines, each field as a place in the different texts of its column."""
    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names, skip_rows=skipped),
            csv.ParseOptions(delimiter=separator, ignore_empty_lines=False, newlines_in_values=True),
            csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, _TEXTS),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise UnusualCsvError from error
    return table


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
    data = np.frombuffer(text, np.uint8)
    quotes = np.flatnonzero(data == _QUOTE)
    if len(quotes) % 2:
        raise UnusualCsvError
    borders = np.zeros(256, bool)
    borders[[ord(separator), _LINE_FEED, _RETURN]] = True
    opens, closes = quotes[0::2], quotes[1::2]
    doubled = opens[1:] == closes[:-1] + 1
    before = (opens == 0) | borders[data[np.maximum(opens - 1, 0)]]
    after = (closes == len(data) - 1) | borders[data[np.minimum(closes + 1, len(data) - 1)]]
    if not ((before[1:] | doubled).all() and before[:1].all()):
        raise UnusualCsvError
    if not ((after[:-1] | doubled).all() and after[-1:].all()):
        raise UnusualCsvError
