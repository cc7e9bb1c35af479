"""Renew docs/pictures from a running demo: `python -m tests.tools.take_pictures http://127.0.0.1:8000`."""

import sys
from pathlib import Path
from shutil import copyfile

from tests.tools.browser import Browser

HOUSE = Path(__file__).parents[2]
PICTURES = HOUSE / "docs" / "pictures"
HELP = HOUSE / "service" / "web" / "static" / "help"
"""What the pages of help show: the same pictures."""
PASSWORD = "eenmaal-demo"  # noqa: S105 - the demo shows it on screen
SUBMISSION = "[...document.links].find(one => /aanleveringen\\/[0-9a-f-]{36}$/.test(one.href)).href"
REPORT = "[...document.links].find(one => /Kwartaalrapportage/.test(one.text)).href"
CELL = "[...document.links].find(one => one.href.includes('?cel=') && /\\d,\\d/.test(one.text)).href"
SHOTS = (
    ("provider", "aanbieder", (SUBMISSION,), 1500),
    ("findings", "praktijk", (SUBMISSION,), 1400),
    ("municipality", "gemeente", (), 600),
    ("bureau", "bureau", (), 1300),
    ("totals", "bureau", ("location.origin + '/totalen'",), 1100),
    ("explanation", "aanbieder", (SUBMISSION, REPORT, "location.href + '/uitleg'", CELL), 1000),
    ("log", "bureau", ("location.origin + '/logboek'",), 1100),
    ("compliance", "bureau", ("location.origin + '/naleving'",), 900),
)
"""File, who signs in, the pages to go on to, and how much of the last is shown."""

FORMAT_SHOTS = (
    ("format-draft", "", 1500),
    ("format-column", "/kolom?blad=Productie&kolom=Uren", 1300),
    ("format-preview", "/voorbeeld", 1300),
    ("format-decision", "/publiceren", 1100),
)
"""File, page of the draft, and how much of it is shown; the last is where it is withdrawn again."""


def take(address: str) -> None:
    for name, login, further, height in SHOTS:
        browser = Browser(1180, height)
        try:
            enter(browser, address, login)
            for page in further:
                browser.visit(str(browser.run(page)))
            browser.screenshot(PICTURES / f"{name}.png", height)
            copyfile(PICTURES / f"{name}.png", HELP / f"{name}.png")
            print(name, browser.problems)
        finally:
            browser.close()


def take_formats(address: str) -> None:
    """A draft that the municipality begins, from list to second person."""
    browser = Browser(1180, 900)
    try:
        enter(browser, address, "gemeente")
        browser.visit(f"{address}/formaten")
        browser.run("[...document.links].find(one => one.href.includes('/kwartaal/')).id = 'quarter'")
        browser.submit("#quarter")
        browser.submit("main form button.nl-button--primary")
        draft = str(browser.run("location.href"))
        for name, page, height in FORMAT_SHOTS:
            browser.visit(draft + page)
            browser.screenshot(PICTURES / f"{name}.png", height)
            print(name, browser.problems)
        browser.submit("button[value=intrekken]")
    finally:
        browser.close()


def enter(browser: Browser, address: str, login: str) -> None:
    onto = {"gemeente": "/rapportages", "bureau": "/overzicht"}.get(login, "/aanleveringen")
    browser.visit(f"{address}/inloggen?verder={onto}")
    browser.fill("#gebruikersnaam", login)
    browser.fill("#wachtwoord", PASSWORD)
    browser.submit("main button.nl-button--primary")


if __name__ == "__main__":
    take(sys.argv[1])
    take_formats(sys.argv[1])
