"""A character that the municipality's file cannot hold is a finding with its place, never a `?`."""

from collections.abc import Mapping

import pytest

from service.domain.periods import parse_period
from service.files.reports.report_writer import ReportWriter, require_reads_back
from tests.tools.exports import an_export
from tests.tools.formats import a_plan, lines_of, translated

COLUMNS = {"Nr": {"field": "referentienummer"}, "Bedrag": {"sum": "bedrag"}}
ROWS = [
    {"referentienummer": "Kovač", "bedrag": 100},
    {"referentienummer": "Zoë", "bedrag": 20},
    {"referentienummer": "Ilić", "bedrag": 3},
]
QUARTER = parse_period("2026-Q1")


def _plan(encoding: str, kind: str = "csv", **columns: Mapping[str, object]) -> object:
    rows = {"of": "prestatie", "per": ["referentienummer"]}
    widths = {"columns": {header: {"width": 12} for header in columns or COLUMNS}}
    return a_plan(
        output={
            "kind": kind,
            "filename": "{gemeentecode}.txt",
            "encoding": encoding,
            **(widths if kind == "fixed-width" else {}),
        },
        sheets={"lijst": {"rows": rows, "columns": columns or COLUMNS}},
    )


@pytest.mark.parametrize("kind", ["csv", "fixed-width"])
def test_a_character_that_windows_1252_lacks_makes_its_row_wait_under_a_name_and_with_its_place(kind: str):
    plan = _plan("windows-1252", kind)

    found = translated(an_export(prestatie=ROWS), plan)

    report = found.reports[0]
    assert sorted((each.kind.code, each.place.row, each.place.field) for each in found.findings) == [
        ("character-not-in-encoding", 2, "referentienummer"),
        ("character-not-in-encoding", 4, "referentienummer"),
    ]
    assert "het teken ć (U+0107) bestaat niet in windows-1252" in found.findings[0].text("nl")
    assert lines_of(report.content) == [("Zoë", "0.20")]
    assert report.balance.as_json()["rows"]["quarantined"] == {"character-not-in-encoding": 2}
    written = ReportWriter().write_report(report.content, plan.format.output)
    require_reads_back(written, report.content, plan.format.output)


def test_utf_8_lacks_nothing():
    found = translated(an_export(prestatie=ROWS), _plan("utf-8"))

    assert found.findings == ()
    assert len(lines_of(found.reports[0].content)) == 3


@pytest.mark.parametrize(
    "written", [{"first": {"of": "referentienummer", "by": "begindatum"}}, {"field": "referentienummer"}]
)
def test_a_text_is_looked_at_before_rows_are_put_together(written: Mapping[str, object]):
    found = translated(an_export(prestatie=ROWS), _plan("windows-1252", Nr=written))

    assert lines_of(found.reports[0].content) == [("Zoë",)]
