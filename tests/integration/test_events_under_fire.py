"""Ten thousand events to endpoints that fail, hang, break off, redirect or want no more; workers die."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.proof.keys import new_log_key, signer_of
from service.domain.submissions.jobs import JobKind
from service.domain.webhooks import WebhookState
from service.event_door import HttpDoor
from service.use_cases.jobs.grow_log import GrowLog
from service.use_cases.jobs.rescue_abandoned import RescueAbandoned
from tests.conftest import Hands

KEY = new_log_key("test.localhost/logboek", bytes(32))
EVENTS = 10_000
AT_ONCE = 100
PATIENCE = 0.5
"""Of the door, in seconds: who hangs longer is left."""
ODDS = {
    "taken": 0.9,
    "500": 0.02,
    "429": 0.01,
    "redirected": 0.01,
    "cut before": 0.02,
    "cut after": 0.02,
    "hung": 0.001,
    "gone": 0.002,
    "slow": 0.017,
}
"""What an endpoint does with what comes: half of what it does not answer it has kept all the same."""
STATUSES = {"taken": 204, "slow": 204, "500": 500, "429": 429, "redirected": 302, "gone": 410}
KEEPS = {"taken", "slow", "cut after"}


class WorkerDiedError(BaseException):
    """As a process that ends: nothing after it is done, nothing is written down."""


@dataclass
class Endpoint:
    """What one receiver got, in order, and what befell it."""

    dice: random.Random
    verifier: Verifier | None = None
    got: list[tuple[str, bytes]] = field(default_factory=list)
    befell: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def draw(self) -> str:
        with self.lock:
            (what,) = self.dice.choices(list(ODDS), weights=list(ODDS.values()))
            self.befell[what] += 1
            return what

    def keep(self, body: bytes, headers: dict[str, str]) -> None:
        """As a receiver does: only what is signed, and signed just now."""
        self.verifier.verify(body, headers)
        with self.lock:
            self.got.append((headers["webhook-id"], body))


class Handler(BaseHTTPRequestHandler):
    """Answers as the endpoint of its server draws."""

    def do_POST(self):  # the name that http.server wants
        endpoint, headers = self.server.endpoint, dict(self.headers)
        what = endpoint.draw()
        if what == "cut before":
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if what == "hung":
            time.sleep(2 * PATIENCE)
        if what == "slow":
            time.sleep(0.01)
        if what in KEEPS:
            endpoint.keep(body, headers)
        if what in STATUSES:
            self.send_response(STATUSES[what])
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
        self.close_connection = True

    def log_message(self, *_):
        """Nothing: the test has it all."""


class DyingDoor:
    """The real door; now and then its process dies, before it goes out or before the answer is heard."""

    def __init__(self, door, dice):
        self.door, self.dice, self.deaths = door, dice, 0

    def bring(self, url, headers, body):
        fate = self.dice.random()
        if fate < 0.002:
            self._die()
        reached = self.door.bring(url, headers, body)
        if fate > 0.998:
            self._die()
        return reached

    def _die(self):
        self.deaths += 1
        raise WorkerDiedError


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY, private_webhooks="127.0.0.1")


@pytest.fixture
def endpoints():
    made = []
    for seed in range(3):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.endpoint = Endpoint(random.Random(seed))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        made.append((server, thread))
    yield [server for server, _ in made]
    for server, thread in made:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Mortal:
    """Workers by hand that die while they bring events, and the door at which they do."""

    hands: Hands
    door: DyingDoor


@pytest.fixture
def mortal(wiring, settings, queue):
    door = DyingDoor(HttpDoor(settings.private_networks(), PATIENCE), random.Random(99))
    bring = replace(wiring.jobs.perform[JobKind.BRING_EVENTS], door=door)
    perform = {**wiring.jobs.perform, JobKind.BRING_EVENTS: bring}
    return Mortal(Hands(replace(wiring, jobs=replace(wiring.jobs, perform=perform)), queue), door)


def happen(wiring, viewer, count):
    """So many acts of one organisation."""
    for begin in range(0, count, AT_ONCE):
        with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            for number in range(begin, min(begin + AT_ONCE, count)):
                facts = {"sha256": f"{number:064x}", "bytes": number}
                work.log.write(LoggedAct(kind=ActKind.RECEIVED, submission=uuid4(), facts=facts))
    GrowLog(wiring.stores, signer_of(KEY))()


def do_all(hands):
    """As workers do, also those that die: their job waits until its lease is over."""
    while taken := hands.queue.take():
        for _, job in taken:
            try:
                hands.do(job)
            except WorkerDiedError:
                continue


def go_on(hands, ask, viewer):
    """One round: leases of the dead are over, pauses are over, and who wanted no more wants it again."""
    wiring = hands.wiring
    ask("UPDATE job SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    RescueAbandoned(wiring.stores)()
    ask("UPDATE job SET not_before = now() WHERE state = 'ready'")
    ask("UPDATE webhook SET next_at = now()")
    for each in wiring.programs.list_webhooks(viewer):
        if each.state is WebhookState.STOPPED:
            wiring.programs.start_webhook(viewer, each.id, None)
    wiring.jobs.reconcile()
    do_all(hands)


@pytest.mark.parametrize("events", [pytest.param(EVENTS, marks=pytest.mark.long), 150])
def test_nothing_is_lost_and_what_comes_twice_has_the_same_id(mortal, region, ask, endpoints, events):
    viewer, hands, door = region.provider, mortal.hands, mortal.door
    wiring = hands.wiring
    addresses = [f"http://127.0.0.1:{each.server_address[1]}/in" for each in endpoints]
    for server, address in zip(endpoints, addresses, strict=True):
        server.endpoint.verifier = Verifier(wiring.programs.make_webhook(viewer, address))
    happen(wiring, viewer, events)
    wanted = [str(each.index) for each in every_event(wiring, viewer)]
    assert len(wanted) >= events

    rounds = 0
    while not all({each for each, _ in one.endpoint.got} >= set(wanted) for one in endpoints):
        go_on(hands, ask, viewer)
        rounds += 1
        assert rounds < 50 * events, "it does not end"

    again, befell = 0, Counter({"worker died": door.deaths})
    for server in endpoints:
        got = server.endpoint.got
        befell += server.endpoint.befell
        bodies = {}
        for name, body in got:
            assert bodies.setdefault(name, body) == body, "one id is one event for ever"
        assert set(bodies) == set(wanted), "nothing lost and nothing invented"
        first = list(dict.fromkeys(name for name, _ in got))
        assert first == sorted(first, key=int), "in the order in which it happened"
        again += len(got) - len(bodies)
    print(f"{len(wanted)} events x {len(endpoints)}: {again} came again with the same id; {dict(befell)}")
    assert again > 0
    if events == EVENTS:
        assert all(befell[each] > 0 for each in (*ODDS, "worker died"))


def every_event(wiring, viewer):
    """By the other way: polled."""
    last, found = -1, []
    while page := wiring.programs.list_events(viewer, last, 500):
        found += page
        last = page[-1].index
    return found
