"""What is written is what is read, whatever the carrier; and packed tables come back as they were."""

import io

import openpyxl
import pandas as pd
import pytest

from service.domain.failures import CannotBeWrittenError, TerminalError
from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.standard.casting import passes_elfproef
from service.domain.standard.intake import check_export
from service.files.export.tables import pack_tables, unpack_tables
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.files.standard.workbook import blank_workbook
from service.sample import choose_municipalities, sample_tables


@pytest.fixture(scope="module")
def tables(standard):
    codes = [entry.code for entry in standard.code_lists["gemeente"].entries if not entry.is_dated]
    return sample_tables(
        standard,
        seed=11,
        municipalities=choose_municipalities(codes, 25, seed=11),
        clients=400,
        period=parse_period("2026-Q1"),
        prestaties=2_000,
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv-zip"])
def test_a_sample_comes_back_exactly_and_without_findings(standard, tables, kind):
    checked = check_export(read_export(write_export(tables, standard, kind)), standard)

    assert (checked.findings, checked.verdict) == ((), Verdict.ACCEPTED)
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(checked.export.tables[name][list(frame.columns)], frame)


def test_both_carriers_give_the_same_export_with_the_same_row_numbers(standard, tables):
    exports = [
        check_export(read_export(write_export(tables, standard, kind)), standard).export
        for kind in ("xlsx", "csv-zip")
    ]

    for name in tables:
        pd.testing.assert_frame_equal(exports[0].tables[name], exports[1].tables[name])


def test_codes_with_zeros_and_words_that_look_like_nothing_survive_every_carrier(standard, tables):
    odd = dict(tables)
    odd["toewijzing"] = tables["toewijzing"].assign(perceel=None, raamovereenkomst="NA")
    odd["toewijzing"]["perceel"] = odd["toewijzing"]["perceel"].astype("str")
    odd["toewijzing"].loc[:3, "perceel"] = ["None", "012345678", " x ", '=1+1;"a"\n<&>']
    for kind in ("xlsx", "csv-zip"):
        read = check_export(read_export(write_export(odd, standard, kind)), standard).export.tables[
            "toewijzing"
        ]

        assert read["perceel"].head(4).tolist() == ["None", "012345678", " x ", '=1+1;"a"\n<&>']
        assert set(read["raamovereenkomst"]) == {"NA"}
        assert set(read["gemeentecode"]) == set(tables["toewijzing"]["gemeentecode"])


def test_the_same_tables_give_the_same_bytes(standard, tables):
    for kind in ("xlsx", "csv-zip"):
        assert write_export(tables, standard, kind) == write_export(tables, standard, kind)


def test_text_that_no_workbook_can_hold_is_refused(standard, tables):
    bad = tables | {"toelichting": tables["toelichting"].assign(tekst="a\x00b")}

    with pytest.raises(CannotBeWrittenError, match="control character"):
        write_export(bad, standard, "xlsx")


def test_packed_tables_come_back_as_they_were(standard, tables):
    export = check_export(read_export(write_export(tables, standard, "xlsx")), standard).export
    packed = pack_tables(export)
    unpacked = unpack_tables(packed)

    assert packed == pack_tables(export)
    assert dict(unpacked.layouts) == dict(export.layouts)
    assert list(unpacked.tables) == list(export.tables)
    for name, frame in export.tables.items():
        pd.testing.assert_frame_equal(unpacked.tables[name], frame)


def test_other_bytes_are_no_packed_tables():
    with pytest.raises(TerminalError):
        unpack_tables(b"x")


def test_a_sample_is_the_same_for_a_seed_and_another_for_another(standard):
    def draw(seed):
        return sample_tables(
            standard, seed=seed, municipalities=["0014"], clients=5, period=parse_period("2026-01")
        )["prestatie"]

    pd.testing.assert_frame_equal(draw(1), draw(1))
    assert not draw(1).equals(draw(2))


def test_a_sample_fills_every_table_and_holds_only_test_numbers(tables):
    bsns = tables["toewijzing"]["bsn"].dropna()

    assert all(len(frame) for frame in tables.values())
    assert len(tables["prestatie"]) == 2_000
    assert bsns.between("999900006", "999999990").all()
    assert passes_elfproef(bsns.tolist()).all()
    assert set(tables["prestatie"]["debet_credit"]) == {"D", "C"}
    assert set(tables["prestatie"]["status"]) == {"geleverd", "ingediend", "toegekend", "afgewezen"}


@pytest.mark.parametrize(("clients", "period"), [(1, "2026-01"), (3, "2026"), (12_000, "2026-Q2")])
def test_a_sample_of_any_size_is_valid(standard, clients, period):
    drawn = sample_tables(
        standard, seed=5, municipalities=["0014", "0363"], clients=clients, period=parse_period(period)
    )

    assert check_export(read_export(write_export(drawn, standard, "csv-zip")), standard).findings == ()


def test_the_blank_workbook_is_deterministic_and_lacks_only_the_delivery_row(standard):
    content = blank_workbook(standard)
    checked = check_export(read_export(content), standard)

    assert content == blank_workbook(standard)
    assert [finding.kind.code for finding in checked.findings] == ["not-one-row"]


def test_the_blank_workbook_keeps_zeros_explains_headers_and_offers_codes(standard):
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(standard)))
    sheet = book["prestatie"]
    choices = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}

    assert [cell.value for cell in sheet[1]] == list(standard.tables["prestatie"].fields)
    assert sheet.column_dimensions["J"].number_format == "@"
    assert sheet.freeze_panes == "A2"
    assert sheet["J1"].comment.text.startswith("Eenheid.")
    assert choices["J2:J10001"] == '"01,04,14,16,82,83,84"'
    assert choices["C2:C10001"].startswith("codelijsten!")
