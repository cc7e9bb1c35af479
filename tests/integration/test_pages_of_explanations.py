"""The pages that explain a cell and trace a row, on a real database and with the real engine."""

import re
from functools import cache
from html import unescape
from types import SimpleNamespace

import pytest

from service.domain.access import OrganisationKind
from service.domain.periods import parse_period
from service.files.export import write_export
from service.sample import sample_tables
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer, new_database, settings_on
from tests.tools.additions import ALLOCATION, HEAD, as_zip, prestatie
from tests.tools.exports import the_standard

PASSWORD = "een wachtwoord"  # noqa: S105 - of accounts that live as long as a test
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "ander": (OrganisationKind.PROVIDER, "06019999"),
    "groningen": (OrganisationKind.MUNICIPALITY, "0014"),
    "almelo": (OrganisationKind.MUNICIPALITY, "0141"),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}


@cache
def upload():
    days = parse_period("2026-Q1")
    tables = sample_tables(the_standard(), seed=4, municipalities=["0014", "0687"], clients=15, period=days)
    return write_export(tables, the_standard(), "xlsx")


def additions():
    """All of it, then a new row and a change, then a withdrawal."""
    who = {**HEAD, "agb_code": "06019999"}
    gone = {name: prestatie(1, 60)[name] for name in ("referentienummer", "gemeentecode", "toewijzingnummer")}
    of_february = [
        prestatie(3, 80),
        prestatie(2, 90, mutatie="wijziging"),
        prestatie(2, 5, referentienummer="R4", status="geleverd"),
    ]
    of_january = [
        prestatie(1, 60),
        prestatie(2, 70),
        prestatie(1, 7, referentienummer="R5", status="geleverd"),
    ]
    return (
        as_zip({"toewijzing": [ALLOCATION], "prestatie": of_january}, "", who),
        as_zip({"prestatie": of_february}, "aanvulling", who),
        as_zip({"prestatie": [{**gone, "mutatie": "intrekking"}]}, "aanvulling", who),
    )


@pytest.fixture(scope="module")
def house(postgres_server, broker_server, tmp_path_factory):
    """One delivery with its reports, and a browser for each of the people."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("explained"))
        register, queue = build_registration(settings), KeptQueue()
        viewers = {name: a_viewer(register, name, *who, f"De {name}") for name, who in PEOPLE.items()}
        for name, viewer in viewers.items():
            register.account(viewer.organisation.id, name, PASSWORD)
        register.members(viewers["bureau"].organisation.id, ["0014"], parse_period("2020").begin)
        register.close()
        wiring = build(settings, queue=queue)
        submission = Hands(wiring, queue).deliver(viewers["zorg"], upload())
        added = [Hands(wiring, queue).deliver(viewers["ander"], each) for each in additions()][-1]
        app = create_app(wiring)
        tokens = {name: wiring.people.sign_in(name, PASSWORD, "test").token for name in PEOPLE}
        page = wiring.submissions.show(viewers["zorg"], submission)
        reports = {report.municipality: report for report in page.reports}
        (of_added, *_) = wiring.submissions.show(viewers["ander"], added).reports
        yield SimpleNamespace(
            app=app, tokens=tokens, submission=submission, reports=reports, added=added, of_added=of_added
        )
        wiring.close()


@pytest.fixture
def get(house):
    def of(name, address, status=200):
        browser = house.app.test_client()
        browser.set_cookie(SESSION_COOKIE, house.tokens[name])
        answer = browser.get(address)
        assert answer.status_code == status, answer.text[:400]
        return unescape(answer.text)

    return of


def explanation_of(house, code="0014"):
    return f"/rapportages/{house.reports[code].id}/uitleg"


def links(text, begin):
    return re.findall(rf'href="({re.escape(begin)}[^"]*)"', text)


def test_from_a_report_to_a_cell_to_a_row_and_back_to_the_cell(house, get):
    picture = get("zorg", explanation_of(house))
    cells = links(picture, f"{explanation_of(house)}?cel=Productie")
    told = get("zorg", next(each for each in cells if each.endswith("G7")))
    (row, *_) = links(told, f"/aanleveringen/{house.submission}/regel?")
    traced = get("zorg", row)

    assert "De som van het veld bedrag, credit als min volgens debet_credit, over" in told
    assert "Samen tellen ze op tot" in told
    assert f"{explanation_of(house)}?cel=Productie!G7" in traced


def test_the_rows_behind_a_cell_are_handed_out_as_csv(house, get):
    lines = get("zorg", f"{explanation_of(house)}.csv?cel=Productie!G7").splitlines()

    assert lines[0].lstrip("\ufeff") == "tabel;rij;er staat;telt mee voor"
    assert lines[1].startswith("Prestaties;")


def test_a_list_in_lines_of_text_is_pictured_with_a_link_at_each_field(house, get):
    picture = get("zorg", explanation_of(house, "0687"))

    assert links(picture, f"{explanation_of(house, '0687')}?cel=2:PRODUCT")
    assert "Het veld productcode" in get("zorg", f"{explanation_of(house, '0687')}?cel=2:PRODUCT")


def test_what_the_format_does_not_fill_is_said_and_what_is_no_place_too(house, get):
    assert "eigen bestand van de gemeente" in get("zorg", f"{explanation_of(house)}?cel=Productie!A1")
    assert "geen plaats in dit bestand" in get("zorg", f"{explanation_of(house)}?cel=Niets!A1")


@pytest.mark.parametrize("name", ["groningen", "bureau"])
def test_a_municipality_and_a_bureau_read_what_fills_each_column_and_no_row(house, get, name):
    text = get(name, f"{explanation_of(house)}?cel=Productie!G7")

    assert "De som van het veld bedrag" in text or "de som van het veld bedrag" in text
    assert "ziet alleen de aanbieder" in text
    assert "/regel?" not in text
    get(name, f"{explanation_of(house)}.csv?cel=Productie!G7", 403)


@pytest.mark.parametrize("name", ["ander", "almelo"])
def test_a_report_of_others_is_not_there(house, get, name):
    get(name, explanation_of(house), 404)


def test_a_submission_of_others_is_not_traced(house, get):
    get("ander", f"/aanleveringen/{house.submission}/regel?tabel=prestatie&rij=2", 404)
    get("groningen", f"/aanleveringen/{house.submission}/regel?tabel=prestatie&rij=2", 403)


def test_a_row_that_is_left_out_says_why_by_name(house, get):
    texts = [
        get("zorg", f"/aanleveringen/{house.submission}/regel?tabel=prestatie&rij={row}")
        for row in range(2, 30)
    ]

    assert any("De gemeente vraagt prestaties met deze status niet" in text for text in texts)
    assert any("Hier staat de regel in" in text and "?cel=" in text for text in texts)


@pytest.mark.parametrize("asked", ["tabel=prestatie&rij=99999", "tabel=niets&rij=2", "tabel=prestatie&rij=x"])
def test_a_row_that_is_not_there_is_said(house, get, asked):
    text = get("zorg", f"/aanleveringen/{house.submission}/regel?{asked}")

    assert "In deze tabel is geen rij" in text


def test_the_balance_leads_to_the_rows_of_each_reason_and_they_are_as_many_as_it_says(house, get):
    page = get("zorg", f"/aanleveringen/{house.submission}")
    addresses = links(page, f"/aanleveringen/{house.submission}/regels?reden=")
    assert addresses
    for address in addresses:
        said = re.search(rf'href="{re.escape(address)}">.*?<td class="amount">(\d+)</td>', page, re.DOTALL)[1]

        rows = links(get("zorg", address), f"/aanleveringen/{house.submission}/regel?tabel=prestatie&rij=")

        assert len(rows) == int(said)


def test_the_rows_under_a_name_that_nobody_has_are_none_and_others_may_not_ask(house, get):
    address = f"/aanleveringen/{house.submission}/regels?reden=niets"

    assert "geen enkele rij" in get("zorg", address)
    get("ander", address, 404)
    get("bureau", address, 403)


def test_a_cell_of_what_was_added_up_leads_to_the_row_of_its_delivery_and_back(house, get):
    address = f"/rapportages/{house.of_added.id}/uitleg"
    told = get("ander", f"{address}?cel=Productie!G7")
    rows = links(told, f"/aanleveringen/{house.added}/regel?")
    traced = get("ander", rows[0])

    assert [each.partition("?")[2] for each in rows] == [
        "tabel=prestatie&rij=3&deel=2",
        "tabel=prestatie&rij=2&deel=2",
    ]
    assert "export.xlsx (2): prestatie.csv" in told
    assert "export.xlsx (2): prestatie.csv, rij 3" in traced
    assert f"{address}?cel=Productie!G7" in traced


def test_a_row_number_that_more_than_one_delivery_has_is_asked_once_more(house, get):
    only = get("ander", f"/aanleveringen/{house.added}/regel?tabel=toewijzing&rij=2")
    text = get("ander", f"/aanleveringen/{house.added}/regel?tabel=prestatie&rij=4")
    chosen = get("ander", f"/aanleveringen/{house.added}/regel?tabel=prestatie&rij=4&deel=2")
    gone = get("ander", f"/aanleveringen/{house.added}/regel?tabel=prestatie&rij=2&deel=1")

    assert "export.xlsx (1): toewijzing.csv, rij 2" in only
    assert "Welke rij 4 bedoelt u?" in text
    assert "export.xlsx (1): prestatie.csv, rij 4" in text
    assert "export.xlsx (2): prestatie.csv, rij 4" in text
    assert "Hier staat de regel" not in text
    assert "export.xlsx (2): prestatie.csv, rij 4" in chosen
    assert "Hier staat de regel niet in" in chosen
    assert "geen rij 2" in gone


def test_the_rows_behind_a_reason_are_named_by_their_delivery(house, get):
    page = get("ander", f"/aanleveringen/{house.added}")
    (address,) = links(page, f"/aanleveringen/{house.added}/regels?reden=")

    listed = get("ander", address)

    assert "export.xlsx (2): prestatie.csv" in listed
    assert "rij=4&deel=2" in listed
    assert "rij=4&deel=1" in listed


@pytest.fixture
def post(house):
    """Fill in a form of a page, as somebody; the page that follows."""

    def of(name, page, address, status=200, **fields):
        browser = house.app.test_client()
        browser.set_cookie(SESSION_COOKIE, house.tokens[name])
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)[1]
        answer = browser.post(address, data={"csrf_token": token, **fields}, follow_redirects=True)
        assert answer.status_code == status, answer.text[:400]
        return unescape(answer.text)

    return of


def test_a_municipality_points_at_a_cell_of_its_own_file_and_its_provider_answers_beside_its_rows(
    house, get, post
):
    picture = get("groningen", explanation_of(house))
    (cell,) = (
        each for each in links(picture, f"{explanation_of(house)}?cel=Productie") if each.endswith("!G7")
    )
    seen = get("groningen", cell)
    assert "som van het veld bedrag" in seen
    assert "ziet alleen de aanbieder" in seen
    assert "/regel?" not in seen + picture
    assert "Samen tellen" not in seen

    asking = f"/rapportages/{house.reports['0014'].id}/vragen"
    asked = post("groningen", cell, asking, cel="Productie!G7", tekst="Klopt dit bedrag?")
    assert "Uw vraag is gesteld" in asked
    assert "Klopt dit bedrag?" in get("groningen", cell)
    (thread, *_) = links(get("zorg", "/vragen"), "/vragen/")

    opened = get("zorg", thread)
    assert "Klopt dit bedrag?" in opened
    assert "Samen tellen ze op tot" in opened
    assert links(opened, f"/aanleveringen/{house.submission}/regel?")
    answered = post("zorg", thread, f"{thread}/berichten", tekst="Ja, twee trajecten liepen uit.")
    assert "Beantwoord; de gemeente is aan zet" in answered

    read = get("groningen", thread)
    assert "Ja, twee trajecten liepen uit." in read
    assert "/regel?" not in read
    assert "trajecten" not in get("bureau", thread)
    assert "Gesloten door de gemeente" in post("groningen", thread, f"{thread}/sluiten")
    assert "Gesloten door de gemeente" in get("zorg", f"/rapportages/{house.reports['0014'].id}")
    for name in ("ander", "almelo"):
        get(name, thread, 404)


def test_a_question_is_put_at_a_column_and_what_is_wrong_is_said_beside_what_was_typed(house, get, post):
    report = f"/rapportages/{house.reports['0014'].id}"
    (column, *_) = (
        each
        for each in links(get("groningen", explanation_of(house)), f"{report}/vragen/nieuw")
        if "Productie" in each
    )
    refused = post(
        "groningen",
        column,
        f"{report}/vragen",
        400,
        tabel="Productie",
        kolom="Product",
        tekst="BSN 999990019?",
    )
    assert "een getal dat een BSN kan zijn" in refused
    assert "BSN 999990019?" in refused
    assert "Product" in get("groningen", column)
    elsewhere = post("groningen", column, f"{report}/vragen", 400, cel="Niets!A1", tekst="En dit?")
    assert "Die plaats is er niet" in elsewhere

    thread = post(
        "groningen", column, f"{report}/vragen", tabel="Productie", kolom="Product", tekst="Welke producten?"
    )
    assert "Vraag over kolom Product van Productie" in thread


def test_who_looked_into_a_report_has_it_and_a_bureau_looking_has_not(house, get):
    get("bureau", explanation_of(house))
    get("groningen", explanation_of(house))

    assert "nog geen oordeel" in get("zorg", f"/rapportages/{house.reports['0014'].id}")
