"""A part of the API: the routes about one thing, below /api/v1."""

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

BASE = "/api/v1"
VERSION_HEADER = {
    "API-Version": {
        "description": "De volledige versie van de API.",
        "required": True,
        "schema": {"type": "string"},
    }
}
"""In the description of every answer."""


def part(name: str, tag: str) -> APIBlueprint:
    """`tag`: under which heading its routes stand in the description."""
    return APIBlueprint(
        name, __name__, url_prefix=BASE, abp_tags=[Tag(name=tag)], operation_id_callback=_endpoint
    )


def _endpoint(name: str, path: str, method: str, bp_name: str) -> str:
    """Until the description makes a name of it, an operation is called as its access rule is."""
    del path, method  # the library gives them
    return f"{bp_name}.{name}"
