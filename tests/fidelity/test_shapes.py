"""LibreOffice recalculates every shape, with 0, 1, listed and 5,000 lines, to the totals of the export."""

from collections import Counter

import pytest

from tests.tools.exports import an_export
from tests.tools.filled_workbooks import calculated, filled
from tests.tools.formats import a_workbook
from tests.tools.office import SOFFICE

pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which calculates, is not installed")

BEDRAG = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
PER_PRODUCT = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
MONTHS = ["Januari", "Februari", "Maart", "April"]
ACROSS = {"by": "begindatum", "heads": {"months": MONTHS}, "columns": {"*": BEDRAG}}
SIZES = {"geen": 0, "een": 1, "de lijst": 3, "veel": 5_000}
"""How many lines the export asks; each has two rows, in two months."""
LISTED = {"by": {"Code": "productcode"}, "not_listed": "below", "nothing": 0}
HEADER = ["Code", *MONTHS, "Totaal"]
PATTERN = [None] * 5
CODES = ["P0002", "P0000", "P0001"]
SHAPES = {
    "maanden": (
        {"rows": PER_PRODUCT, "columns": {"Code": "productcode"}, "across": ACROSS},
        [HEADER, [*PATTERN, "=SUM(B2:E2)"], ["Som", *(f"=SUM({c}2:{c}2)" for c in "BCDEF")]],
    ),
    "maanden op een vaste lijst": (
        {"rows": PER_PRODUCT, "listed": LISTED, "across": ACROSS},
        [
            HEADER,
            *([code, *PATTERN[1:], f"=SUM(B{row}:E{row})"] for row, code in enumerate(CODES, 2)),
            [None, *(f"=SUM({c}2:{c}4)" for c in "BCDEF")],
        ],
    ),
}


def export(lines: int):
    return an_export(
        prestatie=[
            {
                "referentienummer": f"{line}-{month}",
                "productcode": f"P{line:04d}",
                "begindatum": f"2026-0{month}-01",
                "bedrag": 100 * month + line,
                "debet_credit": "C" if line % 7 == 3 else "D",
            }
            for line in range(lines)
            for month in (1, 3)
        ]
    )


def cents_of(lines: int) -> dict[int, int]:
    """By month, what the export holds: added up apart from everything that is tested."""
    cents: Counter[int] = Counter()
    for line in range(lines):
        for month in (1, 3):
            cents[month] += (100 * month + line) * (-1 if line % 7 == 3 else 1)
    return cents


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_and_columns_add_up_to_what_was_delivered(shape):
    sheet, grid = SHAPES[shape]
    checks = [{"total": "Blad.*", "equals": "balance.bedrag"}]
    blank = a_workbook({"Blad": grid})
    several = [filled(blank, {"Blad": sheet}, export(n), checks=checks).written for n in SIZES.values()]

    for lines, cells in zip(SIZES.values(), calculated(several, "Blad"), strict=True):
        *data, total = cells[1:]
        meant = cents_of(lines)
        totals = [round(100 * (value or 0)) for value in total[1:]]
        assert totals == [meant[1], 0, meant[3], 0, meant[1] + meant[3]]
        assert sum(round(100 * (row[5] or 0)) for row in data) == totals[4]
        assert {row[4] for row in data} == {None}
