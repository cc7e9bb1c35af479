"""Write invented workbooks, and remember what each of their columns means."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.tools.words_of_workbooks import AMBIGUOUS, DISTRACTORS, KEYS, MEASURES, NOTES, TITLES, Meant

MONEY, DAY = "#,##0.00", "dd-mm-yyyy"
READY = 0.2
"""How often lines stand ready below a pattern row."""
YELLOW = PatternFill("solid", fgColor="FFFFCC")


@dataclass(slots=True)
class Varied:
    """A workbook that is being made, and what its columns mean."""

    seed: int
    book: openpyxl.Workbook = field(default_factory=openpyxl.Workbook)
    meant: list[tuple[str, str, Meant]] = field(default_factory=list)
    """Sheet and address of a column, table after table, and what fills it; None: nothing in the standard."""
    cells: dict[tuple[str, str], Meant] = field(default_factory=dict)
    """The same of cells beside a label."""
    shapes: list[str] = field(default_factory=list)

    def content(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


@dataclass(slots=True)
class Pen:
    """Writes tables on one sheet from top to bottom."""

    made: Varied
    sheet: Worksheet
    chance: random.Random
    row: int = 1

    @property
    def left(self) -> int:
        """The first column of every table here."""
        return 1 if self.sheet.title.startswith("A") else 2

    def title(self, text: str) -> None:
        """A line of its own above a table."""
        self.sheet.cell(self.row, self.left, text).font = Font(bold=True)
        self.row += self.chance.choice((1, 1, 2))

    def headers(self, columns: Sequence[tuple[str, Meant]], *, are_typed: bool = True) -> None:
        """One line of headers, and what each means; the row stays at the first below it."""
        for place, (plain, meant) in enumerate(columns):
            text = _as_typed(plain, self.chance) if are_typed else plain
            self.sheet.cell(self.row, self.left + place, text).font = Font(bold=True)
            self.tell(" ".join(text.split()), meant)
        self.row += 1

    def tell(self, address: str, meant: Meant) -> None:
        """What a column means."""
        self.made.meant.append((self.sheet.title, address, meant))

    def pattern(self, columns: Sequence[tuple[str, Meant]]) -> None:
        """The empty line that is filled, with how its cells show numbers and days."""
        for place, (_, meant) in enumerate(columns):
            cell = self.sheet.cell(self.row, self.left + place)
            if "datum" in str(meant) and "sum" not in str(meant) and "date_form" not in str(meant):
                cell.number_format = DAY
            elif "bedrag" in str(meant):
                cell.number_format = MONEY
        self.row += 1
        self._ready_lines(len(columns))

    def _ready_lines(self, columns: int) -> None:
        """Sometimes empty lines stand ready below it, in a colour."""
        if self.chance.random() < READY:
            for row in range(self.row - 1, self.row + self.chance.choice((3, 9))):
                for place in range(columns):
                    self.sheet.cell(row, self.left + place).fill = YELLOW
                self.row = row + 1

    def total(self, columns: Sequence[tuple[str, Meant]], first: int) -> None:
        """Sometimes a line of totals; then room before what follows."""
        if self.chance.random() < 0.6:
            self.sheet.cell(self.row, self.left, self.chance.choice(("Totaal", "TOTAAL", "Totaal:")))
            for place, (_, meant) in enumerate(columns):
                letter = get_column_letter(self.left + place)
                if isinstance(meant, dict) and "sum" in meant:
                    self.sheet.cell(
                        self.row, self.left + place, f"=SUM({letter}{first}:{letter}{self.row - 1})"
                    )
        self.row += self.chance.choice((2, 3, 4))


def _as_typed(text: str, chance: random.Random) -> str:
    """The same text as somebody may have typed it."""
    forms = (
        f"{text}*",
        text.upper(),
        text.replace(" ", "\n", 1),
        f" {text}",
        f"{text} (verplicht)",
        f"{text} 1)",
    )
    return chance.choice(forms) if chance.random() < 0.1 else text


def chosen(chance: random.Random, concepts: Sequence[tuple[Sequence[str], Meant]], count: int) -> list:
    return [
        (chance.choice(texts), meant) for texts, meant in chance.sample(concepts, min(count, len(concepts)))
    ]


def titled(pen: Pen, kind: str) -> None:
    number = pen.row if pen.chance.random() < 0.5 else 0
    text = pen.chance.choice(TITLES[kind])
    pen.title(f"{number}. {text}" if number else text)
    if pen.chance.random() < 0.2:
        pen.title(pen.chance.choice(NOTES))


def grouped(pen: Pen) -> list[tuple[str, Meant]]:
    chance = pen.chance
    columns = chosen(chance, KEYS, chance.choice((1, 2, 3)))
    columns += chosen(chance, MEASURES, chance.choice((2, 3, 4)))
    if chance.random() < 0.2:
        text, several = chance.choice(AMBIGUOUS)
        columns.append((text, chance.choice(several)))
    strange = [(text, None) for text in chance.sample(DISTRACTORS, chance.choice((0, 0, 1, 2)))]
    return columns + strange
