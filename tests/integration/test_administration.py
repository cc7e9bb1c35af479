"""What who runs the service does at the command line: people, delegations, channels, folders, and a look."""

import os
from dataclasses import replace

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal, installation
from tests.tools.sftp_server import PASSWORD, USER, SftpSite, listening

SECRET = "een lang wachtwoord"  # noqa: S105 - of an account that lives as long as a test


@pytest.fixture
def settings(settings):
    return replace(settings, private_webhooks="127.0.0.1", public_url="https://eenmaal.example")


@pytest.fixture
def run(settings, region):
    """Run a command on this test's own service; what it said, or with `fails` why not."""
    del region
    installation.settings.cache_clear()  # a command remembers the settings of its process

    def command(*arguments, fails=False, typed=None):
        environment = {**os.environ, **settings.as_environment()}
        told = CliRunner().invoke(eenmaal, [*map(str, arguments)], env=environment, input=typed)
        assert (told.exit_code != 0) == fails, told.output
        return told.output

    yield command
    installation.settings.cache_clear()


def test_the_operator_manages_the_people_of_an_organisation(run, wiring, region):
    told = run("admin", "organisations")
    assert "0344" in told
    assert "Utrecht" in told
    link = run("admin", "invite", "--of", "0344", "--role", "administrator").strip()
    assert link.startswith("https://eenmaal.example/uitnodiging/")
    taken = wiring.people.colleagues.take_up_invitation(link.rpartition("/")[2], "anna", SECRET, "test")
    assert taken is None

    assert "anna  beheerder" in run("admin", "people", "--of", "0344")
    run("admin", "role", "--of", "0344", "utrecht", "member")
    assert "utrecht  medewerker" in run("admin", "people", "--of", "0344")
    assert "laatste beheerder" in run("admin", "end", "--of", "0344", "anna", fails=True)
    run("admin", "end", "--of", "0344", "utrecht")
    assert "utrecht" not in run("admin", "people", "--of", "0344")
    assert "doet niet mee" in run("admin", "people", "--of", "9999", fails=True)
    assert "niemand logt hier in" in run("admin", "end", "--of", "0363", "anna", fails=True)
    with wiring.stores.as_organisation(region.utrecht.organisation.id, region.utrecht.actor) as work:
        by_hand = [act.action for act in work.acts.all() if act.actor == "operator"]
    assert by_hand == ["colleague_invited", "role_changed", "account_ended"]


def test_the_operator_gives_and_ends_a_delegation(run):
    given = run(
        "admin", "delegate", "--of", "0344", "voorbeeldregio", "--scope", "act", "--days", "3"
    ).strip()
    assert "Bureau Voorbeeld namens Utrecht: kijken en handelen" in run("admin", "people", "--of", "0344")
    assert "Bureau Voorbeeld namens Utrecht" in run("admin", "people", "--of", "voorbeeldregio")
    run("admin", "undelegate", "--of", "0344", given)
    assert "namens" not in run("admin", "people", "--of", "0344")
    assert "Dat is er niet" in run("admin", "undelegate", "--of", "0344", given, fails=True)
    assert "Dat kan niet" in run("admin", "delegate", "--of", "0344", "onbekend", fails=True)


def test_the_operator_sees_what_needs_somebody(run, ask):
    quiet = run("admin", "health")
    assert "kanalen stilgezet     0" in quiet
    run("channels", "add", "email", "to=a@utrecht.example", "--login", "utrecht")
    ask("UPDATE channel SET state = 'stopped', outcome = 'no-connection'")
    assert "kanalen stilgezet     1" in run("admin", "health")
    assert "a@utrecht.example  stopped" in run("admin", "channels", "--of", "0344")
    assert run("admin", "tokens", "--of", "0344") == ""


def test_a_channel_is_made_confirmed_tried_and_removed(run, tmp_path):
    folder = tmp_path / "map"
    folder.mkdir()
    with listening(SftpSite(folder)) as site:
        to = ("sftp", "host=127.0.0.1", f"port={site.port}", f"user={USER}")
        made = run("channels", "add", *to, "--secret", "--login", "utrecht", typed=f"{PASSWORD}\n")
        channel = made.split()[-1]
        assert PASSWORD not in made
        assert site.fingerprint in run("channels", "list", "--login", "utrecht")
        run("channels", "confirm", channel, "SHA256:anders", "--login", "utrecht", fails=True)
        run("channels", "confirm", channel, site.fingerprint, "--login", "utrecht")
        assert "het lukte" in run("channels", "try", channel, "--login", "utrecht")
        site.password = PASSWORD[::-1]
        told = run("channels", "try", channel, "--login", "utrecht", fails=True)
        assert "laat ons niet binnen" in told
        assert "het lukte" in run("channels", "look", channel, "--login", "utrecht")
        run("channels", "start", channel, "--login", "utrecht")
        run("channels", "remove", channel, "--login", "amsterdam", fails=True)
        run("channels", "remove", channel, "--login", "utrecht")
    assert run("channels", "list", "--login", "utrecht") == ""
    assert "naam van de server" in run(
        "channels", "add", "sftp", "host=a/b", "user=x", "--login", "utrecht", fails=True
    )
    run("channels", "add", "sftp", "onbekend=1", "--login", "utrecht", fails=True)


def test_a_folder_is_watched_from_the_command_line(run, wiring, region, tmp_path):
    folder = tmp_path / "aanleveren"
    folder.mkdir()
    (folder / "export.xlsx").write_bytes(b"kwartaal jaar")

    told = run("watch", folder, "--as", "provider", "--once", "--every", 1)

    assert "1 aangeleverd, 0 geweigerd." in told
    assert len(wiring.submissions.list(region.provider)) == 1
    (folder / "nog-een.xlsx").write_bytes(b"kwartaal jaar nog een")
    assert "geen aanbieder" in run("watch", folder, "--as", "utrecht", "--once", "--every", 1, fails=True)
    assert "niemand logt in" in run("watch", folder, "--as", "wie", "--once", fails=True)
