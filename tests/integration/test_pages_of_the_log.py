"""The pages of the log and of evidence, on a real database and with the real engine."""

import io
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from service.domain.access import OrganisationKind
from service.domain.periods import parse_period
from service.domain.proof.checking import check_package
from service.domain.proof.keys import new_log_key, signer_of
from service.domain.proof.notes import COSIGNATURE, SignerKey
from service.files.evidence import read_package
from service.files.export import write_export
from service.sample import sample_tables
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer, new_database, settings_on
from tests.tools import second_checker
from tests.tools.exports import the_standard

PASSWORD = "een wachtwoord"  # noqa: S105 - of accounts that live as long as a test
KEY = signer_of(new_log_key("test.localhost/logboek", bytes(32)))
WITNESS = SignerKey("noord.example/getuige", COSIGNATURE, bytes([1] * 32))
POLICY = f"log {KEY.verifier.text}\nwitness noord {WITNESS.verifier.text}\nquorum noord\n"
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "groningen": (OrganisationKind.MUNICIPALITY, "0014"),
    "almelo": (OrganisationKind.MUNICIPALITY, "0141"),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}


def an_export():
    days = parse_period("2026-Q1")
    tables = sample_tables(the_standard(), seed=4, municipalities=["0014", "0687"], clients=15, period=days)
    return write_export(tables, the_standard(), "xlsx")


@pytest.fixture(scope="module")
def house(postgres_server, broker_server, tmp_path_factory):
    """One delivery, sent, of which a witness signed all but the last download; a browser for each."""
    with new_database(postgres_server) as database:
        plain = settings_on(database, broker_server, tmp_path_factory.mktemp("log"))
        settings = replace(plain, log_key=KEY.text, log_policy=POLICY)
        register, queue = build_registration(settings), KeptQueue()
        viewers = {name: a_viewer(register, name, *who, f"De {name}") for name, who in PEOPLE.items()}
        for name, viewer in viewers.items():
            register.account(viewer.organisation.id, name, PASSWORD)
        register.members(viewers["bureau"].organisation.id, ["0014"], parse_period("2020").begin)
        register.close()
        wiring = build(settings, queue=queue)
        Hands(wiring, queue).deliver(viewers["zorg"], an_export())
        wiring.proof.grow()
        note = wiring.proof.read_checkpoint()
        wiring.proof.take_cosignature(note.with_signatures([WITNESS.sign(note.text, at=1_780_000_000)]).whole)
        (report,) = wiring.reports.list(viewers["groningen"])
        wiring.reports.download(viewers["groningen"], report.id)
        wiring.proof.grow()
        browsers = {name: a_browser(wiring, name) for name in PEOPLE}
        yield SimpleNamespace(wiring=wiring, report=report, browsers=browsers)
        wiring.close()


def a_browser(wiring, name=None):
    app = create_app(wiring)
    browser = app.test_client()
    if name:
        app.config["WTF_CSRF_ENABLED"] = False
        browser.set_cookie(SESSION_COOKIE, wiring.people.sign_in(name, PASSWORD, "test").token)
    return browser


def text_of(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.text))


def test_a_bureau_sees_what_was_done_who_signed_and_what_no_witness_signed_yet(house):
    text = text_of(house.browsers["bureau"].get("/logboek"))

    assert "Rapportage opgehaald" in text
    assert "Verstuurd aan de gemeente" in text
    assert "Genoeg getuigen hebben de eerste" in text
    assert "Getuige noord tekende de laatste stand nog niet" in text
    assert text.count("nog niet ") >= 2
    assert KEY.verifier.text in text
    assert "Maak en download het bewijsbestand" in text


def test_who_may_see_nothing_sees_an_empty_log_and_is_told_what_comes(house):
    text = text_of(house.browsers["almelo"].get("/logboek"))

    assert "Er staat nog niets in." in text
    assert "Maak en download" not in text
    assert "Rapportage opgehaald" not in text


def test_the_page_asks_to_sign_in_and_programs_need_not(house):
    anonymous = a_browser(house.wiring)

    assert anonymous.get("/logboek").status_code == 303
    assert anonymous.post("/bewijs", data={"periode": "2026"}).status_code in {400, 401}
    assert anonymous.get("/logboek/checkpoint").status_code == 200
    for path in ("checkpoint/99999999999999999999999", "tile/0/" + "x999/" * 9 + "999", "tile/63/000"):
        assert anonymous.get(f"/logboek/{path}").status_code in {400, 404}
    whole = anonymous.get("/logboek/checkpoint").text
    assert anonymous.post("/logboek/cosignatures", data=whole).status_code == 403


@pytest.mark.parametrize("name", ["zorg", "groningen", "bureau"])
def test_a_package_from_the_page_holds_for_both_checkers_with_its_formats(house, name):
    answer = house.browsers[name].post("/bewijs", data={"periode": "2026"})

    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename=bewijs-{PEOPLE[name][1]}")
    files = read_package(answer.data)
    checked = check_package(files)
    assert (checked.faults, second_checker.check(answer.data)) == ([], set())
    assert checked.later == 1
    assert [each for each in files if each.startswith("formats/") and each.endswith(".json")]


@pytest.mark.parametrize("period", ["", "ooit", "1999"])
def test_a_period_that_is_none_or_has_nothing_gives_a_plain_answer(house, period):
    assert house.browsers["bureau"].post("/bewijs", data={"periode": period}).status_code == 404


def test_a_report_has_its_proof_beside_it(house):
    path = f"/rapportages/{house.report.id}"

    assert f'href="{path}/bewijs"' in house.browsers["groningen"].get(path).text
    assert house.browsers["groningen"].get(f"{path}/bewijs").data.startswith(b"c2sp.org/tlog-proof@v1\n")
    assert house.browsers["almelo"].get(f"{path}/bewijs").status_code == 404


def test_each_sees_the_requests_that_concern_it_with_purpose_ground_version_and_a_signed_file(house):
    house.wiring.proof.set_requests()

    own, asked = (text_of(house.browsers[name].get("/uitvragen")) for name in ("groningen", "zorg"))
    page = house.browsers["groningen"].get("/uitvragen").text
    address = re.search(r'href="(/uitvragen/[0-9a-f]{64}/bestand)"', page)[1]
    report = text_of(house.browsers["groningen"].get(f"/rapportages/{house.report.id}"))

    assert "Sturing op en verantwoording van de geleverde jeugdhulp" in own
    assert "Inkoopovereenkomst jeugdhulp, artikel verantwoording" in own
    assert "30 dagen na de periode" in own
    assert "versie 1, op" in own
    assert "door de dienst" in own
    assert ("Almelo" in own, "Almelo" in asked) == (False, True)
    assert house.browsers["groningen"].get(address).text.startswith('{"asked":[')
    assert house.browsers["almelo"].get(address).status_code == 404
    assert "Antwoord op de uitvraag van Groningen, versie 1." in report


def test_a_provider_holds_a_submission_against_its_books_and_reads_what_is_wrong_with_the_file(house):
    web = house.browsers["zorg"]
    address = f"/aanleveringen/{house.report.submission}/controlecijfers"

    def given(content):
        sent = {"bestand": (io.BytesIO(content), "boeken.csv")}
        return web.post(address, data=sent, follow_redirects=True)

    wrong, right = given(b"gemeente\n"), given(b"gemeentecode;wet;rijen;bedrag\n0014;JW;0;2,50\n")

    assert "Csv-bestand uit uw boeken" in text_of(web.get(address))
    assert (wrong.status_code, "De eerste regel noemt niet de vier kolommen" in wrong.text) == (400, True)
    assert "3 regels verschillen van uw boeken." in text_of(right)
    assert house.browsers["groningen"].get(address).status_code == 403
