"""The second count gives what the first gave, over keys that are made and tables that are joined."""

import pytest

from service.domain.burden.level_zero import level_zero
from service.domain.formats.rows import Submitted
from service.domain.translation.translate import translate
from service.files.reports.report_writer import ReportWriter
from service.recount.count import FoundFile, recount
from service.recount.documents import FormatDocument, ReadCodeTable
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, NAMES, a_format, a_plan, a_table

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
    ],
)
def test_both_counts_agree(rows, columns):
    written = {"sheets": {"lijst": {"rows": rows, "columns": columns}}}
    plan = a_plan(AGES, REASONS, **written)

    found = translate(Submitted(export=EXPORT, standard=the_standard()), plan, FIRST_QUARTER, NAMES)
    again = recount(
        EXPORT,
        the_standard(),
        {table.name: _read(table) for table in (AGES, REASONS)},
        [
            FoundFile(
                report.municipality,
                FormatDocument(plan.name, a_format(**written)),
                FIRST_QUARTER,
                ReportWriter().write_report(report.content, plan.format.output),
            )
            for report in found.reports
        ],
    )

    assert sum(report.content.sheets[0].row_count for report in found.reports) > 0
    counts = level_zero([each.cells for each in found.reports], found.facts, [plan], len(found.reports))
    assert again == counts.as_json()


def _read(table):
    return ReadCodeTable(
        table.name,
        tuple((each.code, each.becomes, each.law, each.valid_from, each.valid_until) for each in table.lines),
    )
