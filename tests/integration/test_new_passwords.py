"""Who forgot a password: a link by email, through a real mail server, and another password with it."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from service.domain.notices.choices import NoticeChoice, Pace
from service.domain.passwords import Unfit
from service.domain.sign_in_brake import TooManyTriesError
from service.storage.reset_links import ResetLinks
from service.use_cases.people.change_password import WrongPassword
from service.use_cases.people.find_by_reset_link import NotALinkError
from service.use_cases.people.open_session import SignedIn
from service.web.application import create_app
from service.wiring import build_registration
from tests.conftest import settings_on
from tests.tools.mail_server import a_mail_server, that_mails

ADDRESS, OLD, NEW = "anna@zorg-een.example", "juist paard accu nietje", "vier woorden zonder verband lantaarn"
PLACE = "203.0.113.7"


@pytest.fixture
def mailbox():
    with a_mail_server() as found:
        yield found


@pytest.fixture
def settings(database, broker, tmp_path, mailbox):
    return that_mails(settings_on(database, broker, tmp_path), mailbox)


@pytest.fixture
def people(wiring):
    """Emails go out before an answer does, so that a test need not wait."""
    asking = replace(wiring.people.ask_new_password, later=lambda send: send())
    return replace(wiring.people, ask_new_password=asking)


@pytest.fixture
def anna(settings, people, region):
    """Somebody with an address."""
    register = build_registration(settings)
    account = register.account(region.provider.organisation.id, "anna", OLD)
    register.account(region.provider.organisation.id, "bert", OLD)
    register.close()
    made = replace(region.provider, account=account, login="anna")
    people.choose_notices(made, NoticeChoice(ADDRESS), OLD)
    return made


def link_in(mailbox):
    text = mailbox.taken[-1].get_content()
    return re.search(r"https://eenmaal\.regio\.example/inloggen/nieuw-wachtwoord/(\S+)", text)[1]


def signs_in(people, password, login="anna"):
    return isinstance(people.sign_in(login, password, PLACE), SignedIn)


@pytest.mark.usefixtures("anna")
def test_a_link_comes_by_email_works_once_and_ends_every_session(people, mailbox, ask):
    token = people.sign_in("anna", OLD, PLACE).token
    people.ask_new_password("anna", PLACE)
    (email,) = mailbox.taken
    assert (email["To"], email["Subject"]) == (ADDRESS, "Een nieuw wachtwoord kiezen")
    link = link_in(mailbox)
    assert people.find_by_reset_link(link, PLACE).login == "anna"
    assert people.set_new_password(link, "kort", PLACE) is Unfit.TOO_SHORT
    assert signs_in(people, OLD)

    assert people.set_new_password(link, NEW, PLACE) is None

    assert (signs_in(people, NEW), signs_in(people, OLD)) == (True, False)
    assert people.recognise_viewer(token, PLACE) is None
    with pytest.raises(NotALinkError):
        people.set_new_password(link, f"{NEW} en nog een", PLACE)
    told = ask("SELECT action, result, actor FROM act WHERE action LIKE 'password%%' ORDER BY id")
    assert told == [("password_asked", "sent", "anna"), ("password_changed", "by link", "anna")]


def test_nothing_of_the_link_is_kept_and_old_forged_and_strange_ones_open_nothing(
    people, anna, mailbox, monkeypatch
):
    people.ask_new_password("anna", PLACE)
    link = link_in(mailbox)
    for wrong in ("", "x", link[:-1], link.swapcase(), ResetLinks("another key").of(anna.account, "x")):
        with pytest.raises(NotALinkError):
            people.find_by_reset_link(wrong, PLACE)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 4_000_000_000)
    with pytest.raises(NotALinkError):
        people.set_new_password(link, NEW, PLACE)


@pytest.mark.usefixtures("anna")
def test_nobody_hears_whether_there_is_such_an_account_or_address(people, mailbox, ask):
    for login in ("bert", "niemand", ""):
        people.ask_new_password(login, PLACE)

    assert mailbox.taken == []
    assert ask("SELECT result FROM act WHERE action = 'password_asked' ORDER BY id") == [("refused",)] * 3


def test_who_found_a_browser_open_cannot_have_the_link_sent_to_another_address(people, anna, mailbox):
    elsewhere = NoticeChoice("ander@elders.example")
    assert people.choose_notices(anna, elsewhere, "") is WrongPassword.WRONG
    assert people.choose_notices(anna, NoticeChoice(ADDRESS, Pace.DAILY), "") is None
    people.ask_new_password("anna", PLACE)
    assert [each["To"] for each in mailbox.taken] == [ADDRESS]

    assert people.choose_notices(anna, elsewhere, OLD) is None
    people.ask_new_password("anna", PLACE)
    assert mailbox.taken[-1]["To"] == "ander@elders.example"


@pytest.mark.usefixtures("anna")
def test_who_asks_too_often_waits(people, mailbox):
    for _ in range(5):
        people.ask_new_password("anna", PLACE)
    with pytest.raises(TooManyTriesError):
        people.ask_new_password("anna", PLACE)
    assert len(mailbox.taken) == 5
    people.set_new_password(link_in(mailbox), NEW, PLACE)
    assert signs_in(people, NEW), "who has the link need not wait"


@pytest.mark.usefixtures("anna")
def test_of_many_with_one_link_at_once_one_password_is_chosen(people, mailbox):
    people.ask_new_password("anna", PLACE)
    link = link_in(mailbox)

    def choose(number):
        try:
            return people.set_new_password(link, f"{NEW} {number}", PLACE) is None
        except NotALinkError:
            return False

    with ThreadPoolExecutor(6) as several:
        assert sum(several.map(choose, range(6))) == 1


@pytest.mark.usefixtures("anna")
def test_the_pages_ask_and_choose_in_the_same_words_for_everybody(wiring, people, mailbox):
    app = create_app(replace(wiring, people=people))
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    assert "/inloggen/vergeten" in browser.get("/inloggen").text
    answers = [
        browser.post("/inloggen/vergeten", data={"gebruikersnaam": each}).text for each in ("anna", "niemand")
    ]
    assert answers[0] == answers[1]
    page = f"/inloggen/nieuw-wachtwoord/{link_in(mailbox)}"

    assert "anna" in browser.get(page).text
    wrong = browser.post(page, data={"wachtwoord": NEW, "nogmaals": "anders"})
    assert (wrong.status_code, "niet gelijk" in wrong.text) == (400, True)
    done = browser.post(page, data={"wachtwoord": NEW, "nogmaals": NEW})
    assert (done.status_code, done.location) == (303, "/inloggen?gezegd=wachtwoord")
    assert "Uw wachtwoord is veranderd" in browser.get(done.location).text
    assert browser.get(page).status_code == 404
    assert signs_in(people, NEW)


def test_without_a_mail_server_nobody_is_sent_that_way(wiring):
    app = create_app(replace(wiring, people=replace(wiring.people, ask_new_password=None)))
    browser = app.test_client()

    assert "/inloggen/vergeten" not in browser.get("/inloggen").text
    assert browser.get("/inloggen/vergeten").status_code == 404
