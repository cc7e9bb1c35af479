"""Channels in a real browser: a municipality chooses how reports come, and reads what goes wrong."""

import os
from pathlib import Path

import pytest

from tests.tools.browser import CHROMIUM, Browser

from .conftest import PASSWORD

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

PICTURES = os.environ.get("PICTURES", "")
"""Where to leave what was seen; nowhere when that is not said."""


@pytest.fixture
def browser():
    made = Browser()
    yield made
    made.close()


def signed_in(browser, service, login):
    browser.visit(f"{service.address}/inloggen?verder=/kanalen")
    browser.fill("#gebruikersnaam", login)
    browser.fill("#wachtwoord", PASSWORD)
    browser.submit("main button[type=submit]")


def text(browser):
    return str(browser.run("document.querySelector('main').innerText"))


def seen(browser, name):
    """How far the page is wider than the screen, per width."""
    widths = {}
    for width in (1280, 390, 320):
        browser.resize(width)
        widths[width] = browser.run(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if PICTURES:
            browser.screenshot(Path(PICTURES) / f"{name}-{width}.png")
    browser.resize(1280)
    return set(widths.values())


def test_a_municipality_adds_channels_and_reads_what_is_wrong_with_them(browser, service):
    signed_in(browser, service, "groningen")
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
    signed_in(browser, service, "aanbieder")
    assert "Aanleveren vanuit een map" in text(browser)
    assert "S3-bucket" not in text(browser)
    assert seen(browser, "kanalen-aanbieder") == {0}


def test_an_administrator_invites_somebody_who_comes_in(browser, service):
    browser.visit(f"{service.address}/inloggen?verder=/mensen")
    browser.fill("#gebruikersnaam", "groningen")
    browser.fill("#wachtwoord", PASSWORD)
    browser.submit("main button[type=submit]")
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
