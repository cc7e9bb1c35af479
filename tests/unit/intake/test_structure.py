"""Sheets and columns: what must be there, once, and what is passed over."""

import dataclasses
import io

import numpy as np
import openpyxl
import pytest

from service.domain.findings import Verdict
from service.domain.standard.cells import Cells
from service.files.export.writer import write_export
from service.pipeline.whole_way import read_and_check
from tests.tools.exports import an_export, the_standard

P = "prestatie"


def _without(table, field):
    at = table.headers.index(field)
    return dataclasses.replace(
        table,
        headers=table.headers[:at] + table.headers[at + 1 :],
        columns=table.columns[:at] + table.columns[at + 1 :],
    )


def _with(table, header, cells):
    return dataclasses.replace(
        table, headers=(*table.headers, header), columns=(*table.columns, Cells.of(cells))
    )


def test_case_and_blanks_around_names_do_not_count(intake):
    tables = [
        dataclasses.replace(
            each, sheet=f" {each.sheet.upper()} ", headers=tuple(f" {h.title()} " for h in each.headers)
        )
        for each in intake.raw()
    ]

    assert intake.check(tables) == []
    assert intake.checked.export.layouts[P].sheet == " PRESTATIE "
    assert intake.checked.export.layouts[P].columns["bedrag"] == "L"


def test_a_missing_required_column_does_not_hide_what_is_wrong_in_the_others(intake):
    delivery, allocation, prestatie = intake.raw(
        prestatie=[{"status": "onzin", "volume": "veel", "tarief": 99.0}]
    )

    assert intake.check([delivery, allocation, _without(prestatie, "bedrag")]) == [
        (P, 1, "", "missing-column"),
        (P, 2, "I", "not-a-number"),
        (P, 2, "M", "unknown-code"),
    ]
    assert intake.checked.findings[0].place.field == "bedrag"
    assert len(intake.checked.export.tables[P]) == 0


def test_a_missing_optional_column_warns_and_counts_as_empty(intake):
    delivery, allocation, prestatie = intake.raw()

    assert intake.check([delivery, allocation, _without(prestatie, "retourcode")]) == [
        (P, 1, "", "missing-optional-column")
    ]
    assert intake.checked.export.tables[P]["retourcode"].isna().tolist() == [True]


@pytest.mark.parametrize(
    ("table", "field", "changes", "code"),
    [
        (P, "tarief", {}, "tariff-missing"),
        ("toewijzing", "einddatum", {"frequentie": "2", "volume": 1.0}, "weekly-without-end"),
        ("toewijzing", "eenheid", {"frequentie": "4", "volume": 9.0}, "volume-without-unit"),
    ],
)
def test_a_rule_about_a_column_that_is_not_there_is_still_a_finding(intake, table, field, changes, code):
    tables = {each.sheet: each for each in intake.raw(toewijzing=[changes])}
    tables[table] = _without(tables[table], field)

    assert [each[3] for each in intake.check(tables.values())] == ["missing-optional-column", code]
    assert intake.checked.findings[-1].facts["value"] == ""


def test_a_duplicated_column_blocks(intake):
    delivery, allocation, prestatie = intake.raw()

    assert intake.check([delivery, allocation, _with(prestatie, "Bedrag", [1.0])]) == [
        (P, 1, "R", "duplicate-column")
    ]


def test_an_unknown_column_warns_and_an_empty_one_without_a_name_does_not(intake):
    delivery, allocation, prestatie = intake.raw()
    wider = _with(_with(prestatie, "", [""]), "opmerking", ["x"])

    assert intake.check([delivery, allocation, wider]) == [(P, 1, "S", "unknown-column")]


def test_an_unknown_sheet_warns_but_our_own_extra_sheets_do_not(intake):
    tables = intake.raw()
    empty = dataclasses.replace(
        tables[0], headers=("a", "b"), columns=(Cells.of([]), Cells.of([])), rows=tables[0].rows[:0]
    )
    extra = [dataclasses.replace(empty, sheet=name) for name in ("Blad1", "leeswijzer", "codelijsten")]

    assert intake.check([*tables, *extra]) == [("", None, "", "unknown-sheet")]
    assert intake.checked.findings[0].place.sheet == "Blad1"


def test_a_second_sheet_with_the_columns_of_a_table_is_not_lost_in_silence(intake):
    delivery, allocation, prestatie = intake.raw()
    february = dataclasses.replace(prestatie, sheet="februari")

    assert intake.check([delivery, allocation, prestatie, february]) == [(P, None, "", "several-sheets")]


def test_a_sheet_or_column_with_nearly_the_right_name_is_asked_about_and_never_taken(intake):
    delivery, allocation, prestatie = intake.raw()
    renamed = dataclasses.replace(prestatie, sheet="prestaties")
    headers = tuple("retourcodes" if each == "retourcode" else each for each in prestatie.headers)
    plural = dataclasses.replace(prestatie, headers=headers)

    assert intake.check([delivery, allocation, renamed]) == [(P, None, "", "sheet-looks-like")]
    assert intake.check([delivery, allocation, plural]) == [(P, 1, "P", "column-looks-like")]


@pytest.mark.parametrize("wrong", ["referentienummer", "volume"])
def test_rows_above_a_header_that_is_there_again_are_rows_and_no_title(intake, wrong):
    delivery, allocation, prestatie = intake.raw()
    again = dataclasses.replace(
        prestatie,
        headers=tuple(f"{each}s" if each == wrong else each for each in prestatie.headers),
        columns=tuple(
            Cells.of([*column, header, *column])
            for header, column in zip(prestatie.headers, prestatie.columns, strict=True)
        ),
        rows=prestatie.rows[0] + np.array([0, 1, 2]),
    )

    found = intake.check([delivery, allocation, again])

    assert (P, 3, "", "repeated-header") in found
    twice = {"duplicate-key"} if wrong == "volume" else set()
    assert {"column-looks-like", *twice} == {code for *_, code in found} - {"repeated-header"}


def test_rows_below_headers_of_ones_own_are_no_title_of_the_header_that_comes_later(intake):
    delivery, allocation, prestatie = intake.raw()
    own = dataclasses.replace(
        prestatie,
        headers=tuple(f"Kolom {at}" for at, _ in enumerate(prestatie.headers)),
        columns=tuple(
            Cells.of([*column, *column, header, *column])
            for header, column in zip(prestatie.headers, prestatie.columns, strict=True)
        ),
        rows=prestatie.rows[0] + np.array([0, 1, 2, 3]),
    )

    codes = {code for *_, code in intake.check([delivery, allocation, own])}

    assert "title-above-header" not in codes
    assert "header-missing" in codes


def test_a_title_a_repeated_header_and_a_total_are_set_aside_by_name(intake):
    delivery, allocation, prestatie = intake.raw()
    title = ["Prestaties 2026"] + [""] * (len(prestatie.headers) - 1)
    total = ["Totaal"] + [37.05 if each == "bedrag" else "" for each in prestatie.headers[1:]]
    odd = dataclasses.replace(
        prestatie,
        headers=tuple(title),
        columns=tuple(
            Cells.of([header, *column, header, total[at]])
            for at, (header, column) in enumerate(zip(prestatie.headers, prestatie.columns, strict=True))
        ),
        rows=prestatie.rows[0] + np.array([0, 1, 2, 3]),
    )

    assert intake.check([delivery, allocation, odd]) == [
        (P, 1, "", "title-above-header"),
        (P, 4, "", "repeated-header"),
        (P, 5, "", "total-row"),
    ]
    assert intake.values(P, "bedrag") == [3705]
    assert intake.values(P, "_row") == [3]


def test_a_delivery_is_needed_exactly_once(intake):
    delivery, allocation, prestatie = intake.raw()

    assert intake.check([allocation, prestatie]) == [("aanlevering", None, "", "missing-table")]
    assert intake.found(aanlevering=[{}, {}])[0] == ("aanlevering", 3, "", "not-one-row")
    assert intake.check([delivery, allocation, prestatie, prestatie]) == [(P, None, "", "duplicate-table")]


def test_a_file_without_any_of_our_sheets_gives_one_finding(intake):
    tables = [dataclasses.replace(each, sheet=f"Blad {at}") for at, each in enumerate(intake.raw())]

    assert intake.check(tables) == [("", None, "", "no-known-sheets")]
    assert set(intake.checked.export.tables) == set(intake.standard.tables)


def test_an_export_has_every_table_and_every_column_typed_also_when_absent(intake):
    intake.found()
    tables = intake.checked.export.tables

    assert {name: list(frame.columns) for name, frame in tables.items()} == {
        name: [*table.fields, "_row", "_quarantine"] for name, table in intake.standard.tables.items()
    }
    assert {str(tables["wachtlijst"][field].dtype) for field in tables["wachtlijst"]} == {
        "str",
        "Int64",
        "datetime64[s]",
        "int64",
    }


def test_rows_at_the_end_that_are_formulas_without_a_value_are_named_and_do_not_disappear():
    export = an_export(prestatie=[{}, {"referentienummer": "R2"}])
    book = openpyxl.load_workbook(io.BytesIO(write_export(export.tables, the_standard(), "xlsx")))
    for row in book["prestatie"].iter_rows(min_row=2):
        for cell in row:
            if cell.value is not None:
                cell.value = f"=Blad1!{cell.coordinate}"
    written = io.BytesIO()
    book.save(written)

    checked = read_and_check([("export.xlsx", written.getvalue())], the_standard())

    about = {(each.place.row, each.kind.code) for each in checked.findings if each.place.table == "prestatie"}
    assert {(2, "formula-without-value"), (3, "formula-without-value")} <= about
    assert checked.verdict is Verdict.REJECTED


@pytest.mark.parametrize("fields", [("begindatum",), ("begindatum", "volume")])
def test_full_columns_without_a_header_where_columns_lack_are_asked_for_their_names_only(intake, fields):
    delivery, allocation, prestatie = intake.raw()
    headers = tuple("" if each in fields else each for each in prestatie.headers)

    found = intake.check([delivery, allocation, dataclasses.replace(prestatie, headers=headers)])

    assert [each[3] for each in found] == ["column-without-header"] * len(fields)
    assert all(field in intake.checked.findings[0].text("nl") for field in fields)


def test_a_full_column_without_header_may_be_an_optional_one_that_lacks(intake):
    *others, prestatie = intake.raw()
    meant = {"status": "toestand", "retourcode": ""}
    headers = tuple(meant.get(each, each) for each in prestatie.headers)
    filled = tuple(
        Cells.of(["9001"]) if name == "retourcode" else cells
        for name, cells in zip(prestatie.headers, prestatie.columns, strict=True)
    )

    intake.check([*others, dataclasses.replace(prestatie, headers=headers, columns=filled)])

    (asked,) = [each for each in intake.checked.findings if each.kind.code == "column-without-header"]
    assert "status of retourcode" in asked.text("nl")


def test_a_stray_cell_beside_the_rows_is_not_taken_for_a_column_that_lacks(intake):
    delivery, allocation, _ = intake.raw()
    rows = [{"referentienummer": f"R{at}"} for at in range(5)]
    prestatie = intake.raw(prestatie=rows)[-1]
    stray = Cells.of(["", "", "let op", "", ""])
    lacking = dataclasses.replace(
        prestatie,
        headers=(*("" if each == "volume" else each for each in prestatie.headers),),
        columns=tuple(
            stray if name == "volume" else cells
            for name, cells in zip(prestatie.headers, prestatie.columns, strict=True)
        ),
    )

    assert [each[3] for each in intake.check([delivery, allocation, lacking])] == [
        "missing-column",
        "cell-outside-table",
        *(4 * ["declared-twice"]),
    ]


def test_a_copy_of_a_table_with_one_wrong_header_is_not_taken_for_a_smaller_table(intake):
    *tables, prestatie = intake.raw(text_only=True)
    headers = tuple("eenheids" if each == "eenheid" else each for each in prestatie.headers)
    copy = dataclasses.replace(prestatie, sheet="prestatie_oud.csv", headers=headers)

    assert intake.check([*tables, prestatie, copy]) == [(P, None, "", "several-sheets")]
