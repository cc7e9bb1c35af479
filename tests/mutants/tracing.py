"""Marks every line of the code under test that a process runs, in a file that its children share.

Python runs a copy of this as `sitecustomize`, in the tests and in every process they start.
"""

import json
import mmap
import os
import sys
import threading
from pathlib import Path

INDEX = "EENMAAL_TRACED_INDEX"
"""Names a JSON file: path of a source file → the place of its line 0 in the file of marks."""
MARKS = "EENMAAL_TRACED_MARKS"
"""Names the file of marks: one byte per line."""


class Tracer:
    """Traces this process; a function of which every line ran is not looked at any more."""

    def __init__(self, index: dict[str, int], marks: mmap.mmap) -> None:
        self._index, self._marks = index, marks
        self._waiting: dict[object, set[int]] = {}
        self._lines: dict[object, frozenset[int]] = {}

    def begin(self) -> None:
        """From here on, in every thread."""
        index, marks, waiting, lines_of = self._index, self._marks, self._waiting, self._lines_of

        def on_call(frame, _event, _argument):
            code = frame.f_code
            start = index.get(code.co_filename)
            if start is None:
                return None
            unseen = waiting.get(code)
            if unseen is None:
                unseen = waiting[code] = set(lines_of(code))
                marks[start + code.co_firstlineno] = 1
            if not unseen:
                return None

            def on_line(frame, _event, _argument):
                marks[start + frame.f_lineno] = 1
                unseen.discard(frame.f_lineno)
                return on_line

            return on_line

        threading.settrace(on_call)
        sys.settrace(on_call)

    def take(self) -> bytes:
        """What was marked since the last time; from here on every line is marked anew."""
        taken = self._marks[:]
        self.put(bytes(len(taken)))
        self._waiting.clear()
        return taken

    def put(self, marks: bytes) -> None:
        """Mark as it was when these were taken."""
        self._marks[:] = marks

    def _lines_of(self, code) -> frozenset[int]:
        if code not in self._lines:
            self._lines[code] = frozenset(line for *_, line in code.co_lines() if line) - {
                code.co_firstlineno
            }
        return self._lines[code]


def tracer() -> Tracer:
    """Of this process, on the files that the environment names."""
    with Path(os.environ[MARKS]).open("r+b") as file:
        marks = mmap.mmap(file.fileno(), 0)
    return Tracer(json.loads(Path(os.environ[INDEX]).read_text(encoding="utf-8")), marks)


if INDEX in os.environ:
    tracer().begin()
