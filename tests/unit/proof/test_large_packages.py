"""A package has a proof of every leaf, and so more files than the last record of a zip can count."""

import io
import zipfile

import pytest

from service.files.archive import pack_start, stored_entry, write_archive
from service.files.evidence import read_package
from tests.tools import second_checker


@pytest.mark.parametrize("count", [65_535, 65_536, 70_000])
def test_a_zip_of_more_files_than_its_last_record_counts_is_read_by_others_too(count):
    entry = stored_entry("a", b"1")
    names = [f"proofs/{each}.tlog-proof" for each in range(count)]
    content = write_archive(pack_start([]), (stored_entry(each, b"1") for each in names))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert (archive.namelist(), archive.testzip()) == (names, None)
    assert read_package(content).keys() == set(names)
    assert second_checker.check(content) == {("file-missing", "evidence.json")}
    assert second_checker.check(b"x" + content) == {("zip-damaged", "")}
    assert write_archive(pack_start([entry]), []) == write_archive(pack_start([]), [entry])
