"""Several files for one request: each written and read back by its own kind, together in one zip."""

import io
import zipfile
from functools import cache

import numpy as np
import openpyxl
import pytest

from service.domain.failures import FormatError, ReadBackDiffersError
from service.domain.formats.blank_files import blank_of, blanks_of_files
from service.domain.formats.calendar import Assignment
from service.domain.formats.diff import diff
from service.domain.formats.output import ZipOutput
from service.domain.formats.publication import plan_of, publication_of
from service.domain.formats.rows import Submitted
from service.domain.periods import parse_period
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.catalogue.loading import publish
from service.files.catalogue.workbook_remarks import changed_templates, remarks_on_workbook
from service.files.reports.report_writer import ReportWriter, require_reads_back
from service.files.reports.word_document import document_as_text
from service.pipeline.whole_way import produce
from tests.tools.catalogues import whole_catalogue
from tests.tools.contents import a_sheet
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import a_workbook
from tests.tools.word_document import control, document, paragraph, table

NOT_ASKED = "".join(f"  {name}.*: niet gevraagd\n" for name in the_standard().tables)
OUTPUT = {
    "kind": "zip",
    "filename": "alles.zip",
    "files": {
        "Lijst": {"kind": "csv", "filename": "lijst.csv", "encoding": "windows-1252"},
        "Werkmap": {"kind": "xlsx", "template": "lijst.xlsx", "filename": "lijst.xlsx"},
        "Brief": {"kind": "docx", "template": "brief.docx", "filename": "brief.docx"},
    },
}
FORMAT = f"""\
format: proef/zip
title: Proef
provenance: illustrative
standard: 2026.1
valid: {{ from: 2026 }}
period: year
law: [JW]
level: aggregate
output:
  kind: zip
  filename: "alles-{{gemeentecode}}-{{periode}}.zip"
  files:
    Lijst: {{ kind: csv, filename: "lijst-{{gemeentecode}}.csv" }}
    Werkmap: {{ kind: xlsx, template: lijst.xlsx, filename: lijst.xlsx }}
    Brief: {{ kind: docx, template: brief.docx, filename: brief.docx }}
cells:
  "Brief!naam": aanlevering.naam_aanbieder
sheets:
  Lijst/Regels:
    rows: {{ of: prestatie, per: [productcode] }}
    columns:
      Product: productcode
      Bedrag: {{ sum: {{ field: bedrag, sign_by: debet_credit }} }}
  Werkmap/Lijst:
    rows: {{ of: prestatie, per: [productcode] }}
    columns:
      Product: productcode
not_asked:
{NOT_ASKED}checks:
  - {{ total: Lijst/Regels.Bedrag, equals: balance.bedrag }}
"""


def texts(*items):
    return Values(ValueKind.TEXT, np.array(items, dtype=object), np.zeros(len(items), dtype=bool))


def amounts(*items):
    return Values(ValueKind.NUMBER, np.array(items, dtype=np.int64), np.zeros(len(items), dtype=bool), 100)


CONTENT = ReportContent(
    {("Brief", "naam"): "Zorg"},
    (
        a_sheet("Lijst/Regels", 1, {"Product": texts("a"), "Bedrag": amounts(1250)}),
        a_sheet("Werkmap/Lijst", 1, {"Product": texts("a", "b")}),
        a_sheet("Brief/Bedragen", 1, {"Bedrag": amounts(1250, 50)}),
    ),
    {"Lijst": "lijst-0014.csv"},
)


@cache
def blanks():
    """Made once: openpyxl writes the second in which it saves."""
    return {
        "lijst.xlsx": a_workbook({"Lijst": [["Product"]]}),
        "brief.docx": document(paragraph(control("naam", "")), table(["Bedrag"], [""])),
    }


@pytest.fixture(scope="module")
def written():
    output = ZipOutput.model_validate(OUTPUT)
    blank = blank_of(output, blanks())
    return output, blank, ReportWriter().write_checked_report(CONTENT, output, blank)


def load(folder, text=FORMAT, **others):
    for name, content in {"mappings/proef/zip/2026.yaml": text.encode(), **_templates(), **others}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return whole_catalogue(folder)


def _templates():
    return {f"templates/reports/{name}": content for name, content in blanks().items()}


def parts(report):
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_file_is_what_its_kind_writes_alone_under_its_own_name(written):
    output, _, report = written
    found = parts(report)

    assert list(found) == ["lijst-0014.csv", "lijst.xlsx", "brief.docx"]
    assert found["lijst-0014.csv"] == b"Product;Bedrag\r\na;12,50\r\n"
    alone = ReportContent({}, (a_sheet("Lijst", 1, {"Product": texts("a", "b")}),))
    blank = blanks()["lijst.xlsx"]
    assert found["lijst.xlsx"] == ReportWriter().write_report(alone, output.files["Werkmap"], blank)


def test_the_bytes_follow_from_the_content_alone(written):
    output, blank, report = written

    assert ReportWriter().write_report(CONTENT, output, blank) == report


def test_totals_are_read_in_the_file_in_which_they_stand(written):
    output, blank, report = written

    totals = require_reads_back(report, CONTENT, output, blank)

    assert totals("Lijst/Regels", "Bedrag") * 100 == 1250
    assert totals("Brief/Bedragen", "Bedrag") * 100 == 1300


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files | {"lijst-0014.csv": b"Product;Bedrag\r\na;12,51\r\n"},
        lambda files: files | {"extra.txt": b""},
        lambda files: {name: files[name] for name in reversed(files)},
        lambda files: {name: files[name] for name in list(files)[:2]},
        lambda files: files | {"brief.docx": blanks()["brief.docx"]},
    ],
    ids=["another amount", "one more", "another order", "one less", "an empty letter"],
)
def test_a_zip_that_holds_anything_else_is_not_published(written, change):
    output, blank, report = written
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in change(parts(report)).items():
            archive.writestr(name, content)

    with pytest.raises(ReadBackDiffersError):
        require_reads_back(made.getvalue(), CONTENT, output, blank)


def test_what_is_no_zip_is_not_published(written):
    output, blank, _ = written

    with pytest.raises(ReadBackDiffersError):
        require_reads_back(b"geen zip", CONTENT, output, blank)


def test_a_format_of_several_files_is_translated_and_its_files_are_named_after_who_gets_them(tmp_path):
    catalogue = load(tmp_path)
    (plan,) = catalogue.every_plan()
    submitted = Submitted(export=an_export(prestatie=[{}]), standard=the_standard())
    made = produce(catalogue, submitted, Assignment(plan, parse_period("2026"), ("0014",)))

    (report,) = made.reports
    assert report.filename == "alles-0014-2026.zip"
    assert parts(report.content)["lijst-0014.csv"] == b"Product;Bedrag\r\n45A03;60,00\r\n"
    assert "Stichting Voorbeeldzorg" in document_as_text(parts(report.content)["brief.docx"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "  Lijst/Regels:",
            "  Regels:",
            "'Regels' hoort bij geen bestand van de zip; er is Lijst, Werkmap, Brief.",
        ),
        ('"Brief!naam"', '"Letter!naam"', "'Letter!naam' hoort bij geen bestand van de zip"),
        (
            '"Brief!naam"',
            '"Brief!adres"',
            "geen inhoudsbesturingselement of bladwijzer 'adres'. Wat erin staat: 'naam'",
        ),
        ("template: brief.docx", "template: weg.docx", "weg.docx"),
        ("filename: lijst.xlsx }", 'filename: "{bsn}.xlsx" }', "{bsn}"),
        ('filename: "lijst-{gemeentecode}.csv"', 'filename: "lijst.xls"', "csv"),
        ("filename: brief.docx }", "filename: brief.doc }", "docx"),
        (
            '"Brief!naam": aanlevering.naam_aanbieder',
            '"Lijst!naam": aanlevering.naam_aanbieder',
            "Bestand 'Brief' van de zip heeft geen blad en geen cel.",
        ),
        ("Lijst/Regels.Bedrag", "Regels.Bedrag", "Regels.Bedrag"),
        (
            'kind: csv, filename: "lijst-{gemeentecode}.csv"',
            "kind: xml, root: Lijst, repeat: [Regels], filename: lijst.xml",
            "Regels",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_when_the_format_is_read(tmp_path, old, new, fault):
    assert FORMAT.count(old) >= 1

    with pytest.raises(FormatError) as refused:
        load(tmp_path, FORMAT.replace(old, new))

    assert fault in refused.value.placed_words.nl
    assert refused.value.line > 1


def test_two_files_of_one_name_are_refused(tmp_path):
    text = FORMAT.replace('filename: "lijst-{gemeentecode}.csv"', "filename: L.csv")
    text = text.replace(
        "Werkmap: { kind: xlsx, template: lijst.xlsx, filename: lijst.xlsx }",
        "Werkmap: { kind: csv, filename: l.csv }",
    )

    with pytest.raises(FormatError, match=r"l\.csv"):
        load(tmp_path, text)


def test_a_published_version_keeps_all_its_blank_files_whatever_becomes_of_them(tmp_path):
    catalogue = load(tmp_path)
    (plan,) = catalogue.every_plan()
    publish(tmp_path / "mappings", catalogue, plan)
    changed = document(paragraph("nu een brief zonder vak"), paragraph(control("naam", "")))
    (tmp_path / "templates/reports/brief.docx").write_bytes(changed)

    again = whole_catalogue(tmp_path)

    (kept,) = again.every_plan()
    assert (kept.sha256, kept.is_published) == (plan.sha256, True)
    blank = blank_of(kept.format.output, again.templates)
    assert blanks_of_files(blank) == {"Werkmap": blanks()["lijst.xlsx"], "Brief": blanks()["brief.docx"]}
    assert plan_of(publication_of(plan), the_standard(), blank).sha256 == plan.sha256


def test_only_the_blank_file_that_is_another_since_the_publication_is_told(tmp_path):
    catalogue = load(tmp_path)
    (plan,) = catalogue.every_plan()
    publish(tmp_path / "mappings", catalogue, plan)
    assert list(told_of_blanks(tmp_path)) == []
    changed = document(paragraph("nu een brief zonder vak"), paragraph(control("naam", "")))
    (tmp_path / "templates/reports/brief.docx").write_bytes(changed)

    assert [remark.text.nl.partition(";")[0] for remark in told_of_blanks(tmp_path)] == [
        "De werkmap brief.docx is een andere dan bij de publicatie"
    ]


def test_a_blank_file_of_a_published_zip_that_is_gone_is_not_told_as_another_one(tmp_path):
    catalogue = load(tmp_path)
    (plan,) = catalogue.every_plan()
    publish(tmp_path / "mappings", catalogue, plan)
    (tmp_path / "templates/reports/brief.docx").unlink()

    assert list(told_of_blanks(tmp_path)) == []


def told_of_blanks(folder):
    again = whole_catalogue(folder)
    return changed_templates(again, again.every_plan())


def test_a_column_of_a_workbook_in_a_zip_that_nobody_fills_is_pointed_at(tmp_path):
    catalogue = load(tmp_path)
    blank = a_workbook({"Lijst": [["Product", "Aantal"]], "Som": [["Samen"]]})
    opened = openpyxl.load_workbook(io.BytesIO(blank))
    opened["Som"]["B1"] = "=SUM(Lijst!B2:B2)"
    saved = io.BytesIO()
    opened.save(saved)
    (plan,) = catalogue.every_plan()

    def told(workbook):
        remarks = remarks_on_workbook(plan, {**catalogue.templates, "lijst.xlsx": workbook})
        return [(each.code, each.where, each.path) for each in remarks]

    where = ("Werkmap/Lijst.Aantal", ("sheets", "Werkmap/Lijst", "columns", "Aantal"))
    assert told(catalogue.templates["lijst.xlsx"]) == []
    assert told(blank) == [("column-nobody-fills", *where)]
    assert told(saved.getvalue()) == [("formula-without-data", *where)]


def test_a_column_of_a_workbook_in_a_zip_may_be_left_empty_with_a_reason(tmp_path):
    empty = FORMAT.replace(
        "  Werkmap/Lijst:\n", "  Werkmap/Lijst:\n    left_empty: { Aantal: telt de gemeente zelf }\n"
    )
    blank = a_workbook({"Lijst": [["Product", "Aantal"]]})
    catalogue = load(tmp_path, empty, **{"templates/reports/lijst.xlsx": blank})
    (plan,) = catalogue.every_plan()

    assert list(remarks_on_workbook(plan, catalogue.templates)) == []


def test_another_blank_file_makes_another_version(tmp_path):
    (plan,) = load(tmp_path).every_plan()
    (tmp_path / "templates/reports/brief.docx").write_bytes(document(paragraph(control("naam", "x"))))

    (other,) = whole_catalogue(tmp_path).every_plan()

    assert other.sha256 != plan.sha256


def test_a_file_that_changes_is_told_between_versions(tmp_path):
    (old,) = load(tmp_path / "a").every_plan()
    (new,) = load(tmp_path / "b", FORMAT.replace("lijst-{gemeentecode}.csv", "regels.csv")).every_plan()

    (told,) = diff(old, new)

    assert "regels.csv" in told.nl


def test_a_percentage_in_a_workbook_of_a_zip_goes_into_a_per_cent_cell_as_a_fraction(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lijst"
    sheet["A1"], sheet["B1"], sheet["B2"].number_format = "Product", "Aandeel", "0.0%"
    book.save(target := io.BytesIO())
    share = "Product: productcode\n      Aandeel: { sum: bedrag, share: 1 }\nnot_asked"
    text = FORMAT.replace("Product: productcode\nnot_asked", share)
    catalogue = load(tmp_path, text, **{"templates/reports/lijst.xlsx": target.getvalue()})
    (plan,) = catalogue.every_plan()
    rows = [{"bedrag": 30_00}, {"referentienummer": "R2", "productcode": "45A04", "bedrag": 10_00}]
    submitted = Submitted(export=an_export(prestatie=rows), standard=the_standard())

    (report,) = produce(catalogue, submitted, Assignment(plan, parse_period("2026"), ("0014",))).reports

    lines = openpyxl.load_workbook(io.BytesIO(parts(report.content)["lijst.xlsx"]))["Lijst"]
    assert [lines["B2"].value, lines["B3"].value] == [0.75, 0.25]
