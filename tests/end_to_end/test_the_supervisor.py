"""`eenmaal up`, as a process tree of its own: it comes up, mends itself, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools.patience import wait_until

_MAIN = """
import sys
from pathlib import Path
from service.settings import Settings
from workers.supervisor import run_everything

say = lambda line: print(line, flush=True)
web = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", sys.argv[1]]
run_everything(Settings.load(), say, lambda settings: say("READY"), web)
say("DOWN")
"""
_HOUSE = Path(__file__).parents[2]


@dataclass
class Tree:
    """A running supervisor and everything below it."""

    process: subprocess.Popen[str]
    state_dir: Path

    def read_until(self, wanted: str) -> list[str]:
        lines = []
        for line in self.process.stdout:
            lines.append(line.strip())
            if line.strip() == wanted:
                return lines
        raise AssertionError(f"{wanted} never came: {lines}")

    def descendants(self) -> dict[int, str]:
        return descendants_of(self.process.pid)

    def named(self, word: str) -> list[int]:
        return [pid for pid, command in self.descendants().items() if word in command]


def descendants_of(root: int) -> dict[int, str]:
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                commands[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                parents[int(entry.name)] = int(fields[1])
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return {pid: commands[pid] for pid in family - {root}}


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def a_free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture(scope="module")
def shared_tree() -> Iterator[Tree]:
    """One running tree for the tests that only kill a child of it."""
    with tempfile.TemporaryDirectory(prefix="eenmaal-up-", ignore_cleanup_errors=True) as directory:
        started = start(Path(directory))
        started.read_until("READY")
        yield started
        started.process.terminate()
        started.read_until("DOWN")
        started.process.stdout.close()
        started.process.wait()


@pytest.fixture
def state_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="eenmaal-up-", ignore_cleanup_errors=True) as directory:
        yield Path(directory)


def start(state_dir: Path) -> Tree:
    port = str(a_free_port())
    environment = os.environ | {"EENMAAL_STATE_DIR": str(state_dir), "EENMAAL_PORT": port}
    process = subprocess.Popen(
        [sys.executable, "-c", _MAIN, port],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=_HOUSE,
        env=environment | {"PYTHONPATH": os.pathsep.join([str(_HOUSE), *sys.path])},
    )
    return Tree(process, state_dir)


@pytest.fixture
def tree(state_dir: Path) -> Iterator[Tree]:
    started = start(state_dir)
    yield started
    started.process.kill()
    started.process.stdout.close()
    started.process.wait()


def test_it_comes_up_stops_in_order_on_sigterm_and_leaves_nothing_running(tree):
    tree.read_until("READY")
    family = tree.descendants()

    tree.process.terminate()
    said = tree.read_until("DOWN")

    assert said == [
        "stopping web",
        "stopping worker",
        "stopping reconciler",
        "stopping valkey",
        "stopping postgres",
        "DOWN",
    ]
    assert tree.process.wait() == 0
    assert len(family) > 8
    assert [pid for pid in family if is_alive(pid)] == []


def test_a_supervisor_that_is_killed_leaves_no_descendant_and_its_directory_is_taken_up_again(
    tree, state_dir
):
    tree.read_until("READY")
    family = tree.descendants()
    tree.process.kill()
    tree.process.wait()
    wait_until(lambda: not any(is_alive(pid) for pid in family))

    second = start(state_dir)

    assert "READY" in second.read_until("READY")
    second.process.terminate()
    second.read_until("DOWN")
    second.process.stdout.close()
    second.process.wait()


@pytest.mark.parametrize("word", ["http.server", "celery", "workers.reconciler", "valkey-server"])
def test_a_child_that_is_killed_is_started_again(shared_tree, word):
    (killed, *_) = shared_tree.named(word)

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: killed not in (there := shared_tree.named(word)) and bool(there))


def test_a_database_that_is_killed_is_started_again(shared_tree):
    (killed,) = shared_tree.named("bin/postgres -D")

    os.kill(killed, signal.SIGKILL)
    shared_tree.read_until("starting postgres again")

    wait_until(lambda: set(shared_tree.named("bin/postgres -D")) - {killed})


def test_two_supervisors_do_not_share_a_state_directory(shared_tree):
    second = start(shared_tree.state_dir)
    said, _ = second.process.communicate()

    assert second.process.returncode == 1
    assert f"Process {shared_tree.process.pid} already runs the service in {shared_tree.state_dir}." in said
    assert shared_tree.process.poll() is None
