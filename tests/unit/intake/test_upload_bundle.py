"""Files that are handed in together are one upload, whatever the order in which they were chosen."""

import io
import zipfile

from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.archive.upload_bundle import bundle
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.sample import sample_tables


def _files(standard, kind):
    tables = sample_tables(
        standard, seed=4, municipalities=["0014", "0034"], clients=12, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, standard, kind))) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_loose_csv_are_the_same_upload_in_any_order_and_the_same_export_as_their_zip(standard):
    files = _files(standard, "csv-zip")

    assert bundle(files) == bundle(files[::-1])
    assert check_export(read_export(bundle(files)), standard).findings == ()


def test_messages_that_are_chosen_together_are_one_export(standard):
    assert check_export(read_export(bundle(_files(standard, "ijw-zip"))), standard).findings == ()


def test_two_files_of_one_name_are_both_there():
    with zipfile.ZipFile(
        io.BytesIO(bundle([("map/a.csv", b"2"), ("C:\\A.csv", b"1"), ("a.csv", b"3")]))
    ) as made:
        assert {name: made.read(name) for name in made.namelist()} == {
            "A.csv": b"1",
            "a (2).csv": b"2",
            "a (3).csv": b"3",
        }
