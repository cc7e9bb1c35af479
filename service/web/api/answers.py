"""Answers of the API: JSON with a fingerprint, pages of lists, and requests that are done once."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from http import HTTPStatus
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import Response, abort, request, url_for
from pydantic import BaseModel, Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.idempotency import LONGEST_KEY, Answered, KeyedRequest
from service.domain.periods import Period, parse_period
from service.domain.wording import Wording
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

_One = TypeVar("_One")
_Shape = TypeVar("_Shape", bound=BaseModel)
KEY_HEADER = "Idempotency-Key"
JSON = "application/json"
_NO_SUCH_PLACE = Wording(
    "is niet van deze lijst, of wat er stond is er niet meer; begin opnieuw zonder cursor",
    "is not of this list, or what stood there is gone; begin again without a cursor",
)
_NO_PERIOD = Wording(
    "is geen periode; schrijf 2026, 2026-H1, 2026-Q1 of 2026-03",
    "is no period; write 2026, 2026-H1, 2026-Q1 or 2026-03",
)
_TOO_LONG = Wording(f"heeft 1 tot {LONGEST_KEY} tekens", f"has 1 to {LONGEST_KEY} characters")


class PeriodeQuery(Shape):
    """Over welke periode."""

    periode: str | None = Field(None, description="Zoals 2026-Q1; anders de laatste.")


class ListQuery(Shape):
    """Welk deel van een lijst."""

    cursor: str | None = Field(None, description="Uit `volgende` van de vorige bladzijde.", max_length=500)
    aantal: int = Field(50, ge=1, le=500, description="Hoeveel op een bladzijde.")


class Bladzijde(Shape, Generic[_Shape]):
    """Een deel van een lijst; `volgende` is het adres van het deel erna, en ontbreekt bij het laatste."""

    resultaten: list[_Shape]
    volgende: str | None = None


def answer(told: BaseModel, status: int = HTTPStatus.OK, location: str = "") -> Response:
    """As JSON; a program that has it already, by its ETag, hears only that."""
    body = told.model_dump_json(by_alias=True, exclude_none=True).encode()
    response = Response(body, status, mimetype=JSON)
    if location:
        response.headers["Location"] = location
    if status == HTTPStatus.OK:
        response.set_etag(sha256(body).hexdigest())
        response.make_conditional(request)
    return response


def page_of(
    kind: type[Bladzijde[_Shape]],
    every: Sequence[_One],
    query: ListQuery,
    name: Callable[[_One], str],
    shape: Callable[[_One], _Shape],
) -> Response:
    """The part of a list that is asked. `name` tells one from all others, also when the list has grown."""
    begin = 0
    if query.cursor is not None:
        last = _opened(query.cursor)
        begin = next((at for at, each in enumerate(every, 1) if name(each) == last), 0)
        if not begin:
            abort(wrong_parameter("cursor", _NO_SUCH_PLACE))
    chosen = every[begin : begin + query.aantal]
    following = _closed(name(chosen[-1])) if begin + query.aantal < len(every) else None
    return answer_page(kind(resultaten=[shape(each) for each in chosen]), following)


def answer_page(page: Bladzijde[_Shape], cursor: str | None) -> Response:
    """With the address of the next one, in its body and in the header Link."""
    if cursor is None:
        return answer(page)
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    arguments = [*asked, ("cursor", cursor)]
    address = f"{url_for(request.endpoint or '', **(request.view_args or {}))}?{urlencode(arguments)}"
    response = answer(page.model_copy(update={"volgende": address}))
    response.headers["Link"] = f'<{address}>; rel="next"'
    return response


def _closed(name: str) -> str:
    return base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")


def _opened(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        abort(wrong_parameter("cursor", _NO_SUCH_PLACE))


def once(act: Callable[[], AnyResponse], *parts: str) -> AnyResponse:
    """Do it; a request with a key that was answered before gets that answer once more, and does nothing.

    `parts`: what makes it this request, beside its address. What came to nothing may be sent again.
    """
    key = request.headers.get(KEY_HEADER)
    if key is None:
        return act()
    if not 1 <= len(key) <= LONGEST_KEY:
        abort(wrong_parameter(KEY_HEADER, _TOO_LONG))
    programs, viewer = current_wiring().programs, current_viewer()
    keyed = KeyedRequest.of(key, request.method, request.path, *parts)
    known = programs.begin_request(viewer, keyed)
    if known is not None:
        return _again(known)
    answered = None
    try:
        response = act()
        if response.status_code < HTTPStatus.BAD_REQUEST:
            body = json.loads(response.get_data()) if response.mimetype == JSON else {}
            answered = Answered(
                status=response.status_code, location=response.headers.get("Location", ""), body=body
            )
        return response
    finally:
        programs.finish_request(viewer, keyed, answered)


def _again(known: Answered) -> AnyResponse:
    body = json.dumps(dict(known.body), ensure_ascii=False) if known.body else ""
    response = Response(body, known.status, mimetype=JSON)
    if known.location:
        response.headers["Location"] = known.location
    response.headers["Idempotency-Replayed"] = "true"
    return response


def period_asked(label: str) -> Period:
    """The days of `2026-Q1` in a request, or else a problem that says how to write it."""
    try:
        return parse_period(label)
    except ValueError:
        abort(wrong_parameter("periode", _NO_PERIOD))


def period_filter(name: str | None) -> str | None:
    """What `Periode.naam` is of those asked for; days without a name, begin--einde, are as they are."""
    return name if name is None or "--" in name else period_asked(name).label


def chosen(every: Iterable[_One], **wanted: tuple[str | None, Callable[[_One], str]]) -> list[_One]:
    """Those that are as a filter asks; what is not asked filters nothing."""
    asked = [(value, of) for value, of in wanted.values() if value is not None]
    return [each for each in every if all(of(each) == value for value, of in asked)]
