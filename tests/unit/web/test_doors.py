"""Who comes in, who does not, and in which words they are told."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from service.domain.access import NotAllowedError, OrganisationKind, Role
from service.domain.failures import TransientError
from service.domain.readiness import Readiness
from service.domain.sign_in_brake import TooManyTriesError
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.web.shared.addresses import own_address

from .conftest import SUBMISSION, a_page, viewer


def title_of(answer):
    return re.search(r"<h1[^>]*>([^<]*)", answer.text)[1]


def test_who_is_not_signed_in_is_asked_to_and_comes_back_to_the_page(anonymous):
    answer = anonymous.get("/aanleveringen?x=1")

    assert (answer.status_code, answer.location) == (303, "/inloggen?verder=/aanleveringen?x%3D1")


def test_who_is_not_signed_in_cannot_send_anything(anonymous, wiring):
    answer = anonymous.post("/aanleveringen", data={"bestand": (__file__, "x.xlsx")})

    assert (answer.status_code, title_of(answer)) == (401, "U bent niet (meer) ingelogd")
    assert wiring.uploads == []


def test_signing_in_leads_to_the_page_that_was_asked_for(anonymous, wiring):
    wiring.viewers["anna"] = viewer(OrganisationKind.PROVIDER)
    wiring.passwords["anna"] = "geheim"
    form = {"gebruikersnaam": "anna", "wachtwoord": "geheim", "verder": f"/aanleveringen/{SUBMISSION}"}

    answer = anonymous.post("/inloggen", data=form)

    assert (answer.status_code, answer.location) == (303, f"/aanleveringen/{SUBMISSION}")
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith(SESSION_COOKIE))
    assert cookie == f"{SESSION_COOKIE}=anna; HttpOnly; Path=/; SameSite=Lax"


def test_over_https_every_cookie_is_secure(anonymous, wiring):
    wiring.viewers["anna"] = viewer(OrganisationKind.PROVIDER)
    wiring.passwords["anna"] = "geheim"
    form = {"gebruikersnaam": "anna", "wachtwoord": "geheim"}

    answers = [
        anonymous.get("/inloggen", base_url="https://localhost"),
        anonymous.post("/inloggen", data=form, base_url="https://localhost"),
        anonymous.get("/taal/en", base_url="https://localhost"),
    ]

    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 2
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in cookies)
    of_the_host = [each for each in cookies if not each.startswith("eenmaal_taal")]
    assert len(of_the_host) >= 2
    assert all(each.startswith("__Host-eenmaal_") and "Path=/;" in f"{each};" for each in of_the_host)
    assert all("max-age" in answer.headers["Strict-Transport-Security"] for answer in answers)


def test_a_wrong_password_keeps_the_login_and_does_not_say_what_was_wrong(anonymous):
    answer = anonymous.post("/inloggen", data={"gebruikersnaam": "anna", "wachtwoord": "mis"})

    assert answer.status_code == 400
    assert 'value="anna"' in answer.text
    assert "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar." in answer.text


@pytest.mark.parametrize(
    "address", ["https://elders.nl", "//elders.nl/x", "/\\elders.nl", "elders", "", None, "/x\ny"]
)
def test_nobody_is_sent_to_another_site(address):
    assert own_address(address) == ""


def test_an_address_of_our_own_is_followed():
    assert own_address("/overzicht?periode=2026-Q1") == "/overzicht?periode=2026-Q1"


def test_who_got_it_wrong_too_often_is_told_how_long_to_wait(anonymous, wiring):
    def brake(*_said):
        raise TooManyTriesError(timedelta(seconds=95))

    wiring.people.sign_in = brake

    answer = anonymous.post("/inloggen", data={"gebruikersnaam": "anna", "wachtwoord": "mis"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "95")
    assert "Wacht 2 minuten en probeer het dan opnieuw." in answer.text


@pytest.mark.parametrize(
    "address", ["/aanleveringen?x=a%00b", f"/regeldruk?periode={'9' * 5000}", "/inloggen?verder=%00"]
)
def test_what_nobody_types_in_an_address_is_refused(provider, address):
    answer = provider.get(address)

    assert (answer.status_code, title_of(answer)) == (400, "Dit verzoek klopt niet")


@pytest.mark.parametrize("field", ["gebruikersnaam", "wachtwoord"])
@pytest.mark.parametrize("value", ["a\0b", "9" * 5000])
def test_what_nobody_types_in_a_field_is_refused(anonymous, field, value):
    assert anonymous.post("/inloggen", data={field: value}).status_code == 400


def test_signing_out_ends_the_session_on_the_server_too(provider, wiring):
    answer = provider.post("/uitloggen")

    assert (answer.status_code, wiring.viewers) == (303, {})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "U bent uitgelogd." in provider.get(answer.location).text


@pytest.mark.parametrize(
    ("kind", "home"),
    [
        (OrganisationKind.PROVIDER, "/aanleveringen"),
        (OrganisationKind.MUNICIPALITY, "/rapportages"),
        (OrganisationKind.BUREAU, "/overzicht"),
    ],
)
def test_everyone_starts_at_a_page_that_leads_to_their_own_work(sign_in_as, kind, home):
    visitor = sign_in_as(kind)

    assert f'href="{home}"' in visitor.get("/").text
    assert visitor.get(home).status_code == 200


@pytest.mark.parametrize(
    ("kind", "closed"),
    [
        (OrganisationKind.PROVIDER, ["/rapportages", "/overzicht"]),
        (
            OrganisationKind.MUNICIPALITY,
            ["/aanleveringen", f"/aanleveringen/{SUBMISSION}/kopie", "/overzicht"],
        ),
        (
            OrganisationKind.BUREAU,
            [
                "/aanleveringen",
                f"/aanleveringen/{SUBMISSION}/bevindingen",
                f"/aanleveringen/{SUBMISSION}/kopie",
                "/rapportages",
                "/rapportages/00000000-0000-0000-0000-000000000008/bestand",
            ],
        ),
    ],
)
def test_pages_of_another_kind_of_organisation_are_closed(sign_in_as, kind, closed):
    visitor = sign_in_as(kind)

    assert [visitor.get(address).status_code for address in closed] == [403] * len(closed)


def test_a_foreign_submission_and_one_that_never_was_give_the_same_page(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    answer = provider.get("/aanleveringen/00000000-0000-0000-0000-000000000009")
    other = provider.get("/bestaat-niet")

    assert (answer.status_code, title_of(answer)) == (404, "Deze pagina bestaat niet")
    assert (other.status_code, title_of(other)) == (404, "Deze pagina bestaat niet")


def test_a_form_without_its_token_is_refused(wiring):
    visitor = create_app(wiring).test_client()

    answer = visitor.post("/inloggen", data={"gebruikersnaam": "anna", "wachtwoord": "geheim"})

    assert (answer.status_code, title_of(answer)) == (400, "Dit verzoek klopt niet")


def test_a_failure_of_ours_shows_a_reference_and_nothing_else(provider, wiring, capsys):
    wiring.fails = ZeroDivisionError("999900006")

    answer = provider.get("/aanleveringen")

    reference = re.search(r"Referentie: (\w{8})", answer.text)[1]
    assert (answer.status_code, title_of(answer)) == (500, "Er ging bij ons iets mis")
    assert "ZeroDivisionError" not in answer.text
    logged = capsys.readouterr()
    assert reference in logged.out + logged.err
    assert "999900006" not in answer.text + logged.out + logged.err


def test_a_database_that_is_away_is_said_and_may_be_asked_again(provider, wiring):
    wiring.fails = TransientError("gone")

    answer = provider.get("/aanleveringen")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert title_of(answer) == "De dienst is even niet bereikbaar"


def test_a_use_case_that_refuses_is_a_closed_page(provider, wiring):
    wiring.fails = NotAllowedError("no")

    assert provider.get("/aanleveringen").status_code == 403


def test_every_answer_carries_the_security_headers(anonymous):
    for address in ("/inloggen", "/bestaat-niet", "/healthz", "/static/eenmaal.css"):
        with anonymous.get(address) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; ")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert (headers["Cache-Control"] == "no-store") == (not address.startswith("/static"))


def test_the_probes_tell_a_living_process_from_a_working_one(anonymous, wiring):
    assert (anonymous.get("/healthz").status_code, anonymous.get("/readyz").status_code) == (200, 200)

    wiring.readiness = Readiness(database=False, files=True, broker=True)
    again = create_app(wiring).test_client()
    assert (again.get("/healthz").status_code, again.get("/readyz").status_code) == (200, 503)


@pytest.mark.parametrize(
    ("away", "status", "says"),
    [
        ("files", 503, "files: away; uploads are refused, and jobs wait until it is back"),
        ("database", 503, "database: away; nothing can be done until it is back"),
        ("broker", 200, "broker: away; uploads are kept, and the reconciler does the work"),
    ],
)
def test_the_probe_says_which_part_is_away_and_what_works_without(anonymous, wiring, away, status, says):
    wiring.readiness = replace(wiring.readiness, **{away: False})

    answer = anonymous.get("/readyz")

    assert answer.status_code == status
    assert says in answer.text.splitlines()


def test_many_who_ask_at_once_cost_one_look(anonymous, wiring):
    looks = []
    wiring.jobs.tell_readiness = lambda: looks.append(1) or wiring.readiness

    for _ in range(20):
        anonymous.get("/readyz")

    assert looks == [1]


def test_a_weakness_can_be_reported(anonymous):
    answer = anonymous.get("/.well-known/security.txt")

    assert answer.mimetype == "text/plain"
    assert answer.text.startswith("Contact: http://localhost/toegankelijkheid#contact\nExpires: ")


def test_who_is_refused_is_written_down_without_what_was_asked(sign_in_as, wiring):
    browser = sign_in_as(OrganisationKind.MUNICIPALITY)

    with capture_logs() as told:
        browser.get("/aanleveringen")
        browser.get(f"/rapportages/{uuid4()}?bsn=999900006")

    refused = [each for each in told if each["event"] == "request_refused"]
    assert [(each["endpoint"], each["failure"]) for each in refused] == [
        ("provider.submissions", "NotAllowedError"),
        ("report.show", "NotFoundError"),
    ]
    assert {each["organisation"] for each in refused} == {str(wiring.viewers["municipality"].organisation.id)}
    assert "999900006" not in str(told)


def test_each_answer_of_the_table_is_written_down_with_its_reason(sign_in_as, wiring):
    browser = sign_in_as(OrganisationKind.MUNICIPALITY)
    member = replace(wiring.viewers["municipality"], role=Role.MEMBER)
    delegate = replace(member, on_behalf_by=member.organisation, looks_only=True)

    with capture_logs() as told:
        browser.get("/formaten")
        browser.get("/aanleveringen")
        wiring.viewers["municipality"] = member
        browser.post("/kanalen")
        wiring.viewers["municipality"] = delegate
        browser.post("/account/meldingen")
        wiring.viewers["municipality"] = replace(member, lacks_second_step=True)
        browser.get("/formaten")
        browser.get("/inloggen")

    decided = [each for each in told if each["event"] == "access_decided"]
    assert [(each["endpoint"], each["is_allowed"], each["reason"]) for each in decided] == [
        ("formats.library", True, "municipality"),
        ("provider.submissions", False, "not for this kind of organisation"),
        ("channels.make", False, "for administrators only"),
        ("account.choose", False, "not for who acts for another"),
        ("formats.library", False, "a second step has to be there first"),
    ]
    assert {each["by"] for each in decided} == {"rules"}
    assert {each["subject"] for each in decided} == {str(member.account)}
