"""The pages in a real browser: live progress, the drop zone, small screens, and life without JavaScript."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.tools.browser import CHROMIUM, Browser

from .at_the_screen import PICTURES, enter

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    yield made
    made.close()


@pytest.fixture
def export(service, tmp_path):
    path = tmp_path / "export.xlsx"
    path.write_bytes(service.export)
    return path


def overflow(browser):
    return browser.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_provider_uploads_watches_and_finds_its_reports_on_any_screen(browser, service, export):
    enter(browser, service, "aanbieder", "/aanleveringen")
    browser.choose_file("#bestand", export)
    assert browser.run("document.querySelector('[data-chosen]').textContent") == "export.xlsx"

    browser.submit("main button[type=submit]")
    browser.run("document.querySelector('.places a[href=\"/termijnen\"]').focus()")
    browser.wait_for("document.title.startsWith('Klaar')")
    assert browser.run("document.activeElement.getAttribute('href')") == "/termijnen", "where one was"

    assert browser.run("document.querySelectorAll('a[href$=\"/bestand\"]').length") == 3
    widths = {}
    for width in (1280, 390, 360):
        browser.resize(width)
        widths[width] = overflow(browser)
    assert widths == {1280: 0, 390: 0, 360: 0}

    browser.resize(1280)
    browser.submit(".sending a")
    seen = look(browser, "look")
    assert "Nog niemand anders ziet dit" in seen
    assert "niets: dit is de eerste" in seen
    browser.submit("main form button.nl-button--primary")
    assert "Verstuurd. Bewaar dit ontvangstbewijs" in look(browser, "receipt")
    browser.submit("main a[href$=versturen]")
    assert "Neem terug" in look(browser, "sent")
    assert browser.problems == []


def look(browser, name):
    """The words of a page that is not wider than its window."""
    for width in (1280, 390):
        browser.resize(width)
        assert overflow(browser) == 0, (name, width)
        if PICTURES:
            browser.screenshot(Path(PICTURES) / f"{name}-{width}.png")
    browser.resize(1280)
    return browser.run("document.querySelector('main').innerText")


@pytest.mark.parametrize(("login", "page"), [("groningen", "/rapportages"), ("bureau", "/overzicht")])
def test_the_pages_of_municipality_and_bureau_fit_a_small_screen(browser, service, login, page):
    browser.resize(360)

    enter(browser, service, login, page)

    assert browser.run("document.querySelector('h1') !== null")
    assert overflow(browser) == 0
    assert browser.problems == []


def test_without_javascript_a_file_can_be_sent_and_the_page_refreshed(service, export):
    browser = Browser(has_javascript=False)
    try:
        enter(browser, service, "andere-aanbieder", "/aanleveringen")
        assert browser.run("getComputedStyle(document.querySelector('#bestand')).clipPath") == "none"
        browser.choose_file("#bestand", export)

        browser.submit("main button[type=submit]")

        assert browser.run("document.querySelector('.steps') !== null")
    finally:
        browser.close()


def test_a_provider_searches_in_all_findings_on_any_screen(browser, service, tmp_path):
    path = tmp_path / "fouten.xlsx"
    path.write_bytes(faulty(service))
    enter(browser, service, "andere-aanbieder", "/aanleveringen")
    browser.choose_file("#bestand", path)
    browser.submit("main button[type=submit]")
    browser.wait_for("document.querySelector('a[href$=\"/bevindingen/lijst\"]')")
    browser.submit('a[href$="/bevindingen/lijst"]')

    assert "Alle bevindingen" in look(browser, "alle-bevindingen")
    browser.run("document.querySelector('#ernst').selectedIndex = 1")
    browser.submit(".filters button")
    assert browser.run("new URL(location).searchParams.get('ernst')") == "blocks"
    assert "Eerst verbeteren" in browser.run("document.querySelector('main table').innerText")


def faulty(service):
    """An export in which every date of a table is no date."""
    book = openpyxl.load_workbook(io.BytesIO(service.export))
    sheet = book["prestatie"]
    column = next(cell.column for cell in sheet[1] if cell.value == "begindatum")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column, "ooit")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
