"""Files put in a folder are handed in: whole, once, with a note beside each, whatever comes between."""

import io
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from service.couriers import FolderAwayError
from service.domain.access import NotAllowedError, NotFoundError
from service.domain.channels.addresses import EmailAddress, NotAChannelError, SftpAddress
from service.domain.channels.channel import ChannelState
from service.domain.channels.outcomes import Outcome
from service.use_cases.channels.make import WantedChannel
from tests.tools.sftp_server import PASSWORD, USER, SftpSite, listening

NONE = frozenset()
BSN = "999990019"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "map van de aanbieder"
    made.mkdir()
    return made


@pytest.fixture
def look(wiring, folder):
    """A look that knows of the one before it."""
    seen = [NONE]

    def once():
        taken = wiring.channels.watch_folder("provider", folder, seen[0])
        seen[0] = taken.seen
        return taken.received, taken.refused

    return once


def names(folder, place):
    return sorted(path.name for path in (folder / place).iterdir())


def handed_in(wiring, region):
    return wiring.submissions.list(region.provider)


def test_a_file_is_taken_when_two_looks_see_it_the_same(wiring, region, folder, look):
    (folder / "export.xlsx").write_bytes(b"kwart")
    assert look() == (0, 0)
    (folder / "export.xlsx").write_bytes(b"kwartaal jaar")  # it grew
    os.utime(folder / "export.xlsx", (1, 1))
    assert look() == (0, 0)

    assert look() == (1, 0)

    (submission,) = handed_in(wiring, region)
    file, note = names(folder, "verwerkt")
    assert note == f"{file}.txt"
    assert (folder / "verwerkt" / file).read_bytes() == b"kwartaal jaar"
    assert str(submission.id) in (folder / "verwerkt" / note).read_text()
    assert names(folder, "in-behandeling") == []
    assert look() == (0, 0)
    with wiring.stores.as_organisation(region.provider.organisation.id, region.provider.actor) as work:
        (act,) = work.acts.all_of("submission_received")
    assert (act.actor, act.origin) == ("provider", "folder")


def test_the_same_content_under_another_name_is_handed_in_once(wiring, region, folder, look):
    for name in ("a.xlsx", "b.xlsx"):
        (folder / name).write_bytes(b"kwartaal jaar")
        look()
        assert look() == (1, 0)

    (submission,) = handed_in(wiring, region)
    notes = [(folder / "verwerkt" / each).read_text() for each in names(folder, "verwerkt") if ".txt" in each]
    assert len(notes) == 2
    assert all(str(submission.id) in note for note in notes)
    assert sum("al eerder aangeleverd" in note for note in notes) == 1


def test_what_is_no_whole_plain_file_is_left_or_refused_with_the_reason(wiring, region, folder, look):
    outside = folder.parent / "geheim.xlsx"
    outside.write_bytes(b"kwartaal jaar")
    (folder / "een-link.xlsx").symlink_to(outside)
    (folder / "een-map").mkdir()
    (folder / "half.xlsx.part").write_bytes(b"kwartaal")
    (folder / ".verborgen").write_bytes(b"kwartaal")
    (folder / "~$open.xlsx").write_bytes(b"kwartaal")
    (folder / "leeg.xlsx").touch()
    with (folder / "reus.xlsx").open("wb") as file:
        file.truncate(wiring.settings.upload_limit + 1)
    os.mkfifo(folder / "pijp.xlsx")

    look()
    assert look() == (0, 2)

    refused = {
        each.partition("-")[0]: folder / "geweigerd" / each
        for each in names(folder, "geweigerd")
        if each.endswith(".txt")
    }
    assert "leeg" in refused["leeg"].read_text()
    assert "groter dan" in refused["reus"].read_text()
    left = {path.name for path in folder.iterdir()} - {"verwerkt", "geweigerd", "in-behandeling"}
    assert left == {"een-link.xlsx", "een-map", "half.xlsx.part", ".verborgen", "~$open.xlsx", "pijp.xlsx"}
    assert handed_in(wiring, region) == ()
    assert outside.read_bytes() == b"kwartaal jaar"


@pytest.mark.usefixtures("region")
def test_a_name_with_a_bsn_is_masked_everywhere(folder, look, ask):
    (folder / f"client {BSN}.xlsx").write_bytes(b"kwartaal jaar")
    look()
    assert look() == (1, 0)

    everywhere = [path.name for path in folder.rglob("*")]
    notes = [path.read_text() for path in folder.rglob("*.txt")]
    assert not any(BSN in each for each in (*everywhere, *notes))
    assert any("[bsn]" in each for each in everywhere)
    assert ask("SELECT count(*) FROM submission_content WHERE filename LIKE %s", f"%{BSN}%") == [(0,)]


ENDED = (
    "import os, signal, sys; from pathlib import Path\n"
    "from service.couriers import LocalFolder; from service.settings import Settings\n"
    "from service.wiring import build\n"
    "wiring = build(Settings.load()); where, path = sys.argv[1], Path(sys.argv[2])\n"
    "class Ended(LocalFolder):\n"
    "    def read(self, name, limit):\n"
    "        return end() if where == 'taken-up' else super().read(name, limit)\n"
    "    def settle(self, name, settled):\n"
    "        return end() if where == 'received' else super().settle(name, settled)\n"
    "def end(): os.kill(os.getpid(), signal.SIGKILL)\n"
    "viewer = wiring.people.find_viewer('provider')\n"
    "with Ended(path) as folder:\n"
    "    take = wiring.channels.watch_folder.take_from_folder\n"
    "    seen = take(viewer, folder, frozenset()).seen; take(viewer, folder, seen)\n"
)


@pytest.mark.parametrize("where", ["taken-up", "received"])
def test_a_kill_in_the_middle_loses_nothing_and_hands_in_nothing_twice(wiring, region, folder, look, where):
    (folder / "export.xlsx").write_bytes(b"kwartaal jaar")
    environment = {**os.environ, **wiring.settings.as_environment()}
    ended = subprocess.run([sys.executable, "-c", ENDED, where, str(folder)], env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert names(folder, "in-behandeling") == ["export.xlsx"]
    assert len(handed_in(wiring, region)) == (where == "received")

    assert look() == (1, 0)

    assert len(handed_in(wiring, region)) == 1
    assert len(names(folder, "verwerkt")) == 2
    assert names(folder, "in-behandeling") == []


def test_a_folder_is_only_for_a_provider_that_is_there(wiring, region, folder):
    (folder / "export.xlsx").write_bytes(b"kwartaal jaar")
    with pytest.raises(NotFoundError):
        wiring.channels.watch_folder("niemand", folder, NONE)
    seen = wiring.channels.watch_folder(region.provider.login, folder, NONE).seen
    with pytest.raises(NotAllowedError):
        wiring.channels.watch_folder(region.utrecht.login, folder, seen)
    assert names(folder, "in-behandeling") == ["export.xlsx"]


def test_a_link_in_the_place_of_one_of_our_folders_is_not_written_through(wiring, region, folder, tmp_path):
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (folder / "verwerkt").symlink_to(elsewhere)
    with pytest.raises(FolderAwayError):
        wiring.channels.watch_folder(region.provider.login, folder, NONE)
    with pytest.raises(FolderAwayError):
        wiring.channels.watch_folder(region.provider.login, tmp_path / "is-er-niet", NONE)


@pytest.fixture
def settings(settings):
    return replace(settings, private_webhooks="127.0.0.1")


@pytest.fixture
def site(folder):
    with listening(SftpSite(folder)) as made:
        yield made


@pytest.fixture
def channel(wiring, region, site):
    address = SftpAddress(host="127.0.0.1", port=site.port, user=USER)
    made = wiring.channels.make(region.provider, WantedChannel(address=address, secret=PASSWORD))
    assert wiring.channels.confirm(region.provider, made, site.fingerprint)
    return made


@pytest.fixture
def fetch(wiring, hands, ask):
    def once():
        ask("UPDATE channel SET next_at = now()")
        wiring.jobs.reconcile()
        hands.do_everything()

    return once


@pytest.mark.usefixtures("channel")
def test_files_of_an_sftp_folder_are_fetched_once_and_settled_there(wiring, region, folder, fetch):
    (folder / "export.xlsx").write_bytes(b"kwartaal jaar")
    (folder / "leeg.xlsx").touch()
    (folder / "link.xlsx").symlink_to(folder / "export.xlsx")
    fetch()
    fetch()

    (submission,) = handed_in(wiring, region)
    file, note = names(folder, "verwerkt")
    assert str(submission.id) in (folder / "verwerkt" / note).read_text()
    assert (folder / "verwerkt" / file).read_bytes() == b"kwartaal jaar"
    assert len(names(folder, "geweigerd")) == 2
    assert (folder / "link.xlsx").is_symlink()
    (folder / "zelfde.xlsx").write_bytes(b"kwartaal jaar")
    fetch()
    assert len(handed_in(wiring, region)) == 1
    assert len(names(folder, "verwerkt")) == 4


@pytest.mark.usefixtures("channel")
def test_a_folder_that_is_away_is_stopped_told_and_gone_on_with(wiring, region, folder, site, fetch):
    (folder / "export.xlsx").write_bytes(b"kwartaal jaar")
    site.stop()
    for _ in range(10):
        fetch()

    (listed,) = wiring.channels.list(region.provider)
    assert (listed.channel.state, listed.channel.outcome) == (ChannelState.STOPPED, Outcome.NO_CONNECTION)
    told = wiring.people.list_notices(region.provider)
    assert any("SFTP-map" in each.notice.words.nl for each in told)
    with listening(site):
        wiring.channels.start(region.provider, listed.channel.id)
        fetch()
    assert len(handed_in(wiring, region)) == 1


def test_a_provider_has_one_folder_and_no_other_channel(wiring, region, channel, site):
    del channel
    for wanted in (
        WantedChannel(address=EmailAddress(to="a@zorg.example")),
        WantedChannel(address=SftpAddress(host="127.0.0.1", port=site.port, user=USER), secret=PASSWORD),
    ):
        with pytest.raises(NotAChannelError):
            wiring.channels.make(region.provider, wanted)


def test_who_has_no_account_any_more_hands_nothing_in(wiring, region, folder, channel, fetch, ask):
    del channel
    (folder / "export.xlsx").write_bytes(b"kwartaal jaar")
    ask("UPDATE account SET login = 'is weg' WHERE login = 'provider'")
    fetch()

    (listed,) = wiring.channels.list(region.provider)
    assert listed.channel.outcome is Outcome.NOT_PERMITTED
    assert wiring.submissions.receive(
        replace(region.provider, login="is weg"), io.BytesIO(b"iets anders"), "x.xlsx"
    ).is_new
    assert len(handed_in(wiring, region)) == 1
