"""The main path of every role by keyboard alone, without JavaScript and on the narrowest screen."""

import httpx
import pytest

from tests.tools.browser import CHROMIUM, Browser

from .conftest import PASSWORD

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

FOCUSED = "(document.activeElement.closest('a, button')?.innerText || '').trim()"


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address

    def tab_to(self, words):
        """Go on with Tab until what has these words has the focus; fail where nothing has them."""
        for _ in range(150):
            self.browser.press("Tab")
            if words in str(self.browser.run(FOCUSED)):
                return
        raise AssertionError(f"no Tab leads to {words} on {self.browser.run('location.pathname')}")

    def follow(self, words):
        """Tab to it, press Enter, and wait for the next page."""
        self.tab_to(words)
        self.browser.run("window.isOldPage = true")
        self.browser.press("Enter")
        self.browser.wait_for("!window.isOldPage && document.readyState === 'complete'", 20)

    def sign_in(self, login):
        self.browser.visit(f"{self.address}/inloggen")
        self.browser.fill("#gebruikersnaam", login)
        self.browser.fill("#wachtwoord", PASSWORD)
        self.follow("Inloggen")

    def sign_out(self):
        self.follow("Uitloggen")

    @property
    def words(self):
        return str(self.browser.run("document.body.innerText"))


@pytest.fixture
def keyboard(service):
    browser = Browser(width=320, height=700, has_javascript=False)
    yield Keyboard(browser, service.address)
    browser.close()


def wait_until_done(keyboard, service):
    """A page without JavaScript is looked at again by its reader."""
    visit = service.visit("aanbieder")
    path = httpx.URL(str(keyboard.browser.run("location.href"))).path
    assert list(visit.follow(path))
    keyboard.browser.visit(f"{service.address}{path}")


def test_every_role_does_its_work_without_a_mouse_a_script_or_a_wide_screen(keyboard, service, tmp_path):
    export = tmp_path / "export.xlsx"
    export.write_bytes(service.export)
    keyboard.sign_in("aanbieder")
    keyboard.tab_to("Naar de inhoud")
    keyboard.browser.press("Enter")
    keyboard.follow("Lever een bestand aan")
    keyboard.browser.choose_file("#bestand", export)
    keyboard.follow("Lever aan")
    wait_until_done(keyboard, service)
    keyboard.browser.visit(f"{keyboard.browser.run('location.href')}/versturen")
    if "Verstuur naar" in keyboard.words:  # another test may have sent these very bytes
        keyboard.follow("Verstuur naar")
        assert "Ontvangstbewijs" in keyboard.words
    keyboard.sign_out()

    keyboard.sign_in("groningen")
    keyboard.tab_to("Menu")
    keyboard.browser.press("Enter")
    keyboard.browser.wait_for("document.querySelector('#menu').matches(':popover-open')", 20)
    keyboard.follow("Rapportages")
    keyboard.follow("Kwartaalrapportage")
    assert "Telling" in keyboard.words
    keyboard.sign_out()

    keyboard.sign_in("bureau")
    keyboard.follow("Overzicht van leveringen")
    assert "Per aanbieder en gemeente" in keyboard.words
