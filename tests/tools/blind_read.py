"""A hundred invented uploads for a blind read: `python -m tests.tools.blind_read SEED DIR`.

A seed that three divides gives habits of the third kind alone. Each upload stands in a file of its own beside
what the service says about it. Read what it says as an office worker who sees nothing else, write down what
you would do, and only then look into `truth.txt`. Which advice is wrong, and what earlier reads gave, stands
in docs/traps.md.
"""

import io
import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from service.domain.findings import Finding
from service.domain.periods import parse_period
from service.domain.said import plain
from service.domain.standard.grouping import group_findings
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools import office_oddities as rare
from tests.tools import office_own_kinds as own
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import Sheet, Shown, sheets_of, written
from tests.tools.office_habits import CELLS, Book
from tests.tools.office_sheets import CARRIERS, SHEETS, WHOLE_SHEETS, Habit

PERIODS = ("2025-Q4", "2026-Q1", "2026-02")
PLACES = (["0014", "0034"], ["0363", "0599", "0518"], ["1680", "0014"])

Habits = tuple[tuple[Habit, ...], tuple[Habit, ...]]
USUAL: Habits = ((*CELLS, *rare.CELLS), (*SHEETS, *rare.SHEETS))
OWN: Habits = (own.CELLS, (*own.SHEETS, *own.MORE_SHEETS * 2))
"""Of cells, and of all else."""


def invented(seed: int, habits: Habits = USUAL) -> tuple[Book, list[str]]:
    """An export to which somebody did one to three things, and what those were."""
    dice = random.Random(seed)
    while True:
        try:
            book, done = _drawn(seed, dice, habits)
        except (KeyError, TypeError, ValueError):  # the next habit cannot be done to what this one left
            continue
        if done[:-1]:  # the last is how it was written
            return book, done


def _drawn(seed: int, dice: random.Random, habits: Habits) -> tuple[Book, list[str]]:
    standard = the_standard()
    period = parse_period(dice.choice(PERIODS))
    tables = sample_tables(
        standard, seed=seed, municipalities=dice.choice(PLACES), clients=dice.randint(4, 14), period=period
    )
    book = Book(standard, sheets_of(standard, tables))
    wanted = dice.choice((1, 1, 1, 2, 2, 3))
    cells, sheets = (dice.sample(each, wanted) for each in habits)
    chosen = [dice.choice(pair) for pair in zip(cells, sheets, strict=True)]
    done = [habit(book, dice) for habit in sorted(chosen, key=_moment)]
    return book, [what for what in (*done, dice.choice(CARRIERS)(book, dice)) if what]


def _moment(habit: Habit) -> int:
    """Cells first, which are found by their headers; whole sheets last."""
    return (habit in SHEETS) + (habit in WHOLE_SHEETS)


def bytes_of(book: Book) -> tuple[str, bytes]:
    """A file name and the upload itself."""
    if book.carrier == "xlsx":
        return "export.xlsx", written(book.sheets)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for sheet in book.sheets.values():
            text = "\r\n".join(_lines(sheet, book.carrier)) + "\r\n"
            encoding = "utf-16" if book.carrier == "csv utf-16" else "utf-8"
            packed.writestr(f"{sheet.table}.csv", text.encode(encoding))
    return "export.zip", target.getvalue()


def _lines(sheet: Sheet, carrier: str) -> Iterator[str]:
    separator = "," if carrier == "csv english" else ";"
    if carrier == "csv sep=":
        yield "sep=;"
    cells = {(sheet.header_row, at): text for at, text in enumerate(sheet.headers, start=1)}
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        cells |= {(number, at): cell for at, cell in enumerate(row, start=1)}
    cells |= sheet.loose
    last, width = max((row for row, _ in cells), default=0), max((at for _, at in cells), default=0)
    for number in range(1, last + 1):
        yield separator.join(_text(cells.get((number, at)), carrier) for at in range(1, width + 1))


def _text(cell: object, carrier: str) -> str:
    value = cell.value if isinstance(cell, Shown) else cell
    text = "" if value is None else str(value)
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else str(value)
        text = text.replace(".", ",") if carrier != "csv english" else text
    needs = carrier == "csv quoted" or any(sign in text for sign in ';,"\n')
    return '"' + text.replace('"', '""') + '"' if needs else text


def told(findings: tuple[Finding, ...]) -> Iterator[str]:
    """What the page says, a kind at a time."""
    for group in group_findings(findings, shown=3):
        first = group.first[0]
        yield f"[{first.kind.severity.value}] {first.kind.code} × {group.rows}: {first.text('nl')}"
        for other in group.first[1:]:
            yield f"      en {other.place.sheet} rij {other.place.row}: {plain(other.facts.get('value', ''))}"


def main(seed: int, folder: Path) -> None:
    """Write a hundred uploads, what is said of each, and apart from those the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    said, truth = [], []
    for number in range(100):
        book, done = invented(seed * 100 + number, OWN if seed % 3 == 0 else USUAL)
        name, content = bytes_of(book)
        checked = read_and_check([(name, content)], the_standard())
        (folder / f"{number:02d}-{name}").write_bytes(content)
        said += [f"== {number:02d} {name}: {checked.verdict.value}", *told(checked.findings), ""]
        truth += [f"== {number:02d}", *done, ""]
    (folder / "said.txt").write_text("\n".join(said))
    (folder / "truth.txt").write_text("\n".join(truth))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
