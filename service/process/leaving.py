"""The end of a process that has nothing left to do."""

import os
import sys
from typing import NoReturn


def leave(end: SystemExit) -> NoReturn:
    """End this process, without taking apart module by module what the system takes back at once.

    For who registered nothing that has to be told of the end, and left no thread at work. What cannot be
    written any more is Python's own to tell, so then the end is the usual one. Raises `end`.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise end from None
    if not isinstance(end.code, int):
        raise end
    os._exit(end.code)
