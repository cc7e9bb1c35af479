"""Reports brought along channels to real servers: whole, once, and written down; whatever comes between."""

import hashlib
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import asyncssh
import pytest

from service.couriers.sftp import SftpCourier
from service.domain.access import NotAllowedError, NotFoundError
from service.domain.access_tokens import NewToken, Scope
from service.domain.channels.addresses import (
    EmailAddress,
    NotAChannelError,
    PortalAddress,
    S3Address,
    SftpAddress,
)
from service.domain.channels.channel import ChannelState, ConsignmentState, OpenChannel, Parcel
from service.domain.channels.outcomes import Outcome
from service.domain.proof.acts import ActKind
from service.domain.proof.keys import new_log_key
from service.domain.reachable import networks_of
from service.storage.keys.wrapping import OwnKeys
from service.use_cases.channels.make import WantedChannel
from service.use_cases.keys.rotate_secrets import RotateSecrets
from service.web.application import create_app
from service.wiring import build
from tests.conftest import Hands, without_the_calendar
from tests.tools.mail_server import a_mail_server
from tests.tools.rounds import rounds_of
from tests.tools.s3_server import BUCKET, s3_listening
from tests.tools.sftp_server import PASSWORD, USER, SftpSite, listening

KEY = new_log_key("test.localhost/logboek", bytes(32))
HERE = networks_of("127.0.0.1")


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY, private_webhooks="127.0.0.1")


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "van-de-gemeente"
    folder.mkdir()
    with listening(SftpSite(folder)) as made:
        yield made


@pytest.fixture(scope="module")
def bucket():
    with s3_listening() as made:
        yield made


@pytest.fixture
def go_on(wiring, hands, ask):
    return rounds_of(wiring, hands, KEY, lambda: ask("UPDATE channel SET next_at = now()"), usually=2)


def address_of(site, **other):
    return SftpAddress(**{"host": "127.0.0.1", "port": site.port, "user": USER, **other})


@pytest.fixture
def channel(wiring, region, site):
    """A channel of Utrecht to its own server, confirmed."""
    wanted = WantedChannel(address=address_of(site), secret=PASSWORD)
    made = wiring.channels.make(region.utrecht, wanted)
    assert wiring.channels.confirm(region.utrecht, made, site.fingerprint)
    return made


def the_channel(wiring, viewer):
    (found,) = wiring.channels.list(viewer)
    return found


def brought(wiring, viewer):
    """What is known of every report of this viewer, on its way."""
    every = wiring.reports.list(viewer)
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        return [each for report in every for each in work.channels.consignments.of_report(report.id)]


def receipts(wiring, viewer):
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        return [act for act in work.acts.all() if act.action == "report_delivered"]


@pytest.mark.usefixtures("channel")
def test_what_is_sent_is_brought_once_under_the_name_of_its_content(wiring, region, hands, site, go_on):
    hands.deliver(region.provider)
    go_on(3)

    reports = wiring.reports.list(region.utrecht)
    assert len(reports) == len(site.names) > 0
    for report in reports:
        (name,) = [each for each in site.names if report.sha256[:16] in each]
        content = (site.folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == report.sha256
        assert report.taken_at is not None
    assert len(site.renamed) == len(reports)
    assert {each.state for each in brought(wiring, region.utrecht)} == {ConsignmentState.DELIVERED}
    assert len(receipts(wiring, region.utrecht)) == len(reports)
    listed = the_channel(wiring, region.utrecht)
    assert (listed.delivered, listed.waiting, listed.channel.failures) == (len(reports), 0, 0)


@pytest.mark.usefixtures("channel")
def test_the_receipt_is_in_the_log_for_both_ends_and_the_bureau_and_for_nobody_else(
    wiring, region, hands, go_on
):
    hands.deliver(region.provider)
    go_on(3)

    for viewer in (region.utrecht, region.provider, region.bureau):
        told = wiring.programs.list_events(viewer, -1, 500)
        assert ActKind.DELIVERED in {each.kind for each in told}, viewer.login
        assert brought(wiring, viewer), viewer.login
    for viewer in (region.other_provider, region.amsterdam):
        told = wiring.programs.list_events(viewer, -1, 500)
        assert ActKind.DELIVERED not in {each.kind for each in told}
        assert brought(wiring, viewer) == []
    facts = next(each.facts for each in told_of(wiring, region.utrecht))
    assert set(facts) == {"sha256", "channel", "municipality", "salt"}


def told_of(wiring, viewer):
    return [each for each in wiring.programs.list_events(viewer, -1, 500) if each.kind is ActKind.DELIVERED]


def test_nothing_goes_to_a_server_that_nobody_confirmed(wiring, region, hands, site, go_on):
    wanted = WantedChannel(address=address_of(site), secret=PASSWORD)
    made = wiring.channels.make(region.utrecht, wanted)
    hands.deliver(region.provider)
    go_on()

    listed = the_channel(wiring, region.utrecht)
    assert (site.names, listed.channel.state, listed.fingerprint) == ([], ChannelState.NEW, site.fingerprint)
    assert not wiring.channels.confirm(region.utrecht, made, "SHA256:van-een-ander")
    with pytest.raises(NotFoundError):
        wiring.channels.probe(region.utrecht, made)
    assert wiring.channels.confirm(region.utrecht, made, site.fingerprint)
    go_on()
    assert len(site.names) == len(wiring.reports.list(region.utrecht))


def test_a_key_of_our_own_lets_us_in_and_another_does_not(wiring, region, hands, site, go_on):
    made = wiring.channels.make(region.utrecht, WantedChannel(address=address_of(site)))
    wiring.channels.confirm(region.utrecht, made, site.fingerprint)
    site.keys = [asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()]
    assert wiring.channels.probe(region.utrecht, made) is Outcome.LOGIN_REFUSED

    site.keys = [the_channel(wiring, region.utrecht).channel.address.public_key]

    assert wiring.channels.probe(region.utrecht, made) is Outcome.TAKEN
    hands.deliver(region.provider)
    go_on()
    assert len(site.names) == len(wiring.reports.list(region.utrecht))


def test_a_changed_host_key_stops_at_once_is_told_and_goes_on_when_confirmed(
    wiring, region, hands, site, channel, go_on
):
    folder = site.folder
    hands.deliver(region.provider)
    with elsewhere(site, folder) as other:
        go_on(3)
        found = the_channel(wiring, region.utrecht).channel
        assert (found.state, found.outcome) == (ChannelState.STOPPED, Outcome.HOST_KEY_CHANGED)
        assert other.names == []
        told = wiring.people.list_notices(region.utrecht)
        assert sum("stilgezet" in each.notice.words.nl for each in told) == 1

        assert wiring.channels.look(region.utrecht, channel) is Outcome.TAKEN
        assert the_channel(wiring, region.utrecht).channel.state is ChannelState.NEW
        assert wiring.channels.confirm(region.utrecht, channel, other.fingerprint)
        go_on(3)
        assert len(other.names) == len(wiring.reports.list(region.utrecht))


@contextmanager
def elsewhere(site, folder):
    """The same address, with another server behind it."""
    site.stop()
    with listening(SftpSite(folder, port=site.port)) as other:
        yield other


@pytest.mark.parametrize(
    "told",
    [
        ("full", Outcome.NO_SPACE),
        ("silent-full", Outcome.REFUSED),
        ("cut", Outcome.BROKEN_OFF),
        ("no-rename", Outcome.NOT_PERMITTED),
    ],
)
@pytest.mark.usefixtures("channel")
def test_what_goes_wrong_at_the_other_side_is_named_and_tried_again(wiring, region, hands, site, go_on, told):
    site.fault, outcome = told
    hands.deliver(region.provider)
    go_on(2)

    found = the_channel(wiring, region.utrecht)
    assert (found.channel.outcome, found.delivered) == (outcome, 0)
    assert found.channel.failures == 2
    assert [each for each in site.names if not each.startswith(".")] == []
    assert receipts(wiring, region.utrecht) == []
    site.fault = ""
    go_on(3)
    assert (
        len(site.names) == len(wiring.reports.list(region.utrecht)) == len(receipts(wiring, region.utrecht))
    )


def test_a_server_that_hangs_is_left_in_time(site):
    site.fault = "hang"
    courier = SftpCourier(HERE, patience=1.0)
    public = site.host_key.export_public_key().decode()
    channel = OpenChannel(address=address_of(site), host_key=public, secret=PASSWORD.encode())

    assert courier.bring(channel, Parcel(name="a.csv", content=b"inhoud", mark="1")) is Outcome.TIME_OUT
    site.fault = ""
    assert courier.bring(channel, Parcel(name="a.csv", content=b"inhoud", mark="2")) is Outcome.TAKEN
    assert site.names == ["a.csv"]


@pytest.mark.usefixtures("channel")
def test_another_file_of_that_name_is_never_written_over(wiring, region, hands, site, go_on):
    hands.deliver(region.provider)
    for report in wiring.reports.list(region.utrecht):
        path = report.filename.rpartition(".")
        (site.folder / f"{path[0]}-{report.sha256[:16]}.{path[2]}").write_bytes(b"iets anders")
    go_on(3)

    assert {path.read_bytes() for path in site.folder.iterdir()} == {b"iets anders"}
    assert {each.outcome for each in brought(wiring, region.utrecht)} == {Outcome.OTHER_FILE}
    assert the_channel(wiring, region.utrecht).channel.failures == 0


ONE_JOB = (
    "import sys, uuid; from service.settings import Settings; from service.wiring import build\n"
    "wiring = build(Settings.load()); job = wiring.jobs.claim(uuid.UUID(sys.argv[1]), 'ended')\n"
    "wiring.jobs.perform[job.kind](job)"
)


@pytest.mark.usefixtures("channel")
def test_a_worker_killed_after_the_rename_leaves_one_file_and_one_receipt(
    wiring, region, hands, queue, site, ask
):
    hands.deliver(region.provider)
    wiring.jobs.reconcile()
    jobs = [job for _, job in queue.take()]
    environment = {**os.environ, **wiring.settings.as_environment()}
    worker = subprocess.Popen([sys.executable, "-c", ONE_JOB, str(jobs[0])], env=environment)
    site.when_renamed = worker.kill
    assert worker.wait(60) == -signal.SIGKILL
    site.when_renamed = lambda: None
    assert (len(site.renamed), receipts(wiring, region.utrecht)) == (1, [])

    ask("UPDATE job SET lease_until = '-infinity' WHERE id = %s", jobs[0])
    wiring.jobs.reconcile()
    for job in jobs:
        hands.do(job)

    reports = wiring.reports.list(region.utrecht)
    assert len(site.names) == len(site.renamed) == len(reports) == len(receipts(wiring, region.utrecht))
    assert Outcome.ALREADY_THERE in {each.outcome for each in brought(wiring, region.utrecht)}


@pytest.mark.usefixtures("channel")
def test_the_same_job_twice_brings_nothing_twice(wiring, region, hands, queue, site):
    hands.deliver(region.provider)
    wiring.jobs.reconcile()
    wiring.jobs.reconcile()
    jobs = [job for _, job in queue.take()]
    for job in (*jobs, *jobs):
        hands.do(job)

    assert (
        len(site.renamed) == len(receipts(wiring, region.utrecht)) == len(wiring.reports.list(region.utrecht))
    )


@pytest.mark.usefixtures("channel")
def test_a_format_may_be_fetched_here_while_all_others_are_brought(wiring, region, hands, site, go_on, ask):
    first = hands.deliver(region.provider)
    chosen = wiring.reports.list(region.utrecht)[0].format
    known = next(iter(wiring.catalogue().titles()))
    wiring.channels.make(region.utrecht, WantedChannel(format=known, address=PortalAddress()))
    ask("UPDATE channel SET format = %s WHERE format = %s", chosen, known)  # as this engine calls it
    go_on(3)

    made = [each for each in wiring.reports.list(region.utrecht) if each.submission == first]
    others = [each for each in made if each.format != chosen]
    assert len(site.names) == len(others) < len(made)


def test_what_was_sent_before_the_channel_was_made_is_fetched_here(wiring, region, hands, site, go_on):
    hands.deliver(region.provider)
    made = wiring.channels.make(region.utrecht, WantedChannel(address=address_of(site), secret=PASSWORD))
    wiring.channels.confirm(region.utrecht, made, site.fingerprint)
    go_on()

    assert site.names == []


def test_a_server_that_is_away_for_days_is_stopped_and_nothing_is_lost(
    wiring, region, hands, site, channel, go_on
):
    site.stop()
    hands.deliver(region.provider)
    go_on(9)
    waiting = the_channel(wiring, region.utrecht)
    assert (waiting.channel.state, waiting.channel.failures) == (ChannelState.ACTIVE, 9)
    assert waiting.channel.outcome is Outcome.NO_CONNECTION

    go_on(1)
    assert the_channel(wiring, region.utrecht).channel.state is ChannelState.STOPPED
    with listening(site):
        wiring.channels.start(region.utrecht, channel)
        go_on(3)
        assert len(site.names) == len(wiring.reports.list(region.utrecht))


@pytest.mark.usefixtures("channel")
def test_what_its_provider_took_back_meanwhile_does_not_stay_there(wiring, region, hands, queue, site):
    submission = hands.deliver(region.provider)
    wiring.jobs.reconcile()
    (_, job), *_ = queue.take()
    site.when_renamed = lambda: wiring.submissions.take_back(region.provider, submission, "0344")
    hands.do(job)

    assert site.names == []
    assert receipts(wiring, region.utrecht) == []


def test_a_bucket_gets_each_report_once_and_keeps_what_is_another_s(wiring, region, hands, bucket, go_on):
    address = S3Address(
        endpoint=bucket.endpoint, region="eu-west-1", bucket=BUCKET, folder="in/2026", access_key="AKIATEST"
    )
    made = wiring.channels.make(region.utrecht, WantedChannel(address=address, secret=PASSWORD))
    assert wiring.channels.probe(region.utrecht, made) is Outcome.TAKEN
    hands.deliver(region.provider)
    go_on(3)

    for report in wiring.reports.list(region.utrecht):
        (key,) = [each for each in bucket.keys if report.sha256[:16] in each]
        assert key.startswith("in/2026/")
        assert hashlib.sha256(bucket.get(key)).hexdigest() == report.sha256
    assert (
        len(bucket.keys) == len(wiring.reports.list(region.utrecht)) == len(receipts(wiring, region.utrecht))
    )


def test_a_channel_that_brings_nothing_is_there_all_the_same(wiring, region):
    made = wiring.channels.make(region.utrecht, WantedChannel(address=PortalAddress()))
    viewer = wiring.people.find_viewer("utrecht")
    token = NewToken(name="x", scopes=frozenset({Scope.MANAGE_CHANNELS}), days=30)
    headers = {"Authorization": f"Bearer {wiring.programs.make_token(viewer, token)}"}
    browser = create_app(wiring).test_client()

    asked = [
        browser.post(f"/api/v1/kanalen/{each}/{what}", headers=headers).status_code
        for each in (made, uuid4())
        for what in ("proeven", "blikken")
    ]

    assert asked == [409, 409, 404, 404]


def test_a_municipality_is_told_by_mail_with_a_link_alone(settings, engine, queue, region):
    with a_mail_server() as mailbox:
        server = {"smtp_host": "127.0.0.1", "smtp_port": mailbox.port, "smtp_tls": "off"}
        mailing = replace(settings, **server, mail_sender="eenmaal@regio.example", is_laptop=True)
        wiring = build(mailing, engine=engine, queue=queue)
        hands = Hands(wiring, queue)
        wanted = WantedChannel(address=EmailAddress(to="verantwoording@utrecht.example"))
        wiring.channels.make(region.utrecht, wanted)
        hands.deliver(region.provider)
        without_the_calendar(wiring.jobs.reconcile)()
        hands.do_everything()

        reports = wiring.reports.list(region.utrecht)
        told = [each.get_content() for each in mailbox.taken if "klaar" in each["Subject"]]
        assert len(told) == len(reports)
        assert all(any(f"/rapportages/{report.id}" in text for text in told) for report in reports)
        assert not any(each.is_multipart() for each in mailbox.taken)
        assert {each.taken_at for each in reports} == {None}
        wiring.close()


@pytest.mark.usefixtures("channel")
def test_a_secret_is_kept_wrapped_and_goes_with_the_keys(wiring, region, ask):
    assert ask("SELECT count(*) FROM channel WHERE position(%s in wrapped) > 0", PASSWORD.encode()) == [(0,)]
    assert PASSWORD not in repr(wiring.channels.list(region.utrecht))
    assert ask("SELECT count(*) FROM act WHERE payload::text LIKE %s", f"%{PASSWORD}%") == [(0,)]

    later_keys = OwnKeys(["a later key that is as long as keys must be", *wiring.settings.encryption_keys])
    assert RotateSecrets(wiring.stores, later_keys)() == 1
    assert RotateSecrets(wiring.stores, later_keys)() == 0


def test_nobody_sees_or_changes_the_channel_of_another(wiring, region, channel, site):
    for other in (region.amsterdam, region.provider):
        assert wiring.channels.list(other) == ()
        for refused in (wiring.channels.remove, wiring.channels.start, wiring.channels.probe):
            with pytest.raises(NotFoundError):
                refused(other, channel)
        with pytest.raises(NotFoundError):
            wiring.channels.confirm(other, channel, site.fingerprint)
    with pytest.raises(NotAllowedError):
        wiring.channels.make(region.bureau, WantedChannel(address=address_of(site), secret=PASSWORD))


@pytest.mark.usefixtures("channel")
def test_what_cannot_be_a_channel_is_refused_with_the_part_that_is_wrong(wiring, region, site):
    def part(**wanted):
        with pytest.raises(NotAChannelError) as refused:
            wiring.channels.make(region.utrecht, WantedChannel(**wanted))
        return refused.value.part

    assert part(address=address_of(site), secret=PASSWORD) == "format"
    assert part(address=address_of(site), format="is er niet", secret=PASSWORD) == "format"
    with pytest.raises(NotAChannelError):
        address_of(site, folder="../ergens")
    with pytest.raises(NotAChannelError):
        EmailAddress(to="niemand")


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "localhost", "::1", "192.168.1.1"])
def test_a_private_address_is_not_gone_to(host):
    courier = SftpCourier(())
    public = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    channel = OpenChannel(address=SftpAddress(host=host, user="x"), host_key=public, secret=b"x")

    assert courier.bring(channel, Parcel(name="a", content=b"a")) is Outcome.NOT_ALLOWED


def test_a_program_manages_channels_as_its_page_does(wiring, region, site):
    app = create_app(wiring).test_client()

    def asks(viewer, scope=Scope.MANAGE_CHANNELS):
        new = NewToken(name="beheer", scopes=frozenset({scope}), days=30)
        token = wiring.programs.make_token(wiring.people.find_viewer(viewer.login), new)
        return {"Authorization": f"Bearer {token}"}

    own, other = asks(region.utrecht), asks(region.amsterdam)
    to = {"soort": "sftp", "server": "127.0.0.1", "poort": site.port, "gebruiker": USER}
    body = {"bestemming": to, "geheim": PASSWORD}
    made = app.post("/api/v1/kanalen", json=body, headers=own)
    assert made.status_code == 201
    (told,) = app.get("/api/v1/kanalen", headers=own).json["resultaten"]
    assert (told["stand"], told["vingerafdruk"]) == ("te-bevestigen", site.fingerprint)
    assert PASSWORD not in str(told)
    address = f"/api/v1/kanalen/{made.json['id']}"

    confirmed = app.post(f"{address}/bevestigingen", json={"vingerafdruk": site.fingerprint}, headers=own)
    assert (confirmed.status_code, confirmed.json["uitkomst"]) == (200, "taken")
    assert app.post(f"{address}/proeven", headers=own).json["uitkomst"] == "taken"
    assert app.post(f"{address}/blikken", headers=own).json["uitkomst"] == "taken"
    assert app.post(f"{address}/hervattingen", headers=own).status_code == 204
    for path in ("/proeven", "/blikken", "/hervattingen"):
        assert app.post(f"{address}{path}", headers=other).status_code == 404, path
    assert app.delete(address, headers=other).status_code == 404
    assert app.get("/api/v1/kanalen", headers=asks(region.utrecht, Scope.READ_LOG)).status_code == 403
    assert app.delete(address, headers=own).status_code == 204
    assert site.names == []


def test_the_page_of_a_report_tells_how_it_was_brought(wiring, region, hands, channel, go_on):
    del channel
    hands.deliver(region.provider)
    go_on(2)
    app = create_app(wiring).test_client()
    for viewer, sees_name in ((region.utrecht, True), (region.provider, True), (region.bureau, False)):
        new = NewToken(name="lezer", scopes=frozenset({Scope.READ_REPORTS}), days=30)
        token = wiring.programs.make_token(wiring.people.find_viewer(viewer.login), new)
        (report, *_) = wiring.reports.list(viewer)
        path = f"/api/v1/rapportages/{report.id}"
        told = app.get(path, headers={"Authorization": f"Bearer {token}"}).json["bezorgingen"]
        assert [(each["kanaal"], each["stand"]) for each in told] == [("sftp", "bezorgd")]
        assert ("naam" in told[0]) == sees_name
