"""One person writes a version of a format, another publishes it, and the next upload is made with it."""

import io
import time
from collections.abc import Iterator

import httpx
import pytest
from python_calamine import CalamineWorkbook

from service.domain.access import OrganisationKind
from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.sample import sample_tables
from service.wiring import build_registration
from tests.tools.browser import CHROMIUM, Browser

from .at_the_screen import enter
from .conftest import BOTH_WAYS, PASSWORD

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

QUARTER = "/formaten/versie/voorbeeldregio-noord/kwartaal/2025-Q1"
OWN = "/formaten/versie/gemeente-0014/kwartaal/2025-Q4"


@pytest.fixture
def colleague(service) -> None:
    """A second person of Groningen."""
    register = build_registration(service.settings)
    organisation = register.organisation(OrganisationKind.MUNICIPALITY, "0014", "Groningen")
    register.account(organisation, "collega", PASSWORD)
    register.close()


@pytest.fixture(params=BOTH_WAYS)
def browsers(request) -> Iterator[tuple[Browser, Browser]]:
    both = Browser(has_javascript=request.param), Browser(has_javascript=request.param)
    yield both
    for browser in both:
        browser.close()


def text_of(browser):
    return str(browser.run("document.querySelector('main').innerText"))


def click(browser, words):
    """What carries these words: a link or a button."""
    chosen = "[...document.querySelectorAll('main a, main button')]"
    browser.run(f"{chosen}.find(one => one.innerText.trim().startsWith('{words}')).id = 'chosen'")
    browser.submit("#chosen")


def until(browser, words, where="main"):
    """Refresh by hand, as who has no JavaScript does, until the page says so."""
    for _ in range(150):
        if words in str(browser.run(f"document.querySelector('{where}').innerText")):
            return
        time.sleep(0.1)
        browser.visit(str(browser.run("location.href")))
    raise AssertionError(text_of(browser))


def leave(browser):
    browser.submit(".page-header form button")


def upload(browser, service, tmp_path, seed):
    """Hand in a quarter of Groningen; returns the page of the submission."""
    standard = load_standard(service.settings.mappings_dir)
    tables = sample_tables(
        standard,
        seed=seed,
        municipalities=["0014"],
        clients=25,
        period=parse_period("2026-Q1"),
        prestaties=50,
    )
    path = tmp_path / f"export-{seed}.xlsx"
    path.write_bytes(write_export(tables, standard, "xlsx"))
    enter(browser, service, "aanbieder", "/aanleveringen")
    browser.choose_file("#bestand", path)
    browser.submit("main button[type=submit]")
    until(browser, "Klaar: alle rapportages zijn gemaakt")
    address = str(browser.run("location.href"))
    click(browser, "Bekijk en verstuur")
    click(browser, "Verstuur naar")
    assert "Verstuurd. Bewaar dit ontvangstbewijs" in text_of(browser)
    leave(browser)
    return address


def write(browser, service, *, is_first, digits):
    """Begin a version of one's own, or a later one of that, in which the hours have so many decimals."""
    enter(browser, service, "groningen")
    browser.visit(f"{service.address}{QUARTER if is_first else OWN}")
    click(browser, "Maak hiervan een eigen versie" if is_first else "Maak een volgende versie")
    browser.fill("#vanaf", "2025-Q4" if is_first else "2026-Q1")
    click(browser, "Sla de gegevens op")
    assert "Dit formaat klopt" in text_of(browser)
    browser.run("[...document.links].find(one => one.href.includes('kolom=Uren')).id = 'uren'")
    browser.submit("#uren")
    browser.fill("input[name='w.2.digits']", str(digits))
    click(browser, "Sla de kolom op")
    said = "1 decimaal" if int(digits) == 1 else f"{digits} decimalen"
    assert f"afgerond op {said}" in text_of(browser)


def look(browser):
    """See the first lines, invented and real, and what changes."""
    click(browser, "Voorbeeld")
    assert "Met verzonnen gegevens" in text_of(browser)
    browser.run("document.querySelector('#aanlevering').selectedIndex = 1")
    click(browser, "Laat zien")
    until(browser, "Zoals Groningen het zou krijgen over 2026-Q1")
    click(browser, "Verschil en proef")
    assert "Kolom Uren bevat nu" in text_of(browser)
    click(browser, "Draai de proef")
    until(browser, "Productie.Uren")


def hand_in(browser):
    """Give it to a second person; returns the address where."""
    click(browser, "Publiceren")
    click(browser, "Leg voor aan een tweede persoon")
    assert "uzelf kunt het niet goedkeuren" in text_of(browser)
    assert "Keur goed" not in text_of(browser)
    return str(browser.run("location.href"))


def hours_in(service, address):
    """What stands under Uren in the report of Groningen's own format."""
    pages = service.visit("aanbieder").browser
    reports = service.reports_of(pages.get(address))
    own = [
        each for each in reports if "gemeente-0014/kwartaal" in pages.get(each.removesuffix("/bestand")).text
    ]
    assert len(own) == 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(pages.get(own[0]).content))
    rows = book.get_sheet_by_name("Productie").to_python()
    head = next(number for number, row in enumerate(rows) if "Uren" in row)
    return [row[rows[head].index("Uren")] for row in rows[head + 1 :] if row[rows[head].index("Product")]]


@pytest.mark.usefixtures("colleague")
def test_a_format_is_edited_looked_at_submitted_approved_and_used(browsers, service, tmp_path):
    writer, approver = browsers
    is_first = service.visit("groningen").browser.get(OWN).status_code == httpx.codes.NOT_FOUND
    digits = 0 if is_first else 1
    upload(approver, service, tmp_path, seed=20 + digits)

    write(writer, service, is_first=is_first, digits=digits)
    look(writer)
    address = hand_in(writer)
    enter(approver, service, "collega")
    approver.visit(address)
    click(approver, "Keur goed en publiceer")
    assert "Goedgekeurd en gepubliceerd door" in text_of(approver)
    leave(approver)
    hours = hours_in(service, upload(approver, service, tmp_path, seed=40 + digits))

    assert hours
    assert [each for each in hours if isinstance(each, float) and round(each, digits) != each] == []
    assert writer.problems == approver.problems == []
