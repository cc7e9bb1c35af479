"""The drill: what was backed up is back in an empty service, to the byte, and nobody is signed in."""

import json
import os

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal, installation
from service.domain.submissions.jobs import JobKind, JobState
from service.domain.submissions.submission import SubmissionState
from service.storage.tables import Row
from service.wiring import build, build_registration
from tests.conftest import new_database, settings_on


@pytest.fixture(autouse=True)
def priorities(monkeypatch):
    """What a command asks for; that of this process stays what it is."""
    asked = []
    monkeypatch.setattr("os.setpriority", lambda *of_whom: asked.append(of_whom))
    return asked


@pytest.fixture
def lived_in(settings, region, hands):
    """A service with a submission that is ready, one that is at work, an account and a session."""
    register = build_registration(settings)
    register.account(region.provider.organisation.id, "anna", "juist paard")
    register.close()
    hands.wiring.people.sign_in("anna", "juist paard")
    ready = hands.deliver(region.provider, b"kwartaal jaar")
    hands.upload(region.provider, b"maand")
    return ready


@pytest.fixture
def other(postgres_server, broker, tmp_path, engine, queue):
    """Use cases of another service, in which nobody takes part."""
    with new_database(postgres_server) as database:
        made = build(settings_on(database, broker, tmp_path / "other"), engine=engine, queue=queue)
        yield made
        made.close()


def run(settings, *words):
    """One command, as a process of its own would do it: what it knows of its settings is of one process."""
    environment = {name: value for name, value in settings.as_environment().items() if value}
    installation.settings.cache_clear()
    done = CliRunner().invoke(eenmaal, list(words), env=environment)
    installation.settings.cache_clear()
    return done


def reports(wiring, viewer, submission):
    page = wiring.submissions.show(viewer, submission)
    return {each.sha256: wiring.reports.download(viewer, each.id).content for each in page.reports}


def test_what_was_backed_up_is_back_to_the_byte(wiring, region, lived_in, other, tmp_path):
    made = run(wiring.settings, "backup", str(tmp_path / "reserve"))
    assert "bestanden staan in" in made.output, made.exception

    done = run(other.settings, "restore", str(tmp_path / "reserve"))

    assert "alle hashes kloppen" in done.output, done.exception
    there, here = (each.submissions.show(region.provider, lived_in) for each in (other, wiring))
    assert (there.submission, there.balance, there.burden) == (here.submission, here.balance, here.burden)
    got = reports(other, region.provider, lived_in)
    assert (got == reports(wiring, region.provider, lived_in), len(got)) == (True, 4)
    assert other.people.sign_in("anna", "juist paard") is not None


@pytest.mark.usefixtures("lived_in")
def test_a_backup_gives_way_to_the_service(settings, priorities, tmp_path):
    run(settings, "backup", str(tmp_path / "reserve"))

    ((_, whose, priority),) = priorities
    assert (whose, priority) == (0, max(10, os.getpriority(os.PRIO_PROCESS, 0)))


@pytest.mark.usefixtures("lived_in")
def test_nobody_is_signed_in_after_a_restore_and_what_was_at_work_goes_on(wiring, region, other, tmp_path):
    token = wiring.people.sign_in("anna", "juist paard").token
    run(wiring.settings, "backup", str(tmp_path / "reserve"))

    run(other.settings, "restore", str(tmp_path / "reserve"))

    assert other.people.recognise_viewer(token) is None
    states = [each.state for each in other.submissions.list(region.provider)]
    assert sorted(states) == [SubmissionState.READY, SubmissionState.RECEIVED]
    assert JobKind.CHECK in {each.kind for each in other.jobs.list([JobState.READY])}
    assert other.jobs.relay_outbox() >= 0


@pytest.mark.usefixtures("lived_in")
def test_the_back_up_has_every_row_of_every_table(settings, ask, tmp_path):
    run(settings, "backup", str(tmp_path / "reserve"))

    rows = json.loads((tmp_path / "reserve" / "manifest.json").read_text())["rows"]

    tables = Row.metadata.tables
    assert set(rows) == {*tables, "alembic_version"}
    for table in tables:
        assert ask(f"SELECT count(*) FROM {table}") == [(rows[table],)]  # noqa: S608 - our own table names
    assert rows["report"] == 4


@pytest.mark.usefixtures("lived_in")
def test_a_service_in_which_somebody_takes_part_is_not_overwritten(settings, ask, tmp_path):
    run(settings, "backup", str(tmp_path / "reserve"))

    done = run(settings, "restore", str(tmp_path / "reserve"))

    assert "Somebody takes part in this service already" in str(done.exception)
    assert ask("SELECT count(*) FROM report") == [(4,)]


@pytest.mark.usefixtures("lived_in")
@pytest.mark.parametrize("part", ["database.dump", "files"])
def test_a_back_up_that_is_damaged_is_refused_before_anything_is_changed(settings, other, part, tmp_path):
    run(settings, "backup", str(tmp_path / "reserve"))
    place = tmp_path / "reserve" / part
    file = place if place.is_file() else next(each for each in sorted(place.rglob("*")) if each.is_file())
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    done = run(other.settings, "restore", str(tmp_path / "reserve"))

    assert "damaged" in str(done.exception)
    assert other.people.recognise_viewer("nobody") is None


@pytest.mark.usefixtures("lived_in")
def test_a_back_up_that_breaks_off_does_not_look_whole(settings, tmp_path):
    (settings.blob_dir / "unreadable").symlink_to(tmp_path / "nowhere")

    done = run(settings, "backup", str(tmp_path / "reserve"))

    assert done.exit_code != 0
    assert not (tmp_path / "reserve").exists()
