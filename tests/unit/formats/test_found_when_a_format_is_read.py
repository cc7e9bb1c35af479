"""What would be wrong in a report is found when its format is read, not when a provider delivers."""

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName

from service.domain.failures import FormatError
from service.domain.formats.lint import lint
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.format_prover import FormatProver
from tests.tools.catalogues import write_files
from tests.tools.exports import REPOSITORY
from tests.tools.formats import a_workbook, with_macros
from tests.unit.formats.test_broken_formats import REST
from tests.unit.formats.test_one_failure_stops_only_itself import run

FORMAT = """\
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
sheets:
  Lijst:
    rows: { of: prestatie, with: [toewijzing], per: [productcode], where: { status: toegekend } }
    columns:
      Product: productcode
      Bedrag: { sum: { field: bedrag, sign_by: debet_credit } }
"""


SIGNED = "{ field: bedrag, sign_by: debet_credit }"
SIGNED_AND_ROUNDED = "{ field: bedrag, sign_by: debet_credit, round: 0 }"


def told_of(folder, text=FORMAT, workbook=b"", template="x.xlsx"):
    for name in ("standaard", "codelijsten"):
        shutil.copytree(REPOSITORY / "mappings" / name, folder / "mappings" / name, dirs_exist_ok=True)
    write_files(
        folder,
        {
            "mappings/proef/lijst/2026-Q1.yaml": text,
            "mappings/deel/rest.yaml": REST,
            f"templates/reports/{template}": workbook,
        },
    )
    answer = run("formats", "lint", "--json", "--formats", folder / "mappings")
    told = json.loads(answer.stdout)
    assert answer.exit_code == (1 if any(each["severity"] == "error" for each in told) else 0)
    return told


def codes(told):
    return [(each["code"], each["severity"], each["line"]) for each in told]


def changed(workbook, change):
    """A workbook of ours, changed as a person changes it in Excel."""
    opened = openpyxl.load_workbook(io.BytesIO(workbook))
    change(opened)
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


THREE = a_workbook({"Lijst": [["Product", "Bedrag", "Aantal"]], "Totaal": [["Samen"]]})


def test_a_workbook_of_which_every_column_is_filled_gives_no_remark(tmp_path):
    assert told_of(tmp_path, workbook=a_workbook({"Lijst": [["Product", "Bedrag"]]})) == []


def test_a_column_that_nobody_fills_is_pointed_at(tmp_path):
    (told,) = told_of(tmp_path, workbook=THREE)

    assert (told["code"], told["severity"]) == ("column-nobody-fills", "remark")


@pytest.mark.parametrize(
    "more",
    [
        "      Aantal: { manual: dat telt de gemeente zelf }\n",
        "    left_empty: { Aantal: de gemeente telt zelf }\n",
    ],
    ids=["by hand", "left empty with a reason"],
)
def test_a_column_that_is_left_to_somebody_is_none(tmp_path, more):
    assert told_of(tmp_path, FORMAT + more, workbook=THREE) == []


def test_a_column_of_which_the_pattern_row_has_a_formula_is_filled(tmp_path):
    workbook = changed(THREE, lambda opened: opened["Lijst"].__setitem__("C2", "=B2*2"))

    assert told_of(tmp_path, workbook=workbook) == []


def test_left_empty_and_filled_is_pointed_at(tmp_path):
    text = FORMAT + "    left_empty: { Bedrag: niet nodig }\n"

    told = told_of(tmp_path, text, workbook=a_workbook({"Lijst": [["Product", "Bedrag"]]}))

    assert codes(told) == [("left-empty-and-filled", "remark", 18)]


def test_left_empty_that_is_no_column_is_pointed_at(tmp_path):
    text = FORMAT + "    left_empty: { Bestaat niet: niet nodig }\n"

    told = told_of(tmp_path, text, workbook=a_workbook({"Lijst": [["Product", "Bedrag"]]}))

    assert [each["code"] for each in told] == ["left-empty-is-not-there"]


def a_name(opened):
    opened.defined_names["Samen"] = DefinedName("Samen", attr_text="Lijst!$C$2:$C$2")


def a_chart(opened):
    chart = BarChart()
    chart.add_data(Reference(opened["Lijst"], min_col=3, min_row=1, max_row=2), titles_from_data=True)
    opened["Totaal"].add_chart(chart, "C3")


@pytest.mark.parametrize(
    ("change", "user"),
    [
        (lambda opened: opened["Totaal"].__setitem__("B1", "=SUM(Lijst!C2:C2)"), "Totaal!B1"),
        (lambda opened: opened["Totaal"].__setitem__("B1", "=SUM('Lijst'!C:C)"), "Totaal!B1"),
        (lambda opened: opened["Lijst"].__setitem__("B4", "=B2+C2"), "Lijst!B4"),
        (a_name, "Samen"),
        (a_chart, "chart1"),
    ],
    ids=["sum on another sheet", "whole column", "beside a filled one", "a name", "a chart"],
)
def test_a_formula_that_reckons_with_a_column_nobody_fills_is_an_error(tmp_path, change, user):
    (told,) = told_of(tmp_path, workbook=changed(THREE, change))

    assert (told["code"], told["severity"]) == ("formula-without-data", "error")
    assert told["text"]["nl"].startswith(f"{user} rekent met deze kolom, die niemand vult: er komt 0 uit.")


def test_a_formula_over_the_columns_that_are_filled_is_none(tmp_path):
    workbook = changed(THREE, lambda opened: opened["Totaal"].__setitem__("B1", "=SUM(Lijst!B2:B2)"))

    assert [each["code"] for each in told_of(tmp_path, workbook=workbook)] == ["column-nobody-fills"]


TWO = a_workbook({"Lijst": [["Product", "Bedrag"]]})


@pytest.mark.parametrize(
    ("ending", "workbook", "code"),
    [("xlsx", with_macros(TWO), "macros-under-another-name"), ("xlsm", TWO, "xlsm-without-macros")],
)
def test_a_workbook_that_is_called_otherwise_than_it_says_is_broken(tmp_path, ending, workbook, code):
    told = told_of(
        tmp_path, FORMAT.replace("xlsx", ending).replace("kind: xlsm", "kind: xlsx"), workbook, f"x.{ending}"
    )

    assert codes(told) == [(code, "error", 10)]


def test_a_workbook_with_macros_is_drafted_as_one(tmp_path):
    workbook = tmp_path / "vraag.xlsx"
    workbook.write_bytes(with_macros(a_workbook({"Blad": [["Productcode", "Bedrag", "Eenheid"]]})))

    answer = run("formats", "draft", workbook, "--name", "proef/nieuw", "--out", tmp_path / "uit")

    assert answer.exit_code == 0
    assert (tmp_path / "uit/templates/reports/proef/nieuw.xlsm").read_bytes() == workbook.read_bytes()
    written = (tmp_path / "uit/mappings/proef/nieuw/2026-Q1.yaml").read_text()
    assert "proef/nieuw.xlsm" in written
    assert "{periode}.xlsm" in written


def test_tax_that_is_in_an_amount_is_not_added_once_more(tmp_path):
    text = FORMAT.replace("field: bedrag, sign_by", "field: bedrag, btw: added, sign_by")

    (told,) = told_of(tmp_path, text, workbook=TWO)

    assert (told["code"], told["severity"], told["line"]) == ("tax-added-twice", "error", 18)


def test_the_published_format_that_took_tax_off_gives_what_the_standard_says(tmp_path):
    case = Path(__file__).parent / "cases/vat-added-twice"
    mappings = tmp_path / "mappings"
    for name in ("standaard", "codelijsten", "landelijk/deel", "voorbeeldregio-veen", "gepubliceerd"):
        shutil.copytree(REPOSITORY / "mappings" / name, mappings / name)
    index = (REPOSITORY / "mappings/gepubliceerd.csv").read_text().splitlines(keepends=True)
    own = [line for line in index if line.startswith(("formaat,", "voorbeeldregio-veen/"))]
    write_files(
        mappings,
        {"gepubliceerd.csv": "".join(own), "uitvragen/p.yaml": (case / "uitvragen.yaml").read_bytes()},
    )

    answer = run("translate", case / "veen.zip", "--out", tmp_path / "o", "--formats", mappings, "--json")

    (report,) = json.loads(answer.stdout)["reports"]
    (line,) = json.loads((tmp_path / "o" / report["file"]).read_text())["Opdrachten"]
    assert (line["exclusief_btw"], line["inclusief_btw"]) == (100.00, 121.00)


@pytest.mark.parametrize(
    ("of", "column", "is_told"),
    [
        (SIGNED, f"{{ sum: {SIGNED}, round: 0 }}", True),
        (SIGNED, f"{{ sum: {SIGNED} }}", False),
        (SIGNED_AND_ROUNDED, f"{{ sum: {SIGNED_AND_ROUNDED} }}", False),
    ],
    ids=["lines are rounded one by one", "no line is rounded", "rows are rounded in both"],
)
def test_a_total_that_its_lines_need_not_add_up_to_is_an_error(tmp_path, of, column, is_told):
    text = FORMAT.replace("{ sum: { field: bedrag, sign_by: debet_credit } }", column).replace(
        "sheets:", f'cells: {{ "Totaal!A2": {{ total: {{ over: Lijst, of: {of} }}, round: 0 }} }}\nsheets:'
    )

    told = told_of(tmp_path, text, a_workbook({"Lijst": [["Product", "Bedrag"]], "Totaal": [["Samen"]]}))

    expected = [("total-rounded-otherwise", "error", 13)] if is_told else []
    assert codes(told) == expected


def test_what_is_an_error_cannot_be_published_and_is_no_format_that_is_right(tmp_path):
    workbook = changed(THREE, lambda opened: opened["Totaal"].__setitem__("B1", "=SUM(Lijst!C2:C2)"))
    told_of(tmp_path, workbook=workbook)
    current = CurrentCatalogue(
        mappings_dir=tmp_path / "mappings", templates_dir=tmp_path / "templates", trusted_for=0
    )
    prover = FormatProver(current)

    proof = prover(FORMAT, None)
    with pytest.raises(FormatError) as refusal:
        prover.publishable(FORMAT, None)
    with pytest.raises(FormatError):
        run("formats", "publish", "proef/lijst", "--formats", tmp_path / "mappings")

    assert (proof.plan is not None, proof.stops) == (True, True)
    assert refusal.value.words.nl.startswith("Lijst.Aantal: Totaal!B1 rekent met deze kolom")


def test_who_writes_a_draft_is_not_told_what_only_its_folder_can_have(tmp_path):
    told_of(tmp_path, workbook=changed(THREE, lambda _opened: None))
    current = CurrentCatalogue(
        mappings_dir=tmp_path / "mappings", templates_dir=tmp_path / "templates", trusted_for=0
    )

    proof = FormatProver(current)(FORMAT.replace("examples: proef/lijst/voorbeelden\n", ""), None)

    assert proof.plan is not None
    assert [each.code for each in lint(proof.plan, ())] == ["no-examples"]
    assert [each.code for each in proof.remarks] == ["column-nobody-fills"]
