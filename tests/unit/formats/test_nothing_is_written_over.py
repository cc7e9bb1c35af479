"""What a format would write over, of the municipality or of itself, is refused when the format is read."""

import re

import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from service.domain.failures import FormatError
from tests.tools.exports import an_export
from tests.tools.filled_workbooks import a_survey, as_open_document, as_open_documents, filled
from tests.tools.formats import a_plan, a_workbook
from tests.tools.office import SOFFICE
from tests.unit.formats.test_found_when_a_format_is_read import changed, codes, told_of

PER_PRODUCT = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
BEDRAG = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
CELLS = """\
format: proef/lijst
title: Proef
provenance: illustrative
standard: 2026.1
valid: { from: 2026-Q1 }
period: quarter
law: [JW]
level: aggregate
uses: [deel/rest]
output: { kind: xlsx, template: x.xlsx, filename: "lijst-{gemeentecode}-{agb_code}-{periode}.xlsx" }
examples: proef/lijst/voorbeelden
checks: [{ total: Lijst.Bedrag, equals: balance.bedrag }]
cells:
  Lijst!%s: { field: aanlevering.agb_code%s }
sheets:
  Lijst:
    header_row: 4
    rows: { of: prestatie, with: [toewijzing], per: [productcode], where: { status: toegekend } }
    columns:
      Product: productcode
      Bedrag: { sum: { field: bedrag, sign_by: debet_credit }%s }
"""
GRID = [["Aanbieder", None, 12], ["Jaar", "vul hier in", "=C1*2"], [], ["Product", "Bedrag"]]


def told(folder, cell="B1", of_cell="", of_column="", grid=GRID):
    text = CELLS % (cell, of_cell, of_column)
    return codes(told_of(folder, text, workbook=a_workbook({"Lijst": grid})))


@pytest.mark.parametrize(
    ("cell", "code"),
    [("A1", "text-is-overwritten"), ("B2", "text-is-overwritten"), ("C2", "formula-is-overwritten")],
)
def test_a_cell_that_holds_a_label_or_a_formula_is_not_written_over(tmp_path, cell, code):
    assert told(tmp_path, cell) == [(code, "error", 14)]


@pytest.mark.parametrize("cell", ["B1", "C1", "D9"])
def test_an_empty_cell_and_an_example_number_are_filled(tmp_path, cell):
    assert told(tmp_path, cell) == []


@pytest.mark.parametrize("cell", ["A1", "B2", "C2"])
def test_a_cell_that_says_so_is_written_over(tmp_path, cell):
    assert told(tmp_path, cell, ", overwrites: true") == []


def test_a_formula_in_the_pattern_row_of_a_column_that_the_format_fills_is_not_written_over(tmp_path):
    grid = [*GRID, [None, "=A5*2"]]

    assert told(tmp_path, grid=grid) == [("formula-is-overwritten", "error", 21)]
    assert told(tmp_path, of_column=", overwrites: true", grid=grid) == []


def test_a_formula_in_the_pattern_row_of_another_column_stays(tmp_path):
    grid = [*GRID[:3], ["Product", "Bedrag", "Dubbel"], [None, None, "=B5*2"]]

    assert told(tmp_path, grid=grid) == []


def test_a_text_below_the_header_that_every_line_comes_over_is_pointed_at(tmp_path):
    grid = [*GRID, [None, "in euro's"]]

    assert told(tmp_path, grid=grid) == [("example-is-overwritten", "remark", 21)]
    assert told(tmp_path, of_column=", overwrites: true", grid=grid) == []


TWO = an_export(
    prestatie=[
        {"referentienummer": code, "productcode": code, "bedrag": bedrag}
        for code, bedrag in (("45A03", 100), ("41B01", 200))
    ]
)


def a_list(first, until, by="Code", columns=("Bedrag",)):
    return {
        "at": {"cell": first},
        "rows": PER_PRODUCT,
        "listed": {"by": {by: "productcode"}, "until": until},
        "columns": dict.fromkeys(columns, BEDRAG),
    }


LISTS = [["Code", "Bedrag"], ["45A03", None], ["41B01", None], ["54001", None], ["einde", None]]


def test_two_lists_on_the_same_cells_are_refused_with_both_names_and_the_cells():
    blocks = {"Eerste": a_list("A1", "54001"), "Tweede": a_list("A2", "einde", "45A03", ("column B",))}

    with pytest.raises(FormatError) as refused:
        a_survey(a_workbook({"Blad": LISTS}), {"Blad": {"blocks": blocks}})

    assert "Op blad 'Blad' vullen 'Eerste' en 'Tweede' dezelfde cellen (B3)" in refused.value.words.nl


def test_two_lists_that_end_before_the_next_begins_are_filled_both():
    blocks = {"Eerste": a_list("A1", "54001"), "Tweede": a_list("A3", "einde", "41B01", ("column B",))}
    export = an_export(
        prestatie=[
            {"referentienummer": str(place), "productcode": code, "bedrag": 100 * place + 100}
            for place, code in enumerate(["45A03", "41B01", "54001"])
        ]
    )
    found = filled(a_workbook({"Blad": LISTS}), {"Blad": {"blocks": {**blocks}}}, export)

    assert [row[1] for row in found.rows("Blad")] == ["Bedrag", 1, 2, 3, None]


def test_a_table_grows_beside_a_list_from_the_last_line_of_it_on():
    grid = [["Code", "Bedrag", None, None], ["45A03", None, "Product", "Euro"], ["41B01", None, None, None]]
    grows = {"at": {"cell": "C2"}, "rows": PER_PRODUCT, "columns": {"Product": "productcode", "Euro": BEDRAG}}

    found = filled(a_workbook({"Blad": grid}), {"Blad": {"blocks": {"A": a_list("A1", ""), "B": grows}}}, TWO)

    assert found.rows("Blad") == [
        ["Code", "Bedrag", None, None],
        ["45A03", 1, "Product", "Euro"],
        ["41B01", 2, "41B01", 2],
        [None, None, "45A03", 1],
    ]


def test_a_table_grows_beside_another_whose_header_stands_on_its_first_line():
    grid = [["Product", "Euro", None, None], [None, None, "Code", "Bedrag"]]
    own = {"at": {"cell": "A1"}, "rows": PER_PRODUCT, "columns": {"Product": "productcode", "Euro": BEDRAG}}
    other = {"at": {"cell": "C2"}, "rows": PER_PRODUCT, "columns": {"Code": "productcode", "Bedrag": BEDRAG}}

    found = filled(a_workbook({"Blad": grid}), {"Blad": {"blocks": {"A": own, "B": other}}}, TWO)

    assert found.rows("Blad") == [
        ["Product", "Euro", None, None],
        ["41B01", 2, "Code", "Bedrag"],
        ["45A03", 1, "41B01", 2],
        [None, None, "45A03", 1],
    ]


def test_one_column_under_two_addresses_is_refused():
    columns = {"Product": "productcode", "Bedrag": BEDRAG, "column B": {"count": "rows"}}
    sheets = {"Blad": {"rows": PER_PRODUCT, "columns": columns}}

    with pytest.raises(FormatError, match="'Bedrag' and 'column B' are the same column \\(B\\)"):
        filled(a_workbook({"Blad": [["Product", "Bedrag"]]}), sheets, an_export())


@pytest.mark.parametrize("again", ["Blad!$B$1", "Blad!b1"])
def test_one_cell_under_two_addresses_is_refused(again):
    cells = {"Blad!B1": "aanlevering.agb_code", again: "aanlevering.kvk_nummer"}

    with pytest.raises(FormatError, match="are the same cell"):
        a_plan(cells=cells, output={"kind": "xlsx", "template": "x.xlsx", "filename": "x.xlsx"})


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("cell", "code"), [("A1", "text"), ("C2", "formula")])
def test_an_open_document_is_not_written_over_either(tmp_path, cell, code):
    text = (CELLS % (cell, "", "")).replace("xlsx", "ods").replace("kind: ods", "kind: ods")

    told = told_of(tmp_path, text, as_open_document(a_workbook({"Lijst": GRID})), "x.ods")

    assert codes(told) == [(f"{code}-is-overwritten", "error", 14)]


UNITS = """\
      Eenheid: { field: eenheid, translate: standaard/eenheid }
"""


DROP_DOWNS = {"texts": '"Minuut,uur"', "range": "Lijsten!$A$1:$A$2", "name": "eenheden"}
FORMULAS = pytest.mark.parametrize("formula", DROP_DOWNS.values(), ids=DROP_DOWNS)
PER_UNIT = (CELLS % ("B1", "", "")).replace("per: [productcode]", "per: [productcode, eenheid]") + UNITS
FILES = """\
output:
  kind: zip
  filename: "lijst-{gemeentecode}-{agb_code}-{periode}.zip"
  files:
    een: { kind: xlsx, template: x.xlsx, filename: "een-{gemeentecode}-{agb_code}-{periode}.xlsx" }
    twee: { kind: csv, filename: "twee-{gemeentecode}-{agb_code}-{periode}.csv" }
examples"""
OTHER = """\
  twee/Regels:
    rows: { of: prestatie, with: [toewijzing], per: [productcode], where: { status: toegekend } }
    columns: { Product: productcode }
"""
ZIPPED = re.sub(r"output: .*\nexamples", FILES, PER_UNIT)
IN_A_ZIP = ZIPPED.replace("  Lijst", "  een/Lijst").replace("total: Lijst", "total: een/Lijst") + OTHER


def with_a_drop_down(formula):
    def with_a_list(opened):
        validation = DataValidation(type="list", formula1=formula)
        validation.add("C5:C40")
        opened["Lijst"].add_data_validation(validation)
        opened.defined_names["eenheden"] = DefinedName("eenheden", attr_text="Lijsten!$A$1:$A$2")

    grid = [*GRID[:3], ["Product", "Bedrag", "Eenheid"]]
    return changed(a_workbook({"Lijst": grid, "Lijsten": [["Minuut"], ["uur"]]}), with_a_list)


def require_what_the_list_has_not(told):
    (found,) = told
    assert (found["code"], found["severity"]) == ("outside-drop-down", "remark")
    assert (
        "heeft hier 'Minuut', 'uur'; het formaat kan ook 'Dagdeel (4 uur)', 'Etmaal'" in found["text"]["nl"]
    )


@FORMULAS
def test_what_the_drop_down_of_the_workbook_does_not_have_is_pointed_at(tmp_path, formula):
    require_what_the_list_has_not(told_of(tmp_path, PER_UNIT, workbook=with_a_drop_down(formula)))


def test_what_the_drop_down_of_a_file_in_a_zip_does_not_have_is_pointed_at(tmp_path):
    require_what_the_list_has_not(told_of(tmp_path, IN_A_ZIP, workbook=with_a_drop_down("eenheden")))


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@FORMULAS
def test_what_the_drop_down_of_an_open_document_does_not_have_is_pointed_at(tmp_path, formula):
    documents = as_open_documents(*(with_a_drop_down(each) for each in DROP_DOWNS.values()))
    workbook = dict(zip(DROP_DOWNS.values(), documents, strict=True))[formula]

    require_what_the_list_has_not(told_of(tmp_path, PER_UNIT.replace("xlsx", "ods"), workbook, "x.ods"))
