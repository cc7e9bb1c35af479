"""A message with a link to a program of the municipality, per format: signed, once, with its receipt."""

import base64
from dataclasses import replace

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks.webhooks import Webhook as Verifier

from service.couriers.webhook import WebhookCourier
from service.domain.access_tokens import NewToken, Scope
from service.domain.channels.addresses import NotAChannelError, WebhookAddress
from service.domain.channels.channel import ChannelState, OpenChannel, Parcel
from service.domain.channels.outcomes import Outcome
from service.domain.proof.acts import ActKind
from service.domain.proof.keys import new_log_key
from service.domain.reachable import networks_of
from service.use_cases.channels.make import WantedChannel
from service.web.application import create_app
from tests.tools.rounds import rounds_of
from tests.tools.webhook_receiver import Endpoint, listening

KEY = new_log_key("test.localhost/logboek", bytes(32))
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
HERE = networks_of("127.0.0.1")


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY, private_webhooks="127.0.0.1")


@pytest.fixture
def endpoint():
    made = Endpoint()
    with listening(made) as made.url:
        yield made


@pytest.fixture
def channel(wiring, region, endpoint):
    return wiring.channels.make(
        region.utrecht, WantedChannel(address=WebhookAddress(url=endpoint.url), secret=SECRET)
    )


@pytest.fixture
def go_on(wiring, hands, ask):
    return rounds_of(wiring, hands, KEY, lambda: ask("UPDATE channel SET next_at = now()"), usually=2)


def the_channel(wiring, region):
    (found,) = wiring.channels.list(region.utrecht)
    return found


@pytest.mark.usefixtures("channel")
def test_each_report_is_told_once_signed_with_a_link_that_a_program_follows(
    wiring, region, hands, endpoint, go_on
):
    hands.deliver(region.provider)
    go_on(3)

    reports = {str(each.id): each for each in wiring.reports.list(region.utrecht)}
    told = [Verifier(SECRET).verify(body, headers) for headers, body, _ in endpoint.taken]
    assert sorted(each["subject"] for each in told) == sorted(reports)
    assert {each["type"] for each in told} == {"nl.eenmaal.rapportage.klaargezet"}
    for headers, body, _ in endpoint.taken:
        assert (
            from_http(HTTPMessage(headers, body), JSONFormat(), CloudEvent).get_id() == headers["webhook-id"]
        )
    assert {each.taken_at for each in reports.values()} == {None}, "it is only told; nobody has fetched it"

    token = wiring.programs.make_token(
        wiring.people.find_viewer(region.utrecht.login),
        NewToken(name="pakket", scopes=frozenset({Scope.READ_REPORTS}), days=30),
    )
    program = create_app(wiring).test_client()
    for event in told:
        file = program.get(event["data"]["bestand"], headers={"Authorization": f"Bearer {token}"})
        assert file.status_code == 200
        assert event["data"]["sha256"] == reports[event["subject"]].sha256
        assert event["data"]["link"].endswith(f"/rapportages/{event['subject']}")

    log = wiring.programs.list_events(region.utrecht, -1, 500)
    receipts = [each for each in log if each.kind is ActKind.DELIVERED]
    assert sorted(str(each.report) for each in receipts) == sorted(reports)
    assert {each.facts["channel"] for each in receipts} == {"webhook"}
    assert the_channel(wiring, region).delivered == len(reports)


@pytest.mark.usefixtures("channel")
def test_what_is_not_taken_comes_again_with_the_same_id(wiring, region, hands, endpoint, go_on):
    endpoint.answers = [500, 429, 302, 599]
    hands.deliver(region.provider)
    go_on(8)

    reports = wiring.reports.list(region.utrecht)
    tried = {headers["webhook-id"] for headers, _, _ in endpoint.taken}
    assert len(tried) == len(endpoint.ids) == len(reports), "each got through, under the id it was tried with"
    assert len(endpoint.taken) == len(reports) + 4
    assert the_channel(wiring, region).waiting == 0


def test_an_endpoint_that_is_gone_stops_the_channel_at_once_and_nothing_is_lost(
    wiring, region, hands, endpoint, channel, go_on
):
    endpoint.answers = [410]
    hands.deliver(region.provider)
    go_on(1)
    found = the_channel(wiring, region)
    assert (found.channel.state, found.channel.outcome) == (ChannelState.STOPPED, Outcome.GONE)
    asked = len(endpoint.taken)
    go_on(2)
    assert len(endpoint.taken) == asked, "nobody is asked who said that it is gone"

    wiring.channels.start(region.utrecht, channel)
    go_on(3)
    assert len(endpoint.ids) == len(wiring.reports.list(region.utrecht))


def test_a_trial_is_a_message_of_its_own_kind(wiring, region, endpoint, channel):
    assert wiring.channels.probe(region.utrecht, channel) is Outcome.TAKEN

    ((headers, body, _),) = endpoint.taken
    event = Verifier(SECRET).verify(body, headers)
    assert (event["type"], event["data"]) == ("nl.eenmaal.kanaal.proef", {})


@pytest.mark.parametrize(
    "secret", ["", "kort", "whsec_", "whsec_" + "é" * 40, "A" * 7, "QUJD" * 40, SECRET + "*"]
)
def test_what_nobody_can_sign_with_is_refused(wiring, region, endpoint, secret):
    with pytest.raises(NotAChannelError) as refused:
        wiring.channels.make(
            region.utrecht, WantedChannel(address=WebhookAddress(url=endpoint.url), secret=secret)
        )
    assert refused.value.part == "secret"


@pytest.mark.parametrize(
    "url", ["", "ftp://a.nl", "https://", "https://u:p@a.nl/", "https://a.nl/#x", " https://a.nl"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(NotAChannelError) as refused:
        WebhookAddress(url=url)
    assert refused.value.part == "url"


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "169.254.169.254", "localhost", "[::1]", "192.168.1.1", "127.1"]
)
def test_a_private_address_is_not_gone_to(host):
    channel = OpenChannel(address=WebhookAddress(url=f"https://{host}/in"), secret=SECRET.encode())
    courier = WebhookCourier((), "https://eenmaal.example")

    assert courier.bring(channel, Parcel(name="a", content=b"a")) is Outcome.NOT_ALLOWED


def test_a_program_that_hangs_or_is_not_there_is_left(endpoint):
    courier = WebhookCourier(HERE, "https://eenmaal.example", patience=0.3)
    parcel = Parcel(name="a.csv", content=b"a", report="r")

    def brought(url):
        return courier.bring(OpenChannel(address=WebhookAddress(url=url), secret=SECRET.encode()), parcel)

    assert brought("http://127.0.0.1:1/") is Outcome.NO_CONNECTION
    assert brought("https://niet-te-vinden.invalid/") is Outcome.NO_SUCH_HOST
    endpoint.answers = [401]
    assert brought(endpoint.url) is Outcome.LOGIN_REFUSED
    assert brought(endpoint.url) is Outcome.TAKEN


def test_a_program_makes_one_and_hears_which_field_is_wrong(wiring, region, endpoint):
    app = create_app(wiring).test_client()
    new = NewToken(name="beheer", scopes=frozenset({Scope.MANAGE_CHANNELS}), days=30)
    token = wiring.programs.make_token(wiring.people.find_viewer(region.utrecht.login), new)
    own = {"Authorization": f"Bearer {token}"}

    def ask(url, secret):
        body = {"bestemming": {"soort": "webhook", "adres": url}, "geheim": secret}
        return app.post("/api/v1/kanalen", json=body, headers=own)

    assert ask("ftp://a.nl", SECRET).json["invalidParams"][0]["name"] == "adres"
    assert ask(endpoint.url, "kort").json["invalidParams"][0]["name"] == "geheim"
    assert ask(endpoint.url, SECRET).status_code == 201
    (told,) = app.get("/api/v1/kanalen", headers=own).json["resultaten"]
    assert (told["soort"], told["adres"], SECRET in str(told)) == ("webhook", endpoint.url, False)
