"""What a code means, written by one, approved by another, and the rows that go on: with the real engine."""

import csv
import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind
from service.domain.access_tokens import Scope
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import ChangedMeanwhileError, FourEyesError
from service.domain.formats.meaning_proposals import ProposalId, ProposalState, WrittenMeaning
from service.domain.translation.waiting_codes import HiddenCode
from service.files.catalogue.code_table_files import read_code_table
from service.files.catalogue.yaml_editing import with_value
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.web.application import create_app
from service.wiring import build, build_registration
from tests.conftest import Hands, copies_of, new_database, settings_on
from tests.tools.exports import REPOSITORY, an_export
from tests.tools.program import Program

OWN, NEIGHBOUR = "1969", "0014"
FORMAT, TABLE = "voorbeeldregio-noord/kwartaal-voorbeeldstad", "voorbeeldregio-noord/voorzieningen"
SHARED, OF_ALL = "voorbeeldregio-noord/kwartaal", "voorbeeldregio-noord/producten"
CODE = "49Z99"
PEOPLE = {
    "anna": (OrganisationKind.MUNICIPALITY, OWN),
    "bert": (OrganisationKind.MUNICIPALITY, OWN),
    "carla": (OrganisationKind.MUNICIPALITY, NEIGHBOUR),
    "dirk": (OrganisationKind.BUREAU, "eigen"),
    "els": (OrganisationKind.BUREAU, "heel-noord"),
    "fred": (OrganisationKind.BUREAU, "heel-noord"),
    "fatima": (OrganisationKind.PROVIDER, "01234567"),
    "gijs": (OrganisationKind.PROVIDER, "07654321"),
}


@pytest.fixture(scope="module")
def registered(postgres_server, broker_server, tmp_path_factory):
    """These people in a database that is copied for each test."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("registered"))
        register, wiring, found = build_registration(settings), build(settings), {}
        for login, (kind, code) in PEOPLE.items():
            organisation = register.organisation(kind, code, f"{kind.value} {code}")
            register.account(organisation, login, "een wachtwoord")
            found[login] = wiring.people.sign_in(login, "een wachtwoord", "test").viewer
        asking = {each.municipality for each in wiring.catalogue().requests if each.format == SHARED}
        register.members(found["dirk"].organisation.id, [OWN], date(2020, 1, 1))
        register.members(found["els"].organisation.id, sorted({*asking, OWN}), date(2020, 1, 1))
        wiring.close()
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


@pytest.fixture
def real(settings, queue):
    """The service with its own engine and the formats of the installation."""
    made = build(settings, queue=queue)
    yield made
    made.close()


@pytest.fixture
def work(real, queue):
    return Hands(real, queue)


def an_upload(*codes: str, municipality: str = OWN, agb_code: str = "01234567") -> bytes:
    own = {"gemeentecode": municipality}
    rows = [{**own, "referentienummer": f"R{n}", "productcode": code} for n, code in enumerate(codes, 1)]
    export = an_export(toewijzing=[own], prestatie=rows)
    head = export.tables["aanlevering"].assign(agb_code=agb_code)
    standard = load_standard(REPOSITORY / "mappings")
    return write_export({**export.tables, "aanlevering": head}, standard, "xlsx")


def said(code: str = CODE, becomes: str = "Nieuwe voorziening", **more) -> WrittenMeaning:
    return WrittenMeaning(**{"format": FORMAT, "code_table": TABLE, "code": code, "becomes": becomes, **more})


def released(real, work) -> int:
    asked = real.jobs.release_waiting()
    work.do_everything()
    return asked


def table_of(page, name=FORMAT):
    return next(each for each in page.tables if each.format == name)


def unknown_of(page, name=FORMAT):
    found = (each.unknown for each in table_of(page, name).codes)
    return [(each.code, each.rows, each.cents, each.providers) for each in found]


def test_a_code_is_written_by_one_approved_by_another_and_what_waited_goes_on_once(real, people, work, ask):
    submission = work.deliver(people["fatima"], an_upload("45A03", CODE))
    before = real.submissions.show(people["fatima"], submission)
    assert unknown_of(real.formats.show_codes(people["anna"])) == [(CODE, 1, 60_00, 1)]

    proposal = real.formats.propose_meaning(people["anna"], said())
    assert released(real, work) == 0
    real.formats.approve_meaning(people["bert"], proposal)

    assert (released(real, work), released(real, work)) == (1, 0)
    after = real.submissions.show(people["fatima"], submission)
    assert (len(before.waiting), after.waiting, after.balance.closes) == (1, (), True)
    assert after.balance.cents.reported == before.balance.cents.reported + 60_00
    assert [(each.reports, each.released) for each in after.releases] == [(1, before.waiting)]
    page = real.formats.show_codes(people["anna"])
    assert [each.code for each in table_of(page).codes] == []
    assert [each.line.becomes for each in table_of(page).approved] == ["Nieuwe voorziening"]
    told = [each.notice.kind.code for each in real.people.list_notices(people["anna"])]
    assert told == ["corrected", "sent", "codes-wait"]
    assert ask("SELECT actor, action FROM act WHERE action LIKE 'meaning%%' ORDER BY id") == [
        ("anna", "meaning_proposed"),
        ("bert", "meaning_approved"),
    ]


def test_the_report_of_then_stays_and_the_new_one_has_another_version_and_can_be_made_again(
    real, people, work, ask
):
    work.deliver(people["fatima"], an_upload("45A03", CODE))
    (first,) = [one for one in real.reports.list(people["anna"]) if one.format == FORMAT]
    before = real.reports.download(people["anna"], first.id)
    real.formats.approve_meaning(people["bert"], real.formats.propose_meaning(people["anna"], said()))
    released(real, work)

    again = real.reports.download(people["anna"], first.id)
    later = next(
        one for one in real.reports.list(people["anna"]) if one.format == FORMAT and not one.is_superseded
    )

    assert again.content == before.content
    assert later.format_sha256 == real.catalogue().find_plan(FORMAT).sha256 != first.format_sha256
    moment = ask("SELECT published_at FROM report WHERE id = %s", first.id)[0][0]
    assert real.catalogue(moment).find_plan(FORMAT).sha256 == first.format_sha256


def test_rows_of_all_providers_are_added_up_and_go_on_and_nobody_is_named(real, people, work):
    both = [
        work.deliver(people["fatima"], an_upload(CODE, CODE)),
        work.deliver(people["gijs"], an_upload(CODE, "45A03", agb_code="07654321")),
    ]
    page = real.formats.show_codes(people["anna"])
    assert unknown_of(page) == [(CODE, 3, 180_00, 2)]
    shown = repr(page.tables)
    assert not [text for text in ("C1", "9999", "01234567", "07654321", "T1") if text in shown]
    told = [each.notice for each in real.people.list_notices(people["anna"])]
    assert [each.kind.code for each in told if each.path == "/codes"] == ["codes-wait"], "once, and of nobody"

    real.formats.approve_meaning(people["bert"], real.formats.propose_meaning(people["anna"], said()))

    assert released(real, work) == 2
    for viewer, submission in zip((people["fatima"], people["gijs"]), both, strict=True):
        assert real.submissions.show(viewer, submission).waiting == ()


def test_the_database_shows_each_only_what_waits_of_its_own(real, people, work):
    work.deliver(people["fatima"], an_upload(CODE))

    def rows_of(login):
        with real.stores.as_format_writer(people[login]) as opened:
            return sum(each.rows for each in opened.waiting_codes.unknown() if each.code == CODE)

    approved = real.formats.propose_meaning(people["anna"], said())
    real.formats.approve_meaning(people["bert"], approved)

    assert [login for login in PEOPLE if finds(real, people[login], approved)] == [
        *("anna", "bert", "dirk", "els", "fred")
    ]
    assert {login: rows_of(login) for login in PEOPLE} == {
        "anna": 1,
        "bert": 1,
        "carla": 0,
        "dirk": 1,
        "els": 1,
        "fred": 1,
        "fatima": 1,
        "gijs": 0,
    }


def finds(real, viewer, proposal):
    try:
        with real.stores.as_format_writer(viewer) as work:
            return work.meanings.found(proposal)
    except NotFoundError:
        return None


def test_who_proposed_it_does_not_approve_it_and_the_database_refuses_it_too(real, people):
    proposal = real.formats.propose_meaning(people["anna"], said())

    with pytest.raises(FourEyesError):
        real.formats.approve_meaning(people["anna"], proposal)
    with real.stores.as_format_writer(people["anna"]) as work:
        found = work.meanings.found(proposal)
    with pytest.raises(FourEyesError), real.stores.as_format_writer(people["anna"]) as work:
        work.meanings.decide(found, ProposalState.APPROVED)
    with pytest.raises(ChangedMeanwhileError), real.stores.as_format_writer(people["carla"]) as work:
        work.meanings.decide(found, ProposalState.APPROVED)

    assert not real.formats.show_codes(people["anna"]).is_second(found)
    assert real.formats.show_codes(people["bert"]).proposals[0].state is ProposalState.PROPOSED


def test_the_bureau_of_the_municipality_may_be_the_second_and_a_stranger_may_not(real, people):
    proposal = real.formats.propose_meaning(people["anna"], said())

    with pytest.raises(NotFoundError):
        real.formats.approve_meaning(people["carla"], proposal)
    assert real.formats.show_codes(people["carla"]).proposals == ()
    with pytest.raises(NotAllowedError):
        real.formats.show_codes(people["fatima"])

    real.formats.approve_meaning(people["dirk"], proposal)
    assert real.formats.show_codes(people["anna"]).decided[0].decider == "dirk"


def test_a_code_of_a_format_that_others_ask_too_is_seen_and_not_written(real, people, work):
    work.deliver(people["fatima"], an_upload(CODE, municipality=NEIGHBOUR))
    shared = said(format=SHARED, code_table=OF_ALL)

    seen = real.formats.show_codes(people["carla"])

    assert unknown_of(seen, SHARED) == [(CODE, 1, 60_00, 1)]
    assert not table_of(seen, SHARED).may_write
    with pytest.raises(NotAllowedError):
        real.formats.propose_meaning(people["carla"], shared)
    with pytest.raises(NotAllowedError):
        real.formats.propose_meaning(people["anna"], shared)
    assert all(each.format != SHARED for each in real.formats.show_codes(people["anna"]).tables)
    bureau = real.formats.show_codes(people["els"])
    assert table_of(bureau, SHARED).may_write
    real.formats.approve_meaning(people["fred"], real.formats.propose_meaning(people["els"], shared))
    assert released(real, work) == 1
    after = table_of(real.formats.show_codes(people["carla"]), SHARED)
    assert (after.codes, [each.line.code for each in after.approved]) == ((), [CODE])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (said(becomes="  "), "meaning-not-written"),
        (said(becomes="x" * 201), "meaning-with-other-signs"),
        (said(becomes="een\ntwee"), "meaning-with-other-signs"),
        (said(code=" "), "no-code"),
        (said(code="x" * 10_000), "no-code"),
        (said(code="een\ntwee"), "no-code"),
        (said(code="999900018"), "no-code"),
        (said(code="45A03"), "code-is-known"),
        (said(law="WMO"), "meaning-for-another-law"),
        (
            said(valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1)),
            "meaning-ends-before-it-begins",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_a_line_of_a_code_table_is_refused_by_name(real, people, written, code):
    with pytest.raises(FormatError) as caught:
        real.formats.propose_meaning(people["anna"], written)

    assert caught.value.fault.kind.code == code


@pytest.mark.parametrize("table", ["standaard/eenheid", "voorbeeldregio-noord/producten", "nergens"])
def test_a_table_that_is_not_of_the_format_or_of_the_standard_is_not_there(real, people, table):
    with pytest.raises(NotFoundError):
        real.formats.propose_meaning(people["anna"], said(code_table=table))


def test_of_two_proposals_for_one_code_the_second_hears_that_there_is_one(real, people):
    first = real.formats.propose_meaning(people["anna"], said())

    with pytest.raises(FormatError) as caught:
        real.formats.propose_meaning(people["bert"], said(becomes="Iets anders"))
    assert caught.value.fault.kind.code == "meaning-proposed-already"

    real.formats.send_back_meaning(people["bert"], first, "Dit is iets anders.")
    second = real.formats.propose_meaning(people["bert"], said(becomes="Iets anders"))
    with pytest.raises(ChangedMeanwhileError):
        real.formats.approve_meaning(people["bert"], first)
    real.formats.approve_meaning(people["anna"], second)
    with pytest.raises(ChangedMeanwhileError):
        real.formats.send_back_meaning(people["anna"], second, "Toch niet.")
    page = real.formats.show_codes(people["anna"])
    assert [(each.state, each.remark) for each in page.decided] == [
        (ProposalState.APPROVED, ""),
        (ProposalState.SENT_BACK, "Dit is iets anders."),
    ]


def test_of_many_who_propose_and_decide_at_once_one_is_first_and_the_others_hear_it(real, people, ask):
    def outcome(do, *given):
        try:
            return do(*given)
        except (FormatError, ChangedMeanwhileError) as failure:
            return type(failure)

    with ThreadPoolExecutor(6) as several:
        proposed = list(
            several.map(lambda _: outcome(real.formats.propose_meaning, people["anna"], said()), range(6))
        )
        (first,) = [each for each in proposed if each is not FormatError]
        decided = [
            several.submit(outcome, do, people[login], first, *more)
            for do, login, *more in (
                (real.formats.approve_meaning, "bert"),
                (real.formats.approve_meaning, "dirk"),
                (real.formats.withdraw_meaning, "anna"),
                (real.formats.send_back_meaning, "bert", "Nee."),
            )
        ]
        outcomes = [each.result() for each in decided]

    assert len([each for each in outcomes if each is None]) == 1
    assert ask("SELECT count(*) FROM code_meaning") == [(1,)]
    assert ask("SELECT count(*) FROM act WHERE action LIKE 'meaning%%'") == [(2,)]


def test_a_proposal_is_withdrawn_by_its_own_organisation_only(real, people):
    proposal = real.formats.propose_meaning(people["anna"], said())
    with pytest.raises(NotAllowedError):
        real.formats.withdraw_meaning(people["dirk"], proposal)

    real.formats.withdraw_meaning(people["anna"], proposal)

    assert real.formats.show_codes(people["bert"]).decided[0].state is ProposalState.WITHDRAWN
    with pytest.raises(ChangedMeanwhileError):
        real.formats.approve_meaning(people["bert"], proposal)


def test_a_code_that_became_known_meanwhile_is_neither_approved_nor_proposed_any_more(
    settings, queue, people, tmp_path
):
    mappings = tmp_path / "mappings"
    shutil.copytree(REPOSITORY / "mappings", mappings)
    real = build(replace(settings, mappings_dir=mappings), queue=queue)
    late = real.formats.propose_meaning(people["anna"], said())
    real.close()
    with (mappings / "voorbeeldregio-noord" / "codetabellen" / "voorzieningen.csv").open("a") as table:
        table.write(f"{CODE},Uit de map\n")
    real = build(replace(settings, mappings_dir=mappings), queue=queue)

    with pytest.raises(FormatError) as at_approval:
        real.formats.approve_meaning(people["bert"], late)
    with pytest.raises(FormatError) as at_proposal:
        real.formats.propose_meaning(people["anna"], said(becomes="Iets anders"))

    assert at_approval.value.fault.kind.code == at_proposal.value.fault.kind.code == "code-is-known"
    real.close()


def test_nothing_decided_changes_and_nobody_decides_in_the_name_of_another(real, people, database, ask):
    proposal = real.formats.propose_meaning(people["anna"], said())
    as_bert = text(
        "SELECT set_config('app.organisation', :it, true), set_config('app.kind', 'municipality', true),"
        f" set_config('app.code', '{OWN}', true), set_config('app.account', :account, true)"
    )
    bert = people["bert"]
    entered = {"it": str(bert.organisation.id), "account": str(bert.account)}
    engine = create_engine(database.url)
    for statement, reason in (
        ("UPDATE code_meaning SET becomes = 'Iets anders'", "permission denied"),
        ("DELETE FROM code_meaning", "permission denied"),
        (
            "UPDATE code_meaning SET state = 'approved', decided_by = proposed_by",
            "in the name of another",
        ),
    ):
        with engine.connect() as connection:
            connection.execute(as_bert, entered)
            with pytest.raises(DBAPIError, match=reason):
                connection.execute(text(statement))
    engine.dispose()

    real.formats.approve_meaning(bert, proposal)
    with pytest.raises(psycopg.Error, match="decided already"):
        ask("UPDATE code_meaning SET becomes = 'Iets anders'")
    with pytest.raises(psycopg.Error, match="never changes"):
        ask("DELETE FROM code_meaning")


def test_an_approval_while_reports_are_made_changes_none_of_them_and_lets_the_rows_go_after_it(
    real, people, work, queue
):
    submission = work.upload(people["fatima"], an_upload("45A03", CODE))
    ((_, check),) = queue.take()
    work.do(check)
    real.formats.approve_meaning(people["bert"], real.formats.propose_meaning(people["anna"], said()))
    work.do_everything()
    page = real.submissions.show(people["fatima"], submission)
    assert [each.value for each in page.waiting] == [CODE]

    assert released(real, work) == 1

    page = real.submissions.show(people["fatima"], submission)
    assert (page.waiting, len(page.releases)) == ((), 1)


def test_of_two_approvals_shortly_after_each_other_one_release_does_it_all_and_no_job_is_left(
    real, people, work, queue, ask
):
    submission = work.deliver(people["fatima"], an_upload("45A03", CODE, "49Y01"))
    for code in (CODE, "49Y01"):
        proposal = real.formats.propose_meaning(people["anna"], said(code, f"Hulp {code}"))
        real.formats.approve_meaning(people["bert"], proposal)
        assert real.jobs.release_waiting() == 1
    overtaken, latest = queue.take()

    for _, job in (overtaken, latest):
        work.do(job)
    work.do_everything()

    page = real.submissions.show(people["fatima"], submission)
    assert (page.waiting, [len(each.released) for each in page.releases]) == ((), [2])
    assert ask("SELECT DISTINCT state FROM job WHERE kind = 'release'") == [("done",)]
    assert real.jobs.release_waiting() == 0


def test_what_waited_before_codes_were_counted_is_counted_at_the_next_catalogue(real, people, work, ask):
    work.deliver(people["fatima"], an_upload("45A03", CODE))
    ask("DELETE FROM waiting_code")
    ask("UPDATE waiting_submission SET catalogue_sha256 = 'of the version before'")
    assert real.formats.show_codes(people["anna"]).tables == ()

    assert released(real, work) == 1

    assert unknown_of(real.formats.show_codes(people["anna"])) == [(CODE, 1, 60_00, 1)]
    assert ask("SELECT count(*) FROM release") == [(0,)]


def test_a_submission_that_took_the_place_of_another_is_the_only_one_that_counts(real, people, work, ask):
    work.deliver(people["fatima"], an_upload("45A03", CODE, CODE))
    work.deliver(people["fatima"], an_upload("45A03"))

    page = real.formats.show_codes(people["anna"])
    assert [each for each in page.tables if each.format == FORMAT] == []

    real.formats.approve_meaning(people["bert"], real.formats.propose_meaning(people["anna"], said()))
    assert table_of(real.formats.show_codes(people["anna"])).codes == ()
    released(real, work)
    assert ask("SELECT count(*) FROM release") == [(0,)]


def test_a_new_version_with_its_own_meaning_keeps_it_and_the_old_one_takes_the_approved(real, people):
    anna, bert = people["anna"], people["bert"]
    draft = real.formats.begin_from_version(anna, FORMAT, "2025-Q1")
    number = len(real.formats.show_draft(anna, draft).draft.revisions)
    real.formats.change_draft(
        anna, draft, number, lambda text: with_value(text, ("valid", "from"), "2027-Q1")
    )
    real.formats.submit_draft(anna, draft)
    proposal = real.formats.propose_meaning(anna, said())
    real.formats.approve_draft(bert, draft)

    real.formats.approve_meaning(bert, proposal)

    old, new = real.catalogue().plans[FORMAT]
    for plan in (old, new):
        known = plan.code_tables[TABLE].on(date(2026, 3, 31), ("JW",))
        assert known[CODE] == "Nieuwe voorziening"
    assert (old.is_published, new.is_published) == (True, True)
    next_draft = real.formats.begin_from_version(anna, FORMAT, "2027-Q1")
    proof = real.formats.show_draft(anna, next_draft).proof
    assert CODE in {line.code for line in proof.plan.code_tables[TABLE].lines}


@pytest.mark.parametrize("code", ["<b>&'", "=1+1", "';--", "é€"])
def test_an_odd_code_goes_the_whole_way_and_its_line_can_be_read_back(real, people, work, code):
    submission = work.deliver(people["fatima"], an_upload("45A03", code))
    (unknown,) = [each.unknown for each in table_of(real.formats.show_codes(people["anna"])).codes]
    assert (unknown.code, unknown.hidden) == (code, HiddenCode.NOT)

    proposal = real.formats.propose_meaning(people["anna"], said(code, "=HYPERLINK(1)"))
    real.formats.approve_meaning(people["bert"], proposal)
    assert released(real, work) == 1

    assert real.submissions.show(people["fatima"], submission).waiting == ()
    exported = real.formats.export_meanings(people["anna"], FORMAT, TABLE)
    cells = [
        cell
        for row in csv.reader(io.StringIO(exported.content.decode("utf-8-sig")), delimiter=";")
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    (line,) = read_code_table(TABLE, exported.content, "test").lines
    assert (line.code, line.becomes, line.valid_from, line.valid_until) == (
        code,
        "=HYPERLINK(1)",
        date.min,
        date.max,
    )


def test_an_export_is_of_who_may_write_the_table_and_only_of_what_was_approved(real, people):
    with pytest.raises(NotFoundError):
        real.formats.export_meanings(people["anna"], FORMAT, TABLE)
    proposal = real.formats.propose_meaning(people["anna"], said())
    with pytest.raises(NotFoundError):
        real.formats.export_meanings(people["anna"], FORMAT, TABLE)
    real.formats.approve_meaning(people["bert"], proposal)

    assert real.formats.export_meanings(people["dirk"], FORMAT, TABLE).filename == "voorzieningen.csv"
    with pytest.raises(NotFoundError):
        real.formats.export_meanings(people["carla"], FORMAT, TABLE)


def test_a_program_reads_what_waits_and_proposes_and_a_second_person_approves(real, people, work):
    work.deliver(people["fatima"], an_upload("45A03", CODE))
    program = partial(Program.of, create_app(real), real)
    anna, fatima = program(people["anna"]), program(people["fatima"])
    of_format = {"formaat": FORMAT, "codetabel": TABLE}

    (table,) = [each for each in anna.get("/codes").json["tabellen"] if each["formaat"] == FORMAT]
    assert (table["codetabel"], table["magSchrijven"], table["landelijk"]) == (TABLE, True, False)
    assert table["codes"] == [{"code": CODE, "rijen": 1, "centen": 60_00, "aanbieders": 1}]
    assert fatima.get("/codes").status_code == 403
    reading = program(people["anna"], Scope.READ_FORMATS)
    assert reading.post("/codes/voorstellen", {**of_format, "code": CODE, "wordt": "x"}).status_code == 403

    refused = anna.post("/codes/voorstellen", {**of_format, "code": CODE, "wordt": "twee\nregels"})
    assert (refused.status_code, refused.json["invalidParams"][0]["name"]) == (400, "wordt")
    made = anna.post("/codes/voorstellen", {**of_format, "code": CODE, "wordt": "Nieuwe voorziening"})
    assert made.status_code == 201
    (proposal,) = anna.get("/codes").json["voorstellen"]
    assert (proposal["id"], proposal["stand"], proposal["door"]) == (made.json["id"], "voorgesteld", "anna")
    query = f"/codes/goedgekeurd?formaat={FORMAT}&codetabel={TABLE}"
    assert anna.get(query).status_code == 404

    real.formats.approve_meaning(people["bert"], ProposalId(UUID(made.json["id"])))
    assert anna.get("/codes").json["voorstellen"][0]["stand"] == "goedgekeurd"
    assert f"{CODE};Nieuwe voorziening" in anna.get(query).text.replace(",", ";")
