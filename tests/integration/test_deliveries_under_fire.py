"""Ten thousand reports to servers that refuse, hang, break off and run full, over a bad line; workers die.

`REPORTS=2500 SEED=11 pytest -s -m long tests/integration/test_deliveries_under_fire.py`: four of these with
other seeds can run at once, because each waits more than it works.
"""

import hashlib
import os
import random
from collections import Counter
from dataclasses import dataclass, replace

import pytest

from service.couriers import Couriers
from service.couriers.s3 import S3Courier
from service.couriers.sftp import SftpCourier
from service.domain.channels.addresses import S3Address, SftpAddress
from service.domain.channels.channel import ChannelKind, ChannelState, ConsignmentState, content_name
from service.domain.periods import parse_period
from service.domain.proof.acts import ActKind
from service.domain.proof.keys import new_log_key, signer_of
from service.domain.reachable import networks_of
from service.domain.standard.intake import AS_USUAL
from service.domain.submissions.jobs import JobKind
from service.use_cases.channels.make import WantedChannel
from service.use_cases.jobs.grow_log import GrowLog
from service.use_cases.jobs.rescue_abandoned import RescueAbandoned
from tests.conftest import Hands
from tests.faults.struck_line import CUT, LOST, REFUSED, SLOW, StruckLine
from tests.tools.s3_server import BUCKET, S3Site, s3_listening
from tests.tools.sftp_server import PASSWORD, USER, listening
from tests.tools.struck_servers import S3_ODDS, SFTP_ODDS, S3Before, StruckSftpSite, before_s3
from tests.written_engine import WrittenEngine

KEY = new_log_key("test.localhost/logboek", bytes(32))
HERE = networks_of("127.0.0.1")
REPORTS = int(os.environ.get("REPORTS", "10000"))
SEED = int(os.environ.get("SEED", "7"))
PATIENCE = 2.0
"""Of the couriers, in seconds: who hangs longer is left."""
LINE_ODDS = {REFUSED: 0.01, CUT: 0.02, LOST: 0.02, SLOW: 0.02}
DEATHS = {"died before": 0.004, "died after": 0.01, "brought by two": 0.01}


PORTION = 200
"""Formats in one upload, each a report for two municipalities."""


def quarter(number):
    return b"%d-Q%d" % (2010 + number // 4, number % 4 + 1)


class WorkerDiedError(BaseException):
    """As a process that ends: nothing after it is done, nothing is written down."""


class BriefEngine(WrittenEngine):
    """The first word of an upload is its period; every report is a file of some kilobytes."""

    def check(self, content, filename, reading=AS_USUAL, before=None):
        period, _, formats = content.partition(b" ")
        checked = super().check(formats, filename, reading, before)
        own = parse_period(period.decode())
        subjects = tuple(replace(each, period=own) for each in checked.subjects)
        return replace(checked, period=own, subjects=subjects)


@dataclass
class Mortal:
    """A courier whose worker dies, or who goes on although another took the work over."""

    courier: object
    dice: random.Random
    befell: Counter

    def bring(self, channel, parcel):
        fate = self._fate()
        if fate == "died before":
            raise WorkerDiedError
        if fate == "brought by two":
            self.courier.bring(channel, replace(parcel, mark="another"))
        outcome = self.courier.bring(channel, parcel)
        self.befell[outcome.value] += 1
        if fate == "died after":
            raise WorkerDiedError
        return outcome

    def _fate(self):
        drawn = self.dice.random()
        for fate, chance in DEATHS.items():
            if drawn < chance:
                self.befell[fate] += 1
                return fate
            drawn -= chance
        return ""


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY, private_webhooks="127.0.0.1")


@pytest.fixture
def engine():
    return BriefEngine(is_clean=True)


@dataclass(frozen=True)
class Sides:
    """The servers of two municipalities, each behind a line of its own."""

    sftp: StruckSftpSite
    s3: S3Before
    behind: S3Site
    lines: dict[str, StruckLine]


@pytest.fixture
def sides(tmp_path):
    folder = tmp_path / "van-de-gemeente"
    folder.mkdir()
    with (
        listening(StruckSftpSite(folder, dice=random.Random(SEED))) as sftp,
        s3_listening() as behind,
        before_s3(S3Before(behind.endpoint, dice=random.Random(SEED + 1))) as s3,
    ):
        ports = {"sftp": sftp.port, "s3": s3.port}
        lines = {
            name: StruckLine(
                f"http://127.0.0.1:{port}", dice=random.Random(SEED + 2 + number), odds=LINE_ODDS
            )
            for number, (name, port) in enumerate(ports.items())
        }
        yield Sides(sftp, s3, behind, lines)
        for line in lines.values():
            line.close()


@pytest.fixture
def mortal(wiring, queue):
    """Workers by hand, with couriers who leave a server that hangs."""
    befell = {kind: Counter() for kind in (ChannelKind.SFTP, ChannelKind.S3)}
    real = {ChannelKind.SFTP: SftpCourier(HERE, PATIENCE), ChannelKind.S3: S3Courier(HERE, PATIENCE)}
    made = {kind: Mortal(one, random.Random(SEED + 99), befell[kind]) for kind, one in real.items()}
    couriers = Couriers({kind: lambda one=one: one for kind, one in made.items()})
    deliver = replace(wiring.jobs.perform[JobKind.DELIVER], couriers=couriers)
    perform = {**wiring.jobs.perform, JobKind.DELIVER: deliver}
    return Hands(replace(wiring, jobs=replace(wiring.jobs, perform=perform)), queue), befell


@pytest.fixture
def channels(wiring, region, sides):
    """One of each kind; the key of the SFTP server is looked at where the line does nothing."""
    line = sides.lines["sftp"]
    odds, line.odds = line.odds, {}
    port = int(line.address.rpartition(":")[2])
    address = SftpAddress(host="127.0.0.1", port=port, user=USER)
    by_sftp = wiring.channels.make(region.utrecht, WantedChannel(address=address, secret=PASSWORD))
    assert wiring.channels.confirm(region.utrecht, by_sftp, sides.sftp.fingerprint)
    line.odds = odds
    address = S3Address(
        endpoint=sides.lines["s3"].address,
        region="eu-west-1",
        bucket=BUCKET,
        folder="in",
        access_key="AKIATEST",
    )
    by_s3 = wiring.channels.make(region.amsterdam, WantedChannel(address=address, secret=PASSWORD))
    return {region.utrecht.login: by_sftp, region.amsterdam.login: by_s3}


def do_all(hands):
    """As workers do, also those that die: their job waits until its lease is over."""
    while taken := hands.queue.take():
        for _, job in taken:
            try:
                hands.do(job)
            except WorkerDiedError:
                continue


def go_on(hands, ask, viewers, channels):
    """One round: leases of the dead are over, pauses are over, who was stopped is started again."""
    wiring = hands.wiring
    ask("UPDATE job SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    RescueAbandoned(wiring.stores)()
    ask("UPDATE job SET not_before = now() WHERE state = 'ready'")
    ask("UPDATE channel SET next_at = now()")
    for viewer in viewers:
        (listed,) = wiring.channels.list(viewer)
        if listed.channel.state is ChannelState.STOPPED:
            wiring.channels.start(viewer, channels[viewer.login])
    wiring.jobs.reconcile()
    do_all(hands)


def waiting(ask):
    return ask("SELECT count(*) FROM consignment WHERE state = 'waiting'")[0][0]


def receipts_in_the_log(wiring, viewer):
    """How often the log says of a report that it was brought."""
    GrowLog(wiring.stores, signer_of(KEY))()
    last, found = -1, Counter()
    while page := wiring.programs.list_events(viewer, last, 500):
        found.update(each.report for each in page if each.kind is ActKind.DELIVERED)
        last = page[-1].index
    return found


def there(sides, viewer):
    """By name, the bytes at the other side."""
    if viewer.login == "utrecht":
        return {path.name: path.read_bytes() for path in sides.sftp.folder.iterdir()}
    return {key.removeprefix("in/"): sides.behind.get(key) for key in sides.behind.keys}


@pytest.mark.parametrize("reports", [pytest.param(REPORTS, marks=pytest.mark.long), 30])
def test_every_report_is_there_once_and_whole_with_one_receipt(mortal, region, ask, sides, channels, reports):
    hands, befell = mortal
    wiring, viewers = hands.wiring, (region.utrecht, region.amsterdam)
    for first in range(0, reports // 2, PORTION):
        formats = [b"f%05d" % each for each in range(first, min(first + PORTION, reports // 2))]
        submission = hands.upload(region.provider, b" ".join([quarter(first // PORTION), *formats]))
        do_all(hands)
        hands.send(region.provider, submission)
    rounds = 0
    while rounds == 0 or waiting(ask):
        go_on(hands, ask, viewers, channels)
        rounds += 1
        assert rounds < 20 * reports, "it does not end"

    for viewer in viewers:
        made = wiring.reports.list(viewer)
        assert len(made) == reports // 2
        found = there(sides, viewer)
        wanted = {content_name(each.filename, each.sha256): each.sha256 for each in made}
        assert {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} == wanted
        assert receipts_in_the_log(wiring, viewer) == dict.fromkeys((each.id for each in made), 1)
        assert all(each.taken_at is not None for each in made)
    states = ask("SELECT state, count(*) FROM consignment GROUP BY state")
    assert states == [(ConsignmentState.DELIVERED.value, reports)]
    told = [
        *befell.values(),
        sides.sftp.befell,
        sides.s3.befell,
        *(each.happened for each in sides.lines.values()),
    ]
    print(f"{reports} reports in {rounds} rounds: {[dict(each) for each in told]}")
    if reports >= 10_000:
        assert all(sides.sftp.befell[each] for each in SFTP_ODDS)
        assert all(sides.s3.befell[each] for each in S3_ODDS)
        assert all(each.happened[what] for each in sides.lines.values() for what in LINE_ODDS)
        assert all(each[what] for each in befell.values() for what in DEATHS)
