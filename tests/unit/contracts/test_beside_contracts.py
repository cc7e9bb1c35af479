"""An export held beside its contracts: tariffs by date, budgets, volumes, and what is told to others."""

from datetime import date

import pytest

from service.domain.contracts.beside import beside_contracts
from service.domain.contracts.compliance import ContractLine, Signal
from service.domain.contracts.figures import ContractFigures, ContractKey, care_rows, summed_figures
from service.domain.contracts.tariffs import NONE, ContractTariff, contracted
from service.domain.failures import FormatError
from service.files.catalogue.contract_tariffs import read_contract_tariffs
from tests.tools.exports import an_export, the_standard

KEY = ContractKey(municipality="0014", law="JW", category="45")
HEAD = "gemeentecode;wet;productcategorie;productcode;eenheid;geldig_van;geldig_tot;tarief;bron\n"


def a_tariff(cents=1_00, **others):
    facts = {
        "municipality": "0014",
        "law": "JW",
        "category": "45",
        "product": "45A03",
        "unit": "01",
        "begin": date(2026, 1, 1),
        "until": None,
    }
    return ContractTariff(**{**facts, **others}, cents=cents)


@pytest.mark.parametrize(
    ("tariffs", "agreed"),
    [
        ([], NONE),
        ([a_tariff()], 1_00),
        ([a_tariff(product="", cents=90)], 90),
        ([a_tariff(product="", cents=90), a_tariff()], 1_00),
        ([a_tariff(), a_tariff(product="", cents=90, begin=date(2026, 1, 2))], 1_00),
        ([a_tariff(begin=date(2026, 1, 2))], NONE),
        ([a_tariff(begin=date(2025, 1, 1), until=date(2025, 12, 31))], NONE),
        ([a_tariff(begin=date(2025, 1, 1), cents=80), a_tariff(cents=85)], 85),
        ([a_tariff(unit="04")], NONE),
        ([a_tariff(law="WMO")], NONE),
        ([a_tariff(municipality="0363")], NONE),
    ],
)
def test_a_row_is_held_against_the_tariff_of_its_first_day(tariffs, agreed):
    rows = care_rows(an_export(prestatie=[{}]))

    assert contracted(rows, tariffs).tolist() == [agreed]


def test_another_tariff_is_asked_about_at_its_row_and_counted():
    rows = [{}, {"referentienummer": "R2", "tarief": 1_10, "bedrag": 66_00}]
    rows.append({"referentienummer": "R3", "tarief": 1_10, "bedrag": 66_00, "debet_credit": "C"})

    beside = beside_contracts(an_export(prestatie=rows), [a_tariff()])

    assert [(each.kind.code, each.place.row, each.place.column) for each in beside.findings] == [
        ("tariff-not-contracted", 3, "K"),
        ("tariff-not-contracted", 4, "K"),
    ]
    said = "rij 3: het tarief is € 1,10; volgens het contract met gemeente 0014 is het € 1,00."
    assert said in beside.findings[0].text("nl")
    figures = beside.figures[KEY]
    assert (figures.agreed, figures.off_tariff, figures.off_tariff_cents) == (3, 2, 0), (
        "a credit takes it off"
    )
    assert (figures.rows, figures.cents, figures.clients) == (3, 60_00, 1)


def test_a_budget_counts_once_and_only_what_is_over_it():
    allocations = [
        {"budget": 100_00},
        {"toewijzingnummer": 2, "clientnummer": "C2", "bsn": "999900018", "budget": 50_00},
        {"toewijzingnummer": 3, "clientnummer": "C3", "bsn": "999900020"},
    ]
    rows = [
        {"referentienummer": f"R{number}", "toewijzingnummer": allocation}
        for number, allocation in enumerate((1, 1, 2, 3))
    ]

    figures = beside_contracts(an_export(toewijzing=allocations, prestatie=rows), []).figures[KEY]

    assert (figures.budgeted, figures.budget_cents, figures.of_budget_cents) == (2, 150_00, 180_00)
    assert (figures.over_budget, figures.over_budget_cents) == (2, 30_00)
    assert (figures.rows, figures.clients, figures.agreed) == (4, 3, 0)


def test_more_volume_than_was_allocated_is_counted_by_row():
    allocation = {"volume": 100, "eenheid": "01", "frequentie": "6"}
    rows = [{}, {"referentienummer": "R2", "begindatum": date(2026, 2, 1), "einddatum": date(2026, 2, 28)}]

    figures = beside_contracts(an_export(toewijzing=[allocation], prestatie=rows), []).figures[KEY]

    assert figures.over_volume == 2, "together 120"


def test_rows_of_no_allocation_are_of_no_contract():
    export = an_export(prestatie=[{"toewijzingnummer": 9}])

    assert beside_contracts(export, [a_tariff()]).figures == {}
    assert beside_contracts(an_export(prestatie=[]), [a_tariff()]).figures == {}


def test_others_read_that_there_is_a_signal_and_no_small_number():
    few = ContractLine.of(KEY, ContractFigures(rows=4, clients=4, over_budget=1))
    many = ContractLine.of(KEY, ContractFigures(rows=5, clients=5, over_budget=1))

    assert few.for_others() == ContractLine(key=KEY, figures=None, signals=(Signal.BUDGET,))
    assert many.for_others() is many


def test_figures_come_back_as_they_were_kept_and_add_up():
    one = ContractFigures(rows=2, cents=-5, off_tariff=1)

    assert ContractFigures.parse(one.as_json()) == one
    assert summed_figures([one, one, ContractFigures(agreed=3)]) == ContractFigures(
        rows=4, cents=-10, off_tariff=2, agreed=3
    )


def test_a_table_of_tariffs_is_read_as_a_dutch_excel_writes_it(tmp_path):
    folder = tmp_path / "tarieven"
    folder.mkdir()
    line = "0014;JW;45;45A03;01;2026-01-01;2026-12-31;1,05;een contract\n"
    (folder / "regio.csv").write_bytes(b"\xef\xbb\xbf" + (HEAD + line).encode())

    found = tuple(read_contract_tariffs(tmp_path, the_standard().code_lists["gemeente"]))

    assert found == (a_tariff(1_05, until=date(2026, 12, 31)),)


@pytest.mark.parametrize(
    "line",
    [
        "0014;JW;45;45A03;01;gisteren;;1,05;",
        "0014;JW;45;45A03;01;2026-01-01;;-1;",
        "0014;JW;45;45A03;01;2026-01-01;;1,055;",
        "0014;JW;;45A03;01;2026-01-01;;1,05;",
        "9999;JW;45;45A03;01;2026-01-01;;1,05;",
        "0014;JW;45;45A03",
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_hold(tmp_path, line):
    folder, faults = tmp_path / "tarieven", []
    folder.mkdir()
    good = "0014;JW;45;45A03;01;2026-01-01;;1,00;\n"
    (folder / "regio.csv").write_text(HEAD + line + "\n" + good, encoding="utf-8")

    found = tuple(read_contract_tariffs(tmp_path, the_standard().code_lists["gemeente"], faults.append))

    assert found == (a_tariff(),)
    (fault,) = faults
    assert isinstance(fault, FormatError)
    assert (fault.file, fault.line) == ("mappings/tarieven/regio.csv", 2)
