"""A municipality that merged: reports go to whoever answers for it when the reporting period ends."""

from datetime import date

import pandas as pd

from service.domain.formats.rows import Submitted
from service.domain.municipalities import merged_before
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.domain.translation.translate import translate
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from tests.golden.examples import the_catalogue
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import a_list, lines_of

NAMES = {"0501": "Brielle", "1992": "Voorne aan Zee"}
COLUMNS = {
    "Referentie": "referentienummer",
    "Gemeente": "gemeentecode",
    "Toegewezen": "toewijzing.ingangsdatum",
}


def of_brielle(begin, end):
    """An allocation that Brielle made, and one of another municipality with the same number."""
    return an_export(
        toewijzing=[
            {"gemeentecode": "0501", "toewijzingnummer": 1, "ingangsdatum": date(2022, 5, 1)},
            {"gemeentecode": "0530", "toewijzingnummer": 1, "ingangsdatum": date(2022, 7, 1)},
        ],
        prestatie=[
            {"referentienummer": code, "gemeentecode": code, "begindatum": begin, "einddatum": end}
            for code in ("0501", "0530")
        ],
    )


def lines(export, period):
    plan = a_list(COLUMNS)
    submitted = Submitted(export=export, standard=the_standard())
    return {
        report.municipality: lines_of(report.content)
        for report in translate(submitted, plan, parse_period(period), NAMES).reports
    }


def test_over_a_period_before_the_merger_the_report_is_the_old_municipalitys():
    found = lines(of_brielle(date(2022, 11, 1), date(2022, 11, 30)), "2022-Q4")

    assert found == {"0501": [("0501", "0501", "2022-05-01")], "1992": []}


def test_over_a_period_after_the_merger_it_is_the_new_ones_and_every_row_keeps_its_own_allocation():
    found = lines(of_brielle(date(2026, 1, 1), date(2026, 1, 31)), "2026-Q1")

    assert found == {
        "0501": [],
        "1992": [("0501", "1992", "2022-05-01"), ("0530", "1992", "2022-07-01")],
    }


def test_the_balance_of_the_new_municipality_holds_the_rows_of_the_old_ones():
    submitted = Submitted(export=of_brielle(date(2026, 1, 1), date(2026, 1, 31)), standard=the_standard())

    (report,) = translate(submitted, a_list(COLUMNS), parse_period("2026-Q1"), {"1992": "V"}).reports

    assert (report.balance.rows.came_in, report.balance.rows.reported) == (2, 2)
    assert report.balance.cents.reported == 120_00


def test_what_the_new_municipality_asks_is_asked_of_an_export_with_only_the_old_code():
    assigned = the_catalogue().assignments_for(of_brielle(date(2026, 1, 1), date(2026, 1, 31)))

    assert {code for each in assigned for code in each.municipalities} == {"1992"}


def test_a_code_that_was_valid_when_the_allocation_began_passes_intake_and_a_later_one_waits():
    """iJw 3.2, TR378."""
    export = of_brielle(date(2026, 1, 1), date(2026, 1, 31))
    export.tables["toewijzing"].loc[1, "ingangsdatum"] = pd.Timestamp(2023, 7, 1)
    written = write_export(dict(export.tables), the_standard(), "csv-zip")

    checked = check_export(read_export(written, "export.zip"), the_standard())

    about = [
        (each.place.field, each.place.row)
        for each in checked.findings
        if each.kind.code == "code-ended" and each.place.table == "toewijzing"
    ]
    assert about == [("gemeentecode", 3)]


def test_a_chain_of_mergers_is_followed_on_its_day():
    of_that_year = {"0398", "0416", "0756", "1684", "0786", "0815", "1702", "1685", "0856", "0370"}
    earlier = {"0003", "0010", "0024"}

    assert merged_before(the_standard(), date(2020, 12, 31)) == {}
    assert set(merged_before(the_standard(), date(2021, 12, 31))) == earlier
    assert set(merged_before(the_standard(), date(2022, 3, 23))) == earlier | of_that_year
    assert merged_before(the_standard(), date(2022, 3, 24))["0457"] == "0363"
    assert merged_before(the_standard(), date(2023, 1, 1))["0501"] == "1992"
