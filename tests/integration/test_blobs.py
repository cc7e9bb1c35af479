"""The folder behind the blob store: whole files or none, and never somebody else's."""

from uuid import UUID, uuid4

import pytest

from service.domain.access import OrganisationId
from service.storage.blobs import BlobMissingError, BlobStoreUnavailableError, FolderBlobs

ONE, TWO = OrganisationId(UUID(int=1)), OrganisationId(UUID(int=2))


@pytest.fixture
def blobs(tmp_path):
    return FolderBlobs(tmp_path)


def test_what_is_put_is_got_under_the_hash_of_its_content(blobs):
    stored = blobs.put(ONE, [b"some ", b"bytes"])

    assert stored.bytes == 10
    assert stored.key == f"{ONE.hex}/{stored.sha256[:2]}/{stored.sha256}"
    assert blobs.get(stored.key) == b"some bytes"
    assert blobs.exists(stored.key)


def test_equal_files_of_two_organisations_are_kept_apart(blobs):
    assert blobs.put(ONE, [b"same"]).key != blobs.put(TWO, [b"same"]).key


def test_a_disk_that_is_not_mounted_is_away_and_no_file_is_missing(blobs, tmp_path):
    stored = blobs.put(ONE, [b"bytes"])
    mounted = tmp_path.rename(tmp_path.with_name("elsewhere"))
    tmp_path.mkdir()

    with pytest.raises(BlobStoreUnavailableError, match="not mounted"):
        blobs.get(stored.key)

    tmp_path.rmdir()
    mounted.rename(tmp_path)
    assert blobs.get(stored.key) == b"bytes"


def test_a_store_says_whether_it_takes_files_and_keeps_nothing_of_the_question(blobs, tmp_path):
    assert blobs.is_taking_files()
    assert [path.name for path in tmp_path.iterdir()] == [".eenmaal-files"]

    (tmp_path / "file").write_text("no folder")
    assert not FolderBlobs(tmp_path / "file").is_taking_files()


def test_a_put_that_breaks_off_leaves_nothing(blobs, tmp_path):
    def broken():
        yield b"half"
        raise RuntimeError("the line went dead")

    with pytest.raises(RuntimeError):
        blobs.put(ONE, broken())

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_that_was_changed_on_disk_is_not_handed_out(blobs, tmp_path):
    stored = blobs.put(ONE, [b"the truth"])
    (tmp_path / stored.key).write_bytes(b"a lie")

    with pytest.raises(BlobMissingError):
        blobs.get(stored.key)


def test_a_key_that_leads_elsewhere_or_nowhere_is_missing(blobs):
    blobs.put(ONE, [b"a store that is there"])
    for key in ("../../etc/passwd", f"{ONE.hex}/00/{uuid4().hex}"):
        with pytest.raises(BlobMissingError):
            blobs.get(key)


def test_a_store_that_cannot_be_written_is_a_failure_that_may_pass(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(BlobStoreUnavailableError):
        FolderBlobs(tmp_path / "file").put(ONE, [b"x"])
