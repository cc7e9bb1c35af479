"""A temporary file that reads as any other, and of which the disk holds nothing that can be read."""

import tempfile
from io import BytesIO
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from waitress.buffers import OverflowableBuffer

from service.process import sealed_temporary
from service.process.sealed_temporary import sealed_temporary_file
from service.web import front
from service.web.shared.sealed_uploads import SealedRequest

CANARY = b"999900006"

MOVES = st.one_of(
    st.tuples(st.just("write"), st.binary(max_size=50)),
    st.tuples(st.just("read"), st.integers(0, 60)),
    st.tuples(st.just("seek"), st.integers(0, 200)),
)


@given(st.lists(MOVES, max_size=30))
@settings(max_examples=60, deadline=None)
def test_it_does_what_a_file_in_memory_does(moves):
    plain = BytesIO()
    with sealed_temporary_file() as file:
        for move, value in moves:
            place = min(value, len(plain.getvalue())) if move == "seek" else value
            assert getattr(file, move)(place) == getattr(plain, move)(place)
            assert file.tell() == plain.tell()
        file.seek(0)
        assert file.read() == plain.getvalue()


def on_disk(file):
    """What stands in it for who reads the disk."""
    return Path(f"/proc/self/fd/{file.raw._file.fileno()}").read_bytes()  # noqa: SLF001 - to look past it


def test_nothing_of_it_can_be_read_on_the_disk():
    with sealed_temporary_file() as file:
        file.write(CANARY * 20_000)
        file.flush()

        written = on_disk(file)
        assert len(written) == 9 * 20_000
        assert CANARY not in written


def test_what_the_front_holds_back_and_what_a_form_brings_are_sealed(monkeypatch):
    made = []
    monkeypatch.setattr(
        tempfile,
        "TemporaryFile",
        lambda *given, make=tempfile.TemporaryFile, **named: made.append(make(*given, **named)) or made[-1],
    )
    buffer = OverflowableBuffer(1000)
    buffer.append(CANARY * 500)
    stream = SealedRequest({})._get_file_stream(10**6, None)  # noqa: SLF001 - what Werkzeug calls
    stream.write(CANARY * 500)
    stream.flush()

    assert front.THREADS
    assert buffer.get(-1) == CANARY * 500
    buffer.getfile().flush()
    assert [CANARY in Path(f"/proc/self/fd/{each.fileno()}").read_bytes() for each in made] == [False, False]
    buffer.close()
    stream.close()
    assert sealed_temporary.tempfile is tempfile


def test_what_is_small_stays_in_memory():
    assert isinstance(SealedRequest({})._get_file_stream(1000, None), BytesIO)  # noqa: SLF001 - the same
