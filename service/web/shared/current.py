"""What every page may call: the use cases of this process."""

from flask import current_app

from service.wiring import Wiring

_WIRING = "eenmaal_wiring"


def install(app_extensions: dict[str, object], wiring: Wiring) -> None:
    """From now on pages of this application find these use cases."""
    app_extensions[_WIRING] = wiring


def current_wiring() -> Wiring:
    """The use cases of the application that answers this request."""
    found: Wiring = current_app.extensions[_WIRING]
    return found
