"""With which key the log is signed, and which policy goes with it."""

import pytest

from service.domain.proof.failures import NotProvenError
from service.domain.proof.keys import new_log_key, policy_of, signer_of
from service.domain.proof.notes import COSIGNATURE, NOTE, SignerKey

LOG = SignerKey("log.example", NOTE, bytes(32))
WITNESS = SignerKey("noord.example", COSIGNATURE, bytes([1] * 32))


def test_the_kinds_of_keys_are_those_of_the_specification():
    """C2SP signed-note: 0x01 is Ed25519, 0x04 a cosignature of a checkpoint with its time."""
    assert (NOTE, COSIGNATURE) == (0x01, 0x04)


def test_a_new_key_is_that_of_a_log_and_signs_as_its_seed_says():
    signer = signer_of(new_log_key("log.example", bytes(32)))

    assert signer == LOG
    assert signer_of("") is None


def test_a_key_of_a_witness_signs_no_log():
    with pytest.raises(NotProvenError, match="key-damaged"):
        signer_of(WITNESS.text)


def test_a_log_that_is_signed_has_a_policy_of_itself_alone_as_long_as_no_other_is_given():
    assert policy_of("", None) is None
    assert policy_of(f"log {LOG.verifier.text}\n", None) is None
    alone = policy_of("", LOG)
    assert alone is not None
    assert set(alone.logs) == {LOG.verifier}


def test_a_policy_must_name_the_key_of_the_log():
    named = policy_of(f"log {LOG.verifier.text}\nquorum none\n", LOG)
    other = SignerKey("log.example", NOTE, bytes([2] * 32))

    assert named is not None
    assert set(named.logs) == {LOG.verifier}
    with pytest.raises(NotProvenError, match="policy-damaged"):
        policy_of(f"log {other.verifier.text}\nquorum none\n", LOG)
