"""The pages of the second step: asked after the password, before anything else; switched on and off."""

import re
import time
from datetime import timedelta

import pytest

from service.domain.access import OrganisationKind
from service.domain.notices.choices import NoticeChoice
from service.domain.second_factor import WrongCodeError
from service.domain.sign_in_brake import TooManyTriesError
from service.use_cases.people.begin_second_factor import SharedSecret
from service.use_cases.people.show_account import AccountPage
from service.use_cases.people.show_second_factor import SecondFactorPage
from tests.tools.honest_pages import text_of
from tests.unit.web.conftest import SESSION_COOKIE, viewer

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of nobody


@pytest.fixture
def half_way(wiring, anonymous):
    """A browser in which the right password was typed a moment ago."""
    wiring.factor = SecondFactorPage(is_on=True, codes_left=9)
    wiring.viewers["anna"] = viewer(OrganisationKind.PROVIDER)
    wiring.passwords["anna"] = "juist paard"
    form = {"gebruikersnaam": "anna", "wachtwoord": "juist paard", "verder": "/formaten"}
    answer = anonymous.post("/inloggen", data=form)
    assert (answer.status_code, answer.location) == (303, "/inloggen/code")
    return anonymous


def test_after_the_password_nobody_is_in_before_the_code(half_way):
    assert half_way.get_cookie(SESSION_COOKIE) is None
    assert half_way.get("/formaten").status_code == 303

    page = half_way.get("/inloggen/code").text
    assert 'autocomplete="one-time-code"' in page

    answer = half_way.post("/inloggen/code", data={"code": "123456"})
    assert (answer.status_code, answer.location) == (303, "/formaten")
    assert half_way.get_cookie(SESSION_COOKIE).value == "anna"


def test_a_wrong_code_is_said_and_asked_again(half_way):
    answer = half_way.post("/inloggen/code", data={"code": "654321"})

    assert answer.status_code == 400
    assert "Deze code geldt niet." in answer.text
    assert "654321" not in answer.text
    assert half_way.get_cookie(SESSION_COOKIE) is None


def test_too_many_codes_have_to_wait(half_way, wiring):
    wiring.fails = TooManyTriesError(timedelta(minutes=3))

    answer = half_way.post("/inloggen/code", data={"code": "123456"})

    assert answer.status_code == 429
    assert "Wacht 3 minuten" in answer.text


def test_who_typed_no_password_or_too_long_ago_begins_again(anonymous, half_way, monkeypatch):
    stranger = anonymous.application.test_client()
    for answer in (stranger.get("/inloggen/code"), stranger.post("/inloggen/code", data={"code": "123456"})):
        assert (answer.status_code, answer.location) == (303, "/inloggen")

    now = time.time()
    monkeypatch.setattr("service.web.shared.kept_a_while.time.time", lambda: now + 301)
    answer = half_way.post("/inloggen/code", data={"code": "123456"})
    assert (answer.status_code, answer.location) == (303, "/inloggen")


def test_a_cookie_that_somebody_made_up_is_no_right_password(anonymous, wiring):
    wiring.viewers["anna"] = viewer(OrganisationKind.PROVIDER)
    anonymous.set_cookie("session", "eyJoYWxmLXdheSI6eyJsb2dpbiI6ImFubmEifX0.aaaa.bbbb")

    assert anonymous.post("/inloggen/code", data={"code": "123456"}).location == "/inloggen"


@pytest.fixture
def account(wiring):
    """The account page as it is otherwise."""
    wiring.people.show_account = lambda _viewer: AccountPage(
        choice=NoticeChoice(), kinds=(), refusal="", has_mail_server=True
    )
    return wiring


def test_it_is_begun_with_a_picture_and_a_key_and_confirmed_with_a_code(provider, account):
    address = f"otpauth://totp/Eenmaal:anna?secret={SECRET}&issuer=Eenmaal"
    account.people.begin_second_factor = lambda _viewer, _name: SharedSecret(SECRET, address)
    account.people.confirm_second_factor = lambda _viewer, _code, _token: ("aaaa-bbbb", "cccc-dddd")
    assert "Staat uit." in text_of(provider.get("/account").text)

    begun = provider.post("/account/tweede-stap")
    done = provider.post("/account/tweede-stap/code", data={"code": "123456"})

    assert SECRET in begun.text
    assert re.search(r'<svg[^>]* class="qr"', begun.text)
    assert "style=" not in begun.text
    assert begun.headers["Cache-Control"] == "no-store"
    assert "aaaa-bbbb" in done.text
    assert SECRET not in done.text


def test_a_wrong_code_leaves_it_off(provider, account):
    def refuse(*_):
        raise WrongCodeError("no")

    account.people.confirm_second_factor = refuse

    answer = provider.post("/account/tweede-stap/code", data={"code": "123456"})

    assert answer.status_code == 400
    assert "Deze code geldt niet." in answer.text


def test_it_is_switched_off_with_password_and_code(provider, account):
    account.factor = SecondFactorPage(is_on=True, codes_left=1)
    asked = []
    account.people.end_second_factor = lambda _viewer, password, code: asked.append((password, code))
    assert "U hebt nog 1 herstelcode." in text_of(provider.get("/account").text)

    answer = provider.post("/account/tweede-stap/uit", data={"wachtwoord": "juist paard", "code": "123456"})

    assert (answer.status_code, asked) == (303, [("juist paard", "123456")])
