"""Whether a worker or reconciler is well: `python -m workers.alive worker` ends with 0 when it is."""

import sys
import time

from service.settings import Settings

_OLDEST = 30.0
"""Seconds since it last said so; it does every second or so."""


def main() -> None:
    """For the health check of a container, and for whoever wants to know."""
    name = sys.argv[1]
    file = Settings.load().alive_file(name)
    if not file.exists():
        sys.exit(f"{name} is not running here: {file} is not there.")
    age = time.time() - file.stat().st_mtime
    if age > _OLDEST:
        sys.exit(f"{name} has not been well for {age:.0f} seconds.")


if __name__ == "__main__":
    main()
