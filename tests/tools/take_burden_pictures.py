"""Renew docs/pictures/burden-*.png from seven providers: `… take_burden_pictures NARROW_DIR`."""

import re
import sys
import tempfile
from datetime import date
from pathlib import Path

import httpx

from service.command_line.demo_guests import MAIN_PROVIDER, main_export
from service.command_line.http_door import sign_in
from service.command_line.running_service import RunningService, free_port, started_service
from service.domain.access import OrganisationKind
from service.files.catalogue.loading import load_catalogue
from service.files.standard.loader import load_standard
from service.wiring import build_registration
from tests.tools.browser import Browser
from tests.tools.burden_region import MUNICIPALITIES, export_of, exports_of
from tests.tools.exports import REPOSITORY

PICTURES = REPOSITORY / "docs" / "pictures"
PASSWORD = "een wachtwoord"  # noqa: S105 - of accounts that live as long as the pictures take
WIDE, NARROW = 1180, 390
_MOST = 14000
SHOTS = (
    ("burden-provider", "aanbieder", "/regeldruk?periode=2026-Q1"),
    ("burden-trend", "zorg-1", "/regeldruk?periode=2026-Q1"),
    ("burden-municipality", "gemeente", "/regeldruk?periode=2026-Q1"),
    ("burden-bureau", "bureau", "/regeldruk?periode=2026-Q1"),
    ("burden-holdout", "zorg-1", "/regeldruk/steekproef"),
    ("burden-stopwatch", "zorg-1", "/regeldruk/metingen"),
    ("burden-baseline", "zorg-1", "/regeldruk/nulmeting"),
    ("burden-perceived", "zorg-1", "/regeldruk/beleving"),
)
"""File, who signs in, and the page."""


def fill_a_region(service: RunningService) -> None:
    """Seven providers over a quarter, one over the quarter before too; a municipality and a bureau."""
    register, mappings = build_registration(service.settings), service.settings.mappings_dir
    standard = load_standard(mappings)
    catalogue = load_catalogue(mappings, service.settings.templates_dir, standard)
    small = [(code, name, [content]) for code, name, content in exports_of(standard, 6)]
    code, name, contents = small[0]
    contents.insert(0, export_of(standard, code, name, MUNICIPALITIES[:3], "2025-Q4", seed=9))
    uploads = [(MAIN_PROVIDER.code, MAIN_PROVIDER.name, [main_export(catalogue)]), *small]
    for code, name, _ in uploads:
        own = register.organisation(OrganisationKind.PROVIDER, code, name)
        register.account(own, _login(code, name), PASSWORD)
    groningen = register.organisation(OrganisationKind.MUNICIPALITY, "0014", "Groningen")
    register.account(groningen, "gemeente", PASSWORD)
    bureau = register.organisation(OrganisationKind.BUREAU, "voorbeeld", "Inkoopbureau Voorbeeld")
    register.account(bureau, "bureau", PASSWORD)
    register.members(bureau, MUNICIPALITIES, date(2020, 1, 1))
    register.close()
    for code, name, contents in uploads:
        visit = sign_in(service.address, _login(code, name), PASSWORD)
        for content in contents:
            path = visit.upload("export.xlsx", content)
            print(name, list(visit.follow(path))[-1])
            visit.send(path)
        visit.browser.close()


def measure_something(service: RunningService) -> None:
    """One drawn report by hand, and a clock that ran."""
    visit = sign_in(service.address, "zorg-1", PASSWORD)
    page = visit.browser.get("/regeldruk/steekproef")
    (address, *_) = re.findall(r'action="(/regeldruk/steekproef/[0-9a-f-]{36})"', page.text)
    form = {"csrf_token": _token(page), "minuten": "55"}
    files = {"bestand": ("met-de-hand.csv", b"gemeente;aantal\nGroningen;3\n")}
    visit.browser.post(address, data=form, files=files)
    page = visit.browser.get("/regeldruk/metingen")
    form = {"csrf_token": _token(page), "handeling": "handling", "rol": "administratief"}
    visit.browser.post("/regeldruk/metingen", data=form)
    page = visit.browser.get("/regeldruk/metingen")
    (address, *_) = re.findall(r'action="(/regeldruk/metingen/[^"]+)"', page.text)
    visit.browser.post(address, data={"csrf_token": _token(page), "doe": "stop"})
    page = visit.browser.get("/regeldruk/nulmeting")
    counts = dict.fromkeys(re.findall(r'name="(gemeenten:[^"]+)"', page.text)[:2], "3")
    visit.browser.post("/regeldruk/nulmeting", data={"csrf_token": _token(page), **counts})
    page = visit.browser.get("/regeldruk/nulmeting")
    name = next(iter(counts)).removeprefix("gemeenten:")
    form = {"csrf_token": _token(page), "formaat": name}
    visit.browser.post("/regeldruk/nulmeting/klok", data=form)
    page = visit.browser.get("/regeldruk/beleving")
    form = {"csrf_token": _token(page), "nu": "30", "aanvaardbaar": "20", "ergernis": "3"}
    visit.browser.post("/regeldruk/beleving", data=form)
    visit.browser.close()


def publish(service: RunningService) -> str:
    """The address of the public page."""
    visit = sign_in(service.address, "bureau", PASSWORD)
    page = visit.browser.get("/regeldruk/openbaar?periode=2026-Q1")
    form = {"csrf_token": _token(page), "periode": "2026-Q1"}
    address = visit.browser.post("/regeldruk/publiceren", data=form).headers["Location"]
    visit.browser.close()
    return str(address)


def take(service: RunningService, narrow_dir: Path) -> None:
    shots = [*SHOTS, ("burden-public", "", publish(service))]
    for name, login, page in shots:
        for width, folder in ((WIDE, PICTURES), (NARROW, narrow_dir)):
            browser = Browser(width, 900)
            try:
                if login:
                    _enter(browser, service.address, login)
                browser.visit(service.address + page)
                browser.screenshot(folder / f"{name}{'-narrow' if width == NARROW else ''}.png", _MOST)
                wider = browser.run("document.documentElement.scrollWidth - window.innerWidth")
                print(name, width, "wider than the screen by", wider, browser.problems)
            finally:
                browser.close()


def _login(code: str, name: str) -> str:
    return MAIN_PROVIDER.login if code == MAIN_PROVIDER.code else name.lower().replace(" ", "-")


def _token(page: httpx.Response) -> str:
    return re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[0]


def _enter(browser: Browser, address: str, login: str) -> None:
    browser.visit(f"{address}/inloggen")
    browser.fill("#gebruikersnaam", login)
    browser.fill("#wachtwoord", PASSWORD)
    browser.submit("main button.nl-button--primary")


def main(narrow_dir: Path) -> None:
    """The narrow ones go to a folder of their own: the documentation shows one of them."""
    narrow_dir.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="eenmaal-pictures-") as state_dir,
        started_service(Path(state_dir), free_port(0)) as service,
    ):
        fill_a_region(service)
        measure_something(service)
        take(service, narrow_dir)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
