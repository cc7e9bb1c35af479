"""What we publish is read by a program of others, as it stands; skipped where no Python has that program."""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from importlib.util import find_spec
from pathlib import Path

import pytest

from service.domain.proof.acts import ActKind, LoggedAct, Performer
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.notes import COSIGNATURE, SignerKey
from service.domain.proof.tiles import Tile, bundle_of
from service.domain.proof.tree import consistency_proof
from tests.tools.evidence_package import HOUSE, LOG, NOORD, OOST, MadeLog, genuine

APART = HOUSE / "build" / "others" / "bin" / "python"
PYTHON = sys.executable if find_spec("aics_tlog") else str(APART)
SIZE, FROM = 600, 321

pytestmark = pytest.mark.skipif(
    not Path(PYTHON).exists(),
    reason="aics-tlog asks Python 3.12 or later: make others",
)


@pytest.fixture(scope="module")
def log():
    made = MadeLog()
    for each in range(SIZE):
        made.add(
            Performer("provider", "41234567", "person"), LoggedAct(kind=ActKind.SENT, subject=f"to {each}")
        )
    return made


@pytest.fixture
def published(log, tmp_path):
    """Every tile and bundle under the path by which we serve it, with a proof and what to believe."""
    tiles = {Tile(*place, len(content) // 32).path: content for place, content in log.tiles.items()}
    leaves = [each.leaf for each in log.entries]
    for number, begin in enumerate(range(0, SIZE, 256)):
        part = leaves[begin : begin + 256]
        tiles[Tile(-1, number, len(part)).path] = bundle_of(part)
    proofs = {name: content for name, content in genuine()[0].items() if name.startswith("proofs/")}
    for name, content in {
        f"tile/{path}": content for path, content in tiles.items()
    }.items() | proofs.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    note = log.note()
    unknown = SignerKey("x.example", COSIGNATURE, bytes(32))
    asked = {
        "log": LOG.verifier.text,
        "witnesses": [each.verifier.text for each in (NOORD, OOST, unknown)],
        "needed": 2,
        "checkpoint": note.with_signatures(
            each.sign(note.text, at=1_775_000_000) for each in (NOORD, OOST)
        ).whole,
        "root": b64encode(Checkpoint.parse(note.text).root).decode(),
        "from": FROM,
    }
    (tmp_path / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    return tmp_path


def read_by_others(folder):
    script = HOUSE / "tests" / "tools" / "read_by_others.py"
    return subprocess.run([PYTHON, script, folder], capture_output=True, text=True, check=False)


def test_others_find_what_we_say_in_tiles_proofs_and_signatures(log, published):
    answer = read_by_others(published)

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == {
        "size": SIZE,
        "cosignatures": 2,
        "root": Checkpoint.parse(log.note().text).root.hex(),
        "consistency": [each.hex() for each in consistency_proof(log.reader(), FROM, SIZE)],
        "leaves": {Path(name).stem: place_in(genuine()[0][name]) for name in proofs_of(published)},
    }


def proofs_of(folder):
    return [f"proofs/{each.name}" for each in (folder / "proofs").iterdir()]


def place_in(proof):
    (line,) = (each for each in proof.decode().split("\n") if each.startswith("index "))
    return int(line.removeprefix("index "))


def a_leaf(folder):
    (bundle,) = (each for each in (folder / "tile" / "entries").glob("000"))
    return bundle


def flip(file):
    content = file.read_bytes()
    file.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])


def another_root(folder):
    file = folder / "asked.json"
    asked = json.loads(file.read_text(encoding="utf-8"))
    asked["root"] = b64encode(bytes(each ^ 1 for each in b64decode(asked["root"]))).decode()
    file.write_text(json.dumps(asked), encoding="utf-8")


def one_witness_too_few(folder):
    file = folder / "asked.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"needed": 2', '"needed": 3'), encoding="utf-8")


def a_step_of_a_proof(folder):
    proof = next((folder / "proofs").iterdir())
    first, extra, index, *rest = proof.read_text(encoding="utf-8").split("\n")
    proof.write_text("\n".join([first, extra, index, *rest[1:]]), encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: flip(a_leaf(folder)),
        lambda folder: flip(folder / "tile" / "0" / "000"),
        another_root,
        one_witness_too_few,
        a_step_of_a_proof,
    ],
    ids=["a leaf", "a hash", "another root", "a witness too few", "a step of a proof"],
)
def test_others_refuse_what_does_not_hold(published, spoil):
    spoil(published)

    answer = read_by_others(published)

    assert answer.returncode == 1, answer.stdout
    assert "Traceback" in answer.stderr
