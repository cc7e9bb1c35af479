"""The API of a running service as others connect to it: the page of docs as written, and our own command."""

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
import openpyxl
import pytest

from service.domain.access_tokens import NewToken, Scope, scopes_for
from service.domain.proof.keys import new_log_key
from service.wiring import build
from tests.end_to_end.conftest import a_service
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
SCOPE = re.compile(r"--scope\s+(\S+:[a-z]+)")
SCOPES = re.compile(r"(?:--scope\s+\S+:[a-z]+`?\s*)+")
"""What the page says that a token is made for, in its order."""
SHELL = re.compile(r"```bash\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def service(postgres_server, broker_server, tmp_path_factory):
    """Of its own: what is handed in here is sent too, and others wait for that with the same export."""
    with a_service(
        postgres_server,
        broker_server,
        tmp_path_factory.mktemp("state"),
        {"EENMAAL_LOG_KEY": new_log_key("test.localhost/logboek", bytes(32))},
    ) as running:
        yield running


@pytest.fixture(scope="module")
def tokens(service):
    """By login, a token for everything that it may; `docs` for what the page says that a script needs."""
    wiring, made = build(service.settings), {}

    def make(name, login, scopes):
        new = NewToken(name="a test", scopes=frozenset(scopes), days=30)
        made[name] = wiring.programs.make_token(wiring.people.find_viewer(login), new)

    first, second, of_municipality = SCOPES.findall(PAGE.read_text(encoding="utf-8"))[:3]
    make("docs", "aanbieder", map(Scope, SCOPE.findall(first)))
    make("docs, all", "aanbieder", map(Scope, SCOPE.findall(first + second)))
    make("docs, groningen", "groningen", map(Scope, SCOPE.findall(of_municipality)))
    for login in ("aanbieder", "andere-aanbieder", "groningen"):
        make(login, login, scopes_for(wiring.people.find_viewer(login).organisation.kind))
    wiring.close()
    return made


@pytest.fixture
def command(service, tokens, tmp_path):
    """The eenmaal command, or bash, as somebody would type it."""

    def run(*typed, login="aanbieder", code=0):
        environment = {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "EENMAAL_REMOTE_URL": service.address,
            "EENMAAL_REMOTE_TOKEN": tokens[login],
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
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    return run


def test_the_page_of_the_api_runs_as_it_stands(service, tokens, command, tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not there")
    (tmp_path / "export.xlsx").write_bytes(service.export)
    begin, with_curl, with_our_command, of_municipality, more = SHELL.findall(
        PAGE.read_text(encoding="utf-8")
    )

    said = command("bash", "-c", begin + with_curl, login="docs")

    assert re.search(r"stand: (te-versturen|verstuurd)", said)
    listed = json.loads((tmp_path / "rapportages.json").read_text())["resultaten"]
    assert (tmp_path / listed[0]["bestandsnaam"]).stat().st_size == listed[0]["bytes"]
    said = command("bash", "-c", begin + of_municipality, login="docs, groningen")
    assert '"oordeel":"aanvaard"' in said
    wait_for_the_log(service, tokens["aanbieder"])
    said = command("bash", "-c", begin + more, login="docs, all")
    assert "Twee trajecten liepen een maand uit." in said
    assert '"woorden"' in said
    assert json.loads((tmp_path / "webhook.json").read_text())["geheim"].startswith("whsec_")
    eenmaal = f"eenmaal() {{ '{sys.executable}' -c '{MAIN}' \"$@\"; }}\n"
    said = command("bash", "-c", eenmaal + begin + with_our_command, login="docs")
    assert "verstuurd aan: " in said
    fetched = {each.name for each in (tmp_path / "rapportages").rglob("*") if each.is_file()}
    assert {each["bestandsnaam"] for each in listed} <= fetched


def wait_for_the_log(service, token):
    """Until what happened has a place in it."""
    until = time.monotonic() + AS_LONG_AS_IT_TAKES
    headers = {"Authorization": f"Bearer {token}"}
    while (
        "verder"
        not in httpx.get(f"{service.address}/api/v1/gebeurtenissen?cursor=nu", headers=headers).json()
    ):
        assert time.monotonic() < until
        time.sleep(0.5)


def test_a_command_says_what_is_wrong_and_ends_as_it_tells(service, tokens, tmp_path):
    def run(*typed, url=service.address, token=tokens["docs"]):
        given = {"EENMAAL_REMOTE_URL": url, "EENMAAL_REMOTE_TOKEN": token} if url else {}
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "remote", *typed],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(PAGE.parents[2]), **given},
            capture_output=True,
            text=True,
            timeout=AS_LONG_AS_IT_TAKES,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    (tmp_path / "leeg.xlsx").write_bytes(b"geen werkboek")
    unknown = "6f1c9f9e-0000-4000-8000-000000000001"

    code, said = run("upload", "--help", url="")
    assert (code, "Hand in one export" in said) == (0, True)
    code, said = run("show", unknown, url="")
    assert (code, "EENMAAL_REMOTE_URL" in said) == (2, True)
    code, said = run("show", unknown)
    assert (code, "Dat is er niet" in said) == (2, True)
    code, said = run("show", unknown, token="eenmaal_of_nobody")  # noqa: S106 - of nobody
    assert (code, "Geen geldig token" in said) == (2, True)
    code, said = run("ask", "/vragen")
    assert (code, "vragen:lezen" in said) == (2, True)
    code, said = run("upload", "leeg.xlsx", "--wait", "120")
    assert (code, "next: eenmaal remote findings" in said, "blocks" in said) == (1, True, True)
    code, said = run("send", said.partition(":")[0])
    assert (code, "cannot be sent: afgekeurd" in said) == (2, True)


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
    for example, argument in (("provider.py", "niet.xlsx"), ("municipality.py", "/proc/nieuw")):
        assert command(*here, example, argument, code=2) == ""
    assert sorted(each.name for each in (tmp_path / "nieuw").iterdir()) == sorted(fetched)
    assert command(*here, "municipality.py", "nieuw", login="groningen") == ""
