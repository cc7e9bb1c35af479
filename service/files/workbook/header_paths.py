"""What each column of a header is called: the path of its texts, told apart where two are the same."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

STEP = " > "
"""Between the lines of a header, from top to bottom."""
_BY_LETTER = "column "


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a header by their addresses."""

    paths: Sequence[tuple[str, int]]
    """The path of texts of each column that has one, from left to right."""
    first: int = 0
    """Where the block begins: of equal paths the one in its run of headers is meant. 0: not known."""

    def column(self, address: str) -> int | None:
        """The column with this address; None when there is none, or when several have it.

        A path; a path with its place among equals from the left (`Bedrag (2)`); or `column Z`.
        """
        columns = self._by_path.get(address, ())
        if len(columns) == 1:
            return columns[0]
        if columns:
            return self._in_its_run(columns)
        return self._by_place.get(address) or self._by_letter(address)

    def is_told_apart(self, address: str) -> bool:
        """Whether no two columns have this address."""
        return len(self._by_path.get(address, ())) < 2 or self.column(address) is not None  # noqa: PLR2004 - two are not told apart

    def addresses(self) -> Iterator[tuple[str, int]]:
        """An address for every column that has a text above it, from left to right."""
        count: Counter[str] = Counter()
        for path, column in self.paths:
            count[path] += 1
            alone = len(self._by_path[path]) == 1
            yield (path if alone else f"{path} ({count[path]})"), column

    @property
    def _by_path(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for path, column in self.paths:
            found.setdefault(path, []).append(column)
        return found

    @property
    def _by_place(self) -> Mapping[str, int]:
        return {
            f"{path} ({place})": column
            for path, columns in self._by_path.items()
            for place, column in enumerate(columns, start=1)
        }

    def _in_its_run(self, columns: Sequence[int]) -> int | None:
        """The only one of these columns in the unbroken run of headers that begins the block."""
        taken = {column for _, column in self.paths}
        run, last = set(), self.first
        while last in taken:
            run.add(last)
            last += 1
        inside = [column for column in columns if column in run]
        return inside[0] if len(inside) == 1 else None

    @staticmethod
    def _by_letter(address: str) -> int | None:
        letters = address.removeprefix(_BY_LETTER)
        if letters == address or not letters.isalpha() or not letters.isupper() or len(letters) > 3:  # noqa: PLR2004 - XFD is the last column
            return None
        return column_index_from_string(letters)


def path_of(texts: Sequence[str]) -> str:
    """The texts of a header from top to bottom, those that say nothing left out."""
    return STEP.join(text for text in texts if text)


def by_letter(column: int) -> str:
    """The address of a column that no text tells apart."""
    return f"{_BY_LETTER}{get_column_letter(column)}"


def header_of(
    text: Callable[[int, int], tuple[str, tuple[int, int]]], rows: range, columns: Sequence[int], first: int
) -> Header:
    """The header on these rows.

    `text` gives what a cell says and the cell in which that stands: for a cell that is part of a merged one
    the first cell of it, so that a heading over several lines counts once. What is merged on the last line is
    one column: its first.
    """
    paths = []
    for column in columns:
        told = [text(row, column) for row in rows]
        if told[-1][1][1] != column:
            continue
        different = dict.fromkeys((place, words) for words, place in told)
        path = path_of([words for _, words in different])
        if path:
            paths.append((path, column))
    return Header(paths, first)
