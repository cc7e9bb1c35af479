"""Old and new program on one database: exports come in while a release takes the place of another.

The old program is that of the commit before the newest migration, out of the history of this repository.
"""

import json
import os
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from service.command_line.demo_guests import MAIN_PROVIDER, PASSWORD
from service.command_line.running_service import free_port
from service.domain.periods import parse_period
from service.files.export import write_export
from service.sample import sample_tables
from service.settings import Settings, environment_of_children
from service.storage import migrations
from tests.end_to_end.test_the_supervisor import descendants_of
from tests.faults.history import FINAL, Answer, Eye, History
from tests.tools.exports import the_standard
from tests.tools.patience import wait_until

HOUSE = Path(__file__).parents[2]
MIGRATIONS = sorted((Path(migrations.__file__).parent / "versions").glob("0*.py"))
REGISTER = """
from service.command_line.demo_guests import register_guests
from service.command_line.installation import the_catalogue
from service.command_line.sample import example_municipalities
from service.settings import Settings
from service.wiring import build_registration

register_guests(build_registration(Settings.load()), the_catalogue(), example_municipalities()[0])
"""
UPGRADE = "from service.command_line import eenmaal; eenmaal(['database', 'upgrade'])"


def said_by_git(*words):
    done = subprocess.run(["git", *words], cwd=HOUSE, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""


@pytest.fixture
def old_program(tmp_path):
    """Its folder."""
    newest = str(MIGRATIONS[-1].relative_to(HOUSE))
    added = said_by_git("log", "--diff-filter=A", "--format=%H", "--", newest).decode().split()
    archive = said_by_git("archive", f"{added[-1]}^") if added else b""
    if not archive:
        pytest.skip("this clone has no history of before the newest migration")
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        packed.extractall(tmp_path / "old", filter="data")
    return tmp_path / "old"


def environment_for(program, settings_in):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EENMAAL_")}
    return {**kept, **settings_in, "PYTHONPATH": str(program)}


def run(program, code, environment):
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command,
        cwd=program,
        env=environment_for(program, environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def up(program):
    """All of it, as `eenmaal up` of that program starts it: its process, and what it says of itself."""
    with tempfile.TemporaryDirectory(prefix="eenmaal-up-", ignore_cleanup_errors=True) as state_dir:
        Path(state_dir).chmod(0o711)
        environment = {"EENMAAL_STATE_DIR": state_dir, "EENMAAL_PORT": str(free_port(8346))}
        with (Path(state_dir) / "up.log").open("w") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", "workers"],
                cwd=program,
                env=environment_for(program, environment),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        running = Path(state_dir) / "running.json"
        wait_until(lambda: running.exists() or started.poll() is not None)
        yield started, json.loads(running.read_text())
        started.send_signal(signal.SIGCONT)
        started.terminate()
        started.wait(60)


@contextmanager
def new_program_beside(environment):
    """Web, worker and reconciler of this program, on the servers of the other; where its web is."""
    port = free_port(8347)
    settings = replace(
        Settings.from_environment({**os.environ, **environment}),
        port=port,
        state_dir=Path(tempfile.mkdtemp()),
    )
    started = []
    for module in ("workers.keeper", "workers.reconciler", "service.web.server"):
        with (settings.state_dir / f"{module}.log").open("w") as log:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", module],
                    cwd=HOUSE,
                    env=environment_for(HOUSE, environment_of_children(settings)),
                    stdout=log,
                    stderr=log,
                )
            )
    address = f"http://127.0.0.1:{port}"
    wait_until(lambda: is_answering(address))
    yield address
    for each in started:
        each.terminate()
    for each in started:
        each.wait(60)


def is_answering(address):
    try:
        return httpx.get(f"{address}/readyz").status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def an_export():
    tables = sample_tables(
        the_standard(),
        seed=1,
        municipalities=["0014", "0037"],
        clients=6,
        period=parse_period("2026-Q1"),
        prestaties=30,
    )
    head = tables["aanlevering"].assign(agb_code=MAIN_PROVIDER.code, naam_aanbieder=MAIN_PROVIDER.name)
    return write_export({**tables, "aanlevering": head}, the_standard(), "xlsx")


def stop_old(supervisor):
    """Its web, worker and reconciler; database and broker stay."""
    supervisor.send_signal(signal.SIGSTOP)
    modules = ("service.web.server", "workers.keeper", "workers.reconciler")
    for pid, command in descendants_of(supervisor.pid).items():
        if any(f"-m {each}" in command for each in modules):
            os.kill(pid, signal.SIGTERM)


def test_exports_come_in_while_a_release_takes_the_place_of_another(old_program):
    with up(old_program) as (supervisor, running):
        run(old_program, REGISTER, running["environment"])
        eye = Eye.of(running["environment"]["EENMAAL_DATABASE_URL"])
        history = History(running["address"], MAIN_PROVIDER.login, PASSWORD, an_export())
        versions = [eye.ask("SELECT version_num FROM alembic_version")[0][0]]
        history.hand_in()
        stop = threading.Event()

        def go_on():
            while not stop.wait(0.3):
                history.hand_in()

        busy = threading.Thread(target=go_on)
        busy.start()
        run(HOUSE, UPGRADE, running["environment"])
        versions.append(eye.ask("SELECT version_num FROM alembic_version")[0][0])
        with new_program_beside(running["environment"]) as address:
            anew = History(address, MAIN_PROVIDER.login, PASSWORD, history.export, number=1000)
            for _ in range(4):
                anew.hand_in()
            stop.set()
            busy.join()
            stop_old(supervisor)
            anew.hand_in()
            uploads = [*history.uploads, *anew.uploads]
            wait_until(lambda: all(eye.state(each.submission) in FINAL for each in uploads))
            states = {eye.state(each.submission) for each in uploads}
            reports = eye.reports()
            for each in (history, anew, eye):
                each.close()

    assert versions == [MIGRATIONS[-2].stem[:4], MIGRATIONS[-1].stem[:4]]
    assert len(history.uploads) > 4
    assert {each.answer for each in uploads} == {Answer.KEPT}
    assert states == {"ready"}
    named = [{report[:4]: count for report, count in reports[each.sha256].items()} for each in uploads]
    assert all(each == named[0] for each in named)
    assert set(named[0].values()) == {1}
