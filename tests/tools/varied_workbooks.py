"""Make workbooks as municipalities might, by seed, with what each column means: to measure drafts by."""

import random

from tests.tools.crosstabs_of_workbooks import (
    ages,
    figures_over_months,
    listed_months,
    months,
    months_in_one_line,
    quarters,
)
from tests.tools.lists_of_workbooks import (
    clients,
    endings,
    explained,
    listed,
    listed_in_parts,
    plain_list,
    side_by_side,
    single_lines,
    stacked,
    two_lines,
    waiting,
)
from tests.tools.pen_of_workbooks import DAY, Pen, Varied
from tests.tools.words_of_workbooks import FRONT


def varied_workbook(seed: int) -> Varied:
    """A workbook of one to three sheets in shapes that real ones have."""
    chance = random.Random(seed)
    made = Varied(seed)
    made.book.remove(made.book.active)
    if chance.random() < 0.5:
        _front(made, chance)
    for number in range(chance.choice((1, 1, 2, 3))):
        shape = chance.choice(SHAPES)
        sheet = made.book.create_sheet(
            f"{chance.choice('ABC')} {shape.__name__.replace('_', ' ')} {number + 1}"
        )
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


SHAPES = (
    plain_list,
    plain_list,
    single_lines,
    two_lines,
    months,
    months_in_one_line,
    listed_months,
    figures_over_months,
    explained,
    quarters,
    ages,
    listed,
    listed_in_parts,
    waiting,
    endings,
    clients,
    side_by_side,
    stacked,
    stacked,
)
