"""What a cell of the workbook would show otherwise than it is meant is a fault when the format is read."""

import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from service.domain.failures import FormatError
from service.domain.formats.calendar import Assignment
from service.pipeline.whole_way import produce
from tests.tools.catalogues import whole_catalogue, write_files
from tests.tools.exports import REPOSITORY, an_export
from tests.tools.formats import FIRST_QUARTER

CASE = Path(__file__).parent / "cases/share-in-percent-cell"
DAYS = {"begindatum": date(2026, 1, 5), "einddatum": date(2026, 2, 1)}
FORMAT = (CASE / "attempt-A.yaml").read_text()


def a_workbook(forms):
    """The workbook of the case, with other number formats under Code, Pct and n."""
    workbook = openpyxl.load_workbook(CASE / "p.xlsx")
    for column, form in zip("ABD", forms, strict=True):
        workbook["Uit"][f"{column}2"].number_format = form
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def catalogue_of(folder, text=FORMAT, workbook=None):
    shutil.copytree(REPOSITORY / "mappings/landelijk/deel", folder / "mappings/landelijk/deel")
    write_files(
        folder,
        {
            "mappings/zandstroom/p/2026-Q1.yaml": text,
            "templates/reports/zandstroom/p.xlsx": workbook or (CASE / "p.xlsx").read_bytes(),
        },
    )
    return whole_catalogue(folder)


def lines_of(catalogue, reasons):
    plan = catalogue.find_plan("zandstroom/p")
    courses = [
        {"gemeentecode": "0014", "toewijzingnummer": 1, "reden_beeindiging": reason, **DAYS}
        for reason in reasons
    ]
    submitted = catalogue.submitted(an_export(verloop=courses))
    (report,) = produce(catalogue, submitted, Assignment(plan, FIRST_QUARTER, ("0014",))).reports
    sheet = openpyxl.load_workbook(io.BytesIO(report.content))["Uit"]
    return [[row[place].value for place in (0, 1, 3)] for row in sheet.iter_rows(min_row=2)], sheet[
        "B2"
    ].number_format


def test_a_share_in_a_cell_of_per_cents_reads_as_it_is_meant(tmp_path):
    lines, form = lines_of(catalogue_of(tmp_path), ["02", "02", "02", "31", "31", "31", "31"])

    assert "%" in form
    assert lines == [["02", 0.429, 3], ["31", 0.571, 4]]


def test_a_share_in_a_plain_cell_is_written_in_per_cents(tmp_path):
    catalogue = catalogue_of(tmp_path, workbook=a_workbook(["@", "0.0", "0"]))

    assert lines_of(catalogue, ["02", "02", "02", "31", "31", "31", "31"])[0] == [
        ["02", 42.9, 3],
        ["31", 57.1, 4],
    ]


def test_a_per_cent_between_quotation_marks_is_a_plain_cell(tmp_path):
    catalogue = catalogue_of(tmp_path, workbook=a_workbook(["@", '0.0" %"', "0"]))

    assert lines_of(catalogue, ["02", "31"])[0] == [["02", 50, 1], ["31", 50, 1]]


@pytest.mark.parametrize(
    ("forms", "header", "code", "line"),
    [
        (["@", "0.0%", "0%"], "n", "number-in-a-percent-cell", 19),
        (["@", "0.0%", "d-m-yyyy"], "n", "number-in-a-date-cell", 19),
        (["@", "dd-mm-yyyy", "0"], "Pct", "number-in-a-date-cell", 18),
    ],
)
def test_a_number_that_would_read_as_something_else_is_refused_with_its_column(
    tmp_path, forms, header, code, line
):
    with pytest.raises(FormatError) as refusal:
        catalogue_of(tmp_path, workbook=a_workbook(forms))

    assert (refusal.value.fault.kind.code, refusal.value.line) == (code, line)
    assert f"kolom '{header}'" in refusal.value.words.nl


def test_a_date_in_a_cell_that_shows_numbers_is_refused_when_the_format_is_read(tmp_path):
    text = FORMAT.replace("n: {count: rows}", "n: {first: {of: einddatum, by: einddatum, pick: last}}")

    with pytest.raises(FormatError) as refusal:
        catalogue_of(tmp_path, text)

    assert refusal.value.fault.kind.code == "cell-without-date-form"


def test_what_the_standard_states_per_hundred_is_a_hundredth_in_a_cell_of_per_cents(tmp_path):
    text = FORMAT.replace(
        "sheets:", 'cells:\n  "Uit!F9": { figure: ziekteverzuim_procent, round: 1 }\nsheets:'
    )
    workbook = openpyxl.load_workbook(CASE / "p.xlsx")
    workbook["Uit"]["F9"].number_format = "0.0%"
    written = io.BytesIO()
    workbook.save(written)
    catalogue = catalogue_of(tmp_path, text, written.getvalue())
    plan = catalogue.find_plan("zandstroom/p")
    told = [{"kengetal": "ziekteverzuim_procent", "waarde": 6.8, "eenheid": "procent"}]

    submitted = catalogue.submitted(an_export(kengetal=told))
    (report,) = produce(catalogue, submitted, Assignment(plan, FIRST_QUARTER, ("0014",))).reports

    assert openpyxl.load_workbook(io.BytesIO(report.content))["Uit"]["F9"].value == 0.068
