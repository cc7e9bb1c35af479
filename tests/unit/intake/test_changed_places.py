"""Headers and cells that changed places, also where many a number happens to be a code."""

import random
from copy import deepcopy
from functools import cache
from itertools import combinations

import pytest

from service.domain.findings import NEIGHBOUR
from service.domain.periods import parse_period
from service.domain.said import plain
from service.domain.standard.model import FieldType
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.blind_read import bytes_of
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, V, sheets_of
from tests.tools.office_habits import Book

DRAWS = pytest.mark.parametrize(
    "every", [False, pytest.param(True, marks=pytest.mark.long)], ids=["one draw that asks", "every draw"]
)
"""Each of what may change places with each, in one draw that has both; in all of them in make test-long."""
NUMBERS = (FieldType.INTEGER, FieldType.MONEY, FieldType.DECIMAL)
PERIOD = parse_period("2026-Q1")


def book_of(seed, carrier):
    """A book of the test's own to write in."""
    return Book(the_standard(), deepcopy(drawn_sheets(seed)), carrier)


@cache
def drawn_sheets(seed):
    """Drawn once; only copies of it are given away."""
    tables = sample_tables(
        the_standard(), seed=seed, municipalities=["0014", "0034"], clients=4 + seed % 9, period=PERIOD
    )
    return sheets_of(the_standard(), tables)


def draws(seeds, every, ask):
    """Ask in every draw, or until one could be asked about; in how many that was."""
    asked = 0
    for seed in seeds:
        asked += ask(seed)
        if asked and not every:
            break
    return asked


def said_of_headers(book):
    checked = read_and_check([bytes_of(book)], the_standard())
    return [each for each in checked.findings if each.kind.code == "columns-swapped"]


def columns(table, is_wanted):
    return [name for name, field in the_standard().tables[table].fields.items() if is_wanted(field)]


def pairs():
    for table in (T, P):
        for code in columns(table, lambda field: field.code_list):
            for number in columns(table, lambda field: field.type in NUMBERS):
                yield table, code, number


def is_told_of_headers(book, table, pair):
    """Whether both columns hold anything; then their headers change places, and one finding names both."""
    sheet = book.sheets[table]
    one, other = map(sheet.at, pair)
    if not all(any(row[at] is not None for row in sheet.rows) for at in (one, other)):
        return False
    sheet.headers[one], sheet.headers[other] = reversed(pair)

    (finding,) = said_of_headers(book)

    assert {finding.place.field, str(finding.facts["other"])} == set(pair)
    return True


@DRAWS
@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize(("table", "code", "number"), list(pairs()))
def test_headers_over_codes_and_numbers_that_changed_places_are_one_finding(
    table, code, number, carrier, every
):
    draws((2, 3), every, lambda seed: is_told_of_headers(book_of(seed, carrier), table, (code, number)))


@DRAWS
@pytest.mark.parametrize("table", [T, P, V])
def test_headers_over_two_lists_that_overlap_are_one_finding_that_names_both(table, every):
    codes = columns(table, lambda field: field.code_list)
    for pair in combinations(codes, 2):
        draws((2, 5), every, lambda seed, of=pair: is_told_of_headers(book_of(seed, "csv plain"), table, of))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("table", [T, P, V, "uitkomst"])
def test_wrong_codes_are_no_headers_that_changed_places(table, seed):
    dice = random.Random(seed)
    for code in columns(table, lambda field: field.code_list):
        book = book_of(seed, dice.choice(["xlsx", "csv plain"]))
        sheet, wrong = (
            book.sheets[table],
            dice.choice([["9"], ["98", "97"], ["x", "geen"], ["43", "4", "12.5"]]),
        )
        rows = [row for row in sheet.rows if row[sheet.at(code)]]
        for row in dice.sample(rows, len(rows) * dice.randint(5, 9) // 10):
            row[sheet.at(code)] = dice.choice(wrong)

        assert said_of_headers(book) == []


def is_asked_of_cells(book, table, at, seed):
    """Whether it is asked of two cells that changed places if they did; then nothing else is said of them."""
    row = random.Random(seed + at).choice(book.sheets[table].rows)
    row[at], row[at + 1] = row[at + 1], row[at]

    findings = read_and_check([bytes_of(book)], the_standard()).findings

    is_asked = any(plain(each.facts.get(NEIGHBOUR, "")) for each in findings)
    assert not is_asked or len([each for each in findings if each.kind.code != "allocation-waits"]) == 1
    return is_asked


@DRAWS
@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("table", ["toewijzing", "verloop", "prestatie"])
def test_two_cells_that_changed_places_are_one_finding_and_no_row_is_held_against_them(table, carrier, every):
    pairs = range(len(book_of(2, carrier).sheets[table].headers) - 1)
    asked = [
        draws(
            (2, 3, 5), every, lambda seed, of=at: is_asked_of_cells(book_of(seed, carrier), table, of, seed)
        )
        for at in pairs
    ]

    assert sum(asked)
