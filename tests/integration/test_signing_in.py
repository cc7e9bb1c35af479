"""Signing in, being recognised, and signing out."""

import pytest

from service.storage.passwords import hash_password, is_password
from service.wiring import build_registration


@pytest.fixture
def account(settings, region):
    register = build_registration(settings)
    made = register.account(region.provider.organisation.id, "zorg-een", "juist paard", "en")
    register.close()
    return made


def test_the_right_password_gives_a_token_by_which_the_viewer_is_recognised(wiring, region, account):
    signed_in = wiring.sign_in("zorg-een", "juist paard", "10.0.0.1")

    viewer = wiring.recognise_viewer(signed_in.token, "10.0.0.2")

    assert (viewer.account, viewer.login, viewer.language) == (account, "zorg-een", "en")
    assert viewer.organisation == region.provider.organisation
    assert viewer.origin == "10.0.0.2"


def test_a_wrong_password_and_an_unknown_login_are_refused_and_written_down(wiring, account, ask):
    assert wiring.sign_in("zorg-een", "fout paard") is None
    assert wiring.sign_in("zorg-nul", "juist paard") is None

    assert ask("SELECT object, result FROM act WHERE action = 'signed_in' ORDER BY id") == [
        (str(account), "refused"),
        ("unknown login", "refused"),
    ]


@pytest.mark.usefixtures("account")
def test_after_signing_out_the_token_is_worth_nothing(wiring):
    signed_in = wiring.sign_in("zorg-een", "juist paard")

    wiring.sign_out(signed_in.viewer, signed_in.token)

    assert wiring.recognise_viewer(signed_in.token) is None


@pytest.mark.usefixtures("account")
def test_an_expired_session_is_not_recognised(wiring, ask):
    signed_in = wiring.sign_in("zorg-een", "juist paard")

    ask("UPDATE session SET expires_at = now() - interval '1 second'")

    assert wiring.recognise_viewer(signed_in.token) is None


@pytest.mark.usefixtures("account")
def test_neither_password_nor_token_is_kept(wiring, ask):
    signed_in = wiring.sign_in("zorg-een", "juist paard")

    ((kept_hash,),) = ask("SELECT password_hash FROM account")
    ((kept_token,),) = ask("SELECT token_sha256 FROM session")

    assert kept_hash.startswith("scrypt$16384$8$5$")
    assert signed_in.token not in kept_token


def test_two_hashes_of_one_password_differ_and_both_know_it():
    one, other = hash_password("juist paard"), hash_password("juist paard")

    assert one != other
    assert (is_password("juist paard", one), is_password("juist paard", other)) == (True, True)
    assert not is_password("fout paard", one)
