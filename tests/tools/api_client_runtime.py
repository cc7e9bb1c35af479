"""A client of the API of Eenmaal, written from its description. Needs Python 3.11 or newer and nothing else.

    service = Eenmaal("https://eenmaal.example", token)
    with open("export.xlsx", "rb") as export:
        taken = service.receive_submission({"bestand": [("export.xlsx", export.read())]})

Names of what is sent and answered are Dutch, as in the description at /api/v1/openapi.json.
"""

import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Any
from uuid import uuid4

_PASSING = (429, 500, 502, 503, 504)
"""What is answered otherwise a moment later."""
_TRIES = 6

SentFile = tuple[str, bytes]
"""What a file is called, and what is in it."""


class RefusedError(Exception):
    """The service did not do it, and says why (RFC 9457)."""

    def __init__(self, status: int, told: Mapping[str, Any]) -> None:
        """`status`: of HTTP, or 0 when nobody answered."""
        self.status = status
        self.title = str(told.get("title", status))
        self.detail = str(told.get("detail", ""))
        self.invalid_params: Sequence[Mapping[str, str]] = told.get("invalidParams") or ()
        wrong = "".join(f" {each.get('name')}: {each.get('reason')}" for each in self.invalid_params)
        super().__init__(f"{self.title}. {self.detail}{wrong}".strip())


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was answered."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: Message
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)

    def file(self) -> GivenFile:
        return GivenFile(self.headers.get_filename() or "", self.content)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to nobody else."""

    def redirect_request(self, *_of: Any, **_more: Any) -> None:
        return None


class Caller:
    """Asks one service with one token; what is not answered is asked again, and done once."""

    pause = 0.5
    """Seconds before it is asked again; each time twice as long, or as long as the service says."""

    def __init__(self, address: str, token: str, *, language: str = "nl", timeout: float = 60.0) -> None:
        """`address` as people open it, without /api. `timeout`: seconds for one answer."""
        self._base = f"{address.rstrip('/')}/api/v1"
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirect)

    def every(self, ask: Callable[..., Any], *where: str, **wanted: Any) -> Iterator[Any]:
        """All of a list, page by page: `service.every(service.list_reports, stand="verstuurd")`."""
        page = ask(*where, **{"aantal": 500, **wanted})
        while True:
            yield from page["resultaten"]
            following = page.get("volgende")
            if not following:
                return
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(following).query)
            page = ask(*where, **{"aantal": 500, **wanted, "cursor": query["cursor"][0]})

    def _ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any],
        body: Mapping[str, Any] | None = None,
        *,
        as_form: bool = False,
    ) -> _Answer:
        given = {name: _as_texts(value) for name, value in query.items() if value is not None}
        address = f"{self._base}{path}" + (f"?{urllib.parse.urlencode(given, doseq=True)}" if given else "")
        headers = dict(self._headers)
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid4())
        content = None
        if body is not None:
            content, headers["Content-Type"] = _form(body) if as_form else _json(body)
        request = urllib.request.Request(address, content, headers, method=method)  # noqa: S310 - the address is the user's
        return self._answered(request)

    def _answered(self, request: urllib.request.Request) -> _Answer:
        """Raises RefusedError for what is refused, and for what nobody answered in the end."""
        for number in range(1, _TRIES + 1):
            pause = self.pause * 2 ** (number - 1)
            try:
                with self._opener.open(request, timeout=self._timeout) as given:
                    return _Answer(given.headers, given.read())
            except urllib.error.HTTPError as refused:
                if refused.code not in _PASSING or number == _TRIES:
                    raise RefusedError(refused.code, _problem(refused.read())) from refused
                said = refused.headers.get("Retry-After", "")
                pause = float(said) if said.isdecimal() else pause
            except OSError as away:
                if number == _TRIES:
                    raise RefusedError(0, {"title": "Nobody answers", "detail": str(away)}) from away
            time.sleep(pause)
        raise AssertionError("the last try ends in an answer or an error")


def _part(value: str) -> str:
    return urllib.parse.quote(value, safe="")


def _as_texts(value: Any) -> list[str]:
    """What is asked for more than once stands there once for each."""
    return [_as_text(each) for each in (value if isinstance(value, list) else [value])]


def _as_text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _json(body: Mapping[str, Any]) -> tuple[bytes, str]:
    return json.dumps(body).encode(), "application/json"


def _form(body: Mapping[str, Any]) -> tuple[bytes, str]:
    """Fields, and files as name and content."""
    border = secrets.token_hex(16)
    parts = []
    for name, value in body.items():
        for each in value if isinstance(value, list) else [value]:
            parts.append(f'--{border}\r\nContent-Disposition: form-data; name="{name}"'.encode())
            if isinstance(each, tuple):
                called = urllib.parse.quote(each[0])
                parts.append(f"; filename*=UTF-8''{called}; filename=\"{called}\"\r\n\r\n".encode() + each[1])
            else:
                parts.append(f"\r\n\r\n{_as_text(each)}".encode())
            parts.append(b"\r\n")
    return b"".join([*parts, f"--{border}--\r\n".encode()]), f"multipart/form-data; boundary={border}"


def _problem(content: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
