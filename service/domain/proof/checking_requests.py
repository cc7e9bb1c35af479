"""Whether every report answers the request that it names: signed by the log, and set in it."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from service.domain.proof import evidence as names
from service.domain.proof.canonical import canonical
from service.domain.proof.failures import NotProvenError
from service.domain.proof.manifests import OpenLeaf
from service.domain.proof.notes import SignedNote
from service.domain.proof.policy import Policy

Json = Mapping[str, object]


def require_signed_request(content: bytes, digest: str, policy: Policy, origin: str) -> Json:
    """The request in a signed note of that hash. Raises NotProvenError."""
    try:
        note = SignedNote.parse(content.decode())
    except UnicodeDecodeError as error:
        raise NotProvenError("note-damaged", "no text") from error
    policy.log_of(note, origin)
    request = _canonical_object(note.text)
    if sha256(note.text.encode()[:-1]).hexdigest() != digest:
        raise NotProvenError("request-differs", "another hash")
    return request


def _canonical_object(text: str) -> Json:
    try:
        found = json.loads(text)
        if isinstance(found, dict) and canonical(found).decode() + "\n" == text:
            return found
    except (ValueError, TypeError, RecursionError) as error:
        raise NotProvenError("json-damaged") from error
    raise NotProvenError("json-damaged", "it is not canonical")


def require_set(request: Json, digest: str, leaves: Sequence[OpenLeaf]) -> None:
    """Raise NotProvenError unless a leaf says that exactly this version was set."""
    told = next((each for each in leaves if each.act == "request-set"), None)
    if told is None:
        raise NotProvenError("request-not-logged")
    facts = told.facts
    said = (facts.get("request"), facts.get("number"), facts.get("request_sha256"))
    if said != (request.get("id"), request.get("number"), digest):
        raise NotProvenError("request-differs", "the log has another")


def is_answered_by(request: Json, manifest: Json) -> bool:
    """Whether a report is of the municipality that asks, in a version of the format that it asks."""
    report, answers = _part(manifest, "report"), _part(manifest, "answers")
    formats = request.get("formats")
    asked = [each.get("sha256") for each in formats] if isinstance(formats, list) else []
    return (
        (answers.get("id"), answers.get("number")) == (request.get("id"), request.get("number"))
        and report.get("municipality") == request.get("municipality")
        and report.get("format") == request.get("format")
        and report.get("format_sha256") in asked
    )


def request_of(manifest: Json) -> str:
    """The hash of the request that a report names; empty when it names none."""
    return str(_part(manifest, "answers").get("sha256", ""))


def requests_nobody_names(files: Mapping[str, bytes], manifests: Mapping[str, Json]) -> list[str]:
    """Files of requests that no report answers."""
    named = {names.request_name(request_of(each)) for each in manifests.values()}
    return sorted({each for each in files if each.startswith("requests/")} - named)


def _part(manifest: Json, name: str) -> Json:
    found = manifest.get(name)
    return found if isinstance(found, Mapping) else {}
