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
