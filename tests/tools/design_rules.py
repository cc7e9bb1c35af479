"""The testable rules of the NLGov REST API Design Rules, held against an OpenAPI description.

Our own, after the rules as they are published; that they say the same as the official linter is shown on its
own test cases.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_VERSIONED = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"
)
_SEGMENT = re.compile(r"\{[^}]+\}|_zoek|openapi\.json|[a-z0-9]+(-[a-z0-9]+)*")
_CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")
_DATE = re.compile(r"(.*[a-z0-9](Date|Datum)|(.*_)?[Dd]ate|(.*_)?[Dd]atum)")
_PROBLEMS = ("application/problem+json", "application/problem+xml")
_METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
Step = str | int
Told = Mapping[str, Any]


@dataclass(frozen=True, order=True)
class Broken:
    """A rule that a description breaks, and where."""

    rule: str
    place: str
    severity: str = "error"


def broken_rules(description: Told) -> list[Broken]:
    """Every one, in order."""
    return sorted({found for rule in _RULES for found in rule(description)})


def _version_of_openapi(told: Told) -> Iterator[Broken]:
    if "openapi" not in told:
        yield Broken("nlgov:openapi-root-exists", "")
        yield Broken("unrecognized-format", "", "warning")


def _contact(told: Told) -> Iterator[Broken]:
    info = told.get("info", {})
    contact = info.get("contact")
    if contact is None:
        yield Broken("info-contact", "info")
    elif not {"name", "email", "url"} <= set(contact):
        yield Broken("nlgov:info-contact-fields-exist", "info.contact")
    if not _VERSIONED.fullmatch(str(info.get("version", ""))):
        yield Broken("nlgov:semver", "info.version")


def _servers(told: Told) -> Iterator[Broken]:
    if not told.get("servers"):
        yield Broken("oas3-api-servers", "servers" if "servers" in told else "")


def _paths(told: Told) -> Iterator[Broken]:
    for path in told.get("paths", {}):
        if path.endswith("/"):
            yield Broken("path-keys-no-trailing-slash", f"paths.{path}")
        segments = path.strip("/").split("/")
        if not all(_SEGMENT.fullmatch(each) for each in segments):
            yield Broken("nlgov:paths-kebab-case", f"paths.{path}")


def _queries(told: Told) -> Iterator[Broken]:
    for place, operation in _operations(told):
        for at, parameter in enumerate(operation.get("parameters", ())):
            if parameter.get("in") == "query" and not _CAMEL.fullmatch(parameter["name"]):
                yield Broken("nlgov:query-keys-camel-case", f"{place}.parameters[{at}].name")


def _answers(told: Told) -> Iterator[Broken]:
    for place, operation in _operations(told):
        answers = operation.get("responses", {})
        is_read = place.endswith((".get", ".delete"))
        if "400" not in answers and (operation.get("parameters") or not is_read):
            yield Broken("nlgov:problem-invalid-input", f"{place}.responses")
        for status, answer in answers.items():
            yield from _answer(f"{place}.responses[{status}]", status, answer, told)


def _answer(place: str, status: str, answer: Told, told: Told) -> Iterator[Broken]:
    if status[0] in "23":
        headers = {each.lower() for each in answer.get("headers", {})}
        if "api-version" not in headers:
            yield Broken("nlgov:missing-version-header", f"{place}.headers" if "headers" in answer else place)
    if status[0] not in "45" or "content" not in answer:
        return
    content = answer["content"]
    if not any(each in content for each in _PROBLEMS):
        yield Broken("nlgov:use-problem-schema", f"{place}.content")
    for kind in _PROBLEMS:
        schema = _followed(content.get(kind, {}).get("schema"), told)
        if schema and not {"status", "title", "detail"} <= set(schema.get("properties", ())):
            yield Broken("nlgov:problem-schema-members", f"{place}.content.{kind}.schema.properties")


def _dates(told: Told) -> Iterator[Broken]:
    for place, name, schema in _properties(told):
        formats = list(_formats(place, schema, told))
        for where, said in formats:
            if said in ("date-time-local", "local-date-time"):
                yield Broken("nlgov:date-time-ensure-timezone", where)
            if said == "time":
                yield Broken("nlgov:time-without-timezone", where)
            if _DATE.fullmatch(name) and said != "date":
                yield Broken("nlgov:use-date-instead-of-datetime", where)
        if _DATE.fullmatch(name) and not formats:
            yield Broken("nlgov:specify-format-for-date-and-time", place)


def _operations(told: Told) -> Iterator[tuple[str, Told]]:
    for path, item in told.get("paths", {}).items():
        for method in _METHODS:
            if method in item:
                yield f"paths.{path}.{method}", item[method]


def _properties(node: object, place: str = "") -> Iterator[tuple[str, str, Told]]:
    if isinstance(node, Mapping):
        for name, below in node.items():
            where = _below(place, name)
            if name == "properties" and isinstance(below, Mapping):
                for one, schema in below.items():
                    if isinstance(schema, Mapping):
                        yield _below(where, one), one, schema
            yield from _properties(below, where)
    elif isinstance(node, list):
        for at, below in enumerate(node):
            yield from _properties(below, f"{place}[{at}]")


def _formats(place: str, schema: Told, told: Told) -> Iterator[tuple[str, str]]:
    """Every format that a property has, itself or by what it refers to, and where that stands."""
    if "format" in schema:
        yield f"{place}.format", schema["format"]
    if "$ref" in schema:
        yield from _formats(_place_of(schema["$ref"]), _followed(schema, told) or {}, told)
    for name in ("allOf", "anyOf", "oneOf"):
        for at, below in enumerate(schema.get(name, ())):
            yield from _formats(f"{place}.{name}[{at}]", below, told)


def _followed(schema: Told | None, told: Told) -> Told | None:
    while schema and "$ref" in schema:
        found: Any = told
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def _place_of(reference: str) -> str:
    return reference.removeprefix("#/").replace("/", ".")


def _below(place: str, name: str) -> str:
    step = f"[{name}]" if name.isdecimal() else f".{name}"
    return f"{place}{step}".removeprefix(".")


_RULES: tuple[Callable[[Told], Iterator[Broken]], ...] = (
    *(_version_of_openapi, _contact, _servers),
    *(_paths, _queries, _answers, _dates),
)
