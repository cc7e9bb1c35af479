"""The watcher: a process of its own that hands in what is put in the folders that the settings name.

Not a duty of the reconciler: a folder on a network that hangs must not keep it from its other duties.
"""

import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import structlog

from service.couriers import FolderAwayError
from service.domain.access import NotAllowedError, NotFoundError
from service.domain.channels.handed_in import FileSeen
from service.domain.failures import EenmaalError, TransientError
from service.process.json_lines import log_as_json
from service.process.start import choose_at_start
from service.settings import Settings
from service.wiring import Wiring, build
from workers.stopping import stop_when_told

_log = structlog.get_logger()
_NOTHING: frozenset[FileSeen] = frozenset()


def watch_folders(wiring: Wiring, stop: threading.Event) -> None:
    """A look at each folder every `reconcile_every` seconds until `stop` is set; one stops no other."""
    folders = wiring.settings.folders_to_watch()
    before: dict[str, frozenset[FileSeen]] = {}
    while not stop.wait(wiring.settings.reconcile_every):
        before = {login: _look(wiring, login, path, before) for login, path in folders.items()}


def _look(
    wiring: Wiring, login: str, path: Path, before: Mapping[str, frozenset[FileSeen]]
) -> frozenset[FileSeen]:
    seen = before.get(login, _NOTHING)
    try:
        return wiring.channels.watch_folder(login, path, seen).seen
    except FolderAwayError as error:
        _log.warning("folder_away", login=login, outcome=error.outcome.value)
    except (NotFoundError, NotAllowedError) as error:
        _log.error("folder_of_nobody", login=login, failure=type(error).__name__)
    except TransientError as error:
        _log.warning("folder_waits", login=login, failure=type(error).__name__)
    return seen


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    log_as_json()
    stop = stop_when_told()
    settings = Settings.load()
    choose_at_start(fast_paths=settings.fast_paths)
    wiring = build(settings)
    watch_folders(wiring, stop)
    wiring.close()


if __name__ == "__main__":
    try:
        main()
    except EenmaalError as failure:
        sys.exit(f"eenmaal: {failure}")
