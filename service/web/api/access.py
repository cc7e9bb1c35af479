"""Access of programs by OAuth 2.0: where a token is issued, and how others find that place."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, json, request

from service.assertions import ALGORITHMS, NotAnAssertionError
from service.domain.access_tokens import ASSERTION_TYPE, SCOPE_WORDS
from service.use_cases.programs.issue_token import LASTS, TOKENS_ARE_ISSUED_AT, ScopeTooWideError
from service.web.api.part import BASE, VERSION_HEADER
from service.web.api.problems import PROBLEM, Probleem
from service.web.people.visitor import origin
from service.web.shared.current import current_wiring

blueprint = Blueprint("api_access", __name__)
_NUMBERS = {"expires_in"}


def _answer(words: str, *names: str) -> dict[str, Any]:
    properties = {name: {"type": "integer" if name in _NUMBERS else "string"} for name in names}
    schema = {"type": "object", "properties": properties, "required": list(names)}
    content = {"application/json": {"schema": schema}}
    return {"description": words, "headers": VERSION_HEADER, "content": content}


@blueprint.post(TOKENS_ARE_ISSUED_AT)
def issue() -> Response:
    """By client credentials alone, and by what the program signs alone; RFC 6749 5.1 and 5.2."""
    form = request.form
    if form.get("grant_type") != "client_credentials":
        return _refused("unsupported_grant_type", "grant_type must be client_credentials")
    if form.get("client_assertion_type") != ASSERTION_TYPE or not form.get("client_assertion"):
        return _refused("invalid_client", f"client_assertion of type {ASSERTION_TYPE} is missing")
    wanted = frozenset(form.get("scope", "").split())
    try:
        issued = current_wiring().programs.issue_token(form["client_assertion"], wanted, origin())
    except ScopeTooWideError as error:
        return _refused("invalid_scope", str(error))
    except NotAnAssertionError as error:
        return _refused("invalid_client", str(error))
    return _told(
        {
            "access_token": issued.token,
            "token_type": "Bearer",
            "expires_in": int(LASTS.total_seconds()),
            "scope": " ".join(sorted(each.value for each in issued.scopes)),
        }
    )


@blueprint.get("/.well-known/oauth-authorization-server")
def about() -> Response:
    """RFC 8414."""
    site = current_wiring().settings.site()
    return _told(
        {
            "issuer": site,
            "token_endpoint": f"{site}{TOKENS_ARE_ISSUED_AT}",
            "grant_types_supported": ["client_credentials"],
            "response_types_supported": [],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
            "scopes_supported": sorted(each.value for each in SCOPE_WORDS),
            "service_documentation": f"{site}{BASE}/openapi.json",
        }
    )


def _refusal(words: str) -> dict[str, Any]:
    """As OAuth says it; what is refused before anybody reads it is a problem, as everywhere."""
    told = _answer(words, "error", "error_description")
    problem = {"schema": {"$ref": f"#/components/schemas/{Probleem.__name__}"}}
    return {**told, "content": {**told["content"], PROBLEM: problem}}


DESCRIBED = {
    "post": {
        "operationId": "issueAccess",
        "summary": "Een token voor tien minuten",
        "description": (
            "OAuth 2.0 client credentials met private_key_jwt (RFC 7523). Teken elke keer een nieuw JWT van "
            "ten hoogste vijf minuten, met iss en sub gelijk aan uw client_id, aud dit adres, een eigen jti "
            "en exp."
        ),
        "tags": ["Toegang"],
        "security": [],
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": ["grant_type", "client_assertion_type", "client_assertion"],
                        "properties": {
                            "grant_type": {"const": "client_credentials"},
                            "client_assertion_type": {"const": ASSERTION_TYPE},
                            "client_assertion": {"type": "string"},
                            "scope": {"type": "string", "description": "Met spaties ertussen; leeg: alles."},
                        },
                    }
                }
            },
        },
        "responses": {
            "200": _answer("Het token.", "access_token", "token_type", "expires_in", "scope"),
            "400": _refusal("invalid_scope of unsupported_grant_type."),
            "401": _refusal("invalid_client: wij kennen u hier niet aan."),
            "default": _refusal("Iets anders waarom het niet ging."),
        },
    }
}
"""Its part of the description, which OAuth writes otherwise than the rest of the API."""


def _refused(error: str, why: str) -> Response:
    status = HTTPStatus.UNAUTHORIZED if error == "invalid_client" else HTTPStatus.BAD_REQUEST
    return _told({"error": error, "error_description": why}, status)


def _told(said: dict[str, Any], status: int = HTTPStatus.OK) -> Response:
    response = Response(json.dumps(said), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
