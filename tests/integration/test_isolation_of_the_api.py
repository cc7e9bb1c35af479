"""Every route of the API × every scope × every kind of organisation, and every object × every outsider."""

import io
import re
from dataclasses import dataclass, replace
from functools import partial
from uuid import uuid4

import pytest

from service.domain.access import OrganisationKind
from service.domain.access_tokens import SCOPE_WORDS, scopes_for
from service.domain.burden.time_studies import TimedWork
from service.domain.channels.addresses import EmailAddress
from service.domain.formats.drafts.draft import NewRequest
from service.domain.submissions.arriving import NewFile
from service.domain.threads.thread import ThreadPlace
from service.use_cases.channels.make import WantedChannel
from service.web.access_rules import ACCESS_RULES
from service.web.application import create_app
from service.wiring import build_registration
from tests.conftest import a_viewer
from tests.tools.exports import REPOSITORY
from tests.tools.program import Program

CANARY = "kanarie"
TEMPLATE = REPOSITORY / "templates" / "reports" / "voorbeeldregio-noord" / "kwartaalrapportage.xlsx"
OF_ONE = re.compile(r"<uuid:id>")
BODIES = {
    "api_findings.give": {"code": "duplicate-row", "antwoord": "klopt", "kenmerk": "x"},
    "api_findings.withdraw": {"code": "duplicate-row", "kenmerk": "x"},
    "api_books.compare": {"cijfers": []},
    "api_submissions.take_back": {"gemeenteCode": "0344"},
    "api_submissions.send": {"gezien": "x"},
    "api_reading.change": {"herstel": False},
    "api_drafts.change": {"tekst": "x", "revisie": 1},
    "api_trials.ask": {},
    "api_trials.decide": {"doe": "intrekken"},
    "api_channels.confirm": {"vingerafdruk": "x"},
    "api_reports.judge": {"oordeel": "aanvaard"},
    "api_clocks.change": {"doe": "stop"},
    "api_clocks.find_wrong": {"metDeHand": 0, "deOnze": 0},
    "api_questions.reply": {"tekst": "x"},
    "api_webhooks.start": {},
}
FORMS = {
    "api_arriving.add": lambda: {"begin": "0", "deel": (io.BytesIO(b"x"), "deel")},
    "api_drafts.replace_workbook": lambda: {"bestand": (io.BytesIO(TEMPLATE.read_bytes()), "x.xlsx")},
    "api_clocks.compare": lambda: {"bestand": (io.BytesIO(b"a"), "x.csv"), "minuten": "5"},
}
QUERIES = {
    "api_balances.rows": "reden=reported",
    "api_proofs.trace": "tabel=prestatie&rij=2",
    "api_balances.signal_rows": "gemeente=0344&wet=JW&signaal=budget",
    "api_reports.explain": "adres=Blad!A1",
}
QUIET = {"api_clocks.change"}
"""Nothing happens to a clock of another, and nobody hears whether there is one."""


def routes(app):
    """Endpoint, method and path below /api/v1 of every route that asks for a scope."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api_") and ACCESS_RULES[rule.endpoint].scope is not None:
            (method,) = rule.methods - {"HEAD", "OPTIONS"}
            yield rule.endpoint, method, rule.rule.removeprefix("/api/v1")


def filled(path):
    """With something in every place."""
    return re.sub(r"<(\w+:)?\w+>", lambda place: str(uuid4()) if place[1] == "uuid:" else "1", path)


def ask(program, endpoint, method, path):
    query = QUERIES.get(endpoint)
    how = {"data": FORMS[endpoint]()} if endpoint in FORMS else {}
    if method != "GET" and not how:
        how = {"json": BODIES.get(endpoint, {})}
    address = f"/api/v1{path}{f'?{query}' if query else ''}"
    return program.browser.open(address, method=method, headers=program.headers, **how)


@pytest.fixture
def settings(settings):
    return replace(settings, requests_per_minute=1_000_000, uploads_per_hour=1_000_000)


@pytest.fixture
def app(wiring):
    return create_app(wiring)


@pytest.fixture
def program(app, wiring):
    return partial(Program.of, app, wiring)


@pytest.mark.parametrize("is_every_scope", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_token_does_what_its_scope_and_its_organisation_allow(app, region, program, is_every_scope):
    viewers = {each.organisation.kind: each for each in (region.provider, region.utrecht, region.bureau)}
    every = list(routes(app))
    for kind, viewer in viewers.items():
        own = set(scopes_for(kind))
        by_scope = {scope: program(viewer, scope) for scope in own}
        without = {scope: program(viewer, *(own - {scope})) for scope in own}
        for endpoint, method, path in every:
            rule = ACCESS_RULES[endpoint]
            tried = own if is_every_scope else own & {rule.scope}
            for scope, one in ((each, by_scope[each]) for each in tried):
                may = scope is rule.scope and kind in rule.kinds
                status = ask(one, endpoint, method, filled(path)).status_code
                assert (status == 403) == (not may), (kind, scope, endpoint, status)
            if rule.scope in own:
                assert ask(without[rule.scope], endpoint, method, filled(path)).status_code == 403, endpoint
    assert {ACCESS_RULES[endpoint].scope for endpoint, *_ in every} == set(SCOPE_WORDS)


@dataclass(frozen=True)
class Object:
    """Something of an organisation, and who has nothing to do with it."""

    id: object
    outsiders: tuple[Program, ...]


@pytest.fixture
def outside(settings, region, program):
    """A provider, a municipality and a bureau that have nothing to do with the others."""
    register = build_registration(settings)
    far = a_viewer(register, "ver-bureau", OrganisationKind.BUREAU, "ver", "Bureau Ver")
    register.close()
    return tuple(map(program, (region.other_provider, region.amsterdam, far)))


@pytest.fixture
def objects(wiring, region, hands, outside):
    """By the begin of the paths that lead to it."""
    submission = wiring.submissions.receive(
        region.provider, io.BytesIO(b"kwartaal"), f"{CANARY}.xlsx"
    ).submission
    hands.do_everything()
    seen = wiring.submissions.look(region.provider, submission).seen
    wiring.submissions.send(region.provider, submission, ["0344"], seen)  # and not to Amsterdam
    (report, *_) = wiring.reports.list(region.utrecht)
    words = f"Waarom {CANARY}?"
    thread = wiring.reports.open_thread(region.utrecht, report.id, ThreadPlace(), words)
    wiring.programs.make_webhook(region.provider, f"https://{CANARY}.example/in")
    (webhook,) = wiring.programs.list_webhooks(region.provider)
    address = EmailAddress(to=f"{CANARY}@utrecht.example")
    channel = wiring.channels.make(region.utrecht, WantedChannel(address=address))
    file = wiring.submissions.begin_file(region.provider, NewFile(filename=f"{CANARY}.csv", bytes=9))
    clock = wiring.burden.start_clock(
        region.provider, TimedWork.UPLOAD, "controller", is_holdout=False, label=CANARY
    )
    (drawn, *_) = wiring.burden.draw_hold_out(region.provider)
    wanted = NewRequest(purpose=CANARY)
    writer = wiring.people.find_viewer(region.utrecht.login)
    draft = wiring.formats.begin_from_workbook(writer, TEMPLATE.read_bytes(), f"{CANARY}.xlsx", wanted)
    found = {
        "/aanleveringen": submission,
        "/rapportages": report.id,
        "/vragen": thread,
        "/webhooks": webhook.id,
        "/kanalen": channel,
        "/bestanden": file.id,
        "/regeldruk/metingen": clock,
        "/regeldruk/steekproef": drawn.report.id,
        "/concepten": draft,
    }
    return {begin: Object(each, outside) for begin, each in found.items()}


def test_nobody_outside_sees_changes_or_even_finds_an_object(app, objects, wiring, region):
    seen = 0
    for endpoint, method, path in routes(app):
        if not OF_ONE.search(path):
            continue
        (begin,) = [each for each in objects if path.startswith(f"{each}/")]
        exact = filled(OF_ONE.sub(str(objects[begin].id), path))
        for program in objects[begin].outsiders:
            answer = ask(program, endpoint, method, exact)
            assert CANARY not in answer.text, endpoint
            if endpoint in QUIET:
                assert answer.status_code in {204, 403}, endpoint
            else:
                assert answer.status_code in {403, 404}, (endpoint, answer.status_code, answer.text)
            seen += 1
    assert seen > 100
    assert [each.stopped_at for each in wiring.burden.list_time_studies(region.provider)] == [None]
    assert wiring.submissions.show_file(region.provider, objects["/bestanden"].id).arrived == 0


def test_no_list_of_an_outsider_holds_anything_of_another(app, objects, outside):
    ids = {str(each.id) for each in objects.values()}
    for endpoint, method, path in routes(app):
        if method == "GET" and "<" not in path:
            for program in outside:
                text = ask(program, endpoint, method, path).text
                assert CANARY not in text, endpoint
                assert not [each for each in ids if each in text], endpoint


def test_the_objects_are_found_by_their_own_people(app, objects, program, region):
    """So that a 404 of an outsider says something."""
    owners = [program(region.provider), program(region.utrecht)]
    for endpoint, method, path in routes(app):
        if method == "GET" and OF_ONE.search(path) and path.endswith("<uuid:id>"):
            (begin,) = [each for each in objects if path.startswith(f"{each}/")]
            exact = OF_ONE.sub(str(objects[begin].id), path)
            assert 200 in {ask(each, endpoint, method, exact).status_code for each in owners}, endpoint
