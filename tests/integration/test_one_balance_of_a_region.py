"""One balance of a region and of a municipality over a period: each row once, whatever reports ask it."""

import csv
import io
import json
import shutil
from collections import defaultdict
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

import pytest

from service.domain.access import NotAllowedError, OrganisationKind
from service.domain.periods import parse_period
from service.domain.translation.balance import together
from service.domain.translation.levels import Level
from service.files.export import write_export
from service.sample import sample_tables
from service.web.application import create_app
from tests.conftest import new_database, settings_on
from tests.tools.exports import the_standard
from tests.tools.signed_in_people import people_signed_in
from tests.tools.statements import statements_told

PERIOD = parse_period("2026-Q1")
CODES = ["0014", "0153", "0047"]
OUTSIDE = "0344"
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "ander": (OrganisationKind.PROVIDER, "06019999"),
    "nog": (OrganisationKind.PROVIDER, "06018888"),
    "groningen": (OrganisationKind.MUNICIPALITY, "0014"),
    "elders": (OrganisationKind.MUNICIPALITY, OUTSIDE),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}
SENDERS = ("zorg", "ander", "nog")
ASKS_TWICE = """
  - format: voorbeeldregio-midden/productielijst
    municipalities: ["0014"]
    from: 2025-Q1
    deadline_days: 21
    legal_ground: Inkoopovereenkomst jeugdhulp, artikel verantwoording
    purpose: Sturing op en verantwoording van de geleverde jeugdhulp
"""


@pytest.fixture(scope="module")
def house(postgres_server, broker_server, tmp_path_factory):
    """Three providers, each also to a municipality elsewhere; one corrected for one that asks twice."""
    folder = tmp_path_factory.mktemp("one-region")
    with new_database(postgres_server) as database:
        known = settings_on(database, broker_server, folder)
        settings = replace(known, mappings_dir=folder / "mappings")
        shutil.copytree(known.mappings_dir, settings.mappings_dir)
        with (settings.mappings_dir / "uitvragen" / "voorbeeld.yaml").open("a", encoding="utf-8") as requests:
            requests.write(ASKS_TWICE)
        with people_signed_in(settings, PEOPLE, CODES) as people:
            wiring, viewers, hands = people.wiring, people.viewers, people.hands
            last = {
                name: dict.fromkeys(
                    [*CODES, OUTSIDE], hands.deliver(viewers[name], a_delivery(name, seed, clients))
                )
                for name, seed, clients in (("zorg", 4, 40), ("ander", 5, 30), ("nog", 6, 4))
            }
            correction = hands.upload(viewers["zorg"], a_delivery("zorg", 9, 35))
            hands.do_everything()
            seen = wiring.submissions.look(viewers["zorg"], correction).seen
            wiring.submissions.send(viewers["zorg"], correction, ["0014"], seen)
            last["zorg"]["0014"] = correction
            yield SimpleNamespace(
                wiring=wiring,
                viewers=viewers,
                browsers=people.browsers,
                asking=people.asking,
                last=last,
            )


def a_delivery(name, seed, clients):
    codes = [*CODES, OUTSIDE]
    tables = sample_tables(the_standard(), seed=seed, municipalities=codes, clients=clients, period=PERIOD)
    tables["aanlevering"]["agb_code"] = PEOPLE[name][1]
    return write_export(tables, the_standard(), "ijw-zip")


def over(house, name, municipality=""):
    return house.wiring.reports.show_period_balance(house.viewers[name], PERIOD.label, municipality)


@pytest.fixture(scope="module")
def by_replay(house):
    """Of each provider and municipality the balance, worked out again from the rows of what it has last."""
    found = {}
    for name in SENDERS:
        for code, submission in house.last[name].items():
            levels = house.wiring.submissions.balance(house.viewers[name], submission).balance.levels
            own = (
                each.balance
                for each in levels
                if (each.level, each.municipality) == (Level.MUNICIPALITY, code)
            )
            found[name, code] = together(own)
    return found


def test_a_region_is_every_row_of_its_municipalities_once(house, by_replay):
    found = over(house, "bureau")

    assert found.period == PERIOD
    assert {each.code: each.balance for each in found.municipalities} == {
        code: together(by_replay[name, code] for name in SENDERS) for code in CODES
    }
    assert {each.code: each.balance for each in found.providers} == {
        PEOPLE[name][1]: together(by_replay[name, code] for code in CODES) for name in SENDERS
    }
    assert found.balance == together(each.balance for each in found.providers)
    assert found.balance.closes
    assert found.unknown == 0
    rows = found.balance.rows
    assert rows.came_in > rows.reported > 0
    assert rows.came_in == rows.reported + sum(
        sum(part.values()) for part in (rows.excluded, rows.quarantined, rows.not_made, rows.rejected)
    )


def test_a_municipality_of_the_region_is_what_its_providers_sent_it(house, by_replay):
    for code in CODES:
        found = over(house, "bureau", code)

        assert [each.code for each in found.municipalities] == [code]
        told = {each.code: each.balance for each in found.providers}
        replayed = {PEOPLE[name][1]: by_replay[name, code] for name in SENDERS}
        assert told == {provider: each for provider, each in replayed.items() if provider in told}
        assert not any(each.rows.came_in for provider, each in replayed.items() if provider not in told)
        whole = next(each for each in over(house, "bureau").municipalities if each.code == code)
        assert found.municipalities == (whole,)


def test_a_municipality_reads_its_own_as_its_bureau_does(house):
    own, region = over(house, "groningen"), over(house, "bureau", "0014")

    assert (own.balance, own.providers) == (region.balance, region.providers)
    assert over(house, "groningen", "0014").balance == own.balance
    assert [each.code for each in over(house, "elders").municipalities] == [OUTSIDE]


def test_the_region_is_the_balances_of_its_providers_put_together(house):
    found = over(house, "bureau")
    show = house.wiring.reports.show_provider_balance

    for each in found.providers:
        own = show(house.viewers["bureau"], each.code, PERIOD.label)
        assert (own.balance, own.reports) == (each.balance, each.reports)
        for code in CODES:
            lines = [one for one in over(house, "bureau", code).providers if one.code == each.code]
            assert own.only(municipality=code).balance == together(one.balance for one in lines)


def test_a_row_in_several_reports_counts_once_and_it_is_told_how_many_ask_it(house):
    found = over(house, "bureau")
    _, formats = house.wiring.reports.show_balances(house.viewers["bureau"], PERIOD.label)
    counted = defaultdict(int)
    for name in SENDERS:
        for submission in set(house.last[name].values()):
            for report in house.wiring.submissions.show(house.viewers[name], submission).reports:
                is_last = house.last[name][report.municipality] == submission
                is_of_care = report.balance.rows.excluded.get("not-in-this-format") is None
                if is_last and is_of_care and report.period == PERIOD and report.municipality in CODES:
                    counted[report.municipality] += 1

    assert {each.code: each.reports for each in found.municipalities} == dict(counted)
    assert found.reports == sum(counted.values())
    assert sum(each.balance.rows.came_in for each in formats) > found.balance.rows.came_in
    for each in formats:
        assert each.balance.rows.reported <= found.balance.rows.reported


@pytest.mark.parametrize(
    ("name", "municipality"),
    [("bureau", OUTSIDE), ("bureau", "9999"), ("groningen", "0153"), ("elders", "0014")],
)
def test_of_another_municipality_there_is_nothing(house, name, municipality):
    assert over(house, name, municipality) is None
    address = f"/telling?periode={PERIOD.label}&gemeente={municipality}"
    assert house.browsers[name].get(address).status_code == 404


def test_a_provider_has_a_balance_of_its_own_and_not_that_of_others(house):
    with pytest.raises(NotAllowedError):
        over(house, "zorg")
    assert house.browsers["zorg"].get("/telling").status_code == 403


def test_pages_lead_from_the_region_to_a_municipality_a_provider_a_submission_and_a_reason(house):
    browser = house.browsers["bureau"]
    region = unescape(browser.get(f"/telling?periode={PERIOD.label}").text)
    municipality = f"/telling?periode={PERIOD.label}&gemeente=0014"
    pair = f"/telling/06011234?periode={PERIOD.label}&gemeente=0014"
    one = f"{pair}&aanlevering={house.last['zorg']['0014']}"

    assert "De telling sluit: geen verschil" in region
    assert "Elke rij telt één keer, ook als zij in meer rapportages staat" in region
    assert f'href="{municipality}"' in region
    assert f"/overzicht/telling?periode={PERIOD.label}" in region
    of_municipality = unescape(browser.get(municipality).text)
    assert f'href="{pair}"' in of_municipality
    assert "Per gemeente" not in of_municipality
    of_pair = unescape(browser.get(pair).text)
    assert f"aanlevering={house.last['zorg']['0014']}" in of_pair
    assert f"aanlevering={house.last['zorg']['0153']}" not in of_pair
    last = browser.get(one)
    assert last.status_code == 200
    assert "Uitgesloten door een regel" in last.text
    assert f"/overzicht/{PERIOD.label}/06011234/0014" in last.text


def test_a_municipality_comes_from_its_whole_to_a_provider_and_its_reports(house):
    browser = house.browsers["groningen"]
    page = unescape(browser.get(f"/telling?periode={PERIOD.label}").text)

    assert "Per gemeente" not in page
    assert f'href="/telling/06011234?periode={PERIOD.label}"' in page
    assert "/rapportages?" in browser.get(f"/telling/06011234?periode={PERIOD.label}").text
    assert "Nog niets" not in page
    assert browser.get("/telling?periode=1999-Q1").status_code == 404
    browser.set_cookie("eenmaal_taal", "en")
    in_english = browser.get(f"/telling?periode={PERIOD.label}").text
    browser.delete_cookie("eenmaal_taal")
    assert "Each row counts once, even when it is in more reports" in in_english


def test_before_anything_is_sent_a_page_says_so(postgres_server, broker_server, tmp_path):
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path)
        with people_signed_in(settings, PEOPLE, CODES) as people:
            for name in ("bureau", "groningen"):
                page = people.browsers[name].get("/telling")
                assert page.status_code == 200
                assert "Er is nog niets verstuurd" in page.text


@pytest.mark.parametrize("name", ["bureau", "groningen"])
def test_its_table_adds_up_twice_to_the_whole(house, name):
    browser, address = house.browsers[name], f"/telling?periode={PERIOD.label}"
    head, *lines = csv.reader(io.StringIO(browser.get(f"{address}&als=csv").text[1:]), delimiter=";")
    whole = over(house, name).balance

    for kind in ("Gemeente", "Aanbieder"):
        own = [dict(zip(head, line, strict=True)) for line in lines if line[1] == kind]
        assert sum(int(line["Aangeleverd"]) for line in own) == whole.rows.came_in
        cents = [round(float(line["Euro in rapportages"].replace(",", ".")) * 100) for line in own]
        assert sum(cents) == whole.cents.reported
        assert {line["Telling sluit"] for line in own} == {"ja"}
    assert browser.get(f"{address}&als=xlsx").data.startswith(b"PK")


@pytest.mark.parametrize("name", ["bureau", "groningen"])
def test_programs_get_the_same(house, name):
    app, headers = create_app(house.wiring).test_client(), house.asking(name)

    told = json.loads(app.get(f"/api/v1/telling/periode?periode={PERIOD.label}", headers=headers).data)

    found = over(house, name)
    assert told["sluit"] is True
    assert told["telling"]["rijen"]["binnen"] == found.balance.rows.came_in
    assert told["telling"]["centen"]["binnen"] == found.balance.cents.came_in
    assert told["rapportages"] == found.reports
    assert [each["code"] for each in told["gemeenten"]] == [each.code for each in found.municipalities]
    assert [each["telling"]["rijen"]["gerapporteerd"] for each in told["aanbieders"]] == [
        each.balance.rows.reported for each in found.providers
    ]
    for wrong in (f"periode={PERIOD.label}&gemeente=9999", "periode=1999-Q1"):
        assert app.get(f"/api/v1/telling/periode?{wrong}", headers=headers).status_code == 404
    refused = app.get("/api/v1/telling/periode", headers=house.asking("zorg"))
    assert refused.status_code == 403


def test_however_much_there_is_it_takes_as_many_statements(house):
    counted = []
    for name, municipality in (("bureau", ""), ("bureau", "0014"), ("groningen", "")):
        with statements_told() as told:
            over(house, name, municipality)
        counted.append(len(told))

    assert counted[0] == counted[1] <= 8
    assert counted[2] <= counted[0]
