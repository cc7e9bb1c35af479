"""What office people do to headers, rows, sheets and files of a sound export, drawn by lot."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.tools.messy_workbooks import Sheet, Shown
from tests.tools.office_habits import Book, Done

Habit = Callable[[Book, random.Random], Done]

HEADERS: dict[str, Callable[[str], object]] = {
    "in words": lambda name: name.replace("_", " ").capitalize(),
    "in capitals": str.upper,
    "with a line break": lambda name: f"{name[:5]}-\n{name[5:]}",
    "with its number": lambda name: f"3. {name}",
    "with verplicht": lambda name: f"{name} (verplicht)",
    "with a star": lambda name: f"{name}*",
    "with a colon": lambda name: f"{name}:",
    "shortened": lambda name: name[: max(4, len(name) // 2)],
    "with a slip of the pen": lambda name: name[:2] + name[3:],
    "with two letters swapped": lambda name: name[:2] + name[3:4] + name[2:3] + name[4:],
    "with an s behind": lambda name: f"{name}s",
    "emptied": lambda _name: "",
    "as the word kolom": lambda _name: "Kolom1",
    "with a blank before": lambda name: f" {name}",
    "with full-width letters": lambda name: "".join(
        chr(ord(sign) + 0xFEE0) if "a" <= sign <= "z" else sign for sign in name
    ),
    "as a number": lambda _name: 2026,
}
SYNONYMS = {
    "gemeentecode": ("Gemeente", "gemeente nr", "CBS-code", "GM-code"),
    "toewijzingnummer": ("Toewijzing", "Toewijzingsnr.", "Beschikkingsnummer", "ToewijzingNummer (iJw)"),
    "clientnummer": ("Cliënt", "Cliëntnummer", "Client nr", "Dossiernummer"),
    "bsn": ("BSN-nummer", "Burgerservicenummer", "SoFi-nummer"),
    "bedrag": ("Bedrag (€)", "Bedrag excl. btw", "Totaalbedrag", "Omzet"),
    "volume": ("Aantal", "Volume (min)", "Hoeveelheid"),
    "begindatum": ("Startdatum", "Begin datum", "Datum van", "Van"),
    "einddatum": ("Eind datum", "Datum t/m", "Tot"),
    "geboortedatum": ("Geb.datum", "GEBOORTEDATUM", "Geboren"),
    "productcode": ("Product", "Product code", "Zorgcode"),
}


def header(name: str, spelled: Callable[[str], object]) -> Habit:
    """The header of some field is written otherwise."""

    def do(book: Book, dice: random.Random) -> Done:
        sheet = book.sheets[dice.choice(("toewijzing", "verloop", "prestatie", "uitkomst", "aanlevering"))]
        at = dice.randrange(len(sheet.headers))
        old = sheet.headers[at]
        sheet.headers[at] = spelled(str(old))
        return f"{sheet.table}: header {old} {name}: {sheet.headers[at]!r}"

    return do


def with_its_table(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    sheet.headers[at] = f"{sheet.table}.{sheet.headers[at]}"
    return f"{sheet.table}: header {sheet.headers[at]}"


def synonym(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets[dice.choice(("toewijzing", "verloop", "prestatie"))]
    at = dice.choice([at for at, each in enumerate(sheet.headers) if each in SYNONYMS])
    old = sheet.headers[at]
    sheet.headers[at] = dice.choice(SYNONYMS[old])
    return f"{sheet.table}: header {old} by a synonym: {sheet.headers[at]!r}"


def _busy(book: Book, dice: random.Random) -> Sheet:
    return book.sheets[dice.choice(("toewijzing", "verloop", "prestatie"))]


def two_headers_swapped(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    one, other = dice.sample(range(len(sheet.headers)), 2)
    headers = sheet.headers
    headers[one], headers[other] = headers[other], headers[one]
    return f"{sheet.table}: the headers {headers[one]} and {headers[other]} changed places, their cells not"


def column_inserted(book: Book, dice: random.Random) -> Done:
    sheet, text = _busy(book, dice), dice.choice(("Opmerking", "Behandelaar", "Nr", "gecontroleerd", "Week"))
    at = dice.randrange(len(sheet.headers) + 1)
    sheet.headers.insert(at, text)
    for number, row in enumerate(sheet.rows, start=1):
        row.insert(at, number if text in {"Nr", "Week"} else dice.choice((None, "ok", "nakijken")))
    return f"{sheet.table}: a column {text} of their own"


def column_left_out(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    name = sheet.headers.pop(at)
    for row in sheet.rows:
        row.pop(at)
    return f"{sheet.table}: no column {name}"


def column_twice(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    sheet.headers.append(sheet.headers[at])
    for row in sheet.rows:
        row.append(row[at])
    return f"{sheet.table}: column {sheet.headers[at]} twice, with the same cells"


def row_shifted(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    row, at = dice.choice(sheet.rows), dice.randrange(len(sheet.headers) - 2)
    row.insert(at, None)
    row.pop()
    return f"{sheet.table}: the cells of one row moved right from {sheet.headers[at]}"


def column_shifted_down(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    cells = [row[at] for row in sheet.rows]
    for row, cell in zip(sheet.rows, [cells[0], *cells], strict=False):
        row[at] = cell
    return f"{sheet.table}: column {sheet.headers[at]} moved down by a row"


def filled_down(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers))
    for row in sheet.rows[1:]:
        row[at] = sheet.rows[0][at]
    return f"{sheet.table}: column {sheet.headers[at]} has the first cell in every row"


def counted_on(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.choice([at for at, cell in enumerate(sheet.rows[0]) if isinstance(cell, int | float)])
    for number, row in enumerate(sheet.rows):
        row[at] = sheet.rows[0][at] + number
    return f"{sheet.table}: column {sheet.headers[at]} was dragged down and counts on"


def row_twice(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    count = dice.choice((1, 1, 5))
    sheet.rows.extend(list(row) for row in sheet.rows[:count])
    sheet.numbers.extend(range(sheet.numbers[-1] + 1, sheet.numbers[-1] + 1 + count))
    return f"{sheet.table}: {count} rows copied below"


def rows_deleted(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets[dice.choice(("toewijzing", "prestatie", "aanlevering"))]
    count = dice.choice((1, 2, len(sheet.rows)))
    del sheet.rows[:count]
    del sheet.numbers[:count]
    return f"{sheet.table}: {count} rows deleted"


def totals(book: Book, dice: random.Random) -> Done:
    sheet, field = book.sheets["prestatie"], dice.choice(("bedrag", "volume"))
    at = sheet.at(field) if field in sheet.headers else len(sheet.headers) - 1
    amount = sum(row[at] or 0 for row in sheet.rows if isinstance(row[at], int | float))
    where = sheet.numbers[-1] + dice.choice((1, 2, 3))
    text = dice.choice(("", "TOTAAL:", "Subtotaal", "Eindtotaal 2026", "Som", "Total", "Tot."))
    sheet.loose[where, at + 1] = dice.choice((amount, Shown(amount, formula=f"=SUM(A2:A{where - 1})")))
    if text:
        sheet.loose[where, dice.choice((1, 2, max(at, 1)))] = text
    return f"prestatie: a total of {field} at row {where} with label {text!r}"


def subtotals(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    if "bedrag" not in sheet.headers:
        return ""
    at, after = sheet.at("bedrag"), len(sheet.rows) // 2
    amount = sum(row[at] for row in sheet.rows[: after + 1] if isinstance(row[at], int | float))
    sheet.move_down(after, 2)
    sheet.loose[sheet.numbers[after] + 1, at + 1] = amount
    sheet.loose[sheet.numbers[after] + 1, 1] = dice.choice(("Subtotaal", "Totaal gemeente", "totaal 0014"))
    return "prestatie: a subtotal halfway with an empty row"


def below_the_rows(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    lines = dice.choice(
        (
            ("* voorlopige cijfers",),
            ("Opgesteld door: M. Jansen", "Datum: 3 april 2026"),
            ("Bron: zorgadministratie", "", "Gecontroleerd: ja"),
            ("Einde bestand",),
            ("---",),
            ("Aantal regels: 31",),
        )
    )
    for gap, line in enumerate(lines):
        if line:
            sheet.loose[sheet.numbers[-1] + 2 + gap, 1] = line
    return f"{sheet.table}: below the rows {lines}"


def explained(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    kind = dice.choice(("tekst", "verplicht", "voorbeeld", "kolom 1", ""))
    row = {2: [kind or str(at + 1) for at in range(len(sheet.headers))]}
    sheet.numbers = [number + 1 for number in sheet.numbers]
    sheet.loose |= {(number, at + 1): cell for number, cells in row.items() for at, cell in enumerate(cells)}
    return f"{sheet.table}: a row below the header that says {row[2][:3]}"


def titled(book: Book, dice: random.Random) -> Done:
    sheet, count = _busy(book, dice), dice.choice((1, 2, 5))
    sheet.loose = {(row + count, at): cell for (row, at), cell in sheet.loose.items()}
    sheet.loose[1, 1] = dice.choice(("Rapportage Q1", "Zorg BV", "Export d.d. 03-04-2026", "Vertrouwelijk"))
    sheet.header_row += count
    sheet.numbers = [number + count for number in sheet.numbers]
    return f"{sheet.table}: a title in {count} rows above the header"


def margin(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    sheet.headers.insert(0, "")
    for row in sheet.rows:
        row.insert(0, None)
    sheet.loose = {(row, at + 1): cell for (row, at), cell in sheet.loose.items()}
    return f"{sheet.table}: an empty column before the rest"


def header_again(book: Book, dice: random.Random) -> Done:
    sheet, after = _busy(book, dice), 0
    after = dice.randrange(len(sheet.rows))
    sheet.move_down(after, 1)
    spelled = dice.choice((str, str.upper, str.capitalize))
    place = sheet.numbers[after] + 1
    sheet.loose |= {(place, at): spelled(str(text)) for at, text in enumerate(sheet.headers, start=1)}
    return f"{sheet.table}: the header again at row {place}"


def stray(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    place = dice.choice(
        (
            (sheet.numbers[-1] + dice.choice((2, 900)), dice.randint(1, len(sheet.headers))),
            (dice.choice(sheet.numbers), len(sheet.headers) + dice.choice((1, 2, 200))),
        )
    )
    sheet.loose[place] = dice.choice(("x", ".", "`", 0, 1.5, "zie mail", date(2026, 1, 1), " "))
    return f"{sheet.table}: {sheet.loose[place]!r} at {place}"


def sheet_renamed(book: Book, dice: random.Random) -> Done:
    table = dice.choice(("toewijzing", "prestatie", "verloop", "aanlevering", "kengetal"))
    names = [f"{table}en", table.upper(), f"{table} Q1", f"{table} (2)", "Blad1", table[:-2], f" {table}"]
    book.sheets[table] = replace(book.sheets[table], table=dice.choice(names))
    return f"sheet {table} is called {book.sheets[table].table!r}"


def sheet_left_out(book: Book, dice: random.Random) -> Done:
    table = dice.choice(("toewijzing", "prestatie", "verloop", "aanlevering", "kengetal", "uitkomst"))
    del book.sheets[table]
    return f"no sheet {table}"


def sheet_copied(book: Book, dice: random.Random) -> Done:
    table = dice.choice(("toewijzing", "prestatie", "verloop"))
    name = dice.choice((f"{table} (2)", f"{table}_oud", f"kopie {table}", "Backup"))
    book.sheets[name] = replace(book.sheets[table], table=name)
    return f"a copy of sheet {table} called {name!r}"


def own_sheet(book: Book, dice: random.Random) -> Done:
    name = dice.choice(("Draaitabel", "Toelichting intern", "Grafiek", "Blad2", "instructie"))
    rows = [["Groningen", 3], ["Almere", 5]] if name != "Blad2" else []
    headers = ["Gemeente", "Som van bedrag"] if rows else []
    book.sheets[name] = Sheet(name, headers, rows, [2, 3][: len(rows)])
    return f"a sheet of their own called {name!r}"


def emptied(book: Book, dice: random.Random) -> Done:
    table = dice.choice(("toewijzing", "prestatie", "aanlevering", "verloop"))
    keeps = dice.choice((True, False))
    book.sheets[table] = Sheet(table, book.sheets[table].headers if keeps else [], [], [])
    return f"sheet {table} is empty, {'with' if keeps else 'without'} its header"


def carrier(name: str) -> Habit:
    """The export is written in another form."""

    def do(book: Book, _dice: random.Random) -> Done:
        book.carrier = name
        return f"written as {name}"

    return do


SHEETS: tuple[Habit, ...] = (
    *(header(name, spelled) for name, spelled in HEADERS.items()),
    *[synonym] * 4,
    with_its_table,
    two_headers_swapped,
    column_inserted,
    column_left_out,
    column_twice,
    row_shifted,
    column_shifted_down,
    filled_down,
    counted_on,
    row_twice,
    rows_deleted,
    *[totals, subtotals, below_the_rows, explained, titled, margin, header_again, stray] * 2,
    *(WHOLE_SHEETS := (sheet_renamed, sheet_left_out, sheet_copied, own_sheet, emptied)),
)
"""Whatever is done to whole sheets (WHOLE_SHEETS) comes after all else."""
CARRIERS = tuple(
    map(carrier, ("xlsx", "xlsx", "xlsx", "csv dutch", "csv english", "csv utf-16", "csv sep=", "csv quoted"))
)
