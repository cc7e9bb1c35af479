"""A report of any shape in which one cell was changed by hand is found when it is read back."""

import io
import re
import zipfile

import pytest

from service.domain.failures import BalanceDoesNotCloseError, ReadBackDiffersError
from service.domain.translation.translate import require_balance_read
from service.files.reports.report_writer import require_reads_back
from tests.tools.exports import an_export
from tests.tools.filled_workbooks import as_open_documents, calculated, changed, filled
from tests.tools.formats import a_workbook
from tests.tools.office import SOFFICE

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
PER_PRODUCT = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
LIST = {
    "rows": PER_PRODUCT,
    "listed": {"by": {"Code": "productcode"}},
    "columns": {"Bedrag": {"sum": SIGNED}},
}
ACROSS = {
    "rows": PER_PRODUCT,
    "columns": {"Code": "productcode"},
    "across": {
        "by": "begindatum",
        "heads": {"months": ["Januari", "Februari", "Maart", "April"]},
        "columns": {"*": {"sum": SIGNED}},
    },
}
BLOCK = {"rows": PER_PRODUCT, "columns": {"Code": "productcode", "Bedrag": {"sum": SIGNED}}}
MONTHS = ["Code", "Januari", "Februari", "Maart", "April"]
LISTED = [["Code", "Bedrag"], ["41B01", None], ["45A03", None], ["54001", None], [None, "=SUM(B2:B4)"]]
SHAPES = {
    "blokken": (
        {"blocks": {"Een": {**BLOCK, "at": {"title": "1"}}, "Twee": {**BLOCK, "at": {"title": "2"}}}},
        [["1"], ["Code", "Bedrag"], [None, None], ["Som", "=SUM(B3:B3)"], ["2"], ["Code", "Bedrag"],
         [None, None], ["Som", "=SUM(B7:B7)"]],
        "Blad/Twee.Bedrag",
    ),
    "vaste lijst": (LIST, LISTED, "Blad.Bedrag"),
    "vaste lijst met regels eronder": (
        {**LIST, "listed": {"by": {"Code": "productcode"}, "not_listed": "below", "nothing": "-"}},
        [*LISTED[:2], *LISTED[3:]],
        "Blad.Bedrag",
    ),
    "maanden naast elkaar": (ACROSS, [MONTHS, [None] * 5, ["Som", "=SUM(B2:B2)"]], "Blad.*"),
    "maanden naast elkaar op een vaste lijst": (
        {**{name: ACROSS[name] for name in ("rows", "across")}, "listed": LIST["listed"]},
        [MONTHS, ["41B01"], ["45A03"], ["54001"], [None, "=SUM(B2:B4)"]],
        "Blad.*",
    ),
}  # fmt: skip
PRESTATIES = [
    {"referentienummer": "1", "productcode": "41B01", "bedrag": 1000},
    {"referentienummer": "2", "productcode": "41B01", "begindatum": "2026-03-01", "bedrag": 250},
    {"referentienummer": "3", "productcode": "45A03", "bedrag": 400, "debet_credit": "C"},
]
EXPORT = an_export(prestatie=PRESTATIES)


def of_shape(shape, blank=None):
    sheet, grid, total = SHAPES[shape]
    checks = [{"total": total, "equals": "balance.bedrag"}]
    return filled(blank or a_workbook({"Blad": grid}), {"Blad": sheet}, EXPORT, checks=checks)


CELLS = {
    "blokken": ["A1", "A3", "B3", "B4", "A5", "A6", "B5", "B6", "C4", "A8", "B9", "B10", "B11"],
    "vaste lijst": ["A1", "A2", "B2", "B3", "B4", "A4", "B5", "C3", "A6"],
    "vaste lijst met regels eronder": ["A2", "B2", "A3", "B3", "A4", "B4", "B5", "C4"],
    "maanden naast elkaar": ["A2", "B2", "C2", "D3", "E2", "E3", "A4", "B4", "F2"],
    "maanden naast elkaar op een vaste lijst": ["A2", "B2", "C2", "E2", "D4", "E4", "B5", "F3"],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_total_of_every_shape_is_held_against_the_balance(shape):
    assert of_shape(shape).report.balance.cents.reported == 850


@pytest.mark.parametrize(
    ("shape", "cell"), [(shape, cell) for shape, cells in CELLS.items() for cell in cells]
)
def test_a_cell_that_was_changed_by_hand_is_found(shape, cell):
    found = of_shape(shape)
    spoilt = with_cell(found.written, cell)

    with pytest.raises(ReadBackDiffersError, match="Blad"):
        found.read_back(spoilt)


def with_cell(written, cell):
    """Another number in this cell, or a cell where none was, in a row of its own where none was either."""
    new = f'<c r="{cell}"><v>123.45</v></c>'
    row = re.compile(rf'(<row r="{cell[1:]}"[^>]*?)(?:/>|>(.*?)</row>)')

    def add(xml):
        if f'<c r="{cell}"' in xml:
            return re.sub(rf'<c r="{cell}"[^>]*?(/>|>.*?</c>)', new, xml, count=1)
        added = row.sub(rf"\1>\2{new}</row>", xml, count=1)
        whole = f'<row r="{cell[1:]}">{new}</row></sheetData>'
        return added if added != xml else xml.replace("</sheetData>", whole)

    return changed(written, "xl/worksheets/sheet1.xml", add)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_whose_total_is_another_one_does_not_close(shape):
    found = of_shape(shape)
    read = require_reads_back(found.written, found.report.content, found.plan.format.output, found.blank)

    require_balance_read(found.report, read)
    with pytest.raises(BalanceDoesNotCloseError, match="in the file that was read back"):
        require_balance_read(found.report, lambda sheet, where: read(sheet, where) + 1)


OPEN_SHAPES = [shape for shape in SHAPES if "eronder" not in shape]


@pytest.fixture(scope="module")
def open_documents():
    """Every shape filled in an open document."""
    blanks = as_open_documents(*(a_workbook({"Blad": SHAPES[shape][1]}) for shape in OPEN_SHAPES))
    return {shape: of_shape(shape, blank) for shape, blank in zip(OPEN_SHAPES, blanks, strict=True)}


@pytest.fixture(scope="module")
def in_office(open_documents):
    """What LibreOffice calculates in the workbook and in the open document of every shape."""
    workbooks = [of_shape(shape).written for shape in OPEN_SHAPES]
    found = calculated([*workbooks, *(each.written for each in open_documents.values())], "Blad")
    return dict(
        zip(OPEN_SHAPES, zip(found[: len(workbooks)], found[len(workbooks) :], strict=True), strict=True)
    )


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which makes the .ods, is not installed")
@pytest.mark.parametrize("shape", OPEN_SHAPES)
def test_an_open_document_holds_the_same_and_each_changed_number_in_it_is_found(
    shape, open_documents, in_office
):
    found, (own, open_document) = open_documents[shape], in_office[shape]
    with zipfile.ZipFile(io.BytesIO(found.written)) as archive:
        content = archive.read("content.xml").decode()
    numbers = list(re.finditer(r'office:value="(-?[0-9.]+)"', content))

    assert len(numbers) >= 3
    for number in numbers:
        spoilt = content[: number.start(1)] + "123.45" + content[number.end(1) :]
        if "table:formula" in content[content.rfind("<", 0, number.start()) : number.start()]:
            continue
        with pytest.raises(ReadBackDiffersError):
            found.read_back(changed(found.written, "content.xml", lambda _, spoilt=spoilt: spoilt))
    assert open_document == own
    assert SHAPES[shape][2].startswith("Blad")
