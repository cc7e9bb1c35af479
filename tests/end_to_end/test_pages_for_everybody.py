"""Every page of every role as axe-core, a small screen and a keyboard meet it, in both languages."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.tools.axe import axe_script, violations
from tests.tools.browser import CHROMIUM, Browser

from .conftest import PASSWORD

AXE = axe_script()
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(AXE is None, reason="axe-core is not installed"),
]

PICTURES = os.environ.get("PICTURES", "")
"""Where to leave what was seen; nowhere when that is not said."""
WIDTHS = (1280, 320)
FORMAT = "voorbeeldregio-noord/kwartaal"
ALIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/versie/).*|\d+")
"""Of an address: pages that differ in this alone are looked at once."""
LEADS_AWAY = re.compile(
    r"/(bestand|download|export|kopie|csv|xlsx|zip|pdf|taal|werkmap|uitloggen|api|huisstijl|static)\b|\.(ics|csv|json|txt)"
)


@pytest.fixture
def browser():
    made = Browser()
    yield made
    made.close()


@pytest.fixture(scope="module")
def delivered(service):
    """An export that was handed in, found fault with, and sent."""
    visit = service.visit("aanbieder")
    path = visit.upload("export.xlsx", service.export)
    assert list(visit.follow(path))
    visit.send(path)
    visit.upload("leeg.csv", b"wet;bsn\nJw;")
    return path


def sign_in(browser, service, login):
    browser.visit(f"{service.address}/inloggen")
    browser.fill("#gebruikersnaam", login)
    browser.fill("#wachtwoord", PASSWORD)
    browser.submit("main button[type=submit]")


def pages_from(browser, service, most=40):
    """Every kind of page that links lead to from where work begins, each once."""
    waiting, known = ["/"], {"/"}
    for _ in range(most):
        if not waiting:
            return
        address = waiting.pop(0)
        browser.visit(service.address + address)
        yield address
        links = browser.run(
            "JSON.stringify([...document.querySelectorAll('a[href]:not([download])')]"
            ".map((each) => each.getAttribute('href')))"
        )
        for link in re.findall(r'"(/[^"#]*)', str(links)):
            kind = ALIKE.sub("#", link.partition("?")[0])
            if kind not in known and not LEADS_AWAY.search(link):
                known.add(kind)
                waiting.append(link)


TOO_WIDE = """
JSON.stringify([...document.querySelectorAll("body *")].filter((each) =>
  each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
  && !each.closest(".scroller, .visually-hidden, svg")).map((each) => each.outerHTML.slice(0, 120)))
"""


def what_is_wrong(browser, name):
    """What keeps somebody out of the page that is open."""
    found = []
    for width in WIDTHS:
        browser.resize(width)
        found += [f"wider than {width} px: {each}" for each in json.loads(str(browser.run(TOO_WIDE)))]
        if PICTURES:
            browser.screenshot(Path(PICTURES) / f"{name}-{width}.png")
    browser.resize(1280)
    return found + violations(browser, AXE)


@pytest.mark.usefixtures("delivered")
@pytest.mark.parametrize(
    "login",
    [
        "aanbieder",
        pytest.param("groningen", marks=pytest.mark.long),
        pytest.param("bureau", marks=pytest.mark.long),
    ],
)
def test_nothing_on_any_page_keeps_anybody_out(browser, service, login):
    sign_in(browser, service, login)
    wrong = {}
    seen = 0

    for address in pages_from(browser, service):
        seen += 1
        name = f"{login}-{seen:02d}-" + re.sub(r"[^a-z]+", "-", address)[:40].strip("-")
        if found := what_is_wrong(browser, name):
            wrong[address] = found

    assert wrong == {}
    assert seen > 12
