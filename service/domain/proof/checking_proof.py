"""Check the proof of one report, and the report itself where it is given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.failures import NotProvenError
from service.domain.proof.policy import Policy
from service.domain.proof.proof_file import LeafProof


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenLeaf:
    """What a proof file proves."""

    index: int
    leaf: Mapping[str, object]
    facts: Mapping[str, object]
    witnesses: tuple[str, ...]
    """Those of the policy that signed its checkpoint."""
    is_enough: bool
    """Whether they are the quorum."""


def check_proof(content: bytes, policy: Policy, report: bytes | None = None) -> ProvenLeaf:
    """Raises NotProvenError with a code of docs/evidence.md."""
    try:
        proof = LeafProof.parse(content.decode())
        opened = json.loads(proof.extra)
        text, facts = opened["leaf"], opened["facts"]
        leaf = json.loads(text)
    except (ValueError, KeyError, TypeError) as error:
        raise NotProvenError("proof-damaged") from error
    if proof.extra != canonical(opened) or leaf.get("facts") != hash_of(facts):
        raise NotProvenError("facts-differ", str(proof.index))
    policy.log_of(proof.note, proof.checkpoint.origin)
    proof.require_includes(text.encode())
    if report is not None and sha256(report).hexdigest() != facts.get("sha256"):
        raise NotProvenError("file-changed", "it is not the file that was made")
    witnesses = tuple(policy.cosigned(proof.note))
    return ProvenLeaf(
        index=proof.index,
        leaf=leaf,
        facts=facts,
        witnesses=witnesses,
        is_enough=policy.is_enough(witnesses),
    )
