"""What we publish is read by a program of others, as it stands; skipped where that is not installed."""

import json

import pytest

from service.domain.proof.acts import ActKind, LoggedAct, Performer
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.notes import COSIGNATURE, SignerKey
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.tiles import Tile, bundle_of
from service.domain.proof.tree import consistency_proof
from tests.tools.evidence_package import LOG, NOORD, OOST, MadeLog, genuine

aics = pytest.importorskip("aics_tlog", reason="aics-tlog is for Python 3.12 and later")
SIZE = 600


@pytest.fixture(scope="module")
def log():
    made = MadeLog()
    for each in range(SIZE):
        made.add(
            Performer("provider", "41234567", "person"), LoggedAct(kind=ActKind.SENT, subject=f"to {each}")
        )
    return made


@pytest.fixture(scope="module")
def reader(log):
    """Every tile and every bundle, under the path by which we serve it."""
    tiles = {Tile(*place, len(content) // 32): content for place, content in log.tiles.items()}
    leaves = [each.leaf for each in log.entries]
    for number, begin in enumerate(range(0, SIZE, 256)):
        part = leaves[begin : begin + 256]
        tiles[Tile(-1, number, len(part))] = bundle_of(part)
    return aics.MemoryTileReader({f"tile/{tile.path}": content for tile, content in tiles.items()})


def test_every_tile_and_every_leaf_is_read_and_held_against_the_root(log, reader):
    root = Checkpoint.parse(log.note().text).root

    aics.verified.audit_tiles(reader, SIZE, root)
    assert aics.tree_root_from_tiles(reader, SIZE) == root


def test_proofs_are_the_same_ones(log, reader):
    proof = aics.consistency_proof_from_tiles(reader, 321, SIZE)

    assert tuple(proof) == consistency_proof(log.reader(), 321, SIZE)


def test_a_checkpoint_is_signed_by_the_log_and_its_witnesses(log):
    note = log.note()
    whole = note.with_signatures(each.sign(note.text, at=1_775_000_000) for each in (NOORD, OOST)).whole
    unknown = SignerKey("x.example", COSIGNATURE, bytes(32))
    witnesses = [aics.parse_vkey(each.verifier.text) for each in (NOORD, OOST, unknown)]

    found = aics.verify_checkpoint(aics.parse_note(whole), aics.parse_vkey(LOG.verifier.text), witnesses, 2)

    assert (found.ok, found.size, found.cosignature_count) == (True, SIZE, 2)


def test_the_proof_of_a_report_holds():
    files, _ = genuine()
    name = next(each for each in files if each.startswith("proofs/"))
    proof = LeafProof.parse(files[name].decode())
    leaf, head = json.loads(proof.extra)["leaf"].encode(), proof.checkpoint

    assert aics.verify_leaf_inclusion(leaf, proof.index, head.size, proof.path, head.root)
