"""What every role does most, by keyboard alone or by mouse, also without JavaScript, in both languages.

A provider hands in, looks and sends; a municipality opens its report, asks about it and rejects it; the
provider reads that and answers; a bureau finds it in its region.
"""

import json

import httpx
import pytest

from service.files.export.writer import write_export
from tests.tools.browser import CHROMIUM, Browser
from tests.tools.exports import an_export, the_standard

from .at_the_screen import seen
from .conftest import AGB_CODE, PASSWORD

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

WORDS = {
    "nl": {
        "sent": "Verstuurd. Bewaar dit ontvangstbewijs",
        "asked": "Uw vraag is gesteld.",
        "preview": "Dit leest",
        "judged": "Uw oordeel is doorgegeven.",
        "answered": "Uw antwoord is doorgegeven.",
        "rejected": "Afgekeurd",
    },
    "en": {
        "sent": "Sent. Keep this receipt",
        "asked": "Your question is asked.",
        "preview": "This is what",
        "judged": "Your verdict was passed on.",
        "answered": "Your answer is passed on.",
        "rejected": "Rejected",
    },
}


class Somebody:
    """At a browser; how one comes to a thing and touches it is for each sort of hands."""

    def __init__(self, browser, service, language, name):
        self.browser, self.service, self.language, self.name = browser, service, language, name
        self.pages = 0

    def touch(self, selector):
        raise NotImplementedError

    def write(self, selector, text):
        raise NotImplementedError

    def choose(self, selector, steps):
        """`steps` further down a list or a row of radio buttons."""
        raise NotImplementedError

    def follow(self, selector):
        """Touch it, and wait for the next page."""
        self.browser.run("window.isOldPage = true")
        self.touch(selector)
        self.browser.wait_for("!window.isOldPage && document.readyState === 'complete'", 60)
        if not str(self.browser.run("location.pathname")).startswith("/aanleveringen/"):
            self.look()

    def look(self):
        """On every screen, and keep a picture of it; a page that follows work renews itself meanwhile."""
        self.pages += 1
        where = self.browser.run("location.href")
        assert seen(self.browser, f"path-{self.name}-{self.pages:02d}") <= {0}, where
        self.browser.resize(self.width)

    def follow_in_menu(self, path):
        """On a small screen the bar is behind a button; it needs no script."""
        if (
            self.browser.run("getComputedStyle(document.querySelector('.page-header__menu')).display")
            != "none"
        ):
            self.touch(".page-header__menu")
            self.browser.wait_for("document.querySelector('#menu').matches(':popover-open')", 20)
        self.follow(f'.places a[href="{path}"]')

    def reads(self, words):
        text = str(self.browser.run("document.body.innerText"))
        assert WORDS[self.language][words] in text, text

    def sign_in(self, login):
        self.browser.visit(f"{self.service.address}/taal/{self.language}")
        self.browser.visit(f"{self.service.address}/inloggen")
        self.write("#gebruikersnaam", login)
        self.write("#wachtwoord", PASSWORD)
        self.follow("main button[type=submit]")

    def sign_out(self):
        self.follow('form[action="/uitloggen"] button')


class ByKeyboard(Somebody):
    def touch(self, selector):
        self.tab_to(selector)
        self.browser.press("Enter")

    def write(self, selector, text):
        self.tab_to(selector)
        self.browser.write(text)

    def choose(self, selector, steps):
        self.tab_to(selector)
        if self.browser.run("document.activeElement.type") == "radio" and not steps:
            self.browser.press(" ")
        for _ in range(steps):
            self.browser.press("ArrowDown")

    def tab_to(self, selector):
        """Go on with Tab until it has the focus, which shows; fail where no Tab leads there."""
        for _ in range(250):
            if self.browser.run(f"document.activeElement.matches({json.dumps(selector)})"):
                assert self.browser.run("document.activeElement.matches(':focus-visible')")
                return
            self.browser.press("Tab")
        raise AssertionError(f"no Tab leads to {selector} on {self.browser.run('location.pathname')}")


class ByMouse(Somebody):
    def touch(self, selector):
        self.browser.click(selector)

    def write(self, selector, text):
        self.browser.click(selector)
        self.browser.write(text)

    def choose(self, selector, steps):
        self.browser.click(selector)
        if self.browser.run(f"document.querySelector({json.dumps(selector)}).type") == "radio":
            group = f"{selector.partition('[value')[0]}"
            self.browser.run(f"document.querySelectorAll({json.dumps(group)})[{steps}].id = 'wanted'")
            self.browser.click("#wanted")
            return
        self.browser.press("Escape")
        for _ in range(steps):
            self.browser.press("ArrowDown")


@pytest.fixture(
    params=[
        ("keyboard", "nl", False, 320),
        pytest.param(("keyboard", "en", False, 320), marks=pytest.mark.long),
        pytest.param(("keyboard", "nl", True, 1280), marks=pytest.mark.long),
        pytest.param(("mouse", "nl", True, 1280), marks=pytest.mark.long),
        pytest.param(("mouse", "en", False, 390), marks=pytest.mark.long),
    ],
    ids=lambda each: f"{each[0]}-{each[1]}-{'script' if each[2] else 'no-script'}-{each[3]}",
)
def somebody(request, service):
    hands, language, has_javascript, width = request.param
    browser = Browser(width=width, height=700, has_javascript=has_javascript)
    made = {"keyboard": ByKeyboard, "mouse": ByMouse}[hands](
        browser, service, language, f"{hands}-{language}-{width}"
    )
    made.width = width
    yield made
    browser.close()


@pytest.fixture
def export(somebody, tmp_path):
    """Another file each time, so that each time there is something to send."""
    own = {"gemeentecode": "0014"}
    care = {
        **own,
        "volume": len(somebody.name),
        "bedrag": len(somebody.name) * 1_00 + sum(map(ord, somebody.name)),
    }
    made = an_export(aanlevering=[{"agb_code": AGB_CODE}], toewijzing=[own], prestatie=[care])
    path = tmp_path / "export.xlsx"
    path.write_bytes(write_export(made.tables, the_standard(), "xlsx"))
    return path


def wait_until_done(somebody):
    """A page without JavaScript is looked at again by its reader."""
    visit = somebody.service.visit("aanbieder")
    path = httpx.URL(str(somebody.browser.run("location.href"))).path
    assert list(visit.follow(path))
    somebody.browser.visit(f"{somebody.service.address}{path}")
    somebody.look()


def test_every_role_does_its_work(somebody, export):
    somebody.sign_in("aanbieder")
    somebody.follow('a.nl-button[href="/aanleveringen"]')
    somebody.browser.choose_file("#bestand", export)
    somebody.follow("form[data-upload] button[type=submit]")
    wait_until_done(somebody)
    somebody.follow(".sending a.nl-button")
    somebody.look()
    somebody.follow("button[value=alle]")
    somebody.look()
    somebody.reads("sent")
    somebody.sign_out()

    somebody.sign_in("groningen")
    somebody.follow_in_menu("/rapportages")
    somebody.follow('tbody td a[href^="/rapportages/"]:not([download])')
    somebody.follow('a[href$="/vragen/nieuw"]')
    somebody.write("#tekst", "Klopt dit?")
    somebody.follow("main form button[type=submit]")
    somebody.reads("asked")
    somebody.follow('.facts a[href^="/rapportages/"]')
    somebody.choose("input[name=oordeel]", 1)
    somebody.choose("#reden", 2)
    somebody.write("#toelichting", "Het bedrag klopt niet.")
    somebody.follow("button[value=nakijken]")
    somebody.reads("preview")
    somebody.follow("button[value=bevestigen]")
    somebody.reads("judged")
    somebody.sign_out()

    somebody.sign_in("aanbieder")
    somebody.follow('main a[href="/vragen"]')
    somebody.follow('.threads a[href^="/vragen/"], tbody a[href^="/vragen/"]')
    somebody.write("#tekst", "Nee, wij verbeteren het.")
    somebody.follow('form[action$="/berichten"] button')
    somebody.reads("answered")
    somebody.follow('.facts a[href^="/rapportages/"]')
    somebody.reads("rejected")
    somebody.sign_out()

    somebody.sign_in("bureau")
    somebody.follow('main a[href="/overzicht"]')
    somebody.write("#aanbieder", AGB_CODE)
    somebody.follow(".filters button")
    somebody.reads("rejected")
    somebody.follow(f'tbody a[href*="/{AGB_CODE}/0014"]')
    somebody.reads("rejected")
