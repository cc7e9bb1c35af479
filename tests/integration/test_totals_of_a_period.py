"""Totals of a period as declared, in the rows and in the files: of a provider, a municipality, a region."""

import csv
import io
import json
import re
from collections import defaultdict
from fractions import Fraction
from html import unescape
from types import SimpleNamespace

import pytest

from service.domain.access import NotAllowedError, OrganisationKind
from service.domain.keeping import KeptKind
from service.domain.periods import parse_period
from service.domain.translation.balance import together
from service.files.export import write_export
from service.sample import sample_tables
from service.use_cases.reports.show_period_totals import WantedTotals
from service.web.application import create_app
from tests.conftest import new_database, settings_on
from tests.tools.exports import the_standard
from tests.tools.signed_in_people import people_signed_in
from tests.tools.statements import statements_told

PERIOD = parse_period("2026-Q1")
CODES = ["0014", "0153", "0344"]
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "ander": (OrganisationKind.PROVIDER, "06019999"),
    "nog": (OrganisationKind.PROVIDER, "06018888"),
    "groningen": (OrganisationKind.MUNICIPALITY, "0014"),
    "elders": (OrganisationKind.MUNICIPALITY, "0363"),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}


@pytest.fixture(scope="module")
def house(postgres_server, broker_server, tmp_path_factory):
    """Three providers that each sent the same municipalities what they ask, and a browser for everybody."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("added-up"))
        with people_signed_in(settings, PEOPLE, CODES) as people:
            wiring, viewers = people.wiring, people.viewers
            submissions = {
                name: people.hands.deliver(viewers[name], a_delivery(name, seed, clients))
                for name, seed, clients in (("zorg", 4, 40), ("ander", 5, 30), ("nog", 6, 4))
            }
            reports = {
                name: wiring.submissions.show(viewers[name], each).reports
                for name, each in submissions.items()
            }
            yield SimpleNamespace(
                wiring=wiring,
                viewers=viewers,
                browsers=people.browsers,
                asking=people.asking,
                reports=reports,
                submissions=submissions,
                database=database,
            )


def a_delivery(name, seed, clients):
    tables = sample_tables(the_standard(), seed=seed, municipalities=CODES, clients=clients, period=PERIOD)
    tables["aanlevering"]["agb_code"] = PEOPLE[name][1]
    return write_export(tables, the_standard(), "ijw-zip")


def over(house, name, **wanted):
    asked = WantedTotals(period=PERIOD.label, **wanted)
    return house.wiring.reports.show_period_totals(house.viewers[name], asked)


def by_replay(house, name, viewer="", **chosen):
    """Exact and written of each column, of every report of a provider, made again one by one."""
    told = {}
    for report in house.reports[name]:
        if report.period == PERIOD and all(getattr(report, key) == value for key, value in chosen.items()):
            shown = house.wiring.reports.show_totals(house.viewers[viewer or name], report.id)
            if not shown.is_hidden:
                told[report.id] = (report, shown.totals)
    return told


def added(*told):
    """The same added up by hand: exact, written and differences by format, block and column."""
    sums = defaultdict(lambda: [Fraction(0), Fraction(0), defaultdict(Fraction), 0])
    for each in told:
        for report, totals in each.values():
            for total in totals:
                line = sums[report.format, total.block, total.column]
                line[0] = None if None in (line[0], total.exact) else line[0] + total.exact
                line[1] += total.written
                line[3] += 1
                for cause, by in total.differences.items():
                    line[2][cause] += by
    return {
        key: (exact, written, {} if exact is None else dict(causes), count)
        for key, (exact, written, causes, count) in sums.items()
    }


def as_added(formats):
    return {
        (each.format, total.block, total.column): (
            total.exact,
            total.written,
            dict(total.differences),
            total.reports,
        )
        for each in formats
        for total in each.totals
    }


def test_what_a_provider_reads_of_a_period_is_what_its_reports_add_up_to_one_by_one(house):
    found = over(house, "zorg")

    assert as_added(found.formats) == added(by_replay(house, "zorg"))
    assert any(total.differences for each in found.formats for total in each.totals), "something is rounded"
    for each in found.formats:
        for total in each.totals:
            if total.exact is not None:
                assert total.exact + sum(total.differences.values()) == total.written
    assert sum(each.hidden + each.unknown for each in found.formats) == 0


def test_a_municipality_reads_what_every_provider_sent_it(house):
    found = over(house, "groningen")

    each = [by_replay(house, name, "groningen", municipality="0014") for name in ("zorg", "ander", "nog")]
    assert as_added(found.formats) == added(*each)
    by_provider = over(house, "groningen", by_provider=True)
    assert as_added(by_provider.formats) == as_added(found.formats)
    assert {one.provider for each in by_provider.formats for one in each.parts} == {
        code for kind, code in PEOPLE.values() if kind is OrganisationKind.PROVIDER
    }


def test_a_bureau_reads_all_of_its_region_but_what_is_about_few(house):
    found = over(house, "bureau")

    each = [by_replay(house, name, "bureau") for name in ("zorg", "ander", "nog")]
    assert as_added(found.formats) == added(*each)
    sent = sum(report.period == PERIOD for name in house.reports for report in house.reports[name])
    assert sum(one.hidden for one in found.formats) == sent - sum(map(len, each)) > 0


def test_a_region_is_its_municipalities_and_its_providers(house):
    told = [over(house, "bureau", by_provider=by_provider).formats for by_provider in (False, True)]

    assert as_added(told[0]) == as_added(told[1])
    for each in (*told[0], *told[1]):
        written = defaultdict(Fraction)
        for part in each.parts:
            for total in part.totals:
                written[total.block, total.column] += total.written
        assert dict(written) == {(total.block, total.column): total.written for total in each.totals}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("bureau", {"municipality": "0014", "provider": "06011234"}),
        ("zorg", {"municipality": "0014"}),
        ("groningen", {"provider": "06011234"}),
    ],
)
def test_one_pair_leads_to_its_reports(house, name, wanted):
    found = over(house, name, **wanted)

    own = [each for each in house.reports["zorg"] if (each.municipality, each.period) == ("0014", PERIOD)]
    assert {each.id for each in found.reports} == {each.id for each in own}
    assert as_added(found.formats) == added(by_replay(house, "zorg", name, municipality="0014"))


def test_a_municipality_adds_up_the_balances_of_a_period_as_its_bureau_does(house):
    show = house.wiring.reports.show_balances
    period, own = show(house.viewers["groningen"], PERIOD.label)
    _, region = show(house.viewers["bureau"], PERIOD.label)

    assert period == PERIOD
    for each in own:
        assert [one.code for one in each.municipalities] == ["0014"]
        assert each.balance.closes
        of_region = next(one for one in region if one.format == each.format)
        assert each.municipalities[0].balance == next(
            one.balance for one in of_region.municipalities if one.code == "0014"
        )
        assert each.balance == together(one.balance for one in each.providers)
    page = house.browsers["groningen"].get(f"/overzicht/telling?periode={PERIOD.label}")
    assert "voor uw gemeente" in page.text
    assert "/overzicht?" not in page.text
    assert house.browsers["zorg"].get("/overzicht/telling").status_code == 403
    with pytest.raises(NotAllowedError):
        show(house.viewers["zorg"], PERIOD.label)


def test_nobody_reads_what_is_of_others(house):
    assert over(house, "elders").formats == over(house, "elders", of_messages=True).declared == ()
    assert as_added(over(house, "zorg", provider="06019999").formats) == as_added(over(house, "zorg").formats)
    assert as_added(over(house, "groningen", municipality="0344").formats) == as_added(
        over(house, "groningen").formats
    )
    assert over(house, "bureau", municipality="0363").formats == ()


def test_declarations_stand_beside_their_rows_at_every_level(house):
    own = house.wiring.submissions.balance(house.viewers["zorg"], house.submissions["zorg"]).balance.declared

    found = over(house, "zorg", of_messages=True).declared

    assert sum(each.declarations for each in found) == len(own) > 0
    assert sum(each.declared for each in found) == sum(each.declared.cents for each in own)
    assert sum(each.read for each in found) == sum(each.read.cents for each in own)
    assert {each.differing for each in found} == {0}
    theirs = over(house, "groningen", provider="06011234", of_messages=True).declared
    assert list(theirs) == [each for each in found if each.municipality == "0014"]
    assert {each.provider for each in over(house, "zorg", by_provider=True, of_messages=True).declared} == {
        "06011234"
    }


def test_a_bureau_reads_no_declarations_about_few(house):
    found = over(house, "bureau", by_provider=True, of_messages=True).declared

    assert {each.provider for each in found} == {"06011234", "06019999"}
    whole = over(house, "bureau", of_messages=True)
    assert sum(each.declared for each in whole.declared) == sum(each.declared for each in found), (
        "the sum of a municipality does not tell what is left out either"
    )
    own = over(house, "nog", of_messages=True).declared
    assert whole.kept_back >= sum(each.declarations for each in own) > 0


def test_pages_and_tables_tell_it(house):
    for name, per in (("zorg", "gemeente"), ("groningen", "aanbieder"), ("bureau", "gemeente")):
        browser, address = house.browsers[name], f"/totalen?periode={PERIOD.label}"

        page = browser.get(address).get_data(as_text=True)
        lines = browser.get(f"{address}&per={per}").get_data(as_text=True)
        table = list(csv.reader(io.StringIO(browser.get(f"{address}&als=csv").text[1:]), delimiter=";"))
        messages = list(
            csv.reader(io.StringIO(browser.get(f"{address}&als=csv&wat=berichten").text[1:]), delimiter=";")
        )

        assert "afgerond per regel" in page
        assert "wat berichten zelf zeggen" in page
        assert "(301, 305 en 307) noemen geen totaal" in browser.get(f"{address}&wat=berichten").text
        assert f"per={per}" not in lines.split("<table", 1)[1].split("</table>")[0], "one deeper"
        assert len(table) > 5
        assert {line[7] for line in messages[1:]} == {"0,00"}
        assert browser.get(f"{address}&als=xlsx").data.startswith(b"PK")
    assert house.browsers["bureau"].get("/totalen?periode=1999-Q1").status_code == 404
    assert "Er is nog niets verstuurd" in house.browsers["elders"].get("/totalen").text


def test_a_bureau_comes_down_to_cells_about_five_clients_or_more_and_to_no_row(house):
    browser, told = house.browsers["bureau"], []
    for report in house.reports["zorg"]:
        address = f"/rapportages/{report.id}/uitleg"
        page = unescape(browser.get(address).text)
        cells = re.findall(rf'href="({re.escape(address)}\?cel=[^"]+)"', page)
        told += [unescape(browser.get(cell).text) for cell in cells]
        assert browser.get(f"{address}.csv?cel=Productie!G7").status_code == 403
        if cells:
            assert "geen plaats in dit bestand" in browser.get(f"{address}?cel=Niets!A1").text

    counts = [int(number) for each in told for number in re.findall(r"Cliënten: (\d+)", each)]
    assert any(number >= 5 for number in counts)
    assert all(number == 0 or number >= 5 for number in counts)
    assert not any("/regel?" in each or "uitleg.csv" in each for each in told)


def test_programs_of_a_bureau_read_the_same_of_a_cell(house):
    app, headers, told = create_app(house.wiring).test_client(), house.asking("bureau"), []
    for report in house.reports["zorg"]:
        found = house.wiring.reports.explain(house.viewers["bureau"], report.id)
        assert (found.content, found.replayed) == (b"", None)
        for block in found.for_others.blocks if found.for_others else ():
            for line in block.lines[:3]:
                told += [(report.id, cell[1]) for cell in line.cells if cell]
    answers = [
        json.loads(
            app.get(
                f"/api/v1/rapportages/{report}/uitleg",
                query_string={"adres": cell},
                headers=headers,
            ).data
        )
        for report, cell in told[:40]
    ]

    assert answers
    assert {each["rijen"] == [] for each in answers} == {True}
    assert any((each["clientenErachter"] or 0) >= 5 for each in answers)


def test_programs_get_the_same(house):
    app = create_app(house.wiring).test_client()

    told = json.loads(app.get(f"/api/v1/totalen?periode={PERIOD.label}", headers=house.asking("bureau")).data)

    found = over(house, "bureau")
    assert told["periode"]["naam"] == PERIOD.label
    assert {each["formaat"] for each in told["formaten"]} == {each.format for each in found.formats}
    for each, own in zip(told["formaten"], found.formats, strict=True):
        assert each["nietOpgeteldWeinigClienten"] == own.hidden
        assert [line["inHetBestand"] for line in each["totalen"]] == [
            float(one.written) for one in own.totals
        ]
        assert len(each["delen"]) == len(own.parts)
    assert len(told["declaraties"]) == len(over(house, "bureau", of_messages=True).declared)


def test_however_many_reports_it_takes_as_many_statements(house):
    counted = []
    for wanted in ({"of_messages": True}, {"municipality": "0014", "of_messages": True}):
        with statements_told() as told:
            over(house, "bureau", **wanted)
        counted.append(len(told))

    assert counted[0] == counted[1] <= 13


def test_when_rows_are_destroyed_only_totals_of_enough_people_stay(house):
    before = over(house, "nog").formats
    organisation, submission = house.viewers["nog"].organisation.id, house.submissions["nog"]

    with house.wiring.reports.show_period_totals.stores.as_organisation(
        organisation, house.viewers["nog"].actor
    ) as work:
        work.files.forget_rows(submission, KeptKind.REPORT)

    after = over(house, "nog").formats
    assert sum(each.unknown for each in before) == 0
    assert sum(each.unknown for each in after) > 0
    assert not any(each.totals for each in after), "all of them are about four clients"
