"""The log for programs, for everyone: checkpoint and tiles by the forms of C2SP, and where witnesses sign."""

from flask import Blueprint, Response, request

from service.domain.access import NotAllowedError
from service.domain.proof.failures import NotProvenError
from service.web.shared.current import current_wiring

blueprint = Blueprint("public_log", __name__)

_LONGEST_NOTE = 20_000


@blueprint.get("/logboek/checkpoint")
def checkpoint() -> Response:
    """The last one, with the signature of every witness."""
    return _text(current_wiring().proof.read_checkpoint().whole)


@blueprint.get("/logboek/checkpoint/<int:size>")
def checkpoint_at(size: int) -> Response:
    """An earlier one."""
    return _text(current_wiring().proof.read_checkpoint(size).whole)


@blueprint.get("/logboek/tile/<path:path>")
def tile(path: str) -> Response:
    """Hashes, or below `entries/` the leaves themselves."""
    return Response(current_wiring().proof.read_tile(path), mimetype="application/octet-stream")


@blueprint.post("/logboek/cosignatures")
def cosign() -> Response:
    """A checkpoint of ours with the signature of a witness under it: that says whose it is."""
    content = request.stream.read(_LONGEST_NOTE)  # what goes on after that is no note of ours
    try:
        current_wiring().proof.take_cosignature(content.decode())
    except UnicodeDecodeError:
        return _text("note-damaged\n", 400)
    except NotProvenError as error:
        return _text(f"{error}\n", 400)
    except NotAllowedError as error:
        return _text(f"{error}\n", 403)
    return Response(status=204)


def _text(content: str, status: int = 200) -> Response:
    return Response(content, status, content_type="text/plain; charset=utf-8")
