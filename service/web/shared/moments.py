"""A moment that a form takes along and brings back, which nobody can write otherwise."""

from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

_SALT = "moment-of-a-form"
_MOST_SECONDS = 24 * 60 * 60


def signed_moment() -> str:
    """Now, for a hidden field."""
    return _serializer().dumps("")


def read_moment(text: str) -> datetime | None:
    """When it was signed; None for what we did not sign, or more than a day ago."""
    try:
        _, moment = _serializer().loads(text, max_age=_MOST_SECONDS, return_timestamp=True)
    except BadSignature:
        return None
    found: datetime = moment
    return found


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=_SALT)
