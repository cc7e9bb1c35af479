"""What of the API will go away: since when that is known, until when it is there, and what comes instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, Response, current_app, request
from werkzeug.http import http_date

_EXTENSION = "eenmaal_leaving"
LONGER = 365
"""Days for which both are there, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One operation that will go away."""

    since: datetime
    """Since when whoever uses it can know."""
    until: datetime
    """From then on it is not there."""
    instead: str
    """Where to read what to do: an address below this site."""

    def __post_init__(self) -> None:
        """Raises ValueError when it goes sooner than the documentation promises."""
        if (self.until - self.since).days < LONGER:
            raise ValueError(f"it must be there for {LONGER} days after that is said")

    @property
    def headers(self) -> Mapping[str, str]:
        """As RFC 9745 and RFC 8594 say it."""
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": http_date(self.until.astimezone(UTC)),
            "Link": f'<{self.instead}>; rel="deprecation"',
        }


LeavingByEndpoint = dict[str, Leaving]
LEAVING: LeavingByEndpoint = {}
"""By endpoint, as in the access rules; nothing of version 1 does yet."""


def install(app: Flask, leaving: LeavingByEndpoint = LEAVING) -> None:
    """From now on the answers of these say so."""
    app.extensions[_EXTENSION] = leaving
    app.after_request(_say)


def leaving_of(app: Flask, endpoint: str | None) -> Leaving | None:
    """Whether an operation will go away, and when."""
    found: LeavingByEndpoint = app.extensions[_EXTENSION]
    return found.get(endpoint or "")


def _say(response: Response) -> Response:
    leaving = leaving_of(current_app, request.endpoint)
    if leaving is not None:
        for name, value in leaving.headers.items():
            response.headers.add(name, value)
    return response
