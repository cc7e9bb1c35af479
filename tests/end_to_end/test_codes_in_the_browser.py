"""Two people give a code its meaning in the browser, and what waited for it goes on by itself."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.domain.access import OrganisationKind
from service.files.export.writer import write_export
from service.settings import environment_of_children
from service.wiring import build_registration
from tests.tools.browser import CHROMIUM, Browser
from tests.tools.exports import an_export, the_standard
from workers.children import Child, Program

from .conftest import AGB_CODE, BOTH_WAYS, PASSWORD
from .test_formats_in_the_browser import click, enter, leave, text_of, until

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

OWN, CODE = "1969", "49Z99"
"""The one municipality that asks a format of its own, with a code table of its own."""


@pytest.fixture
def colleagues(service) -> None:
    """Two people of that municipality."""
    register = build_registration(service.settings)
    organisation = register.organisation(OrganisationKind.MUNICIPALITY, OWN, "Westerkwartier")
    for login in ("anna", "bert"):
        register.account(organisation, login, PASSWORD)
    register.close()


@pytest.fixture
def reconciler(service) -> Iterator[Child]:
    """What finds the rows that wait under an older catalogue."""
    house = str(Path(__file__).parents[2])
    environment = environment_of_children(service.settings) | {"PYTHONPATH": house}
    log, command = service.settings.state_dir / "reconciler.log", [sys.executable, "-m", "workers.reconciler"]
    child = Child(Program(name="reconciler", command=command, log=log, environment=environment))
    yield child
    child.stop()


@pytest.fixture(params=BOTH_WAYS)
def browser(request) -> Iterator[Browser]:
    made = Browser(has_javascript=request.param)
    yield made
    made.close()


def upload(browser, service, path, code):
    """Hand in two rows, one of a code that nobody knows; returns the page of the submission."""
    own = {"gemeentecode": OWN}
    rows = [{**own, "referentienummer": each, "productcode": each} for each in ("45A03", code)]
    export = an_export(aanlevering=[{"agb_code": AGB_CODE}], toewijzing=[own], prestatie=rows)
    path.write_bytes(write_export(export.tables, the_standard(), "xlsx"))
    enter(browser, service, "aanbieder", "/aanleveringen")
    browser.choose_file("#bestand", path)
    browser.submit("main button[type=submit]")
    until(browser, "Wat er wacht, en voor hoeveel")
    address = str(browser.run("location.href"))
    leave(browser)
    return address


@pytest.mark.usefixtures("colleagues", "reconciler")
def test_a_meaning_written_by_one_and_approved_by_another_lets_the_rows_go_without_a_new_upload(
    service, browser, tmp_path, request
):
    code = CODE if "with JavaScript" in request.node.name else "49Y01"
    submission = upload(browser, service, tmp_path / "export.xlsx", code)

    enter(browser, service, "anna")
    browser.visit(f"{service.address}/codes")
    assert code in text_of(browser)
    browser.run("document.querySelector('details').open = true")
    browser.fill("input[name=wordt]", "Nieuwe hulp")
    click(browser, "Leg voor aan een tweede persoon")
    assert "uzelf kunt het niet goedkeuren" in text_of(browser)
    leave(browser)

    enter(browser, service, "bert")
    browser.visit(f"{service.address}/codes")
    click(browser, "Keur goed")
    until(browser, "goedgekeurde regel")
    leave(browser)

    enter(browser, service, "aanbieder")
    browser.visit(submission)
    until(browser, "Alsnog meegegaan op")
    assert "Wat er wacht, en voor hoeveel" not in text_of(browser)
