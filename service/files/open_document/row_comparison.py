"""Hold the cells of scanned rows of an OpenDocument sheet against what they should hold, all at once."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.translation.content import ValueKind, Values
from service.files.exact import nearest_doubles
from service.files.open_document.cell_forms import (
    CellForm,
    Kind,
    columns_of,
    form_of,
    text_of_cell,
    text_of_paragraph,
)
from service.files.open_document.row_scan import ScannedRows
from service.files.xml_columns import Mask, Positions, UnusualSheetError, require, strings_at

Pieces = Mapping[int, Values]
"""What some columns should hold, by the place of their piece in a row."""

_TAGS_OF_A_PARAGRAPH = 4
_FILLED = {ValueKind.TEXT: Kind.PARAGRAPH, ValueKind.NUMBER: Kind.NUMBER, ValueKind.DATE: Kind.DAY}
_NO_COLUMN = 0
_ENTITY = "&(?:amp|lt|gt|quot|apos);"


class RowComparison:
    """The data rows of one sheet, from the second on, beside what they should hold.

    What the format does not fill has to be written, byte for byte, as it is in the second data row, which is
    there for calamine as well.
    """

    def __init__(self, columns: Mapping[int, Values], formulas: AbstractSet[int]) -> None:
        """`columns`: what is filled, by number from 1; `formulas`: columns with a formula on every row."""
        self._columns = columns
        self._formulas = formulas
        self._pieces: list[int] = []
        """Per piece of a row the column that it begins in; the first is the tag of the row itself.

        Cells side by side that are not filled are one piece.
        """
        self._first: list[int] = []
        """Per piece its first cell element."""
        self._width = 0
        """How many cell elements a row has, its own tag included."""
        self._forms = _Forms()
        self.numbers: dict[int, list[pa.Array]] = {}
        """What the cells of a column of numbers say, rows after rows."""

    def require_same(self, rows: ScannedRows) -> None:
        """Compare every cell of these rows.

        Raises UnusualSheetError for whatever is otherwise than meant, and for what is written in a way that
        is not known here: which of the two it is, calamine may say.
        """
        try:
            self._require_same(rows)
        except (ValueError, OverflowError) as no_value:  # no number, no day, no character
            raise UnusualSheetError from no_value

    def _require_same(self, rows: ScannedRows) -> None:
        if not self._pieces:
            self._look_at_a_row(rows)
        require(self._width == rows.begin.shape[1])
        rows = rows.joined(self._first)
        values = {
            at: self._columns[column].part(rows.start, rows.stop)
            for at, column in enumerate(self._pieces)
            if column in self._columns
        }
        texts, numbers, days = (
            {at: each for at, each in values.items() if each.kind is kind}
            for kind in (ValueKind.TEXT, ValueKind.NUMBER, ValueKind.DATE)
        )
        formulas = [at for at, column in enumerate(self._pieces) if column in self._formulas]
        meant = _stacked([each.texts for each in texts.values()])
        kinds = self._kinds(rows, values, formulas)
        _mark_texts(kinds, rows, list(texts), meant)
        begin, length = self._forms.require(rows, kinds)
        said = _strings(rows, begin, length, (list(texts), list(numbers), list(days), formulas))
        _require_texts(said[0], kinds[:, list(texts)].T.ravel(), meant, have_entities=rows.have_entities)
        for at, found in _numbers(said[1], numbers).items():
            self.numbers.setdefault(self._pieces[at], []).append(found)
        _require_days(said[2], days)
        _require_formulas(said[3])

    def _look_at_a_row(self, rows: ScannedRows) -> None:
        apart = self._columns.keys() | self._formulas
        column, found = 1, [_NO_COLUMN]
        self._width = rows.begin.shape[1]
        for element in range(1, self._width):
            found.append(column)
            repeated = columns_of(rows.written(0, element))
            require(repeated == 1 or column not in apart)
            column += repeated
        require(apart <= set(found))
        self._first = [
            at for at, each in enumerate(found) if each in apart or at <= 1 or found[at - 1] in apart
        ]
        self._pieces = [found[at] for at in self._first]

    def _kinds(self, rows: ScannedRows, values: Pieces, formulas: list[int]) -> Positions:
        """What every piece of every row should be; texts are left open."""
        kinds = np.full(rows.begin.shape, Kind.FIXED, np.intp)
        kinds[:, 0] = Kind.ROW
        kinds[:, formulas] = Kind.FORMULA
        for at, each in values.items():
            kinds[:, at] = _FILLED[each.kind]
            if each.kind is not ValueKind.TEXT and each.blank.any():
                kinds[each.blank, at] = Kind.EMPTY
        return kinds


def _mark_texts(kinds: Positions, rows: ScannedRows, pieces: list[int], meant: pa.Array) -> None:
    """Tell texts that are empty, or not written as one plain paragraph, from the others."""
    marked = kinds[:, pieces]
    marked[rows.tags[:, pieces] != _TAGS_OF_A_PARAGRAPH] = Kind.OTHER_TEXT
    marked.T[(pc.binary_length(meant).to_numpy() == 0).reshape(marked.T.shape)] = Kind.EMPTY
    kinds[:, pieces] = marked


def _strings(
    rows: ScannedRows, begin: Positions, length: Positions, groups: Iterable[list[int]]
) -> list[pa.Array]:
    """What the pieces of each group say: all rows of one, then of the next."""
    pieces = sorted(piece for group in groups for piece in group)
    places = np.arange(len(begin) * len(pieces)).reshape(len(begin), len(pieces)).T
    order = [places[[pieces.index(piece) for piece in group]].ravel() for group in groups]
    texts = strings_at(rows.xml, begin[:, pieces].ravel(), length[:, pieces].ravel(), np.concatenate(order))
    ends = np.cumsum([len(each) for each in order]).tolist()
    return [texts[end - len(each) : end] for end, each in zip(ends, order, strict=True)]


class _Forms:
    """How pieces of a row are written: the first of a kind is looked at, the others are held beside it."""

    def __init__(self) -> None:
        self._places: dict[CellForm, int] = {}
        self._known: dict[tuple[int, int], int] = {}
        """By piece of a row and kind the place of its form."""
        self._table: Positions = np.empty((0, len(Kind)), np.intp)
        """The same, -1 for what was not seen yet."""

    def require(self, rows: ScannedRows, kinds: Positions) -> tuple[Positions, Positions]:
        """Require every piece to have its form; gives where the part that differs begins and how long it is.

        Raises UnusualSheetError.
        """
        forms = self._forms_of(rows, kinds).ravel()
        begin, end, tags = rows.begin.ravel(), rows.end.ravel(), rows.tags.ravel()
        first, length = begin.copy(), np.zeros(len(begin), np.intp)
        for form, place in self._places.items():
            cells = np.flatnonzero(forms == place)
            its_begin, its_end = begin[cells], end[cells] - len(form.after)
            first[cells] = its_begin + len(form.before)
            length[cells] = lengths = its_end - first[cells]
            require((lengths >= 0).all() if form.differs else not lengths.any())
            require(form.tags == 0 or (tags[cells] == form.tags).all())
            _require_written(rows.xml, its_begin, form.before)
            _require_written(rows.xml, its_end, form.after)
        return first.reshape(kinds.shape), length.reshape(kinds.shape)

    def _forms_of(self, rows: ScannedRows, kinds: Positions) -> Positions:
        """Per piece of each row the place of its form."""
        pieces = np.arange(kinds.shape[1])
        self._look_at(rows, enumerate(kinds[0].tolist()), [0] * len(pieces))
        forms: Positions = self._table[pieces, kinds]
        new = np.flatnonzero(forms < 0)
        if not len(new):
            return forms
        codes, first = np.unique((pieces * len(Kind) + kinds).ravel()[new], return_index=True)
        which = [divmod(code, len(Kind)) for code in codes.tolist()]
        self._look_at(rows, which, (new[first] // len(pieces)).tolist())
        known: Positions = self._table[pieces, kinds]
        return known

    def _look_at(self, rows: ScannedRows, pieces: Iterable[tuple[int, int]], at: Iterable[int]) -> None:
        """Make out the forms of these pieces and kinds, in those rows, where none is known yet."""
        found = {
            (piece, kind): form_of(Kind(kind), rows.written(row, piece))
            for (piece, kind), row in zip(pieces, at, strict=True)
            if (piece, kind) not in self._known
        }
        if not found:
            return
        self._known |= {
            each: self._places.setdefault(form, len(self._places)) for each, form in found.items()
        }
        self._table = np.full((rows.begin.shape[1], len(Kind)), -1)
        self._table[tuple(np.array(list(self._known)).T)] = list(self._known.values())


def _require_written(xml: npt.NDArray[np.uint8], at: Positions, written: bytes) -> None:
    """Require these bytes at each of the places."""
    if not len(at) or not written:
        return
    shape = (len(xml) - len(written) + 1,)
    found = np.ndarray(shape, dtype=f"V{len(written)}", buffer=xml, strides=(1,))[at].view(np.uint8)
    require((found.reshape(len(at), len(written)) == np.frombuffer(written, np.uint8)).all())


def _require_texts(found: pa.Array, kinds: Positions, meant: pa.Array, *, have_entities: bool) -> None:
    others = kinds == Kind.OTHER_TEXT
    escaped = np.zeros(len(others), bool)
    if have_entities:
        escaped = pc.match_substring(found, "&").to_numpy(zero_copy_only=False) & ~others
    for which, read in ((others, text_of_cell), (escaped, text_of_paragraph)):
        if which.any():
            _require_read(_only(found, which), read, _only(meant, which))
    plain = ~(others | escaped)
    found = _only(found, plain)
    require(found.equals(_only(meant, plain)) and not _are_folded(found))


def _are_folded(texts: pa.Array) -> bool:
    """Whether one begins or ends with a blank, or has two of them together: readers leave such blanks out."""
    if not len(texts):
        return False
    _, offsets, signs = texts.buffers()
    bounds = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    blank = np.frombuffer(signs or b"", np.uint8)[: bounds[-1]] == ord(" ")
    begin, end = bounds[:-1], bounds[1:]
    filled = end > begin
    edges = blank[begin[filled]].any() or blank[end[filled] - 1].any()
    return bool(edges or (blank[bounds[0] : -1] & blank[bounds[0] + 1 :]).any())


def _require_read(written: pa.Array, read: Callable[[str], str], meant: pa.Array) -> None:
    """Read each different one once, and hold what it says against what was meant."""
    different = written.dictionary_encode()
    texts = pa.array([read(each) for each in different.dictionary.to_pylist()], pa.string())
    require(texts.take(different.indices).equals(meant))


def _require_days(found: pa.Array, values: Pieces) -> None:
    if not values:
        return
    filled = ~np.concatenate([each.blank for each in values.values()])
    meant = np.concatenate([each.items.astype("datetime64[D]") for each in values.values()])
    days = _only(found, filled).cast(pa.date32()).to_numpy(zero_copy_only=False)
    require((days == meant[filled]).all())


def _numbers(found: pa.Array, values: Pieces) -> Mapping[int, pa.Array]:
    """By piece of the row what numbers say, each being the double nearest to the exact value.

    Raises UnusualSheetError.
    """
    if not values:
        return {}
    filled = ~np.concatenate([each.blank for each in values.values()])
    doubles = [nearest_doubles(each.numbers, each.denominator, each.blank) for each in values.values()]
    meant = np.concatenate([each for each in doubles if each is not None])
    require(len(meant) == len(filled))
    require((_only(found, filled).cast(pa.float64()).to_numpy() == meant[filled]).all())
    count = len(filled) // len(values)
    return {
        piece: _only(found[start : start + count], filled[start : start + count])
        for piece, start in zip(values, range(0, len(filled), count), strict=True)
    }


def _require_formulas(found: pa.Array) -> None:
    """What they say is not compared, only that it ends where they end, and is XML."""
    require(not len(found) or not pc.any(pc.match_substring(found, '"')).as_py())
    signs, entities = pc.count_substring(found, "&"), pc.count_substring_regex(found, _ENTITY)
    require(signs.equals(entities))


def _stacked(texts: list[pa.Array]) -> pa.Array:
    if not texts:
        return pa.array([], pa.string())
    together = pa.concat_arrays(texts)
    return together if together.type == pa.string() else together.cast(pa.string())


def _only(texts: pa.Array, which: Mask) -> pa.Array:
    return texts if which.all() else texts.filter(pa.array(which))
