"""A provider answers once how its dates are written, and the refused file goes on without a new upload."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.sample import sample_tables
from tests.tools.browser import CHROMIUM, Browser
from tests.tools.exports import an_export, the_standard

from .conftest import AGB_CODE, BOTH_WAYS
from .test_formats_in_the_browser import enter, leave, text_of, until

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

WIDE = """[...document.querySelectorAll('main *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroller'))
  .map(one => one.outerHTML.slice(0, 120)).join(" | ")"""
"""What is wider than the page."""
PICTURES = os.environ.get("PICTURES", "")
"""Where to leave what was seen; nowhere when that is not said."""


@pytest.fixture(params=BOTH_WAYS)
def browser(request) -> Iterator[Browser]:
    made = Browser(has_javascript=request.param)
    yield made
    assert made.problems == []
    made.close()


def an_ambiguous_file(path, agb_code):
    """Every prestatie begins on the first of a month, as 01-02-2026; one code has a blank behind it."""
    tables = sample_tables(
        the_standard(), seed=10, municipalities=["0014"], clients=4, period=parse_period("2026-Q1")
    )
    content = write_export(tables, the_standard(), "csv-zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    lines = files["prestatie.csv"].splitlines()
    at = lines[0].split(";").index("begindatum")
    rows = [line.split(";") for line in lines[1:]]
    for row in rows:
        row[at] = "-".join(reversed(row[at].split("-")))
    files["prestatie.csv"] = "\r\n".join([lines[0], *(";".join(row) for row in rows), ""])
    files["toewijzing.csv"] = files["toewijzing.csv"].replace("\n0014;", "\n0014 ;", 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text.replace("06011234", agb_code))


def look(browser, name):
    """At both widths: nothing is wider than the page."""
    for width in (1280, 390):
        browser.resize(width)
        assert browser.run("document.documentElement.scrollWidth") <= width, (name, browser.run(WIDE))
        if PICTURES:
            browser.screenshot(Path(PICTURES) / f"{name}-{width}.png")
    browser.resize(1280)


def test_the_order_of_dates_is_asked_once_and_the_file_is_read_again(service, browser, tmp_path, request):
    has_script = "with JavaScript" in request.node.name
    login, code = ("aanbieder", AGB_CODE) if has_script else ("andere-aanbieder", "06015678")
    path = tmp_path / "export.zip"
    an_ambiguous_file(path, code)
    enter(browser, service, login, "/aanleveringen")
    look(browser, "upload")
    browser.choose_file("#bestand", path)
    browser.submit("main form[data-upload] button[type=submit]")
    until(browser, "In welke volgorde staan uw datums?")
    look(browser, "question")

    browser.run("document.querySelector('input[value=dag-maand-jaar]').checked = true")
    browser.submit("section.panel button.nl-button--primary")
    until(browser, "Klaar")

    seen = text_of(browser)
    assert "Hersteld bij het lezen" in seen
    assert "→" in seen
    look(browser, "repaired")
    browser.submit("form.switch button")
    assert "Het geldt vanaf uw volgende aanlevering" in text_of(browser)
    look(browser, "switched-off")
    browser.visit(f"{service.address}/aanleveringen")
    assert browser.run("document.querySelector('[name=herstel-niets]').checked") is True
    leave(browser)


def test_a_warning_is_answered_and_folded_away_also_at_the_next_upload(service, browser, tmp_path, request):
    has_script = "with JavaScript" in request.node.name
    login, code = ("aanbieder", AGB_CODE) if has_script else ("andere-aanbieder", "06015678")
    own = {"gemeentecode": "0014"}
    for number in range(2):
        rows = [{**own, "referentienummer": f"R{at}", "bedrag": 1} for at in range(3 + number)]
        export = an_export(aanlevering=[{"agb_code": code}], toewijzing=[own], prestatie=rows)
        (tmp_path / f"{number}.xlsx").write_bytes(write_export(export.tables, the_standard(), "xlsx"))
    enter(browser, service, login, "/aanleveringen")
    browser.choose_file("#bestand", tmp_path / "0.xlsx")
    browser.submit("main form[data-upload] button[type=submit]")
    until(browser, "Klopt, want")
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    look(browser, "answering")

    browser.run(
        "[...document.querySelectorAll('details.answer')].find(one => "
        "one.innerText.includes('Ze kloppen allemaal')).querySelector('textarea').id = 'all'"
    )
    browser.fill("#all", "Afgesproken <b>korting</b>.")
    browser.run("document.querySelector('#all').closest('form').querySelector('button').id = 'keep'")
    browser.submit("#keep")
    assert "3 beantwoord" in text_of(browser)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    look(browser, "answered")

    browser.visit(f"{service.address}/aanleveringen")
    browser.choose_file("#bestand", tmp_path / "1.xlsx")
    browser.submit("main form[data-upload] button[type=submit]")
    until(browser, "3 beantwoord")
    leave(browser)
