"""Totals and balances of before they were kept: told as not known, then worked out by `database complete`."""

import shutil
from types import SimpleNamespace

import psycopg
import pytest
from click.testing import CliRunner

from service.command_line import installation
from service.command_line.database import database as database_commands
from service.domain.access import Actor, OrganisationKind
from service.domain.completing import Completion
from service.domain.keeping import KeptKind, WhyDestroyed
from service.domain.periods import parse_period
from service.files.export import write_export
from service.sample import sample_tables
from service.storage.keys.data_keys import KeyPlace
from service.storage.schema import migrate
from service.use_cases.reports.show_period_totals import WantedTotals
from service.wiring import build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer, copies_of, new_database, settings_on
from tests.tools.earlier_database import database_as_of
from tests.tools.exports import the_standard

PERIOD = parse_period("2026-Q1")
CODES = ["0014", "0153"]
BEFORE = "0045"
PEOPLE = {
    "zorg": (OrganisationKind.PROVIDER, "06011234"),
    "ander": (OrganisationKind.PROVIDER, "06019999"),
    "bureau": (OrganisationKind.BUREAU, "voorbeeldregio"),
}


@pytest.fixture(scope="module")
def before(postgres_server, broker_server, tmp_path_factory):
    """What two providers sent, in a database of before totals were kept that was brought up since."""
    folder = tmp_path_factory.mktemp("before")
    with new_database(postgres_server) as filled:
        settings = settings_on(filled, broker_server, folder)
        register, queue = build_registration(settings), KeptQueue()
        viewers = {name: a_viewer(register, name, *who, f"De {name}") for name, who in PEOPLE.items()}
        register.members(viewers["bureau"].organisation.id, CODES, parse_period("2020").begin)
        register.close()
        wiring = build(settings, queue=queue)
        submissions = {
            name: Hands(wiring, queue).deliver(viewers[name], a_delivery(name, seed))
            for name, seed in (("zorg", 4), ("ander", 5))
        }
        told = {name: everything(wiring, viewers, name) for name in PEOPLE}
        wiring.close()
        with database_as_of(postgres_server, BEFORE, filled) as earlier:
            migrate(earlier.owner_url)
            with copies_of(postgres_server, earlier.name) as copies:
                yield SimpleNamespace(
                    viewers=viewers, submissions=submissions, told=told, copies=copies, folder=folder
                )


@pytest.fixture
def house(before, broker, tmp_path):
    """A copy of it, of this test alone."""
    shutil.copytree(before.folder, tmp_path, dirs_exist_ok=True)
    with before.copies.lend() as own:
        settings = settings_on(own, broker, tmp_path)
        wiring = build(settings, queue=KeptQueue())
        yield SimpleNamespace(
            wiring=wiring,
            viewers=before.viewers,
            submissions=before.submissions,
            told=before.told,
            settings=settings,
            database=own,
        )
        wiring.close()


def a_delivery(name, seed):
    tables = sample_tables(the_standard(), seed=seed, municipalities=CODES, clients=40, period=PERIOD)
    tables["aanlevering"]["agb_code"] = PEOPLE[name][1]
    return write_export(tables, the_standard(), "ijw-zip")


def everything(wiring, viewers, name):
    """What the pages of a period say to one of them: files, messages and balances."""
    wanted = WantedTotals(period=PERIOD.label, of_messages=True)
    totals = wiring.reports.show_period_totals(viewers[name], wanted)
    balances = [
        wiring.reports.show_provider_balance(viewers[name], code, PERIOD.label)
        for code in ("06011234", "06019999")
    ]
    return totals.formats, totals.declared, totals.kept_back, [each.submissions for each in balances]


def spoil(house, statement):
    address = house.database.superuser_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


def test_what_was_not_kept_is_told_as_not_known_and_then_worked_out_as_if_it_always_was(house):
    formats, declared, _, balances = everything(house.wiring, house.viewers, "zorg")
    reports = [
        each
        for each in house.wiring.submissions.show(house.viewers["zorg"], house.submissions["zorg"]).reports
        if each.period == PERIOD
    ]
    assert sum(each.unknown for each in formats) == len(reports) > 0
    assert not any(each.totals for each in formats)
    assert (declared, balances) == ((), [(), ()])
    unknown = house.wiring.reports.show_provider_balance(house.viewers["zorg"], "06011234", PERIOD.label)
    assert unknown.unknown == len(CODES)

    done = house.wiring.jobs.complete()

    assert set(done.reports) == set(done.submissions) == {Completion.KEPT}
    assert done.submissions[Completion.KEPT] == len(house.submissions)
    for name in PEOPLE:
        assert everything(house.wiring, house.viewers, name) == house.told[name]
    again = house.wiring.jobs.complete()
    assert (sum(again.reports.values()), sum(again.submissions.values())) == (0, 0)


def test_broken_off_it_goes_on_where_it_was(house):
    whole = house.wiring.jobs.complete
    reports = house.wiring.submissions.show(house.viewers["zorg"], house.submissions["zorg"]).reports
    assert whole.complete_totals(house.viewers["zorg"].organisation.id, reports[0].id) is Completion.KEPT

    done = whole()

    every = [
        each
        for name, one in house.submissions.items()
        for each in house.wiring.submissions.show(house.viewers[name], one).reports
    ]
    assert done.reports[Completion.KEPT] == len(every) - 1
    assert everything(house.wiring, house.viewers, "bureau") == house.told["bureau"]


def test_of_rows_that_were_destroyed_nothing_is_worked_out(house):
    place = house.viewers["zorg"].organisation.id, house.submissions["zorg"]
    for kind in (KeptKind.UPLOAD, KeptKind.REPORT):
        house.wiring.keys.destroy(
            KeyPlace(*place, kind), WhyDestroyed.BY_HAND, Actor("operator", "command line")
        )

    done = house.wiring.jobs.complete()

    assert done.submissions == {Completion.NO_SOURCE: 1, Completion.KEPT: 1}
    assert set(done.reports) == {Completion.KEPT}, "those whose figures were destroyed are not even tried"
    formats = everything(house.wiring, house.viewers, "zorg")[0]
    assert not any(each.totals for each in formats)


def test_what_comes_out_otherwise_is_not_kept(house):
    spoil(house, "UPDATE report SET sha256 = repeat('0', 64) WHERE provider_code = '06011234'")
    spoil(
        house,
        "UPDATE submission_content SET balance = jsonb_set(balance, '{rows,in}', '1') WHERE provider_id = "
        "(SELECT id FROM organisation WHERE code = '06011234')",
    )

    done = house.wiring.jobs.complete()

    assert done.submissions == {Completion.DIFFERENT: 1, Completion.KEPT: 1}
    assert done.reports[Completion.DIFFERENT] > 0
    assert not any(each.totals for each in everything(house.wiring, house.viewers, "zorg")[0])
    assert everything(house.wiring, house.viewers, "ander")[0] == house.told["ander"][0]


def figures_of(house):
    """What is kept of each report, as the migration that brought it and those after it left it."""
    address = house.database.superuser_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address) as connection:
        return connection.execute(
            "SELECT report_id, provider_id, municipality, is_aggregate, figures, totals, clients"
            " FROM report_figures ORDER BY report_id"
        ).fetchall()


def test_a_report_of_before_figures_were_kept_gets_all_that_one_of_today_has(house):
    house.wiring.jobs.complete()
    wanted = figures_of(house)
    spoil(house, "DELETE FROM report_figures WHERE report_id::text < '8'")
    gone = len(wanted) - len(figures_of(house))
    assert gone > 0
    assert everything(house.wiring, house.viewers, "zorg")[0] != house.told["zorg"][0]

    done = house.wiring.jobs.complete()

    assert done.reports == {Completion.KEPT: gone}
    assert figures_of(house) == wanted
    for name in PEOPLE:
        assert everything(house.wiring, house.viewers, name) == house.told[name]


def test_of_such_a_report_whose_rows_were_destroyed_nothing_is_kept(house):
    house.wiring.jobs.complete()
    place = house.viewers["zorg"].organisation.id, house.submissions["zorg"]
    spoil(house, "DELETE FROM report_figures")
    house.wiring.keys.destroy(
        KeyPlace(*place, KeptKind.UPLOAD), WhyDestroyed.BY_HAND, Actor("operator", "command line")
    )

    done = house.wiring.jobs.complete()

    assert set(done.reports) == {Completion.NO_SOURCE, Completion.KEPT}
    assert {provider for _, provider, *_ in figures_of(house)} == {house.viewers["ander"].organisation.id}


def test_the_command_tells_what_came_of_it(house, monkeypatch):
    for name, value in (
        ("EENMAAL_STATE_DIR", str(house.settings.state_dir)),
        ("EENMAAL_DATABASE_URL", house.settings.database_url),
        ("EENMAAL_BROKER_URL", house.settings.broker_url),
        ("EENMAAL_SECRET_KEY", "only for tests, and long enough for them"),
        ("EENMAAL_ENCRYPTION_KEY", "only for tests and as long as a key must be"),
        ("EENMAAL_BLOB_DIR", str(house.settings.state_dir / "blobs")),
    ):
        monkeypatch.setenv(name, value)

    installation.settings.cache_clear()  # what another test of this process left there
    first, second = (CliRunner().invoke(database_commands, ["complete"]) for _ in range(2))
    installation.settings.cache_clear()

    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "Tellingen van aanleveringen: 2 alsnog bewaard." in first.output
    assert second.output.count("niets te doen") == 2
