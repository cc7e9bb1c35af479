"""Workbooks as office people make them of a sound export: what was done, and what must be said of it."""

import io
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd
from xlsxwriter import Workbook

from service.domain.standard.model import FieldType, Standard

LOOKS = ("yyyy-mm-dd", "0%", "0.0%", '0"%"', "#,##0.00")
"""Every number format that a cell can have."""
P, T, V, A = "prestatie", "toewijzing", "verloop", "aanlevering"


@dataclass(frozen=True)
class Shown:
    """A number that a cell shows in a form of its own, such as a percentage; or a formula, or an error."""

    value: object
    look: str = ""
    formula: str = ""


@dataclass
class Sheet:
    """One table on its way into a workbook: its header and rows, each with the number of its row there."""

    table: str
    headers: list
    rows: list
    numbers: list
    loose: dict = field(default_factory=dict)
    """(row, column) from 1 → a cell outside the rows."""
    header_row: int = 1

    def at(self, name: str) -> int:
        return self.headers.index(name)

    def filled(self, name: str) -> list:
        at = self.at(name)
        return [row for row in self.rows if row[at] not in (None, "")]

    def move_down(self, after: int, count: int) -> None:
        """Leave so many rows empty after the row at this position."""
        self.numbers = [number + (count if at > after else 0) for at, number in enumerate(self.numbers)]


@dataclass(frozen=True)
class Mess:
    """What somebody did to a table, how often it was done, and by which finding it has to be named."""

    name: str
    table: str
    field: str
    do: Callable[[Sheet, random.Random], int]
    """Returns how many findings there must be."""
    code: str
    moment: int = 0
    """Cells first (0), which are found by their header; then headers (1); then rows (2)."""


def sheets_of(standard: Standard, tables: dict[str, pd.DataFrame]) -> dict[str, Sheet]:
    """The tables of a sound export as cells: text, numbers and days."""
    made = {}
    for name, table in standard.tables.items():
        columns = [_cells(each.type, tables[name][each.name]) for each in table.fields.values()]
        rows = [list(row) for row in zip(*columns, strict=True)]
        made[name] = Sheet(name, list(table.fields), rows, list(range(2, len(rows) + 2)))
    return made


def _cells(kind: FieldType, column: pd.Series) -> list:
    scale = {FieldType.MONEY: 100, FieldType.DECIMAL: 10_000}.get(kind, 1)
    values = [None if pd.isna(each) else each for each in column]
    match kind:
        case FieldType.DATE:
            return [each and each.date() for each in values]
        case FieldType.TEXT | FieldType.CODE:
            return values
        case _:
            return [None if each is None else int(each) / scale for each in values]


def written(sheets: dict[str, Sheet]) -> bytes:
    """The workbook."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        looks = {look: book.add_format({"num_format": look}) for look in LOOKS}
        for sheet in sheets.values():
            page = book.add_worksheet(sheet.table)
            for at, header in enumerate(sheet.headers):
                _put(page, sheet.header_row - 1, at, header, looks)
            for row, number in zip(sheet.rows, sheet.numbers, strict=True):
                for at, cell in enumerate(row):
                    _put(page, number - 1, at, cell, looks)
            for (row, column), cell in sheet.loose.items():
                _put(page, row - 1, column - 1, cell, looks)
    return target.getvalue()


def _put(page, row: int, column: int, cell: object, looks: dict) -> None:
    match cell:
        case None | "":
            return
        case bool():
            page.write_boolean(row, column, cell)
        case Shown(formula=formula) if formula:
            page.write_formula(row, column, formula, None, cell.value)
        case Shown():
            page.write_number(row, column, cell.value, looks[cell.look])
        case date():
            page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), looks["yyyy-mm-dd"])  # noqa: DTZ001 - a day
        case str():
            page.write_string(row, column, cell)
        case _:
            page.write_number(row, column, cell)


def each(name, change, *, one=False, only=lambda _: True):
    """Change the filled cells of a field, or one of them; as many findings as cells."""

    def do(sheet, dice):
        at = sheet.at(name)
        rows = [row for row in sheet.filled(name) if only(row[at])]
        chosen = [dice.choice(rows)] if one else rows
        for row in chosen:
            row[at] = change(row[at])
        return len(chosen)

    return do


def once(do):
    """However many cells: one finding."""

    def one(sheet, dice):
        do(sheet, dice)
        return 1

    return one


def dutch(sign, *, padded=True):
    return lambda day: (
        f"{day:%d{sign}%m{sign}%Y}" if padded else f"{day.day}{sign}{day.month}{sign}{day.year}"
    )


def worded(day):
    months = "januari februari maart april mei juni juli augustus september oktober november december"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def euros(number):
    whole, _, cents = f"{number:,.2f}".partition(".")
    return f"€ {whole.replace(',', '.')},{cents}"


def header(name, spelled):
    def do(sheet, _dice):
        sheet.headers[sheet.at(name)] = spelled
        return 1

    return do


def empty_cells(name, sign):
    """Write a sign for nothing in the empty cells of a field."""

    def do(sheet, _dice):
        at = sheet.at(name)
        rows = [row for row in sheet.rows if row[at] is None]
        for row in rows:
            row[at] = sign
        return len(rows)

    return do


def below(gap, cells):
    """A row under the last one with these cells; `*` for all others."""

    def do(sheet, _dice):
        row = sheet.numbers[-1] + gap
        for at, name in enumerate(sheet.headers, start=1):
            value = cells.get(name, cells.get("*"))
            if value is not None:
                sheet.loose[row, at] = value
        return 1

    return do


def left_empty(count):
    """Rows with nothing in them, somewhere between the others."""

    def do(sheet, dice):
        sheet.move_down(dice.randrange(len(sheet.rows)), count)
        return 0

    return do


def title(sheet, _dice):
    sheet.loose[1, 1] = "Productie eerste kwartaal"
    sheet.header_row += 2
    sheet.numbers = [number + 2 for number in sheet.numbers]
    return 1


def second_header(sheet, dice):
    after = dice.randrange(len(sheet.rows))
    sheet.move_down(after, 1)
    sheet.loose |= {(sheet.numbers[after] + 1, at): text for at, text in enumerate(sheet.headers, start=1)}
    return 1


def far_right(sheet, dice):
    sheet.loose[dice.choice(sheet.numbers), len(sheet.headers) + dice.choice((1, 30))] = "let op"
    return 1


def without(name):
    def do(sheet, _dice):
        at = sheet.at(name)
        sheet.headers.pop(at)
        for row in sheet.rows:
            row.pop(at)
        return 1

    return do


def shuffled(sheet, dice):
    """Columns in another order: nothing to say."""
    order = list(range(len(sheet.headers)))
    dice.shuffle(order)
    sheet.headers = [sheet.headers[at] for at in order]
    sheet.rows = [[row[at] for at in order] for row in sheet.rows]
    return 0


NAMES = {"0014": "Groningen", "0034": "almere"}
REPAIRED = (
    Mess(
        "blank-behind",
        P,
        "productcode",
        each("productcode", lambda text: f" {text}", one=True),
        "repaired-surroundings",
    ),
    Mess("no-break", P, "eenheid", each("eenheid", lambda text: f"{text}\u00a0"), "repaired-surroundings"),
    Mess(
        "two-blanks",
        P,
        "referentienummer",
        each("referentienummer", lambda text: f"{text}  "),
        "repaired-surroundings",
    ),
    Mess("invisible", T, "bsn", each("bsn", lambda text: f"\u200b{text}\ufeff"), "repaired-surroundings"),
    Mess(
        "tab",
        T,
        "productcategorie",
        each("productcategorie", lambda text: f"{text}\t", one=True),
        "repaired-surroundings",
    ),
    Mess("apostrophe", T, "bsn", each("bsn", lambda text: f"'{text}", one=True), "repaired-apostrophe"),
    Mess(
        "apostrophe-word",
        P,
        "gemeentecode",
        each("gemeentecode", lambda text: f"’{text}", one=True),
        "repaired-apostrophe",
    ),
    Mess("capitals", T, "wet", each("wet", str.title), "repaired-capitals"),
    Mess("small", P, "debet_credit", each("debet_credit", str.lower, one=True), "repaired-capitals"),
    Mess("large", P, "status", each("status", str.upper), "repaired-capitals"),
    Mess("name", P, "gemeentecode", each("gemeentecode", NAMES.get), "repaired-name"),
    Mess("name-once", V, "gemeentecode", each("gemeentecode", NAMES.get, one=True), "repaired-name"),
    Mess("dutch-days", P, "einddatum", each("einddatum", dutch("-")), "repaired-date"),
    Mess("slashes", T, "ingangsdatum", each("ingangsdatum", dutch("/")), "repaired-date"),
    Mess("dots", T, "geboortedatum", each("geboortedatum", dutch(".")), "repaired-date"),
    Mess("short-days", V, "begindatum", each("begindatum", dutch("-", padded=False)), "repaired-date"),
    Mess("worded-days", P, "begindatum", each("begindatum", worded), "repaired-date"),
    Mess(
        "excel-days",
        T,
        "geboortedatum",
        each("geboortedatum", lambda day: f"{day:%-d-%b-%Y}", one=True),
        "repaired-date",
    ),
    Mess(
        "one-day",
        P,
        "einddatum",
        each("einddatum", dutch("-"), one=True, only=lambda day: day.day > 12),
        "repaired-date",
    ),
    Mess("for-ever", T, "einddatum", empty_cells("einddatum", "31-12-9999"), "repaired-nothing"),
    Mess("dash", P, "vorig_referentienummer", empty_cells("vorig_referentienummer", "-"), "repaired-nothing"),
    Mess("n.v.t.", V, "reden_beeindiging", empty_cells("reden_beeindiging", "n.v.t."), "repaired-nothing"),
    Mess("blank-cell", P, "retourcode", empty_cells("retourcode", "  "), "repaired-blank"),
    Mess("euros", P, "bedrag", each("bedrag", euros), "repaired-number"),
    Mess(
        "header",
        P,
        "toewijzingnummer",
        header("toewijzingnummer", "Toewijzing-nummer *"),
        "repaired-header",
        1,
    ),
    Mess("header-euro", P, "bedrag", header("bedrag", "Bedrag in €"), "repaired-header", 1),
    Mess("header-blank", T, "geboortedatum", header("geboortedatum", "Geboorte datum"), "repaired-header", 1),
)
NO_ROWS = (
    Mess("blank-row", P, "", below(4_000, {"*": " "}), "blank-rows", 2),
    Mess("total", P, "", below(1, {"referentienummer": "Totaal", "bedrag": 12.5}), "total-row", 2),
    Mess("title", T, "", title, "title-above-header", 3),
    Mess("second-header", V, "", second_header, "repeated-header", 2),
    Mess("far-right", V, "", far_right, "cell-outside-table", 2),
    Mess("empty-1", P, "", left_empty(1), "", 1),
    Mess("empty-5", T, "", left_empty(5), "", 1),
    Mess("empty-1000", V, "", left_empty(1_000), "", 1),
    Mess("columns", P, "", shuffled, "", 1),
)
REFUSED = (
    Mess("1.234", P, "bedrag", each("bedrag", lambda _: "1.234", one=True), "ambiguous-number"),
    Mess(
        "short-year",
        P,
        "begindatum",
        each("begindatum", lambda _: "01-02-26", one=True),
        "year-of-two-digits",
    ),
    Mess("word", P, "volume", each("volume", lambda _: "veel", one=True), "not-a-number"),
    Mess(
        "no-such-place",
        P,
        "gemeentecode",
        each("gemeentecode", lambda _: "Nergenshuizen", one=True),
        "malformed",
    ),
    Mess("stray", P, "", below(5_000, {"retourcode": "x"}), "stray-cell", 2),
    Mess("header-alike", P, "bedrag", header("bedrag", "bedragen"), "column-looks-like", 1),
    Mess("no-column", P, "debet_credit", without("debet_credit"), "missing-column", 1),
    Mess(
        "error", P, "tarief", each("tarief", lambda _: Shown("#N/A", formula="=NA()"), one=True), "error-cell"
    ),
    Mess(
        "half-cent",
        P,
        "bedrag",
        each("bedrag", lambda number: number + 0.0025, one=True),
        "too-many-decimals",
    ),
    Mess("minus", P, "volume", each("volume", lambda number: -number, one=True), "negative"),
    Mess(
        "with-time",
        T,
        "ingangsdatum",
        each("ingangsdatum", lambda day: f"{day} 14:30", one=True),
        "date-with-time",
    ),
    Mess(
        "empty-required",
        P,
        "referentienummer",
        each("referentienummer", lambda _: None, one=True),
        "missing-value",
    ),
)


@dataclass(frozen=True)
class MessyWorkbook:
    """A workbook, what was done to it, and what must be said of it."""

    content: bytes
    messes: tuple[Mess, ...]
    must_find: Counter
    """(table, code) → how often."""

    @property
    def is_refused(self) -> bool:
        return any(mess in REFUSED for mess in self.messes)


def messy_workbook(standard: Standard, tables: dict[str, pd.DataFrame], seed: int) -> MessyWorkbook:
    """The first seeds have each mess alone; then come some together, one in three with a cause to refuse."""
    dice = random.Random(seed)
    every = (*REPAIRED, *NO_ROWS, *REFUSED)
    messes = [every[seed]] if seed < len(every) else _some(dice, seed)
    sheets = sheets_of(standard, tables)
    must_find = Counter()
    for mess in sorted(messes, key=lambda each: each.moment):
        count = mess.do(sheets[mess.table], dice)
        if mess.code and count:
            must_find[mess.table, mess.code] += count
    return MessyWorkbook(written(sheets), tuple(messes), must_find)


def _some(dice: random.Random, seed: int) -> list[Mess]:
    chosen: dict = {}
    for mess in dice.sample((*REPAIRED, *NO_ROWS), dice.randint(2, 6)):
        chosen.setdefault((mess.table, mess.field or mess.code), mess)
    if seed % 3 == 0:
        refused = dice.choice(REFUSED)
        chosen[refused.table, refused.field or refused.code] = refused
    return list(chosen.values())
