"""Schemathesis, as each role: whatever is asked of the API is answered as its description says."""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from http import HTTPStatus

import pytest
import schemathesis
from hypothesis import strategies
from schemathesis.engine import Status, events, from_schema
from schemathesis.transport.serialization import Binary

from service.couriers import Couriers, NoHostKeyError
from service.couriers.host_keys import SshHostKeys
from service.domain.access_tokens import NewToken, scopes_for
from service.domain.channels.channel import ChannelKind
from service.domain.channels.outcomes import Outcome
from service.domain.proof.keys import new_log_key, signer_of
from service.use_cases.jobs.grow_log import GrowLog
from service.web.api.answers import KEY_HEADER
from service.web.application import create_app
from service.wiring import build_registration

KEY = new_log_key("test.localhost/logboek", bytes(32))
UPLOADS = (b"kwartaal", b"kwartaal jaar", b"kwartaal afgekeurd", b"broken", b"")
LEFT_OUT = {
    "status_code_conformance": "every operation describes `default`: the check below is stricter",
    "positive_data_acceptance": "no schema says that a cursor is of the list before, or a period begun",
    "ignored_auth": "it cannot ask again over WSGI (4.32); who has no token, or a wrong one, is a role here",
    "missing_required_header": "no operation asks a header but for its token",
    "max_response_time": "measured elsewhere, on a machine that is idle",
    "object_level_authorization": "test_isolation_of_the_api.py tries all objects of all others",
}
"""Checks of Schemathesis that are not made, and why."""
MADE_WELL: set[str] = set()
"""Cases that were made to be right, by id; once our hook changed one with a file in it, the library, which
cannot look at bytes, takes it for wrong and wants it refused."""
MANY_SIDED = ("provider", "utrecht", "bureau")
"""Administrators, one of each kind of organisation."""
MEMBER = "a member of utrecht"
PUBLIC = {"/api/v1/openapi.json", "/api/v1/toegangstokens"}
PLAUSIBLE = {
    "periode": ("2026-Q1", "2026", "2025-H1", "2026-03"),
    **dict.fromkeys(("gemeenteCode", "gemeente"), ("0344", "0363")),
    **dict.fromkeys(("aanbiederCode", "aanbieder", "agbCode"), ("41234567", "47654321")),
    "gemeenteCodes": (["0344"], ["0363"], ["0344", "0363"], None),
    **dict.fromkeys(("formaat", "werk"), ("kwartaal", "jaar")),
    **dict.fromkeys(("sha256", "cursor", "bestandIds"), (None,)),
    "url": ("https://zorg.example/gebeurtenissen",),
    "oordeel": ("aanvaard", "afgekeurd"),
    "tekst": ("Klopt dit aantal?",),
    "tot": ("2026-12-31",),
}
"""By name, what somebody would send who knows what it is about; None: nothing."""


@schemathesis.check
def what_went_well_is_described_by_its_own_status(_, response, case):
    """`default` says only why something did not go. Of a method that is tried beside it nothing is said."""
    if response.status_code < 400 and case.method.upper() == case.operation.method.upper():
        described = case.operation.definition.raw["responses"]
        assert str(response.status_code) in described, f"{response.status_code} is not described"


def plausible(dice):
    """A hook: what fits its schema and means nothing is mostly something that means something."""

    def before_call(context, case, kwargs):  # noqa: ARG001 - a hook has these names
        if case.meta is not None and not case.meta.generation.mode.is_negative:
            MADE_WELL.add(case.id)
            make_plausible(case, dice)

    return before_call


def make_plausible(case, dice):
    """No key comes twice: what was made by the first may be gone, and its answer comes all the same."""
    if case.headers and KEY_HEADER in case.headers:
        case.headers[KEY_HEADER] = f"key-{dice.getrandbits(64):x}"
    if isinstance(case.body, dict) and isinstance(case.body.get("bestand"), list):
        case.body["bestand"] = [Binary(dice.choice(UPLOADS[:4]))]
    for given in (case.body, case.query, case.path_parameters):
        names = [each for each in PLAUSIBLE if isinstance(given, dict) and each in given]
        for name in names:
            chosen = dice.choice(PLAUSIBLE[name]) if dice.random() < 0.8 else given[name]
            if chosen is not None:
                given[name] = chosen
            elif given is not case.path_parameters:
                del given[name]


@dataclass
class Counted:
    """The application, with what it answered; after every request work is done, as by workers."""

    app: object
    work: object
    statuses: Counter = field(default_factory=Counter)
    let_in: set = field(default_factory=set)
    """Where somebody got what is asked."""

    def __call__(self, environ, start_response):
        def started(status, headers, exc_info=None):
            code = int(status[:3])
            self.statuses[code] += 1
            if code < 400:
                self.let_in.add(environ["PATH_INFO"])
            return start_response(status, headers, exc_info)

        answered = self.app(environ, started)
        self.work()
        return answered


class NobodyThere(SshHostKeys):
    """No request of this test leaves this machine, not even for the name of a server."""

    def seen_at(self, _):
        raise NoHostKeyError(Outcome.NO_SUCH_HOST)


class NotTaken:
    """Nor does a report."""

    def bring(self, *_):
        return Outcome.NO_SUCH_HOST

    def take_away(self, *_):
        return Outcome.NO_SUCH_HOST


def at_home(wiring):
    """The same, for which no other server is there."""
    keys, couriers = NobodyThere(()), Couriers(dict.fromkeys(ChannelKind, NotTaken))
    channels = replace(
        wiring.channels,
        make=replace(wiring.channels.make, host_keys=lambda: keys),
        look=replace(wiring.channels.look, host_keys=lambda: keys),
        probe=replace(wiring.channels.probe, couriers=couriers),
    )
    return replace(wiring, channels=channels)


@pytest.fixture
def settings(settings):
    """Nobody asks too much: what that answers, test_signing_in.py and test_api.py hold."""
    return replace(settings, log_key=KEY, requests_per_minute=10_000_000, uploads_per_hour=10_000_000)


@pytest.fixture
def app(wiring, region, hands, settings, ask):
    """A region in which something happened already, and goes on happening."""
    register = build_registration(settings)
    with register.stores.registering() as registry:
        registry.register_account(region.utrecht.organisation.id, MEMBER, "no password", "nl")
    register.close()
    ask("UPDATE account SET role = 'member' WHERE login = %s", MEMBER)
    hands.deliver(region.provider)
    hands.upload(region.provider, b"kwartaal afgekeurd")
    schemathesis.openapi.format("binary", strategies.sampled_from(UPLOADS) | strategies.binary())
    hook = plausible(random.Random(1))
    schemathesis.hook(hook)
    yield create_app(at_home(wiring))
    schemathesis.hooks.unregister(hook)
    MADE_WELL.clear()


@pytest.fixture
def work(wiring, hands):
    asked = Counter()

    def some():
        hands.do_everything()
        asked["requests"] += 1
        if asked["requests"] % 50 == 1:
            GrowLog(wiring.stores, signer_of(KEY))()

    return some


@dataclass(frozen=True)
class Effort:
    """How much is asked of each operation by itself, and how often one thing after another."""

    is_covering: bool
    """Every limit of every parameter and field, with every other method."""
    each: int
    scenarios: int


def tokens_of(wiring):
    """By role: nothing, a token that is none, and for each person one that may all and one to read."""
    made = {"nobody": "", "a token that is none": "eenmaal_" + 43 * "a"}
    for login in (*MANY_SIDED, MEMBER):
        viewer = wiring.people.find_viewer(login)
        every = frozenset(scopes_for(viewer.organisation.kind))
        reading = frozenset(each for each in every if each.value.endswith(":lezen"))
        for role, scopes in ((login, every), (f"{login}, reading", reading)):
            made[role] = wiring.programs.make_token(viewer, NewToken(name=role, scopes=scopes, days=30))
    return made


def asked_as(app, work, token, effort, seed):
    """What was answered to one role, and what was wrong with it: by check and operation, with an example."""
    counted = Counted(app, work)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", counted)
    if token:
        schema.config.update(headers={"Authorization": f"Bearer {token}"})
    schema.config.seed = seed
    schema.config.checks.update(excluded_check_names=list(LEFT_OUT))
    refusing = schema.config.checks.negative_data_rejection
    refusing.expected_statuses = [*refusing.expected_statuses, "413"]
    phases = schema.config.phases
    phases.coverage.enabled = effort.is_covering
    phases.examples.enabled, phases.fuzzing.enabled = False, effort.each > 0
    phases.fuzzing.generation.update(max_examples=effort.each or 1)
    phases.stateful.generation.update(max_examples=effort.scenarios)
    wrong = {}
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            wrong[str(event)] = "not tried"
        if isinstance(event, events.ScenarioFinished):
            wrong |= wrong_in(event.recorder)
    return counted, wrong


def wrong_in(recorder):
    failed = [
        each.failure_info
        for case, made in recorder.checks.items()
        for each in made
        if each.status is Status.FAILURE
        and not (each.name == "negative_data_rejection" and case in MADE_WELL)
    ]
    return {
        f"{one.failure.operation}: {one.failure.title}": f"{one.failure.message}\n{one.code_sample}"[:2000]
        for one in failed
    }


SHORT = Effort(is_covering=False, each=0, scenarios=3)
LONG = Effort(is_covering=True, each=3, scenarios=40)


@pytest.mark.parametrize(
    ("effort", "least"), [(SHORT, 100), pytest.param(LONG, 10_000, marks=pytest.mark.long)]
)
def test_every_answer_to_every_role_is_as_described(app, work, wiring, effort, least):
    statuses, wrong = Counter(), {}
    for role, token in tokens_of(wiring).items():
        one = effort if role in MANY_SIDED else replace(effort, is_covering=False)
        counted, found = asked_as(app, work, token, one, seed=1)
        print(f"{role}: {counted.statuses.total()} {dict(counted.statuses)}, {len(found)} wrong")
        print(*(f"{what}: {how}" for what, how in found.items()), sep="\n", end="")
        statuses += counted.statuses
        wrong |= {f"{role}: {what}": how for what, how in found.items()}
        if role in ("nobody", "a token that is none"):
            assert counted.let_in <= PUBLIC
    print(f"{statuses.total()} requests: {dict(sorted(statuses.items()))}")

    assert wrong == {}
    assert sum(many for status, many in statuses.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR) == 0
    assert statuses.total() >= least
