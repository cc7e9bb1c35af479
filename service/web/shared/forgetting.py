"""Rows of clients that a page opened are gone from our memory when it is answered.

What is freed is written over, by the allocator that `SCRUBBING` chooses; what stands in a circle of objects
is freed by collecting it after a page that opens rows.
"""

import gc
import os
import sys
from collections.abc import Mapping

from flask import Flask, request

SCRUBBING: Mapping[str, str] = {"PYTHONMALLOC": "malloc", "MALLOC_PERTURB_": "165"}
"""Everything from the system's allocator, which writes over what is freed; glibc alone listens."""
_OPEN_ROWS = {
    *(
        "trace.show",
        "trace.rows",
        "balance.show",
        "signals.show",
        "totals.show",
        "explanation.show",
        "explanation.export",
        "persons.find",
    ),
    *(
        "report.replay",
        "report.judge",
        "report.download",
        "report.download_all",
        "report.download_submission",
    ),
    *("answers.give", "provider.receive", "provider.annotated_copy", "calibration.compare"),
}


def start_again_scrubbing() -> None:
    """Be this same program once more, with an allocator that leaves nothing; does nothing when it is."""
    if any(os.environ.get(name) != value for name, value in SCRUBBING.items()):
        os.execve(sys.executable, sys.orig_argv, {**os.environ, **SCRUBBING})  # noqa: S606 - ourselves


def install(app: Flask) -> None:
    """Collect after every page that opens rows; what is there from the start is not looked at each time."""
    gc.collect()
    gc.freeze()
    app.teardown_request(_forget)


def _forget(_error: BaseException | None) -> None:
    if request.endpoint in _OPEN_ROWS:
        gc.collect()
