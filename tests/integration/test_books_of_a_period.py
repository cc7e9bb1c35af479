"""All that counts over a period beside the books of its provider: each municipality once, by cause."""

import csv
import io
from html import unescape
from types import SimpleNamespace

import psycopg
import pytest

from service.domain.access import Actor, NotFoundError, OrganisationKind
from service.domain.access_tokens import Scope
from service.domain.books_over import added
from service.domain.keeping import KeptKind, WhyDestroyed
from service.domain.periods import parse_period
from service.domain.translation.control_figures import NOT_HANDED_IN, NOT_IN_BOOKS, Amount
from service.files.export import write_export
from service.sample import sample_tables
from service.storage.keys.data_keys import KeyPlace
from service.web.application import create_app
from tests.conftest import new_database, send_to_all, settings_on
from tests.tools.exports import the_standard
from tests.tools.signed_in_people import people_signed_in
from tests.tools.statements import statements_told

PERIOD, YEAR = parse_period("2026-Q1"), parse_period("2026")
CODES = ["0014", "0153", "0047"]
NOWHERE = ("0362", "JW")
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "ander": (OrganisationKind.PROVIDER, "06019999"),
    "niemand": (OrganisationKind.PROVIDER, "06018888"),
    "groningen": (OrganisationKind.MUNICIPALITY, "0014"),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}


@pytest.fixture(scope="module")
def everything(postgres_server, broker_server, tmp_path_factory):
    """A provider that corrected for one municipality of three, and one that handed in a year."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("books"))
        with people_signed_in(settings, PEOPLE, CODES) as people:
            wiring, viewers, hands = people.wiring, people.viewers, people.hands
            first = hands.deliver(viewers["zorg"], a_delivery("zorg", 4))
            second = hands.upload(viewers["zorg"], a_delivery("zorg", 5))
            hands.do_everything()
            seen = wiring.submissions.look(viewers["zorg"], second).seen
            wiring.submissions.send(viewers["zorg"], second, ["0014"], seen)
            hands.deliver(viewers["ander"], a_delivery("ander", 6, YEAR))
            yield SimpleNamespace(
                wiring=wiring,
                viewers=viewers,
                browsers=people.browsers,
                asking=people.asking,
                first=first,
                second=second,
                database=database,
            )


@pytest.fixture
def house(everything):
    """The same, and nothing is held against any books."""
    address = everything.database.superuser_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DELETE FROM control_comparison")
    return everything


def a_delivery(name, seed, period=PERIOD):
    tables = sample_tables(the_standard(), seed=seed, municipalities=CODES, clients=40, period=period)
    tables["aanlevering"]["agb_code"] = PEOPLE[name][1]
    return write_export(tables, the_standard(), "ijw-zip")


def over(house, name="zorg", label=PERIOD.label):
    provider = PEOPLE["zorg"][1] if name in ("bureau", "groningen") else PEOPLE[name][1]
    return house.wiring.reports.show_provider_balance(house.viewers[name], provider, label)


def hold(house, books, name="zorg", label=PERIOD.label):
    house.wiring.submissions.hold_period_against_books(house.viewers[name], label, books)
    return over(house, name, label).books


def right_books(house):
    """By municipality and law what counts, from each submission held against no books at all."""
    show = house.wiring.submissions.hold_against_books
    found = {
        which: {(each.municipality, each.law): each for each in show(house.viewers["zorg"], submission, {})}
        for which, submission in (("first", house.first), ("second", house.second))
    }
    every = {**found["first"], **found["second"]}
    return {
        key: found["second" if key[0] == "0014" else "first"][key]
        for key in every
        if key in found["second" if key[0] == "0014" else "first"]
    }


def test_books_that_are_right_are_equal_over_all_that_counts(house):
    right = right_books(house)

    found = hold(house, {key: each.handed_in for key, each in right.items()})

    assert {(each.municipality, each.law): each.handed_in for each in found.figures} == {
        key: each.handed_in for key, each in right.items()
    }
    assert (found.by_cause, found.missing) == ((), ())
    balance = over(house).balance
    assert found.handed_in == found.books == Amount(balance.rows.came_in, balance.cents.came_in)
    page = house.browsers["zorg"].get(f"/telling/06011234?periode={PERIOD.label}").text
    assert "Alles wat meetelt is gelijk aan uw boeken." in page


def test_differences_are_told_by_cause_and_add_up_to_the_whole(house):
    right = right_books(house)
    books = {key: each.handed_in for key, each in right.items()}
    told = next(key for key, each in right.items() if "other-law" in each.parts)
    left_out = next(key for key in right if key != told)
    books[told] = right[told].handed_in.minus(right[told].parts["other-law"])
    books[NOWHERE] = Amount(3, 1_250)
    del books[left_out]

    found = hold(house, books)

    by_cause = {each.names: (each.lines, each.difference) for each in found.by_cause}
    assert by_cause.pop((NOT_IN_BOOKS,)) == (1, right[left_out].handed_in)
    assert by_cause.pop((NOT_HANDED_IN,)) == (1, Amount(-3, -1_250))
    ((names, other),) = by_cause.items()
    assert "other-law" in names
    assert other == (1, right[told].parts["other-law"])
    assert added(each.difference for each in found.by_cause) == found.handed_in.minus(found.books)
    page = unescape(house.browsers["zorg"].get(f"/controlecijfers?periode={PERIOD.label}").text)
    assert "precies wat niet in een rapportage komt: hoort bij een andere wet" in page
    assert "uw boeken noemen deze gemeente en wet niet" in page
    assert "van deze gemeente en wet is niets aangeleverd" in page
    assert "Verschillen per oorzaak" in house.browsers["zorg"].get("/telling/06011234").text
    house.browsers["zorg"].set_cookie("eenmaal_taal", "en")
    in_english = house.browsers["zorg"].get(f"/controlecijfers?periode={PERIOD.label}").text
    house.browsers["zorg"].delete_cookie("eenmaal_taal")
    assert "exactly what is in no report: belongs to another law" in in_english


def test_one_submission_alone_that_was_compared_leaves_the_others_named(house):
    house.wiring.submissions.hold_against_books(house.viewers["zorg"], house.second, {})

    found = over(house).books

    assert found.missing == ("0047", "0153")
    assert {each.municipality for each in found.figures} == {"0014"}
    page = house.browsers["zorg"].get(f"/controlecijfers?periode={PERIOD.label}").text
    assert "Niet naast uw boeken gelegd" in page


def test_nobody_else_sees_the_books(house):
    hold(house, {("0014", "JW"): Amount(987, 654_321)})

    for name in ("bureau", "groningen"):
        assert over(house, name).books is None
        assert house.browsers[name].get("/controlecijfers").status_code == 403
        assert house.browsers[name].post("/controlecijfers").status_code in (400, 403)
        page = house.browsers[name].get(f"/telling/06011234?periode={PERIOD.label}").text
        assert "Naast uw boeken" not in page
        assert "6.543,21" not in page
    assert over(house, "ander").books is None


@pytest.mark.parametrize(
    ("name", "label"), [("zorg", "1999-Q1"), ("zorg", "2026"), ("ander", PERIOD.label), ("niemand", "2026")]
)
def test_over_a_period_of_which_no_submission_has_the_days_there_is_nothing_to_hold(house, name, label):
    with pytest.raises(NotFoundError):
        hold(house, {("0014", "JW"): Amount(1, 1)}, name, label)


def test_a_year_is_held_as_a_year(house):
    found = hold(house, {("0014", "JW"): Amount(1, 1)}, "ander", YEAR.label)

    assert found.missing == ()
    whole = over(house, "ander", YEAR.label).balance
    assert found.handed_in == Amount(whole.rows.came_in, whole.cents.came_in)
    page = house.browsers["ander"].get(f"/controlecijfers?periode={PERIOD.label}").text
    assert "precies deze dagen" in page


def upload(browser, content, label=PERIOD.label):
    address = f"/controlecijfers?periode={label}"
    token = browser.get(address).text.split('name="csrf_token" value="')[1].split('"')[0]
    return browser.post(address, data={"csrf_token": token, "bestand": (io.BytesIO(content), "boeken.csv")})


def test_books_are_uploaded_on_the_page_and_taken_along_as_a_table(house):
    browser, right = house.browsers["zorg"], right_books(house)
    lines = [
        f"{municipality};{law};{each.handed_in.rows};{each.handed_in.cents / 100:.2f}"
        for (municipality, law), each in right.items()
    ]

    sent = upload(browser, "\n".join(["gemeentecode;wet;rijen;bedrag", *lines]).encode())

    assert (sent.status_code, sent.location) == (303, f"/controlecijfers?periode={PERIOD.label}")
    assert "Elke regel is gelijk aan uw boeken." in browser.get(sent.location).text
    told = browser.get(f"{sent.location}&als=csv").text
    head, *cells = csv.reader(io.StringIO(told[1:]), delimiter=";")
    assert len(cells) == len(right)
    assert {line[head.index("Verschil in rijen")] for line in cells} == {"0"}
    assert sum(int(line[head.index("Rijen boeken")]) for line in cells) == over(house).balance.rows.came_in
    assert browser.get(f"{sent.location}&als=xlsx").data.startswith(b"PK")


@pytest.mark.parametrize("content", [b"", b"iets", b"\xff\xfe", b"x" * 200_001])
def test_what_is_no_csv_of_books_changes_nothing(house, content):
    answer = upload(house.browsers["zorg"], content)

    assert answer.status_code == 400
    assert "bestand-fout" in answer.text
    assert over(house).books.figures == ()


def test_programs_hold_a_period_too(house):
    right = right_books(house)
    figures = [
        {"gemeenteCode": key[0], "wet": key[1], "rijen": one.handed_in.rows, "bedragCenten": 0}
        for key, one in right.items()
    ]
    app, address = create_app(house.wiring).test_client(), f"/api/v1/controlecijfers?periode={PERIOD.label}"
    headers = house.asking("zorg", Scope.WRITE_SUBMISSIONS)

    told = app.put(address, json={"cijfers": figures}, headers=headers)

    found = over(house).books
    assert told.status_code == 200
    assert len(told.json["cijfers"]) == len(right)
    assert sum(each["centen"] for each in told.json["verschillen"]) == found.handed_in.cents
    again = app.get(address, headers=house.asking("zorg", Scope.READ_SUBMISSIONS))
    assert again.json == told.json
    assert app.get(address, headers=house.asking("bureau")).status_code == 403
    wrong = address.replace(PERIOD.label, "1999-Q1")
    assert app.get(wrong, headers=house.asking("zorg", Scope.READ_SUBMISSIONS)).status_code == 404


def test_books_of_many_submissions_cost_one_statement_to_read(house):
    counted = []
    for _ in range(2):
        with statements_told() as told:
            over(house)
        counted.append(len(told))
        hold(house, {("0014", "JW"): Amount(1, 1)})

    assert counted[0] == counted[1] <= 9


def test_what_has_no_rows_any_more_is_left_out_and_named(house):
    place = KeyPlace(house.viewers["zorg"].organisation.id, house.first, KeptKind.UPLOAD)
    house.wiring.keys.destroy(place, WhyDestroyed.BY_HAND, Actor("operator", "command line"))

    found = hold(house, {("0153", "JW"): Amount(1, 1)})

    assert found.missing == ("0047", "0153")
    assert {each.municipality for each in found.figures} == {"0014"}


def test_when_everyone_has_the_correction_only_that_is_held(house):
    hold(house, {})

    send_to_all(house.wiring, house.viewers["zorg"], house.second)

    found = over(house).books
    assert {each.municipality for each in found.figures} == set(CODES)
    assert found.missing == ()
    whole = over(house).balance
    assert found.handed_in == Amount(whole.rows.came_in, whole.cents.came_in)
