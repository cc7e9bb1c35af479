"""Keys that were shifted or sorted without their rows hold the whole submission, with one finding."""

import numpy as np
import pytest

from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.messy_workbooks import sheets_of, written

P = "prestatie"
KEYS = ["gemeentecode", "toewijzingnummer"]


@pytest.fixture(scope="module", params=[(2, 25), (6, 120)], ids=["small", "large"])
def tables(standard, request):
    municipalities, clients = request.param
    codes = ["0014", "0034", "0363", "0153", "0141", "0200"][:municipalities]
    return sample_tables(
        standard, seed=7, municipalities=codes, clients=clients, period=parse_period("2026-Q1")
    )


def _checked(standard, tables):
    return check_export(read_export(write_export(tables, standard, "csv-zip")), standard)


def _about_links(checked):
    return [each for each in checked.findings if each.kind.code == "links-broken"]


def _with_keys(tables, order, fields):
    frame = tables[P].copy()
    for field in fields:
        frame[field] = frame[field].to_numpy()[order]
    return tables | {P: frame}


@pytest.mark.parametrize("fields", [KEYS, KEYS[1:]], ids=["both", "number"])
@pytest.mark.parametrize("by", [1, -1, 7])
def test_keys_that_shifted_by_a_row_hold_the_whole_submission_with_one_finding(standard, tables, fields, by):
    order = np.roll(np.arange(len(tables[P])), by)

    checked = _checked(standard, _with_keys(tables, order, fields))

    (finding,) = _about_links(checked)
    assert checked.verdict is Verdict.REJECTED
    assert finding.place.sheet == "prestatie.csv"
    assert int(finding.facts["found"]) > len(tables[P]) / 10
    assert "prestatie.csv" in finding.text("nl")


def test_keys_that_were_sorted_without_their_rows_hold_the_whole_submission(standard, tables):
    order = np.argsort(tables[P]["bedrag"].to_numpy())

    assert len(_about_links(_checked(standard, _with_keys(tables, order, KEYS)))) == 1


def test_rows_in_another_order_are_the_same_rows(standard, tables):
    shuffled = tables[P].sample(frac=1, random_state=1).reset_index(drop=True)

    assert _checked(standard, tables | {P: shuffled}).findings == ()


def test_a_few_rows_of_another_product_are_named_and_hold_nothing(standard, tables):
    frame = tables[P].copy()
    at = frame.index[frame["productcode"].str.startswith("45")][:4]
    frame.loc[at, "productcode"] = "45A99"

    checked = _checked(standard, tables | {P: frame})

    assert _about_links(checked) == []
    assert checked.verdict is Verdict.ACCEPTED_WITH_WARNINGS


@pytest.fixture
def few(standard):
    """A workbook of one municipality, in which the first and third allocation have other products."""
    tables = sample_tables(
        standard, seed=7, municipalities=["0014"], clients=10, period=parse_period("2026-Q1")
    )
    return sheets_of(standard, tables)


def _of_workbook(standard, sheets):
    return read_and_check([("export.xlsx", written(sheets))], standard)


def test_two_numbers_of_allocations_that_changed_places_are_both_named(standard, few):
    sheet = few["toewijzing"]
    at = sheet.at("toewijzingnummer")
    sheet.rows[0][at], sheet.rows[2][at] = sheet.rows[2][at], sheet.rows[0][at]

    (finding,) = _about_links(_of_workbook(standard, few))

    assert finding.text("nl").endswith(
        "Maak de export opnieuw. Zij noemen alleen toewijzing 0014 / 1001 of 0014 / 1003: zijn daar cellen "
        "verwisseld, zet dan alleen die terug."
    )


def test_one_allocation_of_another_product_is_said_at_its_rows_and_holds_nothing(standard, few):
    sheet, at = few["toewijzing"], few["toewijzing"].at("productcode")
    sheet.rows[0][at] = "53A02"
    care = few[P]
    extra = [list(care.rows[0]) for _ in range(4)]
    for number, row in enumerate(extra):
        row[care.at("referentienummer")] = f"R{number}"
    care.rows += extra
    care.numbers += range(care.numbers[-1] + 1, care.numbers[-1] + 5)

    checked = _of_workbook(standard, few)

    assert _about_links(checked) == []
    assert [each.kind.code for each in checked.findings].count("product-not-allocated") == 7


def test_numbers_that_were_dragged_down_are_no_few_cells(standard, few):
    sheet = few[P]
    for row in sheet.rows:
        row[sheet.at("toewijzingnummer")] = 1001.0

    (finding,) = _about_links(_of_workbook(standard, few))

    assert finding.text("nl").endswith("Maak de export opnieuw.")


def test_a_product_that_no_allocation_has_did_not_move(standard, few):
    sheet = few[P]
    for row in sheet.rows:
        row[sheet.at("productcode")] = "zorg"

    checked = _of_workbook(standard, few)

    assert {each.kind.code for each in checked.findings} == {"product-not-allocated"}


FOLLOWERS = {
    "allocation-missing",
    "unit-not-allocated",
    "outside-allocation",
    "product-period-begins-late",
    "start-before-allocation",
    "code-of-other-law",
    "volume-over-allocated",
}


@pytest.mark.parametrize(("step", "word"), [(1, "te hoog"), (-1, "te laag")])
def test_numbers_that_are_all_one_too_high_are_said_so_and_nothing_that_follows(standard, tables, step, word):
    frame = tables["toewijzing"].copy()
    frame["toewijzingnummer"] += step

    checked = _checked(standard, tables | {"toewijzing": frame})

    (finding,) = _about_links(checked)
    assert f"Elk toewijzingnummer op blad toewijzing is waarschijnlijk één {word}" in finding.text("nl")
    assert not FOLLOWERS & {each.kind.code for each in checked.findings}


def test_what_follows_from_another_allocation_is_not_said_beside_broken_links(standard, tables):
    order = np.roll(np.arange(len(tables[P])), 7)

    checked = _checked(standard, _with_keys(tables, order, KEYS[1:]))

    (finding,) = _about_links(checked)
    assert "één te" not in finding.text("nl")
    assert {each.kind.code for each in checked.findings} & FOLLOWERS <= {"allocation-missing"}


def test_rows_under_one_number_for_all_allocations_are_not_said_to_lack_theirs(standard, tables):
    frame = tables["toewijzing"].copy()
    frame["toewijzingnummer"] = frame["toewijzingnummer"].iloc[0]

    told = {each.kind.code for each in _checked(standard, tables | {"toewijzing": frame}).findings}

    assert "duplicate-key" in told
    assert "allocation-missing" not in told
