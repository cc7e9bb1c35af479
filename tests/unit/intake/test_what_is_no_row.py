"""Rows that are no rows: blank ones, a stray cell far away, totals with a label or without."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from service.domain.standard.cells import Cells

P = "prestatie"
FEBRUARY = {
    "referentienummer": "R2",
    "begindatum": dt.date(2026, 2, 1),
    "einddatum": dt.date(2026, 2, 28),
}

MARCH = {
    "referentienummer": "R3",
    "begindatum": dt.date(2026, 3, 1),
    "einddatum": dt.date(2026, 3, 31),
}


def _below(table, rows, cells):
    """The table with one row more at row number `rows`, of cells by header."""
    columns = tuple(
        Cells.of([*column, cells.get(header, "")])
        for header, column in zip(table.headers, table.columns, strict=True)
    )
    return dataclasses.replace(table, columns=columns, rows=np.append(table.rows, rows))


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b", " \t "])
def test_a_row_of_blanks_only_is_no_row_and_is_counted(intake, blank):
    delivery, allocation, prestatie = intake.raw()

    found = intake.check([delivery, allocation, _below(prestatie, 5_000, {"bedrag": blank, "status": " "})])

    assert found == [(P, 5_000, "", "blank-rows")]
    assert len(intake.checked.export.tables[P]) == 1


@pytest.mark.parametrize("header", ["gemeentecode", "retourcode", "bedrag"])
def test_a_stray_cell_is_one_finding_at_that_cell(intake, header):
    delivery, allocation, prestatie = intake.raw()
    letter = chr(ord("A") + prestatie.headers.index(header))

    assert intake.check([delivery, allocation, _below(prestatie, 5_000, {header: "x"})]) == [
        (P, 5_000, letter, "stray-cell")
    ]


def test_a_stray_cell_does_not_hide_what_else_is_wrong(intake):
    delivery, allocation, prestatie = intake.raw(prestatie=[{"status": "onzin", "toewijzingnummer": 9.0}])

    assert intake.check([delivery, allocation, _below(prestatie, 5_000, {"bedrag": "x"})]) == [
        (P, 5_000, "L", "stray-cell"),
        (P, 2, "D", "allocation-missing"),
        (P, 2, "N", "unknown-code"),
    ]


def test_a_stray_bsn_is_masked(intake):
    delivery, allocation, prestatie = intake.raw()

    intake.check([delivery, allocation, _below(prestatie, 9, {"retourcode": "999900006"})])

    assert intake.checked.findings[0].facts == {"value": "*******06"}


@pytest.mark.parametrize(
    "total",
    [
        {"bedrag": 74.10},
        {"bedrag": 74.10, "volume": 6.0},
        {"bedrag": "74,10"},
        {"referentienummer": "Totaal", "bedrag": 1.0},
        {"referentienummer": "Eindtotaal:", "bedrag": 1.0},
        {"referentienummer": " SOM van alles", "bedrag": 1.0},
    ],
)
def test_a_total_is_set_aside_by_its_label_or_because_it_is_the_sum(intake, total):
    delivery, allocation, prestatie = intake.raw(prestatie=[{}, FEBRUARY])

    assert intake.check([delivery, allocation, _below(prestatie, 4, total)]) == [(P, 4, "", "total-row")]
    assert len(intake.checked.export.tables[P]) == 2


def test_a_last_row_that_is_not_the_sum_is_a_row(intake):
    delivery, allocation, prestatie = intake.raw(prestatie=[{}, FEBRUARY])

    found = intake.check([delivery, allocation, _below(prestatie, 4, {"bedrag": 74.10, "volume": 7.0})])

    assert {each[3] for each in found} == {"missing-value"}


def test_a_cell_in_a_column_without_a_header_is_named_at_its_place(intake):
    delivery, allocation, prestatie = intake.raw()
    wider = dataclasses.replace(
        prestatie,
        headers=(*prestatie.headers, "", ""),
        columns=(*prestatie.columns, Cells.of([""]), Cells.of(["x"])),
    )

    assert intake.check([delivery, allocation, wider]) == [(P, 2, "S", "cell-outside-table")]


def test_a_cell_that_strays_under_no_header_is_one_finding(intake):
    delivery, allocation, prestatie = intake.raw()
    far = _below(prestatie, 5_000, {})
    wider = dataclasses.replace(
        far, headers=(*far.headers, "", ""), columns=(*far.columns, Cells.of(["", ""]), Cells.of(["", "x"]))
    )

    assert intake.check([delivery, allocation, wider]) == [(P, 5_000, "S", "cell-outside-table")]
    assert len(intake.checked.export.tables[P]) == 1


def test_a_subtotal_between_the_rows_is_named_and_passed_over(intake):
    delivery, allocation, prestatie = intake.raw()
    with_subtotal = _below(prestatie, 3, {"referentienummer": "Subtotaal cliënt 1", "bedrag": 37.05})
    first = {header: column[0] for header, column in zip(prestatie.headers, prestatie.columns, strict=True)}
    whole = _below(_below(with_subtotal, 4, {**first, **FEBRUARY}), 5, {**first, **FEBRUARY, **MARCH})

    assert intake.check([delivery, allocation, whole]) == [(P, 3, "", "total-row")]


def test_a_block_of_notes_is_one_finding_a_row_and_not_one_for_each_empty_neighbour(intake):
    *others, prestatie = intake.raw()

    found = intake.check(
        [*others, _below(prestatie, 3, {"referentienummer": "Opgesteld door", "gemeentecode": "Jan"})]
    )

    assert [(each[1], each[3]) for each in found] == [(3, "stray-cell")]
    assert "de cellen A3, C3 gevuld" in intake.checked.findings[0].text("nl")
    assert len(intake.checked.export.tables[P]) == 1


def test_a_row_with_more_than_a_few_cells_is_a_row_that_lacks_the_others(intake):
    *others, prestatie = intake.raw()
    names = ("referentienummer", "gemeentecode", "toewijzingnummer", "productcategorie", "productcode")
    filled = {name: prestatie.columns[prestatie.headers.index(name)][0] for name in names}

    found = intake.check([*others, _below(prestatie, 3, filled | {"referentienummer": "R2"})])

    assert {each[3] for each in found} == {"missing-value"}


@pytest.mark.parametrize("spelled", [str.upper, str.capitalize, lambda header: f" {header} "])
def test_a_header_that_comes_back_in_other_capitals_is_set_aside_as_well(intake, spelled):
    delivery, allocation, prestatie = intake.raw()
    again = {header: spelled(header) for header in prestatie.headers}

    found = intake.check([delivery, allocation, _below(prestatie, 9, again)])

    assert found == [(P, 9, "", "repeated-header")]
