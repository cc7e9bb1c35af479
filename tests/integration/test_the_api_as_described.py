"""Whatever is asked of the API is answered as its description says, and never with a fault of ours."""

import io
import json
import random
import re
from http import HTTPStatus

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from service.domain.access_tokens import NewToken, scopes_for
from service.web.application import create_app

ODD = (
    *("", " ", "0", "-1", "1e9", "9" * 30, "null", "\x00", "é€", "../..", "' OR 1=1 --", "<script>"),
    *("2026-Q1", "2026-Q5", "0344", "verstuurd", "afgekeurd", "true", "nl", "a" * 600, "%", "{}", "[]"),
)
CHANGING = ("post", "put", "patch", "delete")


class Asked:
    """One operation of the description, asked at random."""

    def __init__(self, description, path, method, known):
        self.description, self.path, self.method = description, path, method
        self.operation = description["paths"][path][method]
        self.known = known

    def ask(self, browser, headers, lot):
        parameters = self.operation.get("parameters", ())
        path = re.sub(r"\{\w+\}", lambda _: self.a_value(lot, in_path=True), self.path)
        query = {each["name"]: self.a_value(lot) for each in parameters if each["in"] == "query"}
        query = {name: value for name, value in query.items() if lot.random() < 0.5}
        if lot.random() < 0.1:
            query["onbekend"] = self.a_value(lot)
        if lot.random() < 0.3 and self.method in CHANGING:
            headers = {**headers, "Idempotency-Key": f"key-{lot.randrange(20)}"}
        how = {"query_string": query, "headers": headers, **self.a_body(lot)}
        return browser.open(f"/api/v1{path}", method=self.method.upper(), **how)

    def a_value(self, lot, *, in_path=False):
        value = lot.choice(self.known) if self.known and lot.random() < 0.6 else lot.choice(ODD)
        return value.replace("/", "").replace("\x00", "") or "x" if in_path else value

    def a_body(self, lot):
        content = self.operation.get("requestBody", {}).get("content", {})
        if "multipart/form-data" in content:
            form = {"aanvulling": lot.choice(("true", "false", "misschien"))} if lot.random() < 0.4 else {}
            if lot.random() < 0.8:
                form["bestand"] = (io.BytesIO(b"kwartaal %d" % lot.randrange(1000)), self.a_value(lot))
            return {"data": form, "content_type": "multipart/form-data"}
        if "application/json" not in content:
            return {}
        (schema,) = content["application/json"]["schema"].values()
        names = self.description["components"]["schemas"][schema.rsplit("/", 1)[1]]["properties"]
        body = {name: self.a_json(lot) for name in names if lot.random() < 0.8}
        whole = body if lot.random() < 0.9 else self.a_json(lot)
        return {"data": json.dumps(whole), "content_type": lot.choice(("application/json", "text/plain"))}

    def a_json(self, lot):
        return lot.choice(
            (self.a_value(lot), self.a_value(lot), None, 1, 0.5, True, [], {}, [self.a_value(lot)])
        )

    def why_not(self, answer, registry):
        """What is wrong with an answer; nothing when it is as described."""
        described, status = self.operation["responses"], answer.status_code
        if status in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT) and not answer.data:
            return ""
        found = described.get(str(status)) or (described["default"] if status >= 400 else {})
        content = found.get("content", {})
        if status >= 500 or answer.headers.get("API-Version") != "1.0.0" or not found:
            return f"{status} is not described"
        if answer.mimetype not in content:
            return "" if "application/octet-stream" in content and status == 200 else f"{answer.mimetype}?"
        schema = content[answer.mimetype]["schema"]
        resolved = {"$ref": f"urn:api{schema['$ref']}"} if "$ref" in schema else schema
        validator = jsonschema.Draft202012Validator(resolved, registry=registry)
        return "; ".join(each.message for each in validator.iter_errors(answer.json))


def asked_at_random(wiring, region, hands, count, seed):
    """How many answers of which status, and what was wrong with which."""
    hands.deliver(region.provider)
    hands.upload(region.provider, b"kwartaal afgekeurd")
    browser = create_app(wiring).test_client()
    description = browser.get("/api/v1/openapi.json").json
    registry = Registry().with_resource("urn:api", DRAFT202012.create_resource(description))
    reports = wiring.reports.list(region.provider)
    known = [str(each.id) for each in (*wiring.submissions.list(region.provider), *reports)]
    operations = [
        Asked(description, path, method, [*known, *(each.format for each in reports)])
        for path, item in description["paths"].items()
        for method in item
    ]
    headers = [{}]
    for login in ("provider", "utrecht", "bureau"):
        viewer = wiring.people.find_viewer(login)
        new = NewToken(name="x", scopes=frozenset(scopes_for(viewer.organisation.kind)), days=30)
        headers += 3 * [{"Authorization": f"Bearer {wiring.programs.make_token(viewer, new)}"}]
    lot, wrong, statuses = random.Random(seed), [], {}
    for _ in range(count):
        one = lot.choice(operations)
        answer = one.ask(browser, lot.choice(headers), lot)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        if said := one.why_not(answer, registry):
            wrong.append((one.method, one.path, answer.status_code, said[:300]))
        if lot.random() < 0.02:
            hands.do_everything()
    return statuses, wrong


@pytest.mark.parametrize("count", [60, pytest.param(10_000, marks=pytest.mark.long)])
def test_every_answer_is_as_described(wiring, region, hands, count):
    statuses, wrong = asked_at_random(wiring, region, hands, count, seed=1)

    assert wrong == []
    assert {200, 400, 401, 403, 404} <= set(statuses)
