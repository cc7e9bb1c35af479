"""Notices and the account page in a real browser: a choice is made and kept, on any screen."""

import httpx
import pytest

from tests.tools.browser import CHROMIUM, Browser

from .at_the_screen import enter, seen
from .conftest import PASSWORD

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture
def browser():
    made = Browser()
    yield made
    made.close()


def test_a_person_finds_what_happened_and_chooses_what_comes_by_email(browser, service):
    service.visit("aanbieder").upload("export.xlsx", service.export)
    enter(browser, service, "aanbieder")

    browser.visit(f"{service.address}/meldingen")
    assert "Aanlevering ontvangen" in str(browser.run("document.querySelector('main').innerText"))
    assert seen(browser, "meldingen") == {0}

    browser.submit("main a[href='/account']")
    browser.fill("#email", "geen adres")
    browser.submit("form[action='/account/meldingen'] button")
    assert "Dit is geen e-mailadres." in str(browser.run("document.querySelector('main').innerText"))
    assert seen(browser, "account-fout") == {0}

    browser.fill("#email", "anna@zorg.example")
    browser.submit("form[action='/account/meldingen'] button")
    assert "Een ander e-mailadres vraagt uw wachtwoord" in str(
        browser.run("document.querySelector('main').innerText")
    )
    assert seen(browser, "account-wachtwoord") == {0}

    browser.fill("#email-wachtwoord", PASSWORD)
    browser.run("document.querySelector('[value=daily]').click()")
    browser.submit("form[action='/account/meldingen'] button")
    assert browser.run("document.querySelector('#email').value") == "anna@zorg.example"
    assert browser.run("document.querySelector('[value=daily]').checked")
    assert seen(browser, "account") == {0}
    assert [each for each in browser.problems if "400 (BAD REQUEST)" not in each] == []


def test_a_person_sees_where_it_is_signed_in_and_signs_out_there(browser, service):
    elsewhere = service.visit("groningen")
    enter(browser, service, "groningen", "/account")
    assert "Netwerkadres 127.0.0.1" in str(browser.run("document.querySelector('#elders ~ ul').innerText"))
    assert seen(browser, "account-sessies") == {0}

    browser.submit("form[action^='/account/sessies/'] button")
    assert "Daar bent u nu uitgelogd." in str(browser.run("document.querySelector('main').innerText"))
    assert elsewhere.browser.get("/account").status_code == 303
    assert browser.run("document.querySelector('#elders ~ ul').children.length") == 1
    assert browser.problems == []


def test_a_person_makes_a_token_for_a_program_and_revokes_it(browser, service):
    enter(browser, service, "groningen", "/account")
    browser.submit("main a[href='/account/tokens']")
    browser.fill("#naam", "Financieel pakket, haalt rapportages op")
    browser.run("document.querySelector('[name=recht][value=\"rapportages:lezen\"]').click()")
    browser.submit("#nieuw ~ form button[type=submit]")

    token = str(browser.run("document.querySelector('#token').value"))
    answer = httpx.get(f"{service.address}/api/v1/rapportages", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.headers["API-Version"]) == (200, "1.0.0")
    assert seen(browser, "tokens") == {0}
    browser.submit("table form button[type=submit]")
    assert "is ingetrokken" in str(browser.run("document.querySelector('main').innerText"))


def test_a_person_adds_an_address_for_events_and_reads_what_is_wrong_with_one(browser, service):
    enter(browser, service, "almelo", "/account/webhooks")
    browser.fill("#adres", "ecd.example")
    browser.submit("#nieuw ~ form button[type=submit]")
    assert "Er is niets toegevoegd" in str(browser.run("document.querySelector('main').innerText"))
    browser.fill("#adres", "https://127.0.0.1/gebeurtenissen")
    browser.submit("#nieuw ~ form button[type=submit]")
    assert "mogen wij niet bereiken" in str(browser.run("document.querySelector('main').innerText"))
    assert seen(browser, "webhooks-fout") == {0}

    browser.fill("#adres", "https://financieel.example/eenmaal/gebeurtenissen")
    browser.run("document.querySelector('[value=\"nl.eenmaal.rapportage.verstuurd\"]').click()")
    browser.submit("#nieuw ~ form button[type=submit]")
    assert str(browser.run("document.querySelector('#geheim').value")).startswith("whsec_")
    assert "verstuurd aan de gemeente" in str(browser.run("document.querySelector('table').innerText"))
    assert seen(browser, "webhooks") == {0}


def text_of(browser):
    return str(browser.run("document.querySelector('main').innerText"))


def test_a_person_adds_a_passkey_and_signs_in_with_nothing_else(browser, service):
    at_its_name = service.address.replace("127.0.0.1", "localhost")
    browser.plug_in_a_device()
    browser.visit(f"{at_its_name}/inloggen?verder=/account/passkeys")
    browser.fill("#gebruikersnaam", "almelo")
    browser.fill("#wachtwoord", PASSWORD)
    browser.submit("#wachtwoord ~ button, form[action='/inloggen'] button")
    assert "U hebt nog geen passkey." in text_of(browser)

    browser.fill("#naam", "laptop van het werk")
    browser.submit("[data-passkey-new] button")
    browser.wait_for("document.body.innerText.includes('De passkey is toegevoegd')")
    assert seen(browser, "passkeys") == {0}

    browser.submit("form[action='/uitloggen'] button")
    browser.visit(f"{at_its_name}/inloggen?verder=/account/passkeys")
    assert seen(browser, "inloggen-met-passkey") == {0}
    browser.submit("[data-passkey-ask] button")
    browser.wait_for("document.body.innerText.includes('laatst gebruikt op')")

    browser.submit("form[action$='/verwijderen'] button")
    browser.submit("form[action='/uitloggen'] button")
    browser.visit(f"{at_its_name}/inloggen")
    browser.submit("[data-passkey-ask] button")
    browser.wait_for("document.body.innerText.includes('Wij kennen deze passkey niet')")
    assert [each for each in browser.problems if "400 (BAD REQUEST)" not in each] == []


def test_at_an_address_of_numbers_no_passkey_is_offered(browser, service):
    browser.visit(f"{service.address}/inloggen")
    assert not browser.run("document.querySelector('[data-passkey-ask]')")

    enter(browser, service, "groningen", "/account/passkeys")
    assert "op een adres van cijfers" in text_of(browser)
