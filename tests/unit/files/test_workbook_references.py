"""Which row numbers move in formulas, checked by filling in growth."""

import pytest

from service.domain.failures import FormatError
from service.files.workbook.references import References
from service.files.workbook.regions import DataRegion
from service.files.xml_columns.marked_text import MarkedText, RepeatedText
from tests.tools.faults import in_dutch

REFERENCES = References([DataRegion(index=0, sheet="Productie", row=7)])
GROWTH = [3]


def _moved(formula: str, sheet: str = "Productie", *, grows: bool = False) -> str:
    return MarkedText.read(REFERENCES.formula(formula, sheet, grows=grows)).filled(GROWTH)


def _on_row(formula: str, row: int) -> str:
    marked = RepeatedText.read(REFERENCES.row_formula(formula, "Productie", 7))
    literals, slots = marked.per_row(GROWTH)
    numbers = [str(row + slot.number) for slot in slots]
    return "".join(part for pair in zip(literals, [*numbers, ""], strict=True) for part in pair)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(F7:F7)", "SUM(F7:F10)"),
        ("SUM($F$7:$F$7)*50%", "SUM($F$7:$F$10)*50%"),
        ("SUM(F5:F7)", "SUM(F5:F10)"),
        ("SUM(F7:F8)", "SUM(F7:F11)"),
        ("F8/F7", "F11/F7"),
        ("SUM(7:7)", "SUM(7:10)"),
        ("SUM(F:F)", "SUM(F:F)"),
        ("SUM(F7:F1048576)", "SUM(F7:F1048576)"),
        ("productie!F8+'Productie'!F7:F7", "productie!F11+'Productie'!F7:F10"),
        ("'x y'!F8+[1]Productie!F8", "'x y'!F8+[1]Productie!F8"),
        ("Productie!F7:Productie!F9", "Productie!F7:Productie!F12"),
        ('IF(F8="F8 %s",LOG10(F8),Tabel1[F8])', 'IF(F11="F8 %s",LOG10(F11),Tabel1[F8])'),
        ("F8:INDEX(B:B,8)", "F11:INDEX(B:B,8)"),
        ("Q8_1+BTW21x", "Q8_1+BTW21x"),
    ],
)
def test_a_formula_follows_the_rows_it_points_at(formula, expected):
    assert _moved(formula) == expected


def test_only_references_to_the_sheet_with_data_move_on_another_sheet():
    assert _moved("F8+Productie!F8", "Voorblad") == "F8+Productie!F11"


def test_a_chart_of_one_cell_grows_with_the_data():
    assert _moved("Productie!$G$7", "", grows=True) == "Productie!$G$7:$G$10"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("IF(D7>0,G7/D7,0)", "IF(D9>0,G9/D9,0)"),
        ("G7/G8", "G9/G11"),
        ("G7/SUM(G$7:G$7)", "G9/SUM(G$7:G$10)"),
        ("SUM(G$7:G7)", "SUM(G$7:G9)"),
        ("H6+G7*5%", "H8+G9*5%"),
        ("G7*C3", "G9*C3"),
        ("VLOOKUP(A7,Lijsten!A2:B9,2)", "VLOOKUP(A9,Lijsten!A2:B9,2)"),
    ],
)
def test_a_formula_of_the_pattern_row_goes_along_with_its_row(formula, expected):
    assert _on_row(formula, 9) == expected


def test_a_range_of_sheets_is_refused_with_what_to_do():
    with pytest.raises(FormatError, check=in_dutch(r"reeks bladen\. Noem de bladen een voor een")):
        _moved("SUM(Productie:Los!A9)")


@pytest.mark.parametrize("formula", ["SUM(Productie:Los!A6)", "SUM(Jan:Mrt!A9)", "SUM(Productie:Los!A:C)"])
def test_a_range_of_sheets_in_which_nothing_moves_stays_as_it_is(formula):
    regions = [DataRegion(index=0, sheet="Productie", row=7)]
    references = References(regions, ["Jan", "Feb", "Mrt", "Productie", "Los"])

    assert MarkedText.read(references.formula(formula, "Productie")).filled(GROWTH) == formula


def test_a_formula_that_cannot_be_read_is_refused():
    with pytest.raises(FormatError, check=in_dutch("niet te lezen")):
        _moved("A1#")
