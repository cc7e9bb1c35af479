"""What every person does at a browser, and how far a page is wider than a screen."""

import os
from pathlib import Path

from tests.tools.browser import Browser

from .conftest import PASSWORD, RunningService

PICTURES = os.environ.get("PICTURES", "")
"""Where to leave what was seen; nowhere when that is not said."""


def enter(browser: Browser, service: RunningService, login: str, onto: str = "/") -> None:
    """Sign in, and go to the page at `onto`."""
    browser.visit(f"{service.address}/inloggen?verder={onto}")
    browser.fill("#gebruikersnaam", login)
    browser.fill("#wachtwoord", PASSWORD)
    browser.submit("main button[type=submit]")


def seen(browser: Browser, name: str) -> set[object]:
    """By how many pixels the open page is wider than a screen of 1280, 390 and 320."""
    beyond = set()
    for width in (1280, 390, 320):
        browser.resize(width)
        beyond.add(browser.run("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        if PICTURES:
            browser.screenshot(Path(PICTURES) / f"{name}-{width}.png")
    browser.resize(1280)
    return beyond
