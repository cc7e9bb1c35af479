"""Which formats an address asks about: one by its name, or those of a law."""

from flask import request

from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, message

_LAWS = {"JW": message("Jeugdwet"), "WMO": message("Wmo 2015")}


def formats_asked() -> frozenset[str] | None:
    """By `?formaat=` and `?wet=`; None for all of them."""
    name, law = request.args.get("formaat", ""), request.args.get("wet", "")
    if not name and law not in _LAWS:
        return None
    plans = current_wiring().catalogue().plans
    of_law = {each for each, versions in plans.items() if law not in _LAWS or law in versions[-1].format.law}
    return frozenset({name} & of_law if name else of_law)


def laws() -> dict[str, str]:
    """To choose from: the code of each, and its name."""
    return {code: gettext(name) for code, name in _LAWS.items()}
