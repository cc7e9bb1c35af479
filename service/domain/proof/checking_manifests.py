"""Whether a manifest says what the acts about its report say, and whether the report answers its request."""

import json
from collections.abc import Mapping

from service.domain.proof.acts import ActKind
from service.domain.proof.acts_in_full import (
    ActsByTopic,
    Json,
    Topic,
    facts_of,
    report_of,
    request_hash,
    request_topic,
    topics_of,
)
from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.evidence import manifest_name, proof_name, request_name
from service.domain.proof.failures import NotProvenError
from service.domain.proof.told import closes, parts_of

_SAME = ("id", "number", "municipality", "format")


def canonical_json(content: bytes) -> Json:
    """Raises NotProvenError, and ValueError or TypeError for what is none."""
    found = json.loads(content)
    if isinstance(found, dict) and canonical(found) == content:
        return found
    raise NotProvenError("json-damaged", "it is not canonical")


def proofs_named_by(manifest: Mapping[str, object]) -> list[str]:
    """Where the proofs of its acts are."""
    return [proof_name(each["index"]) for each in parts_of(manifest)[1]]


def used_by(manifest: Mapping[str, object]) -> set[Topic]:
    """What its report is about, and the file with the request that it answers."""
    made, _, _ = parts_of(manifest)
    request = request_hash(made)
    return {*topics_of(made), *([request_name(request)] if request else [])}


def require_told(name: str, manifest: Mapping[str, object], topics: ActsByTopic) -> None:
    """Raise NotProvenError unless it has all acts about its report, and what these say of its making."""
    made, acts, balance = parts_of(manifest)
    about = topics.about(made)
    logged = [each for each in about if each["act"] == ActKind.TRANSLATED]
    said = {
        "acts": (about, acts),
        "made": (logged, [made] if "index" in made else []),
        "its name": (name, manifest_name(report_of(made))),
    }
    for what, (one, other) in said.items():
        if canonical(one) != canonical(other):
            raise NotProvenError("manifest-differs", what)
    if not closes(balance):
        raise NotProvenError("balance-open")
    if hash_of(balance) != facts_of(made)["balance_sha256"]:
        raise NotProvenError("manifest-differs", "balance")


def require_answers(manifest: Mapping[str, object], request: bytes, topics: ActsByTopic) -> None:
    """Raise NotProvenError unless its report is one that this request asks, and that was set."""
    made, _, _ = parts_of(manifest)
    facts, asked = facts_of(made), json.loads(request)
    answered = facts["request"]
    said = {**facts, **answered} if isinstance(answered, Mapping) else {}
    is_same = all(said[each] == asked[each] for each in _SAME)
    if not is_same or facts["format_sha256"] not in [each["sha256"] for each in asked["formats"]]:
        raise NotProvenError("request-differs", "it asks another report")
    if not topics.on(request_topic(made)):
        raise NotProvenError("request-not-logged")
