"""Headers over one to three lines, with merged cells and repeated texts, have an address for every column."""

import io

import openpyxl
import pytest

from service.domain.failures import FormatError
from tests.tools.exports import an_export
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import a_survey, as_open_document, calculated, filled
from tests.tools.office import SOFFICE

ROWS = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
COUNT = {"count": "rows"}
EXPORT = an_export(prestatie=[{}])


def workbook(rows, merges=()):
    """The rows on one sheet, an empty row as the pattern below them."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Blad"
    for row in rows:
        sheet.append(row)
    for merged in merges:
        sheet.merge_cells(merged)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sheet(addresses, lines, *, row=None):
    """A format that counts rows under each of these addresses."""
    columns = dict.fromkeys(addresses, COUNT)
    return {"Blad": {"header_row": row or lines, "header_lines": lines, "rows": ROWS, "columns": columns}}


def row_filled(blank, addresses, lines, *, row=None):
    """The row that is filled, with a 1 under each address that was found."""
    return filled(blank, sheet(addresses, lines, row=row), EXPORT).rows("Blad")[(row or lines)]


TWO_LINES = [["Product", "Januari", None, "Februari", None], [None, "Volume", "Bedrag", "Volume", "Bedrag"]]
TWO_MERGED = ["A1:A2", "B1:C1", "D1:E1"]
THREE_LINES = [
    ["Product", "2026", None, None, None],
    [None, "Kwartaal 1", None, "Kwartaal 2", None],
    [None, "Volume", "Bedrag", "Volume", "Bedrag"],
]


@pytest.mark.parametrize(
    ("address", "column"),
    [
        ("Product", 0),
        ("Januari > Volume", 1),
        ("Januari > Bedrag", 2),
        ("Februari > Volume", 3),
        ("Februari > Bedrag", 4),
    ],
)
def test_two_lines_with_merged_heads_are_a_path(address, column):
    found = row_filled(workbook(TWO_LINES, TWO_MERGED), [address], 2)

    assert found == [1 if place == column else None for place in range(5)]


def test_three_lines_are_a_path_of_three_and_a_heading_over_all_of_them_counts_once():
    merges = ["A1:A3", "B1:E1", "B2:C2", "D2:E2"]
    addresses = ["Product", "2026 > Kwartaal 1 > Bedrag", "2026 > Kwartaal 2 > Volume"]

    assert row_filled(workbook(THREE_LINES, merges), addresses, 3) == [1, None, 1, 1, None]


def test_a_heading_that_is_not_merged_is_above_its_own_column_only():
    found = row_filled(workbook(TWO_LINES), ["Januari > Volume", "Bedrag (1)", "Bedrag (2)"], 2)

    assert found == [None, 1, 1, None, 1]


def test_the_last_line_alone_is_the_header_when_the_format_asks_one_line():
    found = row_filled(workbook(TWO_LINES, TWO_MERGED), ["Volume (2)", "Bedrag (1)"], 1, row=2)

    assert found == [None, None, 1, 1, None]


def test_columns_that_are_called_the_same_are_told_apart_by_their_place_from_the_left():
    blank = workbook([["Product", "Bedrag", "Bedrag", "Bedrag"]])

    assert row_filled(blank, ["Bedrag (1)", "Bedrag (3)"], 1) == [None, 1, None, 1]


def test_equal_paths_are_told_apart_by_their_place_too():
    rows = [["Product", "Jan", None, None], [None, "Uren", "Uren", "Euro"]]

    assert row_filled(workbook(rows, ["A1:A2", "B1:D1"]), ["Jan > Uren (2)", "Jan > Euro"], 2) == [
        *(None, None, 1, 1)
    ]


def test_a_column_without_any_text_has_its_letter():
    blank = workbook([["Product", None, "Bedrag"]])

    assert row_filled(blank, ["column B", "column C"], 1) == [None, 1, 1]


def test_a_repeated_heading_without_its_place_is_refused_and_all_addresses_are_named():
    with pytest.raises(FormatError, check=in_dutch(r"'Bedrag'.*'Product', 'Bedrag \(1\)', 'Bedrag \(2\)'")):
        a_survey_of(workbook([["Product", "Bedrag", "Bedrag"]]), ["Bedrag"], 1)


def test_a_path_that_is_not_there_names_the_paths_that_are():
    with pytest.raises(FormatError, check=in_dutch("Maart > Volume.*'Januari > Volume', 'Januari > Bedrag'")):
        a_survey_of(workbook(TWO_LINES, TWO_MERGED), ["Maart > Volume"], 2)


def a_survey_of(blank, addresses, lines):
    return filled(blank, sheet(addresses, lines), EXPORT)


def test_a_heading_merged_over_two_columns_on_the_last_line_is_its_first_column():
    blank = workbook([["Product", "Bedrag", None, "Uren"]], ["B1:C1"])

    assert row_filled(blank, ["Bedrag", "Uren"], 1)[1::2] == [1, 1]


def test_white_space_and_line_breaks_in_a_path_do_not_matter():
    rows = [["Product", "Eerste\nkwartaal", None], [None, " Volume ", "Bedrag\n(euro)"]]
    addresses = ["Eerste kwartaal > Volume", "Eerste kwartaal > Bedrag (euro)"]

    assert row_filled(workbook(rows, ["A1:A2", "B1:C1"]), addresses, 2) == [None, 1, 1]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which makes the .ods, is not installed")
def test_paths_in_an_open_document_are_the_same():
    blank = as_open_document(workbook([*THREE_LINES, [None] * 5], ["A1:A3", "B1:E1", "B2:C2", "D2:E2"]))
    addresses = ["Product", "2026 > Kwartaal 1 > Bedrag", "2026 > Kwartaal 2 > Volume"]

    written = filled(blank, sheet(addresses, 3), EXPORT).written

    assert calculated([written], "Blad")[0][3] == [1, None, 1, 1, None]
    assert a_survey(blank, sheet(addresses, 3)).sheets[0].listed == ()
