"""A region as a bureau reads it: the same as from every report, in as many statements however large."""

from collections import Counter
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from service.domain.access import OrganisationKind
from service.domain.delivery_matrix import DeliveryStatus
from service.domain.dues import DueState, dues_of, expected
from service.domain.periods import parse_period
from service.domain.report_in_brief import in_brief
from service.domain.standing import ReportStanding
from service.wiring import build, build_registration
from tests.conftest import KeptQueue, a_viewer, new_database, settings_on
from tests.tools.filled_region import fill_region

FORMAT, CODES, QUARTERS = "voorbeeldregio-noord/kwartaal", ("0014", "0037", "0047"), 5
PERIOD, TODAY = parse_period("2025-Q1"), date(2025, 6, 1)


@contextmanager
def a_region(postgres_server, broker_server, folder, providers):
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, folder)
        register = build_registration(settings)
        for code in CODES:
            register.organisation(OrganisationKind.MUNICIPALITY, code, f"Gemeente {code}")
        bureau = a_viewer(register, "bureau", OrganisationKind.BUREAU, "bureau", "Bureau")
        register.members(bureau.organisation.id, CODES[:2], parse_period("2020").begin)
        register.close()
        with psycopg.connect(database.superuser_url.replace("+psycopg", "")) as connection:
            fill_region(connection, FORMAT, CODES, providers=providers, quarters=QUARTERS)
        wiring = build(settings, queue=KeptQueue())
        yield SimpleNamespace(wiring=wiring, bureau=bureau)
        wiring.close()


@pytest.fixture(scope="module")
def region(postgres_server, broker_server, tmp_path_factory):
    with a_region(postgres_server, broker_server, tmp_path_factory.mktemp("region"), 40) as made:
        yield made


@pytest.fixture(scope="module")
def small(postgres_server, broker_server, tmp_path_factory):
    with a_region(postgres_server, broker_server, tmp_path_factory.mktemp("small"), 2) as made:
        yield made


def test_a_period_is_what_every_report_says_of_it(region):
    every = [each for each in region.wiring.reports.list(region.bureau) if each.period == PERIOD]

    matrix, _ = region.wiring.reports.show_deliveries(region.bureau, PERIOD.label)

    assert {each.municipality for each in every} == set(CODES[:2]), "and nothing of the third"
    assert Counter(matrix.reports) == Counter(in_brief(each) for each in every)
    assert len(matrix.deliveries) == len(every) > 60
    rejected = {each.submission for each in every if each.standing is ReportStanding.REJECTED}
    assert {one.submission for one in matrix.deliveries if one.status is DeliveryStatus.REJECTED} == rejected
    assert len(matrix.periods) == QUARTERS
    assert len(matrix.providers) == 40


def test_what_is_expected_over_a_period_is_what_all_reports_say(region):
    list_dues = region.wiring.reports.list_dues
    brief = [in_brief(each) for each in region.wiring.reports.list(region.bureau)]
    asked = region.wiring.catalogue().asked_of(expected(brief), PERIOD)
    wanted = [each for each in asked if each.period == PERIOD]
    told = dues_of(wanted, brief, expected(brief), (), list_dues.today())

    found = list_dues(region.bureau, PERIOD)

    def plain(dues):
        return Counter((due.asked, due.state, due.sent_on, due.report, due.provider_name) for due in dues)

    assert plain(found) == plain(told)
    assert DueState.MISSING in {due.state for due in found}, "of who sent nothing over it, and did before"
    _, of_the_page = region.wiring.reports.show_deliveries(region.bureau, PERIOD.label)
    assert of_the_page == found


def test_the_balances_of_a_period_are_those_of_its_reports(region):
    every = [each for each in region.wiring.reports.list(region.bureau) if each.period == PERIOD]

    period, (found,) = region.wiring.reports.show_balances(region.bureau, PERIOD.label)

    assert (period, found.format) == (PERIOD, FORMAT)
    assert found.balance.rows.reported == sum(each.balance.rows.reported for each in every)
    per = Counter(each.municipality for each in every)
    assert {each.code: len(each.reports) for each in found.municipalities} == per
    assert sum(each.balance.cents.reported for each in found.providers) == found.balance.cents.reported


def test_the_reports_of_a_pair_are_those_of_one_provider_for_one_municipality(region):
    every = region.wiring.reports.list(region.bureau)
    one = next(each for each in every if each.period == PERIOD)

    found = region.wiring.reports.list_of_pair(region.bureau, one.provider_code, one.municipality, PERIOD)

    assert found == (one,)
    assert region.wiring.reports.list_of_pair(region.bureau, one.provider_code, CODES[2], PERIOD) == ()


def test_a_region_of_forty_takes_as_many_statements_as_one_of_two(region, small):
    counted = []
    for each in (region, small):
        each.wiring.reports.show_deliveries(each.bureau, PERIOD.label)
        with statements() as told:
            each.wiring.reports.show_deliveries(each.bureau, PERIOD.label)
            each.wiring.reports.show_balances(each.bureau, PERIOD.label)
        counted.append(len(told))

    assert counted[0] <= counted[1] + 1, "one more where somebody sent nothing, whose history is asked"


@contextmanager
def statements():
    told = []

    def write_down(_connection, _cursor, statement, *_more):
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", write_down)
    yield told
    event.remove(Engine, "before_cursor_execute", write_down)
