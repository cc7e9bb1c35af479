"""What every page may call: the use cases of this process."""

from flask import Flask, current_app, request

from service.pipeline.current_catalogue import begin_one_look, end_one_look
from service.wiring import Wiring

_WIRING = "eenmaal_wiring"


_ONLY_READING = ("GET", "HEAD")


def install(app: Flask, wiring: Wiring) -> None:
    """From now on pages of this application find these use cases; what only reads sees one catalogue."""
    app.extensions[_WIRING] = wiring
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    if request.method in _ONLY_READING:
        begin_one_look()


def _end(_error: BaseException | None) -> None:
    end_one_look()


def current_wiring() -> Wiring:
    """The use cases of the application that answers this request."""
    found: Wiring = current_app.extensions[_WIRING]
    return found
