"""The front door: sign in, upload and follow as a browser does, over HTTP."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from service.domain.failures import TerminalError

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_SEEN = re.compile(r'name="gezien" value="([^"]+)"')
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 1.0


class DoorClosedError(TerminalError):
    """The service did not let us in, or did not take the file."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser of one signed-in person."""

    browser: httpx.Client

    def upload(self, filename: str, content: bytes) -> str:
        """Hand in a file; returns the path of its page. Raises DoorClosedError."""
        page = "/aanleveringen"
        answer = self.browser.post(
            page, data={"csrf_token": _token(self.browser, page)}, files={"bestand": (filename, content)}
        )
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise DoorClosedError(f"The upload was answered with {answer.status_code}.")
        return str(httpx.URL(answer.headers["Location"]).path)

    def send(self, path: str) -> None:
        """Look at what would be sent and send it to everybody. Raises DoorClosedError."""
        page = f"{path}/versturen"
        shown = self.browser.get(page).raise_for_status().text
        token, seen = _TOKEN.search(shown), _SEEN.search(shown)
        if token is None or seen is None:
            return  # there is nothing to send
        form = {"csrf_token": token[1], "gezien": seen[1], "aan": "alle"}
        answer = self.browser.post(page, data=form)
        if answer.status_code != httpx.codes.SEE_OTHER or "ontvangstbewijs" not in answer.headers["Location"]:
            raise DoorClosedError(f"Sending was answered with {answer.status_code}.")

    def follow(self, path: str, seconds: float = 300.0) -> Iterator[str]:
        """What the page announces, each time it changes, until nothing will change any more."""
        until, pause, last = time.monotonic() + seconds, _FIRST_PAUSE, ""
        while time.monotonic() < until:
            now = self.browser.get(f"{path}/voortgang").raise_for_status().json()
            if now["announcement"] != last:
                last = now["announcement"]
                yield last
            if now["is_final"]:
                return
            time.sleep(pause)
            pause = min(pause * 1.2, _LONGEST_PAUSE)
        raise DoorClosedError("The submission was not done in time.")


def sign_in(address: str, login: str, password: str) -> Visit:
    """Sign in on the page as a person does. Raises DoorClosedError."""
    browser = httpx.Client(base_url=address, timeout=60.0)
    page = "/inloggen"
    form = {"csrf_token": _token(browser, page), "gebruikersnaam": login, "wachtwoord": password}
    answer = browser.post(page, data=form)
    if answer.status_code != httpx.codes.SEE_OTHER:
        raise DoorClosedError(f"Signing in as {login} was answered with {answer.status_code}.")
    return Visit(browser)


def _token(browser: httpx.Client, page: str) -> str:
    found = _TOKEN.search(browser.get(page).raise_for_status().text)
    if found is None:
        raise DoorClosedError(f"{page} has no form.")
    return found[1]
