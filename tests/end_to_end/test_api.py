"""The API of a running service as others connect to it: the page of docs as written, and our own command."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import openpyxl
import pytest

from service.domain.access_tokens import NewToken, scopes_for
from service.wiring import build
from tests.tools.patience import AS_LONG_AS_IT_TAKES

PAGE = Path(__file__).parents[2] / "docs" / "api" / "README.md"
MAIN = "from service.command_line import main; main()"
RUN = """
import runpy, sys
sys.path.insert(0, ".")
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""A program in this folder, that sees nothing of this repository."""
SHELL = re.compile(r"```bash\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def service(fresh_service):
    """Of its own: what is handed in here is sent too, and others wait for that with the same export."""
    return fresh_service


@pytest.fixture(scope="module")
def tokens(service):
    """By login, a token for everything that it may."""
    wiring, made = build(service.settings), {}
    for login in ("aanbieder", "andere-aanbieder", "groningen"):
        viewer = wiring.people.find_viewer(login)
        new = NewToken(name="a test", scopes=frozenset(scopes_for(viewer.organisation.kind)), days=30)
        made[login] = wiring.programs.make_token(viewer, new)
    wiring.close()
    return made


@pytest.fixture
def command(service, tokens, tmp_path):
    """The eenmaal command, or bash, as somebody would type it."""

    def run(*typed, login="aanbieder"):
        environment = {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "EENMAAL_REMOTE_URL": service.address,
            "EENMAAL_REMOTE_TOKEN": tokens[login],
            "EENMAAL_URL": service.address,
            "EENMAAL_TOKEN": tokens[login],
        }
        done = subprocess.run(
            typed,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=AS_LONG_AS_IT_TAKES,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_the_page_of_the_api_runs_as_it_stands(service, command, tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not there")
    (tmp_path / "export.xlsx").write_bytes(service.export)
    with_curl, with_our_command = SHELL.findall(PAGE.read_text(encoding="utf-8"))

    said = command("bash", "-euo", "pipefail", "-c", with_curl)

    assert re.search(r"stand: (te-versturen|verstuurd)", said)
    listed = json.loads((tmp_path / "rapportages.json").read_text())["resultaten"]
    assert (tmp_path / listed[0]["bestandsnaam"]).stat().st_size == listed[0]["bytes"]
    eenmaal = f"eenmaal() {{ '{sys.executable}' -c '{MAIN}' \"$@\"; }}\n"
    command("bash", "-euo", "pipefail", "-c", eenmaal + with_our_command)
    fetched = {each.name for each in (tmp_path / "rapportages").rglob("*") if each.is_file()}
    assert {each["bestandsnaam"] for each in listed} <= fetched


def test_a_cell_is_explained_to_its_provider_as_the_local_command_does(service, tokens, command, tmp_path):
    (tmp_path / "export.xlsx").write_bytes(service.export)
    ours = (sys.executable, "-c", MAIN, "remote")
    uploaded = json.loads(command(*ours, "upload", "export.xlsx", "--wait", "150", "--json"))
    reports = json.loads(command(*ours, "reports", "--json"))
    report = next(
        each
        for each in reports
        if each["aanlevering"] == uploaded["id"] and each["bestandsnaam"].endswith(".xlsx")
    )

    file = tmp_path / command(*ours, "download", report["id"]).strip()
    sheet = openpyxl.load_workbook(file).sheetnames[0]
    told = json.loads(command(*ours, "explain", report["id"], f"{sheet}!A2", "--json"))

    assert told["words"]["nl"]
    own = httpx.Client(
        base_url=f"{service.address}/api/v1",
        headers={"Authorization": f"Bearer {tokens['aanbieder']}"},
        timeout=AS_LONG_AS_IT_TAKES,
    )
    again = own.post(f"/rapportages/{report['id']}/herhalingen").json()
    assert (again["uitkomst"], again["nu"]) == ("gelijk", report["sha256"])
    (row,) = own.get(f"/aanleveringen/{uploaded['id']}/herkomst?tabel=prestatie&rij=2").json()["rijen"]
    assert row["cellen"] or row["redenen"]
    assert own.get("/meldingen").json()["resultaten"]
    own.close()
    assert set(told) == {"report", "address", "value", "words", "rows", "sum", "tables", "earlier"}
    headers = {"Authorization": "Bearer eenmaal_of_nobody"}
    assert httpx.get(f"{service.address}/api/v1/rapportages", headers=headers).status_code == 401


def test_the_examples_of_the_client_run_as_they_stand(service, command, tmp_path):
    """A provider's software hands in, and a municipality's fetches what is new, once."""
    for file in (PAGE.parent / "client").glob("*.py"):
        shutil.copy(file, tmp_path)
    (tmp_path / "export.xlsx").write_bytes(service.export)
    here = (sys.executable, "-I", "-c", RUN)

    said = command(*here, "provider.py", "export.xlsx")

    assert re.search(r"export.xlsx: verstuurd( aan \d+ gemeenten)?$", said.strip())
    fetched = command(*here, "municipality.py", "nieuw", login="groningen").split()
    assert fetched
    assert sorted(each.name for each in (tmp_path / "nieuw").iterdir()) == sorted(fetched)
    assert command(*here, "municipality.py", "nieuw", login="groningen") == ""
