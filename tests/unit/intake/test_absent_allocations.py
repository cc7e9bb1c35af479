"""Rows that refer to allocations that were not handed in: none, an empty table, or half of them."""

import dataclasses
import io
import re
import zipfile

import pandas as pd
import pytest

from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export, read_exports
from service.sample import sample_tables

CARRIERS = ("xlsx", "csv-zip", "ods", "parquet-zip")
T = "toewijzing"
REFERRING = ("verloop", "prestatie", "uitkomst")
START = {"gemeentecode": "0014", "toewijzingnummer": 1.0}


@pytest.fixture(scope="module")
def tables(standard):
    return sample_tables(
        standard, seed=4, municipalities=["0014", "0034"], clients=20, period=parse_period("2026-Q1")
    )


def _checked(standard, tables, kind):
    return check_export(read_export(write_export(tables, standard, kind)), standard)


def _codes(checked):
    """Per table the codes of its findings, with how often each is there."""
    named = pd.DataFrame([(each.place.table, each.kind.code) for each in checked.findings])
    return named.value_counts().to_dict()


def _waiting(checked):
    return {
        name: checked.export.tables[name]["_quarantine"].fillna("").value_counts().to_dict()
        for name in REFERRING
    }


@pytest.mark.parametrize("kind", CARRIERS)
@pytest.mark.parametrize("is_empty", [True, False])
def test_without_any_allocation_a_submission_is_refused_and_that_is_said_once_for_all_its_rows(
    standard, tables, kind, is_empty
):
    left = {name: frame for name, frame in tables.items() if name != T}
    if is_empty:
        left[T] = tables[T].head(0)

    checked = _checked(standard, left, kind)

    assert checked.verdict is Verdict.REJECTED
    assert _codes(checked) == {(T, "no-allocations"): 1}
    assert _waiting(checked) == {name: {"allocation-missing": len(tables[name])} for name in REFERRING}
    rows = [len(tables[name]) for name in REFERRING]
    assert checked.findings[0].facts == {
        "found": str(sum(rows)),
        "detail": ", ".join(f"{name}: {count}" for name, count in zip(REFERRING, rows, strict=True)),
    }


@pytest.mark.parametrize("kind", CARRIERS)
def test_the_rows_of_half_of_the_allocations_wait_and_the_others_go_on(standard, tables, kind):
    there = tables[T].iloc[::2]
    keys = pd.MultiIndex.from_frame(there[["gemeentecode", "toewijzingnummer"]])

    checked = _checked(standard, tables | {T: there.reset_index(drop=True)}, kind)

    assert checked.verdict is Verdict.ACCEPTED_WITH_WARNINGS
    for name in REFERRING:
        frame = checked.export.tables[name]
        is_there = pd.MultiIndex.from_frame(frame[["gemeentecode", "toewijzingnummer"]]).isin(keys)
        assert frame["_quarantine"].eq("allocation-missing").tolist() == (~is_there).tolist()
        assert set(frame.loc[is_there, "_quarantine"].dropna()) == set()
    assert (T, "no-allocations") not in _codes(checked)


@pytest.mark.parametrize(
    "table",
    [
        ("verloop", START | {"begindatum": "2026-01-01"}),
        ("uitkomst", START | {"meetdatum": "2026-01-01", "nut_cijfer": 7.0}),
    ],
)
def test_a_start_or_a_measurement_alone_refers_to_an_allocation_as_well(intake, table):
    name, row = table
    delivery = intake.raw()[0]

    found = intake.check([delivery, intake.table(name, [row], text_only=True)])

    assert found == [(T, None, "", "no-allocations")]


def test_where_nothing_refers_to_an_allocation_none_is_needed(intake):
    delivery = intake.raw()[0]
    figure = intake.table("kengetal", [{"kengetal": "klachten", "waarde": 3.0, "eenheid": "aantal"}])

    assert intake.check([delivery, figure]) == []


def test_what_refers_to_a_sheet_that_cannot_be_trusted_is_not_judged_before_that_is_repaired(intake):
    delivery, allocation, prestatie = intake.raw()
    unnamed = dataclasses.replace(allocation, sheet="toewijzingen")
    wide = dataclasses.replace(allocation, headers=("?", *allocation.headers[1:]))

    assert intake.check([delivery, unnamed, prestatie]) == [(T, None, "", "sheet-looks-like")]
    assert [each[3] for each in intake.check([delivery, wide, prestatie])] == [
        "missing-column",
        "unknown-column",
    ]


@pytest.fixture(scope="module")
def messages(standard, tables):
    """File name → message or csv."""
    with zipfile.ZipFile(io.BytesIO(write_export(tables, standard, "ijw-zip"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_declarations_without_the_messages_that_allocate_are_refused(standard, messages):
    left = {name: content for name, content in messages.items() if "301-" not in name}

    checked = check_export(read_exports(list(left.items())), standard)

    assert checked.verdict is Verdict.REJECTED
    assert _codes(checked)[T, "no-allocations"] == 1
    assert set(checked.export.tables["prestatie"]["_quarantine"]) == {"allocation-missing"}


def test_what_is_declared_under_allocations_that_were_all_taken_back_waits(standard, messages):
    until = b"(<Ingangsdatum>[^<]*</Ingangsdatum>)(<Einddatum>[^<]*</Einddatum>)?"
    removed = {
        name: re.sub(until, b"\\1<RedenWijziging>13</RedenWijziging>", content) if "301-" in name else content
        for name, content in messages.items()
    }

    checked = check_export(read_exports(list(removed.items())), standard)

    assert checked.verdict is Verdict.ACCEPTED_WITH_WARNINGS
    assert len(checked.export.tables[T]) == 0
    assert set(checked.export.tables["prestatie"]["_quarantine"]) == {"allocation-missing"}
