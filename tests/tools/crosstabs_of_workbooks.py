"""Tables with months, quarters and ages beside each other, as invented workbooks have them."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from tests.tools.pen_of_workbooks import Pen, chosen, titled
from tests.tools.words_of_workbooks import (
    AGES,
    MEASURES,
    MONTHS,
    PRODUCTS,
    QUARTERS,
    TITLES,
    UNDER_AGES,
    UNDER_MONTHS,
    Meant,
)


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


def months(pen: Pen) -> None:
    """Months beside each other, each with two columns under it."""
    titled(pen, "production")
    heads = pen.chance.choice(MONTHS)
    under = chosen(pen.chance, MEASURES[:3], 2)
    if under[0][0] != under[1][0]:
        _beside(pen, heads, under, ("Product", "productcode"))


def months_in_one_line(pen: Pen) -> None:
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


def listed_months(pen: Pen) -> None:
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


def figures_over_months(pen: Pen) -> None:
    """Figures merged over the months under each of them."""
    titled(pen, "production")
    heads, figures = pen.chance.choice(MONTHS), chosen(pen.chance, MEASURES[:3], 2)
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


def quarters(pen: Pen) -> None:
    """Quarters beside each other."""
    titled(pen, "production")
    _beside(
        pen, pen.chance.choice(QUARTERS), chosen(pen.chance, MEASURES[:3], 2), ("Productcode", "productcode")
    )


def ages(pen: Pen) -> None:
    """Age groups beside each other."""
    kind, meant = pen.chance.choice(UNDER_AGES)
    pen.title(pen.chance.choice(TITLES[kind]))
    columns = [("Product", "productcode"), *((head, meant) for head in pen.chance.choice(AGES))]
    pen.headers(columns, are_typed=False)
    pen.pattern(columns)
    pen.row += 2
