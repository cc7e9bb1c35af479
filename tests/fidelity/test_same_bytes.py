"""The same export gives the same bytes, whatever machine-like circumstances surround the command."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from service.files.archive.zip_archive import packed_entry

HOUSE = Path(__file__).parents[2]
EENMAAL = ["-c", "from service.command_line import main; main()"]
CIRCUMSTANCES = (
    {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Auckland", "LANG": "nl_NL.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"},
)


def _run(arguments: list[object], where: Path, python: str = sys.executable, **variables: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), **variables}
    done = subprocess.run(
        [python, *EENMAAL, *map(str, arguments)], cwd=where, env=environment, capture_output=True, check=True
    )
    return done.stdout.decode()


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_time_zone_language_hash_seed_and_folder_give_the_same_reports(tmp_path: Path):
    export = tmp_path / "export.xlsx"
    options = ["--seed", 5, "--municipalities", 30, "--clients", 60, "--prestaties", 400]
    _run(["sample", *options, "--out", export], tmp_path)

    found = []
    for number, variables in enumerate(CIRCUMSTANCES):
        where = tmp_path / f"map {number}"
        where.mkdir()
        said = json.loads(_run(["translate", export, "--out", where / "uit", "--json"], where, **variables))
        found.append((said, _hashes(where / "uit")))

    assert found[0] == found[1]
    assert {each["sha256"] for each in found[0][0]["reports"]} <= set(found[0][1].values())
    assert len(found[0][1]) > 20


def _other_pythons() -> list[str]:
    """Interpreters of another version that have everything installed; EENMAAL_OTHER_PYTHONS names more.

    A path list, as PATH is one: `.venv` folders that `make install PYTHON=python3.13` made elsewhere.
    """
    named = [one for one in os.environ.get("EENMAAL_OTHER_PYTHONS", "").split(os.pathsep) if one]
    found = [shutil.which(f"python3.{minor}") for minor in range(11, 15)]
    return [one for one in (*named, *found) if one and _is_another(one)]


def _is_another(python: str) -> bool:
    asked = "import sys, zlib_ng, lxml, pandas, python_calamine, click; print(sys.version_info[:2])"
    answer = subprocess.run([python, "-c", asked], capture_output=True, check=False, text=True)
    return answer.returncode == 0 and answer.stdout.strip() != str(sys.version_info[:2])


def test_another_version_of_python_gives_the_same_reports(tmp_path: Path):
    others = _other_pythons()
    if not others:
        pytest.skip("no other Python with our dependencies here; name one in EENMAAL_OTHER_PYTHONS")
    export = tmp_path / "export.xlsx"
    _run(["sample", "--seed", 5, "--municipalities", 12, "--prestaties", 200, "--out", export], tmp_path)

    found = []
    for number, python in enumerate([sys.executable, *others]):
        out = tmp_path / f"uit {number}"
        _run(["translate", export, "--out", out, "--json"], tmp_path, python=python)
        found.append(_hashes(out))

    assert all(one == found[0] for one in found)
    assert len(found[0]) > 12


def test_a_sample_is_packed_as_on_every_processor_that_was_tried():
    """Decision 30: x86-64 with AVX-512, AVX2, SSE4.2 and without, and ARM, all gave this hash."""
    draw = random.Random(30)
    texts = [f'<c r="A{row}" s="3"><v>{draw.randrange(10**7) / 100}</v></c>' for row in range(30_000)]
    noise = bytes(draw.randrange(256) for _ in range(100_000))
    samples = ["".join(texts).encode(), noise, b"abc" * 100_000, b"", b"x"]

    packed = hashlib.sha256()
    for sample in samples:
        for size in (max(len(sample), 1), 7_000):
            blocks = [sample[start : start + size] for start in range(0, len(sample), size)]
            packed.update(packed_entry("part", blocks).packed)

    assert packed.hexdigest() == "37e5aef708c575ec93e0f93fab4a3fe24e25d80f9d33409e7652a081f8c7d944"
