"""A broken format is refused with file, line and what to write instead, and is never the provider's fault."""

from pathlib import Path

import pytest

from service.domain.failures import FormatError
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import the_standard
from tests.tools.formats import a_workbook

GOOD = """\
format: proef/lijst
title: Proef
provenance: illustrative
standard: 2026.1
valid: { from: 2026 }
period: year
law: [JW]
level: aggregate
uses: [deel/rest]
output: { kind: csv, filename: "{gemeentecode}.csv" }
sheets:
  Lijst:
    rows: { of: prestatie, with: [toewijzing], per: [productcode] }
    columns:
      Product: { field: productcode, translate: proef/producten }
      Bedrag: { sum: bedrag }
checks:
  - { total: Lijst.Bedrag, equals: balance.bedrag }
"""
TABLES = [
    "aanlevering",
    "toewijzing",
    "verloop",
    "prestatie",
    "uitkomst",
    "wachtlijst",
    "kengetal",
    "toelichting",
]
REST = "fragment: deel/rest\nnot_asked:\n" + "".join(
    f"  {name}.*: niet gevraagd\n" for name in the_standard().tables
)


def load(folder: Path, written: str = GOOD, table: str = "code,wordt\n45A03,Ambulant\n", rest: str = REST):
    mappings = folder / "mappings"
    files = {
        "proef/lijst/2026.yaml": written,
        "deel/rest.yaml": rest,
        "proef/codetabellen/producten.csv": table,
    }
    for name, content in files.items():
        path = mappings / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return whole_catalogue(folder)


def test_the_format_that_is_broken_below_is_whole_to_begin_with(tmp_path):
    assert [plan.name for plan in load(tmp_path).every_plan()] == ["proef/lijst"]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "said"),
    [
        ("title: Proef", "title: Proef: twee", 2, "This is not YAML"),
        ("title: Proef", "title: Proef\ntitle: Proef", 3, "stands here twice"),
        ("sum: bedrag", "summ: bedrag", 16, "There is no verb 'summ'. Write one of:"),
        ("sum: bedrag", "sum: productcode", 16, "Only numbers can be summed"),
        ("sum: bedrag", "sum: bedragen", 16, "There is no field 'bedragen'"),
        ("sum: bedrag", "sum: bedrag, truncate: 3", 16, "This verb can let a row wait"),
        ("proef/producten }", "proef/product }", 15, "There is no code table 'proef/product'. Write one of:"),
        ("field: productcode,", "field: toewijzing.bsn,", 15, "has more than one value"),
        ("per: [productcode]", "per: [productcode, toewijzing.bsn]", 13, "tells who a client is"),
        ("of: prestatie", "of: prestaties", 13, "There is no table 'prestaties'. Write one of:"),
        ("uses: [deel/rest]", "uses: [proef/lijst]", 9, "These use each other in a circle"),
        (
            "uses: [deel/rest]",
            "uses: [deel/weg]",
            9,
            "There is nothing called 'deel/weg' to use. Write one of:",
        ),
        ("total: Lijst.Bedrag", "total: Lijst.Bedragen", 17, "Write one of: Lijst.Bedrag."),
        ("level: aggregate", "level: person", 1, "needs a legal_ground"),
        (
            'kind: csv, filename: "{gemeentecode}.csv"',
            'kind: xlsx, template: weg.xlsx, filename: "x.xlsx"',
            10,
            "There is no workbook templates/reports/weg.xlsx.",
        ),
    ],
)
def test_a_broken_format_is_refused_with_file_line_and_remedy(tmp_path, was, becomes, line, said):
    assert was in GOOD

    with pytest.raises(FormatError) as refusal:
        load(tmp_path, GOOD.replace(was, becomes))

    assert said in str(refusal.value)
    assert (refusal.value.file, refusal.value.line) == ("mappings/proef/lijst/2026.yaml", line)


@pytest.mark.parametrize(
    ("rows", "place", "line", "said"),
    [
        (
            {"Lijst": [["Product", "Totaal"]]},
            "",
            17,
            "'Bedrag'; er staat 'Product', 'Totaal'. Neem de kolomtitels",
        ),
        (
            {"Overzicht": [["Product", "Bedrag"]]},
            "",
            13,
            "Blad 'Lijst' staat niet in de werkmap; wel 'Overzicht'",
        ),
        (
            {"Lijst": [["Product", "Bedrag"]]},
            "Kop!A1",
            11,
            "Blad 'Kop' staat niet in de werkmap; wel 'Lijst'",
        ),
    ],
    ids=["header gone", "sheet gone", "sheet of a cell gone"],
)
def test_a_header_that_is_gone_from_the_workbook_is_refused_at_load(tmp_path, rows, place, line, said):
    cells = f'cells: {{ "{place}": aanlevering.agb_code }}\nsheets:' if place else "# geen cellen\nsheets:"
    written = GOOD.replace(
        'kind: csv, filename: "{gemeentecode}.csv"', 'kind: xlsx, template: x.xlsx, filename: "x.xlsx"'
    )
    path = tmp_path / "templates" / "reports" / "x.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(a_workbook(rows))

    with pytest.raises(FormatError) as refusal:
        load(tmp_path, written.replace("sheets:", cells))

    assert said in refusal.value.words.nl
    assert (refusal.value.file, refusal.value.line) == ("mappings/proef/lijst/2026.yaml", line)


@pytest.mark.parametrize(
    ("was", "becomes", "line", "said"),
    [
        ("with: [toewijzing], per: [productcode]", "order: [product]", 13, "There is no field 'product'"),
        ("per: [productcode]", "per: [productcode], order: [productcode]", 13, "Leave out order"),
        ("with: [toewijzing], per: [productcode]", "overlapping: {}", 13, "are put together `per` fields"),
        ("per: [productcode]", "per: [productcode], overlapping: { from: status }", 13, "is not a date"),
        ("sum: bedrag", "total: Lijst", 16, "This verb fills a single cell"),
        ("kind: csv,", "kind: xml, root: X, repeat: [Lijst],", 10, "has nothing by which a new one begins"),
        (
            "sum: bedrag",
            "first: { of: bedrag, by: bedrag, pick: middle }",
            16,
            "pick: Input should be 'first' or 'last'",
        ),
    ],
)
def test_what_is_new_in_the_language_is_refused_as_plainly(tmp_path, was, becomes, line, said):
    with pytest.raises(FormatError) as refusal:
        load(tmp_path, GOOD.replace(was, becomes))

    assert said in str(refusal.value)
    assert (refusal.value.file, refusal.value.line) == ("mappings/proef/lijst/2026.yaml", line)


def test_a_total_of_a_sheet_that_is_not_there_is_refused(tmp_path):
    cell = 'cells: { "Kop!A1": { total: Lijsten } }\nsheets:'

    with pytest.raises(
        FormatError, match=r"There is no sheet 'Lijsten' to total\. Write one of: Lijst\."
    ) as refusal:
        load(tmp_path, GOOD.replace("sheets:", cell))

    assert refusal.value.line == 11


def test_a_code_with_two_meanings_on_one_day_is_refused_with_the_line_of_the_second(tmp_path):
    table = "code,wordt\n45A03,Ambulant\n41A01,Dag\n45A03,Anders\n"

    with pytest.raises(FormatError, match="'45A03' has two meanings on one day") as refusal:
        load(tmp_path, table=table)

    assert (refusal.value.file, refusal.value.line) == ("mappings/proef/codetabellen/producten.csv", 4)


def test_a_code_table_whose_day_is_no_day_is_refused_with_its_line(tmp_path):
    table = "code,wordt,geldig_van\n45A03,Ambulant,\n41A01,Dag,1-1-2026\n"

    with pytest.raises(FormatError, match="'1-1-2026' is not a date") as refusal:
        load(tmp_path, table=table)

    assert refusal.value.line == 3
