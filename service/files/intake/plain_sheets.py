"""Read sheets of an xlsx that are plainly written as whole columns, each cell as calamine would give it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from io import BytesIO
from typing import TypeVar
from xml.parsers.expat import ExpatError

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine

from service.domain.standard.cells import Cell, Cells, Mask
from service.files.archive import pack_start, stored_entry, write_archive
from service.files.intake.sheet_damage import is_utf8, require_sound_xml
from service.files.xml_columns import (
    NUMBER,
    SHARED,
    TEXT,
    WORD,
    Positions,
    TaggedCells,
    UnusualSheetError,
    begins,
    digits_as_numbers,
    percent_formats,
    require,
    strings,
    tagged_cells,
    text_tag_lengths,
    whole_numbers,
    without_entities,
)

Kind = TypeVar("Kind", np.int32, np.float64, np.bool_)

_BLOCK = 1_000_000
"""Bytes of XML that are looked at together: they stay in the processor's cache."""
_WIDEST = 256
"""Columns; no table of the standard comes near it."""
_SPARSE = 8
"""A sheet with fewer than one in so many of its cells filled is left to those who look for such sheets."""
_FEW = 1_000
"""Rows whose texts are written out sooner than that their places are told apart first."""
_ESCAPED = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_EPOCH = np.datetime64("1899-12-30", "D")
_FIRST_SERIAL, _LAST_SERIAL = 61, 2_958_465
"""1 March 1900 and 31 December 9999: between these every reader of Excel's days agrees."""
_HALF_A_DAY = "<v>45678.5</v>"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_ONE_SHEET = {
    "_rels/.rels": f'{_RELATIONS}<Relationship Id="r1" Type="{_RELATED}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>'
    '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_RELATIONS}<Relationship Id="r1" Type="{_RELATED}/worksheet"'
    f' Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_RELATED}/styles"'
    ' Target="styles.xml"/></Relationships>',
}
"""The least that a workbook of one sheet consists of, beside the sheet and its cell formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSheet:
    """A sheet as columns, from the first row and column that hold anything; empty rows are left out."""

    headers: tuple[Cell, ...]
    """The first row."""
    columns: tuple[Cells, ...]
    """What stands below it."""
    rows: npt.NDArray[np.int64]
    """The number of each row, from 1, the first one's too."""
    first_column: int
    hidden_rows: int = 0
    """How many rows nobody sees, empty ones too."""


@dataclass(slots=True)
class PlainWorkbook:
    """What the sheets of one workbook share: its texts, and which of its cell formats make a number a day."""

    texts: pa.Array
    styles: bytes
    """The part xl/styles.xml, empty when there is none."""
    percents: frozenset[int] = frozenset()
    """The cell formats that show a number in per cent."""
    days: dict[int, bool] = field(default_factory=dict)
    """Per cell format that was met: whether it makes a number a day."""

    @classmethod
    def read(cls, shared_texts: bytes, styles: bytes) -> "PlainWorkbook":
        """Read the shared texts (the part, empty when there is none). Raises UnusualSheetError."""
        texts = _shared_texts(shared_texts) if shared_texts else pa.array([], pa.large_string())
        return cls(texts, styles, percent_formats(styles))

    def sheet(self, xml: bytes) -> PlainSheet:
        """Read one sheet. Raises UnusualSheetError when it is not plainly written, or looks sparse."""
        blocks = [_Block.of(cells, self) for cells in _blocks(xml)]
        return replace(_assembled(blocks, self.texts), hidden_rows=sum(block.hidden_rows for block in blocks))

    def are_days(self, styles: Positions) -> Mask:
        """Per number whether its cell format makes it a day, as calamine sees that format."""
        met = np.flatnonzero(np.bincount(styles)).tolist()
        unknown = [style for style in met if style not in self.days]
        if unknown:
            self.days |= _probed(unknown, self.styles)
        makes_day = np.zeros(max(met, default=0) + 1, bool)
        makes_day[[style for style in met if self.days[style]]] = True
        return makes_day[styles]

    def are_percents(self, styles: Positions) -> Mask:
        """Per number whether its cell format shows it in per cent."""
        if not self.percents:
            return np.zeros(len(styles), bool)
        return np.isin(styles, list(self.percents))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Some rows, a line per column and a place per row."""

    rows: Positions
    texts: npt.NDArray[np.int32]
    """Places in the shared texts, or after them in `own`; -1 where there is no text."""
    numbers: npt.NDArray[np.float64]
    days: Mask
    """Where the number is that of a day."""
    in_per_cent: Mask | None
    """Where the number is shown in per cent; None when none is."""
    own: pa.Array
    hidden_rows: int

    @classmethod
    def of(cls, cells: TaggedCells, book: PlainWorkbook) -> "_Block":
        shape = int(cells.column.max(initial=0)), len(cells.row_numbers)
        require(shape[0] <= _WIDEST and shape[0] * shape[1] <= _SPARSE * max(len(cells.row), _BLOCK))
        places = (cells.column - 1) * np.int32(shape[1]) + cells.row
        own, texts = _texts_of(cells, len(book.texts))
        is_text = (cells.kind == SHARED) | (cells.kind == TEXT)
        is_number = cells.kind == NUMBER
        numbers = _numbers_of(cells, is_number)
        days = book.are_days(cells.style[is_number])
        percents = book.are_percents(cells.style[is_number])
        serials = numbers[days]
        require(
            ((serials >= _FIRST_SERIAL) & (serials <= _LAST_SERIAL) & (serials == np.rint(serials))).all()
        )
        return cls(
            rows=cells.row_numbers,
            texts=_placed(texts[is_text], places[is_text], shape, np.int32(-1)),
            numbers=_placed(numbers, places[is_number], shape, np.float64("nan")),
            days=_placed(days, places[is_number], shape, np.bool_(False)),
            in_per_cent=_placed(percents, places[is_number], shape, np.bool_(False))
            if percents.any()
            else None,
            own=own,
            hidden_rows=cells.hidden_rows,
        )


def _placed(
    values: npt.NDArray[Kind], places: Positions, shape: tuple[int, int], empty: Kind
) -> npt.NDArray[Kind]:
    grid = np.full(shape[0] * shape[1], empty)
    grid[places] = values
    return grid.reshape(shape)


def _texts_of(cells: TaggedCells, shared_texts: int) -> tuple[pa.Array, npt.NDArray[np.int32]]:
    """Texts that stand in cells themselves, and per cell the place of its text, those after the others."""
    places = np.zeros(len(cells.kind), np.int32)
    shared, own = cells.kind == SHARED, cells.kind == TEXT
    places[shared] = whole_numbers(cells.words[cells.begin[shared]], cells.length[shared])
    require(int(places.max(initial=-1)) < shared_texts or not shared.any())
    texts = _plain(strings(cells.data, cells.begin[own], cells.length[own]))
    places[own] = shared_texts + np.arange(len(texts))
    return texts, places


def _blocks(xml: bytes) -> Iterator[TaggedCells]:
    """The rows of a sheet, some thousands at a time."""
    require(is_utf8(xml))
    begin, end = xml.find(b"<sheetData>"), xml.rfind(b"</sheetData>")
    if end < 0:
        require(b"<sheetData/>" in xml)
        return
    require(begin >= 0 and b"<worksheet" in xml[:begin] and len(xml) >= end + WORD)
    _require_sound(xml[:begin] + xml[end + len(b"</sheetData>") :])
    require(
        xml.find(b"<!", 0, begin) < 0
        and xml.find(b"<sheetData") == begin
        and xml.find(b"<sheetData", end) < 0  # between them every tag is accounted for
    )
    at = begin + len(b"<sheetData>")
    last = 0
    while at < end:
        stop = xml.find(b"<row ", min(at + _BLOCK, end), end)
        stop = end if stop < 0 else stop
        cells = tagged_cells(xml, at, stop)
        require(len(cells.row_numbers) == 0 or cells.row_numbers[0] > last)
        last = cells.row_numbers[-1] if len(cells.row_numbers) else last
        yield cells
        at = stop


def _require_sound(xml: bytes) -> None:
    """Require that what stands around the cells, or the texts, is XML."""
    try:
        require_sound_xml(xml)
    except ExpatError as error:
        raise UnusualSheetError from error


def _numbers_of(cells: TaggedCells, which: Mask) -> npt.NDArray[np.float64]:
    begin, length = cells.begin[which], cells.length[which]
    whole, are_whole = digits_as_numbers(cells.words[begin], length)
    numbers = whole.astype(np.float64)
    others = ~are_whole
    if others.any():
        written = strings(cells.data, begin[others], length[others])
        try:
            numbers[others] = pc.cast(written, pa.float64()).to_numpy(zero_copy_only=False)
        except pa.ArrowInvalid as error:
            raise UnusualSheetError from error
    require(np.isfinite(numbers).all())
    return numbers


def _assembled(blocks: list[_Block], shared: pa.Array) -> PlainSheet:
    """Put the blocks together, without empty rows and without empty columns before and behind."""
    every = pa.concat_arrays([shared, *(block.own for block in blocks)])
    says = np.append(pc.not_equal(every, "").to_numpy(zero_copy_only=False), np.False_)
    columns = [_Column.of(blocks, at, len(shared), says) for at in range(max(map(_width, blocks), default=0))]
    filled = [column.filled for column in columns]
    used = [at for at, column in enumerate(filled) if column.any()]
    if not used:
        return PlainSheet(headers=(), columns=(), rows=np.zeros(0, np.int64), first_column=1)
    rows = np.concatenate([block.rows for block in blocks]).astype(np.int64)
    kept = np.flatnonzero(np.logical_or.reduce(filled))
    columns = columns[used[0] : used[-1] + 1]
    return PlainSheet(
        headers=tuple(column.cell(every, kept[:1]) for column in columns),
        columns=tuple(column.cells(every, kept[1:]) for column in columns),
        rows=rows[kept],
        first_column=used[0] + 1,
    )


def _width(block: _Block) -> int:
    return len(block.texts)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a sheet, from its first row to its last."""

    texts: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.float64]
    days: Mask
    in_per_cent: Mask | None

    @classmethod
    def of(cls, blocks: list[_Block], at: int, shared: int, says: Mask) -> "_Column":
        """Column `at` of every block; a text that says nothing is no text."""
        texts, numbers, days, own = [], [], [], 0
        for block in blocks:
            height, has = len(block.rows), at < _width(block)
            places = block.texts[at] if has else np.full(height, -1, np.int32)
            texts.append(np.where(places >= shared, places + own, places) if own else places)
            numbers.append(block.numbers[at] if has else np.full(height, np.nan))
            days.append(block.days[at] if has else np.zeros(height, bool))
            own += len(block.own)
        places = np.concatenate(texts)
        return cls(
            np.where(says[places], places, -1),
            np.concatenate(numbers),
            np.concatenate(days),
            _in_per_cent(blocks, at),
        )

    @property
    def filled(self) -> Mask:
        filled: Mask = (self.texts >= 0) | ~np.isnan(self.numbers)
        return filled

    def cell(self, texts: pa.Array, row: Positions) -> Cell:
        """The cell of one row."""
        (place,) = self.texts[row]
        text: Cell = texts[int(place)].as_py() if place >= 0 else self.cells(texts, row)[0]
        return text

    def cells(self, texts: pa.Array, rows: Positions) -> Cells:
        """Some of its rows, as the parts that a reader of cells gives."""
        numbers, days, places = self.numbers[rows], self.days[rows], self.texts[rows]
        text = _dictionary(texts, places)
        day = None
        if days.any():
            serials = np.where(days, numbers, 0).astype(np.int64)
            day = np.where(days, (_EPOCH + serials).astype("datetime64[s]"), np.datetime64("NaT", "s"))
            numbers = np.where(days, np.nan, numbers)
        in_per_cent = None if self.in_per_cent is None else self.in_per_cent[rows]
        if np.isnan(numbers).all():
            return Cells(text=text, day=day)
        return Cells(text=text, number=numbers, day=day, in_per_cent=in_per_cent)


def _in_per_cent(blocks: list[_Block], at: int) -> Mask | None:
    """Where column `at` shows its numbers in per cent; None when it nowhere does."""
    shown = [block.in_per_cent for block in blocks]
    parts = [None if each is None or at >= len(each) else each[at] for each in shown]
    if all(part is None for part in parts):
        return None
    nowhere = (np.zeros(len(block.rows), bool) for block in blocks)
    both = zip(parts, nowhere, strict=True)
    return np.concatenate([other if part is None else part for part, other in both])


def _dictionary(texts: pa.Array, places: npt.NDArray[np.int32]) -> pa.DictionaryArray:
    """The texts at these places (-1: none), each different one once, also when it stands at two places."""
    if len(places) <= _FEW:
        return pc.dictionary_encode(texts.take(pa.array(places, mask=places < 0)))
    numbers, used = pd.factorize(places)
    different = pc.dictionary_encode(texts.take(pa.array(used, mask=used < 0)))
    return pa.DictionaryArray.from_arrays(different.indices.take(pa.array(numbers)), different.dictionary)


def _shared_texts(xml: bytes) -> pa.Array:
    """Read the part with shared texts, each of which has to be one text and no more."""
    require(is_utf8(xml) and b"\r" not in xml)
    begin = xml.find(b"<si>")
    if begin < 0:
        require(b"<si" not in xml)
        return pa.array([], pa.large_string())
    end = xml.rfind(b"</sst>")
    require(end > begin and b"<!" not in xml[:begin])
    _require_sound(xml[:begin] + xml[end:])
    region = xml[begin : end + WORD].ljust(end - begin + WORD)
    data = np.frombuffer(region, np.uint8, end - begin)
    words = np.ndarray((len(data),), dtype="<u8", buffer=region, strides=(1,))
    opens = np.flatnonzero(data == ord("<")).astype(np.int64)
    require(len(opens) % 4 == 0)
    item, text, close, item_close = opens.reshape(-1, 4).T
    require(begins(words[item], b"<si><t").all() and begins(words[close], b"</t></si").all())
    require((text == item + len("<si>")).all() and (item_close == close + len("</t>")).all())
    first = text + text_tag_lengths(words, data, text, close)
    return _plain(strings(data, first, close - first))


def _plain(texts: pa.Array) -> pa.Array:
    """Texts as XML means them. Raises UnusualSheetError for an entity that XML does not know by itself."""
    data = texts.buffers()[2]
    written = b"" if data is None else data.to_pybytes()
    require(_ESCAPED.search(written) is None)
    if b"&" not in written:
        return texts
    unique = texts.dictionary_encode()
    plain = [without_entities(text) for text in unique.dictionary.to_pylist()]
    return pa.array(plain, pa.large_string()).take(unique.indices)


def _probed(formats: list[int], styles: bytes) -> Mapping[int, bool]:
    """Ask calamine how it sees these cell formats, by a workbook with one cell of each.

    Raises UnusualSheetError for a format that makes a number anything but a number or a day.
    """
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" s="{style}">{_HALF_A_DAY}</c></row>'
        for row, style in enumerate(formats, 1)
    )
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    parts = {**_ONE_SHEET, "xl/worksheets/sheet1.xml": sheet}
    entries = [stored_entry(name, xml.encode()) for name, xml in parts.items()]
    if styles:
        entries.append(stored_entry("xl/styles.xml", styles))
    book = BytesIO(write_archive(pack_start(()), entries))
    found = python_calamine.CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()
    kinds = {style: type(row[0]) for style, row in zip(formats, found, strict=True)}
    require(set(kinds.values()) <= {float, datetime, date})
    return {style: kind is not float for style, kind in kinds.items()}
