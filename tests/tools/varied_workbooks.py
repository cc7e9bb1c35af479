"""Make workbooks as municipalities might, by seed, with what each column means: to measure drafts by."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.tools.words_of_workbooks import (
    AGES,
    AMBIGUOUS,
    CALCULATED,
    DISTRACTORS,
    ENDINGS,
    FRONT,
    HULPVORMEN,
    KEYS,
    MEASURES,
    MONTHS,
    NOTES,
    OF_A_CLIENT,
    OF_A_LINE,
    PRODUCTS,
    QUARTERS,
    REASONS,
    TITLES,
    UNDER_AGES,
    UNDER_MONTHS,
    WAITING,
    Meant,
)

MONEY, DAY = "#,##0.00", "dd-mm-yyyy"


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


def varied_workbook(seed: int) -> Varied:
    """A workbook of one to three sheets in shapes that real ones have."""
    chance = random.Random(seed)
    made = Varied(seed)
    made.book.remove(made.book.active)
    if chance.random() < 0.5:
        _front(made, chance)
    for number in range(chance.choice((1, 1, 2, 3))):
        shape = chance.choice(SHAPES)
        sheet = made.book.create_sheet(f"{chance.choice('ABC')} {shape.__name__.strip('_')} {number + 1}")
        made.shapes.append(shape.__name__)
        shape(Pen(made, sheet, chance, chance.choice((1, 2, 3))))
    if chance.random() < 0.4:
        _helper(made, chance)
    return made


def _front(made: Varied, chance: random.Random) -> None:
    sheet = made.book.create_sheet("Voorblad")
    sheet["B1"] = "Verantwoording jeugdhulp"
    for row, (texts, meant) in enumerate(chance.sample(FRONT, 5), start=3):
        sheet.cell(row, 2, chance.choice(texts) + chance.choice(("", ":")))
        sheet.cell(row, 3).number_format = DAY if "period" in str(meant) else "General"
        made.cells["Voorblad", f"C{row}"] = meant


def _helper(made: Varied, chance: random.Random) -> None:
    sheet = made.book.create_sheet("Lijsten")
    sheet.sheet_state = chance.choice(("hidden", "veryHidden", "visible"))
    for column, (head, values) in enumerate(
        (("Perceel", ("Ambulant", "Verblijf")), ("Eenheid", ("Uur", "Etmaal"))), 1
    ):
        for row, text in enumerate((head, *values), start=1):
            sheet.cell(row, column, text)


def _chosen(chance: random.Random, concepts: Sequence[tuple[Sequence[str], Meant]], count: int) -> list:
    return [
        (chance.choice(texts), meant) for texts, meant in chance.sample(concepts, min(count, len(concepts)))
    ]


def _title(pen: Pen, kind: str) -> None:
    number = pen.row if pen.chance.random() < 0.5 else 0
    text = pen.chance.choice(TITLES[kind])
    pen.title(f"{number}. {text}" if number else text)
    if pen.chance.random() < 0.2:
        pen.title(pen.chance.choice(NOTES))


def _grouped(pen: Pen) -> list[tuple[str, Meant]]:
    chance = pen.chance
    columns = _chosen(chance, KEYS, chance.choice((1, 2, 3)))
    columns += _chosen(chance, MEASURES, chance.choice((2, 3, 4)))
    if chance.random() < 0.2:
        text, several = chance.choice(AMBIGUOUS)
        columns.append((text, chance.choice(several)))
    strange = [(text, None) for text in chance.sample(DISTRACTORS, chance.choice((0, 0, 1, 2)))]
    return columns + strange


def _list(pen: Pen) -> None:
    """Lines per product and so on, with a pattern row."""
    _title(pen, "production")
    columns = _grouped(pen)
    pen.headers(columns)
    first = pen.row
    if pen.chance.random() < 0.3:
        place = pen.left + len(columns)
        pen.sheet.cell(pen.row - 1, place, pen.chance.choice(CALCULATED))
        pen.sheet.cell(pen.row, place, f"=IF(1>0,{pen.row},0)")
    pen.pattern(columns)
    pen.total(columns, first)


def _lines(pen: Pen) -> None:
    """A line per delivery."""
    pen.title("Declaratieregels")
    columns = [
        (pen.chance.choice(texts), meant)
        for texts, meant in OF_A_LINE
        if meant == "referentienummer" or pen.chance.random() < 0.8
    ]
    columns += [(text, None) for text in pen.chance.sample(DISTRACTORS, pen.chance.choice((0, 1)))]
    if pen.chance.random() < 0.5:
        pen.chance.shuffle(columns)
    pen.headers(columns)
    pen.pattern(columns)
    pen.row += 2


def _two_lines(pen: Pen) -> None:
    """Merged group headings above headers that differ."""
    columns = _grouped(pen)
    _title(pen, "production")
    pen.row += 1
    keys = sum(1 for _, meant in columns if not isinstance(meant, dict) or "sum" not in meant)
    if 1 < keys < len(columns) - 1:
        for begin, end, text in ((0, keys, "Wat is geleverd"), (keys, len(columns), "Omvang en kosten")):
            first, last = pen.left + begin, pen.left + end - 1
            pen.sheet.cell(pen.row, first, text)
            pen.sheet.merge_cells(start_row=pen.row, end_row=pen.row, start_column=first, end_column=last)
    pen.row += 1
    pen.headers(columns)
    first = pen.row
    pen.pattern(columns)
    pen.total(columns, first)


def _beside(
    pen: Pen, heads: Sequence[str], under: Sequence[tuple[str, Meant]], key: tuple[str, Meant]
) -> None:
    """Two lines of headers: heads merged over what comes under each of them."""
    column = pen.left + 1
    pen.sheet.cell(pen.row, pen.left, key[0])
    pen.sheet.merge_cells(start_row=pen.row, end_row=pen.row + 1, start_column=pen.left, end_column=pen.left)
    pen.tell(key[0], key[1])
    for head in heads:
        pen.sheet.cell(pen.row, column, head)
        pen.sheet.merge_cells(
            start_row=pen.row, end_row=pen.row, start_column=column, end_column=column + len(under) - 1
        )
        for text, meant in under:
            pen.sheet.cell(pen.row + 1, column, text)
            pen.tell(f"{head} > {text}", meant)
            column += 1
    pen.row += 2
    if pen.chance.random() < 0.5:
        pen.sheet.cell(pen.row - 2, column, "Totaal")
        pen.sheet.merge_cells(
            start_row=pen.row - 2, end_row=pen.row - 1, start_column=column, end_column=column
        )
        pen.sheet.cell(pen.row, column, f"=SUM({get_column_letter(pen.left + 1)}{pen.row})")
    pen.row += 3


def _months(pen: Pen) -> None:
    """Months beside each other, each with two columns under it."""
    _title(pen, "production")
    heads = pen.chance.choice(MONTHS)
    under = _chosen(pen.chance, MEASURES[:3], 2)
    if under[0][0] != under[1][0]:
        _beside(pen, heads, under, ("Product", "productcode"))


def _months_in_one_line(pen: Pen) -> None:
    """Months beside each other; only the title, or the header itself, says of what."""
    heads = pen.chance.choice(MONTHS)
    kind, meant = pen.chance.choice(UNDER_MONTHS)
    pen.title(pen.chance.choice(TITLES[kind]))
    word = pen.chance.choice(("", "", "Bedrag "))
    meant = MEASURES[0][1] if word else meant
    columns = [("Product", "productcode"), *((f"{word}{head}", meant) for head in heads)]
    pen.headers(columns, are_typed=False)
    pen.pattern(columns)
    pen.row += 2


def _listed_months(pen: Pen) -> None:
    """Months beside each other, for lines that stand there already."""
    kind, meant = pen.chance.choice(UNDER_MONTHS)
    pen.title(pen.chance.choice(TITLES[kind]))
    heads = pen.chance.choice(MONTHS)
    for place, text in enumerate(("Productcode", "Omschrijving", *heads)):
        pen.sheet.cell(pen.row, pen.left + place, text)
    for head in heads:
        pen.tell(head, meant)
    for row, line in enumerate(pen.chance.sample(PRODUCTS, 4), start=pen.row + 1):
        for place, text in enumerate(line):
            pen.sheet.cell(row, pen.left + place, text)
    pen.row += 8


def _figures_over_months(pen: Pen) -> None:
    """Figures merged over the months under each of them."""
    _title(pen, "production")
    heads, figures = pen.chance.choice(MONTHS), _chosen(pen.chance, MEASURES[:3], 2)
    pen.sheet.cell(pen.row + 1, pen.left, "Product")
    pen.tell("Product", "productcode")
    column = pen.left + 1
    for text, meant in figures:
        pen.sheet.cell(pen.row, column, text)
        last = column + len(heads) - 1
        pen.sheet.merge_cells(start_row=pen.row, end_row=pen.row, start_column=column, end_column=last)
        for head in heads:
            pen.sheet.cell(pen.row + 1, column, head)
            pen.tell(f"{text} > {head}", meant)
            column += 1
    pen.row += 5


def _explained(pen: Pen) -> None:
    """A line under the headers that says what each column takes."""
    _title(pen, "production")
    columns = _grouped(pen)
    for place, (text, meant) in enumerate(columns):
        told = (
            "(euro)" if "bedrag" in str(meant) else pen.chance.choice(("(tekst)", "(getal)", "(verplicht)"))
        )
        pen.sheet.cell(pen.row, pen.left + place, text)
        pen.sheet.cell(pen.row + 1, pen.left + place, told)
        pen.tell(f"{text} > {told}", meant)
    pen.row += 6


def _quarters(pen: Pen) -> None:
    """Quarters beside each other."""
    _title(pen, "production")
    _beside(
        pen, pen.chance.choice(QUARTERS), _chosen(pen.chance, MEASURES[:3], 2), ("Productcode", "productcode")
    )


def _ages(pen: Pen) -> None:
    """Age groups beside each other."""
    kind, meant = pen.chance.choice(UNDER_AGES)
    pen.title(pen.chance.choice(TITLES[kind]))
    columns = [("Product", "productcode"), *((head, meant) for head in pen.chance.choice(AGES))]
    pen.headers(columns, are_typed=False)
    pen.pattern(columns)
    pen.row += 2


def _listed(pen: Pen) -> None:
    """Lines that stand there already, to be filled in place."""
    _title(pen, "production")
    columns = _chosen(pen.chance, MEASURES, pen.chance.choice((2, 3)))
    heads = pen.chance.choice((["Code", "Omschrijving"], ["Productcode", "Product"], ["Hulpvorm"]))
    for place, text in enumerate((*heads, *(text for text, _ in columns))):
        pen.sheet.cell(pen.row, pen.left + place, text)
    for text, meant in columns:
        pen.tell(text, meant)
    pen.row += 1
    first = pen.row
    lines = [(text,) for text in HULPVORMEN] if len(heads) == 1 else pen.chance.sample(PRODUCTS, 5)
    for line in lines:
        for place, text in enumerate(line):
            pen.sheet.cell(pen.row, pen.left + place, text)
        pen.row += 1
    pen.total([*((text, None) for text in heads), *columns], first)


def _waiting(pen: Pen) -> None:
    """How long is waited: mean, median and longest are three figures."""
    _title(pen, "waiting")
    columns = [("Hulpvorm", {"field": "hulpvorm", "translate": "standaard/hulpvorm"})]
    columns += _chosen(pen.chance, WAITING, pen.chance.choice((2, 3, 4)))
    pen.headers(columns)
    first = pen.row
    pen.pattern(columns)
    pen.total(columns, first)


def _endings(pen: Pen) -> None:
    """Why help ended."""
    _title(pen, "ending")
    columns = [(pen.chance.choice(REASONS), {"field": "reden_beeindiging"})]
    columns += _chosen(pen.chance, ENDINGS, 2)
    pen.headers(columns)
    first = pen.row
    pen.pattern(columns)
    pen.total(columns, first)


def _clients(pen: Pen) -> None:
    """A line per client's allocation: what was paid, and when help began and ended."""
    pen.title("Cliëntenlijst")
    columns = [(pen.chance.choice(texts), meant) for texts, meant in OF_A_CLIENT]
    columns += [(text, None) for text in pen.chance.sample(DISTRACTORS, pen.chance.choice((0, 1, 2)))]
    pen.headers(columns)
    pen.pattern(columns)
    pen.row += 2


def _side_by_side(pen: Pen) -> None:
    """Two tables beside each other, an empty column between them; their lines stand there already."""
    left, top = pen.left, pen.row
    for title in ("Overzicht 2025", "Overzicht 2026"):
        columns = _chosen(pen.chance, MEASURES[:3], 2)
        pen.sheet.cell(top, left, title)
        for place, text in enumerate(("Productcode", *(text for text, _ in columns))):
            pen.sheet.cell(top + 1, left + place, text)
        for row, (code, _) in enumerate(pen.chance.sample(PRODUCTS, 4), start=top + 2):
            pen.sheet.cell(row, left, code)
        for text, meant in columns:
            pen.tell(text, meant)
        left += len(columns) + 2
    pen.row += 8


def _stacked(pen: Pen) -> None:
    """Several tables under each other; a header that two of them share tells nothing apart."""
    shapes: list[Callable[[Pen], None]] = pen.chance.sample([_list, _waiting, _endings, _listed], 3)
    for shape in shapes:
        shape(pen)
        pen.row += 1


SHAPES = (
    _list,
    _list,
    _lines,
    _two_lines,
    _months,
    _months_in_one_line,
    _listed_months,
    _figures_over_months,
    _explained,
    _quarters,
    _ages,
    _listed,
    _waiting,
    _endings,
    _clients,
    _side_by_side,
    _stacked,
    _stacked,
)
