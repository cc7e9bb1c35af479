"""Four eyes in the database itself, who sees which draft, and what a worker may show of another's rows."""

import io
from dataclasses import replace
from datetime import date
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import (
    ChangedMeanwhileError,
    DraftState,
    FourEyesError,
    NewRequest,
    RunKind,
    RunState,
)
from service.domain.formats.drafts.preview import HIDDEN
from service.domain.formats.faults.writing import NO_FORMAT
from service.domain.formats.publication import publication_of
from service.domain.periods import parse_period
from service.domain.submissions.jobs import JobId
from service.files.catalogue.yaml_editing import with_value
from service.files.export.writer import write_export
from service.sample import sample_tables
from service.wiring import build, build_registration
from tests.conftest import copies_of, new_database, send_to_all, settings_on

GRONINGEN, ALMELO = "0014", "0141"
QUARTER = "voorbeeldregio-noord/kwartaal"


@pytest.fixture(scope="module")
def registered(postgres_server, broker_server, tmp_path_factory):
    """Two people of Groningen, one of Almelo, two of the bureau of Groningen, and a provider.

    Each has signed in once; their database is copied for each test.
    """
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("registered"))
        register = build_registration(settings)
        found = {}
        for name, kind, code in (
            ("anna", OrganisationKind.MUNICIPALITY, GRONINGEN),
            ("bert", OrganisationKind.MUNICIPALITY, GRONINGEN),
            ("carla", OrganisationKind.MUNICIPALITY, ALMELO),
            ("dirk", OrganisationKind.BUREAU, "voorbeeld"),
            ("els", OrganisationKind.BUREAU, "voorbeeld"),
            ("fatima", OrganisationKind.PROVIDER, "06011234"),
        ):
            found[name] = a_person(register, settings, name, kind, code)
        register.members(found["dirk"].organisation.id, [GRONINGEN], date(2020, 1, 1))
        register.close()
        with copies_of(postgres_server, database.name) as copies:
            yield copies, found


@pytest.fixture
def database(registered):
    """A copy of the database in which these people are, for this test alone."""
    with registered[0].lend() as made:
        yield made


@pytest.fixture
def people(registered) -> dict:
    """By name, as they are signed in."""
    return dict(registered[1])


def a_person(register, settings, name, kind, code):
    organisation = register.organisation(kind, code, f"{kind.value} {code}")
    register.account(organisation, name, "een wachtwoord")
    wiring = build(settings)
    signed_in = wiring.people.sign_in(name, "een wachtwoord", "test")
    wiring.close()
    return signed_in.viewer


@pytest.fixture
def real(settings, queue):
    """The service with its own engine and the formats of the installation."""
    made = build(settings, queue=queue)
    yield made
    made.close()


def a_draft(real, viewer, begin="2026-Q1"):
    """A version of one's own of the quarterly report, from a period on that the submissions are about."""
    draft = real.formats.begin_from_version(viewer, QUARTER, "2025-Q1")
    real.formats.change_draft(viewer, draft, 1, lambda text: with_value(text, ("valid", "from"), begin))
    return draft


def without_code_table(text):
    return with_value(text, ("sheets", "Productie", "columns", "Product"), "productcode")


def an_upload(real, viewer, queue, period="2026-Q1", municipalities=(GRONINGEN, ALMELO)):
    standard = real.catalogue.standard
    tables = sample_tables(
        standard,
        seed=3,
        municipalities=municipalities,
        clients=20,
        period=parse_period(period),
        prestaties=60,
    )
    head = tables["aanlevering"].assign(agb_code=viewer.organisation.code)
    content = write_export({**tables, "aanlevering": head}, standard, "xlsx")
    received = real.submissions.receive(viewer, io.BytesIO(content), "export.xlsx")
    work_off(real, queue)
    send_to_all(real, viewer, received.submission)
    return received.submission


def work_off(real, queue):
    """What a worker does with the messages in the queue."""
    while messages := queue.take():
        for _, job_id in messages:
            job = real.jobs.claim(JobId(job_id), "hands")
            if job is not None:
                real.jobs.perform[job.kind](job)


def test_a_version_of_ones_own_is_written_by_one_and_published_by_another_and_then_used(real, people, queue):
    anna, bert, fatima = people["anna"], people["bert"], people["fatima"]
    before = an_upload(real, fatima, queue)
    draft = a_draft(real, anna)
    real.formats.change_draft(anna, draft, 2, without_code_table)
    real.formats.submit_draft(anna, draft)

    plan = real.formats.approve_draft(bert, draft)
    after = an_upload(real, fatima, queue, municipalities=(GRONINGEN, ALMELO, "0037"))

    assert plan.name == "gemeente-0014/kwartaal"
    asked = {
        submission: {
            (each.format, each.format_sha256)
            for each in real.submissions.show(fatima, submission).reports
            if each.municipality == GRONINGEN and each.format.endswith("kwartaal")
        }
        for submission in (before, after)
    }
    old = real.catalogue().find_plan(QUARTER)
    assert asked == {before: {(QUARTER, old.sha256)}, after: {(plan.name, plan.sha256)}}
    neighbours = {
        each.format for each in real.submissions.show(fatima, after).reports if each.municipality == "0037"
    }
    assert QUARTER in neighbours
    told = real.people.list_notices(fatima)
    (published,) = [each.notice for each in told if each.notice.kind.code == "format-published"]
    assert published.words.nl.startswith(f"Van {plan.format.title} is versie {plan.version} gepubliceerd. ")
    assert published.path == f"/formaten/versie/{plan.name}/{plan.version}"
    others = {each.notice.kind.code for each in real.people.list_notices(people["carla"])}
    assert others == {"sent", "corrected"}, "a municipality is told of no format"


def test_who_wrote_it_cannot_approve_it_nor_can_who_only_changed_a_word(real, people):
    anna, bert = people["anna"], people["bert"]
    draft = a_draft(real, anna)
    real.formats.change_draft(bert, draft, 2, lambda text: with_value(text, ("title",), "Van Bert"))
    real.formats.submit_draft(anna, draft)

    for viewer in (anna, bert):
        with pytest.raises(FourEyesError):
            real.formats.approve_draft(viewer, draft)

    assert not real.formats.show_draft(bert, draft).may_approve
    assert real.formats.show_draft(people["dirk"], draft).may_approve


def test_the_database_refuses_it_too_whatever_the_program_says(real, people):
    anna, bert = people["anna"], people["bert"]
    draft_id = a_draft(real, anna)
    real.formats.submit_draft(anna, draft_id)
    page = real.formats.show_draft(anna, draft_id)
    publication = publication_of(page.proof.plan)

    with pytest.raises(FourEyesError), real.stores.as_format_writer(anna) as work:
        work.drafts.publish(page.draft, publication)
    with pytest.raises(FourEyesError), real.stores.as_format_writer(bert) as work:
        work.drafts.publish(replace(page.draft, text=page.draft.text + "# more\n"), publication)
    with pytest.raises(FourEyesError), real.stores.as_format_writer(people["carla"]) as work:
        work.drafts.publish(page.draft, publication)

    assert real.formats.list(bert).drafts[0].state is DraftState.SUBMITTED


def test_nobody_becomes_published_by_an_update_and_what_is_published_never_changes(
    real, people, database, ask
):
    anna, bert = people["anna"], people["bert"]
    draft = a_draft(real, anna)
    engine = create_engine(database.url)
    as_anna = text(
        "SELECT set_config('app.organisation', :it, true), set_config('app.kind', 'municipality', true),"
        " set_config('app.code', '0014', true)"
    )
    with engine.connect() as connection:
        connection.execute(as_anna, {"it": str(anna.organisation.id)})
        with pytest.raises(DBAPIError, match="row-level security"):
            connection.execute(text("UPDATE format_draft SET state = 'published'"))
    engine.dispose()

    real.formats.submit_draft(anna, draft)
    real.formats.approve_draft(bert, draft)
    with pytest.raises(psycopg.Error, match="never changes"):
        ask("UPDATE format_publication SET text = ''")
    assert ask("SELECT actor, action FROM act WHERE action LIKE 'format%%' ORDER BY id") == [
        ("anna", "format_draft_begun"),
        ("anna", "format_submitted"),
        ("bert", "format_published"),
    ]


def test_the_bureau_sees_a_draft_of_its_municipality_once_it_is_submitted_and_can_send_it_back(real, people):
    anna, dirk = people["anna"], people["dirk"]
    draft = a_draft(real, anna)
    assert real.formats.list(dirk).drafts == ()
    real.formats.submit_draft(anna, draft)
    assert [each.id for each in real.formats.list(dirk).drafts] == [draft]
    assert real.formats.list(people["carla"]).drafts == ()

    real.formats.send_back_draft(dirk, draft, "De kolom Uren ontbreekt.")

    shown = real.formats.show_draft(anna, draft)
    assert (shown.draft.state, shown.draft.remark) == (DraftState.SENT_BACK, "De kolom Uren ontbreekt.")
    assert shown.may_edit
    with pytest.raises(NotAllowedError):
        real.formats.change_draft(dirk, draft, 2, without_code_table)


def test_a_draft_of_somebody_else_is_not_there_and_a_provider_writes_none(real, people):
    draft = a_draft(real, people["anna"])

    with pytest.raises(NotFoundError):
        real.formats.show_draft(people["carla"], draft)
    with pytest.raises(NotAllowedError):
        real.formats.begin_from_version(people["fatima"], QUARTER, "2025-Q1")


def test_of_two_who_save_at_once_the_second_hears_that_the_first_was_first(real, people):
    draft = a_draft(real, people["anna"])
    real.formats.change_draft(people["bert"], draft, 2, without_code_table)

    with pytest.raises(ChangedMeanwhileError):
        real.formats.change_draft(people["anna"], draft, 2, lambda text: text + "# anna\n")


def test_a_submitted_draft_cannot_be_changed_any_more(real, people):
    draft = a_draft(real, people["anna"])
    real.formats.submit_draft(people["anna"], draft)

    with pytest.raises(ChangedMeanwhileError):
        real.formats.change_draft(people["anna"], draft, 2, without_code_table)


def test_a_version_that_begins_before_the_one_that_is_there_is_not_taken(real, people):
    anna, bert = people["anna"], people["bert"]
    first = a_draft(real, anna)
    real.formats.submit_draft(anna, first)
    real.formats.approve_draft(bert, first)
    second = real.formats.begin_from_version(anna, "gemeente-0014/kwartaal", "2026-Q1")
    real.formats.change_draft(anna, second, 1, lambda text: with_value(text, ("valid", "from"), "2026-Q1"))

    with pytest.raises(FormatError, match="begins later"):
        real.formats.submit_draft(anna, second)


def test_a_name_that_others_ask_too_and_a_name_of_somebody_else_are_refused(real, people):
    text = real.formats.show_version(people["anna"], QUARTER, "2025-Q1").text

    with pytest.raises(FormatError, match="asked by others"):
        real.formats.begin_from_text(people["anna"], text)
    with pytest.raises(FormatError, match="not a name of yours"):
        real.formats.begin_from_text(people["anna"], with_value(text, ("format",), "gemeente-0141/kwartaal"))


def test_an_extra_request_enters_the_calendar_with_its_ground_and_days(real, people):
    anna, bert = people["anna"], people["bert"]
    page = real.formats.show_version(anna, QUARTER, "2025-Q1")
    own = with_value(page.text, ("format",), "gemeente-0014/extra")
    asked = NewRequest(deadline_days=14, legal_ground="Contract, artikel 7", purpose="Sturing")
    draft = real.formats.begin_from_text(anna, own, asked)
    real.formats.submit_draft(anna, draft)
    real.formats.approve_draft(bert, draft)

    entry = [each for each in real.catalogue().requests if each.format == "gemeente-0014/extra"]

    assert [(each.municipality, each.deadline_days, each.legal_ground) for each in entry] == [
        (GRONINGEN, 14, "Contract, artikel 7")
    ]


def test_a_preview_holds_only_rows_of_the_municipality_itself_and_says_so_in_the_record_of_the_provider(
    real, people, queue, ask
):
    anna, fatima = people["anna"], people["fatima"]
    submission = an_upload(real, fatima, queue)
    draft = a_draft(real, anna)

    real.formats.ask_for_runs(anna, draft, submission)
    work_off(real, queue)

    run = real.formats.show_trial(anna, draft, RunKind.PREVIEW).runs[-1]
    assert run.state is RunState.DONE
    shown = run.result["preview"]
    report = next(
        each for each in real.reports.list(anna) if each.format == QUARTER and each.submission == submission
    )
    assert shown["municipality"] == "Groningen"
    assert shown["rows"] == {
        "in": report.balance.rows.came_in,
        "reported": report.balance.rows.reported,
    }
    assert dict(shown["cells"])["Voorblad!C10"] == GRONINGEN
    assert ask("SELECT actor, object FROM act WHERE action = 'format_tried'") == [("worker", str(submission))]


def test_who_a_client_is_never_stands_in_a_preview_of_a_real_submission(real, people, queue):
    carla, fatima = people["carla"], people["fatima"]
    submission = an_upload(real, fatima, queue)
    draft = real.formats.begin_from_version(carla, "voorbeeldregio-west/declaratieoverzicht", "2025-Q1")

    real.formats.ask_for_runs(carla, draft, submission)
    work_off(real, queue)

    shown = real.formats.show_trial(carla, draft, RunKind.PREVIEW).runs[-1].result["preview"]
    personal = {name.partition(".")[2] for name in shown["hidden"]}
    sheet = shown["sheets"][0]
    assert personal
    for line in sheet["lines"]:
        for header, value in zip(sheet["headers"], line, strict=True):
            assert (value == HIDDEN) == (header in personal), header


def test_a_submission_that_is_not_the_viewers_cannot_be_asked_for(real, people, queue):
    submission = an_upload(real, people["fatima"], queue, municipalities=(ALMELO,))
    draft = a_draft(real, people["anna"])

    with pytest.raises(NotFoundError):
        real.formats.ask_for_runs(people["anna"], draft, submission)


def test_a_bureau_sees_no_lines_about_single_persons(real, people, queue):
    dirk = people["dirk"]
    submission = an_upload(real, people["fatima"], queue)
    page = real.formats.show_version(dirk, QUARTER, "2025-Q1")
    own = with_value(page.text, ("format",), "bureau-voorbeeld/rijen")
    own = with_value(own, ("sheets", "Productie", "rows"), {"of": "prestatie", "with": ["toewijzing"]})
    for header, written in {
        "Aantal cliënten": {"constant": "1"},
        "Volume": "volume",
        "Uren": {"field": "volume", "to_unit": "uur", "round": 2},
        "Bedrag": {"field": "bedrag", "sign_by": "debet_credit"},
    }.items():
        own = with_value(own, ("sheets", "Productie", "columns", header), written)
    own = with_value(own, ("not_asked", "toewijzing.clientnummer"), "niet nodig")
    own = with_value(own, ("not_asked", "prestatie.status"), "niet nodig")
    draft = real.formats.begin_from_text(dirk, own, NewRequest(instead_of=QUARTER))
    assert real.formats.show_draft(dirk, draft).proof.fault is None

    real.formats.ask_for_runs(dirk, draft, submission)
    work_off(real, queue)

    run = real.formats.show_trial(dirk, draft, RunKind.PREVIEW).runs[-1]
    assert (run.state, run.result) == (RunState.FAILED, {"fault": "NotAllowedError"})


def test_a_trial_counts_what_would_differ_by_the_rule_that_makes_it_so(real, people, queue):
    anna = people["anna"]
    an_upload(real, people["fatima"], queue)
    an_upload(real, people["fatima"], queue, municipalities=(GRONINGEN, "0037"), period="2025-Q4")
    draft = a_draft(real, anna)
    real.formats.change_draft(anna, draft, 2, without_code_table)

    real.formats.ask_for_runs(anna, draft)
    work_off(real, queue)

    runs = real.formats.show_trial(anna, draft, RunKind.TRY_OUT).runs
    assert [run.state for run in runs] == [RunState.DONE] * 2
    for run in runs:
        [difference] = run.result["differences"]
        assert (difference["where"], difference["rule"]) == ("Productie.Product", "nu het veld productcode")
        assert (run.result["reports"], difference["reports"]) == (1, 1)
        assert difference["cells"] > 0


def test_a_run_expires_and_is_then_gone_for_everyone(real, people, queue, ask):
    anna = people["anna"]
    submission = an_upload(real, people["fatima"], queue)
    draft = a_draft(real, anna)
    real.formats.ask_for_runs(anna, draft, submission)
    work_off(real, queue)

    ask("UPDATE format_run SET expires_at = now() - interval '1 minute'")

    assert real.formats.show_trial(anna, draft, RunKind.PREVIEW).runs == ()
    assert real.stores.forget_expired_runs() == 1
    assert ask("SELECT count(*) FROM format_run") == [(0,)]


def test_a_run_whose_draft_changed_in_between_is_not_done(real, people, queue):
    anna = people["anna"]
    submission = an_upload(real, people["fatima"], queue)
    draft = a_draft(real, anna)
    real.formats.ask_for_runs(anna, draft, submission)
    real.formats.change_draft(anna, draft, 2, without_code_table)

    work_off(real, queue)

    assert real.formats.show_trial(anna, draft, RunKind.PREVIEW).runs == ()


def test_a_job_of_a_run_that_fails_for_good_leaves_the_submission_as_it_was(real, people, queue):
    anna, fatima = people["anna"], people["fatima"]
    submission = an_upload(real, fatima, queue)
    draft = a_draft(real, anna)
    real.formats.ask_for_runs(anna, draft, submission)
    [(_, job_id)] = queue.take()
    job = real.jobs.claim(JobId(UUID(str(job_id))), "hands")

    decided = real.jobs.fail(job, FormatError(NO_FORMAT.fault()))

    assert decided.value == "quarantined"
    assert real.submissions.show(fatima, submission).submission.state.value == "ready"
