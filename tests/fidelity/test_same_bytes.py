"""The same export gives the same bytes, whatever machine-like circumstances surround the command."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
EENMAAL = [sys.executable, "-c", "from service.command_line import main; main()"]
CIRCUMSTANCES = (
    {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Auckland", "LANG": "nl_NL.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"},
)


def _run(arguments: list[object], where: Path, **variables: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), **variables}
    done = subprocess.run(
        [*EENMAAL, *map(str, arguments)], cwd=where, env=environment, capture_output=True, check=True
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
