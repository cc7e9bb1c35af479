"""Sealed bytes: whole or not at all, and of their own place only."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.failures import TerminalError
from service.storage.keys import sealing
from service.storage.keys.sealing import SealBrokenError, opened, sealed
from service.storage.keys.wrapping import OwnKeys, Wrapped, WrappingKeyMissingError

KEY = bytes(range(32))


def seal(content: bytes, *, key: bytes = KEY, about: str = "here") -> bytes:
    return b"".join(sealed([content], key, about))


@given(st.lists(st.binary(max_size=40), max_size=8), st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_what_is_sealed_in_any_pieces_opens_to_the_same(pieces, chunk):
    kept, sealing.CHUNK = sealing.CHUNK, chunk
    try:
        assert opened(b"".join(sealed(pieces, KEY, "here")), KEY, "here") == b"".join(pieces)
    finally:
        sealing.CHUNK = kept


@pytest.mark.parametrize(
    "size", [0, 1, sealing.CHUNK - 1, sealing.CHUNK, sealing.CHUNK + 1, 3 * sealing.CHUNK]
)
def test_around_the_size_of_a_chunk_nothing_is_lost(size):
    content = os.urandom(size)

    assert opened(seal(content), KEY, "here") == content


def test_twice_the_same_is_never_sealed_the_same():
    assert seal(b"the same") != seal(b"the same")


def test_a_bit_that_changed_anywhere_is_seen():
    whole = seal(b"a report")

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(SealBrokenError):
            opened(bytes(changed), KEY, "here")


@pytest.mark.parametrize("wrong", [{"key": b"1" * 32}, {"about": "elsewhere"}])
def test_another_key_or_another_place_opens_nothing(wrong):
    with pytest.raises(SealBrokenError):
        opened(seal(b"a report", **wrong), KEY, "here")


def test_a_chunk_left_out_at_the_end_or_put_elsewhere_is_seen():
    size, start = sealing.CHUNK + 16, 36
    whole = seal(bytes(3 * sealing.CHUNK))
    first, second = whole[start : start + size], whole[start + size : start + 2 * size]

    for broken in (
        whole[: start + size],
        whole[:start] + second + first + whole[start + 2 * size :],
        whole[:20],
        b"",
    ):
        with pytest.raises(SealBrokenError):
            opened(broken, KEY, "here")


def test_an_older_key_still_unwraps_and_a_new_one_wraps():
    before = OwnKeys(["old" * 20])
    after = OwnKeys(["new" * 20, "old" * 20])
    wrapped = before.wrap(KEY, "here")

    assert after.unwrap(wrapped, "here") == KEY
    assert after.wrap(KEY, "here").by == after.current != before.current


def test_a_key_that_was_taken_away_is_named_and_one_of_another_place_is_refused():
    wrapped = OwnKeys(["old" * 20]).wrap(KEY, "here")

    with pytest.raises(WrappingKeyMissingError, match=wrapped.by):
        OwnKeys(["new" * 20]).unwrap(wrapped, "here")
    with pytest.raises(TerminalError, match="changed"):
        OwnKeys(["old" * 20]).unwrap(wrapped, "elsewhere")
    with pytest.raises(TerminalError, match="changed"):
        OwnKeys(["old" * 20]).unwrap(Wrapped(wrapped.by, wrapped.content[:-1] + b"?"), "here")
