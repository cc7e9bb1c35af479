"""What waits in an example, and what a condition leaves out of another table than prestatie, is told."""

import json

from service.domain.translation.balance import Tally
from tests.tools.exports import REPOSITORY, an_export
from tests.tools.formats import a_plan, translated
from tests.unit.formats.test_one_failure_stops_only_itself import export, run

__all__ = ["export"]
TABS = {
    perceel: {
        "rows": {"of": "toewijzing", "per": ["toewijzingnummer"], "where": {"perceel": perceel}},
        "columns": {"Nr": "toewijzingnummer"},
    }
    for perceel in ("Ambulant", "Verblijf")
}
OUTPUT = {"kind": "xlsx", "template": "x.xlsx", "filename": "x-{periode}.xlsx"}


def test_rows_that_are_on_none_of_the_sheets_are_in_the_balance_of_their_table():
    rows = [
        {"toewijzingnummer": str(number), "perceel": perceel}
        for number, perceel in enumerate(["Ambulant", "Verblijf", "Crisis", "Thuis", "Ambulant"])
    ]
    plan = a_plan(sheets=TABS, output=OUTPUT)

    (report,) = translated(an_export(toewijzing=rows), plan, names={"0014": "Groningen"}).reports

    assert report.other_tables == {"toewijzing": Tally(came_in=5, reported=3, excluded={"where-perceel": 2})}


def test_a_worked_example_says_what_waits_in_it():
    answer = run("formats", "test", "voorbeeldregio-noord/kwartaal", "--formats", REPOSITORY / "mappings")

    assert (
        "voorbeeldregio-noord/kwartaal@2025-Q1/onbekende-code, 0014 2026-Q1: wacht: 1 van de 1 prestaties, "
        "€ 330,00 (code staat niet in de tabel van de gemeente)." in answer.stdout
    )


def test_a_worked_example_says_what_is_on_no_sheet():
    answer = run("formats", "test", "voorbeeldregio-vecht/blokken-op-een-blad")

    assert (
        "op geen enkel blad: 1 van de 3 rijen van verloop (de gemeente vraagt deze waarde van "
        "reden_beeindiging niet)." in answer.stdout
    )


def test_a_municipality_of_which_the_file_says_nothing_is_named(tmp_path, export):
    answer = run("translate", export, "--out", tmp_path / "uit", "--municipality", "0518", "--json")

    assert json.loads(answer.stdout)["reports"] == []
    assert answer.stderr == "Gemeente 0518 komt in deze aanlevering niet voor: er is geen rapportage.\n"
