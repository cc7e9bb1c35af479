"""The description of the API, OpenAPI 3.1, made from the code: by the NLGov REST API Design Rules 2.1."""

import re
from collections.abc import Iterator, Mapping
from http import HTTPMethod, HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, current_app, json, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.info import Info
from flask_openapi.models.oauth_flow import OAuthFlow
from flask_openapi.models.oauth_flows import OAuthFlows
from flask_openapi.models.security_scheme import SecurityScheme
from flask_openapi.openapi import OpenAPI
from pydantic import BaseModel

from service.domain.access_tokens import SCOPE_WORDS, Scope
from service.use_cases.programs.issue_token import TOKENS_ARE_ISSUED_AT
from service.web.access_rules import ACCESS_RULES
from service.web.api import access
from service.web.api.answers import KEY_HEADER
from service.web.api.answers_described import DONE_ONCE, files_of
from service.web.api.leaving import leaving_of
from service.web.api.links import add_links
from service.web.api.part import BASE, VERSION_HEADER
from service.web.api.problems import PROBLEM, Probleem
from service.web.people.visitor import is_of_a_program
from service.web.shared.current import current_wiring

VERSION = "1.0.0"
"""Of the API, by SemVer: what goes away or changes its meaning makes it 2."""
_SCHEME = "token"
"""How the description names a token in the header Authorization."""
_BY_KEY = "sleutel"
"""And one that a program gets for what it signs."""
_PROBLEMS: Mapping[int, str] = {
    400: "Het verzoek klopt niet; invalidParams noemt alles wat niet kan.",
    401: "Geen geldig token.",
    403: "Het token is hier niet voor gemaakt, of dit is niet voor uw soort organisatie.",
    404: "Er is niets op dit adres, of het is niet van uw organisatie.",
    429: "Te veel in korte tijd; zie Retry-After.",
    503: "De dienst is even niet bereikbaar; stuur het opnieuw.",
}
_WHEN_CHANGING: Mapping[int, str] = {
    **_PROBLEMS,
    409: "Het is intussen anders; vraag eerst op hoe het nu staat.",
}
_TOO_LARGE = "Samen te groot, of in te veel delen; er is niets van bewaard."
_KEY = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "description": "Uw eigen kenmerk van dit verzoek: binnen 24 uur gebeurt het dan maar één keer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}
_ONE_OF: Mapping[str, str] = {
    "arriving": "file",
    "channels": "channel",
    "drafts": "draft",
    "findings": "finding",
    "publications": "publication",
    "questions": "question",
    "receipts": "receipt",
    "reports": "report",
    "submissions": "submission",
    "trials": "trial",
    "webhooks": "webhook",
}
_NAMES: Mapping[str, str] = {
    "api_arriving.add": "addPart",
    "api_asked.asked": "listRequests",
    "api_asked.formats": "listFormats",
    "api_asked.municipalities": "listMunicipalities",
    "api_asked.version": "getFormatVersion",
    "api_findings.give": "answerFinding",
    "api_findings.withdraw": "withdrawAnswer",
    "api_happened.events": "listEvents",
    "api_happened.log": "listLog",
    "api_reports.of_submission": "listReportsOfSubmission",
    "api_submissions.annotated_copy": "getAnnotatedCopy",
    "api_told.grant": "grantExtension",
    "api_told.notices": "listNotices",
}
"""Where room and name do not say it."""
_METHODS = ("get", "put", "post", "patch", "delete")
_PART = re.compile(r"\{(\w+)\}")

blueprint = Blueprint("api_description", __name__, url_prefix=BASE)


class DescribedApplication(OpenAPI):
    """A Flask application that knows what its API takes and gives."""

    def __init__(self, name: str, **options: Any) -> None:  # noqa: ANN401 - those of Flask
        """Pages of its own it has none of: only the description."""
        super().__init__(
            name,
            info=Info(title="Eenmaal", version=VERSION, description=_ABOUT),
            security_schemes={
                _SCHEME: SecurityScheme(type="http", scheme="bearer", description=_TOKENS),
                _BY_KEY: SecurityScheme(
                    type="oauth2", description=_KEYS, flows=OAuthFlows(clientCredentials=_FLOW)
                ),
            },
            validation_error_status=HTTPStatus.BAD_REQUEST,
            doc_ui=False,
            **options,
        )
        self.openapi_version = "3.1.0"

    def register_api(self, api: APIBlueprint, **options: Any) -> None:  # noqa: ANN401 - as above
        """With all methods of an address of which two parts have some: the library keeps the last part's."""
        earlier = {path: self.paths[path] for path in api.paths if path in self.paths}
        super().register_api(api, **options)
        for path, item in earlier.items():
            others = {name: one for name in _METHODS if (one := getattr(item, name)) is not None}
            self.paths[path] = self.paths[path].model_copy(update=others)


@blueprint.get("/openapi.json")
def show() -> Response:
    """Public, for every site."""
    told = described(current_app, request.host_url.rstrip("/"))
    response = Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def install(app: Flask) -> None:
    """Every answer of the API says its version."""
    app.after_request(_with_version)


def described(app: Flask, site: str) -> Mapping[str, Any]:
    """The whole description. `site`: the address of this installation."""
    if not isinstance(app, DescribedApplication):
        raise TypeError("this application has no API")
    told: dict[str, Any] = json.loads(json.dumps(app.api_doc))
    told["servers"] = [{"url": f"{site}{BASE}"}]
    contact = {"name": "Beheer van deze installatie", "url": f"{site}/toegankelijkheid#contact"}
    told["info"]["contact"] = {**contact, "email": current_wiring().settings.contact_email}
    told["paths"] = {
        "/openapi.json": _OF_ITSELF,
        TOKENS_ARE_ISSUED_AT.removeprefix(BASE): access.DESCRIBED,
        **{_in_camel(path.removeprefix(BASE)): _path(app, item) for path, item in told["paths"].items()},
    }
    schemas = told["components"]["schemas"]
    schemas.pop("ValidationErrorModel", None)
    for name, schema in _schemas(Probleem):
        schemas[name] = schema
    told["components"]["schemas"] = {name: _in_one_place(schema) for name, schema in sorted(schemas.items())}
    add_links(told)
    return told


def _path(app: Flask, item: Mapping[str, Any]) -> dict[str, Any]:
    return {method: _operation(app, method, operation) for method, operation in item.items()}


def _operation(app: Flask, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    """As the rules want it: named, with the right it needs, and everything that it may answer."""
    endpoint = operation["operationId"]
    scope = ACCESS_RULES[endpoint].scope
    changes = method.upper() not in (HTTPMethod.GET, HTTPMethod.HEAD)
    operation["operationId"] = _operation_id(endpoint)
    operation |= _right(scope, operation.get("description", ""))
    if leaving_of(app, endpoint) is not None:
        operation["deprecated"] = True
    if endpoint in DONE_ONCE:
        operation["parameters"] = [*operation.get("parameters", ()), _KEY]
    wrong = dict(_WHEN_CHANGING if changes else _PROBLEMS)
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        wrong[413] = _TOO_LARGE
    operation["responses"] = {
        **_good(endpoint, operation["responses"], changes=changes),
        **{str(code): _problem(words) for code, words in sorted(wrong.items())},
        "default": _problem("Iets anders waarom het niet ging."),
    }
    return operation


def _good(endpoint: str, shaped: Mapping[str, Any], *, changes: bool) -> dict[str, Any]:
    """What comes when it went well: a shape, a file, either of them as one asks, or nothing."""
    files = files_of(endpoint)
    good = {
        code: {**answer, "headers": VERSION_HEADER, "content": {**answer["content"], **files}}
        for code, answer in shaped.items()
        if int(code) < HTTPStatus.BAD_REQUEST
    }
    if not good:
        good = {"200": {**_A_FILE, "content": files}} if files else {"204": _NOTHING}
    return good if changes else {**good, "304": _THE_SAME}


def _right(scope: Scope | None, description: str) -> dict[str, Any]:
    """By what somebody may do this, for people and for programs that read it."""
    if scope is None:
        return {"description": description, "security": [{_SCHEME: []}, {_BY_KEY: []}]}
    told = f"{description}\n\nRecht van het token: `{scope.value}`."
    return {"description": told, "security": [{_SCHEME: []}, {_BY_KEY: [scope.value]}]}


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{Probleem.__name__}"}
    return {"description": words, "content": {PROBLEM: {"schema": schema}}}


def _schemas(model: type[BaseModel]) -> Iterator[tuple[str, dict[str, Any]]]:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    yield from schema.pop("$defs", {}).items()
    yield model.__name__, schema


def _in_one_place(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the definitions that stand among the components already."""
    return {name: value for name, value in schema.items() if name != "$defs"}


def _in_camel(path: str) -> str:
    """A part of a path by the name that its parameter has: `/naleving/{agbCode}`."""
    return _PART.sub(lambda part: f"{{{_camel(part[1])}}}", path)


def _operation_id(endpoint: str) -> str:
    """A verb and what it is done to: `listReports`, `getReport`, `downloadReport`."""
    if endpoint in _NAMES:
        return _NAMES[endpoint]
    room, _, name = endpoint.removeprefix("api_").partition(".")
    if name == "every":
        return _camel(f"list_{room}")
    thing = _ONE_OF.get(room, room)
    return _camel(f"{'get' if name == 'one' else name}_{thing}")


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.title() for each in others)


def _with_version(response: Response) -> Response:
    if is_of_a_program():
        response.headers["API-Version"] = VERSION
    return response


_ABOUT = (
    "Eén verantwoordingsexport erin, voor elke gemeente haar eigen rapportage eruit. Wat een pagina biedt, "
    "biedt de API, met hetzelfde recht. Bedragen zijn eurocenten, tijdstippen UTC. Een fout in de inhoud van "
    "een bestand is geen fout van het verzoek: zij staat in de bevindingen."
)
_TOKENS = "Een token maakt u op de pagina Mijn account. Het is voor een of meer van: " + "; ".join(
    f"{scope.value} ({words.nl})" for scope, words in SCOPE_WORDS.items()
)
_KEYS = (
    "In plaats van een token dat u bewaart: uw programma tekent met een eigen sleutel wie het is "
    "(private_key_jwt) en krijgt een token voor tien minuten. De openbare sleutel geeft u op Mijn account."
)
_FLOW = OAuthFlow(
    tokenUrl=TOKENS_ARE_ISSUED_AT, scopes={scope.value: words.nl for scope, words in SCOPE_WORDS.items()}
)
_NOTHING = {"description": "Gedaan.", "headers": VERSION_HEADER}
_A_FILE = {"description": "Het bestand.", "headers": VERSION_HEADER}
_THE_SAME = {"description": "U heeft het al: uw If-None-Match is nog zijn ETag.", "headers": VERSION_HEADER}
_OF_ITSELF = {
    "get": {
        "operationId": "showDescription",
        "summary": "Deze beschrijving",
        "description": "Openbaar, voor elke site.",
        "tags": ["Beschrijving"],
        "security": [],
        "responses": {
            "200": {
                "description": "OpenAPI 3.1.",
                "headers": {
                    **VERSION_HEADER,
                    "Access-Control-Allow-Origin": {
                        "schema": {"type": "string"},
                        "description": "Elke site.",
                    },
                },
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "default": _problem("Waarom het niet ging."),
        },
    }
}
