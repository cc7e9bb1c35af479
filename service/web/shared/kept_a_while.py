"""What a browser keeps between two steps, in its signed cookie, for some time."""

import time
from collections.abc import Mapping
from typing import Any

from flask import session

_SINCE = "since"


def keep(name: str, said: Mapping[str, object]) -> None:
    """From now on, in the place of what was kept under this name."""
    session[name] = {**said, _SINCE: int(time.time())}


def look_at(name: str, seconds: int) -> Mapping[str, Any] | None:
    """What is kept; None when there is nothing, or it is older than this."""
    return _fresh(session.get(name), seconds)


def take(name: str, seconds: int) -> Mapping[str, Any] | None:
    """The same, which is then kept no longer."""
    return _fresh(session.pop(name, None), seconds)


def _fresh(kept: Mapping[str, Any] | None, seconds: int) -> Mapping[str, Any] | None:
    return kept if kept and time.time() - kept[_SINCE] < seconds else None
