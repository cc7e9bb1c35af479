"""The runbook, tried: what each line of the doctor is about is brought about, and mended as the page says.

`pytest -m long tests/faults/test_the_runbook.py`: one `eenmaal up`, broken in each way by itself.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
import pytest
from click.testing import CliRunner
from psycopg.types.json import Json

from service.command_line import eenmaal, installation
from service.command_line.demo_guests import MAIN_PROVIDER, PASSWORD
from service.command_line.running_service import RunningService, free_port, started_service
from tests.faults.guest import guest_of
from tests.faults.history import FINAL, Answer, Eye, History
from tests.faults.machine import Machine
from tests.faults.nemesis import mounted, unmounted
from tests.faults.watching import HOUSE
from tests.tools.patience import wait_until

pytestmark = pytest.mark.long
PAGE = (HOUSE / "docs" / "runbook.md").read_text(encoding="utf-8")
MANY = 70_000
"""Dead rows: more than a table may have."""
_LARGE, _SMALL = 4096, 1024
"""MB of the disk of files: with room, and with less than the doctor wants."""


@dataclass
class Operator:
    """Who has a shell on the machine, the owner's role, and the runbook."""

    service: RunningService
    history: History
    eye: Eye
    machine: Machine
    disk: Path
    has_own_disk: bool
    frozen: list[psutil.Process] = field(default_factory=list)

    def does(self, *words, **changed):
        """One command with the settings of the service, but for what is changed; None takes one away."""
        environment = {**self.service.environment, **changed}
        installation.settings.cache_clear()
        done = CliRunner().invoke(eenmaal, list(words), env=environment)
        installation.settings.cache_clear()
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def is_told(self, **changed):
        """The lines with which something is wrong."""
        told = self.does("doctor", "--json", **changed)
        answer = json.loads(told.output)
        wrong = {each["check"] for each in answer["checks"] if each["outcome"] == "wrong"}
        assert (told.exit_code == 0) is answer["is_well"] is (not wrong)
        return wrong

    def wait_until_told(self, line, **changed):
        wait_until(lambda: line in self.is_told(**changed))

    def wait_until_well(self, **changed):
        wait_until(lambda: not self.is_told(**changed))

    def processes(self, word):
        running = json.loads((self.service.settings.state_dir / "running.json").read_text())
        found = []
        for process in psutil.Process(running["pid"]).children(recursive=True):
            with suppress(psutil.Error):
                if word in " ".join(process.cmdline()):
                    found.append(process)
        return found

    def freezes(self, *words):
        self.frozen += [each for word in words for each in self.processes(word)[:1]]
        for process in self.frozen:
            process.send_signal(signal.SIGSTOP)

    def lets_go(self):
        for process in self.frozen:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)
        self.frozen.clear()

    def kills_what_is_frozen(self):
        for process in self.frozen:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.frozen.clear()

    def runs(self, statement, *values):
        """As the owner of the tables; rows where there are."""
        with psycopg.connect(host=self.eye.host, user="postgres", dbname="eenmaal", autocommit=True) as line:
            done = line.execute(statement, values or None)
            return done.fetchall() if done.description else []

    def hands_in(self):
        return self.history.hand_in().submission

    def wait_until_done(self, submission):
        wait_until(lambda: self.eye.state(submission) in FINAL)


@pytest.fixture(scope="module")
def operator():
    state_dir = Path(tempfile.mkdtemp(prefix="eenmaal-runbook-"))
    state_dir.chmod(0o711)
    disk = state_dir / "blobs"
    has_own_disk, machine = mounted(disk, _LARGE), Machine(state_dir / "machine", disk)
    environment = {
        "EENMAAL_BLOB_DIR": str(disk),
        "EENMAAL_UPLOADS_PER_HOUR": "10000",
        **machine.environment(),
    }
    before = dict(os.environ)
    os.environ |= environment
    try:
        with started_service(state_dir, free_port(8445), "tests.faults.struck_supervisor") as service:
            os.environ.pop("LD_PRELOAD", None)
            history = History(service.address, MAIN_PROVIDER.login, PASSWORD, guest_of(service))
            eye = Eye.of(str(service.settings.database_url))
            made = Operator(service, history, eye, machine, disk, has_own_disk)
            made.wait_until_done(made.hands_in())
            made.wait_until_well()
            yield made
            made.lets_go()
            made.eye.close()
    finally:
        os.environ.clear()
        os.environ |= before
        unmounted(disk)
        shutil.rmtree(state_dir, ignore_errors=True)


@pytest.fixture(autouse=True)
def well_again(operator):
    """Whatever was done, the doctor has nothing to say afterwards."""
    yield
    operator.lets_go()
    operator.wait_until_well()


def paragraph(name):
    """What the page says to do, so that a test that follows it fails when it says something else."""
    return re.search(rf"^### {name}\n(.*?)(?=^###? |\Z)", PAGE, re.MULTILINE | re.DOTALL)[1]


def test_settings_are_told_in_their_own_sentence(operator):
    assert operator.is_told(EENMAAL_SECRET_KEY="a") == {"settings"}  # noqa: S106 - too short on purpose


def test_service_that_is_looked_for_elsewhere(operator, tmp_path):
    elsewhere = {"EENMAAL_STATE_DIR": str(tmp_path), "EENMAAL_DATABASE_URL": None, "EENMAAL_BROKER_URL": None}
    assert "service" in operator.is_told(**elsewhere)
    here = {**elsewhere, "EENMAAL_STATE_DIR": str(operator.service.settings.state_dir)}
    assert operator.is_told(**here) == set()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("database", "bin/postgres -D"),
        ("broker", "valkey-server"),
        ("web", "service.web.server"),
        ("worker", "workers.keeper"),
        ("reconciler", "workers.reconciler"),
    ],
)
def test_a_part_that_is_frozen_is_told_and_comes_back_by_itself_when_it_is_ended(operator, line, word):
    assert "by itself" in paragraph(line) or line == "reconciler"
    operator.freezes(word)
    operator.wait_until_told(line)
    operator.kills_what_is_frozen()
    operator.wait_until_well()
    operator.wait_until_done(operator.hands_in())


def test_database_role_that_lost_a_right(operator):
    operator.runs("REVOKE ALL ON act FROM eenmaal_app")
    operator.wait_until_told("database-role")
    (statement,) = re.findall(r"`(GRANT [^`]+)`", paragraph("database-role"))
    operator.runs(statement.replace("RIGHTS", "SELECT, INSERT").replace(" TABLE ", " act "))


def test_migrations_that_were_not_done(operator):
    operator.runs("UPDATE alembic_version SET version_num = '0052'")
    operator.wait_until_told("migrations")
    assert operator.does("database", "upgrade").exit_code == 0


def test_row_security_that_somebody_switched_off(operator):
    operator.runs("ALTER TABLE act DISABLE ROW LEVEL SECURITY")
    operator.wait_until_told("row-security")
    (commands,) = re.findall(r"`(ALTER TABLE [^`]+)`", paragraph("row-security"))
    for statement in commands.replace("…", "act").split(";"):
        if statement.strip():
            operator.runs(statement)


def test_dead_tuples(operator):
    operator.runs("ALTER TABLE sign_in_brake SET (autovacuum_enabled = off)")
    operator.runs("INSERT INTO sign_in_brake SELECT 'k' || n, 1, now() FROM generate_series(1, %s) n", MANY)
    operator.runs("DELETE FROM sign_in_brake WHERE key LIKE 'k%'")
    operator.wait_until_told("dead-tuples")
    assert "`VACUUM (ANALYZE) TABLE;`" in paragraph("dead-tuples").replace("\n", " ")
    operator.runs("VACUUM (ANALYZE) sign_in_brake")
    operator.runs("ALTER TABLE sign_in_brake RESET (autovacuum_enabled)")


def test_files_without_the_mark_of_their_disk(operator):
    mark = operator.disk / ".eenmaal-files"
    kept = mark.with_name("left-behind")
    mark.rename(kept)
    operator.wait_until_told("files")
    assert operator.history.hand_in().answer is Answer.REFUSED
    assert f"`mkdir DIR/{mark.name}`" in paragraph("files")
    kept.rename(mark)
    operator.wait_until_well()
    operator.wait_until_done(operator.hands_in())


def test_free_space_that_is_made(operator):
    if not operator.has_own_disk:
        pytest.skip("only root mounts a disk")
    resize = ["mount", "-o", "remount,size={}m", str(operator.disk)]
    subprocess.run([each.format(_SMALL) for each in resize], check=True)
    operator.wait_until_told("free-space")
    assert "Make the disk larger" in paragraph("free-space")
    subprocess.run([each.format(_LARGE) for each in resize], check=True)


def test_a_clock_that_is_wrong(operator):
    if not operator.machine.is_there:
        pytest.skip("there is no compiler of C")
    operator.machine.set_clock(3600)
    operator.wait_until_told("clock")
    operator.machine.mend()
    operator.wait_until_done(operator.hands_in())


def test_a_replay_that_came_out_otherwise_is_made_again(operator):
    ((report,),) = operator.runs("SELECT id FROM report LIMIT 1")
    operator.runs(
        "INSERT INTO replay_sample VALUES (current_date + 1, now(), %s, %s)",
        Json({"different": 1}),
        Json([str(report)]),
    )
    operator.wait_until_told("replays")
    assert "eenmaal replay --login LOGIN REPORT" in paragraph("replays")
    told = operator.does("replay", "--login", MAIN_PROVIDER.login, str(report))
    assert told.exit_code == 0, told.output
    operator.runs("DELETE FROM replay_sample WHERE day > current_date")  # the next night takes its place


def test_keys_that_are_not_given(operator):
    assert operator.is_told(EENMAAL_LOG_KEY="") == {"keys"}
    made = operator.does("log", "key", "runbook.test/logboek")
    assert made.exit_code == 0
    key = re.search(r"PRIVATE\+KEY\+\S+", made.output)
    assert key is not None, made.output
    assert operator.is_told(EENMAAL_LOG_KEY=key[0]) == set()


def test_an_encryption_key_of_before(operator):
    old, new = (
        operator.service.environment["EENMAAL_ENCRYPTION_KEY"],
        "a later key that is long enough for that",
    )
    assert operator.is_told(EENMAAL_ENCRYPTION_KEY=new) == {"encryption-key"}
    assert "after the current one" in paragraph("encryption-key")
    assert operator.is_told(EENMAAL_ENCRYPTION_KEY=f"{new},{old}") == set()


def test_an_oldest_job_while_nobody_works(operator):
    operator.freezes("workers.keeper", "--app workers.application", "workers.reconciler")
    submission = operator.hands_in()
    operator.runs("UPDATE job SET created_at = now() - interval '11 minutes' WHERE state = 'ready'")
    operator.wait_until_told("oldest-job")
    operator.kills_what_is_frozen()
    operator.wait_until_done(submission)


def test_jobs_that_wait_for_a_disk_go_on_by_themselves(operator):
    mark = operator.disk / ".eenmaal-files"
    operator.freezes("--app workers.application", "workers.reconciler")
    submission = operator.hands_in()
    kept = mark.with_name("left-behind")
    mark.rename(kept)
    operator.lets_go()
    operator.wait_until_told("waiting-jobs")
    assert "BlobStoreUnavailableError" in operator.does("jobs", "list").output
    kept.rename(mark)
    operator.wait_until_done(submission)


def test_a_failed_job_is_done_again_by_hand(operator):
    operator.freezes("--app workers.application", "workers.reconciler")
    submission = operator.hands_in()
    operator.runs("UPDATE job SET state = 'quarantined', failure = 'WorkerLostError' WHERE state = 'ready'")
    operator.lets_go()
    operator.wait_until_told("failed-jobs")
    listed = operator.does("jobs", "list", "--state", "quarantined").output
    jobs = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", listed)
    for job in jobs:
        assert "WorkerLostError" in operator.does("jobs", "show", job).output
        assert operator.does("jobs", "retry", job).exit_code == 0
    operator.wait_until_done(submission)


def test_a_log_that_does_not_grow(operator):
    operator.freezes("workers.reconciler")
    submission = operator.hands_in()
    wait_until(lambda: operator.runs("SELECT count(*) FROM log_queue")[0][0] > 0)
    operator.runs("UPDATE log_queue SET happened_at = now() - interval '3 minutes'")
    operator.wait_until_told("log")
    operator.kills_what_is_frozen()
    operator.wait_until_done(submission)


def test_a_mail_server_that_is_not_there(operator):
    away = {"EENMAAL_SMTP_HOST": "127.0.0.1", "EENMAAL_SMTP_PORT": "1", "EENMAAL_SMTP_TLS": "off"}
    assert operator.is_told(**away, EENMAAL_MAIL_SENDER="dienst@example.nl") == {"mail"}


def test_what_is_past_its_term_is_destroyed_when_the_reconciler_starts(operator):
    operator.runs("UPDATE submission SET received_at = now() - interval '3000 days'")
    operator.wait_until_told("retention")
    for process in operator.processes("workers.reconciler"):
        process.kill()
    operator.wait_until_well()
    assert operator.runs("SELECT count(*) FROM act WHERE action = 'key_destroyed'")[0][0] > 0
