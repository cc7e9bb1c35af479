"""Rarer habits of offices: rows and columns that change places, two values in a cell, other calendars."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from tests.tools.messy_workbooks import Sheet
from tests.tools.office_habits import DAYS, NUMBERS, TEXTS, Book, Change, Done, changed

Habit = Callable[[Book, random.Random], Done]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DUTCH_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
NAMES = {
    "0014": "Groningen",
    "0034": "Almere",
    "0363": "Amsterdam",
    "0599": "Rotterdam",
    "1680": "Aa en Hunze",
}


def _broken(text: object, _dice: random.Random) -> object:
    return str(text).replace("ë", "Ã«").replace("é", "Ã©") if isinstance(text, str) else text


OF_TEXTS: dict[str, Change] = {
    "two values with a slash": lambda text, _: f"{text}/{text}",
    "two values below each other": lambda text, _: f"{text}\n{text}",
    "the name behind in brackets": lambda text, _: f"{text} ({NAMES.get(str(text), 'oud')})",
    "the name instead of the code": lambda text, _: NAMES.get(str(text), text),
    "an entity of html": lambda text, _: f"{text}&nbsp;",
    "letters broken by an encoding": _broken,
    "a hash before": lambda text, _: f"#{text}",
    "a tab behind": lambda text, _: f"{text}\t",
    "a byte order mark before": lambda text, _: f"\ufeff{text}",
    "lower case": lambda text, _: str(text).lower(),
    "niet ingevuld": lambda _text, _: "(niet ingevuld)",
    "null": lambda _text, _: "NULL",
    "none": lambda _text, _: "None",
    "geen": lambda _text, _: "geen",
    "a false": lambda _text, _: False,
    "a day": lambda _text, _: date(2026, 2, 1),
    "a long story": lambda _text, _: (
        "zie de e-mail van de zorgadministratie van 12 februari jongstleden " * 3
    ),
}
OF_DAYS: dict[str, Change] = {
    "with points": lambda day, _: f"{day:%d.%m.%Y}",
    "with slashes and the year first": lambda day, _: f"{day:%Y/%m/%d}",
    "in English words": lambda day, _: f"{ENGLISH[day.month - 1]} {day.day}, {day.year}",
    "with the day of the week": lambda day, _: f"{DUTCH_DAYS[day.weekday()]} {day:%d-%m-%Y}",
    "with a zone": lambda day, _: f"{day:%Y-%m-%d}T00:00:00Z",
    "without the year": lambda day, _: f"{day:%d-%m}",
    "a thirteenth month": lambda day, _: f"{day:%Y}-13-{day:%d}",
    "31-12-9999": lambda _day, _: "31-12-9999",
    "1 january 1900": lambda _day, _: date(1900, 3, 1),
    "with the time of now": lambda day, _: f"{day:%Y-%m-%d} 14:32:05",
    "two days": lambda day, _: f"{day:%d-%m-%Y} / {day:%d-%m-%Y}",
    "from and to": lambda day, _: f"{day:%d-%m-%Y} t/m {day + timedelta(30):%d-%m-%Y}",
    "half of it": lambda day, _: f"{day:%d-%m-}",
    "a day earlier": lambda day, _: day - timedelta(1),
    "n.t.b.": lambda _day, _: "n.t.b.",
    "a year of three digits": lambda day, _: f"{day:%d-%m}-{day.year % 1000:03d}",
}
OF_NUMBERS: dict[str, Change] = {
    "thousands with a point and a comma": lambda number, _: (
        f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    ),
    "English thousands": lambda number, _: f"{number:,.2f}",
    "half a sign": lambda number, _: f"{int(number)}½",
    "the letter O in it": lambda number, _: f"{number:.0f}".replace("0", "O"),
    "times": lambda number, _: f"2 x {number / 2:.2f}",
    "more than": lambda number, _: f"> {number:.0f}",
    "a point too many": lambda number, _: f"{number:.2f}.",
    "a blank within": lambda number, _: f"{number:.2f}".replace(".", ". "),
    "dollars": lambda number, _: f"$ {number:.2f}",
    "minutes for hours": lambda number, _: number * 60,
    "one more": lambda number, _: number + 1,
    "a million": lambda _number, _: 1_000_000.0,
    "nine times a nine": lambda _number, _: 999_999_999.0,
    "onbekend": lambda _number, _: "onbekend",
    "a formula that refers nowhere": lambda _number, _: "#REF!",
    "hours and a letter": lambda number, _: f"{number:.0f}u",
    "minus nought": lambda _number, _: -0.0,
}
CELLS = tuple(
    changed(kinds, name, change)
    for kinds, changes in ((TEXTS, OF_TEXTS), (DAYS, OF_DAYS), (NUMBERS, OF_NUMBERS))
    for name, change in changes.items()
)


def _busy(book: Book, dice: random.Random) -> Sheet:
    return book.sheets[dice.choice(("toewijzing", "verloop", "prestatie"))]


def two_cells_swapped(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    one, other = dice.sample(sheet.rows, 2)
    if one[at] == other[at]:
        return ""
    one[at], other[at] = other[at], one[at]
    return f"{sheet.table}: two cells of {sheet.headers[at]} changed places: {one[at]!r} and {other[at]!r}"


def neighbours_swapped(book: Book, dice: random.Random) -> Done:
    sheet, row = _busy(book, dice), None
    at = dice.randrange(len(sheet.headers) - 1)
    row = dice.choice(sheet.rows)
    if row[at] == row[at + 1]:
        return ""
    row[at], row[at + 1] = row[at + 1], row[at]
    return f"{sheet.table}: in one row {sheet.headers[at]} and {sheet.headers[at + 1]} changed places"


def column_sorted(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    cells = [row[at] for row in sheet.rows]
    for row, cell in zip(sheet.rows, sorted(cells, key=str), strict=True):
        row[at] = cell
    return (
        "" if cells == sorted(cells, key=str) else f"{sheet.table}: column {sheet.headers[at]} sorted alone"
    )


def column_moved_up(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    cells = [row[at] for row in sheet.rows]
    for row, cell in zip(sheet.rows, [*cells[1:], None], strict=True):
        row[at] = cell
    return f"{sheet.table}: column {sheet.headers[at]} moved up by a row" if any(cells) else ""


def row_moved_left(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    row, at = dice.choice(sheet.rows), dice.randrange(1, len(sheet.headers) - 2)
    row.pop(at)
    row.append(None)
    return f"{sheet.table}: in one row {sheet.headers[at]} was deleted and what follows moved left"


def empty_rows_between(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    first = sheet.numbers[0]
    sheet.numbers = [first + 2 * at for at in range(len(sheet.numbers))]
    return f"{sheet.table}: an empty row after each row"


def names_of_columns_twice(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    one, other = dice.sample(range(len(sheet.headers)), 2)
    name, lost = sheet.headers[one], sheet.headers[other]
    sheet.headers[other] = name
    return f"{sheet.table}: the header {lost} says {name} as well"


def column_of_totals(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    sheet.headers.append(dice.choice(("Totaal", "Som", "")))
    for row in sheet.rows:
        row.append(1.0)
    return f"prestatie: a column of totals at the right, called {sheet.headers[-1]!r}"


def heading_above_groups(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    sheet.loose = {(row + 1, at): cell for (row, at), cell in sheet.loose.items()}
    sheet.loose |= {(1, 1): "Cliënt", (1, 4): "Product", (1, 7): "Periode"}
    sheet.header_row += 1
    sheet.numbers = [number + 1 for number in sheet.numbers]
    return f"{sheet.table}: a row of groups above the header"


def note_beside_a_row(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    place = (dice.choice(sheet.numbers), len(sheet.headers) + 1)
    sheet.loose[place] = "LET OP: nog nakijken!"
    return f"{sheet.table}: a note beside row {place[0]}"


def another_table_below(book: Book, dice: random.Random) -> Done:
    sheet, first = _busy(book, dice), 0
    first = sheet.numbers[-1] + 3
    lines = (("Gemeente", "Aantal", "Bedrag"), ("Groningen", 12, 1200.5), ("Almere", 3, 88.0))
    sheet.loose |= {
        (first + at, place): cell for at, line in enumerate(lines) for place, cell in enumerate(line, 1)
    }
    return f"{sheet.table}: a small table of their own below the rows"


def another_period(book: Book, _dice: random.Random) -> Done:
    sheet = book.sheets["aanlevering"]
    row, at = sheet.rows[0], sheet.at("periode_begin")
    if not isinstance(row[at], date):
        return None
    row[at] -= timedelta(365)
    return "aanlevering: periode_begin a year earlier"


def other_provider(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["toewijzing"]
    for row in dice.sample(sheet.rows, min(2, len(sheet.rows))):
        row[sheet.at("toewijzingnummer")] += 5000
    return "toewijzing: two allocation numbers are others"


SHEETS: tuple[Habit, ...] = (
    two_cells_swapped,
    two_cells_swapped,
    neighbours_swapped,
    neighbours_swapped,
    column_sorted,
    column_sorted,
    column_moved_up,
    row_moved_left,
    row_moved_left,
    empty_rows_between,
    names_of_columns_twice,
    column_of_totals,
    heading_above_groups,
    note_beside_a_row,
    another_table_below,
    another_period,
    other_provider,
)
