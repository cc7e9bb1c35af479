"""The balance at every level, its rows, and totals as they are declared and written: page, file and API."""

import csv
import io
import json
from types import SimpleNamespace

import pytest

from service.domain.access import NotFoundError, OrganisationKind
from service.domain.access_tokens import NewToken, Scope
from service.domain.periods import parse_period
from service.domain.translation.levels import Level
from service.files.export import write_export
from service.sample import sample_tables
from service.use_cases.submissions.list_rows import WantedRows
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer, new_database, settings_on
from tests.tools.exports import the_standard

PASSWORD = "een wachtwoord"  # noqa: S105 - of accounts that live as long as a test
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "ander": (OrganisationKind.PROVIDER, "06019999"),
    "groningen": (OrganisationKind.MUNICIPALITY, "0014"),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}


@pytest.fixture(scope="module")
def house(postgres_server, broker_server, tmp_path_factory):
    """One delivery of messages with its reports, and a browser for each of the people."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("balanced"))
        register, queue = build_registration(settings), KeptQueue()
        viewers = {name: a_viewer(register, name, *who, f"De {name}") for name, who in PEOPLE.items()}
        for name, viewer in viewers.items():
            register.account(viewer.organisation.id, f"{name}-page", PASSWORD)
        register.members(viewers["bureau"].organisation.id, ["0014", "0687"], parse_period("2020").begin)
        register.close()
        wiring = build(settings, queue=queue)
        days = parse_period("2026-H1")
        tables = sample_tables(
            the_standard(), seed=4, municipalities=["0014", "0687"], clients=30, period=days
        )
        content = write_export(tables, the_standard(), "ijw-zip")
        submission = Hands(wiring, queue).deliver(viewers["zorg"], content)
        browsers = {}
        for name in PEOPLE:
            browsers[name] = create_app(wiring).test_client()
            token = wiring.people.sign_in(f"{name}-page", PASSWORD, "test").token
            browsers[name].set_cookie(SESSION_COOKIE, token)
        reports = wiring.submissions.show(viewers["zorg"], submission).reports
        yield SimpleNamespace(
            wiring=wiring, viewers=viewers, browsers=browsers, submission=submission, reports=reports
        )
        wiring.close()


def a_table(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_every_level_closes_and_municipalities_are_together_the_whole(house):
    found = house.wiring.submissions.balance(house.viewers["zorg"], house.submission)

    levels = found.balance.levels
    assert all(each.balance.closes for each in levels)
    (whole,) = [each.balance for each in levels if each.level is Level.SUBMISSION]
    municipalities = [each.balance for each in levels if each.level is Level.MUNICIPALITY]
    assert sum(each.rows.came_in for each in municipalities) == whole.rows.came_in > 0
    assert sum(each.cents.came_in for each in municipalities) == whole.cents.came_in
    shown = house.wiring.submissions.show(house.viewers["zorg"], house.submission)
    assert whole == shown.balance
    kept = {each.key: each.balance for each in found.reports}
    of_reports = {
        (each.municipality, each.format, each.period): each.balance
        for each in levels
        if each.level is Level.REPORT
    }
    assert {key: of_reports[key] for key in kept} == kept


def test_the_page_and_its_files_tell_levels_messages_and_files(house):
    browser, address = house.browsers["zorg"], f"/aanleveringen/{house.submission}/telling"

    page = browser.get(address).get_data(as_text=True)
    levels, messages, files = (
        a_table(browser, f"{address}?als=csv{more}") for more in ("", "&tabel=berichten", "&tabel=bestanden")
    )

    assert "Elke declaratie is gelijk aan haar rijen." in page
    assert levels[1][0] == "aanlevering"
    assert {line[-1] for line in levels[1:]} == {"ja"}
    assert len(messages) > 3
    assert {line[7] for line in messages[1:]} == {"0,00"}
    assert len(files) > 3
    assert browser.get(f"{address}?als=xlsx").data.startswith(b"PK")


@pytest.mark.parametrize("name", ["ander", "groningen", "bureau"])
def test_nobody_else_sees_the_levels_of_a_submission(house, name):
    answer = house.browsers[name].get(f"/aanleveringen/{house.submission}/telling")

    assert answer.status_code in (403, 404)
    with pytest.raises(NotFoundError):
        house.wiring.submissions.balance(house.viewers[name], house.submission)


def test_a_name_in_the_balance_of_a_report_leads_to_as_many_rows_and_cents(house):
    looked_at = 0
    for report in house.reports:
        rows, cents = report.balance.rows, report.balance.cents
        for part, amounts in ((rows.excluded, cents.excluded), (rows.quarantined, cents.quarantined)):
            for name, count in part.items():
                found = house.wiring.submissions.list_rows(
                    house.viewers["zorg"], house.submission, WantedRows(name=name, report=report.id)
                ).rows
                assert (len(found.places), sum(found.cents)) == (count, amounts[name])
                looked_at += 1
    assert looked_at > 3


def test_a_report_of_another_submission_has_no_rows_here(house):
    address = f"/aanleveringen/{house.submission}/regels?reden=other-law&rapportage="

    statuses = [
        house.browsers["zorg"].get(address + each).status_code
        for each in ("6f0e3a4e-0000-4000-8000-000000000000", "geen")
    ]

    assert statuses == [404, 404]


def test_totals_of_a_report_are_those_of_its_file_for_all_who_may_know_them(house):
    (report, *_) = [each for each in house.reports if each.municipality == "0014"]
    own = house.wiring.reports.show_totals(house.viewers["zorg"], report.id)

    theirs = house.wiring.reports.show_totals(house.viewers["groningen"], report.id)

    assert own.totals
    assert [each.written for each in theirs.totals] == [each.written for each in own.totals]
    for each in own.totals:
        assert each.exact + sum(each.differences.values()) == each.written
    page = house.browsers["groningen"].get(f"/rapportages/{report.id}/totalen").get_data(as_text=True)
    assert "Totalen per kolom" in page
    with pytest.raises(NotFoundError):
        house.wiring.reports.show_totals(house.viewers["ander"], report.id)


def test_a_bureau_sees_totals_of_aggregate_reports_of_five_clients_or_more(house):
    shown = {
        report.id: house.wiring.reports.show_totals(house.viewers["bureau"], report.id)
        for report in house.reports
    }

    catalogue = house.wiring.catalogue()
    for report in house.reports:
        plan = catalogue.plan(report.format, report.format_sha256)
        if plan.format.level != "aggregate":
            assert shown[report.id].is_hidden
            assert not shown[report.id].totals
    assert any(each.totals for each in shown.values())


def test_programs_get_the_same(house):
    wiring = house.wiring
    app = create_app(wiring).test_client()
    scopes = frozenset({Scope.READ_SUBMISSIONS, Scope.READ_REPORTS})
    viewer = wiring.people.find_viewer("zorg-page")
    token = wiring.programs.make_token(viewer, NewToken(name="test", scopes=scopes, days=30))
    headers = {"Authorization": f"Bearer {token}"}
    (report, *_) = house.reports

    telling = json.loads(app.get(f"/api/v1/aanleveringen/{house.submission}/telling", headers=headers).data)
    totals = json.loads(app.get(f"/api/v1/rapportages/{report.id}/totalen", headers=headers).data)
    name = next(iter(report.balance.rows.excluded))
    rows = json.loads(
        app.get(
            f"/api/v1/aanleveringen/{house.submission}/telling/rijen?reden={name}&rapportage={report.id}",
            headers=headers,
        ).data
    )

    assert all(each["sluit"] for each in telling["niveaus"])
    assert all(each["volgensBerichtCenten"] == each["gelezen"]["centen"] for each in telling["declaraties"])
    assert {each["rapportage"] for each in telling["niveaus"] if each.get("rapportage")} == {
        str(each.id) for each in house.reports
    }
    assert totals["totalen"]
    assert rows["aantal"] == report.balance.rows.excluded[name]
