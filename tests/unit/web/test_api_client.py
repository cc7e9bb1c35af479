"""The client in docs/api/client is what the description says, and gets through what happens on a network."""

import importlib.util
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.web.api.shapes import Shape
from tests.tools.api_description import the_description

CLIENT = Path(__file__).parents[3] / "docs" / "api" / "client" / "eenmaal_client.py"
ID = "6f1c9f9e-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def client():
    """The module, as somebody who copied it has it."""
    named = importlib.util.spec_from_file_location("eenmaal_client", CLIENT)
    module = importlib.util.module_from_spec(named)
    named.loader.exec_module(module)
    module.Eenmaal.pause = 0
    return module


class Server(ThreadingHTTPServer):
    """Answers what a test lays ready, one after the other, and keeps what it was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked = [], []
        self.address = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        status, headers, content = self.server.answers.pop(0)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_DELETE = answer  # noqa: N815 - so http.server calls them

    def log_message(self, *_):
        """Nothing: the test tells."""


@pytest.fixture
def server():
    serving = Server()
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield serving
    serving.shutdown()
    serving.server_close()


def told(content, status=200, **headers):
    return status, headers, json.dumps(content).encode()


def test_every_part_of_a_path_is_a_parameter_of_it():
    for path, item in the_description()["paths"].items():
        for operation in item.values():
            named = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"}
            assert named == set(re.findall(r"\{(\w+)\}", path)), path


def test_what_was_away_is_asked_again_with_the_same_key(client, server):
    """So that an act is done once."""
    server.answers = [(503, {"Retry-After": "0"}, b""), (429, {}, b"{}"), told({"id": ID}, 202)]

    taken = client.Eenmaal(server.address, "t").receive_submission({"bestand": [("één.xlsx", b"\0\1")]})

    assert taken == {"id": ID}
    keys = {headers["Idempotency-Key"] for _, _, headers, _ in server.asked}
    assert len(server.asked) == 3
    assert len(keys) == 1
    assert b"filename*=UTF-8''%C3%A9%C3%A9n.xlsx" in server.asked[0][3]
    assert b"\r\n\r\n\0\1\r\n" in server.asked[0][3]


def test_what_is_refused_says_why_and_is_not_asked_again(client, server):
    problem = {
        "status": 400,
        "title": "Dat kan niet",
        "detail": "Zie hieronder.",
        "invalidParams": [{"name": "periode", "reason": "is geen periode"}],
    }
    server.answers = [told(problem, 400)]

    with pytest.raises(client.RefusedError, match=r"Dat kan niet. Zie hieronder. periode: is geen periode"):
        client.Eenmaal(server.address, "t").list_reports(periode="2026-Q9")

    assert len(server.asked) == 1


def test_nobody_there_is_said_in_the_end(client, server):
    server.shutdown()
    server.server_close()

    with pytest.raises(client.RefusedError) as refused:
        client.Eenmaal(server.address, "t").list_reports()

    assert refused.value.status == 0


def test_a_token_goes_to_nobody_else(client, server):
    """A redirect is an answer that is not followed."""
    server.answers = [(302, {"Location": f"{server.address}/elders"}, b"")]

    with pytest.raises(client.RefusedError) as refused:
        client.Eenmaal(server.address, "t").get_report(ID)

    assert refused.value.status == 302
    assert [path for _, path, _, _ in server.asked] == [f"/api/v1/rapportages/{ID}"]


def test_a_list_is_had_whole(client, server):
    """Page by page, with what was asked of the first."""
    server.answers = [
        told({"resultaten": [1, 2], "volgende": "/api/v1/rapportages?aantal=500&cursor=a%2Fb"}),
        told({"resultaten": [3]}),
    ]
    service = client.Eenmaal(server.address, "t")

    assert list(service.every(service.list_reports, stand="verstuurd")) == [1, 2, 3]

    assert [path for _, path, _, _ in server.asked] == [
        "/api/v1/rapportages?aantal=500&stand=verstuurd",
        "/api/v1/rapportages?cursor=a%2Fb&aantal=500&stand=verstuurd",
    ]


def test_a_file_has_the_name_that_it_was_given(client, server):
    server.answers = [(200, {"Content-Disposition": "attachment; filename=kwartaal.xlsx"}, b"PK")]

    given = client.Eenmaal(server.address, "t").download_report("a/b")

    assert given == client.GivenFile("kwartaal.xlsx", b"PK")
    assert server.asked[0][1] == "/api/v1/rapportages/a%2Fb/bestand"


def test_what_is_changed_without_an_answer_gives_nothing(client, server):
    server.answers = [(204, {}, b"")]

    assert client.Eenmaal(server.address, "t").remove_webhook(ID) is None


def test_no_two_shapes_of_the_description_have_one_name():
    the_description()

    def below(shape):
        return [each for kind in shape.__subclasses__() for each in (kind, *below(kind))]

    names = [each.__name__ for each in {*below(Shape)}]

    assert [each for each in names if names.count(each) > 1] == []
