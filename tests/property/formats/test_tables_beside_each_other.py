"""Tables beside and below each other hold each its own lines and total, over random layouts and data."""

import io
from collections import Counter
from dataclasses import dataclass

import openpyxl
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from python_calamine import load_workbook

from tests.tools.exports import an_export
from tests.tools.filled_workbooks import filled
from tests.tools.formats import a_workbook
from tests.tools.how_many import FewOrMany
from tests.tools.plain_open_document import plain_open_document

KEYS = {
    "status": ("ingediend", "toegekend", "afgewezen", "geleverd"),
    "productcode": ("45A03", "41A12", "43A50"),
    "eenheid": ("01", "04", "14"),
}
WIDTH = 3
"""Columns of a table, with the empty one behind it."""
TOTAL = "Totaal"


@dataclass(frozen=True)
class Drawn:
    """A table: what it has a line for, whether its lines stand there already, and what is above it."""

    key: str
    is_fixed: bool
    order: tuple[str, ...]
    gap: int

    @property
    def height(self) -> int:
        """The rows that it has in the blank: gap, title, header, lines, total."""
        return self.gap + 3 + (len(self.order) if self.is_fixed else 1)


def tables(*, all_fixed):
    def of(key):
        return st.builds(
            Drawn,
            key=st.just(key),
            is_fixed=st.just(True) if all_fixed else st.booleans(),
            order=st.permutations(KEYS[key]).map(tuple),
            gap=st.integers(1, 2),
        )

    return st.sampled_from(sorted(KEYS)).flatmap(of)


def bands(*, all_fixed):
    """Two or three columns of tables, each with one or two below each other."""
    one = st.lists(tables(all_fixed=all_fixed), min_size=1, max_size=2)
    return st.lists(one, min_size=2, max_size=3)


rows = st.lists(
    st.fixed_dictionaries(
        {
            **{name: st.sampled_from(codes) for name, codes in KEYS.items()},
            "bedrag": st.integers(0, 100_000),
            "debet_credit": st.sampled_from(["D", "C"]),
        }
    ),
    min_size=1,
    max_size=8,
)


def blank_and_sheet(drawn, total):
    """The rows of a blank sheet with these tables, and what a format says of them."""
    height = max(sum(each.height for each in band) for band in drawn)
    grid = [[None] * (WIDTH * len(drawn)) for _ in range(height + 1)]
    blocks = {}
    for place, band in enumerate(drawn):
        left, top = place * WIDTH, 0
        for number, each in enumerate(band):
            name = f"Tabel {place + 1}{number + 1}"
            top += each.gap
            lines = each.order if each.is_fixed else (None,)
            begin = top + 2
            grid[top][left] = name
            grid[top + 1][left : left + 2] = ["Sleutel", "Som"]
            for at, key in enumerate(lines):
                grid[begin + at][left] = key
            letter = get_column_letter(left + 2)
            grid[begin + len(lines)][left] = TOTAL
            grid[begin + len(lines)][left + 1] = total(letter, begin + 1, begin + len(lines))
            blocks[name] = a_block(each, name)
            top = begin + len(lines) + 1
    return grid, {"blocks": blocks}


def a_block(each, name):
    som = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
    block = {"at": {"title": name}, "rows": {"of": "prestatie", "with": ["toewijzing"], "per": [each.key]}}
    if each.is_fixed:
        return {**block, "listed": {"by": {"Sleutel": each.key}, "until": TOTAL}, "columns": {"Som": som}}
    return {**block, "columns": {"Sleutel": each.key, "Som": som}}


def expected_of(band, given, pushed):
    """What stands in the two columns of a band, from top to bottom, and the rows that each total adds up.

    `pushed`: per table how many rows it came down more than its own band made it.
    """
    column, sums = [], []
    for number, each in enumerate(band):
        column += [(None, None)] * pushed[number]
        cents = Counter()
        for row in given:
            cents[row[each.key]] += row["bedrag"] * (1 if row["debet_credit"] == "D" else -1)
        found = each.order if each.is_fixed else sorted(cents)
        column += [(None, None)] * each.gap + [(number, None), ("Sleutel", "Som")]
        begin = len(column) + 1
        column += [(key, cents[key] / 100) for key in found] + [(TOTAL, "formula")]
        sums.append((begin, begin + len(found) - 1))
    return column, sums


def rows_of(drawn, place, number):
    """In the blank: the row of a table's title, and that of its last line, from 0."""
    band = drawn[place]
    top = sum(each.height for each in band[:number]) + band[number].gap
    return top, top + band[number].height - band[number].gap - 2


def may_be_pushed(drawn, given, place, number):
    """How far tables of other bands may push a table down: those of which the last line is above its title.

    Such a table is not beside it. Its rows are whole, unless a table is beside both.
    """
    title, _ = rows_of(drawn, place, number)
    above = sorted(
        (rows_of(drawn, other, at)[1], grown_by([each], given))
        for other, band in enumerate(drawn)
        for at, each in enumerate(band)
        if other != place and rows_of(drawn, other, at)[1] < title
    )
    return {sum(rows for _, rows in above[:count]) for count in range(len(above) + 1)}


def pushes(drawn, given, place, cells):
    """Per table of a band how many rows more than its own band makes it, each as far as it may be."""
    band, found = drawn[place], []
    for number in range(len(band)):
        (row,) = [
            at for at, row in enumerate(cells) if row[place * WIDTH] == f"Tabel {place + 1}{number + 1}"
        ]
        down = row - rows_of(drawn, place, number)[0] - grown_by(band[:number], given)
        assert down in may_be_pushed(drawn, given, place, number)
        found.append(down - sum(found))
    return found


def require_band(place, drawn, given, cells, formulas, total):
    expected, sums = expected_of(drawn[place], given, pushes(drawn, given, place, cells))
    left = place * WIDTH
    for number, (key, amount) in enumerate(expected):
        told = (cells[number] + [None] * 99)[left : left + 2]
        if isinstance(key, int):
            assert told[0] == f"Tabel {place + 1}{key + 1}"
        elif amount == "formula":
            assert told[0] == TOTAL
        else:
            assert told == [key, amount], (place, number)
    letter = get_column_letter(left + 2)
    assert [each for each in formulas if each in {total(letter, *one) for one in sums}] == [
        total(letter, *one) for one in sums
    ]


def excel_total(letter, first, last):
    return f"=SUM({letter}{first}:{letter}{last})"


def office_total(letter, first, last):
    return f"of:=SUM([.{letter}{first}:.{letter}{last}])"


def an_export_of(given):
    own = [{"referentienummer": f"{number:03d}", **row} for number, row in enumerate(given)]
    return an_export(prestatie=own)


WIDE = "Tabel over alles"


def with_a_wide_one(grid, sheet, width):
    """The same with one more table below all of them: its key in the first column, its sum in the last."""
    last, top = (width - 1) * WIDTH + 1, len(grid)
    grid = [*grid, *([None] * len(grid[0]) for _ in range(5))]
    grid[top][0] = WIDE
    grid[top + 1][0], grid[top + 1][last] = "Sleutel", "Som"
    letter = get_column_letter(last + 1)
    grid[top + 3][0], grid[top + 3][last] = TOTAL, excel_total(letter, top + 3, top + 3)
    grid[top + 4][0] = "noot"
    wide = a_block(Drawn("productcode", False, (), 0), WIDE)
    return grid, {"blocks": {**sheet["blocks"], WIDE: wide}}


def grown_by(band, given):
    """How many rows more a band has than its blank."""
    return sum(len({row[each.key] for row in given}) - 1 for each in band if not each.is_fixed)


@FewOrMany(12, 600).given(bands(all_fixed=False), rows)
def test_a_table_below_all_of_them_comes_as_far_down_as_the_longest(drawn, given):
    plain, sheet = blank_and_sheet(drawn, excel_total)
    grid, sheet = with_a_wide_one(plain, sheet, len(drawn))

    found = filled(a_workbook({"Blad": grid}), {"Blad": sheet}, an_export_of(given))

    cells = [list(row) for row in openpyxl.load_workbook(io.BytesIO(found.written))["Blad"].values]
    formulas = [each for column in zip(*cells, strict=True) for each in column if str(each).startswith("=")]
    for place in range(len(drawn)):
        require_band(place, drawn, given, cells, formulas, excel_total)
    top = len(plain) + max(grown_by(band, given) for band in drawn)
    last = (len(drawn) - 1) * WIDTH + 1
    cents = Counter()
    for row in given:
        cents[row["productcode"]] += row["bedrag"] * (1 if row["debet_credit"] == "D" else -1)
    letter = get_column_letter(last + 1)
    total = excel_total(letter, top + 3, top + 2 + len(cents))
    lines = [[key, cents[key] / 100] for key in sorted(cents)]
    assert [[row[0], row[last]] for row in cells[top:]] == [
        [WIDE, None], ["Sleutel", "Som"], *lines, [TOTAL, total], ["noot", None]
    ]  # fmt: skip


def cells_of(written):
    every = load_workbook(io.BytesIO(written)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[None if value == "" else value for value in row] for row in every]


def test_a_table_beside_the_total_of_another_comes_down_with_it_whole():
    """It begins where the lines of the other have ended, so it is below it: their rows move as in Excel."""
    three, four = KEYS["eenheid"], KEYS["status"]
    left = [Drawn("eenheid", True, three, 1), Drawn("eenheid", False, three, 1)]
    right = [Drawn("status", True, four, 2), Drawn("eenheid", False, three, 2)]
    row = {"status": "ingediend", "productcode": "45A03", "bedrag": 100, "debet_credit": "D"}
    given = [{**row, "eenheid": "01"}, {**row, "eenheid": "04"}]
    grid, sheet = blank_and_sheet([left, right], excel_total)
    assert grid[11][0] == TOTAL
    assert grid[11][3] == "Tabel 22"

    found = filled(a_workbook({"Blad": grid}), {"Blad": sheet}, an_export_of(given))

    cells = [list(each) for each in openpyxl.load_workbook(io.BytesIO(found.written))["Blad"].values]
    assert [each[3:5] for each in cells[10:]] == [
        [None, None], [None, None], ["Tabel 22", None], ["Sleutel", "Som"], ["01", 1], ["04", 1],
        [TOTAL, excel_total("E", 15, 16)],
    ]  # fmt: skip
    assert cells[12][0] == TOTAL


@FewOrMany(12, 600).given(bands(all_fixed=False), rows)
def test_tables_beside_each_other_grow_each_in_its_own_columns(drawn, given):
    grid, sheet = blank_and_sheet(drawn, excel_total)

    found = filled(a_workbook({"Blad": grid}), {"Blad": sheet}, an_export_of(given))

    opened = openpyxl.load_workbook(io.BytesIO(found.written))["Blad"]
    cells = [list(row) for row in opened.values]
    formulas = [each for column in zip(*cells, strict=True) for each in column if str(each).startswith("=")]
    for place in range(len(drawn)):
        require_band(place, drawn, given, cells, formulas, excel_total)


@FewOrMany(6, 300).given(bands(all_fixed=True), rows)
def test_fixed_lists_beside_each_other_in_an_open_document_are_each_filled_where_they_stand(drawn, given):
    grid, sheet = blank_and_sheet(drawn, office_total)
    blank = plain_open_document({"Blad": grid})

    found = filled(blank, {"Blad": sheet}, an_export_of(given))

    cells = cells_of(found.written)
    for place, band in enumerate(drawn):
        require_cells(place, band, given, cells)


def require_cells(place, band, given, cells):
    """The lines of a band, whose totals calamine does not calculate."""
    expected, _ = expected_of(band, given, [0] * len(band))
    for number, (key, amount) in enumerate(expected):
        if isinstance(amount, float):
            assert cells[number][place * WIDTH : place * WIDTH + 2] == [key, amount]
