"""Whether this process lives, and whether it can do its work."""

from flask import Blueprint, Response

from service.domain.failures import TransientError
from service.web.shared.house import house

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def is_alive() -> Response:
    """200 as long as the process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def is_ready() -> Response:
    """200 when the database answers, else 503."""
    try:
        house().wiring.recognise_viewer("nobody", "readyz")
    except TransientError:
        return Response("database does not answer\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")
