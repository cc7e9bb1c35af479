"""One balance of a provider over a period, over all its submissions that count: to itself and to others."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

import pandas as pd
import pytest

from service.domain.access import OrganisationKind
from service.domain.access_tokens import Scope
from service.domain.periods import parse_period
from service.domain.translation.balance import together
from service.domain.translation.levels import Level
from service.files.export import write_export
from service.sample import sample_tables
from service.use_cases.submissions.list_rows import WantedRows
from service.web.application import create_app
from tests.conftest import new_database, send_to_all, settings_on
from tests.tools.exports import the_standard
from tests.tools.signed_in_people import people_signed_in
from tests.tools.statements import statements_told

PERIOD = parse_period("2026-Q1")
YEAR = parse_period("2026")
CODES = ["0014", "0153", "0047"]
ASKS_NOTHING = "0363"
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "ander": (OrganisationKind.PROVIDER, "06019999"),
    "fout": (OrganisationKind.PROVIDER, "06018888"),
    "groningen": (OrganisationKind.MUNICIPALITY, "0014"),
    "elders": (OrganisationKind.MUNICIPALITY, "0080"),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}


@pytest.fixture(scope="module")
def house(postgres_server, broker_server, tmp_path_factory):
    """Three providers: a correction went to one municipality of three, a year and a quarter, one refused."""
    folder = tmp_path_factory.mktemp("one-balance")
    with new_database(postgres_server) as database:
        known = settings_on(database, broker_server, folder)
        mappings = folder / "mappings"
        shutil.copytree(known.mappings_dir, mappings)
        (mappings / "uitvragen" / "voorbeeld-heel-nederland.yaml").unlink()
        settings = replace(known, mappings_dir=mappings)
        with people_signed_in(settings, PEOPLE, CODES) as house:
            wiring, viewers, hands = house.wiring, house.viewers, house.hands
            first = hands.deliver(viewers["zorg"], a_delivery("zorg", 4))
            second = hands.upload(viewers["zorg"], a_delivery("zorg", 5))
            hands.do_everything()
            outlook = wiring.submissions.look(viewers["zorg"], second)
            wiring.submissions.send(viewers["zorg"], second, ["0014"], outlook.seen)
            yield SimpleNamespace(
                wiring=wiring,
                viewers=viewers,
                browsers=house.browsers,
                asking=house.asking,
                first=first,
                second=second,
                year=hands.deliver(viewers["ander"], a_delivery("ander", 6, YEAR)),
                quarter=hands.deliver(viewers["ander"], a_delivery("ander", 7)),
                refused=hands.deliver(viewers["fout"], a_delivery("fout", 8, PERIOD, spoil=True)),
            )


def a_delivery(name, seed, period=PERIOD, *, spoil=False):
    codes = [*CODES, ASKS_NOTHING]
    tables = sample_tables(the_standard(), seed=seed, municipalities=codes, clients=40, period=period)
    tables["aanlevering"]["agb_code"] = PEOPLE[name][1]
    if spoil:
        tables["prestatie"]["begindatum"] = pd.NaT
    return write_export(tables, the_standard(), "xlsx" if spoil else "ijw-zip")


def one_balance(house, name, provider="06011234", label=PERIOD.label):
    return house.wiring.reports.show_provider_balance(house.viewers[name], provider, label)


def by_replay(house, name, submission):
    """The balance of each municipality, worked out again from the rows of one submission."""
    found = house.wiring.submissions.balance(house.viewers[name], submission).balance
    return {each.municipality: each.balance for each in found.levels if each.level is Level.MUNICIPALITY}


def test_of_each_municipality_the_last_submission_that_it_has_counts_and_nothing_counts_twice(house):
    found = one_balance(house, "zorg")

    was, now = by_replay(house, "zorg", house.first), by_replay(house, "zorg", house.second)
    wanted = {
        (house.second, "0014"): now["0014"],
        (house.second, ASKS_NOTHING): now[ASKS_NOTHING],
        (house.first, "0153"): was["0153"],
        (house.first, "0047"): was["0047"],
    }
    assert {
        (each.submission, line.municipality): line.balance
        for each in found.submissions
        for line in each.lines
    } == wanted
    assert found.balance == together(wanted.values())
    assert found.balance.closes
    assert found.balance.rows.came_in > 0
    assert found.balance.rows.excluded["not-requested"] >= now[ASKS_NOTHING].rows.came_in > 0
    assert (found.unknown, [each.id for each in found.waiting]) == (0, [house.second])


def test_of_one_submission_that_everyone_has_it_is_the_balance_of_that_submission(house):
    found = one_balance(house, "ander", "06019999")

    page = house.wiring.submissions.show(house.viewers["ander"], house.quarter)
    assert [each.submission for each in found.submissions] == [house.quarter]
    assert found.balance == page.balance
    assert found.submissions[0].asked == len(CODES)


def test_a_longer_period_is_that_of_what_was_handed_in_over_it(house):
    found = one_balance(house, "ander", "06019999", YEAR.label)

    page = house.wiring.submissions.show(house.viewers["ander"], house.year)
    assert [each.submission for each in found.submissions] == [house.year]
    assert found.balance == page.balance


def test_a_shorter_period_is_that_of_who_asks_something_over_it(house):
    second = parse_period("2026-Q2")
    found = one_balance(house, "ander", "06019999", second.label)

    levels = house.wiring.submissions.balance(house.viewers["ander"], house.year).balance.levels
    reports = [each for each in levels if each.level is Level.REPORT and each.period == second]
    told = {line.municipality: line.balance for each in found.submissions for line in each.lines}
    assert told["0014"] == next(
        each.balance
        for each in reports
        if (each.municipality, each.format) == ("0014", "voorbeeldregio-noord/kwartaal")
    )
    assert set(told) == {each.municipality for each in reports}
    assert found.balance.rows.excluded["outside-period"] > 0
    assert one_balance(house, "bureau", "06019999", second.label).balance == together(told.values())


def test_a_bureau_and_a_municipality_read_what_was_sent_to_them_and_no_more(house):
    own, bureau, municipality = (one_balance(house, name) for name in ("zorg", "bureau", "groningen"))

    lines = {line.municipality: line.balance for each in own.submissions for line in each.lines}
    theirs = {line.municipality: line.balance for each in bureau.submissions for line in each.lines}
    assert theirs == {code: lines[code] for code in CODES}
    assert bureau.balance == together(lines[code] for code in CODES)
    assert municipality.balance == lines["0014"]
    assert {each.filename for each in (*bureau.submissions, *municipality.submissions)} == {""}
    assert (bureau.waiting, municipality.waiting) == ((), ())
    assert bureau.periods == municipality.periods == (PERIOD,), "not those of other providers"
    assert one_balance(house, "elders") is None or not one_balance(house, "elders").submissions


def test_a_provider_reads_its_own_whatever_it_asks(house):
    assert one_balance(house, "ander", "06011234").provider == "06019999"
    assert {each.submission for each in one_balance(house, "ander", "06011234").submissions} == {
        house.quarter
    }
    assert one_balance(house, "bureau", "06010000") is None


def test_what_was_refused_counts_where_nothing_else_came(house):
    found = one_balance(house, "fout", "06018888")

    assert [(each.submission, each.is_refused) for each in found.submissions] == [(house.refused, True)]
    rows = found.balance.rows
    assert rows.came_in == sum(rows.rejected.values()) > 0
    assert found.balance.closes
    hidden = one_balance(house, "bureau", "06018888")
    assert hidden is None or not hidden.submissions


def test_who_sees_no_refused_submission_reads_that_its_balance_is_of_what_was_sent(house):
    said, period = "Alleen wat verstuurd is, telt hier.", f"?periode={PERIOD.label}"
    rejected = sum(one_balance(house, "fout", "06018888").balance.rows.rejected.values())

    for name in ("bureau", "groningen"):
        whole = house.wiring.reports.show_period_balance(house.viewers[name], PERIOD.label, "").balance
        assert whole.closes
        assert not whole.rows.rejected
        for address in ("/telling", "/overzicht/telling", "/telling/06011234"):
            page = house.browsers[name].get(address + period).text
            assert said in page, (name, address)
            assert "De rijen onder een reden ziet alleen de aanbieder zelf." in page, (name, address)
    own = house.browsers["fout"].get(f"/telling/06018888{period}").text
    assert said not in own
    assert "Afgewezen" in own
    assert rejected > 0


def test_pages_lead_from_the_whole_to_each_submission_and_to_its_rows(house):
    address = f"/telling/06011234?periode={PERIOD.label}"
    page = house.browsers["zorg"].get(address)
    one = house.browsers["zorg"].get(f"{address}&aanlevering={house.first}")

    assert page.status_code == one.status_code == 200
    assert "De telling sluit: geen verschil" in page.text
    assert f"aanlevering={house.first}" in page.text
    assert f"aanlevering={house.second}" in page.text
    assert "Telt nog niet of niet voor iedereen mee" in page.text
    assert f"/aanleveringen/{house.first}/telling" in one.text
    assert f"/aanleveringen/{house.second}" not in one.text
    of_bureau = house.browsers["bureau"].get(address).text
    for code in CODES:
        assert f"/overzicht/{PERIOD.label}/06011234/{code}" in of_bureau
    assert "/aanleveringen/" not in of_bureau
    assert "export.xlsx" not in of_bureau
    assert "/rapportages?" in house.browsers["groningen"].get(address).text
    house.browsers["zorg"].set_cookie("eenmaal_taal", "en")
    in_english = house.browsers["zorg"].get(address).text
    house.browsers["zorg"].delete_cookie("eenmaal_taal")
    assert "For each municipality the last one that you sent it counts." in in_english


def reasons_of(balance):
    """Rows and signed cents by the name under which they are in no report."""
    rows, cents = balance.rows, balance.cents
    return {
        name: (amount, of_cents[name])
        for part, of_cents in (
            (rows.excluded, cents.excluded),
            (rows.quarantined, cents.quarantined),
            (rows.not_made, cents.not_made),
        )
        for name, amount in part.items()
    }


def rows_behind(house, who, submission, **wanted):
    found = house.wiring.submissions.list_rows(house.viewers[who], submission, WantedRows(**wanted))
    return len(found.rows.places), sum(found.rows.cents)


@pytest.mark.parametrize(
    ("name", "provider", "label"),
    [
        ("zorg", "06011234", PERIOD.label),
        ("ander", "06019999", PERIOD.label),
        ("ander", "06019999", "2026-Q2"),
        ("ander", "06019999", YEAR.label),
    ],
)
def test_every_line_leads_to_the_rows_of_each_of_its_reasons_and_to_no_other(house, name, provider, label):
    asked = 0
    for each in one_balance(house, name, provider, label).submissions:
        for line in each.lines:
            for reason, told in reasons_of(line.balance).items():
                asked += 1
                wanted = {"name": reason, "period": label, "municipality": line.municipality}
                assert rows_behind(house, name, each.submission, **wanted) == told
        for reason, told in reasons_of(each.balance).items():
            assert rows_behind(house, name, each.submission, name=reason, period=label) == told
    assert asked > 0


def test_the_page_of_a_line_leads_to_its_rows_and_they_lead_back(house):
    line = f"/telling/06011234?periode={PERIOD.label}&aanlevering={house.second}&gemeente=0014"
    page = unescape(house.browsers["zorg"].get(line).text)
    ways = re.findall(r'href="(/aanleveringen/[^"]+/regels\?[^"]+)"', page)
    rows = unescape(house.browsers["zorg"].get(ways[0]).text)

    assert len(ways) == len(reasons_of(by_replay(house, "zorg", house.second)["0014"]))
    assert all(f"telling={PERIOD.label}" in way and "gemeente=0014" in way for way in ways)
    assert "Van de rijen van Groningen die meetellen" in rows
    assert "/regel?tabel=prestatie" in rows
    assert f"aanlevering={house.second}&gemeente=0014" in rows
    for name in ("bureau", "groningen"):
        theirs = house.browsers[name].get(line).text
        assert "/regels?" not in theirs
        assert "ziet alleen de aanbieder zelf" in theirs
        assert house.browsers[name].get(ways[0]).status_code == 403


@pytest.mark.parametrize(
    "asked",
    ["telling=1999-Q1", f"telling={PERIOD.label}&gemeente=0153", f"telling={PERIOD.label}&gemeente=9999"],
)
def test_rows_of_what_does_not_count_are_not_found(house, asked):
    address = f"/aanleveringen/{house.second}/regels?reden=other-law&{asked}"

    assert house.browsers["zorg"].get(address).status_code == 404
    assert house.browsers["ander"].get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/telling/06010000",
        "/telling/06011234?periode=1999-Q1",
        "/telling/06011234?aanlevering=niets",
        "/telling/06011234?aanlevering=00000000-0000-0000-0000-000000000000",
    ],
)
def test_what_is_not_there_is_not_found(house, address):
    assert house.browsers["bureau"].get(address).status_code == 404


def test_its_table_has_a_line_per_municipality_that_add_up(house):
    address = f"/telling/06011234?periode={PERIOD.label}"
    for name in ("zorg", "bureau", "groningen"):
        told = house.browsers[name].get(f"{address}&als=csv").text
        head, *lines = csv.reader(io.StringIO(told[1:]), delimiter=";")

        found = one_balance(house, name)
        assert len(lines) == sum(len(each.lines) for each in found.submissions)
        assert sum(int(line[head.index("Aangeleverd")]) for line in lines) == found.balance.rows.came_in
        euros = sum(
            round(float(line[head.index("Euro in rapportages")].replace(",", ".")) * 100) for line in lines
        )
        assert euros == found.balance.cents.reported
        assert {line[-1] for line in lines} == {"ja"}
        assert house.browsers[name].get(f"{address}&als=xlsx").data.startswith(b"PK")


@pytest.mark.parametrize("name", ["zorg", "bureau", "groningen"])
def test_programs_get_the_same(house, name):
    app, headers = create_app(house.wiring).test_client(), house.asking(name)

    told = json.loads(
        app.get(f"/api/v1/telling?periode={PERIOD.label}&aanbieder=06011234", headers=headers).data
    )

    found = one_balance(house, name)
    assert told["sluit"] is True
    assert told["telling"]["rijen"]["binnen"] == found.balance.rows.came_in
    assert told["telling"]["centen"]["binnen"] == found.balance.cents.came_in
    assert {each["aanlevering"] for each in told["aanleveringen"]} == {
        str(each.submission) for each in found.submissions
    }
    assert sum(len(each["gemeenten"]) for each in told["aanleveringen"]) == sum(
        len(each.lines) for each in found.submissions
    )
    missing = app.get("/api/v1/telling?periode=1999-Q1&aanbieder=06011234", headers=headers)
    assert missing.status_code == 404


def test_a_program_of_the_provider_gets_the_rows_of_a_line_and_others_none(house):
    lines = {
        line.municipality: line.balance
        for each in one_balance(house, "zorg").submissions
        if each.submission == house.second
        for line in each.lines
    }
    app = create_app(house.wiring).test_client()
    address = f"/api/v1/aanleveringen/{house.second}/telling/rijen"
    asked = {"reden": "not-requested", "telling": PERIOD.label, "gemeente": ASKS_NOTHING}

    told = app.get(address, query_string=asked, headers=house.asking("zorg", Scope.READ_SUBMISSIONS))
    others = app.get(address, query_string=asked, headers=house.asking("ander", Scope.READ_SUBMISSIONS))

    found = reasons_of(lines[ASKS_NOTHING])["not-requested"]
    assert (told.json["aantal"], told.json["centen"]) == found
    assert others.status_code == 404


def test_however_many_submissions_it_takes_as_many_statements(house):
    counted = []
    for name, provider in (("zorg", "06011234"), ("ander", "06019999"), ("fout", "06018888")):
        with statements_told() as told:
            one_balance(house, name, provider)
        counted.append(len(told))

    assert counted[0] == counted[1] == counted[2] <= 8


def test_when_the_rest_has_the_correction_too_only_that_counts(house):
    sent = send_to_all(house.wiring, house.viewers["zorg"], house.second)

    found = one_balance(house, "zorg")

    assert set(sent) == {"0153", "0047"}
    assert [each.submission for each in found.submissions] == [house.second]
    assert found.balance == house.wiring.submissions.show(house.viewers["zorg"], house.second).balance
    assert found.waiting == ()
    assert {each.submission for each in one_balance(house, "bureau").submissions} == {house.second}
