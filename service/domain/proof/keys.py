"""The key that a log is signed with and whom it believes, from the texts in which an operator gives them."""

from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import NOTE, SignerKey
from service.domain.proof.policy import Policy, parse_policy, policy_of_log_alone

SEED_BYTES = 32


def new_log_key(name: str, seed: bytes) -> str:
    """A secret key for the log of that name; `seed` is random, and used for nothing else."""
    return SignerKey(name, NOTE, seed).text


def signer_of(log_key: str) -> SignerKey | None:
    """None when there is no key. Raises NotProvenError for one that is no key of a log."""
    if not log_key:
        return None
    signer = SignerKey.parse(log_key)
    if signer.kind != NOTE:
        raise NotProvenError("key-damaged", "it is a key of a witness")
    return signer


def policy_of(policy: str, signer: SignerKey | None) -> Policy | None:
    """None when the log is not signed. Raises NotProvenError for a policy that does not name this log."""
    if signer is None or not policy:
        return policy_of_log_alone(signer.verifier) if signer else None
    found = parse_policy(policy)
    if signer.verifier not in found.logs:
        raise NotProvenError("policy-damaged", "it does not name the key of this log")
    return found
