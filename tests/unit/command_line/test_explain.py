"""eenmaal explain and eenmaal trace, as another program uses them."""

import json
from decimal import Decimal

import openpyxl
import pytest
from click.testing import CliRunner

from service.command_line import eenmaal
from tests.tools.additions import ALLOCATION, as_zip, prestatie


def run(*arguments):
    return CliRunner().invoke(eenmaal, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def translated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explain")
    export, out = folder / "export.xlsx", folder / "out"
    run("sample", "--seed", 5, "--municipalities", 8, "--clients", 60, "--period", "2026-Q1", "--out", export)
    run("translate", export, "--out", out)
    return export, {path.name.partition("-")[0]: path for path in sorted(out.rglob("*-Q1.*"))}


def explained(translated, kind, address):
    export, reports = translated
    answer = run("explain", reports[kind], address, "--from", export, "--json")

    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_a_sum_is_explained_by_the_rows_that_add_up_to_it(translated):
    told = explained(translated, "kwartaalrapportage", "Productie!G7")

    sheet = openpyxl.load_workbook(translated[1]["kwartaalrapportage"], read_only=True)["Productie"]
    assert list(told) == ["report", "address", "value", "words", "rows", "sum", "tables", "earlier"]
    assert told["value"] == pytest.approx(sheet["G7"].value)
    assert sum(Decimal(str(row["contribution"])) for row in told["rows"]) == Decimal(str(told["sum"]))
    assert told["sum"] == told["value"]
    assert {row["table"] for row in told["rows"]} == {"prestatie"}
    assert told["words"]["nl"].startswith(
        "De som van het veld bedrag, credit als min volgens debet_credit, over"
    )


def test_a_code_is_explained_by_the_line_of_the_code_table(translated):
    told = explained(translated, "kwartaalrapportage", "Productie!A7")

    assert [each["becomes"] for each in told["tables"]] == [told["value"]]
    assert {row["value"] for row in told["rows"]} == {told["tables"][0]["code"]}


def test_a_formula_that_adds_up_filled_cells_is_explained_as_their_sum(translated):
    sheet = openpyxl.load_workbook(translated[1]["kwartaalrapportage"], read_only=True)["Productie"]
    row = next(row for row in range(7, 99) if str(sheet.cell(row, 7).value).startswith("=SUM("))
    filled = [sheet.cell(each, 7).value for each in range(7, row)]

    told = explained(translated, "kwartaalrapportage", f"Productie!G{row}")

    assert told["value"] == pytest.approx(sum(each for each in filled if each))
    assert "telt" in told["words"]["nl"]
    assert told["rows"]


def test_a_formula_that_does_more_is_named_and_a_text_of_the_municipality_is_too(translated):
    formula = explained(translated, "kwartaalrapportage", "Productie!H7")
    text = explained(translated, "kwartaalrapportage", "Productie!A1")

    assert "=IF(D7>0,G7/D7,0)" in formula["words"]["nl"]
    assert (formula["rows"], formula["sum"]) == ([], None)
    assert "eigen bestand van de gemeente" in text["words"]["nl"]


def test_a_line_of_text_is_named_by_its_number_and_column(translated):
    path = translated[1]["productielijst"]
    header, first, *_ = path.read_text(encoding="cp1252").splitlines()

    told = explained(translated, "productielijst", f"2:{header.split(';')[0]}")

    assert told["value"] == first.split(";")[0].strip('"')


def test_a_report_under_another_name_is_found_by_what_it_holds(translated, tmp_path):
    export, reports = translated
    renamed = tmp_path / "kopie.xlsx"
    renamed.write_bytes(reports["kwartaalrapportage"].read_bytes())

    answer = run("explain", renamed, "Productie!G7", "--from", export, "--json")

    assert json.loads(answer.stdout)["report"] == "kopie.xlsx"


def test_a_report_of_another_export_is_refused(translated, tmp_path):
    other = tmp_path / "ander.xlsx"
    run("sample", "--seed", 6, "--municipalities", 8, "--clients", 60, "--period", "2026-Q1", "--out", other)

    answer = run("explain", translated[1]["kwartaalrapportage"], "Productie!G7", "--from", other)

    assert answer.exit_code == 1
    assert "niet van deze aanlevering" in answer.output


@pytest.mark.parametrize("address", ["Nergens!A1", "G7", "7:Bedrag"])
def test_what_is_no_place_in_the_report_is_wrong_use(translated, address):
    export, reports = translated

    answer = run("explain", reports["kwartaalrapportage"], address, "--from", export)

    assert answer.exit_code == 2
    assert "geen plaats" in answer.output


def test_trace_gives_back_the_cell_that_named_the_row(translated):
    told = explained(translated, "kwartaalrapportage", "Productie!G7")
    row = told["rows"][0]["row"]

    traced = json.loads(run("trace", translated[0], f"prestatie!{row}", "--json").stdout)

    assert list(traced) == ["table", "row", "cells", "reasons"]
    assert ("Productie!G7", told["report"]) in {(each["address"], each["report"]) for each in traced["cells"]}


def test_a_row_of_a_rejected_submission_went_nowhere_for_its_own_fault(tmp_path):
    path = tmp_path / "fout.xlsx"
    run("sample", "--municipalities", 3, "--clients", 20, "--defects", "missing-value", "--out", path)
    planted = json.loads(run("check", path, "--json").stdout)
    blocking = [each for each in planted["findings"] if each["severity"] == "blocks" and each["row"]]
    place = blocking[0]

    traced = json.loads(run("trace", path, f"{place['table']}!{place['row']}", "--json").stdout)

    assert traced["cells"] == []
    assert [each["outcome"] for each in traced["reasons"]] == ["rejected"]


@pytest.mark.parametrize("row", ["prestatie", "prestatie!0", "niets!3", "prestatie!99999"])
def test_what_is_no_row_is_wrong_use(translated, row):
    assert run("trace", translated[0], row).exit_code == 2


@pytest.fixture(scope="module")
def added_up(tmp_path_factory):
    """Three deliveries: all of it, one with a change and a new row, and one with a withdrawal."""
    folder = tmp_path_factory.mktemp("added-up")
    gone = {name: prestatie(1, 60)[name] for name in ("referentienummer", "gemeentecode", "toewijzingnummer")}
    tables = {
        "januari.zip": as_zip(
            {"toewijzing": [ALLOCATION], "prestatie": [prestatie(1, 60), prestatie(2, 70)]}, ""
        ),
        "februari.zip": as_zip(
            {"prestatie": [prestatie(3, 80), prestatie(2, 90, mutatie="wijziging")]}, "aanvulling"
        ),
        "maart.zip": as_zip({"prestatie": [{**gone, "mutatie": "intrekking"}]}, "aanvulling"),
    }
    paths = [folder / name for name in tables]
    for path, content in zip(paths, tables.values(), strict=True):
        path.write_bytes(content)
    run("translate", *paths, "--add-up", "--out", folder / "out")
    report = next(path for path in sorted((folder / "out").rglob("kwartaalrapportage-*.xlsx")))
    return paths, report


def test_rows_of_a_state_are_named_by_the_delivery_that_they_were_handed_in_with(added_up):
    paths, report = added_up
    deliveries = [part for path in paths for part in ("--from", path)]

    told = json.loads(run("explain", report, "Productie!G7", *deliveries, "--add-up", "--json").stdout)

    assert sorted((row["sheet"], row["row"], row["contribution"]) for row in told["rows"]) == [
        ("februari.zip: prestatie.csv", 2, 80),
        ("februari.zip: prestatie.csv", 3, 90),
    ]


def test_a_row_of_a_delivery_is_traced_to_its_cell_and_back(added_up):
    paths, _ = added_up

    traced = json.loads(run("trace", *paths, "februari.zip:prestatie!3", "--add-up", "--json").stdout)

    assert (traced["sheet"], traced["row"]) == ("februari.zip: prestatie.csv", 3)
    assert "Productie!G7" in {each["address"] for each in traced["cells"]}


def test_a_row_that_is_changed_or_withdrawn_later_is_no_row_of_the_state(added_up):
    paths, _ = added_up

    answers = [
        run("trace", *paths, f"januari.zip:prestatie!{row}", "--add-up", "--json").exit_code for row in (2, 3)
    ]

    assert answers == [2, 2]


def test_a_row_number_that_two_deliveries_have_is_asked_with_its_file(added_up):
    paths = [*added_up[0][:2]]

    answer = run("trace", *paths, "prestatie!2", "--add-up")
    known = run("trace", *paths, "maart.zip:prestatie!2", "--add-up")

    assert answer.exit_code == known.exit_code == 2
    assert "meer dan één bestand" in answer.output
    assert "januari.zip:prestatie!2" in answer.output
    assert "geen bestand heet maart.zip" in known.output


def test_several_deliveries_are_balanced_together(added_up):
    told = json.loads(run("balance", *added_up[0], "--add-up", "--json").stdout)

    assert told["levels"][0]["balance"]["cents"]["in"] == 170_00
