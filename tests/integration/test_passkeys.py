"""Passkeys: a device signs once for this site alone, and only what was asked of this very browser."""

from dataclasses import replace

import pytest

from service.domain.access import NotFoundError
from service.domain.passkeys import MOST, NotAPasskeyError, Site
from service.passkeys import asked_to_sign_in
from service.wiring import build
from tests.tools.passkey_device import Device

SITE = Site("localhost", "http://localhost")


@pytest.fixture
def viewer(wiring, region):
    return wiring.people.find_viewer(region.provider.login)


@pytest.fixture
def passkeys(wiring):
    return wiring.people.passkeys


def add(passkeys, viewer, device, name="laptop"):
    asked = passkeys.begin(viewer, SITE, "Eenmaal")
    passkeys.keep(viewer, SITE, asked.challenge, device.made(asked.options), name)


@pytest.fixture
def device(passkeys, viewer):
    made = Device()
    add(passkeys, viewer, made)
    return made


def enter(passkeys, device, **changed):
    asked = asked_to_sign_in(SITE)
    answer = device.signed(asked.options)
    return passkeys.sign_in(changed.get("site", SITE), changed.get("challenge", asked.challenge), answer, "")


def test_a_device_signs_its_owner_in_again_and_again(wiring, passkeys, viewer, device, ask):
    for _ in range(2):
        signed_in = enter(passkeys, device)
        found = wiring.people.recognise_viewer(signed_in.token)
        assert (found.account, found.assurance) == (viewer.account, "passkey")

    (passkey,) = passkeys.list(viewer)
    assert (passkey.name, passkey.last_used_at is None) == ("laptop", False)
    assert ask("SELECT uses FROM passkey") == [(2,)]
    assert ask("SELECT action FROM act WHERE action LIKE 'passkey%%' OR action = 'signed_in'") == [
        ("passkey_added",), ("signed_in",), ("signed_in",)
    ]  # fmt: skip


def test_what_was_signed_counts_for_one_question(passkeys, device):
    asked, other = asked_to_sign_in(SITE), asked_to_sign_in(SITE)
    answer = device.signed(asked.options)

    with pytest.raises(NotAPasskeyError):
        passkeys.sign_in(SITE, other.challenge, answer, "")


@pytest.mark.parametrize(
    "change",
    [
        {"host": "elsewhere.example"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://localhost:8001"},
        {"is_verified": False},
        {"uses": -1},
    ],
    ids=["another-site", "another-origin", "another-port", "nobody-asked", "a-copy"],
)
def test_a_device_that_signs_for_another_or_without_its_owner_lets_nobody_in(passkeys, device, ask, change):
    enter(passkeys, device)
    enter(passkeys, device)

    with pytest.raises(NotAPasskeyError):
        enter(passkeys, replace(device, **change))

    assert ask("SELECT count(*) FROM session") == [(2,)]


def test_another_key_under_a_known_name_lets_nobody_in(passkeys, device):
    with pytest.raises(NotAPasskeyError):
        enter(passkeys, Device(credential=device.credential))


def test_a_device_that_nobody_added_lets_nobody_in(passkeys, viewer, device):
    with pytest.raises(NotAPasskeyError):
        enter(passkeys, Device())

    passkeys.forget(viewer, passkeys.list(viewer)[0].id)
    with pytest.raises(NotAPasskeyError):
        enter(passkeys, device)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"rawId": 7}', '{"rawId": "AA"}', "é" * 99])
def test_what_is_no_answer_is_refused(passkeys, viewer, answer):
    asked = passkeys.begin(viewer, SITE, "Eenmaal")

    with pytest.raises(NotAPasskeyError):
        passkeys.keep(viewer, SITE, asked.challenge, answer, "laptop")
    with pytest.raises(NotAPasskeyError):
        passkeys.sign_in(SITE, asked.challenge, answer, "")


def test_a_device_is_of_one_person(wiring, passkeys, region, device):
    with pytest.raises(NotAPasskeyError):
        add(passkeys, wiring.people.find_viewer(region.utrecht.login), device)


def test_there_is_an_end_to_how_many(passkeys, viewer):
    for place in range(MOST):
        add(passkeys, viewer, Device(), f"apparaat {place}")

    with pytest.raises(NotAPasskeyError):
        passkeys.begin(viewer, SITE, "Eenmaal")


def test_nobody_removes_a_passkey_of_another(wiring, passkeys, viewer, region, device):
    (passkey,) = passkeys.list(viewer)

    with pytest.raises(NotFoundError):
        passkeys.forget(wiring.people.find_viewer(region.utrecht.login), passkey.id)
    enter(passkeys, device)


def test_who_left_does_not_sign_in_by_it(passkeys, region, device, ask):
    ask("UPDATE account SET ended_at = now() WHERE login = %s", region.provider.login)

    with pytest.raises(NotAPasskeyError):
        enter(passkeys, device)


def test_it_is_second_step_enough(settings, passkeys, device):
    strict = build(replace(settings, second_step="required"))

    signed_in = enter(passkeys, device)

    assert not strict.people.recognise_viewer(signed_in.token).lacks_second_step
    strict.close()
