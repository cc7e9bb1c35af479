"""The second count gives what the first gave, over keys that are made and tables that are joined."""

import io

import openpyxl
import pytest

from service.domain.burden.level_zero import level_zero
from service.domain.formats.composition import Document, compose
from service.domain.formats.rows import Submitted
from service.domain.translation.translate import translate
from service.files.catalogue.surveying import surveyed
from service.files.reports.report_writer import ReportWriter
from service.recount.count import FoundFile, recount
from service.recount.documents import FormatDocument, ReadCodeTable
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, NAMES, a_format, a_plan, a_table, a_workbook

AGES = a_table("banden", {"0..11": "kind", "12..17": "tiener"})
REASONS = a_table("redenen", {"01": "klaar", "02": "verhuisd"})
EXPORT = an_export(
    toewijzing=[
        {"toewijzingnummer": 1, "clientnummer": "C1", "geboortedatum": "2012-05-01"},
        {"toewijzingnummer": 2, "clientnummer": "C2", "geboortedatum": "2018-05-01"},
        {"toewijzingnummer": 3, "clientnummer": "C3", "geboortedatum": "1990-05-01"},
        {"toewijzingnummer": 4, "ingangsdatum": "2024-01-01", "einddatum": "2024-12-31"},
    ],
    prestatie=[
        {
            "referentienummer": str(n),
            "toewijzingnummer": n % 4 + 1,
            "begindatum": f"2026-0{n % 3 + 1}-0{n + 1}",
        }
        for n in range(8)
    ],
    verloop=[
        {
            "gemeentecode": "0014",
            "toewijzingnummer": 1,
            "begindatum": "2026-01-01",
            "reden_beeindiging": "01",
        },
        {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": "2026-02-01"},
    ],
)
OF_PRESTATIES = {"of": "prestatie", "with": ["toewijzing"]}
BAND = {"band": "banden", "of": {"age": "period_end"}}


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (
            {**OF_PRESTATIES, "per": ["productcode", {"month": "begindatum"}]},
            {"Maand": {"month": "begindatum", "date_form": "jjjj-mm"}, "Rijen": {"count": "rows"}},
        ),
        (
            {**OF_PRESTATIES, "per": [BAND], "where": {"begindatum": {"from": "period_begin"}}},
            {"Band": BAND, "Cliënten": {"count_distinct": "toewijzing.clientnummer"}},
        ),
        (
            {**OF_PRESTATIES, "where": {"bedrag": {"above": 10}, "volume": {"between": [1, 100]}}},
            {"Band": BAND, "Kwartaal": {"quarter": "begindatum"}, "Product": {"times": ["tarief", "volume"]}},
        ),
        (
            {**OF_PRESTATIES, "per": [{"week": "begindatum"}, {"year": "toewijzing.geboortedatum"}]},
            {"Mediaan": {"median": "bedrag"}, "P": {"percentile": {"of": "volume", "at": 90}}},
        ),
        (
            {"of": "toewijzing", "with": ["verloop", "prestatie"]},
            {
                "Cliënt": "clientnummer",
                "Bedrag": {"sum": {"field": "prestatie.bedrag", "sign_by": "prestatie.debet_credit"}},
                "n": {"count": "prestatie"},
                "m": {"count": "verloop"},
                "Begin": {"earliest": "verloop.begindatum"},
                "Reden": {"last": "verloop.reden_beeindiging", "by": "verloop.begindatum"},
            },
        ),
        (
            {
                "of": "toewijzing",
                "with": ["verloop", "prestatie"],
                "per": ["clientnummer"],
            },
            {
                "Cliënt": "clientnummer",
                "Bedrag": {"sum": {"field": "prestatie.bedrag", "sign_by": "prestatie.debet_credit"}},
                "Begin": {"earliest": "verloop.begindatum"},
            },
        ),
    ],
)
def test_both_counts_agree(rows, columns):
    written = {"sheets": {"lijst": {"rows": rows, "columns": columns}}}
    require_agreement(written)


def require_agreement(written, blank=None, names=NAMES):
    """Both counts of what a format makes of the export."""
    plan = a_plan(AGES, REASONS, **written)
    if blank is not None:
        plan = surveyed(plan, {"leeg.xlsx": blank})

    found = translate(Submitted(export=EXPORT, standard=the_standard()), plan, FIRST_QUARTER, names)
    again = recount(
        EXPORT,
        the_standard(),
        {table.name: _read(table) for table in (AGES, REASONS)},
        [
            FoundFile(
                report.municipality,
                FormatDocument(plan.name, composed(written)),
                FIRST_QUARTER,
                ReportWriter().write_report(report.content, plan.format.output, blank),
            )
            for report in found.reports
        ],
    )

    assert sum(report.content.sheets[0].row_count for report in found.reports) > 0
    counts = level_zero([each.cells for each in found.reports], found.facts, [plan], len(found.reports))
    assert again == counts.as_json()


def composed(written):
    """As `read_format_documents` gives it: blocks laid beside each other as sheets."""
    document = Document(name="voorbeeld", file="voorbeeld.yaml", content=a_format(**written))
    return compose("voorbeeld", {"voorbeeld": document}).content


PER_PRODUCT = {**OF_PRESTATIES, "per": ["productcode"]}
BEDRAG = {"sum": {"field": "bedrag", "sign_by": "debet_credit"}}
MONTHS = {"by": "begindatum", "heads": "months", "columns": {"Bedrag": BEDRAG, "Rijen": {"count": "rows"}}}


@pytest.mark.parametrize(
    "across",
    [
        MONTHS,
        {**MONTHS, "heads": "quarters"},
        {**MONTHS, "heads": {"months_of_period": ["Maand 1", "Maand 2", "Maand 3"]}},
        {**MONTHS, "heads": {"months_of_period": ["Maand 1"]}, "other": "later"},
        {
            "by": BAND,
            "heads": ["kind", "tiener"],
            "columns": {"*": {"count_distinct": "toewijzing.clientnummer"}},
        },
        {"by": BAND, "heads": {"table": "banden"}, "columns": {"*": {"sum": "volume"}}},
        {"by": "status", "heads": {"Nieuw": ["ingediend"]}, "columns": {"Aantal *": {"average": "volume"}}},
        {"by": "begindatum", "heads": {"months": ["jan", "feb"]}, "columns": {"*": BEDRAG}},
        {"by": "begindatum", "heads": {"months": ["jan"]}, "other": "later", "columns": {"*": BEDRAG}},
    ],
)
@pytest.mark.parametrize(
    "rows", [PER_PRODUCT, {**OF_PRESTATIES, "per": ["productcode", "toewijzing.clientnummer"]}]
)
def test_both_counts_agree_on_heads_beside_each_other(across, rows):
    require_agreement(
        {"sheets": {"lijst": {"rows": rows, "columns": {"Code": "productcode"}, "across": across}}}
    )


XLSX = {"output": {"kind": "xlsx", "template": "leeg.xlsx", "filename": "{gemeentecode}.xlsx"}}


@pytest.mark.parametrize("nothing", [0, "empty", "-"])
@pytest.mark.parametrize("not_listed", ["quarantine", "below"])
@pytest.mark.parametrize("codes", [["45A03", "41B01"], ["41B01"]])
def test_both_counts_agree_on_lines_that_the_workbook_lists(nothing, not_listed, codes):
    listed = {"by": {"Code": "productcode"}, "nothing": nothing, "not_listed": not_listed}
    sheet = {"rows": PER_PRODUCT, "listed": listed, "columns": {"Bedrag": BEDRAG, "Rijen": {"count": "rows"}}}
    blank = a_workbook({"lijst": [["Code", "Bedrag", "Rijen"], *([code, None, None] for code in codes)]})

    require_agreement({**XLSX, "sheets": {"lijst": sheet}}, blank)


def test_both_counts_agree_on_a_row_that_waits_in_one_block_of_several():
    listed = {"by": {"Code": "productcode"}, "nothing": 0}
    fixed = {"rows": PER_PRODUCT, "listed": listed, "columns": {"Bedrag": BEDRAG}}
    every = {"rows": OF_PRESTATIES, "columns": {"Nr": "referentienummer", "Bedrag": "bedrag"}}
    grid = {"vast": [["Code", "Bedrag"], ["41B01", None]], "alles": [["Nr", "Bedrag"], [None, None]]}

    require_agreement({**XLSX, "sheets": {"vast": fixed, "alles": every}}, a_workbook(grid))


def test_both_counts_agree_on_a_list_in_two_parts():
    listed = {"by": {"Code": "productcode"}, "nothing": "empty"}
    part = {"rows": PER_PRODUCT, "listed": listed, "columns": {"Bedrag": BEDRAG}}
    grid = {name: [["Code", "Bedrag"], [code, None]] for name, code in (("a", "41B01"), ("b", "45A03"))}

    require_agreement({**XLSX, "sheets": {"a": part, "b": part}}, a_workbook(grid))


def test_both_counts_agree_on_blocks_that_are_found_on_their_sheet_with_paths_as_headers():
    first = {
        "at": {"title": "1. Per maand"},
        "header_lines": 2,
        "rows": PER_PRODUCT,
        "columns": {"Code": "productcode"},
        "across": {**MONTHS, "heads": {"months": ["Jan", "Feb", "Mrt"]}},
    }
    second = {
        "at": {"header": ["Cliënt", "Aantal"]},
        "columns": {"Cliënt": "toewijzing.clientnummer", "Aantal": {"count": "rows"}},
        "rows": {**OF_PRESTATIES, "per": ["toewijzing.clientnummer"]},
    }
    blank = a_workbook({"lijst": [
        ["1. Per maand"],
        ["Code", "Jan", None, "Feb", None, "Mrt", None],
        [None, *["Bedrag", "Rijen"] * 3],
        [None] * 7,
        ["Cliënt", "Aantal"],
        [None, None],
    ]})  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(blank))
    for merged in ("A2:A3", "B2:C2", "D2:E2", "F2:G2"):
        book["lijst"].merge_cells(merged)
    target = io.BytesIO()
    book.save(target)

    blocks = {"Maanden": first, "Cliënten": second}
    require_agreement({**XLSX, "sheets": {"lijst": {"blocks": blocks}}}, target.getvalue())


def _read(table):
    return ReadCodeTable(
        table.name,
        tuple((each.code, each.becomes, each.law, each.valid_from, each.valid_until) for each in table.lines),
    )
