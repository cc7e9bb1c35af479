"""These pages as a program: `python -m service.web.operations PORT`, until SIGTERM or SIGINT."""

import signal
import sys
from contextlib import closing
from types import FrameType

from werkzeug.serving import make_server

from service.domain.failures import EenmaalError
from service.process.start import choose_at_start
from service.settings import Settings
from service.web.operations import Desk, Door, create_operations_app
from service.wiring import build, build_registration
from service.wiring.examining import examination_of

_HERE = "127.0.0.1"


def main() -> None:
    """Print the link, and serve this machine."""
    settings = Settings.load()
    choose_at_start(fast_paths=settings.fast_paths)
    door = Door(int(sys.argv[1]))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    with closing(build(settings)) as wiring, closing(build_registration(settings)) as registration:
        desk = Desk(examine=lambda: examination_of(wiring), participants=registration.organisations)
        server = make_server(_HERE, door.port, create_operations_app(wiring, desk, door), threaded=True)
        print(door.address, flush=True)  # noqa: T201 - for who started it
        try:
            server.serve_forever()
        finally:
            server.server_close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit


if __name__ == "__main__":
    try:
        main()
    except EenmaalError as failure:
        sys.exit(f"eenmaal: {failure}")
