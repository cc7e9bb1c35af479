"""A decision point outside, asked by AuthZEN over HTTP: it can say no to what our own table allows."""

import json
import threading
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from structlog.testing import capture_logs

from service.domain.access_tokens import NewToken, Scope
from service.web.application import create_app
from service.wiring import build, build_registration

PASSWORD = "juist paard"  # noqa: S105 - of an account that lives as long as a test


@dataclass
class Point:
    """What it was asked, and what it answers."""

    url: str = ""
    asked: list = field(default_factory=list)
    answer: object = field(default_factory=lambda: {"decision": True})
    status: int = 200
    authorisation: str = ""

    def decide(self, question):
        self.asked.append(question)
        return self.answer(question) if callable(self.answer) else self.answer


@pytest.fixture
def point():
    found = Point()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            found.authorisation = self.headers.get("Authorization", "")
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = found.decide(question)
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(found.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Nothing."""

    site = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{site.server_port}/access/v1/evaluation"
    thread = threading.Thread(target=site.serve_forever)
    thread.start()
    found.stop = site.shutdown
    yield found
    site.shutdown()
    thread.join()
    site.server_close()


@pytest.fixture
def wiring(settings, region, point, tmp_path):
    register = build_registration(settings)
    register.account(region.utrecht.organisation.id, "utrecht-een", PASSWORD, "nl")
    register.close()
    (tmp_path / "token").write_text("between us")
    (tmp_path / "identity.toml").write_text(f'[decision_point]\nurl = "{point.url}"\ntoken_file = "token"\n')
    made = build(replace(settings, identity_file=str(tmp_path / "identity.toml")))
    yield made
    made.close()


@pytest.fixture
def browser(wiring):
    made = create_app(wiring).test_client()
    page = made.get("/inloggen").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "gebruikersnaam": "utrecht-een", "wachtwoord": PASSWORD}
    assert made.post("/inloggen", data=form).status_code == 303
    return made


def test_it_is_asked_who_wants_what_and_nothing_of_a_client(browser, point):
    assert browser.get("/rapportages").status_code == 200

    (question,) = [each for each in point.asked if each["action"]["name"] == "municipality.reports"]
    subject = question["subject"]
    assert (subject["type"], len(subject["id"])) == ("person", 36)
    assert subject["properties"] == {
        "organisation_kind": "municipality",
        "organisation_code": "0344",
        "role": "administrator",
        "assurance": "password",
        "on_behalf_by": "",
        "looks_only": False,
        "scopes": [],
    }
    assert question["action"]["properties"] == {"method": "GET"}
    assert question["resource"] == {"type": "page", "id": "municipality.reports", "properties": {}}
    assert question["context"] == {"ip_address": "127.0.0.1"}
    assert point.authorisation == "Bearer between us"


def test_a_no_is_a_no_with_its_reason_in_the_log(browser, point, capsys):
    point.answer = {"decision": False, "context": {"reason_admin": {"en": "only in office hours"}}}

    response = browser.get("/rapportages")

    assert (response.status_code, "niet voor uw organisatie" in response.text) == (403, True)
    assert "only in office hours" in capsys.readouterr().out


def test_both_answers_are_written_down_and_who_gave_them(browser, point):
    point.answer = {"decision": False, "context": {"reason_admin": "only in office hours"}}

    with capture_logs() as told:
        browser.get("/rapportages")

    decided = [each for each in told if each["event"] == "access_decided"]
    assert [(each["by"], each["is_allowed"], each["reason"]) for each in decided] == [
        ("rules", True, "municipality"),
        ("outside", False, "only in office hours"),
    ]


def test_it_never_allows_what_our_own_table_does_not(browser, point):
    assert browser.get("/aanleveringen").status_code == 403
    assert "provider.submissions" not in {each["action"]["name"] for each in point.asked}


def test_one_report_can_be_refused_while_another_is_not(browser, point, region):
    point.answer = lambda question: {
        "decision": question["resource"]["id"] != str(region.utrecht.organisation.id)
    }

    assert browser.get(f"/rapportages/{region.utrecht.organisation.id}").status_code == 403
    assert browser.get(f"/rapportages/{region.amsterdam.organisation.id}").status_code == 404


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, {"decision": True}),
        (200, {"decision": "yes"}),
        (200, []),
        (200, b"<html>"),
        (200, {}),
        (302, {}),
    ],
)
def test_without_an_answer_nothing_is_done(browser, point, status, answer):
    point.status, point.answer = status, answer

    assert browser.get("/rapportages").status_code == 503


def test_while_it_is_away_one_can_still_sign_out(browser, point):
    page = browser.get("/rapportages").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    point.answer = {}

    assert browser.post("/uitloggen", data={"csrf_token": token}).status_code == 303


def test_a_program_is_asked_about_too(wiring, region, point):
    viewer = wiring.people.find_viewer(region.utrecht.login)
    new = NewToken(name="x", scopes=frozenset({Scope.READ_REPORTS}), days=30)
    headers = {"Authorization": f"Bearer {wiring.programs.make_token(viewer, new)}"}
    browser = create_app(wiring).test_client()

    assert browser.get("/api/v1/rapportages", headers=headers).status_code == 200
    point.answer = {"decision": False}
    assert browser.get("/api/v1/rapportages", headers=headers).status_code == 403

    assert point.asked[-1]["subject"]["type"] == "program"
    assert point.asked[-1]["subject"]["properties"]["scopes"] == ["rapportages:lezen"]
