"""Who sees which rows: every table guarded, and the matrix of viewers against tables."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from service.domain.access import Actor, OrganisationId
from service.domain.threads.thread import ThreadPlace
from service.storage.schema import APPLICATION, OWNER
from service.storage.tables import Row

ACTOR = Actor("test")
WORKING = {"submission", "submission_content", "submission_municipality", "job", "outbox"}
MADE = {"report", "report_file", "burden_record"}


@pytest.fixture
def as_application(database):
    """Count what a transaction with these settings sees in each table; None where it may not look."""
    engine = create_engine(database.url)

    def count(**settings: str) -> dict[str, int]:
        seen = {}
        for table in Row.metadata.tables:
            with engine.begin() as connection:
                for name, value in settings.items():
                    connection.execute(
                        text("SELECT set_config(:name, :value, true)"),
                        {"name": f"app.{name}", "value": value},
                    )
                rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - our own table names
                if rows:
                    seen[table] = rows
        return seen

    yield count
    engine.dispose()


@pytest.fixture
def seen_by(as_application):
    def count(viewer) -> dict[str, int]:
        organisation = viewer.organisation
        return as_application(
            organisation=str(organisation.id), kind=organisation.kind.value, code=organisation.code
        )

    return count


def test_every_table_can_be_backed_up_by_its_owner(ask):
    backed_up = ask("SELECT tablename FROM pg_policies WHERE policyname = 'backing_up'")

    assert {name for (name,) in backed_up} == set(Row.metadata.tables)


def test_the_owner_sees_everybody_while_backing_up_and_at_no_other_time(database, region, hands):
    hands.upload(region.provider)
    owner, counts = create_engine(database.owner_url), []
    for purpose in ("", "backup"):
        with owner.begin() as connection:
            connection.execute(text("SELECT set_config('app.purpose', :purpose, true)"), {"purpose": purpose})
            counts.append(connection.execute(text("SELECT count(*) FROM submission")).scalar_one())
    owner.dispose()

    assert counts == [0, 1]


def test_backing_up_is_no_purpose_of_the_application(as_application, region, hands):
    hands.upload(region.provider)

    assert as_application(purpose="backup") == {}


def test_every_table_enforces_row_level_security_also_on_its_owner(ask):
    tables = ask(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname"
    )

    guarded = {name for name, enabled, forced in tables if enabled and forced}
    assert {name for name, _, _ in tables} - guarded == {"alembic_version"}
    assert guarded == set(Row.metadata.tables)


def test_no_role_of_the_service_bypasses_anything_and_the_application_owns_nothing(ask):
    assert ask(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname LIKE 'eenmaal%' ORDER BY rolname"
    ) == [(APPLICATION, False, False, False, False), (OWNER, False, False, False, False)]
    assert ask("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = %s", APPLICATION) == [(0,)]
    assert ask(
        "SELECT count(*) FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = member WHERE rolname = %s",
        APPLICATION,
    ) == [(0,)]


def test_the_application_may_not_change_or_remove_an_act(ask):
    granted = ask(
        "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = %s AND table_name = 'act' ORDER BY 1",
        APPLICATION,
    )

    assert granted == [("INSERT",), ("SELECT",)]


def test_even_the_owner_cannot_change_an_act(region, hands, database):
    hands.upload(region.provider)
    engine = create_engine(database.superuser_url)

    with pytest.raises(ProgrammingError, match="only grows"), engine.begin() as connection:
        connection.execute(text("UPDATE act SET result = 'never happened'"))
    engine.dispose()


def test_no_tenant_means_no_rows(region, hands, as_application):
    hands.deliver(region.provider)

    assert as_application() == {}
    assert as_application(organisation="") == {}
    assert as_application(purpose="anything") == {}
    for kind, code in (("municipality", "0344"), ("bureau", "voorbeeldregio"), ("provider", "41234567")):
        assert as_application(kind=kind, code=code) == {}


def test_who_says_to_be_of_another_kind_or_code_is_what_its_organisation_is(region, hands, as_application):
    hands.deliver(region.provider, b"kwartaal")
    amsterdam = str(region.amsterdam.organisation.id)

    honest = as_application(organisation=amsterdam)
    assert as_application(organisation=amsterdam, kind="municipality", code="0344") == honest
    assert as_application(organisation=amsterdam, kind="bureau") == honest
    assert as_application(organisation=str(region.other_provider.organisation.id), kind="municipality") == {
        "organisation": 3
    }


@pytest.mark.parametrize(
    ("actor", "moment"),
    [
        ("utrecht", "now()"),
        ("nobody", "now()"),
        ("unknown", "now()"),
        ("provider", "now() - interval '1 day'"),
        ("worker", "now() + interval '1 second'"),
    ],
)
def test_an_act_of_somebody_else_or_of_another_moment_is_refused(region, stores_of, actor, moment):
    own = region.provider.organisation.id

    with pytest.raises(ProgrammingError, match="row-level security"), stores_of(own) as connection:
        connection.execute(text(_ACT.format(moment=moment)), {"own": own, "actor": actor})


def test_an_act_of_ones_own_and_of_now_is_written(region, stores_of):
    own = region.provider.organisation.id

    with stores_of(own) as connection:
        connection.execute(text(_ACT.format(moment="now()")), {"own": own, "actor": "provider"})


_ACT = (
    "INSERT INTO act (organisation_id, actor, origin, action, object, result, happened_at, payload)"
    " VALUES (:own, :actor, '', 'looked', '', 'done', {moment}, '{{}}')"
)


@pytest.mark.usefixtures("region")
def test_nobody_opens_a_session_without_signing_in(database, ask):
    ((account,),) = ask("SELECT id FROM account WHERE login = 'provider'")
    engine = create_engine(database.url)
    for created, expires in (
        ("now()", "now() + interval '1 hour'"),
        ("now() - interval '1 hour'", "now() + interval '1 hour'"),
        ("now()", "now() + interval '10 years'"),
    ):
        opened = text(f"INSERT INTO session VALUES ('a', :account, {created}, {expires})")  # noqa: S608 - ours
        with engine.connect() as connection:
            connection.execute(text("SELECT set_config('app.purpose', 'sign-in', true)"))
            with pytest.raises(ProgrammingError, match="row-level security"):
                connection.execute(opened, {"account": account})
    engine.dispose()


def test_what_the_application_may_do_is_granted_table_by_table_and_held_by_policies(ask):
    granted = ask(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = %s AND privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')",
        APPLICATION,
    )
    to_all = ask(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = 'PUBLIC'"
        " AND table_schema = 'public'"
    )
    by_default = ask("SELECT defaclobjtype FROM pg_default_acl")
    open_to_all = ask(
        "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' AND 'public' = ANY (roles)"
        " AND (coalesce(qual, 'app_') !~ 'app_|EXISTS' OR coalesce(with_check, 'app_') !~ 'app_|EXISTS')"
    )

    assert (granted, to_all, by_default, open_to_all) == ([], [], [], [])


def test_a_new_table_is_closed_until_somebody_opens_it(database):
    owner = create_engine(database.owner_url)
    with owner.connect() as connection:
        connection.execute(text("CREATE TABLE brand_new (id integer)"))
        may = text(
            f"SELECT has_table_privilege('{APPLICATION}', 'brand_new', 'SELECT, INSERT, UPDATE, DELETE')"
        )
        assert connection.execute(may).scalar_one() is False
    owner.dispose()


def test_a_provider_sees_all_of_its_own(region, hands, seen_by):
    hands.deliver(region.provider, b"kwartaal")

    seen = seen_by(region.provider)

    acts = seen.pop("act")
    assert acts > 0
    assert seen == {
        "organisation": 3,
        "submission": 1,
        "submission_content": 1,
        "submission_municipality": 2,
        "job": 4,
        "outbox": 4,
        "report": 2,
        "report_file": 2,
        "report_figures": 2,
        "burden_record": 1,
        "annotated_copy": 2,
        "notice": 2,
        "data_key": 3,
    }


def test_a_provider_sees_nothing_of_another_provider(region, hands, seen_by):
    hands.deliver(region.provider, b"kwartaal")

    assert seen_by(region.other_provider) == {"organisation": 3}


def test_a_municipality_sees_what_is_meant_for_it_and_who_sent_it(region, hands, seen_by):
    hands.deliver(region.provider, b"kwartaal")

    assert seen_by(region.utrecht) == {
        "organisation": 3,
        "submission": 1,
        "submission_municipality": 1,
        "report": 1,
        "report_file": 1,
        "report_figures": 1,
        "notice": 1,
        "data_key": 1,
    }


def test_a_municipality_sees_nothing_of_a_submission_that_does_not_concern_it(region, hands, seen_by, engine):
    engine.municipalities = ("0363",)

    hands.deliver(region.provider, b"kwartaal")

    assert seen_by(region.utrecht) == {"organisation": 2}


def test_a_bureau_sees_reports_and_states_of_its_municipalities_but_no_file_finding_or_blob(
    region, hands, seen_by
):
    hands.deliver(region.provider, b"kwartaal")

    assert seen_by(region.bureau) == {
        "organisation": 4,
        "bureau_municipality": 1,
        "submission": 1,
        "submission_municipality": 1,
        "report": 1,
        "report_figures": 1,
        "data_key": 1,
    }


def test_a_bureau_sees_no_figures_of_a_format_about_single_persons(region, hands, seen_by, engine):
    engine.is_aggregate = False

    hands.deliver(region.provider, b"kwartaal")

    assert "report_figures" not in seen_by(region.bureau)
    assert seen_by(region.utrecht)["report_figures"] == 1


def test_a_bureau_sees_nothing_of_a_municipality_after_its_last_day(region, hands, seen_by, ask):
    hands.deliver(region.provider, b"kwartaal")

    ask("UPDATE bureau_municipality SET valid_until = '2020-12-31'")

    assert seen_by(region.bureau) == {"organisation": 3, "bureau_municipality": 1}


def test_the_dispatcher_sees_jobs_and_messages_only(region, hands, as_application):
    hands.deliver(region.provider, b"kwartaal")

    assert as_application(purpose="dispatch") == {"job": 4, "outbox": 4}


def test_who_keeps_the_keys_sees_keys_and_which_submissions_there_are_only(region, hands, as_application):
    hands.deliver(region.provider, b"kwartaal")

    assert as_application(purpose="keys") == {"data_key": 3, "submission": 1}


def test_what_was_destroyed_is_never_brought_back(region, hands, stores_of, ask):
    submission = hands.deliver(region.provider, b"kwartaal")
    gone = "wrapped = NULL, wrapped_by = NULL, destroyed_at = now(), destroyed_why = 'by-hand'"
    ask(f"UPDATE data_key SET {gone}")  # noqa: S608 - our own words

    with (
        pytest.raises(ProgrammingError, match="stays destroyed"),
        stores_of(region.provider.organisation.id) as connection,
    ):
        connection.execute(
            text("UPDATE data_key SET destroyed_at = NULL, destroyed_why = NULL WHERE submission_id = :it"),
            {"it": submission},
        )


def test_signing_in_sees_accounts_organisations_and_sessions_only(region, hands, as_application):
    hands.deliver(region.provider, b"kwartaal")

    assert as_application(purpose="sign-in") == {"organisation": 5, "account": 5}


@pytest.mark.parametrize("owner", ["other_provider", "utrecht", "bureau"])
def test_nobody_writes_in_the_name_of_another(region, hands, stores_of, owner):
    submission = hands.deliver(region.provider, b"kwartaal")
    stranger = getattr(region, owner).organisation.id

    with stores_of(stranger) as connection:
        changed = connection.execute(text("UPDATE submission SET state = 'rejected'"))
        assert changed.rowcount == 0

    with pytest.raises(ProgrammingError, match="row-level security"), stores_of(stranger) as connection:
        connection.execute(
            text(
                "INSERT INTO submission_municipality (submission_id, provider_id, municipality)"
                " VALUES (:submission, :provider, '0599')"
            ),
            {"submission": submission, "provider": region.provider.organisation.id},
        )


@pytest.fixture
def stores_of(database):
    engine = create_engine(database.url)

    class _As:
        def __init__(self, organisation: OrganisationId) -> None:
            self._organisation = organisation
            self._begun = engine.begin()

        def __enter__(self):
            connection = self._begun.__enter__()
            connection.execute(
                text("SELECT set_config('app.organisation', :it, true)"), {"it": str(self._organisation)}
            )
            connection.execute(
                text("SELECT set_config('app.kind', kind, true) FROM organisation WHERE id = :it"),
                {"it": self._organisation},
            )
            return connection

        def __exit__(self, *failure):
            return self._begun.__exit__(*failure)

    yield _As
    engine.dispose()


def test_the_tenant_of_one_transaction_is_gone_in_the_next(region, hands, wiring, as_application):
    hands.deliver(region.provider, b"kwartaal")
    wiring.submissions.list(region.provider)

    assert as_application() == {}
    with wiring.stores.as_dispatcher() as work:
        assert work.to_send() == ()


@pytest.fixture
def thread(wiring, region, hands):
    """A question with an answer, at a report of Utrecht."""
    hands.deliver(region.provider, b"kwartaal")
    (report,) = wiring.reports.list(region.utrecht)
    asked = wiring.reports.open_thread(region.utrecht, report.id, ThreadPlace(), "Waarom?")
    wiring.reports.reply_in_thread(region.provider, asked, "Daarom.")
    return asked


@pytest.mark.usefixtures("thread")
def test_a_question_is_for_both_ends_of_its_report_and_its_texts_for_nobody_else(region, seen_by):
    def seen(viewer):
        return {name: count for name, count in seen_by(viewer).items() if name.startswith("thread")}

    both = {"thread": 1, "thread_message": 2, "thread_text": 2}
    assert seen(region.provider) == seen(region.utrecht) == both
    assert seen(region.bureau) == {"thread": 1, "thread_message": 2}
    assert seen(region.amsterdam) == seen(region.other_provider) == {}


_MESSAGE = (
    "INSERT INTO thread_message SELECT id, 9, provider_id, municipality, '{side}', now() FROM thread"
    " WHERE id = :thread"
)
_TEXT = (
    "INSERT INTO thread_text SELECT thread_id, number, provider_id, municipality, 'x', 'Anders.', ''"
    " FROM thread_message WHERE thread_id = :thread AND number = {number}"
)


@pytest.mark.parametrize(
    ("who", "statement", "why"),
    [
        ("provider", _MESSAGE.format(side="municipality"), "row-level security"),
        ("utrecht", _MESSAGE.format(side="provider"), "row-level security"),
        ("bureau", _MESSAGE.format(side="municipality"), "row-level security"),
        ("provider", _TEXT.format(number=1), "row-level security"),
        ("utrecht", _TEXT.format(number=2), "row-level security"),
        ("provider", "UPDATE thread_text SET text = 'Anders.' WHERE thread_id = :thread", "permission"),
        ("utrecht", "DELETE FROM thread_message WHERE thread_id = :thread", "permission"),
        ("utrecht", "UPDATE thread SET cell = 'A1' WHERE id = :thread", "permission"),
    ],
)
def test_nobody_speaks_for_the_other_side_nor_changes_what_was_said(
    region, stores_of, thread, who, statement, why
):
    organisation = getattr(region, who).organisation.id

    with pytest.raises(ProgrammingError, match=why), stores_of(organisation) as connection:
        connection.execute(text(statement), {"thread": thread})


@pytest.mark.parametrize("who", ["provider", "bureau", "amsterdam", "other_provider"])
def test_only_who_asked_closes_a_question(region, stores_of, thread, who):
    closing = text("UPDATE thread SET closed_at = now() WHERE id = :thread")

    with stores_of(getattr(region, who).organisation.id) as connection:
        assert connection.execute(closing, {"thread": thread}).rowcount == 0
