"""Events brought to a real endpoint: signed, in order, each with one id for ever, whatever it answers."""

import json
from dataclasses import replace

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks.webhooks import Webhook as Verifier

from service.domain.access import NotFoundError
from service.domain.proof.keys import new_log_key
from service.domain.webhooks import MOST, TooManyWebhooksError, WebhookState
from service.storage.keys.wrapping import OwnKeys
from service.use_cases.keys.rotate_secrets import RotateSecrets
from tests.tools.rounds import rounds_of
from tests.tools.webhook_receiver import Endpoint, listening

KEY = new_log_key("test.localhost/logboek", bytes(32))


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY, private_webhooks="127.0.0.1")


@pytest.fixture
def endpoint():
    made = Endpoint()
    with listening(made) as made.url:
        yield made


@pytest.fixture
def go_on(wiring, hands, ask):
    return rounds_of(wiring, hands, KEY, lambda: ask("UPDATE webhook SET next_at = now()"), usually=3)


def the_webhook(wiring, viewer):
    (found,) = wiring.programs.list_webhooks(viewer)
    return found


def test_what_happens_is_brought_once_in_order_and_signed(wiring, region, hands, endpoint, go_on):
    hands.upload(region.provider, b"kwartaal van eerder")
    go_on()
    secret = wiring.programs.make_webhook(region.provider, endpoint.url)
    submission = hands.deliver(region.provider)
    go_on()

    assert [int(each) for each in endpoint.ids] == sorted(set(map(int, endpoint.ids)))
    told = wiring.programs.list_events(region.provider, -1, 500)
    mine = [str(each.index) for each in told if each.submission == submission]
    assert [each for each in endpoint.ids if each in mine] == mine
    for headers, body, _ in endpoint.taken:
        event = Verifier(secret).verify(body, headers)
        read = from_http(HTTPMessage(headers, body), JSONFormat(), CloudEvent)
        assert (read.get_id(), read.get_specversion()) == (headers["webhook-id"], "1.0")
        assert read.get_type() == event["type"]
    assert "nl.eenmaal.rapportage.verstuurd" in [json.loads(body)["type"] for _, body, _ in endpoint.taken]


@pytest.mark.parametrize("answers", [[500], [503, 429], [301], [404, 200, 500], [307, 308]])
def test_what_is_not_taken_comes_again_with_the_same_id_and_nothing_passes_it(
    wiring, region, hands, endpoint, go_on, answers
):
    wiring.programs.make_webhook(region.provider, endpoint.url)
    hands.upload(region.provider)
    hands.do_everything()
    endpoint.answers[:] = answers
    go_on(6)

    assert endpoint.ids == [str(each.index) for each in wiring.programs.list_events(region.provider, -1, 500)]
    attempts = [headers["webhook-id"] for headers, _, _ in endpoint.taken]
    assert [int(each) for each in attempts] == sorted(map(int, attempts))
    assert the_webhook(wiring, region.provider).failures == 0


def test_an_endpoint_that_wants_no_more_is_stopped_told_and_started_without_a_loss(
    wiring, region, hands, endpoint, go_on
):
    wiring.programs.make_webhook(region.provider, endpoint.url)
    endpoint.answers[:] = [410]
    hands.upload(region.provider)
    go_on()

    stopped = the_webhook(wiring, region.provider)
    assert (stopped.state, stopped.outcome, endpoint.ids) == (WebhookState.STOPPED, "410", [])
    told = wiring.people.list_notices(region.provider)
    assert "stilgezet" in " ".join(each.notice.words.nl for each in told)
    wiring.programs.start_webhook(region.provider, stopped.id)
    go_on()
    assert endpoint.ids == [str(each.index) for each in wiring.programs.list_events(region.provider, -1, 500)]


def test_an_endpoint_that_is_away_for_days_is_stopped(wiring, region, hands, go_on):
    wiring.programs.make_webhook(region.provider, "http://127.0.0.1:1/niemand")
    hands.upload(region.provider)
    go_on(9)
    waiting = the_webhook(wiring, region.provider)
    assert (waiting.state, waiting.failures, waiting.outcome) == (WebhookState.ACTIVE, 9, "ConnectError")
    assert waiting.is_waiting
    assert waiting.next_at > waiting.tried_at

    go_on(1)

    assert the_webhook(wiring, region.provider).state is WebhookState.STOPPED


def test_what_was_brought_is_brought_once_more_from_where_one_asks(wiring, region, hands, endpoint, go_on):
    wiring.programs.make_webhook(region.provider, endpoint.url)
    hands.upload(region.provider)
    go_on()
    first = list(endpoint.ids)

    wiring.programs.start_webhook(region.provider, the_webhook(wiring, region.provider).id, after=-1)
    go_on()

    assert endpoint.ids == [*first, *first]


def test_only_what_is_wanted_and_only_what_is_theirs_is_brought(wiring, region, hands, endpoint, go_on):
    wanted = "nl.eenmaal.rapportage.verstuurd"
    wiring.programs.make_webhook(region.utrecht, endpoint.url, [wanted])
    hands.upload(region.provider, b"kwartaal niet verstuurd")
    hands.do_everything()
    go_on()
    assert endpoint.taken == []

    hands.deliver(region.provider)
    go_on()
    assert {json.loads(body)["type"] for _, body, _ in endpoint.taken} == {wanted}
    codes = {json.loads(body)["data"].get("gemeenteCode") for _, body, _ in endpoint.taken}
    assert codes == {"0344"}


def test_nobody_sees_or_changes_the_webhook_of_another(wiring, region, endpoint):
    wiring.programs.make_webhook(region.provider, endpoint.url)
    own = the_webhook(wiring, region.provider)

    assert wiring.programs.list_webhooks(region.other_provider) == ()
    for refused in (wiring.programs.remove_webhook, wiring.programs.start_webhook):
        with pytest.raises(NotFoundError):
            refused(region.other_provider, own.id)
    wiring.programs.remove_webhook(region.provider, own.id)
    assert wiring.programs.list_webhooks(region.provider) == ()


def test_there_is_an_end_to_how_many_there_are(wiring, region):
    for number in range(MOST):
        wiring.programs.make_webhook(region.provider, f"https://zorg.example/{number}")

    with pytest.raises(TooManyWebhooksError):
        wiring.programs.make_webhook(region.provider, "https://zorg.example/een-te-veel")


def test_a_secret_is_kept_wrapped_and_goes_with_the_keys(wiring, region, hands, endpoint, go_on, ask):
    secret = wiring.programs.make_webhook(region.provider, endpoint.url)
    raw = Verifier(secret)._whsecret  # noqa: SLF001 - the bytes that must be nowhere
    assert ask("SELECT count(*) FROM webhook WHERE position(%s in wrapped) > 0", raw) == [(0,)]
    counted = wiring.keys.count()
    assert counted.by[counted.current] >= 1

    assert wiring.keys.rotate().wrapped == 0
    later_keys = OwnKeys(["a later key that is as long as keys must be", *wiring.settings.encryption_keys])
    assert RotateSecrets(wiring.stores, later_keys)() == 1
    assert RotateSecrets(wiring.stores, later_keys)() == 0
    go_back = OwnKeys([*wiring.settings.encryption_keys, *later_keys.secrets])
    assert RotateSecrets(wiring.stores, go_back)() == 1
    hands.upload(region.provider)
    go_on()
    headers, body, _ = endpoint.taken[0]
    assert Verifier(secret).verify(body, headers)
