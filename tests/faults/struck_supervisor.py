"""`eenmaal up`, of which the database too is started with what puts its clock forward or back."""

import os

from workers import bundled_postgres
from workers.__main__ import main

_of_ours = bundled_postgres._plain_environment  # noqa: SLF001 - it starts with nothing of ours, as it should


def _with_a_clock_that_jumps() -> dict[str, str]:
    handed_on = ("LD_PRELOAD", "EENMAAL_STRUCK_ORDERS")
    return _of_ours() | {name: os.environ[name] for name in handed_on if name in os.environ}


if __name__ == "__main__":
    bundled_postgres._plain_environment = _with_a_clock_that_jumps  # noqa: SLF001 - as above
    main()
