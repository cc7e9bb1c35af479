"""The folder behind the blob store: whole files or none, and never somebody else's."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from service.domain.access import OrganisationId
from service.domain.keeping import Destroyed, KeptKind, KeyDestroyedError, WhyDestroyed
from service.domain.submissions.submission import SubmissionId
from service.storage.blobs import BlobMissingError, BlobStoreUnavailableError, FolderBlobs
from service.storage.keys.data_keys import KeyPlace

ORGANISATION = OrganisationId(UUID(int=1))
ONE, TWO = (
    KeyPlace(each, SubmissionId(UUID(int=3)), KeptKind.UPLOAD)
    for each in (ORGANISATION, OrganisationId(UUID(int=2)))
)


class WrittenKeyring:
    """Every place has its own key, until it is destroyed."""

    def __init__(self):
        self.destroyed = set()
        self.was_used = False

    def is_anything_handed_in(self):
        return self.was_used

    def key_of(self, place):
        if place in self.destroyed:
            raise KeyDestroyedError(
                place.kind, Destroyed(datetime(2027, 1, 1, tzinfo=UTC), WhyDestroyed.RETENTION)
            )
        return sha256(str(place).encode()).digest()


@pytest.fixture
def keyring():
    return WrittenKeyring()


@pytest.fixture
def blobs(tmp_path, keyring):
    return FolderBlobs(tmp_path, keyring)


def test_what_is_put_is_got_under_the_hash_of_its_content(blobs):
    stored = blobs.put(ONE, [b"some ", b"bytes"])

    assert stored.bytes == 10
    assert stored.sha256 == sha256(b"some bytes").hexdigest()
    assert stored.key == f"{ONE}/{stored.sha256}"
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


def test_nothing_is_kept_in_the_empty_place_of_a_disk_that_is_not_mounted(keyring, tmp_path):
    keyring.was_used = True
    empty = FolderBlobs(tmp_path, keyring)

    assert not empty.is_taking_files()
    with pytest.raises(BlobStoreUnavailableError, match="not mounted"):
        empty.put(ONE, [b"bytes"])
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_falls_away_while_a_file_is_written_does_not_have_that_file(blobs, keyring, tmp_path):
    blobs.put(ONE, [b"the first"])
    keyring.was_used = True

    def pieces():
        yield b"bytes"
        (tmp_path / ".eenmaal-files").rmdir()

    with pytest.raises(BlobStoreUnavailableError, match="not mounted"):
        blobs.put(ONE, pieces())


def test_a_store_says_whether_it_takes_files_and_keeps_nothing_of_the_question(blobs, keyring, tmp_path):
    assert blobs.is_taking_files()
    assert [path.name for path in tmp_path.iterdir()] == [".eenmaal-files"]

    (tmp_path / "file").write_text("no folder")
    assert not FolderBlobs(tmp_path / "file", keyring).is_taking_files()


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
    for key in ("../../etc/passwd", f"{ONE}/{uuid4().hex}"):
        with pytest.raises(BlobMissingError):
            blobs.get(key)


def test_a_store_that_cannot_be_written_is_a_failure_that_may_pass(keyring, tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(BlobStoreUnavailableError):
        FolderBlobs(tmp_path / "file", keyring).put(ONE, [b"x"])


def test_nothing_of_what_was_put_lies_on_the_disk(blobs, tmp_path):
    blobs.put(ONE, [b"999900006;", b"Jansen\n" * 1000])

    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"999900006" not in path.read_bytes()


def test_a_file_of_one_submission_put_in_the_place_of_another_is_not_handed_out(blobs, tmp_path):
    stored, other = blobs.put(ONE, [b"same"]), blobs.put(TWO, [b"same"])
    (tmp_path / other.key).write_bytes((tmp_path / stored.key).read_bytes())

    with pytest.raises(BlobMissingError):
        blobs.get(other.key)


def test_what_was_kept_before_there_were_keys_is_read_as_it_is(blobs, tmp_path):
    name = sha256(b"in clear").hexdigest()
    key = f"{ORGANISATION.hex}/{name[:2]}/{name}"
    (tmp_path / key).parent.mkdir(parents=True)
    (tmp_path / key).write_bytes(b"in clear")

    assert blobs.get(key) == b"in clear"
    assert blobs.beside(key, "ab" * 32) == f"{ORGANISATION.hex}/ab/{'ab' * 32}"


def test_nobody_reads_or_keeps_anything_of_what_was_destroyed(blobs, keyring):
    stored = blobs.put(ONE, [b"rows"])
    keyring.destroyed.add(ONE)

    with pytest.raises(KeyDestroyedError):
        blobs.get(stored.key)
    with pytest.raises(KeyDestroyedError):
        blobs.put(ONE, [b"rows"])


def test_a_place_is_cleared_and_its_neighbours_stay(blobs):
    gone = blobs.put(ONE, [b"rows"])
    stays = blobs.put(KeyPlace(ONE.organisation, ONE.submission, KeptKind.REPORT), [b"report"])

    blobs.clear(ONE)

    assert (blobs.exists(gone.key), blobs.exists(stays.key)) == (False, True)
    blobs.clear(ONE)
