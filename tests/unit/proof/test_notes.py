"""Signed notes, checkpoints, cosignatures, policies and proof files, against published vectors."""

from base64 import b64decode

import pytest

from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import COSIGNATURE, NOTE, SignedNote, SignerKey, VerifierKey
from service.domain.proof.policy import parse_policy, policy_of_log_alone
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.tree import leaf_hash, node_hash

SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # noqa: S105 - published
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
WHOLE = (
    f"{TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)
"""The example of Go's sumdb/note, which every implementation is held against."""
OF_THE_COSIGNATURE_SPECIFICATION = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501 - as it is published
LOG = SignerKey("log.example/logboek", NOTE, bytes(range(32)))
WITNESSES = {
    name: SignerKey(f"{name}.example", COSIGNATURE, bytes([number] * 32))
    for number, name in enumerate(("noord", "oost", "zuid"), start=1)
}
HEAD = Checkpoint(LOG.name, 2, node_hash(leaf_hash(b"een"), leaf_hash(b"twee")))


def test_the_published_example_is_signed_byte_for_byte_and_verified():
    key = SignerKey.parse(SECRET)

    assert (key.text, key.verifier.text) == (SECRET, PUBLIC)
    assert SignedNote(TEXT, (key.sign(TEXT),)).whole == WHOLE
    assert list(SignedNote.parse(WHOLE).signed_by([VerifierKey.parse(PUBLIC)])) == [key.verifier]


def test_the_example_of_the_cosignature_specification_is_read_and_written_alike():
    note = SignedNote.parse(OF_THE_COSIGNATURE_SPECIFICATION)

    assert note.whole == OF_THE_COSIGNATURE_SPECIFICATION
    checkpoint = Checkpoint.parse(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text == note.text
    assert note.signatures[1].at == 1679315147


@pytest.mark.parametrize(
    "spoiled",
    [
        WHOLE.replace("problem,", "problem;"),
        WHOLE.replace("x08go/ZJ", "x08go/ZK"),
        WHOLE.replace("x08go/ZJ", "x08go/ZJAAAA"),
    ],
)
def test_a_changed_note_is_refused(spoiled):
    with pytest.raises(NotProvenError, match="signature-wrong"):
        SignedNote.parse(spoiled).signed_by([VerifierKey.parse(PUBLIC)])


@pytest.mark.parametrize(
    "damaged", ["", TEXT, WHOLE[:-1], WHOLE.replace("— ", "- "), WHOLE.replace("=\n", "\n"), f"\t{WHOLE}"]
)
def test_what_is_no_note_is_refused(damaged):
    with pytest.raises(NotProvenError, match="note-damaged"):
        SignedNote.parse(damaged)


def test_signatures_of_keys_that_nobody_knows_are_ignored():
    note = HEAD.signed(LOG).with_signatures([WITNESSES["noord"].sign(HEAD.text, at=9)])

    assert note.signed_by([WITNESSES["oost"].verifier]) == {}
    assert set(note.signed_by([WITNESSES["noord"].verifier])) == {WITNESSES["noord"].verifier}


def test_a_cosignature_holds_for_its_own_time_and_checkpoint_alone():
    cosigned = WITNESSES["noord"].sign(HEAD.text, at=1_700_000_000)
    key = WITNESSES["noord"].verifier

    cosigned.require_valid(key, HEAD.text)
    later = type(cosigned)(cosigned.name, cosigned.key_id, (1).to_bytes(8, "big") + cosigned.signed[8:])
    for signature, text in ((later, HEAD.text), (cosigned, HEAD.text.replace("\n2\n", "\n3\n"))):
        with pytest.raises(NotProvenError):
            signature.require_valid(key, text)


@pytest.mark.parametrize(
    "damaged",
    ["", "a+b", PUBLIC[:-4], PUBLIC.replace("c74f", "c74e"), PUBLIC.replace("+ARpc", "+Axpc"), SECRET],
)
def test_a_damaged_key_is_refused(damaged):
    with pytest.raises(NotProvenError, match="key-damaged"):
        VerifierKey.parse(damaged)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\nAAAA\n",
        "a\n1\nAAAA\n",
        f"{HEAD.text}more\n",
        HEAD.text.replace("\n2\n", "\n-2\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NotProvenError):
        Checkpoint.parse(text)


def policy(quorum):
    witnesses = "".join(f"witness {name} {key.verifier.text}\n" for name, key in WITNESSES.items())
    return parse_policy(f"# whom we believe\nlog {LOG.verifier.text}\n\n{witnesses}{quorum}\n")


def test_a_policy_says_who_are_enough():
    two = policy("group bureaus 2 noord oost zuid\nquorum bureaus")
    nested = policy("group some any noord oost\ngroup both all some zuid\nquorum both")

    assert [two.is_enough(each) for each in ([], ["noord"], ["noord", "zuid"])] == [False, False, True]
    assert [nested.is_enough(each) for each in (["noord", "oost"], ["oost", "zuid"])] == [False, True]
    assert policy("quorum none").is_enough([])
    assert not policy("quorum noord").is_enough(["oost"])


def test_who_signed_a_checkpoint_is_named_as_the_policy_names_them():
    believed = policy("quorum noord")
    note = HEAD.signed(LOG).with_signatures(key.sign(HEAD.text, at=7) for key in WITNESSES.values())

    assert believed.log_of(note, LOG.name) == LOG.verifier
    assert {name: each.at for name, each in believed.cosigned(note).items()} == dict.fromkeys(WITNESSES, 7)
    with pytest.raises(NotProvenError, match="log-unknown"):
        believed.log_of(note, "another.example")
    with pytest.raises(NotProvenError, match="signature-missing"):
        believed.log_of(SignedNote(HEAD.text, note.signatures[1:]), LOG.name)


@pytest.mark.parametrize(
    "quorum",
    [
        *("", "quorum", "quorum nobody", "quorum none\nquorum none", "quorums none"),
        *("group g 4 noord oost zuid\nquorum g", "group g 0 noord\nquorum g", "group g any\nquorum g"),
        *("group noord any oost\nquorum none", "group g all noord noord\nquorum g"),
        "group g any noord\ngroup h any noord\nquorum h",
        f"log {LOG.verifier.text}\nquorum none",
        f"witness west {LOG.verifier.text}\nquorum none",
        f"witness west {WITNESSES['noord'].verifier.text}\nquorum none",
    ],
)
def test_a_policy_that_cannot_be_is_refused(quorum):
    with pytest.raises(NotProvenError, match="policy-damaged"):
        policy(quorum)


def test_a_policy_of_a_log_alone_needs_nobody():
    assert not policy_of_log_alone(LOG.verifier).needs_witnesses


def a_proof():
    return LeafProof(1, (leaf_hash(b"een"),), HEAD.signed(LOG), b"what it is made from")


def test_a_proof_file_is_read_as_it_was_written_and_proves_its_leaf_alone():
    proof = LeafProof.parse(a_proof().text)

    assert proof == a_proof()
    assert proof.text.startswith("c2sp.org/tlog-proof@v1\nextra d2hhdCBpdCBpcyBtYWRlIGZyb20=\nindex 1\n")
    proof.require_includes(b"twee")
    with pytest.raises(NotProvenError, match="not-in-tree"):
        proof.require_includes(b"een")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("index 1", "index 01"),
        ("index 1", "index -1"),
        ("index 1\n", ""),
        ("\n\n", "\nAAAA\n\n"),
        ("extra d2hh", "extra d2h"),
    ],
)
def test_a_damaged_proof_file_is_refused(old, new):
    with pytest.raises(NotProvenError):
        LeafProof.parse(a_proof().text.replace(old, new, 1))


def test_base64_of_the_published_examples_is_what_it_says():
    assert len(b64decode(WHOLE.rpartition(" ")[2])) == 4 + 64
