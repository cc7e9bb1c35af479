"""A region as a bureau reads it: the same as from every report, in as many statements however large."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

import psycopg
import pytest

from service.domain.access import OrganisationKind
from service.domain.delivery_figures import Grouping, Wanted, figures_table
from service.domain.delivery_matrix import status_of_cell
from service.domain.dues import DueState, dues_of, expected
from service.domain.periods import parse_period
from service.domain.report_in_brief import in_brief
from service.domain.standing import ReportStanding
from service.domain.translation.balance import together
from service.wiring import build, build_registration
from tests.conftest import KeptQueue, a_viewer, new_database, settings_on
from tests.tools.filled_region import fill_region, unsettle
from tests.tools.statements import statements_told

FORMAT, CODES, QUARTERS = "voorbeeldregio-noord/kwartaal", ("0014", "0037", "0047"), 5
PERIOD, TODAY = parse_period("2025-Q1"), date(2025, 5, 20)
SEED = 0.5


@contextmanager
def a_region(postgres_server, broker_server, folder, providers):
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, folder)
        register = build_registration(settings)
        for code in CODES:
            register.organisation(OrganisationKind.MUNICIPALITY, code, f"Gemeente {code}")
        bureau = a_viewer(register, "bureau", OrganisationKind.BUREAU, "bureau", "Bureau")
        register.members(bureau.organisation.id, CODES[:2], parse_period("2020").begin)
        stranger = a_viewer(register, "elders", OrganisationKind.BUREAU, "elders", "Ander bureau")
        provider = a_viewer(register, "zorg", OrganisationKind.PROVIDER, "06029999", "Zorg")
        register.close()
        with psycopg.connect(database.superuser_url.replace("+psycopg", "")) as connection:
            fill_region(connection, FORMAT, CODES, providers=providers, quarters=QUARTERS)
            unsettle(connection, SEED)
        wiring = build(settings, queue=KeptQueue())
        yield SimpleNamespace(
            wiring=wiring, use=on_a_day(wiring.reports), bureau=bureau, stranger=stranger, provider=provider
        )
        wiring.close()


def on_a_day(reports):
    """The use cases as they are on `TODAY`."""
    list_dues = replace(reports.list_dues, today=lambda: TODAY)
    return replace(
        reports,
        list_dues=list_dues,
        page_dues=replace(reports.page_dues, list_dues=list_dues, today=lambda: TODAY),
        count_deliveries=replace(reports.count_deliveries, list_dues=list_dues, today=lambda: TODAY),
        show_deliveries=replace(reports.show_deliveries, today=lambda: TODAY),
        show_pair=replace(reports.show_pair, today=lambda: TODAY),
    )


@pytest.fixture(scope="module")
def region(postgres_server, broker_server, tmp_path_factory):
    with a_region(postgres_server, broker_server, tmp_path_factory.mktemp("region"), 40) as made:
        yield made


@pytest.fixture(scope="module")
def small(postgres_server, broker_server, tmp_path_factory):
    with a_region(postgres_server, broker_server, tmp_path_factory.mktemp("small"), 2) as made:
        yield made


def test_a_cell_says_what_the_reports_of_its_pair_say(region):
    """One by one, as everybody else reads them."""
    known = in_full(region)

    matrix = region.use.show_deliveries(region.bureau, PERIOD.label)

    told = {
        (provider, row.code): (cell.status, cell.reports, cell.closes, Counter(cell.states))
        for row in matrix.rows
        for (provider, _), cell in zip(matrix.providers, row.cells, strict=True)
    }
    assert told == {pair: known.cell(pair) for pair in told}
    assert len(told) == 41 * 2, "and nothing of the third municipality"
    assert len({status for status, *_ in told.values()}) >= 5, "or this proves little"
    assert len(matrix.periods) == QUARTERS
    held = [each for each in known.reports if each.sent_on and not each.is_superseded]
    (total,) = matrix.totals
    assert (total.reports, total.rows, total.cents) == (
        len(held),
        sum(each.rows for each in held),
        sum(each.cents for each in held),
    )
    assert matrix.open_balances == sum(not each.closes for each in held) > 0
    rejected = [each for each in held if each.standing is ReportStanding.REJECTED]
    assert matrix.received == len(held) - len(rejected) < len(held), "what is rejected is asked for still"
    lapsed = [each for each in known.reports if each.standing is ReportStanding.LAPSED and each.sent_on]
    assert Counter(matrix.lapsed) == Counter(lapsed) != Counter()
    assert matrix.counts == Counter(due.state for due in known.dues)


def test_a_page_of_a_pair_says_what_its_cell_says(region):
    matrix = region.use.show_deliveries(region.bureau, PERIOD.label)

    for row in matrix.rows:
        for (provider, name), cell in zip(matrix.providers, row.cells, strict=True):
            pair = region.use.show_pair(region.bureau, provider, row.code, PERIOD.label)

            assert (pair.provider, pair.municipality) == (name, row.name)
            assert (pair.status, len(pair.reports)) == (cell.status, cell.reports)
            assert Counter(due.state for due in pair.dues) == Counter(cell.states)


@pytest.mark.parametrize("wrong", [("1", "0014"), ("06020001", CODES[2]), ("06020001", "0014", "2019-Q1")])
def test_a_pair_that_is_not_in_the_region_is_nothing(region, wrong):
    provider, municipality, label = (*wrong, PERIOD.label)[:3]

    assert region.use.show_pair(region.bureau, provider, municipality, label) is None


def test_what_is_expected_over_a_period_is_what_all_reports_say(region):
    list_dues = region.use.list_dues

    found = list_dues(region.bureau, PERIOD)

    def plain(dues):
        return Counter((due.asked, due.state, due.sent_on, due.report, due.provider_name) for due in dues)

    assert plain(found) == plain(in_full(region).dues)
    assert DueState.MISSING in {due.state for due in found}, "of who sent nothing over it, and did before"


@pytest.mark.parametrize("states", [tuple(DueState), (DueState.LATE,), (DueState.MISSING, DueState.ON_TIME)])
def test_page_by_page_is_the_list_of_all_that_is_owed(region, states):
    every = region.use.list_dues(region.bureau)
    wanted = [due for due in every if due.state in states]
    look = region.use.page_dues

    pages = [look(region.bureau, states, begin, 37) for begin in range(0, len(wanted), 37)]

    assert {page.total for page in pages} == {len(wanted)}
    assert pages[0].counts == Counter(due.state for due in every)
    told = [due for page in pages for due in page.dues]
    assert [urgency(due) for due in told] == [urgency(due) for due in wanted]
    assert Counter(map(repr, told)) == Counter(map(repr, wanted))
    assert look(region.bureau, states, len(wanted), 37).begin == 0


def urgency(due):
    return due.state, due.last_day, due.municipality_name, due.provider_name


@pytest.mark.parametrize("per", Grouping)
def test_figures_of_a_region_are_those_of_the_list_of_all_that_is_owed(region, per):
    every = region.use.list_dues(region.bureau)

    found = region.use.count_deliveries(region.bureau, per, Wanted())

    one_by_one = figures_table(((each.asked.key, each.state) for each in every), per, Wanted(), {})
    assert {code: dict(line.states) for code, line in found.lines.items()} == {
        code: dict(line.states) for code, line in one_by_one.lines.items()
    }
    assert found.total.states == region.use.page_dues(region.bureau).counts
    assert found.periods == one_by_one.periods
    assert set(found.names[Grouping.MUNICIPALITY]) == set(CODES[:2]), "and nothing of the third"


def test_a_format_that_nobody_asks_leaves_an_empty_region_to_choose_another_from(region):
    whole = region.use.show_deliveries(region.bureau, PERIOD.label)

    found = region.use.show_deliveries(region.bureau, PERIOD.label, frozenset({"er/niet"}))
    same = region.use.show_deliveries(region.bureau, PERIOD.label, whole.formats)

    assert FORMAT in found.formats == whole.formats
    assert (found.totals, found.lapsed, found.received, dict(found.counts)) == ((), (), 0, {})
    assert same == whole


def test_the_balances_of_a_period_are_those_of_its_reports(region):
    every = [each for each in region.use.list(region.bureau) if each.period == PERIOD]
    held = [each for each in every if not each.is_superseded]

    period, (found,) = region.use.show_balances(region.bureau, PERIOD.label)

    assert (period, found.format) == (PERIOD, FORMAT)
    assert found.balance == together(each.balance for each in held)
    for told, of in ((found.municipalities, "municipality"), (found.providers, "provider_code")):
        assert {each.code: (each.balance, each.reports) for each in told} == {
            code: (together(one.balance for one in own), len(own))
            for code in {getattr(each, of) for each in held}
            if (own := [each for each in held if getattr(each, of) == code])
        }


def test_nobody_else_is_told_anything_of_a_region(region):
    """The functions behind it see all: what they tell is of the municipalities of who asks."""
    stores = region.use.show_deliveries.stores
    for viewer in (region.stranger, region.provider):
        with stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            told = work.deliveries.reports

            assert told.over(PERIOD) == told.sent_over() == told.balances(PERIOD) == ()
            assert (
                work.deliveries.providers()
                == ((viewer.organisation.code, viewer.organisation.name),)[: viewer is region.provider]
            )


def test_a_region_of_forty_takes_as_many_statements_as_one_of_two(region, small):
    counted = []
    for each in (region, small):
        each.use.show_deliveries(each.bureau, PERIOD.label)
        with statements() as told:
            each.use.show_deliveries(each.bureau, PERIOD.label)
            each.use.show_balances(each.bureau, PERIOD.label)
            each.use.page_dues(each.bureau)
            each.use.count_deliveries(each.bureau, Grouping.MUNICIPALITY, Wanted())
        counted.append(len(told))

    assert counted[0] <= counted[1] + 1, "one more where something lapsed, which is named"


def in_full(region):
    """The period as `dues_of` and `status_of_cell` tell it of every report."""
    every = [in_brief(each) for each in region.use.list(region.bureau)]
    stores, today = region.use.show_deliveries.stores, region.use.list_dues.today()
    with stores.as_organisation(region.bureau.organisation.id, region.bureau.actor) as work:
        extensions, unready = work.extensions.every(), work.deliveries.reports.unready(PERIOD)
    asked = region.wiring.catalogue().asked_of(expected(every), PERIOD)
    wanted = [each for each in asked if each.period == PERIOD]
    dues = dues_of(wanted, every, expected(every), extensions, today)
    return InFull([each for each in every if each.period == PERIOD], dues, unready)


@dataclass
class InFull:
    reports: list
    dues: tuple
    unready: dict

    def cell(self, pair):
        provider, municipality = pair
        held = [
            each
            for each in self.reports
            if (each.provider_code, each.municipality) == pair and each.sent_on and not each.is_superseded
        ]
        states = [due.state for due in self.dues if (due.asked.provider_code, due.asked.municipality) == pair]
        standings = [each.standing for each in held]
        unready = self.unready.get((municipality, provider))
        status = status_of_cell(standings, states, unready, is_asked=True)
        return status, len(held), all(each.closes for each in held), Counter(states)


@contextmanager
def statements():
    with statements_told() as told:
        yield told
