"""The page about codes on a real database: what waits, the form, the second person, and the file."""

import html
import re

import pytest

from service.domain.access import OrganisationKind
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import Hands, copies_of, new_database, settings_on
from tests.tools.exports import REPOSITORY, an_export

FORMAT, TABLE = "voorbeeldregio-noord/kwartaal-voorbeeldstad", "voorbeeldregio-noord/voorzieningen"
CODE = "<b>&'"
PEOPLE = {
    "anna": (OrganisationKind.MUNICIPALITY, "1969"),
    "bert": (OrganisationKind.MUNICIPALITY, "1969"),
    "carla": (OrganisationKind.MUNICIPALITY, "0014"),
    "fatima": (OrganisationKind.PROVIDER, "01234567"),
}


@pytest.fixture(scope="module")
def signed_in(postgres_server, broker_server, tmp_path_factory):
    """The database in which these people are signed in, copied for each test, and what a browser keeps."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("signed-in"))
        register, wiring, found = build_registration(settings), build(settings), {}
        for login, (kind, code) in PEOPLE.items():
            organisation = register.organisation(kind, code, f"De {kind.value}")
            register.account(organisation, login, "een wachtwoord")
            found[login] = wiring.people.sign_in(login, "een wachtwoord", "test")
        wiring.close()
        register.close()
        with copies_of(postgres_server, database.name) as copies:
            yield copies, found


@pytest.fixture
def database(signed_in):
    """A copy of the database in which these people are, for this test alone."""
    with signed_in[0].lend() as made:
        yield made


@pytest.fixture
def wiring(settings, queue):
    made = build(settings, queue=queue)
    yield made
    made.close()


@pytest.fixture
def enter(wiring, queue, signed_in):
    """Browsers of these people, after two providers' rows came in of which one waits for a code."""
    app = create_app(wiring)
    app.config["WTF_CSRF_ENABLED"] = False
    own = {"gemeentecode": "1969"}
    rows = [
        {**own, "referentienummer": f"R{n}", "productcode": each} for n, each in enumerate(("45A03", CODE))
    ]
    export = an_export(toewijzing=[own], prestatie=rows)
    content = write_export(export.tables, load_standard(REPOSITORY / "mappings"), "xlsx")
    Hands(wiring, queue).deliver(signed_in[1]["fatima"].viewer, content)

    def browser_of(login):
        browser = app.test_client()
        browser.set_cookie(SESSION_COOKIE, signed_in[1][login].token)
        return browser

    return browser_of


def words_of(answer):
    text = re.sub(r"<(script|style|option).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def propose(browser, **more):
    sent = {"formaat": FORMAT, "codetabel": TABLE, "code": CODE, "wordt": "Nieuwe hulp"}
    return browser.post("/codes/voorstel", data={**sent, **more})


def address_of_proposal(browser):
    return re.search(r'action="(/codes/voorstel/[^"]+)"', browser.get("/codes").text)[1]


def test_the_page_says_what_waits_for_a_code_and_for_how_much_and_of_nobody(enter):
    page = enter("anna").get("/codes")

    assert f"{CODE} 1 € 60,00 1 Schrijf de betekenis" in words_of(page)
    assert CODE not in page.text
    assert not [text for text in ("999900006", "C1", "01234567", "De provider") if text in page.text]


def test_a_meaning_is_proposed_approved_by_another_and_can_be_downloaded(enter):
    anna, bert = enter("anna"), enter("bert")

    sent = propose(anna)

    assert (sent.status_code, sent.headers["Location"]) == (303, "/codes#voorstellen")
    address = address_of_proposal(anna)
    assert CODE not in address
    own = words_of(anna.get("/codes"))
    assert "Vraag een collega om in te loggen" in own
    assert "Keur goed" not in own
    assert bert.post(address, data={"doe": "goedkeuren"}).status_code == 303
    page = words_of(bert.get("/codes"))
    assert "Goedgekeurd. Rijen waarvoor dit geldt, gaan vanzelf mee." in page
    assert "1 goedgekeurde regel" in page
    download = bert.get("/codes/goedgekeurd", query_string={"formaat": FORMAT, "codetabel": TABLE})
    assert download.headers["Content-Disposition"] == "attachment; filename=voorzieningen.csv"
    assert download.data.decode("utf-8-sig").splitlines() == [
        "code;wordt;wet;geldig_van;geldig_tot",
        f"{CODE};Nieuwe hulp;;;",
    ]


def test_who_proposed_it_and_approves_it_anyway_reads_why_not(enter):
    anna = enter("anna")
    propose(anna)

    answer = anna.post(address_of_proposal(anna), data={"doe": "goedkeuren"})

    assert answer.status_code == 403
    assert "Wie een betekenis voorstelt, keurt haar niet zelf goed." in words_of(answer)


def test_an_empty_meaning_is_shown_again_with_what_was_typed_and_what_to_do(enter):
    anna = enter("anna")

    empty = propose(anna, wordt="  ")
    known = propose(anna, code="45A03", wordt="Bekend")
    no_day = propose(anna, geldig_van="1-1-2026", wordt="Met datum")

    assert [each.status_code for each in (empty, known, no_day)] == [400, 400, 400]
    assert "staat nog niet wat hij betekent. Vul in wat er in de rapportage moet staan." in words_of(empty)
    assert "kent code '45A03' al" in words_of(known)
    assert "is geen datum. Schrijf jjjj-mm-dd." in words_of(no_day)
    assert 'value="Met datum"' in no_day.text


def test_it_is_sent_back_with_a_reason_only_and_the_reason_stands_beside_the_code(enter):
    anna, bert = enter("anna"), enter("bert")
    propose(anna)
    address = address_of_proposal(bert)

    without = bert.post(address, data={"doe": "terugsturen", "opmerking": " "})
    assert (without.status_code, "Schrijf op wat er niet klopt." in words_of(without)) == (400, True)
    assert (
        bert.post(address, data={"doe": "terugsturen", "opmerking": "Dit is dagbesteding."}).status_code
        == 303
    )

    page = anna.get("/codes")
    assert "Teruggestuurd door bert Dit is dagbesteding. Schrijf de betekenis" in words_of(page)
    assert 'value="Nieuwe hulp"' in page.text
    assert bert.post(address, data={"doe": "goedkeuren"}).status_code == 409


def test_a_stranger_and_a_provider_find_nothing_to_decide_about(enter):
    propose(enter("anna"))
    address = address_of_proposal(enter("anna"))

    assert enter("carla").post(address, data={"doe": "goedkeuren"}).status_code == 404
    assert propose(enter("carla")).status_code == 403
    assert "Nieuwe hulp" not in enter("carla").get("/codes").text
    assert enter("fatima").get("/codes").status_code == 403
    assert enter("fatima").post(address, data={"doe": "goedkeuren"}).status_code == 403
    assert "/codes" not in enter("fatima").get("/formaten").text


def test_a_form_without_an_answer_or_for_nothing_that_is_there_breaks_nothing(enter):
    anna = enter("anna")
    propose(anna)

    assert anna.post(address_of_proposal(anna), data={"doe": "iets anders"}).status_code == 303
    assert anna.post("/codes/voorstel", data={}).status_code == 404
    assert propose(anna, wordt="x" * 10_000).status_code == 400
    assert anna.get("/codes/goedgekeurd").status_code == 404
    assert propose(anna).status_code == 400
