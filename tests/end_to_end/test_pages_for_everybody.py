"""Every page of every role as axe-core, a small screen and a keyboard meet it, in both languages."""

import io
import json
import re
from html import unescape
from pathlib import Path

import httpx
import openpyxl
import pytest

from service.files.export.writer import write_export
from service.wiring import build
from tests.golden.examples import the_catalogue
from tests.tools.axe import axe_script, violations
from tests.tools.browser import CHROMIUM, Browser
from tests.tools.exports import an_export, the_standard
from tests.tools.words_on_screen import stumbles

from .at_the_screen import PICTURES, enter

AXE = axe_script()
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(AXE is None, reason="axe-core is not installed"),
]

WIDTHS = (1280, 320)
ALIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/versie/).*|(?<=/docs/bevindingen/).*|\d+")
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
    """An export that was handed in, sent, corrected and sent again, and what is no export at all.

    What is asked was set before, or its page would be looked at while there is nothing on it.
    """
    wiring = build(service.settings)
    assert wiring.proof.set_requests() >= 0
    wiring.close()
    visit = service.visit("aanbieder")
    for content in (service.export, corrected(service.export)):
        path = visit.upload("export.xlsx", content)
        assert list(visit.follow(path))
        visit.send(path)
    visit.upload("leeg.csv", b"wet;bsn\nJw;")
    return path


def corrected(export):
    """The same export with another amount in every delivery, so that every figure of a report differs."""
    book = openpyxl.load_workbook(io.BytesIO(export))
    sheet = book["prestatie"]
    column = next(cell.column for cell in sheet[1] if cell.value == "bedrag")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column).value += 0.25
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


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


CUT_OFF = """
JSON.stringify([...document.querySelectorAll(".scroller")]
  .filter((each) => each.querySelector(".table--stacked") || !each.querySelector("thead th:nth-child(4)"))
  .filter((each) => !each.querySelector(".table--cells, .table--map"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => `${each.innerText.slice(0, 60)}: ${each.scrollWidth}`))
"""
"""Tables that a narrow screen shows whole: what is a list there, and what has three columns at most."""

MOST_BYTES = 100_000
LEAST_BYTES = 50_000
"""The styles and the script alone."""
WEIGHT = """
[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter((each) => !/\\.(png|jpe?g|svg|webp)\\b/.test(each.name))
  .reduce((sum, each) => sum + each.decodedBodySize, 0)
"""
"""A page with its styles and scripts, unpacked, and without pictures."""


def what_is_wrong(browser, name, language, names, statuses=(httpx.codes.OK,)):
    """What keeps somebody out of the page that is open."""
    weight = int(browser.run(WEIGHT))
    found = [f"{weight} bytes"] if weight > MOST_BYTES else []
    status = browser.run("performance.getEntriesByType('navigation')[0].responseStatus")
    found += [f"answered with {status}"] if status not in statuses else []
    assert weight > LEAST_BYTES, "or nothing was weighed"
    for width in WIDTHS:
        browser.resize(width)
        found += [f"wider than {width} px: {each}" for each in json.loads(str(browser.run(TOO_WIDE)))]
        found += [f"cut off at {width} px: {each}" for each in json.loads(str(browser.run(CUT_OFF)))]
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


UNSENT = "andere-aanbieder"
"""Of what this provider hands in nothing is sent."""
STATES = [
    ("", "/inloggen", {"#gebruikersnaam": "wie", "#wachtwoord": "fout"}, "main button[type=submit]"),
    ("", "/bestaat-niet", {}, ""),
    ("aanbieder", "/aanleveringen", {}, "form[data-upload] button[type=submit]"),
    ("aanbieder", "/overzicht", {}, ""),
    ("aanbieder", "/inzage", {"#bsn": "123"}, "main form button"),
    ("aanbieder", "/account", {"#email": "geen adres"}, "form[action$=meldingen] button"),
    ("aanbieder", "/account", {"#huidig": "fout", "#nieuw": "kort"}, "form[action$=wachtwoord] button"),
    ("aanbieder", "{submission}/bevindingen/lijst?ernst=blocks", {}, ""),
    ("aanbieder", "{submission}/regel?tabel=prestatie&rij=99999", {}, ""),
    (UNSENT, "{unsent}", {}, ""),
    (UNSENT, "{unsent}/versturen", {}, ""),
    (UNSENT, "{unsent}/versturen", {"[name=gemeente]": False}, "button[value=gekozen]"),
    (UNSENT, "{refused}", {}, ""),
    (UNSENT, "{refused}/versturen", {}, ""),
    ("groningen", "{report}", {}, "button[value=nakijken]"),
    ("groningen", "{report}", {"[value=afgekeurd]": True, "#toelichting": "x"}, "button[value=nakijken]"),
    ("groningen", "{report}", {"[value=aanvaard]": True}, "button[value=nakijken]"),
    ("groningen", "{report}/vragen/nieuw", {}, "main form button"),
    ("groningen", "{report}/vragen/nieuw", {"#tekst": "Gaat dit om 999900006?"}, "main form button"),
    ("groningen", "{report}/vragen/nieuw", {"#tekst": "Klopt dit?"}, "main form button"),
    ("groningen", "{report}/uitleg?cel=Productie!G7", {}, ""),
    ("groningen", "{report}/uitleg?cel=Nergens!A1", {}, ""),
    ("groningen", "{report}", {}, "form[action$='opnieuw'] button"),
    ("groningen", "/rapportages?stand=rejected", {}, ""),
    ("groningen", "{extension}", {"#tot": ""}, "main form button"),
    ("bureau", "/overzicht?aanbieder=niemand", {}, ""),
    ("bureau", "/termijnen?stand=extended", {}, ""),
    ("bureau", "/termijnen/cijfers?formaat=er/niet", {}, ""),
    ("bureau", "/formaten/nieuw", {}, "main form button"),
    ("bureau", "/totalen?wat=berichten&per=aanbieder", {}, ""),
    ("bureau", "{report}/uitleg?cel=Productie!G7", {}, ""),
    ("bureau", "{report}/uitleg?cel=Nergens!A1", {}, ""),
    ("groningen", "/totalen?per=aanbieder", {}, ""),
    ("bureau", "{report}/bestand", {}, ""),
]
"""Who looks, where, what is filled in, and what is pressed: pages that say what is wrong, missing or done."""
SAYS_NO = (httpx.codes.OK, httpx.codes.BAD_REQUEST, httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND)


@pytest.fixture(scope="module")
def places(service, delivered):
    """By their names above, where things are."""
    provider = service.visit(UNSENT)
    refused = provider.upload("van-een-ander.xlsx", service.export)
    own = [{"gemeentecode": code, "toewijzingnummer": at} for at, code in enumerate(("0014", "0141"), 1)]
    export = an_export(
        aanlevering=[{"agb_code": "06015678"}],
        toewijzing=[{**each, "clientnummer": f"C{each['toewijzingnummer']}"} for each in own],
        prestatie=[{**each, "referentienummer": f"R{at}", "bedrag": 1} for at, each in enumerate(own)],
    )
    unsent = provider.upload("export.xlsx", write_export(export.tables, the_standard(), "xlsx"))
    assert [list(provider.follow(each)) for each in (refused, unsent)]
    municipality = service.visit("groningen").browser
    report = re.search(r'href="(/rapportages/[0-9a-f-]{36})"', municipality.get("/rapportages").text)[1]
    extension = re.search(r'href="(/termijnen/uitstel[^"]+)"', municipality.get("/termijnen").text)[1]
    return {
        "submission": delivered,
        "unsent": unsent,
        "refused": refused,
        "report": report,
        "extension": unescape(extension),
    }


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_nothing_on_a_page_that_says_what_is_wrong_keeps_anybody_out(
    browser, service, names, places, language
):
    wrong, here = {}, None
    for number, (login, address, given, pressed) in enumerate(STATES):
        if login != here:
            browser.forget()
            browser.visit(f"{service.address}/taal/{language}")
            here = login
            if login:
                enter(browser, service, login)
        browser.visit(service.address + address.format(**places))
        for selector, value in given.items():
            fill_in(browser, selector, value)
        if pressed:
            browser.run("document.querySelectorAll('form').forEach((each) => { each.noValidate = true })")
            browser.submit(pressed)

        name = f"state-{language}-{number:02d}"
        if found := what_is_wrong(browser, name, language, names, SAYS_NO):
            wrong[name, address] = found

    assert wrong == {}


def fill_in(browser, selector, value):
    if isinstance(value, bool):
        every = f"document.querySelectorAll({json.dumps(selector)})"
        browser.run(f"{every}.forEach((each) => {{ each.checked = {json.dumps(value)} }})")
    else:
        browser.fill(selector, value)
