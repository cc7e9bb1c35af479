"""Whether a file in a package proves an act."""

import json
from base64 import b64decode

from service.domain.proof.acts import opened_leaf
from service.domain.proof.acts_in_full import Json, act_in_full, topic_of
from service.domain.proof.canonical import hash_of
from service.domain.proof.evidence import PROOFS
from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import SignedNote
from service.domain.proof.proof_file import LeafProof

_ENDING = ".tlog-proof"


def act_proven_by(name: str, content: bytes, note: SignedNote) -> Json:
    """The act in full, by a proof that is byte for byte what its leaf, its facts and the checkpoint make.

    Raises NotProvenError, and what reading gives for what cannot be read.
    """
    index = int(name.removeprefix(PROOFS).removesuffix(_ENDING))
    _, extra, _, *path = content.decode().partition("\n\n")[0].split("\n")
    opened = json.loads(b64decode(extra.removeprefix("extra ")))
    text, facts = opened["leaf"], opened["facts"]
    steps = tuple(b64decode(each) for each in path)
    proof = LeafProof(index, steps, note, opened_leaf(text.encode(), facts))
    if proof.text.encode() != content:
        raise NotProvenError("proof-damaged", "it is not as it is written")
    proof.require_includes(text.encode())
    leaf = json.loads(text)
    if leaf["facts"] != hash_of(facts):
        raise NotProvenError("facts-differ", str(index))
    act = act_in_full(leaf, facts, index)
    hash(topic_of(act))
    return act
