"""A second step at signing in: a code counts once, a recovery code too, and neither without the password."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyotp
import pytest

from service.domain.access import Viewer
from service.domain.second_factor import RECOVERY_CODES, STEP_SECONDS, WrongCodeError
from service.domain.sign_in_brake import TooManyTriesError
from service.settings import SettingsError
from service.use_cases.people.open_session import SignedIn
from service.use_cases.people.sign_in import CodeAsked
from service.web.application import create_app
from service.wiring import build, build_registration

PASSWORD = "juist paard"  # noqa: S105 - of an account that lives as long as a test


@pytest.fixture
def account(settings, region):
    register = build_registration(settings)
    made = register.account(region.provider.organisation.id, "zorg-een", PASSWORD, "nl")
    register.close()
    return made


@pytest.fixture
def viewer(wiring, account):
    found = wiring.people.sign_in("zorg-een", PASSWORD, "10.0.0.1").viewer
    assert isinstance(found, Viewer)
    assert found.account == account
    return found


@pytest.fixture
def clock():
    """What time it is, as a test turns it: in the middle of a step."""
    return [time.time() // STEP_SECONDS * STEP_SECONDS + 15]


@pytest.fixture
def people(wiring, clock):
    """The use cases, with that clock."""
    count = replace(wiring.people.confirm_sign_in.count_code, now=lambda: clock[0])
    return replace(
        wiring.people,
        confirm_sign_in=replace(wiring.people.confirm_sign_in, count_code=count),
        confirm_second_factor=replace(wiring.people.confirm_second_factor, count_code=count),
        end_second_factor=replace(wiring.people.end_second_factor, count_code=count),
    )


@pytest.fixture
def app(people, viewer, clock):
    """The app on somebody's phone, which is on; what it shows now."""
    shared = people.begin_second_factor(viewer, "Eenmaal")
    phone = pyotp.TOTP(shared.text)
    return lambda: phone.at(clock[0])


@pytest.fixture
def recovery_codes(people, viewer, app, clock):
    codes = people.confirm_second_factor(viewer, app(), "token")
    clock[0] += STEP_SECONDS
    return codes


def enter(people, code, login="zorg-een", origin="10.0.0.1"):
    return people.confirm_sign_in(login, code, origin)


def test_before_a_code_was_given_back_nothing_is_asked(people, viewer, app):
    assert app()
    assert isinstance(people.sign_in("zorg-een", PASSWORD), SignedIn)
    assert not people.show_second_factor(viewer).is_on


@pytest.mark.usefixtures("recovery_codes")
def test_after_it_a_code_is_asked_and_the_right_one_opens_a_session(people, wiring, viewer, app, ask):
    assert people.sign_in("zorg-een", PASSWORD) == CodeAsked("zorg-een")
    assert people.sign_in("zorg-een", "fout paard") is None

    signed_in = enter(people, app())

    assert wiring.people.recognise_viewer(signed_in.token).account == viewer.account
    acts = ask("SELECT action, result FROM act WHERE object = %s ORDER BY id", str(viewer.account))
    assert acts[-4:] == [
        ("second_factor_on", "done"),
        ("code_asked", "done"),
        ("signed_in", "refused"),
        ("signed_in", "done"),
    ]


@pytest.mark.usefixtures("recovery_codes")
def test_a_code_counts_once_also_for_two_at_the_same_moment(people, app):
    code = app()

    with ThreadPoolExecutor(4) as several:
        entered = list(several.map(lambda _: _tried(people, code), range(4)))

    assert sum(isinstance(each, SignedIn) for each in entered) == 1
    assert _tried(people, code) is None


def _tried(people, code):
    try:
        return enter(people, code)
    except TooManyTriesError:
        return None


@pytest.mark.usefixtures("recovery_codes")
@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(people, app, clock, steps, counts):
    clock[0] += STEP_SECONDS * 5
    code_of_the_phone = _at(app, clock, steps)

    assert isinstance(enter(people, code_of_the_phone), SignedIn) == counts


def _at(app, clock, steps):
    clock[0] += steps * STEP_SECONDS
    shown = app()
    clock[0] -= steps * STEP_SECONDS
    return shown


@pytest.mark.parametrize(
    "typed",
    ["", "000000", "12345", "\uff11\uff12\uff13\uff14\uff15\uff16", "a" * 5000, "0000-0000-0000-0000-0000"],
)
@pytest.mark.usefixtures("recovery_codes")
def test_what_is_no_code_of_the_app_opens_nothing(people, typed):
    assert enter(people, typed) is None


def test_a_recovery_code_signs_in_once_however_it_is_typed(people, viewer, recovery_codes):
    assert len(set(recovery_codes)) == RECOVERY_CODES

    assert isinstance(enter(people, f" {recovery_codes[3].upper().replace('-', ' ')} "), SignedIn)
    assert enter(people, recovery_codes[3]) is None
    assert people.show_second_factor(viewer).codes_left == RECOVERY_CODES - 1


@pytest.mark.usefixtures("recovery_codes")
def test_guessing_codes_is_braked_as_guessing_passwords_is(people):
    tries = (enter(people, f"{number:06}") for number in range(40))

    with pytest.raises(TooManyTriesError):
        list(tries)


@pytest.mark.usefixtures("recovery_codes")
def test_a_code_of_one_is_of_no_use_for_another(people, settings, region, app):
    register = build_registration(settings)
    register.account(region.other_provider.organisation.id, "zorg-twee", PASSWORD, "nl")
    register.close()

    assert enter(people, app(), login="zorg-twee") is None
    assert enter(people, app(), login="niemand") is None


def test_switching_on_needs_a_code_and_cannot_be_done_over_one_that_is_on(people, viewer, app, clock):
    with pytest.raises(WrongCodeError):
        people.confirm_second_factor(viewer, "000000", "token")
    assert not people.show_second_factor(viewer).is_on

    people.confirm_second_factor(viewer, app(), "token")
    assert people.begin_second_factor(viewer, "Eenmaal") is None
    clock[0] += STEP_SECONDS
    with pytest.raises(WrongCodeError):
        people.confirm_second_factor(viewer, app(), "token")


@pytest.mark.parametrize(("password", "is_right_code"), [("fout paard", True), (PASSWORD, False)])
@pytest.mark.usefixtures("recovery_codes")
def test_it_is_switched_off_with_both_alone(people, viewer, app, password, is_right_code):
    with pytest.raises(WrongCodeError):
        people.end_second_factor(viewer, password, app() if is_right_code else "000000")
    assert people.show_second_factor(viewer).is_on

    people.end_second_factor(viewer, PASSWORD, app())

    assert isinstance(people.sign_in("zorg-een", PASSWORD), SignedIn)
    assert people.show_second_factor(viewer).codes_left == 0


@pytest.mark.usefixtures("recovery_codes")
def test_a_new_password_of_the_operator_is_for_who_lost_the_app_too(people, settings, region):
    assert isinstance(people.sign_in("zorg-een", PASSWORD), CodeAsked)
    register = build_registration(settings)
    register.account(region.provider.organisation.id, "zorg-een", "een nieuw paard", "nl")
    register.close()

    assert isinstance(people.sign_in("zorg-een", "een nieuw paard"), SignedIn)


@pytest.mark.usefixtures("recovery_codes")
def test_neither_secret_nor_codes_stand_anywhere_as_they_are(recovery_codes, ask):
    kept = str(
        ask("SELECT wrapped, wrapped_by FROM second_factor") + ask("SELECT code_sha256 FROM recovery_code")
    )
    acts = str(ask("SELECT * FROM act"))

    assert not [
        code for code in recovery_codes if code in kept + acts or code.replace("-", "") in kept + acts
    ]


@pytest.mark.usefixtures("recovery_codes")
def test_a_next_key_wraps_the_secret_and_the_app_goes_on(wiring, ask):
    ask("UPDATE second_factor SET wrapped_by = 'an older key'")

    with wiring.keys.rotate.rotate_secrets.stores.as_keeper_of_secrets() as kept:
        ((about, _),) = kept.wrapped_by_others("the present key", 10)
        counted = dict(kept.counted())

    assert about.startswith("second-factor/")
    assert counted == {"an older key": 1}


@pytest.fixture
def browser(wiring):
    """Of a service in which everybody signs in with a second step."""
    settings = replace(wiring.settings, second_step="required")
    recognise = replace(wiring.people.recognise_viewer, requires_second_step=settings.requires_second_step)
    asking = replace(wiring, settings=settings, people=replace(wiring.people, recognise_viewer=recognise))
    app = create_app(asking)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client()


def sign_in(browser):
    return browser.post("/inloggen", data={"gebruikersnaam": "zorg-een", "wachtwoord": PASSWORD})


@pytest.mark.usefixtures("account")
def test_where_it_is_required_nothing_else_is_done_before_it_is_there(browser):
    sign_in(browser)

    ways = {path: browser.get(path) for path in ("/", "/aanleveringen", "/meldingen", "/mensen")}
    handed_in = browser.post("/aanleveringen", data={})
    own = browser.get("/account").get_data(as_text=True)

    assert {each.location for each in ways.values()} == {"/account?gezegd=tweede-stap"}
    assert handed_in.status_code == 403
    assert "Zet eerst een tweede stap aan" in own
    assert "Wachtwoord veranderen" not in own


@pytest.mark.usefixtures("account")
def test_where_it_is_required_one_goes_on_once_it_is_there(browser):
    sign_in(browser)
    page = browser.post("/account/tweede-stap").get_data(as_text=True)
    secret = re.search(r'<code class="breaks">(\w+)<', page)[1]

    browser.post("/account/tweede-stap/code", data={"code": pyotp.TOTP(secret).now()})

    assert browser.get("/aanleveringen").status_code == 200
    assert "Zet eerst een tweede stap aan" not in browser.get("/account").get_data(as_text=True)


def test_a_setting_that_is_neither_stops_the_start(settings):
    with pytest.raises(SettingsError, match="EENMAAL_SECOND_STEP must be chosen or required, not 'ja'"):
        build(replace(settings, second_step="ja"))
