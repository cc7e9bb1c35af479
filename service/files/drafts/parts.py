"""The lines that stand under a header already: in one part, or in several with something in between."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, auto

from service.domain.formats.drafts.words import is_like_product
from service.files.drafts.sheet import DraftSheet, Run

_MOST_EMPTY = 3
"""More empty rows than these end a list."""
_SHARED = 0.8
_END_OF_LABEL = ":"


class Row(Enum):
    """What a row below a header is."""

    LINE = auto()
    EMPTY = auto()
    TOTAL = auto()
    HEADING = auto()
    END = auto()
    """Another table begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines below each other with nothing in between."""

    rows: range
    after: str = ""
    """The text right above it, where that is not the header."""
    until: str = ""
    """The text right below it."""
    label: str = ""
    """The heading right above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReader:
    """The rows below a header, and how to look at them."""

    on: DraftSheet
    row: int
    """The last row of the header."""
    run: Run
    reach: range
    begins_another: Callable[[int], bool]
    is_total: Callable[[str], bool]

    def parts(self) -> tuple[Part, ...]:
        """Every part of the list, from top to bottom; none when nothing stands below the header."""
        found: list[range] = []
        for rows in self._runs():
            if not (self._goes_on(found, rows) if found else self._begins_the_list(rows)):
                break
            found.append(rows)
        return tuple(self._part(rows) for rows in found)

    def _begins_the_list(self, rows: range) -> bool:
        """Whether nothing but headings stands between the header and these lines."""
        return all(self.kind(row) is Row.HEADING for row in range(self.row + 1, rows.start))

    def end_of_all(self, parts: Sequence[Part]) -> str:
        """The text that ends the last part, with its place when it ends or heads another one too."""
        last = parts[-1].rows.stop - 1
        said = (row for row in range(last + 1, self.on.last_row + 1) if self._first(row))
        below = next(said, None)
        if below is None or len(parts) == 1:
            return self.text_below(last)
        text = self._first(below)
        before = any(text in self._says(row) for row in range(self.row + 1, last + 1))
        return self.numbered(below) if before else text

    def text_below(self, row: int) -> str:
        """The text that ends a list of which this is the last line; empty when nothing stands below it."""
        following = range(row + 1, min(row + 2 + _MOST_EMPTY, self.on.last_row + 1))
        return next((self._first(each) for each in following if self._first(each)), "")

    def _runs(self) -> Iterator[range]:
        """Lines below each other, up to where another table begins or too much is empty."""
        begin, empty = 0, 0
        for row in range(self.row + 1, self.on.last_row + 2):
            kind = self.kind(row)
            empty = empty + 1 if kind is Row.EMPTY else 0
            if kind is Row.LINE:
                begin = begin or row
                continue
            if begin:
                yield range(begin, row)
                begin = 0
            if kind is Row.END or empty > _MOST_EMPTY:
                return

    def kind(self, row: int) -> Row:
        """What a row is."""
        texts = self._texts(row)
        if any(map(self.is_total, texts.values())):
            return Row.TOTAL
        if not texts:
            return Row.EMPTY
        if self.begins_another(row):
            return Row.END
        if len(texts) == 1:
            return self._of_one_text(row, *texts.items())
        return Row.LINE

    def _of_one_text(self, row: int, told: tuple[int, str]) -> Row:
        column, text = told
        if self._formulas(row) - self._formulas(self.row + 1) - self._formulas(self.row + 2):
            return Row.TOTAL
        box = self.on.merged.get((row, column), (row, column, row, column))
        is_wide = box[3] > box[1] and len(self.run) > 1
        return Row.HEADING if is_wide or self._is_no_code(column, text) else Row.LINE

    def _formulas(self, row: int) -> AbstractSet[int]:
        """The columns of a row that the workbook fills itself: of a line those that every line has."""
        return {column for column in self.reach if self.on.is_formula(row, column)}

    def _is_no_code(self, column: int, text: str) -> bool:
        """Whether most texts of the column are like product codes, and this one is not."""
        said = (self._at(row, column) for row in range(self.row + 1, self.on.last_row + 1))
        every = [each for each in said if each and not self.is_total(each)]
        codes = sum(map(is_like_product, every))
        return not is_like_product(text) and codes > 1 and codes * 2 > len(every)

    def _goes_on(self, found: Sequence[range], rows: range) -> bool:
        """Whether lines are more of the same list: they say something in the same columns, and no other."""
        first, own = self._told(found[0]), self._told(rows)
        if own != first or not (
            self._looks_alike(first, found[0], rows) or self._has_totals(found[-1], rows)
        ):
            return False
        return not any(text.endswith(_END_OF_LABEL) for row in rows for text in self._texts(row).values())

    def _has_totals(self, above: range, rows: range) -> bool:
        """Whether a total stands right below the lines above, and right below these."""
        return self.kind(above.stop) is self.kind(rows.stop) is Row.TOTAL

    def _looks_alike(self, told: AbstractSet[int], first: range, rows: range) -> bool:
        """Whether lines are surely of the same list: they say more than one thing, or are product codes."""
        if len(told) > 1:
            return True
        texts = [self._at(row, column) for lines in (first, rows) for row in lines for column in told]
        return all(map(is_like_product, texts))

    def _told(self, rows: range) -> AbstractSet[int]:
        """The columns in which most of these lines say something."""
        return {
            column
            for column in self.reach
            if sum(bool(self._at(row, column)) for row in rows) >= _SHARED * len(rows)
        }

    def _part(self, rows: range) -> Part:
        above = next((row for row in range(rows.start - 1, self.row, -1) if self._first(row)), None)
        is_heading = above is not None and self.kind(above) is Row.HEADING
        return Part(
            rows=rows,
            after=self.numbered(above) if above else "",
            until=self._first(rows.stop),
            label=self._first(above) if above and is_heading else "",
        )

    def numbered(self, row: int) -> str:
        """The first text of a row; with its place where it stands more than once below the header."""
        text = self._first(row)
        said = [each for each in range(self.row + 1, self.on.last_row + 1) if text in self._says(each)]
        return text if len(said) < 2 else f"{text} ({said.index(row) + 1})"  # noqa: PLR2004 - once needs no place

    def _says(self, row: int) -> AbstractSet[str]:
        return set(self._texts(row).values())

    def _texts(self, row: int) -> dict[int, str]:
        return {column: text for column in self.reach if (text := self._at(row, column))}

    def _first(self, row: int) -> str:
        return next(iter(self._texts(row).values()), "")

    def _at(self, row: int, column: int) -> str:
        return self.on.holds(row, column)
