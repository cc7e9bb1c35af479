"""A service somewhere else, asked through its API by a token."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from service.domain.failures import TerminalError

_BUSY = {"wordt-gecontroleerd", "wordt-vertaald"}
_FIRST_PAUSE, _LONGEST_PAUSE = 0.3, 5.0
_TRIES = 5
_TOO_MANY = 429
_AWAY = 500
PART = 4 * 1024 * 1024
"""Bytes that a line has to carry at once; a larger file goes in parts."""
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Anything that is asked of the API, as its description has it."""

    method: str
    path: str
    """After /api/v1."""
    body: bytes | None = None
    """JSON."""
    files: Sequence[tuple[str, tuple[str, bytes]]] = ()
    """Of a form: name, file name and content."""
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    accept: str = "application/json"


class RefusedError(TerminalError):
    """The service did not do it, and says why: it is away, has too much to do, or failed."""


class WrongRequestError(RefusedError):
    """What was asked cannot be done: another token, another submission or another moment is needed."""


@dataclass(frozen=True, slots=True)
class RemoteService:
    """What this machine may ask of it."""

    browser: httpx.Client

    @classmethod
    def at(cls, url: str, token: str) -> "RemoteService":
        """The service at this address, for whoever this token acts for."""
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        return cls(httpx.Client(base_url=f"{url.rstrip('/')}/api/v1", headers=headers, timeout=120.0))

    def upload(self, files: Sequence[Path], *, is_addition: bool) -> Told:
        """The submission of these files. What is not answered is sent again, and is one submission."""
        key = {"Idempotency-Key": str(uuid4())}
        small = [each for each in files if each.stat().st_size <= PART]
        ids = [self._in_parts(each) for each in files if each not in small]
        form = {"aanvulling": json.dumps(is_addition), **({"bestandIds": ids} if ids else {})}
        along = [("bestand", (each.name, each.read_bytes())) for each in small]
        return self._json("POST", "/aanleveringen", files=along, data=form, headers=key)

    def _in_parts(self, file: Path) -> str:
        """Send it part by part, each again until it is there; what it is called there."""
        content = file.read_bytes()
        told = {"bestandsnaam": file.name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        begun = self._json("POST", "/bestanden", json=told, headers={"Idempotency-Key": str(uuid4())})
        name = str(begun["id"])
        for begin in range(0, len(content), PART):
            part = content[begin : begin + PART]
            form = {"begin": str(begin), "sha256": sha256(part).hexdigest()}
            self._json("POST", f"/bestanden/{name}/delen", files={"deel": (file.name, part)}, data=form)
        return name

    def submission(self, submission: str) -> Told:
        """Everything about it."""
        return self._json("GET", f"/aanleveringen/{submission}")

    def wait(self, submission: str, seconds: float) -> Told:
        """The same, once nothing will change by itself any more."""
        until, pause = time.monotonic() + seconds, _FIRST_PAUSE
        while (found := self.submission(submission))["stand"] in _BUSY:
            if time.monotonic() > until:
                raise RefusedError("The submission was not done in time; ask for it later.")
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)
        return found

    def send(self, submission: str) -> Told:
        """To everyone who does not have it, exactly what is looked at now."""
        outlook = self._json("GET", f"/aanleveringen/{submission}/vooruitblik")
        if not outlook["kanVerstuurdWorden"]:
            stand = self.submission(submission)["stand"]
            raise WrongRequestError(
                f"It cannot be sent: {stand}. Ask why with: eenmaal remote findings {submission}"
            )
        return self._json(
            "POST", f"/aanleveringen/{submission}/verzendingen", json={"gezien": outlook["gezien"]}
        )

    def first(self, path: str, most: int) -> Sequence[Told]:
        """The begin of a list."""
        found: Sequence[Told] = self._json("GET", path, params={"aantal": str(most)})["resultaten"]
        return found

    def every(self, path: str, **wanted: str) -> Iterator[Told]:
        """A whole list, page by page."""
        page = self._json("GET", path, params={**wanted, "aantal": "500"})
        while True:
            yield from page["resultaten"]
            if "volgende" not in page:
                return
            page = self._json("GET", page["volgende"].removeprefix("/api/v1"))

    def ask(self, question: Question) -> httpx.Response:
        """Whatever the description has. What changes something is done once, however often it is sent."""
        headers = {"Accept": question.accept}
        if question.method != "GET":
            headers["Idempotency-Key"] = str(uuid4())
        how: dict[str, Any] = {"headers": headers}
        if question.body is not None:
            how["content"] = question.body
            headers["Content-Type"] = "application/json"
        if question.files or question.fields:
            how |= {"files": list(question.files), "data": dict(question.fields)}
        return self._asked(question.method, question.path, **how)

    def explain(self, report: str, address: str) -> Told:
        """What stands in a cell."""
        return self._json("GET", f"/rapportages/{report}/uitleg", params={"adres": address})

    def download(self, report: str) -> tuple[str, bytes]:
        """The name and the bytes of its file."""
        name = self._json("GET", f"/rapportages/{report}")["bestandsnaam"]
        return name, self._asked("GET", f"/rapportages/{report}/bestand").content

    def _json(self, method: str, path: str, **how: Any) -> Told:  # noqa: ANN401 - what httpx takes
        found: Told = self._asked(method, path, **how).json()
        return found

    def _asked(self, method: str, path: str, **how: Any) -> httpx.Response:  # noqa: ANN401 - the same
        """The answer; asked again while the service is away or has too much to do. Raises RefusedError."""
        for number in range(_TRIES):
            try:
                answer = self.browser.request(method, path, **how)
            except httpx.TransportError as error:
                if number == _TRIES - 1:
                    raise RefusedError(f"{self.browser.base_url} is not there: {error}.") from error
            else:
                is_passing = answer.status_code == _TOO_MANY or answer.status_code >= _AWAY
                if answer.is_success:
                    return answer
                if not is_passing:
                    raise WrongRequestError(_why(answer))
                if number == _TRIES - 1:
                    raise RefusedError(_why(answer))
            time.sleep(_FIRST_PAUSE * 2**number)
        raise AssertionError("a try ends in an answer or a failure")


def _why(answer: httpx.Response) -> str:
    try:
        told = answer.json()
    except ValueError:
        return f"The service answered {answer.status_code}."
    wrong = "".join(f" {each['name']} {each['reason']}." for each in told.get("invalidParams", ()))
    return f"{told.get('title', answer.status_code)}. {told.get('detail', '')}{wrong}"
