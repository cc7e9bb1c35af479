"""What the parts of a channel are called to who fills them in, on the page and in the API."""

from collections.abc import Mapping

CHANNEL_FIELDS: Mapping[str, str] = {
    "host": "server",
    "port": "poort",
    "user": "gebruiker",
    "folder": "map",
    "endpoint": "adres",
    "url": "adres",
    "region": "regio",
    "bucket": "bucket",
    "access_key": "sleutelnaam",
    "to": "email",
    "format": "formaat",
    "secret": "geheim",
}
"""By the name of the part."""
