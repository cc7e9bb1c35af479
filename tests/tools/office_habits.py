"""What office people do to a sound export, at any field and any number of cells, drawn by lot."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.standard.model import FieldType, Standard
from tests.tools.messy_workbooks import Sheet, Shown, worded

MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
Change = Callable[[object, random.Random], object]
Done = str
"""What was done, in words; empty when there was nothing to do it to."""


TEXTS = (FieldType.TEXT, FieldType.CODE)
DAYS = (FieldType.DATE,)
NUMBERS = (FieldType.MONEY, FieldType.INTEGER, FieldType.DECIMAL)
_AS_READ = {TEXTS: str, DAYS: date, NUMBERS: (int, float)}


@dataclass
class Book:
    """The sheets of an export and how they are written."""

    standard: Standard
    sheets: dict[str, Sheet]
    carrier: str = "xlsx"

    def fields_of(self, *kinds: FieldType) -> list[tuple[str, str]]:
        """(table, field) of every filled field of these kinds."""
        return [
            (table.name, each.name)
            for table in self.standard.tables.values()
            for each in table.fields.values()
            if each.type in kinds and each.name in self.sheets[table.name].headers
            if self.sheets[table.name].filled(each.name)
        ]


def changed(kinds: tuple[FieldType, ...], name: str, change: Change) -> Callable[[Book, random.Random], Done]:
    """A habit: one cell, some, or all of a field of these kinds are changed."""

    def do(book: Book, dice: random.Random) -> Done:
        table, field = dice.choice(book.fields_of(*kinds))
        sheet = book.sheets[table]
        at = sheet.at(field)
        untouched = [row for row in sheet.filled(field) if isinstance(row[at], _AS_READ[kinds])]
        rows = [row for row in untouched if change(row[at], dice) != row[at]]
        if not rows:
            return ""
        some = dice.choice((rows, rows[:1], dice.sample(rows, 1), dice.sample(rows, min(3, len(rows)))))
        for row in some:
            row[at] = change(row[at], dice)
        shown = some[0][at].value if isinstance(some[0][at], Shown) else some[0][at]
        return f"{table}.{field}: {name}, {len(some)} of {len(rows)} cells, such as {shown!r}"

    return do


def _digits(text: object, change: Callable[[str], object]) -> object:
    return change(text) if isinstance(text, str) and text.isdigit() else text


OF_TEXTS: dict[str, Change] = {
    "full-width digits": lambda text, _: str(text).translate(FULL_WIDTH),
    "the letter O for a zero": lambda text, _: str(text).replace("0", "O"),
    "the letter l for a one": lambda text, _: str(text).replace("1", "l"),
    "in quotes": lambda text, _: f'"{text}"',
    "a full stop behind": lambda text, _: f"{text}.",
    "a number without its zeros": lambda text, _: _digits(text, int),
    "as a decimal text": lambda text, _: _digits(text, lambda digits: f"{int(digits)}.0"),
    "a line break behind": lambda text, _: f"{text}\n",
    "a line break within": lambda text, _: f"{str(text)[:2]}\n{str(text)[2:]}",
    "a space within": lambda text, _: f"{str(text)[:2]} {str(text)[2:]}" if len(str(text)) > 3 else text,
    "a soft hyphen within": lambda text, _: f"{str(text)[:2]}\u00ad{str(text)[2:]}",
    "idem": lambda _text, _: "idem",
    "a ditto mark": lambda _text, _: '"',
    "zie boven": lambda _text, _: "zie boven",
    "a question mark": lambda _text, _: "?",
    "onbekend": lambda _text, _: "onbekend",
    "emptied": lambda _text, _: None,
    "nvt": lambda _text, _: "nvt",
    "x": lambda _text, _: "x",
    "a code with words behind": lambda text, _: f"{text} - zie contract",
    "GM before": lambda text, _: _digits(text, lambda digits: f"GM{digits}"),
    "an error pasted": lambda _text, _: "#N/B",
    "ja": lambda _text, _: "ja",
    "a nought": lambda _text, _: 0,
    "a zero too many": lambda text, _: _digits(text, lambda digits: f"0{digits}"),
    "a sign less": lambda text, _: str(text)[:-1],
    "a sign twice": lambda text, _: f"{text}{str(text)[-1]}",
    "upper case": lambda text, _: str(text).upper(),
    "a capital first": lambda text, _: str(text).capitalize(),
    "a dash within": lambda text, _: f"{str(text)[:2]}-{str(text)[2:]}",
    "a star behind": lambda text, _: f"{text}*",
    "an underscore before": lambda text, _: f"_{text}",
    "in brackets": lambda text, _: f"({text})",
}


def _day(text: str) -> Change:
    return lambda day, _: f"{day:{text}}"


def _moved(years: int = 0, days: int = 0) -> Change:
    return lambda day, _: day.replace(year=day.year + years, day=min(day.day, 28)) + timedelta(days)


OF_DAYS: dict[str, Change] = {
    "dd-mm-jjjj": _day("%d-%m-%Y"),
    "d/m/jjjj": _day("%-d/%-m/%Y"),
    "mm/dd/jjjj": _day("%m/%d/%Y"),
    "dd-mm-jj": _day("%d-%m-%y"),
    "ddmmjjjj": _day("%d%m%Y"),
    "jjjjmmdd": lambda day, _: int(f"{day:%Y%m%d}"),
    "jjjj-mm-dd as text": _day("%Y-%m-%d"),
    "with T00:00:00": _day("%Y-%m-%dT00:00:00"),
    "with 00:00:00 and a dutch day": _day("%d-%m-%Y 00:00:00"),
    "with a time": _day("%d-%m-%Y 09:15"),
    "in words": lambda day, _: worded(day),
    "with a short month": lambda day, _: f"{day.day} {MONTHS[day.month - 1]} '{day:%y}",
    "month only": lambda day, _: f"{MONTHS[day.month - 1]}-{day:%y}",
    "year only": lambda day, _: day.year,
    "as its serial number": lambda day, _: float((day - date(1899, 12, 30)).days),
    "as its serial number in text": lambda day, _: str((day - date(1899, 12, 30)).days),
    "week": lambda day, _: f"week {day.isocalendar().week}",
    "quarter": lambda day, _: f"Q{(day.month + 2) // 3} {day.year}",
    "31 february": lambda _day, _: "31-02-2026",
    "a year too late": _moved(years=1),
    "a century ago": _moved(years=-100),
    "a year of 0206": lambda day, _: f"{day:%d-%m}-0206",
    "ca. before": lambda day, _: f"ca. {day:%d-%m-%Y}",
    "per before": lambda day, _: f"per {day:%d-%m-%Y}",
    "t/m before": lambda day, _: f"t/m {day:%d-%m-%Y}",
    "a question mark behind": lambda day, _: f"{day:%d-%m-%Y}?",
    "a double dash": _day("%d--%m--%Y"),
    "comma for dash": _day("%d,%m,%Y"),
    "spaces for dashes": _day("%d %m %Y"),
    "open": lambda _day, _: "open",
    "heden": lambda _day, _: "heden",
    "doorlopend": lambda _day, _: "doorlopend",
    "00-00-0000": lambda _day, _: "00-00-0000",
    "emptied": lambda _day, _: None,
    "n.v.t.": lambda _day, _: "n.v.t.",
    "full-width digits": lambda day, _: f"{day:%Y-%m-%d}".translate(FULL_WIDTH),
    "a month and a day changed": lambda day, _: (
        day.replace(month=day.day, day=day.month) if day.day <= 12 else day
    ),
    "an unbroken hyphen": _day("%d\u2011%m\u2011%Y"),
    "an en dash": _day("%d\u2013%m\u2013%Y"),
}


def _text(template: str) -> Change:
    return lambda number, _: template.format(number)


OF_NUMBERS: dict[str, Change] = {
    "comma decimals as text": lambda number, _: f"{number:.2f}".replace(".", ","),
    "thousands with a point": lambda number, _: f"{number:,.0f}".replace(",", "."),
    "thousands with a space": lambda number, _: f"{number:,.2f}".replace(",", " ").replace(".", ","),
    "thousands with an apostrophe": lambda number, _: f"{number:,.2f}".replace(",", "'").replace(".", ","),
    "a euro before": lambda number, _: f"€ {number:.2f}".replace(".", ","),
    "EUR behind": _text("{:.2f} EUR"),
    "a minus behind": _text("{}-"),
    "a minus before": lambda number, _: -number,
    "in brackets": _text("({})"),
    "unit behind": _text("{:.0f} uur"),
    "minutes behind": _text("{:.0f} min"),
    "u:mm": lambda number, _: f"{int(number) // 60}:{int(number) % 60:02d}",
    "one third": lambda number, _: number / 3,
    "a hundredfold": lambda number, _: number * 100,
    "a hundredth": lambda number, _: number / 100,
    "as text": _text("{}"),
    "formula as text": _text("={}+0"),
    "about": _text("ca. {}"),
    "two numbers": _text("{0} / {0}"),
    "a range": _text("{0}-{0}"),
    "in words": lambda _number, _: "twaalf",
    "a dash": lambda _number, _: "-",
    "pm": lambda _number, _: "p.m.",
    "emptied": lambda _number, _: None,
    "nought": lambda _number, _: 0,
    "an error": lambda _number, _: Shown("#DIV/0!", formula="=1/0"),
    "an error pasted": lambda _number, _: "#VERW!",
    "full-width digits": lambda number, _: str(number).translate(FULL_WIDTH),
    "per cent behind": _text("{}%"),
    "as a percentage cell": lambda number, _: Shown(number / 100, "0%"),
    "a thousandth more": lambda number, _: number + 0.001,
    "a very small rest": lambda number, _: number + 1e-10,
    "scientific": lambda number, _: f"{number:.2E}",
    "a plus before": _text("+{}"),
    "a comma and a dash": _text("{:.0f},-"),
    "inclusive": _text("{} incl. btw"),
    "as a day": lambda number, _: date(1900, 3, 1) + timedelta(int(number) % 20_000),
    "TRUE": lambda _number, _: True,
    "two decimals of nought as text": lambda number, _: f"{number:.2f}",
}
CELLS = tuple(
    changed(kinds, name, change)
    for kinds, changes in ((TEXTS, OF_TEXTS), (DAYS, OF_DAYS), (NUMBERS, OF_NUMBERS))
    for name, change in changes.items()
)
