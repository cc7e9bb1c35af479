"""Every night some reports are made again, by lot; what came of it is kept, and said where one looks."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from service.domain.access import Actor, OrganisationKind
from service.domain.periods import parse_period
from service.domain.proof.keys import new_log_key
from service.domain.replays import ReplayOutcome
from service.files.export import write_export
from service.sample import sample_tables
from service.use_cases.jobs.examine_work import ExamineWork
from service.use_cases.jobs.sample_replays import SampleReplays
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer
from tests.tools.exports import the_standard

NIGHT, NEXT, DAY = (
    datetime(2026, 7, 1, 1, 30, tzinfo=UTC),
    datetime(2026, 7, 2, 2, 30, tzinfo=UTC),
    datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
)
KEY = new_log_key("test.localhost/logboek", bytes(32))
TOKEN = "long enough for a token of a test"  # noqa: S105 - of a service that lives as long as a test


@pytest.fixture
def sample(wiring):
    def fresh(size=3):
        return SampleReplays(
            stores=wiring.stores,
            remake=wiring.reports.replay.remake,
            actor=Actor("worker", "service"),
            size=size,
        )

    return fresh


def test_some_are_made_again_once_a_night_by_whichever_process(wiring, region, hands, sample):
    hands.deliver(region.provider)
    first, other = sample(), sample()

    counts = [first(DAY), first(NIGHT), first(NIGHT), other(NIGHT), other(NEXT)]

    assert counts == [0, 3, 0, 0, 3]
    last = wiring.jobs.measure_replays()
    assert (str(last.day), last.total, last.same, last.different) == ("2026-07-02", 3, 3, ())


def test_the_day_is_the_lot(wiring, region, hands):
    hands.deliver(region.provider)

    with wiring.stores.as_sampler_of_replays() as samples:
        first, again, other = (samples.drawn(lot, 2) for lot in ("a", "a", "b"))
        every = samples.drawn("a", 100)

    assert first == again
    assert len({*every}) == 4
    assert {*first, *other} <= {*every}


def test_what_comes_out_otherwise_is_named(wiring, region, hands, engine, sample):
    hands.deliver(region.provider)
    engine.reported = "3"

    sample(100)(NIGHT)

    last = wiring.jobs.measure_replays()
    assert last.counts == {ReplayOutcome.DIFFERENT: 4}
    assert set(last.different) == {each.id for each in wiring.reports.list(region.provider)}


def test_before_the_first_night_there_is_nothing_to_say(wiring, sample):
    assert wiring.jobs.measure_replays() is None
    assert sample()(NIGHT) == 0


@pytest.fixture
def real(settings, ask):
    """One provider that sent real reports, a bureau, and the sampler of them."""
    register, queue = build_registration(settings), KeptQueue()
    provider = a_viewer(register, "zorg", OrganisationKind.PROVIDER, "06011234", "Zorg")
    bureau = a_viewer(register, "bureau", OrganisationKind.BUREAU, "voorbeeldregio", "Bureau")
    register.account(bureau.organisation.id, "bureau-page", "een wachtwoord")
    register.members(bureau.organisation.id, ["0014"], date(2020, 1, 1))
    register.close()
    own = replace(settings, metrics_token=TOKEN, log_key=KEY)
    wiring = build(own, queue=queue)
    wanted = {"municipalities": ["0014", "0153"], "period": parse_period("2026-Q1")}
    tables = sample_tables(the_standard(), seed=4, clients=40, **wanted)
    tables["aanlevering"]["agb_code"] = "06011234"
    submission = Hands(wiring, queue).deliver(provider, write_export(tables, the_standard(), "xlsx"))
    reports = wiring.submissions.show(provider, submission).reports
    kept = ask("SELECT report_id FROM report_figures WHERE jsonb_array_length(totals) > 0 ORDER BY report_id")
    yield SimpleNamespace(wiring=wiring, provider=provider, bureau=bureau, reports=reports, report=kept[0][0])
    wiring.close()


def drawn_in(night, wiring):
    SampleReplays(
        stores=wiring.stores,
        remake=wiring.reports.replay.remake,
        actor=Actor("worker", "service"),
        size=100,
    )(night)
    return wiring.jobs.measure_replays()


@pytest.mark.parametrize(
    "spoiled",
    [
        "totals = jsonb_set(totals, '{0,4}', '{\"\": 1}')",
        "totals = jsonb_set(totals, '{0,3}', '1')",
        "totals = totals || totals",
        "totals = '[]'",
        "clients = clients + 1",
    ],
)
def test_a_kept_total_that_was_changed_since_is_told_as_a_changed_file_is(real, ask, spoiled):
    before = drawn_in(NIGHT, real.wiring)
    ask(f"UPDATE report_figures SET {spoiled} WHERE report_id = %s", real.report)  # noqa: S608 - a constant

    last = drawn_in(NEXT, real.wiring)

    assert before.counts == {ReplayOutcome.SAME: len(real.reports)}
    assert last.counts == {ReplayOutcome.SAME: len(real.reports) - 1, ReplayOutcome.OTHER_TOTALS: 1}
    assert last.different == (real.report,)
    replay = real.wiring.reports.replay(real.provider, real.report)
    assert (replay.outcome, replay.is_the_same) == (ReplayOutcome.OTHER_TOTALS, True)


def test_it_shows_in_the_metric_with_the_doctor_and_on_the_page_of_the_log(real, ask):
    ask("UPDATE report_figures SET totals = '[]' WHERE report_id = %s", real.report)
    drawn_in(NIGHT, real.wiring)
    browser = create_app(real.wiring).test_client()
    browser.set_cookie(
        SESSION_COOKIE, real.wiring.people.sign_in("bureau-page", "een wachtwoord", "test").token
    )

    token = {"Authorization": f"Bearer {TOKEN}"}
    told = browser.get("/metrics", headers=token).text
    work = ExamineWork(real.wiring.stores, real.wiring.jobs.measure, real.wiring.settings.retention)
    sight = work()["replays"]()

    assert 'eenmaal_replayed_reports{outcome="other-totals"} 1.0' in told
    assert not sight.is_well
    assert str(real.report) in sight.what.nl
    assert "klopten de bewaarde totalen niet" in browser.get("/logboek").text


def test_where_no_totals_are_kept_there_is_nothing_to_hold_them_against(real, ask):
    ask("UPDATE report_figures SET totals = NULL")

    assert drawn_in(NIGHT, real.wiring).counts == {ReplayOutcome.SAME: len(real.reports)}
