"""Reads a published log by aics-tlog alone, which asks Python 3.12: `python read_by_others.py FOLDER`.

In the folder are `tile/…` as they are served, `asked.json` with the keys to believe and two proofs, and files
`…/ID.tlog-proof`. What it finds is printed as JSON; it raises where anything does not hold.
"""

import json
import sys
from base64 import b64decode
from pathlib import Path

import aics_tlog as aics


def read(folder: Path) -> dict[str, object]:
    """What others find in it."""
    asked = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    files = (each for each in folder.rglob("*") if each.is_file())
    reader = aics.MemoryTileReader({each.relative_to(folder).as_posix(): each.read_bytes() for each in files})
    head = _checkpoint(asked["checkpoint"], asked)
    aics.verified.audit_tiles(reader, head.size, b64decode(asked["root"]))
    return {
        "size": head.size,
        "cosignatures": head.cosignature_count,
        "root": aics.tree_root_from_tiles(reader, head.size).hex(),
        "consistency": [
            each.hex() for each in aics.consistency_proof_from_tiles(reader, asked["from"], head.size)
        ],
        "leaves": {each.stem: _proven(each.read_text("utf-8")) for each in sorted(folder.glob("proofs/*"))},
    }


def _checkpoint(note, asked):
    keys = aics.parse_vkey(asked["log"]), [aics.parse_vkey(each) for each in asked["witnesses"]]
    found = aics.verify_checkpoint(aics.parse_note(note), *keys, asked["needed"])
    assert found.ok
    return found


def _proven(proof):
    """Where the leaf of a tlog-proof stands; its own text stands in what the proof carries beside it."""
    first, _, note = proof.partition("\n\n")
    _, extra, index, *path = first.split("\n")
    leaf = json.loads(b64decode(extra.removeprefix("extra ")))["leaf"].encode()
    size, root = note.split("\n")[1:3]
    place = int(index.removeprefix("index "))
    steps = [b64decode(each) for each in path]
    assert aics.verify_leaf_inclusion(leaf, place, int(size), steps, b64decode(root))
    return place


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[1]))))
