"""Where one can go from an answer: the links of the description, made from what its paths and answers say."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_REFERENCE = "#/components/schemas/"
_PARAMETER = re.compile(r"\{(\w+)\}")
_FROM_PATH = "$request.path."
_FROM_BODY = "$response.body#/"
_BY_HAND: Mapping[str, tuple[tuple[str, Mapping[str, Any]], ...]] = {
    "lookSubmission": (
        (
            "sendSubmission",
            {
                "parameters": {"id": "$request.path.id"},
                "requestBody": {"gezien": "$response.body#/gezien"},
            },
        ),
    ),
    "getSubmission": (("getReport", {"parameters": {"id": "$response.body#/rapportages/0"}}),),
    "beginFile": (("receiveSubmission", {"requestBody": {"bestandIds": ["$response.body#/id"]}}),),
    "getReport": (("askQuestion", {"requestBody": {"rapportage": "$response.body#/id"}}),),
    "listFindings": (
        (
            "answerFinding",
            {
                "parameters": {"id": "$request.path.id"},
                "requestBody": {
                    "code": "$response.body#/resultaten/0/code",
                    "tabel": "$response.body#/resultaten/0/tabel",
                    "veld": "$response.body#/resultaten/0/veld",
                },
            },
        ),
    ),
}
"""What no path says, by the operation that answers: to which one, with what of the answer."""

Described = Mapping[str, Any]


class _Operation(NamedTuple):
    name: str
    path: str
    method: str
    described: Described


def add_links(told: Described) -> None:
    """Give every good answer of a description its links.

    What names a thing in an answer - the `id` of what was made, or of the first of a list - goes into
    the paths below it that ask for one of that name; and from a thing one goes on to what is below it.
    """
    operations = tuple(_operations(told))
    targets = {each.name: each.path for each in operations}
    for each in operations:
        good = next((one for code, one in each.described["responses"].items() if code[0] == "2"), None)
        links = {} if good is None else _links(each, targets, _answered(told, good))
        if good is not None and links:
            good["links"] = links


def _operations(told: Described) -> Iterator[_Operation]:
    for path, item in told["paths"].items():
        for method, operation in item.items():
            yield _Operation(operation["operationId"], path, method, operation)


def _links(source: _Operation, targets: Mapping[str, str], answered: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, target in targets.items():
        parameters = _parameters(source, target, answered) if name != source.name else None
        if parameters is not None:
            found[name] = {"operationId": name, "parameters": parameters}
    found |= {to: {"operationId": to, **how} for to, how in _BY_HAND.get(source.name, ())}
    return dict(sorted(found.items()))


def _answered(told: Described, good: Described) -> Mapping[str, str]:
    """By name, where in an answer a thing is called so."""
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    shape = _shape(told, schema)
    found = {name: f"{_FROM_BODY}{name}" for name in shape}
    for name, part in shape.items():
        items = _shape(told, part.get("items", {}))
        found |= {inner: f"{_FROM_BODY}{name}/0/{inner}" for inner in items if inner not in found}
    return found


def _shape(told: Described, schema: Described) -> Mapping[str, Any]:
    """The properties of an object."""
    if "$ref" in schema:
        schema = told["components"]["schemas"][schema["$ref"].removeprefix(_REFERENCE)]
    properties: Mapping[str, Any] = schema.get("properties", {})
    return properties


def _parameters(source: _Operation, target: str, answered: Mapping[str, str]) -> dict[str, str] | None:
    """What of this request and its answer goes into the path of that one; None when that is not below it."""
    if source.method == "delete" or not target.startswith(f"{source.path}/"):
        return None
    known = {name: f"{_FROM_PATH}{name}" for name in _PARAMETER.findall(source.path)}
    more = _PARAMETER.findall(target[len(source.path) :])
    if not (known or more) or not answered.keys() >= set(more):
        return None
    return {**known, **{name: answered[name] for name in more}}
