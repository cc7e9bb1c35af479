"""What declarations say that they add up to is held against their rows, and every euro of it has a name."""

import io
import json
import zipfile

import pytest

from service.domain.periods import parse_period
from service.domain.standard.declared import DeclaredTotal
from service.domain.standard.intake import check_export
from service.domain.translation.declared_totals import differing_totals
from service.files.export import pack_tables, unpack_tables, write_export
from service.files.intake import read_export, read_exports
from service.pipeline.balancing import balance_export
from service.sample import sample_tables
from tests.golden.examples import the_catalogue
from tests.tools.exports import the_standard


@pytest.fixture(scope="module")
def tables():
    codes = sorted({each.municipality for each in the_catalogue().requests})[:2]
    days = parse_period("2026-Q1")
    return sample_tables(the_standard(), seed=5, municipalities=codes, clients=30, period=days)


def in_messages(tables):
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "ijw-zip"))) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def balanced(files):
    checked = check_export(read_exports(files), the_standard())
    return balance_export(the_catalogue(), checked.export)


def test_each_declaration_is_beside_its_rows_and_all_of_these_have_a_name(tables):
    found = balanced(in_messages(tables)).declared

    assert len(found) > 3
    assert differing_totals(found) == ()
    for each in found:
        assert sum(part.cents for part in each.parts.values()) == each.read.cents == each.declared.cents
        assert sum(part.rows for part in each.parts.values()) == each.read.rows > 0
    whole = check_export(read_exports(in_messages(tables)), the_standard()).export.tables["prestatie"]
    assert sum(each.read.rows for each in found) == len(whole)


def test_what_was_granted_is_what_the_answer_says(tables):
    answered = [each for each in balanced(in_messages(tables)).declared if each.declared.granted is not None]

    assert answered
    assert all(each.granted.cents == each.declared.granted for each in answered)


def test_a_table_of_ones_own_beside_the_messages_is_held_against_what_they_declare(tables):
    own = {
        name: frame for name, frame in tables.items() if name in ("aanlevering", "toewijzing", "prestatie")
    }
    lost = own["prestatie"].index[own["prestatie"]["declaratienummer"].notna()][0]
    number, amount = (own["prestatie"].loc[lost, each] for each in ("declaratienummer", "bedrag"))
    own["prestatie"] = own["prestatie"].drop(index=lost)
    content = write_export(own, the_standard(), "csv-zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        beside = [(name, archive.read(name)) for name in archive.namelist()]
    messages = [each for each in in_messages(tables) if not each[0].endswith(".csv")]

    differing = differing_totals(balanced([*messages, *beside]).declared)

    assert [each.declared.declaration for each in differing] == [number]
    assert abs(differing[0].difference) == amount


def test_totals_travel_with_the_tables_and_change_nothing_where_there_are_none(tables):
    of_messages = check_export(read_exports(in_messages(tables)), the_standard()).export
    content = write_export(tables, the_standard(), "xlsx")
    of_a_workbook = check_export(read_export(content), the_standard()).export

    assert unpack_tables(pack_tables(of_messages)).declared == of_messages.declared != ()
    with zipfile.ZipFile(io.BytesIO(pack_tables(of_a_workbook))) as archive:
        assert "declared.json" not in archive.namelist()


def test_a_total_is_kept_as_it_is_told():
    total = DeclaredTotal(
        message="a.xml", law="JW", municipality="0014", declaration="D1", cents=-5, granted=None
    )

    assert DeclaredTotal.parse(json.loads(json.dumps(total.as_json()))) == total
