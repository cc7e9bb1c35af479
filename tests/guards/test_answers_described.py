"""The description of the API has every route, and says of none what it does not do."""

import ast
import re
from pathlib import Path

from service.web.api.answers_described import _FILES, DONE_ONCE
from tests.tools.api_description import endpoints_of_the_api, the_description

PARAMETER = r"\{\w+\}"
ROOMS = sorted((Path(__file__).parents[2] / "service" / "web" / "api").glob("*.py"))


def calls_in(node):
    return {
        each.func.id
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }


def routes_that_call(name):
    """Of every part of the API: its routes in which a function of this name is called."""
    found = set()
    for room in ROOMS:
        source = room.read_text(encoding="utf-8")
        part = re.search(r'^blueprint = part\("(\w+)"', source, re.MULTILINE)
        functions = [each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef)]
        routes = [
            each for each in functions if any("blueprint." in ast.unparse(one) for one in each.decorator_list)
        ]
        found |= {f"{part[1]}.{each.name}" for each in routes if part and name in calls_in(each)}
    return found


def test_every_route_is_described_also_when_two_parts_share_its_address():
    described = {
        f"{method.upper()} /api/v1{re.sub(PARAMETER, '{}', path)}"
        for path, item in the_description()["paths"].items()
        for method in item
    }

    routes = [re.sub(PARAMETER, "{}", each) for each in endpoints_of_the_api().values()]

    assert {each for each in routes if "/api/v1/" in each} == described


def test_what_a_key_makes_happen_once_is_what_is_described_with_a_key():
    assert routes_that_call("once") == DONE_ONCE


def test_the_routes_that_give_a_file_are_those_of_which_the_kinds_are_described():
    assert routes_that_call("as_attachment") == set(_FILES)


def test_every_link_leads_to_an_operation_and_fills_its_path():
    operations, links = {}, []
    for path, item in the_description()["paths"].items():
        for operation in item.values():
            operations[operation["operationId"]] = (path, operation)
            for answer in operation["responses"].values():
                links += answer.get("links", {}).values()

    assert len(links) > 100
    for link in links:
        path, operation = operations[link["operationId"]]
        assert set(re.findall(r"\{(\w+)\}", path)) == set(link.get("parameters", {}))
        assert "requestBody" not in link or "requestBody" in operation


def test_from_what_is_handed_in_one_goes_on_to_what_came_of_it():
    received = the_description()["paths"]["/aanleveringen"]["post"]["responses"]["202"]["links"]

    assert received["listFindings"] == {
        "operationId": "listFindings",
        "parameters": {"id": "$response.body#/id"},
    }
    assert {"getSubmission", "answerFinding", "lookSubmission", "listReportsOfSubmission"} <= set(received)
