"""Burden of real reports in the real database: who sees what, what is measured, and what is made public."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from service.command_line.sample import municipalities_for_a_sample
from service.domain.access import (
    NotAllowedError,
    NotFoundError,
    OrganisationKind,
    Viewer,
)
from service.domain.burden.baseline import BaselineAct
from service.domain.burden.calibration import FoundErrors
from service.domain.burden.drop_list_table import as_json
from service.domain.burden.hold_out import mark_of
from service.domain.burden.made_today import Way
from service.domain.burden.open_data import as_bytes, open_data
from service.domain.burden.residual import Cause
from service.domain.burden.tables import EvidenceClass
from service.domain.burden.time_studies import ClockAct, TimedWork, minutes_of
from service.domain.burden.verifying import Outcome
from service.domain.submissions.jobs import JobId, LostLeaseError
from service.storage.pooled_times import PooledTime
from service.use_cases.burden.verify_publication import VerifyPublication
from service.web.application import create_app
from service.wiring import Wiring, build, build_registration
from tests.conftest import Database, Hands, KeptQueue, a_viewer, copies_of, new_database, settings_on
from tests.tools.burden_region import MUNICIPALITIES, export_of, exports_of
from tests.tools.exports import the_standard
from tests.tools.program import Program
from tests.tools.used_databases import UsedDatabases


@dataclass
class Town:
    """Everyone of a region, on a service with the real engine."""

    wiring: Wiring
    hands: Hands
    providers: list[Viewer]
    municipality: Viewer
    bureau: Viewer

    def deliver_to_fifteen(self, viewer: Viewer) -> None:
        """An earlier quarter of one provider, so that there are reports enough to draw from."""
        self.deliver_before(viewer, municipalities_for_a_sample(15, seed=1))

    def deliver_before(self, viewer: Viewer, municipalities: Sequence[str]) -> None:
        """The quarter before, for some municipalities."""
        standard, own = the_standard(), viewer.organisation
        self.hands.deliver(viewer, export_of(standard, own.code, own.name, municipalities, "2025-Q4", seed=9))

    def newcomer(self, code: str, name: str) -> Viewer:
        """A provider that joins later."""
        register = build_registration(self.wiring.settings)
        viewer = a_viewer(register, code, OrganisationKind.PROVIDER, code, name)
        register.close()
        return viewer

    def time_operations(self, viewer: Viewer, timed: TimedWork, count: int, mark: str = "") -> None:
        burden = self.wiring.burden
        for _ in range(count):
            study = burden.start_clock(viewer, timed, "controller", is_holdout=bool(mark), label=mark)
            burden.change_clock(viewer, study, ClockAct.STOP)


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """A region of which everyone has delivered: its people, its database and its files."""

    copies: UsedDatabases[Database]
    state_dir: Path
    providers: tuple[Viewer, ...]
    municipality: Viewer
    bureau: Viewer


@pytest.fixture(scope="module")
def delivered(postgres_server, broker_server, tmp_path_factory) -> Iterator[Delivered]:
    """Six providers have delivered a quarter: done once, and copied for each test."""
    state_dir = tmp_path_factory.mktemp("delivered")
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, state_dir)
        register, exports = build_registration(settings), list(exports_of(the_standard(), 6))

        def viewer(kind: OrganisationKind, code: str, name: str) -> Viewer:
            return a_viewer(register, code, kind, code, name)

        providers = tuple(viewer(OrganisationKind.PROVIDER, code, name) for code, name, _ in exports)
        municipality = viewer(OrganisationKind.MUNICIPALITY, "0014", "Groningen")
        bureau = viewer(OrganisationKind.BUREAU, "echte-regio", "Bureau")
        register.members(bureau.organisation.id, MUNICIPALITIES[:3], date(2020, 1, 1))
        register.close()
        queue = KeptQueue()
        wiring = build(settings, queue=queue)
        for own, (_, _, content) in zip(providers, exports, strict=True):
            Hands(wiring, queue).deliver(own, content)
        wiring.close()
        with copies_of(postgres_server, database.name) as copies:
            yield Delivered(
                copies=copies,
                state_dir=state_dir,
                providers=providers,
                municipality=municipality,
                bureau=bureau,
            )


@pytest.fixture
def database(delivered) -> Iterator[Database]:
    """A copy of the database of the region, for this test alone."""
    with delivered.copies.lend() as made:
        yield made


@pytest.fixture
def town(settings, delivered, queue) -> Iterator[Town]:
    shutil.copytree(delivered.state_dir, settings.state_dir, dirs_exist_ok=True)
    wiring = build(settings, queue=queue)
    people = [*delivered.providers], delivered.municipality, delivered.bureau
    yield Town(wiring, Hands(wiring, queue), *people)
    wiring.close()


def test_every_kind_of_viewer_measures_its_own_reports_and_no_others(town):
    pages = {
        name: town.wiring.burden.show(viewer, "2026-Q1").measured
        for name, viewer in (
            ("one", town.providers[0]),
            ("colleague", replace(town.providers[0], account=town.providers[1].account, login="collega")),
            ("other", town.providers[1]),
            ("municipality", town.municipality),
            ("bureau", town.bureau),
        )
    }

    seen = {
        name: (
            {each.provider for each in page.deliveries},
            {each.municipality for each in page.deliveries},
        )
        for name, page in pages.items()
    }
    every = {each.organisation.code for each in town.providers}
    assert seen["one"] == ({town.providers[0].organisation.code}, set(MUNICIPALITIES))
    assert seen["colleague"] == seen["one"]
    assert seen["other"] == ({town.providers[1].organisation.code}, set(MUNICIPALITIES))
    assert seen["municipality"] == (every, {"0014"})
    assert seen["bureau"] == (every, set(MUNICIPALITIES[:3]))
    assert pages["bureau"].level_zero.cells == sum(each.cells.all for each in pages["bureau"].deliveries)


def test_a_municipality_reads_what_others_do_not_ask_and_its_own_time(town):
    page = town.wiring.burden.show(town.municipality, "2026-Q1")

    assert page.others
    assert {each.others for each in page.others} == {page.others[0].others}
    assert page.others[0].others > len(MUNICIPALITIES)
    assert [each.count for each in page.municipal.lines] == [len(page.measured.deliveries)] * 3
    assert town.wiring.burden.show(town.providers[0]).municipal is None
    assert town.wiring.burden.show(town.bureau).municipal is None


def test_the_drop_list_of_everybody_is_of_their_own_and_names_no_provider(town):
    show = town.wiring.burden.show_drop_list
    lists = {
        "provider": show(town.providers[0], "2026-Q1").found,
        "municipality": show(town.municipality, "2026-Q1").found,
        "bureau": show(town.bureau, "2026-Q1").found,
    }

    towns = {name: set(found.together) for name, found in lists.items()}
    assert towns == {
        "provider": set(MUNICIPALITIES),
        "municipality": {"0014"},
        "bureau": set(MUNICIPALITIES[:3]),
    }
    for name, found in lists.items():
        said = json.dumps(as_json(found, "2026-Q1"))
        assert found.questions, name
        assert not any(each.organisation.code in said for each in town.providers)
    seen = town.wiring.burden.show(town.bureau, "2026-Q1").measured
    assert lists["bureau"].everybody.reports <= len(seen.deliveries)


def test_a_year_of_one_period_says_what_the_page_of_that_period_says(town):
    for viewer in (town.providers[0], town.municipality, town.bureau):
        page = town.wiring.burden.show(viewer, "2026-Q1")
        year = town.wiring.burden.show_year(viewer)
        of_year = [each for each in page.periods if each.begin.year == 2026]
        measured = [town.wiring.burden.show(viewer, each.label).measured for each in of_year]

        assert [each.label for each in year.years] == ["2026"]
        assert year.measured.reports == sum(len(each.deliveries) for each in measured)
        assert year.measured.before is None
        assert year.measured.questions.asked >= max(each.questions.asked for each in measured)
        if len(measured) == 1:
            assert year.measured.questions == measured[0].questions
            assert year.measured.estimate == measured[0].estimate
            assert year.measured.residual == measured[0].residual
        assert year.measured.on_the_list >= len(year.measured.first_to_drop) > 0
        assert all(each.effect.askings for each in year.measured.first_to_drop)


def test_a_year_before_stands_beside_a_year_and_its_work_is_drawn_once_for_all_periods(town):
    provider = town.providers[0]
    town.deliver_to_fifteen(provider)

    now, then = (town.wiring.burden.show_year(provider, label) for label in ("2026", "2025"))

    assert [each.label for each in now.years] == ["2025", "2026"]
    assert now.measured.before == then.measured.questions
    assert then.measured.before is None
    assert town.wiring.burden.show_year(provider, "1999").year == now.year


def test_the_counts_of_a_page_are_the_counts_of_its_upload(town):
    page = town.wiring.burden.show(town.providers[0], "2026-Q1").measured
    other_periods = [
        town.wiring.burden.show(town.providers[0], each.label).measured
        for each in town.wiring.burden.show(town.providers[0]).periods
    ]

    (submission,) = town.wiring.submissions.list(town.providers[0])
    stored = town.wiring.submissions.show(town.providers[0], submission.id).burden

    assert sum(each.level_zero.cells for each in other_periods) == stored["N"]
    assert page.level_zero.cells == page.level_zero.same + page.level_zero.converted + page.level_zero.by_hand


def test_six_providers_are_made_public_read_by_anyone_and_named_nowhere(town):
    address = town.wiring.burden.publish(town.bureau, "2026-Q1")

    found = town.wiring.burden.read_publication(address)

    assert (found.content["providers"], found.content["municipalities"]) == (6, 3)
    said = json.dumps(found.content, ensure_ascii=False)
    for viewer in town.providers:
        assert viewer.organisation.name not in said
        assert viewer.organisation.code not in said
    town.wiring.burden.withdraw_publication(town.bureau, address)
    with pytest.raises(NotFoundError):
        town.wiring.burden.read_publication(address)


def test_a_program_of_a_bureau_publishes_a_period_and_takes_it_off(town):
    of = partial(Program.of, create_app(town.wiring), town.wiring)
    bureau, provider = of(town.bureau), of(town.providers[0])

    made = bureau.post("/regeldruk/publicaties", {"periode": "2026-Q1"})
    assert made.status_code == 201
    (listed,) = bureau.get("/regeldruk/publicaties").json["publicaties"]
    assert (listed["adres"], listed["pagina"], listed["periode"]) == (*made.json.values(), "2026-Q1")
    assert bureau.browser.get(listed["pagina"]).status_code == 200
    assert provider.get("/regeldruk/publicaties").status_code == 403
    assert bureau.post("/regeldruk/publicaties", {"periode": "1999-Q1"}).status_code == 404
    advised = [bureau.get(f"/regeldruk/brieven/{number}?periode=2026-Q1") for number in (1, 999)]
    assert [each.status_code for each in advised] == [200, 404]
    assert advised[0].json["tekst"].startswith("Aan ")

    assert bureau.delete(f"/regeldruk/publicaties/{listed['adres']}").status_code == 204
    assert bureau.get("/regeldruk/publicaties").json["publicaties"] == []
    assert bureau.browser.get(listed["pagina"]).status_code == 404


def test_what_was_made_public_is_counted_and_drawn_again_from_its_data_alone(town):
    verify = VerifyPublication.from_mappings(
        town.wiring.settings.mappings_dir, the_standard(), town.wiring.catalogue()
    )
    address = town.wiring.burden.publish(town.bureau, "2026-Q1")
    found = town.wiring.burden.read_publication(address)
    file = json.loads(as_bytes(open_data(found.content, address, found.period, found.published_at)))

    figures = {each.figure: each for each in verify(file)}

    assert {name: each.outcome for name, each in figures.items() if not each.why} == dict.fromkeys(
        (
            "sha256",
            *(f"facts.{name}" for name in ("asked", "available_elsewhere", "by_source", "shapes")),
            *(f"level0.{name}" for name in ("N", "R_dup", "D_file")),
            *(f"minutes.{name}" for name in file["minutes"]),
        ),
        Outcome.EQUAL,
    )
    assert {name for name, each in figures.items() if each.why} == {
        *(f"facts.{name}" for name in ("asked_again", "files")),
        *(f"level0.{name}" for name in ("N_same", "N_conv", "N_man", "D_fact")),
    }
    said, names = json.dumps(file, ensure_ascii=False), town.wiring.catalogue().municipalities
    assert not any(each.organisation.code in said for each in town.providers)
    assert not any(f'"{code}"' in said or names[code] in said for code in MUNICIPALITIES)


@pytest.mark.parametrize(
    ("path", "value", "found_out"),
    [
        (("facts", "asked"), 1, {"sha256", "facts.asked"}),
        (("level0", "N"), 1, {"sha256", "level0.N"}),
        (("minutes", "net", "p50"), 99999, {"sha256", "minutes.net"}),
        (("basis", "work", "without", "select"), 99999, {"sha256", "minutes.net"}),
        (("providers",), 99, {"sha256"}),
    ],
)
def test_whatever_is_changed_in_it_is_found(town, path, value, found_out):
    verify = VerifyPublication.from_mappings(
        town.wiring.settings.mappings_dir, the_standard(), town.wiring.catalogue()
    )
    address = town.wiring.burden.publish(town.bureau, "2026-Q1")
    kept = town.wiring.burden.read_publication(address)
    file = json.loads(as_bytes(open_data(kept.content, address, kept.period, kept.published_at)))
    part = file
    for name in path[:-1]:
        part = part[name]

    part[path[-1]] = value

    assert {each.figure for each in verify(file) if each.outcome is Outcome.DIFFERENT} >= found_out


def test_minutes_of_whole_reports_feed_the_estimate_and_errors_stand_apart(town, ask):
    provider = town.providers[0]
    town.deliver_to_fifteen(provider)
    before = town.wiring.burden.show(provider, "2026-Q1")
    _make_by_hand(ask, provider, count=15, minutes=4)

    after = town.wiring.burden.show(provider, "2026-Q1")

    assert after.whole_reports == 15
    assert after.measured.estimate.gross.p50 < before.measured.estimate.gross.p50 / 2
    widths = [one.measured.estimate.net.p90 - one.measured.estimate.net.p10 for one in (before, after)]
    assert widths[1] < widths[0] / 1.5
    # What the service takes is what is left to make it unsure, and nobody timed that (decision 90).
    assert after.measured.estimate.evidence >= EvidenceClass.C
    assert after.measured.level_zero == before.measured.level_zero
    assert town.wiring.burden.show(town.providers[1], "2026-Q1").whole_reports == 0


def test_a_report_whose_operations_were_timed_apart_does_not_count_twice(town, ask):
    provider = town.providers[0]
    town.deliver_to_fifteen(provider)
    _make_by_hand(ask, provider, count=15, minutes=4)
    counted = town.wiring.burden.show(provider, "2026-Q1").whole_reports
    ((report,), *_) = ask("SELECT report_id FROM holdout ORDER BY report_id")

    town.time_operations(provider, TimedWork.HANDLING, 1, mark_of(report))

    assert (counted, town.wiring.burden.show(provider, "2026-Q1").whole_reports) == (15, 14)


def _make_by_hand(ask, provider, *, count, minutes):
    counts = json.dumps({"cells": 20, "equal": 17, "only_by_hand": 1, "only_ours": 0, "different": 2})
    ask(
        "INSERT INTO holdout (report_id, provider_id, comparison, recorded_at, minutes)"
        " SELECT id, provider_id, %s::jsonb, now(), %s FROM report WHERE provider_id = %s"
        " AND (balance->'rows'->>'reported')::int > 0 LIMIT %s",
        counts,
        minutes,
        provider.organisation.id,
        count,
    )


def test_whoever_looked_says_which_was_wrong_and_it_is_counted_apart(town, ask):
    provider = town.providers[0]
    _make_by_hand(ask, provider, count=2, minutes=30)
    ((report,), _) = ask("SELECT report_id FROM holdout ORDER BY report_id")

    town.wiring.burden.find_wrong_in_hold_out(provider, report, 2, 1)

    assert town.wiring.burden.show(provider, "2026-Q1").errors == FoundErrors(
        compared=2, judged=1, cells=20, by_hand=2, ours=1
    )
    with pytest.raises(ValueError, match="3"):
        town.wiring.burden.find_wrong_in_hold_out(provider, report, 4, 0)
    with pytest.raises(NotFoundError):
        town.wiring.burden.find_wrong_in_hold_out(town.providers[1], report, 0, 0)
    with pytest.raises(NotAllowedError):
        town.wiring.burden.find_wrong_in_hold_out(town.bureau, report, 0, 0)


def test_times_of_five_others_count_without_names_and_of_four_they_do_not(town):
    for viewer in town.providers[1:5]:
        town.time_operations(viewer, TimedWork.GRAIN, 3)
    own = town.providers[0].organisation.id
    with town.wiring.stores.as_pool() as pool:
        of_four = pool.of_others_than(own)

    town.time_operations(town.providers[5], TimedWork.GRAIN, 3)

    with town.wiring.stores.as_pool() as pool:
        of_five = pool.of_others_than(own)
        of_the_fifth = pool.of_others_than(town.providers[1].organisation.id)
    assert (of_four, of_the_fifth) == ((), ())
    assert [(each.driver, each.cases, each.holdout_cases) for each in of_five] == [("grain", 3, 0)] * 5
    assert set(PooledTime.__slots__) == {"driver", "cases", "holdout_cases", "minutes"}


def test_a_period_by_itself_says_what_the_trend_says_of_it_and_new_demand_is_off_both(town):
    """The last municipality asked this provider nothing in its first quarter, and begins to in its second."""
    provider = town.providers[0]
    town.deliver_before(provider, MUNICIPALITIES[:3])

    pages = [town.wiring.burden.show(each, "2026-Q1") for each in (provider, town.municipality, town.bureau)]

    for page in pages:
        assert page.measured.estimate.net == page.trend[-1].with_new
        assert page.measured.added == page.trend[-1].added
        assert page.measured.added.since.label == "2025-Q4"
    of_provider = pages[0].measured
    new = [each for each in of_provider.deliveries if each.municipality == MUNICIPALITIES[3]]
    assert of_provider.added.deliveries == len(new) > 0
    assert of_provider.added.elements == sum(len(each.demand.asked) for each in new)
    assert of_provider.added.cells == sum(each.cells.all for each in new)
    assert of_provider.estimate.net.p50 < pages[0].trend[-1].like_for_like.p50
    assert [each.measured.added.deliveries for each in pages[1:]] == [0, 0]
    first = town.wiring.burden.show(provider, "2025-Q4")
    assert first.measured.added.since is None
    assert first.measured.estimate.net == pages[0].trend[0].with_new == pages[0].trend[0].like_for_like


def test_what_was_asked_and_rejected_was_asked_before_all_the_same(town):
    provider = town.providers[0]
    town.deliver_before(provider, MUNICIPALITIES)
    known = town.wiring.burden.show(provider, "2026-Q1").measured.estimate
    early = [each for each in town.wiring.reports.list(town.municipality) if each.period.label == "2025-Q4"]

    for each in early:
        town.wiring.reports.judge(town.municipality, each.id, Cause.REJECTED, "niet compleet")
    page = town.wiring.burden.show(provider, "2026-Q1")

    assert early
    assert town.wiring.burden.show(provider, "2025-Q4").rejected == len(early)
    assert not page.measured.added.is_any
    assert page.measured.estimate == known


def test_killed_workers_and_messages_that_come_twice_leave_every_total_as_it_is(town, ask, queue):
    """I3: one provider's jobs are each left by a worker that dies, done by another, and told of once more."""
    calm = town.providers[0]
    struck = town.newcomer("06029999", "Zorg Geplaagd")
    standard = the_standard()
    content = export_of(standard, "06029999", "Zorg Geplaagd", MUNICIPALITIES, "2026-Q1", seed=1)
    submission = town.hands.upload(struck, content)
    left, done = [], []
    while messages := queue.take():
        for _task, job in messages:
            if job not in left:
                left.append(job)
                dead = town.wiring.jobs.claim(JobId(job), "worker that dies")
                ask("UPDATE job SET lease_until = lease_until - interval '1 hour'")
                town.wiring.jobs.reconcile()
                town.hands.do(job)
                done.append(job)
                with pytest.raises(LostLeaseError):
                    town.hands.perform(dead)
            assert town.hands.do(job) is None
    town.hands.do_everything()
    town.hands.send(struck, submission)

    pages = [town.wiring.burden.show(each, "2026-Q1").measured for each in (calm, struck)]

    assert len(done) > 3
    assert pages[0].level_zero == pages[1].level_zero
    assert pages[0].estimate == pages[1].estimate
    assert pages[0].residual == pages[1].residual
    assert ask("SELECT count(*) FROM burden_record") == [(7,)]


def test_how_formats_are_made_today_counts_for_its_provider_at_once_and_for_nobody_else(town):
    provider, other = town.providers[:2]
    before, of_other = (town.wiring.burden.show(each, "2026-Q1") for each in (provider, other))
    formats = town.wiring.burden.show_measuring(provider).formats
    assert formats
    assert before.told_ways == (0, len({each.demand.format for each in before.measured.deliveries}))

    town.wiring.burden.tell_made_today(provider, dict.fromkeys(formats, Way.BY_HAND))

    after = town.wiring.burden.show(provider, "2026-Q1")
    assert after.told_ways[0] == after.told_ways[1]
    assert after.measured.estimate.net.p50 > before.measured.estimate.net.p50
    assert after.measured.estimate.net == after.trend[-1].with_new
    assert town.wiring.burden.show(other, "2026-Q1").measured.estimate == of_other.measured.estimate
    assert town.wiring.burden.show_measuring(other).ways == {}
    town.wiring.burden.tell_made_today(provider, dict.fromkeys(formats))
    assert town.wiring.burden.show(provider, "2026-Q1").measured.estimate == before.measured.estimate
    for viewer in (town.municipality, town.bureau):
        with pytest.raises(NotAllowedError):
            town.wiring.burden.tell_made_today(viewer, {formats[0]: Way.SCRIPT})


def test_a_review_is_timed_only_for_who_chose_it_capped_and_without_a_person(town, ask):
    provider = town.providers[0]
    nine = datetime(2026, 4, 1, 9, tzinfo=UTC)
    town.wiring.burden.time_review(provider, nine, nine + timedelta(minutes=8), 4)
    assert town.wiring.burden.list_time_studies(provider) == ()

    town.wiring.burden.choose_timed_reviews(provider, is_timed=True)
    town.wiring.burden.time_review(provider, nine, nine + timedelta(minutes=8), 4)
    town.wiring.burden.time_review(provider, nine, nine + timedelta(hours=3), 1)

    studies = town.wiring.burden.list_time_studies(provider)
    assert sorted(round(minutes_of(each), 3) for each in studies) == [2, 15]
    assert {(each.driver, each.role, each.label) for each in studies} == {("service-review", "vanzelf", "")}
    assert ask("SELECT count(*) FROM time_study WHERE label <> ''") == [(0,)]
    town.wiring.burden.choose_timed_reviews(provider, is_timed=False)
    town.wiring.burden.time_review(provider, nine, nine + timedelta(minutes=8), 4)
    assert len(town.wiring.burden.list_time_studies(provider)) == 2


def timed_before(town, ask, provider, name, minutes):
    """A format that a provider timed whole, for so long."""
    town.wiring.burden.start_baseline_clock(provider, name)
    (clock,) = [each.running for each in town.wiring.burden.show_baseline(provider).formats if each.running]
    ask(
        "UPDATE baseline_clock SET started_at = started_at - %s WHERE id = %s",
        timedelta(minutes=minutes),
        clock.id,
    )
    return clock.id


def test_a_quarter_that_was_timed_whole_takes_the_place_of_what_is_assumed_at_once(town, ask):
    provider, other = town.providers[:2]
    burden = town.wiring.burden
    before, of_other = (burden.show(each, "2026-Q1").measured for each in (provider, other))
    name = before.deliveries[0].demand.format
    towns = len({each.municipality for each in before.deliveries if each.demand.format == name})
    with pytest.raises(NotFoundError):
        burden.start_baseline_clock(provider, name)

    burden.choose_baseline(provider, {name: towns, "van niemand": 1})
    clock = timed_before(town, ask, provider, name, 600)
    burden.start_baseline_clock(provider, name)
    burden.change_baseline_clock(other, clock, BaselineAct.STOP)
    assert burden.show(provider, "2026-Q1").timed_formats == 0
    burden.change_baseline_clock(provider, clock, BaselineAct.STOP)

    page = burden.show(provider, "2026-Q1")
    assert burden.show_baseline(provider).is_done
    assert page.timed_formats == 1
    assert page.measured.estimate.timed == pytest.approx(600, abs=1)
    assert page.measured.estimate.net.p50 > before.estimate.net.p50 + 200
    assert page.measured.estimate.net == page.trend[-1].with_new
    assert page.measured.level_zero == before.level_zero
    assert burden.show_year(provider).measured.estimate.timed >= page.measured.estimate.timed
    assert burden.show(other, "2026-Q1").measured.estimate == of_other.estimate
    assert burden.show(town.bureau, "2026-Q1").measured.estimate.timed == 0
    burden.change_baseline_clock(provider, clock, BaselineAct.FORGET)
    assert burden.show(provider, "2026-Q1").measured.estimate == before.estimate
    for viewer in (town.municipality, town.bureau):
        with pytest.raises(NotAllowedError):
            burden.show_baseline(viewer)
        with pytest.raises(NotAllowedError):
            burden.choose_baseline(viewer, {name: 1})
    with pytest.raises(ValueError, match="one municipality"):
        burden.choose_baseline(provider, {name: 0})


def made_by_hand(town, provider, minutes):
    """Every report that the draw chose, told as made by hand."""
    burden = town.wiring.burden
    for each in burden.draw_hold_out(provider):
        if each.compared is None:
            content = b"gemeente;aantal\nGroningen;3\n"
            burden.compare_hold_out(provider, each.report.id, content, "met-de-hand.csv", minutes)


def test_reports_of_the_sample_that_six_providers_share_are_twelve_in_two_quarters(town, ask):
    burden, (own, *others) = town.wiring.burden, town.providers
    for each in town.providers:
        town.deliver_before(each, MUNICIPALITIES)
    before = burden.show(own, "2026-Q1").measured.estimate
    for each in others[:-1]:
        burden.choose_shared_hold_outs(each, is_shared=True)
        made_by_hand(town, each, 240)
    assert burden.show(own, "2026-Q1").measured.estimate == before

    burden.choose_shared_hold_outs(others[-1], is_shared=True)
    made_by_hand(town, others[-1], 240)
    assert burden.show(town.bureau, "2026-Q1").whole_reports == 0
    burden.choose_shared_hold_outs(own, is_shared=True)
    made_by_hand(town, own, 240)

    page, of_bureau = burden.show(own, "2026-Q1"), burden.show(town.bureau, "2026-Q1")
    assert page.whole_reports >= 12
    assert page.whole_of_others >= 10
    assert page.measured.estimate.net.p50 > before.net.p50
    assert of_bureau.whole_reports == of_bureau.whole_of_others >= 12
    kept = json.dumps(ask("SELECT family, operations, minutes FROM pooled_report"))
    assert not any(each.organisation.code in kept or each.organisation.name in kept for each in others)
    mine = "SELECT count(*) FROM pooled_report WHERE provider_id = %s"
    assert ask(mine, others[0].organisation.id)[0][0] >= 2
    burden.choose_shared_hold_outs(others[0], is_shared=False)
    assert ask(mine, others[0].organisation.id) == [(0,)]
    assert burden.show(own, "2026-Q1").whole_of_others == 0
    with pytest.raises(NotAllowedError):
        burden.choose_shared_hold_outs(town.bureau, is_shared=True)
