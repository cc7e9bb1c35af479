"""Every page of every role as axe-core, a small screen and a keyboard meet it, in both languages."""

import json
import re
from pathlib import Path

import httpx
import pytest

from tests.golden.examples import the_catalogue
from tests.tools.axe import axe_script, violations
from tests.tools.browser import CHROMIUM, Browser
from tests.tools.words_on_screen import stumbles

from .at_the_screen import PICTURES, enter

AXE = axe_script()
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(AXE is None, reason="axe-core is not installed"),
]

WIDTHS = (1280, 320)
ALIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/versie/).*|\d+")
"""Of an address: pages that differ in this alone are looked at once."""
LEADS_AWAY = re.compile(
    r"/(bestand|download|export|kopie|csv|xlsx|zip|pdf|taal|werkmap|uitloggen|api|huisstijl|static)\b|\.(ics|csv|json|txt|zip)"
)


@pytest.fixture
def browser():
    made = Browser()
    yield made
    made.close()


@pytest.fixture(scope="module")
def names():
    """Titles and names of formats, which keep the language of who asks them."""
    return frozenset(the_catalogue().titles().values()) | frozenset(the_catalogue().plans)


@pytest.fixture(scope="module")
def delivered(service):
    """An export that was handed in, found fault with, and sent."""
    visit = service.visit("aanbieder")
    path = visit.upload("export.xlsx", service.export)
    assert list(visit.follow(path))
    visit.send(path)
    visit.upload("leeg.csv", b"wet;bsn\nJw;")
    return path


def pages_from(browser, service):
    """Every kind of page that links lead to from where work begins, each once."""
    waiting, known = ["/"], {"/"}
    while waiting:
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


MOST_BYTES = 100_000
LEAST_BYTES = 50_000
"""The styles and the script alone."""
WEIGHT = """
[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter((each) => !/\\.(png|jpe?g|svg|webp)\\b/.test(each.name))
  .reduce((sum, each) => sum + each.decodedBodySize, 0)
"""
"""A page with its styles and scripts, unpacked, and without pictures."""


def what_is_wrong(browser, name, language, names):
    """What keeps somebody out of the page that is open."""
    weight = int(browser.run(WEIGHT))
    found = [f"{weight} bytes"] if weight > MOST_BYTES else []
    status = browser.run("performance.getEntriesByType('navigation')[0].responseStatus")
    found += [f"answered with {status}"] if status != httpx.codes.OK else []
    assert weight > LEAST_BYTES, "or nothing was weighed"
    for width in WIDTHS:
        browser.resize(width)
        found += [f"wider than {width} px: {each}" for each in json.loads(str(browser.run(TOO_WIDE)))]
        if PICTURES:
            browser.screenshot(Path(PICTURES) / f"{name}-{width}.png")
    browser.resize(1280)
    return found + violations(browser, AXE) + stumbles(browser, language, names)


@pytest.mark.usefixtures("delivered")
@pytest.mark.parametrize(
    ("login", "language"),
    [
        ("aanbieder", "nl"),
        pytest.param("aanbieder", "en", marks=pytest.mark.long),
        *(
            pytest.param(login, language, marks=pytest.mark.long)
            for login in ("groningen", "bureau")
            for language in ("nl", "en")
        ),
    ],
)
def test_nothing_on_any_page_keeps_anybody_out(browser, service, names, login, language):
    browser.visit(f"{service.address}/taal/{language}")
    enter(browser, service, login)
    wrong = {}
    seen = 0

    for address in pages_from(browser, service):
        seen += 1
        name = f"{login}-{language}-{seen:02d}-" + re.sub(r"[^a-z]+", "-", address)[:40].strip("-")
        if found := what_is_wrong(browser, name, language, names):
            wrong[address] = found

    assert wrong == {}
    assert seen > 12
