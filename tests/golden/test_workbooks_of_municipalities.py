"""Workbooks as municipalities have them, each filled by a format that says it in its own words."""

import io

import openpyxl

from service.domain.formats.rows import Submitted
from service.domain.translation.translate import translate
from service.files.reports.report_writer import ReportWriter
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, a_plan, a_table, a_workbook

AGES = a_table(
    "leeftijden", {"0..3": "0-3", "4..11": "4-11", "12..17": "12-17", "18..": "18+", "..": "Onbekend"}
)
REASONS = a_table("redenen", {"01": "volgens plan", "02": "in overleg"})
ALLOCATIONS = [
    {"toewijzingnummer": 1, "clientnummer": "C1", "geboortedatum": "2012-04-01", "productcode": "45A03"},
    {"toewijzingnummer": 2, "clientnummer": "C2", "geboortedatum": "2024-01-01", "productcode": "45A03"},
    {"toewijzingnummer": 3, "clientnummer": "C3", "geboortedatum": None, "productcode": "41B01"},
    {"toewijzingnummer": 4, "clientnummer": "C1", "geboortedatum": "2012-04-01", "productcode": "41B01"},
]
PRESTATIES = [
    {"referentienummer": "1", "toewijzingnummer": 1, "begindatum": "2026-01-01", "bedrag": 5_000_050},
    {"referentienummer": "2", "toewijzingnummer": 1, "begindatum": "2026-01-15", "bedrag": 5_000_000},
    {"referentienummer": "3", "toewijzingnummer": 2, "begindatum": "2026-02-01", "bedrag": 5_500_000},
    {
        "referentienummer": "4",
        "toewijzingnummer": 2,
        "begindatum": "2026-02-10",
        "bedrag": 110_227,
        "debet_credit": "C",
    },
    {
        "referentienummer": "5",
        "toewijzingnummer": 3,
        "begindatum": "2026-03-01",
        "productcode": "41B01",
        "bedrag": 0,
    },
]
COURSE = [
    {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": "2026-01-02", "einddatum": "2026-01-20",
     "reden_beeindiging": "02"},
    {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": "2026-02-02", "einddatum": "2026-03-20",
     "reden_beeindiging": "01"},
    {"gemeentecode": "0014", "toewijzingnummer": 2, "begindatum": "2026-01-05"},
]  # fmt: skip
SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}


def filled(sheet, rows, columns, grid, cells=None, header_row=1):
    """The cells of the municipality's workbook after it was filled and read back."""
    plan = a_plan(
        AGES,
        REASONS,
        output={"kind": "xlsx", "template": "t.xlsx", "filename": "{gemeentecode}.xlsx"},
        cells=cells or {},
        sheets={sheet: {"header_row": header_row, "rows": rows, "columns": columns}},
        checks=[{"total": total, "equals": "balance.bedrag"} for total in cells or {}],
    )
    export = an_export(prestatie=PRESTATIES, toewijzing=ALLOCATIONS, verloop=COURSE)
    submitted = Submitted(export=export, standard=the_standard(), pseudonym_key=b"proef")
    (report,) = translate(submitted, plan, FIRST_QUARTER, {"0014": "Groningen"}).reports
    written = ReportWriter().write_checked_report(
        report.content, plan.format.output, a_workbook({sheet: grid})
    )
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(written))[sheet].values]


def test_a_line_per_month_has_every_product_and_month_once():
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode", {"month": "begindatum"}]}
    columns = {
        "Code": "productcode",
        "Maand": {"month": "begindatum", "date_form": "jjjj-mm"},
        "Clienten": {"count_distinct": "toewijzing.clientnummer"},
    }

    found = filled("Uit", rows, columns, [["Code", "Maand", "Clienten"], [None, None, None]])

    assert found[1:] == [["41B01", "2026-03", 1], ["45A03", "2026-01", 1], ["45A03", "2026-02", 1]]


def test_clients_are_counted_once_per_product_and_age_band_with_a_band_for_who_has_no_date_of_birth():
    band = {"band": "leeftijden", "of": {"age": "period_end"}}
    columns = {"Product": "productcode", "Leeftijd": band, "Cliënten": {"count_distinct": "clientnummer"}}
    rows = {"of": "toewijzing", "per": ["productcode", band]}

    found = filled("Leeftijd", rows, columns, [["Product", "Leeftijd", "Cliënten"], [None, None, None]])

    assert found[1:] == [
        ["41B01", "12-17", 1],
        ["41B01", "Onbekend", 1],
        ["45A03", "0-3", 1],
        ["45A03", "12-17", 1],
    ]


def test_a_single_cell_holds_the_control_total_in_euro_with_two_decimals():
    cells = {"Productie!B1": {"total": {"over": "Productie", "of": SIGNED}}}
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
    grid = [["Totaal", 0], ["Productcode", "Bedrag"], [None, None]]

    found = filled(
        "Productie", rows, {"Productcode": "productcode", "Bedrag": {"sum": SIGNED}}, grid, cells, 2
    )

    assert found[0] == ["Totaal", 153898.23]
    assert found[2:] == [["41B01", 0], ["45A03", 153898.23]]


def test_a_client_list_has_one_line_per_allocation_also_when_help_was_started_twice():
    status = {
        "choose": {
            "of": {"latest": "verloop.einddatum"},
            "cases": [{"when": {"of": {"filled": True}}, "then": {"constant": "gestopt"}}],
            "otherwise": {"constant": "loopt"},
        }
    }
    columns = {
        "Nr": {"running_number": 1},
        "Pseudoniem": {"field": "clientnummer", "pseudonym": 16},
        "Leeftijd": {"band": "leeftijden", "of": {"age": "period_end"}},
        "Product": "productcode",
        "Bedrag": {"sum": {"field": "prestatie.bedrag", "sign_by": "prestatie.debet_credit"}},
        "Begindatum": {"earliest": "verloop.begindatum", "date_form": "jjjj-mm-dd"},
        "Einddatum": {"latest": "verloop.einddatum", "date_form": "jjjj-mm-dd"},
        "Reden einde": {
            "last": "verloop.reden_beeindiging",
            "by": "verloop.einddatum",
            "translate": "redenen",
        },
        "Status": status,
    }
    rows = {"of": "toewijzing", "with": ["verloop", "prestatie", "uitkomst"]}

    found = filled("Cliënten", rows, columns, [list(columns), [None] * len(columns)])

    assert [[line[0], *line[2:]] for line in found[1:]] == [
        [1, "12-17", "45A03", 100000.5, "2026-01-02", "2026-03-20", "volgens plan", "gestopt"],
        [2, "0-3", "45A03", 53897.73, "2026-01-05", None, None, "loopt"],
        [3, "Onbekend", "41B01", 0, None, None, None, "loopt"],
        [4, "12-17", "41B01", 0, None, None, None, "loopt"],
    ]
    assert len({line[1] for line in found[1:]}) == 3
