"""What came between us and a server that speaks HTTP, as an outcome."""

from collections.abc import Sequence

import httpx

from service.domain.channels.outcomes import Outcome
from service.outside import NotReachableError

_BETWEEN: Sequence[tuple[type[Exception], Outcome]] = (
    (NotReachableError, Outcome.NOT_ALLOWED),
    (httpx.TimeoutException, Outcome.TIME_OUT),
    (httpx.ConnectError, Outcome.NO_CONNECTION),
    (httpx.HTTPError, Outcome.BROKEN_OFF),
    (OSError, Outcome.NO_SUCH_HOST),
    (UnicodeError, Outcome.NO_SUCH_HOST),
)
"""The first that fits."""
CAME_BETWEEN = tuple(kind for kind, _ in _BETWEEN)


def outcome_of(error: Exception) -> Outcome:
    """Of one of `CAME_BETWEEN`."""
    return next(outcome for kind, outcome in _BETWEEN if isinstance(error, kind))
