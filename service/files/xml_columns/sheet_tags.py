"""Find the cells in a piece of sheet XML by where its angle brackets are, or refuse what is unusual.

It knows what ECMA-376 part 1, §18.3.1 says of rows and cells when they are written plainly: no prefix, no
formula, no text with runs, nothing between the tags. Whole columns of bytes are looked at, eight data at a
time as one number, so that a million cells cost no million Python objects.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

WORD = 8
"""Signs of XML that have to follow the piece that is looked at."""
_BITS = np.uint64(8)
_LONGEST_ATTRIBUTES = 3 * WORD
_STYLE = re.compile(rb' s="(\d{1,5})"')
_TYPE = re.compile(rb' t="(s|n|inlineStr)"')
_SPACED = b'<t xml:space="preserve">'
_BLANKS = np.frombuffer(b" \t\n", np.uint8)
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));|&")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_DIGITS = 7
_HIDDEN = re.compile(r"hidden=[\"'](?:1|true)[\"']")
_ALPHABET = 26
_TENS = 10 ** np.arange(1, _MOST_DIGITS)

EMPTY, NUMBER, SHARED, TEXT = range(4)
"""What a cell holds: nothing, a number, the place of a shared text, a text of its own."""
_TYPES = {b"": NUMBER, b"n": NUMBER, b"s": SHARED, b"inlineStr": TEXT}

Positions = npt.NDArray[np.signedinteger]
Words = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]


class UnusualSheetError(Exception):
    """The sheet may be right, but it is not written in a way that can be read here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedCells:
    """Cells in the order of the XML, each with where it stands and where its value is written."""

    data: npt.NDArray[np.uint8]
    """The XML that `begin` and `length` are about."""
    words: Words
    """The eight data from every place on, as one number."""
    row_numbers: Positions
    """Of each row, from 1, upwards."""
    row: Positions
    """Per cell the index in `row_numbers`."""
    column: Positions
    """From 1; upwards within a row."""
    kind: npt.NDArray[np.uint8]
    style: Positions
    """Index into the cell formats of the workbook."""
    begin: Positions
    length: Positions
    hidden_rows: int
    """How many of the rows nobody sees."""


def tagged_cells(xml: bytes, begin: int, end: int) -> TaggedCells:
    """Find every cell in xml[begin:end], which are whole rows, `WORD` data or more before the end of `xml`.

    Raises UnusualSheetError for anything that is not plainly a row, a cell or its value.
    """
    try:
        return _Piece(xml[begin : end + WORD]).cells()
    except IndexError as breaks_off:
        raise UnusualSheetError from breaks_off


class _Piece:
    """The tags of some rows, found all at once."""

    def __init__(self, region: bytes) -> None:
        require(b"\r" not in region)
        self._signs = np.frombuffer(region, np.uint8, len(region) - WORD)
        self._words = np.ndarray((len(self._signs),), dtype="<u8", buffer=region, strides=(1,))
        self._opens = np.flatnonzero(self._signs == ord("<"))
        self._second = np.frombuffer(region, np.uint8)[1:][self._opens]
        """The sign after each bracket: most of what a tag is, for a sixth of the time of eight data."""
        self._row_tags = np.flatnonzero(self._second == ord("r"))

    def _tags(self, which: Positions) -> Words:
        return self._words[self._opens[which]]

    def cells(self) -> TaggedCells:
        cells = np.flatnonzero(self._second == ord("c"))
        require(begins(self._tags(cells), b'<c r="').all())
        row_numbers, row = self._rows(cells)
        opens = self._opens[cells]
        ends = self._opens[cells + 1] - 1
        require((self._signs[ends] == ord(">")).all())
        closed = self._signs[ends - 1] == ord("/")
        column, address_ends = self._columns(opens, row_numbers, row)
        style, types = self._attributes(address_ends, ends - closed)
        kind, begin, length = self._values(cells, closed, types)
        return TaggedCells(
            data=self._signs,
            words=self._words,
            row_numbers=row_numbers,
            row=row,
            column=column,
            kind=kind,
            style=style,
            begin=begin,
            length=length,
            hidden_rows=self._hidden_rows(row_numbers),
        )

    def _rows(self, cells: Positions) -> tuple[Positions, Positions]:
        """The numbers of the rows, and per cell which of them it is in."""
        rows = self._row_tags
        require(begins(self._tags(rows), b'<row r="').all())
        numbers = self._numbers_of_rows(self._opens[rows] + len('<row r="'))
        require((np.diff(numbers) > 0).all())
        require(len(rows) > 0 or len(cells) == 0)
        require(len(cells) == 0 or cells[0] > rows[0])
        per_row = np.diff(np.append(np.searchsorted(cells, rows), len(cells)))
        return numbers, np.repeat(np.arange(len(rows), dtype=np.int32), per_row)

    def _numbers_of_rows(self, begin: Positions) -> Positions:
        lengths = np.zeros(len(begin), np.int32)
        for digits in range(1, _MOST_DIGITS + 1):
            quoted = (lengths == 0) & (self._signs[begin + digits] == ord('"'))
            lengths[quoted] = digits
        require((lengths > 0).all())
        return whole_numbers(self._words[begin], lengths)

    def _columns(
        self, opens: Positions, row_numbers: Positions, row: Positions
    ) -> tuple[Positions, Positions]:
        """The column that each address names, its row being the one it is in, and where the address ends."""
        begin = opens + len('<c r="')
        words = self._words[begin]
        column, width = _letters(words)
        digits = (np.searchsorted(_TENS, row_numbers, side="right") + 1).astype(np.int32)
        lengths = width + digits[row]
        require(int(lengths.max(initial=0)) <= WORD)
        unused = _BITS * (WORD - digits).astype(np.uint64)
        numbers = self._words[self._opens[self._row_tags] + len('<row r="')]
        written = words >> (_BITS * width.astype(np.uint64))
        require((written << unused[row] == (numbers << unused)[row]).all())
        ends = begin + lengths
        require((self._signs[ends] == ord('"')).all())
        require((np.diff(column)[np.diff(row) == 0] > 0).all())
        return column, ends

    def _attributes(self, begins: Positions, ends: Positions) -> tuple[Positions, npt.NDArray[np.uint8]]:
        """Style and type of each cell, made out once per way in which they are written."""
        lengths = ends - begins
        longest = int(lengths.max(initial=0))
        require(longest <= _LONGEST_ATTRIBUTES)
        codes = np.zeros(len(begins), np.int64)
        for at in range(0, longest, WORD):
            words = self._words[np.minimum(begins + at, len(self._words) - 1)]
            data = words << (_BITS * (WORD - np.clip(lengths - at, 0, WORD)).astype(np.uint64))
            ways = pd.factorize(data)[0]
            codes = pd.factorize(codes * (len(ways) + 1) + ways)[0] if at else ways
        first = np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1))  # numbered as they appear
        read = [_style_and_type(self._signs[begins[at] : ends[at]].tobytes()) for at in first]
        styles, types = np.array(read, np.int32).reshape(-1, 2).T
        return styles[codes], types[codes].astype(np.uint8)

    def _values(
        self, cells: Positions, closed: Mask, types: npt.NDArray[np.uint8]
    ) -> tuple[npt.NDArray[np.uint8], Positions, Positions]:
        """What each cell holds and where that is written; every tag of the piece has to be accounted for."""
        inside = self._tags(np.minimum(cells + 1, len(self._opens) - 1))
        valued = begins(inside, b"<v>") & ~closed
        own = begins(inside, b"<is><t") & ~closed
        hollow = begins(inside, b"</c>") & ~closed
        require((valued | own | hollow | closed).all())
        require((types[own] == TEXT).all() and (types[valued] != TEXT).all())
        value, holder = cells[valued] + 1, cells[own] + 2
        require(begins(self._tags(value + 1), b"</v></c>").all())
        require(begins(self._tags(holder + 1), b"</t></is").all())
        require(begins(self._tags(holder + 2), b"</is></c").all())
        self._require_nothing_else(len(cells) + 3 * len(value) + 5 * len(holder) + int(hollow.sum()))
        begin, length = np.zeros(len(cells), np.intp), np.zeros(len(cells), np.intp)
        begin[valued] = self._opens[value] + len("<v>")
        length[valued] = self._opens[value + 1] - begin[valued]
        begin[own] = self._begins_of_texts(holder)
        length[own] = self._opens[holder + 1] - begin[own]
        return np.where(valued | own, types, EMPTY).astype(np.uint8), begin, length

    def _begins_of_texts(self, holder: Positions) -> Positions:
        return self._opens[holder] + text_tag_lengths(
            self._words, self._signs, self._opens[holder], self._opens[holder + 1]
        )

    def _require_nothing_else(self, cell_tags: int) -> None:
        """Beside the tags of cells there may be those of rows, whether closed at once or later."""
        rows = self._row_tags
        row_ends = self._ends_of_rows()
        closed = (self._signs[row_ends] == ord(">")) & (self._signs[row_ends - 1] == ord("/"))
        closing = self._opens[self._second == ord("/")]
        closing = closing[self._signs[closing + 2] == ord("r")]
        require(begins(self._words[closing], b"</row>").all())
        require(len(closing) == len(rows) - int(closed.sum()))
        require(len(self._opens) == len(rows) + len(closing) + cell_tags)

    def _ends_of_rows(self) -> Positions:
        """Where the tag of each row ends, which is where the next one begins at the latest."""
        ends: Positions = np.append(self._opens, len(self._signs))[self._row_tags + 1] - 1
        return ends

    def _hidden_rows(self, row_numbers: Positions) -> int:
        """How many rows say so, each way in which rows are written being looked at once."""
        digits = np.searchsorted(_TENS, row_numbers, side="right") + 1
        begin = self._opens[self._row_tags] + len('<row r=""') + digits
        length = self._ends_of_rows() - begin
        if int(length.max(initial=0)) <= len("/"):
            return 0
        ways = pc.value_counts(strings(self._signs, begin, length))
        written = zip(ways.field(0).to_pylist(), ways.field(1).to_pylist(), strict=True)
        return sum(rows for way, rows in written if _HIDDEN.search(way))


def begins(words: Words, data: bytes) -> Mask:
    """Which of the words begin with these data, eight at most."""
    wanted, unused = np.uint64(int.from_bytes(data, "little")), np.uint64(8 * (WORD - len(data)))
    same: Mask = words << unused == wanted << unused if unused else words == wanted
    return same


def text_tag_lengths(
    words: Words, data: npt.NDArray[np.uint8], opens: Positions, closes: Positions
) -> Positions:
    """How many data the tag <t> that begins at each of `opens` takes, of a text that ends at `closes`.

    Raises UnusualSheetError for other attributes than that blanks count, and for blanks around a text of
    which that is not said: readers differ about those.
    """
    spaced = ~begins(words[opens], b"<t>")
    for at in range(0, len(_SPACED), WORD):
        require(begins(words[opens[spaced] + at], _SPACED[at : at + WORD]).all())
    first, last = opens[~spaced] + len("<t>"), closes[~spaced] - 1
    filled = last >= first
    require(
        not np.isin(data[first[filled]], _BLANKS).any() and not np.isin(data[last[filled]], _BLANKS).any()
    )
    lengths: Positions = np.where(spaced, len(_SPACED), len("<t>")).astype(np.int32)
    return lengths


def require(holds: object) -> None:
    """Raise UnusualSheetError unless it holds."""
    if not holds:
        raise UnusualSheetError


def whole_numbers(words: Words, lengths: Positions) -> Positions:
    """The number that the first `length` data of each word are the digits of. Raises UnusualSheetError."""
    numbers, are_whole = digits_as_numbers(words, lengths)
    require(are_whole.all())
    return numbers


def digits_as_numbers(words: Words, lengths: Positions) -> tuple[Positions, Mask]:
    """The number that the first `length` data of each word are, and where they are one to eight digits."""
    fit = (lengths > 0) & (lengths <= WORD)
    unused = (np.uint64(WORD) - np.where(fit, lengths, 1).astype(np.uint64)) * _BITS
    values = (words << unused) ^ (np.uint64(0x3030303030303030) << unused)
    too_high = (values + np.uint64(0x0606060606060606)) | values
    are_whole = fit & ((too_high & np.uint64(0xF0F0F0F0F0F0F0F0)) == 0)
    pairs = (values * np.uint64(2561)) >> _BITS & np.uint64(0x00FF00FF00FF00FF)
    fours = (pairs * np.uint64(6553601)) >> np.uint64(16) & np.uint64(0x0000FFFF0000FFFF)
    numbers: Positions = ((fours * np.uint64(42949672960001)) >> np.uint64(32)).astype(np.int64)
    return numbers, are_whole


def strings(data: npt.NDArray[np.uint8], begin: Positions, length: Positions) -> pa.Array:
    """The pieces of XML that begin at `begin`, as they are written. Raises UnusualSheetError if not UTF-8.

    Pieces follow each other in the XML; one of no length may begin anywhere between its neighbours.
    """
    if not len(begin):
        return pa.array([], pa.large_string())
    return _text_of(
        _pieces(data, begin, length, np.int64).take(pa.array(2 * np.arange(len(begin)))), pa.large_string()
    )


def strings_at(
    data: npt.NDArray[np.uint8], begin: Positions, length: Positions, order: Positions
) -> pa.Array:
    """As `strings`, of the pieces at the places in `order`; there have to be pieces, in less than 2 GB."""
    return _text_of(_pieces(data, begin, length, np.int32).take(pa.array(2 * order)), pa.string())


def _pieces(
    data: npt.NDArray[np.uint8], begin: Positions, length: Positions, kind: type[np.int64] | type[np.int32]
) -> pa.Array:
    """Every piece, and between them what is between them: the XML itself, with bounds in it."""
    bounds = np.empty(2 * len(begin), kind)
    bounds[0::2], bounds[1::2] = begin, begin + length
    binary = pa.binary() if kind is np.int32 else pa.large_binary()
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(data)]
    return pa.Array.from_buffers(binary, len(bounds) - 1, buffers)


def _text_of(pieces: pa.Array, kind: pa.DataType) -> pa.Array:
    texts = pieces.view(kind)
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid as error:
        raise UnusualSheetError from error
    return texts


def without_entities(text: str) -> str:
    """A text as XML means it. Raises UnusualSheetError for an entity that XML does not know by itself."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    require(hexadecimal or decimal or name)
    return _ENTITIES[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))


def _letters(words: Words) -> tuple[Positions, Positions]:
    """The column that the letters at the begin of each word name, and how many letters those are."""
    column = np.zeros(len(words), np.int32)
    width = np.zeros(len(words), np.int32)
    is_letter = np.ones(len(words), bool)
    for at in range(3):
        if not is_letter.any():
            break
        value = ((words >> (_BITS * np.uint64(at))) & np.uint64(0xFF)).astype(np.int32) - (ord("A") - 1)
        is_letter &= (value >= 1) & (value <= _ALPHABET)
        column = np.where(is_letter, column * _ALPHABET + value, column)
        width += is_letter
    require((width > 0).all())
    return column, width


def _style_and_type(written: bytes) -> tuple[int, int]:
    """Make out what stands between the address of a cell and the end of its tag."""
    style, kind = _STYLE.search(written), _TYPE.search(written)
    told = 1 + sum(len(each[0]) for each in (style, kind) if each)
    require(told == len(written))
    return int(style[1]) if style else 0, _TYPES[kind[1] if kind else b""]
