"""How long a test waits for what must happen: only what hangs is given up, however busy the machine is."""

import time
from collections.abc import Callable

AS_LONG_AS_IT_TAKES = 600.0
"""Seconds after which a test says that it hangs. It measures nothing: a good run never comes near."""


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + AS_LONG_AS_IT_TAKES
    while not is_so():
        if time.monotonic() > until:
            raise AssertionError(f"it did not happen within {AS_LONG_AS_IT_TAKES:.0f} seconds")
        time.sleep(0.05)
