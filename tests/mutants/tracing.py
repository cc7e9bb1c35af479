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


def begin(index: dict[str, int], marks: mmap.mmap) -> None:
    """Trace this process from here on; a function of which every line ran is not looked at any more."""
    waiting: dict[object, set[int]] = {}

    def on_call(frame, _event, _argument):
        code = frame.f_code
        start = index.get(code.co_filename)
        if start is None:
            return None
        unseen = waiting.get(code)
        if unseen is None:
            unseen = waiting[code] = {line for *_, line in code.co_lines() if line} - {code.co_firstlineno}
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


if INDEX in os.environ:
    with Path(os.environ[MARKS]).open("r+b") as _file:
        begin(json.loads(Path(os.environ[INDEX]).read_text(encoding="utf-8")), mmap.mmap(_file.fileno(), 0))
