"""The web as a program: `python -m service.web.server`, until SIGTERM or SIGINT."""

import os
import resource
import signal
import sys
from contextlib import suppress
from types import FrameType

import structlog

from service import ONE_THREAD
from service.process.collecting import without_collecting

os.environ.setdefault(*ONE_THREAD)

with without_collecting():
    from service.domain.failures import EenmaalError
    from service.process.json_lines import log_as_json
    from service.process.start import choose_at_start
    from service.settings import Settings
    from service.web.application import MULTIPART_ROOM, create_app
    from service.web.front import Front
    from service.web.proxies import Proxies
    from service.web.shared import forgetting
    from service.wiring import build

_MOST_CONNECTIONS = 4000
_OWN_FILES = 256
"""Descriptors that are not connections: the database, temporary files, logs."""
_log = structlog.get_logger()


def main() -> None:
    """Serve until asked to stop; then finish what is being answered."""
    forgetting.start_again_scrubbing()
    log_as_json()
    settings = Settings.load()
    choose_at_start(fast_paths=settings.fast_paths)
    wiring = build(settings)
    app = create_app(wiring)
    wiring.stores.is_answering()  # a role that may see everything is refused now, not at the first visit
    with suppress(EenmaalError):  # what cannot be read yet is said by the page that needs it
        wiring.catalogue()
    forgetting.install(app)  # and lets the collector of cycles look no more at what is there by now
    front = Front(
        Proxies(
            app,
            settings.trusted_networks(),
            needs_https=not settings.is_laptop,
            complain=_write_down,
        ),
        (settings.host, settings.port),
        most=_connections(),
        body_limit=settings.upload_limit + MULTIPART_ROOM + 1,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    front.run()


def _connections() -> int:
    """As many as the system lets us have, up to what one process can look after."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _OWN_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(min(allowed, max(soft, allowed)) - _OWN_FILES, 64)


def _write_down(peer: str, sentence: str) -> None:
    _log.warning("request_refused", peer=peer, why=sentence)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


if __name__ == "__main__":
    try:
        main()
    except EenmaalError as failure:
        sys.exit(f"eenmaal: {failure}")
