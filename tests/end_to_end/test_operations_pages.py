"""`eenmaal operations` beside a service that is up, as who runs it would type it and look at it."""

import signal
import subprocess
import sys

import httpx
import pytest

from service.settings import environment_of_children
from tests.tools.axe import axe_script, violations
from tests.tools.browser import CHROMIUM, Browser
from tests.tools.patience import AS_LONG_AS_IT_TAKES

AXE = axe_script()
MAIN = "from service.command_line import main; main()"


@pytest.fixture
def link(service):
    """What the command prints."""
    environment = environment_of_children(service.settings)
    command = [sys.executable, "-c", MAIN, "operations"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as pages:
        yield pages.stdout.readline().strip()
        pages.send_signal(signal.SIGINT)
        assert pages.wait(AS_LONG_AS_IT_TAKES) == 0


def test_the_link_leads_in_once_and_the_service_itself_has_no_such_page(service, link):
    with httpx.Client(follow_redirects=True, timeout=AS_LONG_AS_IT_TAKES) as browser:
        assert browser.get(link).status_code == 200
        base = link.partition("/beheer")[0]
        assert "Groningen" in browser.get(f"{base}/beheer/organisaties").text
        assert browser.get(f"{service.address}/beheer/").status_code == 404
    assert httpx.get(link, follow_redirects=True, timeout=AS_LONG_AS_IT_TAKES).status_code == 403


@pytest.mark.skipif(CHROMIUM is None or AXE is None, reason="no Chromium or no axe-core here")
def test_nothing_on_these_pages_keeps_anybody_out(link):
    browser, base = Browser(), link.partition("/beheer")[0]
    browser.visit(link)
    first = "document.querySelector('tbody a').href"
    for path in ("/beheer/", "/beheer/taken", "/beheer/organisaties", None):
        browser.visit(f"{base}{path}" if path else str(browser.run(first)))
        for width in (1280, 320):
            browser.resize(width)
            assert violations(browser, AXE) == []
            assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    assert browser.problems == []
    browser.close()
