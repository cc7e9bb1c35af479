"""Tables with one column per figure, as invented workbooks have them."""

from collections.abc import Callable, Sequence

from openpyxl.utils import get_column_letter

from tests.tools.pen_of_workbooks import Pen, chosen, grouped, titled
from tests.tools.words_of_workbooks import (
    CALCULATED,
    DISTRACTORS,
    ENDINGS,
    HULPVORMEN,
    MEASURES,
    OF_A_CLIENT,
    OF_A_LINE,
    PRODUCTS,
    REASONS,
    SIGNED,
    VOLUME,
    WAITING,
    Meant,
)


def plain_list(pen: Pen) -> None:
    """Lines per product and so on, with a pattern row."""
    titled(pen, "production")
    columns = grouped(pen)
    pen.headers(columns)
    first = pen.row
    if pen.chance.random() < 0.3:
        place = pen.left + len(columns)
        pen.sheet.cell(pen.row - 1, place, pen.chance.choice(CALCULATED))
        pen.sheet.cell(pen.row, place, f"=IF(1>0,{pen.row},0)")
    pen.pattern(columns)
    pen.total(columns, first)


def single_lines(pen: Pen) -> None:
    """A line per delivery."""
    pen.title("Declaratieregels")
    columns = [
        (pen.chance.choice(texts), meant)
        for texts, meant in OF_A_LINE
        if meant == "referentienummer" or pen.chance.random() < 0.8
    ]
    every = [meant for _, meant in columns]
    if SIGNED in every and "debet_credit" not in every:
        columns = [(text, VOLUME if meant == "volume" else meant) for text, meant in columns]
    columns += [(text, None) for text in pen.chance.sample(DISTRACTORS, pen.chance.choice((0, 1)))]
    if pen.chance.random() < 0.5:
        pen.chance.shuffle(columns)
    pen.headers(columns)
    pen.pattern(columns)
    pen.row += 2


def two_lines(pen: Pen) -> None:
    """Merged group headings above headers that differ."""
    columns = grouped(pen)
    titled(pen, "production")
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


def explained(pen: Pen) -> None:
    """A line under the headers that says what each column takes."""
    titled(pen, "production")
    columns = grouped(pen)
    for place, (text, meant) in enumerate(columns):
        told = (
            "(euro)" if "bedrag" in str(meant) else pen.chance.choice(("(tekst)", "(getal)", "(verplicht)"))
        )
        pen.sheet.cell(pen.row, pen.left + place, text)
        pen.sheet.cell(pen.row + 1, pen.left + place, told)
        pen.tell(f"{text} > {told}", meant)
    pen.row += 6


def listed(pen: Pen) -> None:
    """Lines that stand there already, to be filled in place."""
    titled(pen, "production")
    columns = chosen(pen.chance, MEASURES, pen.chance.choice((2, 3)))
    heads = pen.chance.choice((["Code", "Omschrijving"], ["Productcode", "Product"], ["Hulpvorm"]))
    for place, text in enumerate((*heads, *(text for text, _ in columns))):
        pen.sheet.cell(pen.row, pen.left + place, text)
    for text, meant in columns:
        pen.tell(text, _of_several_units(meant))
    pen.row += 1
    first = pen.row
    lines = [(text,) for text in HULPVORMEN] if len(heads) == 1 else pen.chance.sample(PRODUCTS, 5)
    for line in lines:
        for place, text in enumerate(line):
            pen.sheet.cell(pen.row, pen.left + place, text)
        pen.row += 1
    pen.total([*((text, None) for text in heads), *columns], first)


def _of_several_units(meant: Meant) -> Meant:
    """What fills a line that stands there: each row is brought to one unit before they are added up."""
    if not isinstance(meant, dict) or "to_unit" not in meant:
        return meant
    rest = {name: each for name, each in meant.items() if name not in ("sum", "to_unit")}
    return {"sum": {**meant["sum"], "to_unit": meant["to_unit"]}, **rest}


def listed_in_parts(pen: Pen) -> None:
    """Lines that stand there already, with a heading, a subtotal or an empty line between their parts."""
    titled(pen, "production")
    columns = chosen(pen.chance, MEASURES, 2)
    for place, text in enumerate(("Productcode", "Omschrijving", *(text for text, _ in columns))):
        pen.sheet.cell(pen.row, pen.left + place, text)
    pen.row += 1
    first, between = pen.row, pen.chance.choice(("heading", "subtotal", "empty"))
    lines = pen.chance.sample(PRODUCTS, 6)
    are_alike = pen.chance.random() < 0.5
    parts = (lines[:3], lines[:3]) if are_alike else (lines[:4], lines[4:])
    for number, part in enumerate(parts, start=1):
        _part(pen, part, f"Perceel {number}", between)
        for text, meant in columns if are_alike or number == 1 else ():
            pen.tell(text, _of_several_units(meant))
    pen.total([("Productcode", None), ("Omschrijving", None), *columns], first)


def _part(pen: Pen, lines: Sequence[Sequence[str]], name: str, between: str) -> None:
    if between == "heading":
        pen.sheet.cell(pen.row, pen.left, name)
        pen.row += 1
    first = pen.row
    for line in lines:
        for place, text in enumerate(line):
            pen.sheet.cell(pen.row, pen.left + place, text)
        pen.row += 1
    if between == "subtotal":
        pen.sheet.cell(pen.row, pen.left + pen.chance.choice((0, 1)), f"Subtotaal {name.lower()}")
        letter = get_column_letter(pen.left + 3)
        pen.sheet.cell(pen.row, pen.left + 3, f"=SUM({letter}{first}:{letter}{pen.row - 1})")
    pen.row += 0 if between == "heading" else 1


def waiting(pen: Pen) -> None:
    """How long is waited: mean, median and longest are three figures."""
    titled(pen, "waiting")
    columns = [("Hulpvorm", {"field": "hulpvorm", "translate": "standaard/hulpvorm"})]
    columns += chosen(pen.chance, WAITING, pen.chance.choice((2, 3, 4)))
    pen.headers(columns)
    first = pen.row
    pen.pattern(columns)
    pen.total(columns, first)


def endings(pen: Pen) -> None:
    """Why help ended."""
    titled(pen, "ending")
    columns = [(pen.chance.choice(REASONS), {"field": "reden_beeindiging"})]
    columns += chosen(pen.chance, ENDINGS, 2)
    pen.headers(columns)
    first = pen.row
    pen.pattern(columns)
    pen.total(columns, first)


def clients(pen: Pen) -> None:
    """A line per client's allocation: what was paid, and when help began and ended."""
    pen.title("Cliëntenlijst")
    columns = [(pen.chance.choice(texts), meant) for texts, meant in OF_A_CLIENT]
    columns += [(text, None) for text in pen.chance.sample(DISTRACTORS, pen.chance.choice((0, 1, 2)))]
    pen.headers(columns)
    pen.pattern(columns)
    pen.row += 2


def side_by_side(pen: Pen) -> None:
    """Two tables beside each other, an empty column between them; their lines stand there already."""
    left, top = pen.left, pen.row
    for title in ("Overzicht 2025", "Overzicht 2026"):
        columns = chosen(pen.chance, MEASURES[:3], 2)
        pen.sheet.cell(top, left, title)
        for place, text in enumerate(("Productcode", *(text for text, _ in columns))):
            pen.sheet.cell(top + 1, left + place, text)
        for row, (code, _) in enumerate(pen.chance.sample(PRODUCTS, 4), start=top + 2):
            pen.sheet.cell(row, left, code)
        for text, meant in columns:
            pen.tell(text, meant)
        left += len(columns) + 2
    pen.row += 8


def stacked(pen: Pen) -> None:
    """Several tables under each other; a header that two of them share tells nothing apart."""
    shapes: list[Callable[[Pen], None]] = pen.chance.sample([plain_list, waiting, endings, listed], 3)
    for shape in shapes:
        shape(pen)
        pen.row += 1
