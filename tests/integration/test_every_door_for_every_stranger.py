"""Every route with an id x an object of somebody else x every role: closed, as for what never was.

And every list: nothing of somebody else stands on it. What strangers asked for has changed nothing.
"""

import re
from collections import Counter
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import UUIDConverter

from service.domain.access import OrganisationKind, Role
from service.domain.access_tokens import NewToken, scopes_for
from service.domain.submissions.arriving import NewFile
from service.domain.threads.thread import ThreadPlace
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build_registration

PASSWORD = "een lang wachtwoord"  # noqa: S105 - of accounts that live as long as a test
TITLE = "Stichting Onvindbaar"
CLOSED = {302, 303, 400, 401, 403, 404, 415, 422}
"""To another page, or no. That it is the same as for what never was is held too, and that nothing changed."""
API_OBJECTS = {
    "aanleveringen": "submission_id",
    "rapportages": "report_id",
    "vragen": "thread_id",
    "webhooks": "webhook_id",
    "kanalen": "channel_id",
    "bestanden": "file_id",
    "concepten": "draft_id",
    "regeldruk": "clock",
}
OWNED = {
    "submission_id": "SELECT id FROM submission",
    "report_id": "SELECT id FROM report WHERE municipality = '0344'",
    "thread_id": "SELECT id FROM thread",
    "file_id": "SELECT id FROM arriving_file",
    "draft_id": "SELECT id FROM format_draft",
    "token_id": "SELECT id FROM access_token",
    "account_id": "SELECT id FROM account WHERE login = 'anna'",
    "invitation_id": "SELECT id FROM invitation",
    "study_id": "SELECT id FROM time_study",
    "clock": "SELECT id FROM baseline_clock",
}
"""Of the provider, or of the municipality that has its report. Of what is not here nobody has one."""
CHANGES_BY_LOOKING = {"act", "session", "access_token", "sign_in_brake"}
_PASSING = re.compile(
    r'name="csrf_token"[^>]*value="[^"]*"|nonce-?=?"?[\w+/=-]+|"(?:instance|trace_id|kenmerk)": ?"[^"]*"'
)


@dataclass
class Houses:
    """Who owns, who is a stranger, and the application."""

    app: object
    wiring: object
    strangers: dict
    """By role: a browser, and the headers of its program."""
    owned: dict


def signed_in(app, wiring, login):
    browser: FlaskClient = app.test_client()
    browser.set_cookie(SESSION_COOKIE, wiring.people.sign_in(login, PASSWORD, "test").token)
    viewer = wiring.people.find_viewer(login)
    scopes = frozenset(scopes_for(viewer.organisation.kind))
    token = wiring.programs.make_token(viewer, NewToken(name="ECD", scopes=scopes, days=30))
    return browser, {"Authorization": f"Bearer {token}"}


@pytest.fixture
def houses(settings, wiring, hands, ask):
    register = build_registration(settings)
    people = (
        ("anna", OrganisationKind.PROVIDER, "41234567", TITLE),
        ("ute", OrganisationKind.MUNICIPALITY, "0344", "Utrecht"),
        ("ber", OrganisationKind.PROVIDER, "47654321", "Andere zorg"),
        ("gro", OrganisationKind.MUNICIPALITY, "0014", "Groningen"),
        ("rot", OrganisationKind.MUNICIPALITY, "0599", "Rotterdam"),
        ("bur", OrganisationKind.BUREAU, "elders", "Ander bureau"),
    )
    for login, kind, code, title in people:
        register.account(register.organisation(kind, code, title), login, PASSWORD)
    register.close()
    app = create_app(wiring)
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    anna, ute = (wiring.people.find_viewer(login) for login in ("anna", "ute"))
    hands.deliver(anna)
    wiring.submissions.begin_file(anna, NewFile(filename="onvindbaar.csv", bytes=9))
    report = wiring.reports.list(ute)[0]
    wiring.reports.open_thread(ute, report.id, ThreadPlace(), "Waarom is dit zo veel?")
    signed_in(app, wiring, "anna")
    wiring.people.colleagues.invite(anna, Role.MEMBER)
    browser, _ = signed_in(app, wiring, "gro")
    browser.post(
        "/formaten/nieuw/versie", data={"formaat": "voorbeeldregio-noord/kwartaal", "versie": "2025-Q1"}
    )
    owned = {name: found[0][0] for name, question in OWNED.items() if (found := ask(question))}
    strangers = {login: signed_in(app, wiring, login) for login in ("ber", "rot", "bur")}
    return Houses(app, wiring, strangers | {"nobody": (app.test_client(), {})}, owned)


def doors(app):
    """Each route with an id in it, and the name of what it is the id of."""
    for rule in app.url_map.iter_rules():
        ids = [name for name in rule.arguments if isinstance(rule._converters[name], UUIDConverter)]  # noqa: SLF001 - werkzeug tells it nowhere else
        for name in ids:
            kind = API_OBJECTS[rule.rule.split("/")[3]] if name == "id" else name
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, rule, name, kind


def asked(house, role, method, rule, name, value):
    browser, headers = house.strangers[role]
    others = {other: 1 if other == "number" else "x" for other in rule.arguments - {name}}
    address = rule.rule
    for each, given in {**others, name: value}.items():
        address = re.sub(rf"<[^<>]*\b{each}>", str(given), address)
    is_api = address.startswith("/api/")
    return browser.open(
        address, method=method, headers=headers if is_api else {}, **({"json": {}} if is_api else {})
    )


def said(answer, value):
    return answer.status_code, _PASSING.sub(
        "", answer.get_data().decode("utf-8", "replace").replace(str(value), "ID")
    )


def test_what_is_of_somebody_else_is_closed_as_what_never_was(houses, ask):
    before, open_doors, tells = everything(ask), [], []
    seen = Counter()
    for method, rule, name, kind in doors(houses.app):
        for role in houses.strangers:
            theirs, never = houses.owned.get(kind, uuid4()), uuid4()
            seen[kind if kind in houses.owned else "of nobody"] += 1
            for _ in range(2):  # a page may change between two visits, as when it is the first: a leak stays
                answer = asked(houses, role, method, rule, name, theirs)
                other = asked(houses, role, method, rule, name, never)
                is_told = said(answer, theirs) != said(other, never)
                if not is_told:
                    break
            if is_told:
                tells.append((role, method, rule.rule, answer.status_code))
            if answer.status_code not in CLOSED:
                open_doors.append((role, method, rule.rule, answer.status_code))

    assert (open_doors, tells) == ([], [])
    assert everything(ask) == before
    assert {"submission_id", "report_id", "thread_id", "draft_id"} < set(seen)
    print(sum(seen.values()), dict(seen))


def test_no_list_shows_anything_of_somebody_else(houses):
    canaries = [TITLE, *(str(each) for each in houses.owned.values() if isinstance(each, UUID))]
    shown = []
    for rule in houses.app.url_map.iter_rules():
        if rule.arguments or "GET" not in rule.methods or rule.rule == "/metrics":
            continue
        for role, (browser, headers) in houses.strangers.items():
            answer = browser.get(rule.rule, headers=headers if rule.rule.startswith("/api/") else {})
            assert answer.status_code < 500, (role, rule.rule)
            shown += [(role, rule.rule, each) for each in canaries if each.encode() in answer.get_data()]

    assert shown == []


def everything(ask):
    """A fingerprint of each table that only changes when something happened."""
    tables = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        name: ask(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} t")  # noqa: S608 - names of tables
        for (name,) in tables
        if name not in CHANGES_BY_LOOKING
    }
