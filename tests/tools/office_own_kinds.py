"""Habits of offices of a third kind: words for codes, groups that are shown once, sheets that were split."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.tools.messy_workbooks import Sheet, Shown
from tests.tools.office_habits import DAYS, NUMBERS, TEXTS, Book, Change, Done, changed

Habit = Callable[[Book, random.Random], Done]
WORDS: dict[str, dict[str, str]] = {
    "wet": {"JW": "Jeugdwet", "WMO": "Wmo 2015"},
    "geslacht": {"1": "M", "2": "V", "0": "onbekend"},
    "debet_credit": {"D": "Debet", "C": "Credit"},
    "status": {"toegekend": "betaald", "ingediend": "verstuurd", "geleverd": "gerealiseerd"},
    "eenheid": {"01": "minuten", "04": "uur", "14": "etmaal", "82": "stuks", "84": "stuks"},
    "frequentie": {"2": "per week", "4": "per maand", "6": "totaal"},
    "gestart_met_crisis": {"01": "ja", "02": "nee"},
    "gemeentecode": {"0014": "Gem. Groningen", "0034": "ALMERE", "0363": "A'dam", "1680": "Aa & Hunze"},
}
PLACES = {"prestatie": "begindatum", "verloop": "begindatum", "toewijzing": "ingangsdatum"}

OF_TEXTS: dict[str, Change] = {
    "points as in 9999.00.006": lambda text, _: ".".join((str(text)[:4], str(text)[4:6], str(text)[6:])),
    "the system's number before": lambda text, dice: f"{dice.randint(100, 999)}-{text}",
    "an old one behind a slash": lambda text, _: f"{text} / oud: {str(text)[::-1]}",
    "(nieuw) behind": lambda text, _: f"{text} (nieuw)",
    "in double spaces": lambda text, _: "  ".join(str(text)),
    "an equals sign before": lambda text, _: f"={text}",
    "html around": lambda text, _: f"<b>{text}</b>",
    "a semicolon behind": lambda text, _: f"{text};",
    "volgt": lambda _text, _: "volgt nog",
    "de gemeente": lambda _text, _: "zie beschikking",
    "reversed": lambda text, _: str(text)[::-1],
}
OF_DAYS: dict[str, Change] = {
    "without zeros": lambda day, _: f"{day.year}-{day.month}-{day.day}",
    "a short English month": lambda day, _: f"{day:%d-%b-%Y}",
    "the month alone as jjjjmm": lambda day, _: int(f"{day:%Y%m}"),
    "(nieuw) behind": lambda day, _: f"{day:%d-%m-%Y} (nieuw)",
    "a year of the next century": lambda day, _: day.replace(year=day.year + 100, day=min(day.day, 28)),
    "two figures of the year changed places": lambda day, _: f"{day:%d-%m}-2062",
    "an hour before midnight": lambda day, _: f"{day - timedelta(1):%Y-%m-%d}T23:00:00.000Z",
    "a month earlier": lambda day, _: day.replace(day=1) - timedelta(1),
    "jjjj-dd-mm": lambda day, _: f"{day:%Y-%d-%m}",
    "vanaf before": lambda day, _: f"vanaf {day:%d-%m-%Y}",
    "week and year": lambda day, _: f"{day.isocalendar().year}-W{day.isocalendar().week:02d}",
    "from 1904": lambda day, _: day - timedelta(1462),
}
OF_NUMBERS: dict[str, Change] = {
    "in cents": lambda number, _: float(round(number * 100)),
    "rounded to tens": lambda number, _: float(round(number, -1)),
    "a narrow space in it": lambda number, _: f"{number:,.2f}".replace(",", "\u202f").replace(".", ","),
    "in thousands": lambda number, _: f"{number / 1000:.3f}k",
    "with VAT": lambda number, _: round(number * 1.21, 2),
    "as a fraction": lambda number, _: f"{int(number)} 1/2",
    "as hours and minutes": lambda number, _: f"{int(number)}u30",
    "figures that changed places": lambda number, _: float(str(int(number))[::-1]),
    "signs for too narrow": lambda _number, _: "########",
    "an equals sign before": lambda number, _: f"={number}",
    "a star behind": lambda number, _: f"{number:.2f}*",
    "a formula of its own": lambda number, _: Shown(number, formula=f"={number}+0"),
    "in euros without cents": lambda number, _: f"€ {number:.0f}",
}
CELLS = tuple(
    changed(kinds, name, change)
    for kinds, changes in ((TEXTS, OF_TEXTS), (DAYS, OF_DAYS), (NUMBERS, OF_NUMBERS))
    for name, change in changes.items()
)


def _busy(book: Book, dice: random.Random) -> Sheet:
    return book.sheets[dice.choice(("toewijzing", "verloop", "prestatie"))]


def words_for_codes(book: Book, dice: random.Random) -> Done:
    field = dice.choice(list(WORDS))
    sheet = dice.choice([each for each in book.sheets.values() if field in each.headers and each.rows])
    at = sheet.at(field)
    rows = sheet.filled(field)
    some = rows if dice.random() < 0.7 else rows[:1]
    for row in some:
        row[at] = WORDS[field].get(str(row[at]), row[at])
    return f"{sheet.table}.{field}: words for codes in {len(some)} cells" if some else ""


def groups_shown_once(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    count = dice.choice((1, 2, 4))
    before: list[object] = [None] * count
    for row in sheet.rows:
        now = row[:count]
        row[:count] = [None if one == other else one for one, other in zip(now, before, strict=True)]
        before = now
    return f"{sheet.table}: what is the same as above is left empty in the first {count} columns"


def split_by_municipality(book: Book, dice: random.Random) -> Done:
    table = dice.choice(("toewijzing", "prestatie"))
    sheet = book.sheets[table]
    at = sheet.at("gemeentecode") if "gemeentecode" in sheet.headers else 0
    codes = list(dict.fromkeys(str(row[at]) for row in sheet.rows))
    if len(codes) < 2:
        return ""
    del book.sheets[table]
    for code in codes:
        rows = [row for row in sheet.rows if str(row[at]) == code]
        name = f"{table} {code}"
        book.sheets[name] = replace(sheet, table=name, rows=rows, numbers=list(range(2, len(rows) + 2)))
    return f"{table}: a sheet for each municipality: {codes}"


def begin_and_end_swapped(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets[dice.choice(("prestatie", "toewijzing"))]
    one, other = sheet.at(PLACES[sheet.table]), sheet.at("einddatum")
    rows = [row for row in sheet.rows if row[one] and row[other] and row[one] != row[other]]
    some = rows if dice.random() < 0.3 else rows[:1]
    for row in some:
        row[one], row[other] = row[other], row[one]
    return f"{sheet.table}: begin and end changed places in {len(some)} rows" if some else ""


def columns_swapped_whole(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    one, other = dice.sample(range(len(sheet.headers)), 2)
    for row in [sheet.headers, *sheet.rows]:
        row[one], row[other] = row[other], row[one]
    return f"{sheet.table}: columns {sheet.headers[one]} and {sheet.headers[other]} in another order"


def subtotals_per_client(book: Book, _dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    amount, number = sheet.at("bedrag"), sheet.at("toewijzingnummer")
    for at in reversed(range(len(sheet.rows) - 1)):
        if sheet.rows[at][number] == sheet.rows[at + 1][number]:
            continue
        sheet.move_down(at, 1)
        place = sheet.numbers[at] + 1
        sheet.loose = {
            (row + (row >= place), column): cell for (row, column), cell in sheet.loose.items()
        } | {(place, 1): f"Totaal {int(sheet.rows[at][number])}", (place, amount + 1): sheet.rows[at][amount]}
    return "prestatie: a total below each allocation, of its last row only"


def rows_of_earlier(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    count = min(3, len(sheet.rows))
    for row in dice.sample(sheet.rows, count):
        for name in ("begindatum", "einddatum"):
            row[sheet.at(name)] = row[sheet.at(name)].replace(year=2024, day=1)
    return f"prestatie: {count} rows of 2024"


def copied_with_new_references(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    at, row = sheet.at("referentienummer"), list(dice.choice(sheet.rows))
    row[at] = f"{row[at]}X"[:20]
    sheet.rows.append(row)
    sheet.numbers.append(sheet.numbers[-1] + 1)
    return f"prestatie: a row declared again as {row[at]}"


def units_below_the_header(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    units = ["" for _ in sheet.headers]
    for name, unit in (("volume", "aantal"), ("bedrag", "€"), ("tarief", "€"), ("begindatum", "dd-mm-jjjj")):
        if name in sheet.headers:
            units[sheet.at(name)] = unit
    sheet.numbers = [number + 1 for number in sheet.numbers]
    sheet.loose = {(row + (row > 1), at): cell for (row, at), cell in sheet.loose.items()}
    sheet.loose |= {(2, at): unit for at, unit in enumerate(units, start=1) if unit}
    return f"{sheet.table}: units below the header: {[each for each in units if each]}"


def header_on_every_page(book: Book, _dice: random.Random) -> Done:
    sheet, places = book.sheets["prestatie"], 0
    for after in range(len(sheet.rows) - 8, 0, -8):
        sheet.move_down(after, 1)
        place = sheet.numbers[after] + 1
        sheet.loose |= {(place, at): str(text) for at, text in enumerate(sheet.headers, start=1)}
        places += 1
    return f"prestatie: the header again on {places} pages" if places else ""


def two_tables_beside(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    first = len(sheet.headers) + 2
    for at, line in enumerate((("Code", "Betekenis"), ("45", "ambulant"), ("49", "verblijf"))):
        sheet.loose |= {(1 + at, first + place): cell for place, cell in enumerate(line)}
    return f"{sheet.table}: a list of codes beside the table"


def english_headers(book: Book, dice: random.Random) -> Done:
    names = {"gemeentecode": "municipality", "begindatum": "start date", "bedrag": "amount", "volume": "qty"}
    sheet = book.sheets["prestatie"]
    name = dice.choice(list(names))
    if name not in sheet.headers:
        return ""
    sheet.headers[sheet.at(name)] = names[name]
    return f"prestatie: header {name} in English: {names[name]}"


def two_columns_in_one(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = dice.randrange(len(sheet.headers) - 1)
    for row in sheet.rows:
        row[at] = " ".join("" if cell is None else str(cell) for cell in row[at : at + 2]).strip()
        row.pop(at + 1)
    one, other = sheet.headers[at : at + 2]
    sheet.headers.pop(at + 1)
    return f"{sheet.table}: {one} and {other} together in one column {one}"


def negative_credits(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    row = dice.choice(sheet.rows)
    for name in ("volume", "bedrag"):
        value = row[sheet.at(name)]
        row[sheet.at(name)] = -value if isinstance(value, int | float) else value
    return "prestatie: a credit written as negative volume and amount"


def municipality_of_another(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets[dice.choice(("prestatie", "verloop"))]
    at = sheet.at("gemeentecode")
    codes = sorted({str(row[at]) for row in sheet.rows})
    row = dice.choice(sheet.rows)
    row[at] = dice.choice([code for code in (*codes, "0518") if code != row[at]])
    return f"{sheet.table}: one row of another municipality, {row[at]}"


def first_row_is_an_example(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    sheet.rows.insert(0, list(dice.choice(sheet.rows)))
    sheet.rows[0][0] = "VOORBEELD"
    sheet.numbers.append(sheet.numbers[-1] + 1)
    return f"{sheet.table}: an example stands in the first row"


def half_emptied(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    row, from_there = dice.choice(sheet.rows), dice.randrange(1, len(sheet.headers))
    row[from_there:] = [None] * (len(row) - from_there)
    return f"{sheet.table}: a row of which everything from {sheet.headers[from_there]} on is gone"


def pasted_over(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    one, other = dice.sample(range(len(sheet.headers)), 2)
    for row in sheet.rows[-3:]:
        row[other] = row[one]
    return f"{sheet.table}: the last rows of {sheet.headers[one]} pasted over {sheet.headers[other]} as well"


def replaced_everywhere(book: Book, dice: random.Random) -> Done:
    sheet, (old, new) = _busy(book, dice), dice.choice((("0", "O"), ("45", "54"), ("-", "/"), ("1", "7")))
    count = 0
    for row in sheet.rows:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and old in cell:
                row[at], count = cell.replace(old, new), count + 1
    return f"{sheet.table}: {old!r} replaced by {new!r} in {count} cells of text" if count else ""


def a_day_for_all(book: Book, _dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    for row in sheet.rows:
        row[sheet.at("einddatum")] = date(2026, 3, 31)
    return "prestatie: 31-03-2026 as the end of every row"


SHEETS: tuple[Habit, ...] = (
    *[words_for_codes] * 5,
    *[groups_shown_once] * 2,
    split_by_municipality,
    *[begin_and_end_swapped] * 2,
    columns_swapped_whole,
    subtotals_per_client,
    rows_of_earlier,
    copied_with_new_references,
    units_below_the_header,
    header_on_every_page,
    two_tables_beside,
    english_headers,
    *[two_columns_in_one] * 2,
    negative_credits,
    *[municipality_of_another] * 2,
    first_row_is_an_example,
    half_emptied,
    *[pasted_over] * 2,
    *[replaced_everywhere] * 2,
    a_day_for_all,
)


def group_headings_between(book: Book, dice: random.Random) -> Done:
    sheet, count = book.sheets[dice.choice(("prestatie", "verloop"))], 0
    at = sheet.at("gemeentecode")
    for place in reversed(range(len(sheet.rows))):
        if place and sheet.rows[place][at] == sheet.rows[place - 1][at]:
            continue
        sheet.numbers = [number + (each >= place) for each, number in enumerate(sheet.numbers)]
        row = sheet.numbers[place] - 1
        sheet.loose = {(one + (one >= row), column): cell for (one, column), cell in sheet.loose.items()}
        sheet.loose[row, 1], count = f"Gemeente {sheet.rows[place][at]}", count + 1
    return f"{sheet.table}: {count} headings between the rows of each municipality"


def units_inside_the_header(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    name, unit = dice.choice(
        (("bedrag", "bedrag (EUR)"), ("volume", "volume [aantal]"), ("tarief", "tarief/st"))
    )
    if name not in sheet.headers:
        return ""
    sheet.headers[sheet.at(name)] = unit
    return f"prestatie: header {name} as {unit!r}"


def numbers_of_rows(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    sheet.headers.insert(0, dice.choice(("", "#", "Regel")))
    for number, row in enumerate(sheet.rows, start=1):
        row.insert(0, float(number))
    sheet.loose = {(row, at + 1): cell for (row, at), cell in sheet.loose.items()}
    return f"{sheet.table}: the rows numbered in a column before the rest, called {sheet.headers[0]!r}"


def last_rows_cut_off(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets[dice.choice(("toewijzing", "verloop"))]
    count = max(1, len(sheet.rows) // 3)
    del sheet.rows[-count:], sheet.numbers[-count:]
    return f"{sheet.table}: the last {count} rows are gone"


def years_not_filled_in(book: Book, dice: random.Random) -> Done:
    sheet = _busy(book, dice)
    at = sheet.at(PLACES[sheet.table])
    for row in sheet.rows:
        row[at] = row[at].replace(year=1900, day=min(row[at].day, 28)) if row[at] else None
    return f"{sheet.table}: {sheet.headers[at]} with the year 1900 in every row"


def one_row_too_many_pasted(book: Book, dice: random.Random) -> Done:
    sheet, other = book.sheets["prestatie"], book.sheets["toewijzing"]
    sheet.rows.append([*dice.choice(other.rows), *[None] * len(sheet.headers)][: len(sheet.headers)])
    sheet.numbers.append(sheet.numbers[-1] + 1)
    return "prestatie: a row of the allocations pasted below"


def all_zero(book: Book, dice: random.Random) -> Done:
    sheet, name = book.sheets["prestatie"], dice.choice(("volume", "bedrag", "tarief"))
    for row in sheet.rows:
        row[sheet.at(name)] = 0.0
    return f"prestatie: {name} is 0 in every row"


def rounded_amounts(book: Book, _dice: random.Random) -> Done:
    sheet = book.sheets["prestatie"]
    at, count = sheet.at("bedrag"), 0
    for row in sheet.rows:
        rounded = float(round(row[at]))
        row[at], count = rounded, count + (rounded != row[at])
    return f"prestatie: {count} amounts rounded to whole euros" if count else ""


def an_older_client_number(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets["toewijzing"]
    row = dice.choice(sheet.rows)
    row[sheet.at("bsn")] = row[sheet.at("clientnummer")]
    return "toewijzing: the client number stands under bsn as well in one row"


def numbers_of_another_system(book: Book, dice: random.Random) -> Done:
    sheet = book.sheets[dice.choice(("prestatie", "verloop"))]
    at = sheet.at("toewijzingnummer")
    for row in sheet.rows:
        row[at] += 90000
    return f"{sheet.table}: every toewijzingnummer is of another system, 90000 higher"


def end_of_the_year_for_open(book: Book, _dice: random.Random) -> Done:
    sheet = book.sheets["toewijzing"]
    at, rows = sheet.at("einddatum"), [row for row in sheet.rows if row[sheet.at("einddatum")] is None]
    for row in rows:
        row[at] = date(9999, 12, 31) if len(rows) % 2 else "31/12/9999"
    return f"toewijzing: the end of time in {len(rows)} open allocations" if rows else ""


MORE_SHEETS: tuple[Habit, ...] = (
    group_headings_between,
    units_inside_the_header,
    numbers_of_rows,
    last_rows_cut_off,
    years_not_filled_in,
    one_row_too_many_pasted,
    all_zero,
    rounded_amounts,
    an_older_client_number,
    numbers_of_another_system,
    end_of_the_year_for_open,
)
"""Known since seed 5226."""
