"""The pages for who runs the service: who comes in, what they show, and what they do, on a real database."""

import re

import psycopg
import pytest

from service.domain.access_tokens import NewToken, Scope
from service.domain.examination import examined, well, wrong
from service.domain.failures import TerminalError
from service.domain.submissions.jobs import JobState
from service.web.operations import Desk, Door, create_operations_app
from service.web.operations.door import COOKIE
from service.wiring import build_registration

SIGHTS = {
    "settings": lambda: well("te lezen en veilig", "readable and safe"),
    "service": lambda: wrong("zij draait niet", "it does not run"),
}


class Visitor:
    """A browser on this machine."""

    def __init__(self, app, port):
        self.browser, self.port = app.test_client(), port
        self.host = f"127.0.0.1:{port}"

    def get(self, path, **headers):
        return self.browser.get(path, headers={"Host": self.host, **headers})

    def post(self, path, page="", **form):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        sent = {"csrf_token": token[1] if token else "", **form}
        return self.browser.post(path, data=sent, headers={"Host": self.host})


@pytest.fixture
def door():
    return Door(8900)


@pytest.fixture
def app(wiring, settings, door):
    register = build_registration(settings)
    desk = Desk(examine=lambda: examined(SIGHTS), participants=register.organisations)
    yield create_operations_app(wiring, desk, door)
    register.close()


@pytest.fixture
def visitor(app, door):
    """Somebody who came in by the link."""
    made = Visitor(app, door.port)
    entered = made.get(door.address.partition(str(door.port))[2])
    assert (entered.status_code, entered.location) == (303, "/beheer/")
    return made


def test_only_who_has_the_link_comes_in_and_only_once(app, door):
    stranger, path = Visitor(app, door.port), door.address.partition(str(door.port))[2]
    assert stranger.get("/beheer/").status_code == 403
    assert stranger.get("/beheer/binnen/iets").status_code == 403
    assert stranger.get("/beheer/binnen/").status_code == 403

    first = Visitor(app, door.port)
    entered = first.get(path)
    assert entered.status_code == 303
    kept = entered.headers["Set-Cookie"]
    assert all(each in kept for each in (COOKIE, "HttpOnly", "SameSite=Strict", "Path=/beheer"))
    assert first.get("/beheer/").status_code == 200
    assert stranger.get(path).status_code == 403, "the link works once"
    assert stranger.get("/beheer/organisaties").status_code == 403


def test_a_name_of_elsewhere_that_leads_here_gets_nothing(app, visitor):
    kept = visitor.get("/beheer/").request.headers["Cookie"]
    for host in ("kwaad.example", "localhost", "127.0.0.1"):
        for port in ("", f":{visitor.port}", f":{visitor.port + 1}"):
            asked = {"Host": f"{host}{port}", "Cookie": kept}
            got = app.test_client(use_cookies=False).get("/beheer/", headers=asked)
            assert got.status_code == (200 if f"{host}{port}" == visitor.host else 403)


def test_it_says_what_is_wrong_and_what_waits_in_the_language_of_the_browser(visitor, region, hands):
    hands.deliver(region.provider, b"kwartaal")

    dutch = visitor.get("/beheer/").text
    english = visitor.get("/beheer/", **{"Accept-Language": "en"}).text

    assert "1 ding is mis" in dutch
    assert "zij draait niet" in dutch
    assert "Start haar met `eenmaal up`" in dutch
    assert "1 thing is wrong" in english
    assert "it does not run" in english
    for page in (dutch, english):
        assert "default-src 'none'" in visitor.get("/beheer/").headers["Content-Security-Policy"]
        assert "kwartaal" not in page
        assert "Zorg Een" not in page


def test_it_says_so_while_the_database_is_away(visitor, database):
    server = database.superuser_url.replace("+psycopg", "").replace(f"/{database.name}?", "/postgres?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS false")
        ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        connection.execute(ending, [database.name])
        said, jobs = visitor.get("/beheer/"), visitor.get("/beheer/taken")
        connection.execute(f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS true")

    assert (said.status_code, "1 ding is mis" in said.text) == (200, True)
    assert (jobs.status_code, "De database is niet bereikbaar" in jobs.text) == (503, True)
    assert visitor.get("/beheer/taken").status_code == 200


def test_a_job_that_was_set_apart_is_shown_done_again_and_given_up(visitor, region, hands, wiring):
    submission = hands.upload(region.provider)
    (job,) = wiring.jobs.list([JobState.READY])
    claimed = wiring.jobs.claim(job.id, "hands")
    wiring.jobs.fail(claimed, TerminalError("it broke"))
    every = visitor.get("/beheer/taken").text
    assert f"/beheer/taken/{job.id}" in every
    assert "TerminalError" in every
    page = visitor.get(f"/beheer/taken/{job.id}").text
    assert str(submission) in page

    assert visitor.post(f"/beheer/taken/{job.id}/opnieuw").status_code == 400, "without a token of the form"
    again = visitor.post(f"/beheer/taken/{job.id}/opnieuw", page)
    assert again.location.endswith("gezegd=opnieuw")
    assert wiring.jobs.show(job.id).state is JobState.READY
    page = visitor.get(again.location).text
    assert visitor.post(f"/beheer/taken/{job.id}/opgeven", page).location.endswith("gezegd=opgegeven")
    assert wiring.jobs.show(job.id).state is JobState.QUARANTINED
    assert visitor.get("/beheer/taken/00000000-0000-4000-8000-000000000000").status_code == 404
    assert visitor.get("/beheer/taken?stand=quarantined").text.count(f"/beheer/taken/{job.id}") == 1


def test_people_are_invited_changed_and_ended_and_it_is_written_down(visitor, region, wiring, ask):
    own = f"/beheer/organisaties/{region.utrecht.organisation.id}"
    assert all(each in visitor.get("/beheer/organisaties").text for each in ("Zorg Een", "Utrecht", "0344"))
    page = visitor.get(own).text

    invited = visitor.post(f"{own}/uitnodigingen", page, rol="administrator").text
    (link,) = set(re.findall(r"http://[^\s\"<]+/uitnodiging/[\w-]+", invited))
    secret = link.rpartition("/")[2]
    assert secret not in visitor.get(own).text
    take_up = wiring.people.colleagues.take_up_invitation
    assert take_up(secret, "nieuw", "een lang zinnetje dat niemand raadt", "test") is None
    page = visitor.get(own).text
    changed = re.findall(rf"{own}/mensen/([0-9a-f-]+)/rol", page)
    assert len(changed) == 2
    (utrecht, _), *_ = ask("SELECT id::text, login FROM account WHERE login = 'utrecht'")
    (new, _), *_ = ask("SELECT id::text, login FROM account WHERE login = 'nieuw'")
    assert visitor.post(f"{own}/mensen/{utrecht}/beeindigen", page).location.endswith("beeindigd")
    last = visitor.post(f"{own}/mensen/{new}/rol", page, rol="member")
    assert (last.status_code, "laatste beheerder" in last.text) == (400, True)
    acts = {actor for (actor,) in ask("SELECT DISTINCT actor FROM act WHERE action LIKE 'account%%'")}
    assert "operator" in acts


def test_a_bureau_is_let_act_for_a_municipality_for_a_time(visitor, region):
    own = f"/beheer/organisaties/{region.utrecht.organisation.id}"
    page = visitor.get(own).text
    form = {"bureau": "voorbeeldregio", "dagen": "10", "recht": "read"}

    assert visitor.post(f"{own}/machtigingen", page, **form).location.endswith("gemachtigd")
    for wrong_one in ({"dagen": "0"}, {"dagen": "x"}, {"dagen": "999"}, {"bureau": "niemand"}):
        assert visitor.post(f"{own}/machtigingen", page, **{**form, **wrong_one}).status_code == 400
    page = visitor.get(own).text
    (delegation,) = re.findall(r"/machtigingen/([0-9a-f-]+)/beeindigen", page)
    assert visitor.post(f"{own}/machtigingen/{delegation}/beeindigen", page).location.endswith(
        "machtiging-uit"
    )
    assert "Er is geen machtiging" in visitor.get(own).text


def test_every_organisation_has_a_page_and_no_secret_is_on_it(visitor, region, wiring):
    viewer = wiring.people.find_viewer(region.provider.login)
    new = NewToken(name="ECD", scopes=frozenset({Scope.READ_REPORTS}), days=30)
    token = wiring.programs.make_token(viewer, new)
    for each in (region.provider, region.utrecht, region.bureau):
        page = visitor.get(f"/beheer/organisaties/{each.organisation.id}")
        assert page.status_code == 200
        assert token not in page.text
    assert "ECD" in visitor.get(f"/beheer/organisaties/{region.provider.organisation.id}").text
    assert visitor.get("/beheer/organisaties/00000000-0000-4000-8000-000000000000").status_code == 404
