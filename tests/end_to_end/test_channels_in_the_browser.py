"""Channels in a real browser: a municipality chooses how reports come, and reads what goes wrong."""

import pytest

from tests.tools.browser import CHROMIUM, Browser

from .at_the_screen import enter, seen

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture
def browser():
    made = Browser()
    yield made
    made.close()


def text(browser):
    return str(browser.run("document.querySelector('main').innerText"))


def test_a_municipality_adds_channels_and_reads_what_is_wrong_with_them(browser, service):
    enter(browser, service, "groningen", "/kanalen")
    assert "Er is nog geen kanaal" in text(browser)
    browser.fill("#sftp-server", "sftp://10.0.0.1")
    browser.fill("#sftp-gebruiker", "gemeente")
    browser.submit("#sftp-server ~ * , form:has(#sftp-server) button[type=submit]")
    assert "geef alleen de naam van de server" in text(browser)
    assert seen(browser, "kanalen-fout") == {0}

    browser.fill("#sftp-server", "10.0.0.1")
    browser.submit("form:has(#sftp-server) button[type=submit]")
    assert "De server is nog niet gezien: dit adres ligt niet op het openbare internet" in text(browser)
    assert "ssh-ed25519" in text(browser)
    browser.submit("form[action$='/bekijken'] button")
    assert "Het lukt nu niet" in text(browser)
    browser.run("document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert seen(browser, "kanalen") == {0}

    browser.submit("form[action$='/verwijderen'] button")
    assert "Er is nog geen kanaal" in text(browser)


def test_a_provider_reads_about_its_folder(browser, service):
    enter(browser, service, "aanbieder", "/kanalen")
    assert "Aanleveren vanuit een map" in text(browser)
    assert "S3-bucket" not in text(browser)
    assert seen(browser, "kanalen-aanbieder") == {0}


def test_an_administrator_invites_somebody_who_comes_in(browser, service):
    enter(browser, service, "groningen", "/mensen")
    browser.submit("form[action='/mensen/uitnodigingen'] button")
    link = str(browser.run("document.querySelector('#link').value"))
    assert seen(browser, "mensen") == {0}

    browser.submit("form[action='/uitloggen'] button")
    browser.visit(link)
    assert "U bent uitgenodigd door Groningen" in text(browser)
    browser.fill("#gebruikersnaam", "nieuwe.collega")
    browser.fill("#wachtwoord", "te kort")
    browser.fill("#nogmaals", "te kort")
    browser.submit("main form button[type=submit]")
    assert "Dit wachtwoord is te kort" in text(browser)
    assert seen(browser, "uitnodiging") == {0}
    browser.fill("#wachtwoord", "een heel lang wachtwoord")
    browser.fill("#nogmaals", "een heel lang wachtwoord")
    browser.submit("main form button[type=submit]")
    assert "Uw account is gemaakt" in text(browser)
    browser.fill("#gebruikersnaam", "nieuwe.collega")
    browser.fill("#wachtwoord", "een heel lang wachtwoord")
    browser.submit("main form button[type=submit]")
    browser.visit(f"{service.address}/mensen")
    assert "nieuwe.collega" in text(browser)
    assert "Nodig iemand uit" not in text(browser)
    browser.visit(f"{service.address}/kanalen")
    assert "Alleen een beheerder" in text(browser)
    browser.visit(link)
    assert "Deze uitnodiging geldt niet" in text(browser)
