"""Find what a blank workbook asks: the tables on every sheet, and the labels beside empty cells."""

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import openpyxl

from service.domain.formats.drafts.found import FoundBlock, FoundWorkbook, Label
from service.domain.wording import Wording
from service.files.drafts.sheet import DraftSheet
from service.files.drafts.table import Table, Vocabulary, is_total

_DEEPEST = 400
_LONGEST_NAME = 60
_NUMBERED = re.compile(r"^\s*(?:\d+|[A-Za-z])[.)]\s*")
_HIDDEN = Wording(
    "Blad {sheet} is verborgen en blijft zoals het is.", "Sheet {sheet} is hidden and stays as it is."
)
_NOTHING = Wording(
    "Blad {sheet}: hier is geen tabel en geen vakje om in te vullen herkend.",
    "Sheet {sheet}: no table and no cell to fill in was recognised here.",
)
_HELPER = Wording(
    "Blad {sheet}, cel {cell}: een lijst om uit te kiezen; die blijft zoals hij is.",
    "Sheet {sheet}, cell {cell}: a list to choose from; it stays as it is.",
)


def found_in(content: bytes, words: Vocabulary) -> FoundWorkbook:
    """What a workbook asks, sheet by sheet from top to bottom; hidden sheets are left alone."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # what openpyxl cannot keep does not matter: we only read
        workbook = openpyxl.load_workbook(io.BytesIO(content))
    blocks: list[FoundBlock] = []
    labels: list[tuple[str, Label]] = []
    left: list[Wording] = []
    free: tuple[str, str] | None = None
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            left.append(_HIDDEN.fill(sheet=sheet.title))
            continue
        reading = _Reading(on=DraftSheet.of(sheet, _DEEPEST), words=words)
        reading.read()
        free = free or (sheet.title, f"A{sheet.max_row + 2}")
        blocks += _named(reading.blocks)
        beside = list(reading.labels())
        labels += [(sheet.title, label) for label in beside]
        left += reading.left
        if reading.on.texts.texts and not (reading.blocks or reading.left or _are_asked(beside)):
            left.append(_NOTHING.fill(sheet=sheet.title))
    return FoundWorkbook(
        blocks=tuple(blocks),
        labels=tuple(labels),
        left_alone=tuple(left),
        free_cell=free or (workbook.worksheets[0].title, "A1"),
    )


def _are_asked(labels: Sequence[Label]) -> bool:
    """Whether one of these looks like something to fill in."""
    return any(each.is_drawn for each in labels)


def _named(blocks: Sequence[FoundBlock]) -> Iterator[FoundBlock]:
    """The tables of one sheet; when there are more, each with a name of its own."""
    if len(blocks) == 1:
        yield blocks[0]
        return
    count: Counter[str] = Counter()
    for place, block in enumerate(blocks, start=1):
        bare = re.sub(r"[./\\!*]+", " ", _NUMBERED.sub("", _title_of(block)))
        name = " ".join(bare.split())[:_LONGEST_NAME].strip() or f"Tabel {place}"
        count[name] += 1
        yield replace(block, name=name if count[name] == 1 else f"{name} ({count[name]})")


def _title_of(block: FoundBlock) -> str:
    """The title of a table; of a part of one what stands above that, behind the title of the whole."""
    return " ".join(filter(None, (block.title, block.part)))


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A sheet that is read from top to bottom."""

    on: DraftSheet
    words: Vocabulary
    blocks: list[FoundBlock] = field(default_factory=list)
    left: list[Wording] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    """Cells that are part of a table."""

    def read(self) -> None:
        """Find every table."""
        for row in range(1, self.on.last_row + 1):
            for run in list(self.on.runs(row)):
                table = Table(on=self.on, row=row, run=run, words=self.words)
                is_free = not any((row, column) in self.taken for column in run)
                if is_free and table.is_header() and not table.lists_figures():
                    self._take(table.with_explanation())

    def _take(self, table: Table) -> None:
        parts = table.parts()
        found = table.found(parts, self.taken)
        last = parts[-1].rows.stop - 1 if parts else table.row
        rows = range(table.row - found[0].header_lines + 1, max(last, table.row + 1) + 1)
        self.taken |= {(row, column) for row in rows for column in table.reach}
        if table.is_helper(sum(len(part.rows) for part in parts)):
            self.left.append(_HELPER.fill(sheet=found[0].sheet, cell=found[0].first_cell))
        else:
            self.blocks += found

    def labels(self) -> Iterator[Label]:
        """Texts outside the tables with an empty cell beside them."""
        for (row, column), text in sorted(self.on.texts.texts.items()):
            beside = None if (row, column) in self.taken else self.on.beside(row, column)
            if beside is None or beside.value is not None or (row, beside.column) in self.taken:
                continue
            if is_total(text) and self.on.reckons(row, column):
                continue
            shows_dates = self.on.shows_dates(row, beside.column)
            said = text.strip()
            is_asked = self.on.is_drawn(beside) or said.endswith(":")
            yield Label(said.rstrip(":").strip(), beside.coordinate, shows_dates, is_asked)
