"""Renew docs/pictures from a running demo: `python -m tests.tools.take_pictures http://127.0.0.1:8000`."""

import sys
from pathlib import Path

from tests.tools.browser import Browser

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PASSWORD = "eenmaal-demo"  # noqa: S105 - the demo shows it on screen
SUBMISSION = "[...document.links].find(one => /aanleveringen\\/[0-9a-f-]{36}$/.test(one.href)).href"
SHOTS = (
    ("provider", "aanbieder", SUBMISSION, 1500),
    ("findings", "praktijk", SUBMISSION, 1400),
    ("municipality", "gemeente", None, 600),
    ("bureau", "bureau", None, 1300),
)
"""File, who signs in, the page to go on to, and how much of it is shown."""


def take(address: str) -> None:
    for name, login, further, height in SHOTS:
        browser = Browser(1180, height)
        try:
            browser.visit(f"{address}/inloggen")
            browser.fill("#gebruikersnaam", login)
            browser.fill("#wachtwoord", PASSWORD)
            browser.submit("main button.button--primary")
            if further:
                browser.visit(str(browser.run(further)))
            browser.screenshot(PICTURES / f"{name}.png", height)
            print(name, browser.problems)
        finally:
            browser.close()


if __name__ == "__main__":
    take(sys.argv[1])
