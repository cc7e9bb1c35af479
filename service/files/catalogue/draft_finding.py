"""Find what a blank workbook asks: every table on every sheet, its lines, and the labels beside empty cells."""

import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import openpyxl

from service.domain.formats.drafts.found import FoundBlock, FoundColumn, FoundWorkbook, Heading, Label
from service.domain.formats.drafts.heads import says_a_head
from service.domain.wording import Wording
from service.files.catalogue.draft_sheet import DraftSheet, Run
from service.files.workbook import Header, by_letter

_FEWEST_HEADERS = 3
"""A row with fewer texts is a title, a remark or a label, unless one of two is known."""
_DEEPEST = 400
_MOST_LINES = 3
_LONGEST_ADDRESS = 200
_TOTALS = re.compile(r"(eind|sub)?tota+l(en)?\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\d+|[A-Za-z])[.)]\s*")
_HIDDEN = Wording(
    "Blad {sheet} is verborgen en blijft zoals het is.", "Sheet {sheet} is hidden and stays as it is."
)
_HELPER = Wording(
    "Blad {sheet}, cel {cell}: een lijst om uit te kiezen; die blijft zoals hij is.",
    "Sheet {sheet}, cell {cell}: a list to choose from; it stays as it is.",
)

Knows = Callable[[str], bool]
"""Whether a header text is known."""


def found_in(content: bytes, knows: Knows) -> FoundWorkbook:
    """What a workbook asks, sheet by sheet from top to bottom; hidden sheets are left alone."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # what openpyxl cannot keep does not matter: we only read
        workbook = openpyxl.load_workbook(io.BytesIO(content))
    blocks: list[FoundBlock] = []
    labels: list[tuple[str, Label]] = []
    left: list[Wording] = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            left.append(_HIDDEN.fill(sheet=sheet.title))
            continue
        reading = _Reading(DraftSheet.of(sheet, _DEEPEST), knows)
        reading.read()
        blocks += _named(reading.blocks)
        labels += [(sheet.title, label) for label in reading.labels()]
        left += reading.left
    return FoundWorkbook(blocks=tuple(blocks), labels=tuple(labels), left_alone=tuple(left))


def _named(blocks: Sequence[FoundBlock]) -> Iterator[FoundBlock]:
    """The tables of one sheet; when there are more, each with a name of its own."""
    if len(blocks) < 2:  # noqa: PLR2004 - the only one needs no name
        yield from blocks
        return
    count: Counter[str] = Counter()
    for place, block in enumerate(blocks, start=1):
        bare = re.sub(r"[./\\!*]+", " ", _NUMBERED.sub("", block.title))
        name = " ".join(bare.split())[:60].strip() or f"Tabel {place}"
        count[name] += 1
        yield replace(block, name=name if count[name] == 1 else f"{name} ({count[name]})")


@dataclass(slots=True)
class _Reading:
    """A sheet that is read from top to bottom."""

    on: DraftSheet
    knows: Knows
    blocks: list[FoundBlock] = field(default_factory=list)
    left: list[Wording] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    """Cells that are part of a table."""

    def read(self) -> None:
        for row in range(1, self.on.last_row + 1):
            for run in list(self.on.runs(row)):
                if not any((row, column) in self.taken for column in run) and self._is_header(row, run):
                    self._take(row, run)

    def _is_header(self, row: int, run: Run) -> bool:
        """Whether these are headers: enough texts, or a known one of two, and no better ones just below."""
        known = self._known(row, run)
        if len(run) < _FEWEST_HEADERS and not (len(run) > 1 and known):
            return False
        below = [each for each in self.on.runs(row + 1) if set(each) & set(_reach(self.on, row, run))]
        named = sum(len(each) for each in below)
        if below and self.on.spans(row, run) and named > 1:
            return False
        return not below or max(self._known(row + 1, each) for each in below) <= known

    def _known(self, row: int, run: Run) -> int:
        texts = [self.on.texts.at(row, column)[0] for column in run]
        return sum(self.knows(text) or says_a_head(text) for text in texts)

    def _take(self, row: int, run: Run) -> None:
        lines, until = self._lines(row, run)
        header, count = self._header(row, run)
        top = row - count + 1
        last = row + max(lines, 1)
        self.taken |= {
            (each, column) for each in range(top, last + 1) for column in _reach(self.on, row, run)
        }
        if self._is_helper(row, run, lines):
            self.left.append(_HELPER.fill(sheet=self.on.sheet.title, cell=self.on.address(row, run[0])))
            return
        title, about = self._said_above(top, run)
        self.blocks.append(
            FoundBlock(
                sheet=self.on.sheet.title,
                title=title,
                about=" ".join((self.on.sheet.title, *about)),
                header_row=row,
                header_lines=count,
                first_cell=self.on.address(top, run[0]),
                columns=tuple(self._columns(row, run, header, lines)),
                lines=lines,
                until=until,
            )
        )

    def _header(self, row: int, run: Run) -> tuple[Header, int]:
        """The header, of as many lines as tell its columns apart or have months and the like."""
        header = self._of_lines(row, run, 1)
        for lines in range(2, _MOST_LINES + 1):
            top = row - lines + 1
            if top < 1 or not self.on.spans(top, run) or self._is_taken(top, run):
                break
            above = [self.on.texts.at(top, column)[0] for column in run]
            is_apart = len({path for path, _ in header.paths}) == len(header.paths)
            if len(set(above)) > 1 and (not is_apart or any(map(says_a_head, above))):
                header, found = self._of_lines(row, run, lines), lines
                if len({path for path, _ in header.paths}) == len(header.paths):
                    return header, found
        return header, self._count_of(header, row, run)

    def _count_of(self, header: Header, row: int, run: Run) -> int:
        return next(
            (
                lines
                for lines in range(1, _MOST_LINES + 1)
                if row - lines + 1 > 0 and self._of_lines(row, run, lines).paths == header.paths
            ),
            1,
        )

    def _is_taken(self, row: int, run: Run) -> bool:
        return any((row, column) in self.taken for column in run)

    def _of_lines(self, row: int, run: Run, lines: int) -> Header:
        """The header as whoever fills it reads it, of which only this run is asked here."""
        return self.on.texts.header(row, lines, run[0])

    def _columns(self, row: int, run: Run, header: Header, lines: int) -> Iterator[FoundColumn]:
        addresses = {column: address for address, column in header.addresses()}
        paths = {column: path for path, column in header.paths}
        for column in run:
            own = paths.get(column, "")
            address = own if header.column(own) == column else addresses.get(column, "")
            is_safe = header.column(address) == column and len(address) <= _LONGEST_ADDRESS
            yield FoundColumn(address if is_safe else by_letter(column), self._heading(row, column, lines))

    def _heading(self, row: int, column: int, lines: int) -> Heading:
        values = [self.on.holds(number, column) for number in range(row + 1, row + lines + 1)]
        has_pattern = row < self.on.sheet.max_row
        return Heading(
            self.on.texts.at(row, column)[0],
            tuple(filter(None, values)),
            not has_pattern or self.on.shows_dates(row + 1, column),
            has_pattern and self.on.is_formula(row + 1, column),
        )

    def _lines(self, row: int, run: Run) -> tuple[int, str]:
        """How many lines stand under a header already, and the text that ends them in their first column."""
        reach = _reach(self.on, row, run)
        for number in range(row + 1, self.on.last_row + 2):
            told = [text for column in reach if (text := self.on.holds(number, column))]
            count = number - row - 1
            total = next((text for text in told if _TOTALS.match(text)), "")
            if not told or total:
                return count, total if self.on.holds(number, run[0]) == total else ""
            if count and self._begins_another(number, run):
                return count, ""
        return 0, ""

    def _begins_another(self, row: int, run: Run) -> bool:
        """Whether a row is itself a header of known words."""
        return any(
            len(each) >= _FEWEST_HEADERS and self._known(row, each) * 2 > len(each)
            for each in self.on.runs(row)
            if set(each) & set(run)
        )

    def _is_helper(self, row: int, run: Run, lines: int) -> bool:
        """Whether a table holds texts alone and no room to fill: lists to choose from."""
        if lines < 2:  # noqa: PLR2004 - one line is an example
            return False
        for column in run:
            said = [self.on.holds(number, column) for number in range(row + 1, row + lines + 1)]
            is_text = all(self.on.sheet.cell(row + 1, column).data_type == "s" for _ in said[:1])
            if not said[0] or not is_text or self.on.is_formula(row + 1, column):
                return False
        return len(run) <= _FEWEST_HEADERS

    def _said_above(self, top: int, run: Run) -> tuple[str, list[str]]:
        """The title of a table, when it stands once on the sheet, and all texts since the table above it."""
        reach = {*_reach(self.on, top, run), *run}
        ends = max((row for row, column in self.taken if row < top and column in reach), default=0)
        above = [
            (row, column)
            for row, column in sorted(self.on.texts.texts)
            if ends < row < top and (column in reach or column < run[0])
        ]
        texts = [self.on.texts.texts[place] for place in above]
        every = Counter(self.on.texts.texts.values())
        titles = [
            (row, text)
            for (row, column), text in zip(above, texts, strict=True)
            if column == run[0] and every[text] == 1 and len(text) <= _LONGEST_ADDRESS
        ]
        return (titles[-1][1] if titles else ""), texts

    def labels(self) -> Iterator[Label]:
        """Texts outside the tables with an empty cell beside them."""
        for (row, column), text in sorted(self.on.texts.texts.items()):
            if (row, column) in self.taken:
                continue
            beside = self.on.beside(row, column)
            place = (row, beside.column) if beside is not None else (0, 0)
            if beside is not None and beside.value is None and place not in self.taken:
                shows = self.on.shows_dates(*place)
                yield Label(text.strip().rstrip(":").strip(), beside.coordinate, shows)


def _reach(on: DraftSheet, row: int, run: Run) -> range:
    """Every column over which these headers stand."""
    last = on.merged.get((row, run[-1]), (row, run[-1], row, run[-1]))[3]
    return range(run[0], last + 1)
