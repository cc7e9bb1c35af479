"""The doctor: what is well is said as such, what is wrong is named, and nothing ends in a traceback."""

import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal, installation
from service.domain.examination import CHECKS, Outcome, examined
from service.domain.proof.keys import SEED_BYTES, new_log_key
from service.use_cases.jobs.examine_database import ExamineDatabase
from service.use_cases.jobs.examine_machine import ExamineMachine
from service.wiring import build
from service.wiring.examining import looks_at_machine, looks_of

LOG_KEY = new_log_key("doctor.test/logboek", bytes(SEED_BYTES))
ANOTHER_KEY = "another key for tests that is as long as that"


@pytest.fixture
def whole(settings, region, hands):
    """Settings of a service in which something was handed in and that is well, as far as one process is."""
    hands.upload(region.provider)
    for part in ("worker", "reconciler"):
        settings.alive_file(part).parent.mkdir(exist_ok=True)
        settings.alive_file(part).touch()
    return replace(settings, log_key=LOG_KEY)


def outcomes(settings):
    wiring = build(settings)
    with looks_of(wiring) as looks:
        found = examined({**healthy("settings", "service"), **looks})
    wiring.close()
    return {each.check.name: each for each in found}


def healthy(*names):
    return {name: ExamineMachine((), has_log_key=True, postman=None)()["keys"] for name in names}


def wrong_of(settings):
    return {name for name, each in outcomes(settings).items() if each.outcome is Outcome.WRONG}


def run(environment, *words):
    installation.settings.cache_clear()
    done = CliRunner().invoke(eenmaal, ["doctor", *words], env=environment)
    installation.settings.cache_clear()
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def environment_of(settings):
    return {name: value for name, value in settings.as_environment().items() if value}


def test_a_service_that_is_well_is_well_in_every_respect(whole):
    told = run(environment_of(whole), "--json")

    answer = json.loads(told.output)
    assert {each["check"]: each["outcome"] for each in answer["checks"]} == {
        check.name: "well" for check in CHECKS
    }
    assert (answer["is_well"], told.exit_code) == (True, 0)


BROKEN = {
    "database-role": "REVOKE ALL ON act FROM eenmaal_app",
    "migrations": "UPDATE alembic_version SET version_num = '0021'",
    "row-security": "ALTER TABLE act NO FORCE ROW LEVEL SECURITY",
    "oldest-job": "UPDATE job SET created_at = now() - interval '11 minutes'",
    "waiting-jobs": "UPDATE job SET failure = 'away: BlobStoreUnavailableError'",
    "failed-jobs": "UPDATE job SET state = 'quarantined'",
    "log": "UPDATE log_queue SET happened_at = now() - interval '3 minutes'",
    "replays": """INSERT INTO replay_sample VALUES (
        current_date, now(), '{"different": 1}', '["00000000-0000-0000-0000-000000000001"]')""",
    "retention": "UPDATE submission SET received_at = now() - interval '560 days', state = 'rejected'",
}


@pytest.mark.parametrize(("check", "statement"), BROKEN.items(), ids=BROKEN)
def test_what_is_wrong_in_the_database_is_named_alone(whole, ask, check, statement):
    ask(statement)

    assert wrong_of(whole) == {check}


def test_what_is_still_worked_on_is_not_late_for_being_destroyed(whole, ask):
    ask("UPDATE submission SET received_at = now() - interval '560 days'")

    assert wrong_of(whole) == set()


def test_a_column_that_is_not_there_is_named(whole, ask):
    ask("ALTER TABLE log_cosignature DROP COLUMN line CASCADE")

    found = outcomes(whole)["migrations"]
    assert found.is_wrong
    assert found.what.nl == "dit ontbreekt: log_cosignature.line"


def test_a_superuser_as_role_is_named_and_nothing_is_done_as_that_role(whole, database):
    found = outcomes(replace(whole, database_url=database.superuser_url))

    assert found["database-role"].is_wrong
    assert found["encryption-key"].outcome is Outcome.NOT_LOOKED_AT


def test_a_key_that_does_not_open_what_is_kept_is_named(whole):
    assert wrong_of(replace(whole, encryption_key=ANOTHER_KEY)) == {"encryption-key"}


def test_a_disk_that_is_not_mounted_is_named(whole, tmp_path):
    (tmp_path / "empty").mkdir()

    assert wrong_of(replace(whole, blob_dir=tmp_path / "empty")) == {"files"}


def test_a_folder_of_files_that_is_no_folder_is_named(whole, tmp_path):
    (tmp_path / "file").touch()

    assert wrong_of(replace(whole, blob_dir=tmp_path / "file")) == {"files"}


def test_a_worker_that_is_silent_is_named(whole):
    long_ago = datetime.now(UTC).timestamp() - 60
    os.utime(whole.alive_file("worker"), (long_ago, long_ago))

    assert wrong_of(whole) == {"worker"}


def test_on_one_machine_every_part_has_to_be_there(whole):
    whole.alive_file("reconciler").unlink()

    assert wrong_of(replace(whole, is_laptop=True, port=1)) == {"web", "reconciler"}


def test_a_broker_and_a_mail_server_that_are_away_are_named(whole):
    away = {"broker_url": "redis://127.0.0.1:1/0", "smtp_host": "127.0.0.1", "smtp_port": 1}
    more = {"mail_sender": "dienst@example.nl", "public_url": "https://example.nl"}

    assert wrong_of(replace(whole, **away, **more)) == {"broker", "mail"}


def test_without_a_log_key_it_is_said_what_waits(whole):
    assert wrong_of(replace(whole, log_key="")) == {"keys"}


def test_a_disk_with_little_room_is_named(tmp_path):
    room = ExamineMachine((tmp_path / "not" / "yet",), has_log_key=True, postman=None, least_free=1 << 60)

    assert not room()["free-space"]().is_well


@dataclass
class DatabaseOfLongAgo:
    def now(self):
        return datetime.now(UTC) - timedelta(seconds=40)

    def dead(self):
        return {"job": 70_000}


def test_a_clock_that_differs_and_dead_rows_are_named():
    looks = ExamineDatabase(DatabaseOfLongAgo())()

    assert looks["clock"]().what.nl == "de klokken schelen 40 seconden; 5 mag"
    assert looks["dead-tuples"]().what.en == "more dead rows than rows in job (70000)"


def test_with_everything_down_the_first_thing_to_mend_is_named(whole):
    nowhere = replace(
        whole,
        database_url="postgresql+psycopg://app@127.0.0.1:1/eenmaal",
        owner_database_url=None,
        broker_url="redis://127.0.0.1:1/0",
    )

    told = run(environment_of(nowhere))

    assert told.exit_code == 1
    assert "✗ De database antwoordt (database)" in told.output
    assert "✗ De broker antwoordt (broker)" in told.output
    assert "Traceback" not in told.output


def test_a_setting_that_is_refused_is_told_in_its_own_sentence(whole):
    told = run(environment_of(whole) | {"EENMAAL_SECRET_KEY": "a"}, "--language", "en")

    assert told.exit_code == 1
    assert "✗ Settings (settings): EENMAAL_SECRET_KEY has 1 characters" in told.output


def test_where_nothing_runs_that_is_told_and_the_machine_is_looked_at_all_the_same(tmp_path):
    told = run({"EENMAAL_STATE_DIR": str(tmp_path)})

    assert told.exit_code == 1
    assert "✗ De dienst draait (service): er draait niets met deze instellingen" in told.output
    assert "✓ Er is ruimte op de schijven" in told.output


def test_every_check_has_a_look_and_needs_what_comes_before_it(whole):
    wiring = build(whole)
    names = [check.name for check in CHECKS]
    with looks_of(wiring) as looks:
        assert {*looks, "settings", "service"} == set(names)
    assert set(looks_at_machine(whole)) == {c.name for c in CHECKS if c.needs == ("settings",)} - {"service"}
    wiring.close()

    assert [c.name for c in CHECKS for need in c.needs if need not in names[: names.index(c.name)]] == []
