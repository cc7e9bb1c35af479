"""Notices by e-mail: who gets one, once, and what becomes of it when the mail server does not take it."""

from dataclasses import replace

import pytest

from service.domain.burden.residual import Cause
from service.domain.notices.choices import MOST_REFUSALS, NoticeChoice, Pace
from service.domain.notices.kinds import KINDS
from service.domain.submissions.jobs import JobKind, JobState, LostLeaseError
from service.domain.threads.thread import ThreadPlace
from service.use_cases.people.show_account import AccountPage
from service.wiring import build, build_registration
from tests.conftest import Hands, settings_on
from tests.tools.mail_server import a_mail_server, that_mails

ADDRESS, PASSWORD = "anna@zorg-een.example", "juist paard accu"


@pytest.fixture
def mailbox():
    with a_mail_server() as found:
        yield found


@pytest.fixture
def settings(database, broker, tmp_path, mailbox):
    return that_mails(settings_on(database, broker, tmp_path), mailbox)


@pytest.fixture
def reader_of(settings, wiring):
    """Somebody of that organisation who wants emails."""
    register = build_registration(settings)

    def make(viewer, choice, language="nl"):
        login = f"lezer-{viewer.login}"
        account = register.account(viewer.organisation.id, login, PASSWORD, language)
        made = replace(viewer, account=account, login=login, language=language)
        wiring.people.choose_notices(made, choice, PASSWORD)
        return made

    yield make
    register.close()


@pytest.fixture
def reader(reader_of, region):
    """Somebody of the first provider, told at once of everything."""
    return reader_of(region.provider, NoticeChoice(ADDRESS))


def go_round(hands):
    hands.wiring.jobs.reconcile()
    hands.do_everything()


def emails(ask):
    return ask("SELECT state, failures, failure FROM job WHERE kind = 'send-email' ORDER BY created_at, id")


def later(ask):
    """As if time went by: what waits may be tried, and the last email is long ago."""
    ask("UPDATE job SET not_before = now() WHERE kind = 'send-email'")
    ask("UPDATE job SET created_at = created_at - interval '2 minutes' WHERE kind = 'send-email'")


@pytest.mark.usefixtures("reader")
def test_an_upload_is_told_once_by_a_email_that_names_no_file_and_leads_to_its_page(
    region, hands, mailbox, ask
):
    submission = hands.upload(region.provider)
    for _ in range(3):
        go_round(hands)

    first = mailbox.taken[0]
    assert first["To"] == ADDRESS
    assert first["From"] == "Eenmaal <eenmaal@regio.example>"
    assert first["Subject"] == "2 meldingen van Eenmaal" or first["Subject"] == "Aanlevering ontvangen"
    text = first.get_content()
    assert f"https://eenmaal.regio.example/aanleveringen/{submission}" in text
    assert "https://eenmaal.regio.example/account" in text
    assert "export.xlsx" not in str(first)
    ((job,),) = ask("SELECT id FROM job WHERE kind = 'send-email'")
    assert first["Message-ID"] == f"<{job}@regio.example>"
    assert [email["To"] for email in mailbox.taken] == [ADDRESS]
    assert ask("SELECT object FROM act WHERE action = 'email_sent'") == [(str(job),)]


def test_each_reads_its_own_language_and_nobody_reads_what_another_organisation_is_told(
    wiring, region, hands, mailbox, reader_of
):
    utrecht = reader_of(region.utrecht, NoticeChoice("bert@utrecht.example"), "en")
    reader_of(region.other_provider, NoticeChoice("carla@zorg-twee.example"))
    hands.deliver(region.provider)

    go_round(hands)

    assert [(each["To"], each["Subject"]) for each in mailbox.taken] == [
        ("bert@utrecht.example", "New reports")
    ]
    assert "Zorg Een sent you reports (first quarter of 2026)." in mailbox.taken[0].get_content()
    assert [each.notice.kind.code for each in wiring.people.list_notices(utrecht)] == ["sent"]
    assert wiring.people.list_notices(region.other_provider) == ()
    assert wiring.people.list_notices(region.bureau) == ()


@pytest.mark.usefixtures("reader")
def test_a_question_is_mailed_once_with_the_way_to_it_and_without_its_words(
    wiring, region, hands, mailbox, ask
):
    hands.deliver(region.provider)
    report, *_ = wiring.reports.list(region.utrecht)
    go_round(hands)
    mailbox.taken.clear()
    later(ask)

    thread = wiring.reports.open_thread(region.utrecht, report.id, ThreadPlace(), "Waarom zo veel?")
    for _ in range(2):
        go_round(hands)

    told = [each.get_content() for each in mailbox.taken]
    assert sum(f"https://eenmaal.regio.example/vragen/{thread}" in each for each in told) == 1
    assert "Waarom" not in "".join(told)


def test_what_is_taken_back_replaced_and_judged_is_told_to_whom_it_concerns(wiring, region, hands):
    submission = hands.deliver(region.provider)
    wiring.submissions.take_back(region.provider, submission, "0344")
    hands.send(region.provider, submission)
    hands.deliver(region.provider, b"kwartaal jaar ")
    (report, *_) = wiring.reports.list(region.utrecht)
    wiring.reports.judge(region.utrecht, report.id, None)
    wiring.reports.judge(region.utrecht, report.id, Cause.DATA_QUALITY, "klopt niet")

    told = [each.notice.kind.code for each in wiring.people.list_notices(region.utrecht)]
    assert sorted(told) == ["corrected", "sent", "sent", "taken-back"]
    told = [each.notice for each in wiring.people.list_notices(region.provider)]
    assert [each.kind.code for each in told] == [
        *("report-rejected", "report-accepted", "ready", "received", "ready", "received")
    ]
    assert told[0].path == f"/rapportages/{report.id}"
    assert "klopt niet" not in str(told)


def test_what_takes_the_place_of_something_that_was_never_sent_is_told_as_new(wiring, region, hands):
    hands.upload(region.provider)
    hands.do_everything()
    hands.deliver(region.provider, b"kwartaal jaar ")

    told = [each.notice.kind.code for each in wiring.people.list_notices(region.utrecht)]
    assert told == ["sent"]


def test_a_rejected_upload_is_told_as_such(wiring, region, hands):
    hands.upload(region.provider, b"broken")
    hands.do_everything()

    told = [each.notice.kind.code for each in wiring.people.list_notices(region.provider)]
    assert told == ["findings", "received"]


def test_who_wants_one_email_a_day_gets_what_was_told_before_seven(region, hands, mailbox, reader_of, ask):
    reader_of(region.provider, NoticeChoice(ADDRESS, Pace.DAILY))
    hands.upload(region.provider)
    go_round(hands)
    assert mailbox.taken == []

    ask("UPDATE notice_copy SET created_at = now() - interval '1 day'")
    go_round(hands)

    assert [each["Subject"] for each in mailbox.taken] == ["Aanlevering ontvangen"]


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    "choice",
    [
        NoticeChoice("", Pace.AT_ONCE),
        NoticeChoice(ADDRESS, Pace.OFF),
        NoticeChoice(ADDRESS, Pace.AT_ONCE, frozenset(KINDS)),
    ],
)
def test_who_wants_none_gets_none_also_when_it_was_written_already(
    choice, wiring, hands, mailbox, reader, ask
):
    hands.upload(reader)
    wiring.jobs.reconcile()
    assert ask("SELECT count(*) FROM job WHERE kind = 'send-email'") == [(1,)]

    wiring.people.choose_notices(reader, choice, PASSWORD)
    hands.do_everything()
    later(ask)
    hands.upload(reader, b"kwartaal")
    go_round(hands)

    assert mailbox.taken == []
    assert emails(ask) == [("done", 0, None)]


@pytest.mark.usefixtures("reader")
def test_an_account_that_is_gone_gets_nothing_and_holds_nothing_up(wiring, region, hands, mailbox, ask):
    hands.upload(region.provider)
    wiring.jobs.reconcile()

    ask("DELETE FROM account WHERE login = 'lezer-provider'")
    hands.do_everything()

    assert mailbox.taken == []
    assert emails(ask) == [("done", 0, None)]


@pytest.mark.usefixtures("reader")
def test_while_the_server_is_away_every_email_waits_and_none_fails(
    engine, hands, region, mailbox, reader_of, ask
):
    reader_of(region.utrecht, NoticeChoice("bert@utrecht.example"))
    nowhere = build(replace(hands.wiring.settings, smtp_port=1), engine=engine, queue=hands.queue)
    away = Hands(nowhere, hands.queue)
    away.deliver(region.provider)
    for _ in range(3):
        go_round(away)

    first, second = sorted(emails(ask), key=str)
    assert first == ("ready", 0, "away: MailAwayError: ConnectionRefusedError")
    assert second == ("ready", 0, None), "the other was put off without a try"
    assert ask("SELECT count(*) FROM job WHERE kind = 'send-email' AND not_before <= now()") == [(0,)]

    nowhere.close()
    later(ask)
    go_round(hands)
    assert sorted(each["To"] for each in mailbox.taken) == [ADDRESS, "bert@utrecht.example"]


@pytest.mark.usefixtures("reader")
def test_a_server_that_does_not_close_the_way_to_others_gets_nothing(engine, hands, region, mailbox, ask):
    closed = build(replace(hands.wiring.settings, smtp_tls="starttls"), engine=engine, queue=hands.queue)
    hands.upload(region.provider)
    go_round(Hands(closed, hands.queue))
    closed.close()

    assert emails(ask)[0] == ("ready", 0, "away: MailAwayError: SMTPNotSupportedError")
    assert mailbox.taken == []


@pytest.mark.usefixtures("reader")
def test_what_the_server_asks_to_bring_later_is_brought_three_times(region, hands, mailbox, ask):
    mailbox.to_recipient = "451 4.7.1 later"
    hands.upload(region.provider)
    for _ in range(4):
        go_round(hands)
        later(ask)

    assert emails(ask)[0] == ("quarantined", 2, "MailPutOffError: 451")


def test_a_refused_email_is_listed_with_its_code_and_told_to_its_reader(
    wiring, region, hands, mailbox, reader, ask
):
    mailbox.to_recipient = f"550 5.1.1 <{ADDRESS}> unknown"
    hands.upload(region.provider)
    go_round(hands)

    (failed,) = wiring.jobs.list([JobState.QUARANTINED])
    assert (failed.kind, failed.failure) == (JobKind.SEND_EMAIL, "MailRefusedError: 550")
    page = wiring.people.show_account(reader)
    assert isinstance(page, AccountPage)
    assert page.refusal == "MailRefusedError: 550"
    assert ask("SELECT count(*) FROM act WHERE act::text LIKE '%%zorg-een.example%%'") == [(0,)]

    mailbox.to_recipient = "250 ok"
    assert wiring.jobs.retry(failed, region.provider.actor)
    hands.do_everything()
    assert len(mailbox.taken) == 1
    assert wiring.people.show_account(reader).refusal == ""


def told_again(region, hands, ask):
    """Something happens of which an email goes, long after the one before it."""
    ((known,),) = ask("SELECT count(*) FROM submission")
    hands.upload(region.provider, f"export {known}".encode())
    later(ask)
    go_round(hands)


def test_nobody_writes_for_ever_to_an_address_that_refuses(wiring, region, hands, mailbox, reader, ask):
    mailbox.to_recipient = "550 5.1.1 unknown"
    for _ in range(MOST_REFUSALS + 2):
        told_again(region, hands, ask)

    assert [state for state, *_ in emails(ask)] == ["quarantined"] * MOST_REFUSALS
    assert wiring.people.show_account(reader).is_given_up
    people = {each.login: each.gets_no_email for each in wiring.people.colleagues.list(reader).people}
    assert people[reader.login] is True
    assert sum(people.values()) == 1

    mailbox.to_recipient = "250 ok"
    wiring.people.choose_notices(reader, NoticeChoice("anna@elders.example"), PASSWORD)
    told_again(region, hands, ask)

    assert {each["To"] for each in mailbox.taken} == {"anna@elders.example"}
    assert not wiring.people.show_account(reader).is_given_up


def test_an_email_that_arrives_makes_earlier_refusals_count_no_more(region, hands, mailbox, reader, ask):
    mailbox.to_recipient = "550 5.1.1 unknown"
    told_again(region, hands, ask)
    told_again(region, hands, ask)
    mailbox.to_recipient = "250 ok"
    told_again(region, hands, ask)

    assert len(mailbox.taken) == 1
    assert ask("SELECT refusals, refused_at FROM notice_choice WHERE account_id = %s", reader.account) == [
        (0, None)
    ]


def test_what_one_refuses_stops_no_email_to_another(region, hands, mailbox, reader_of, ask):
    first = reader_of(region.provider, NoticeChoice(ADDRESS))
    reader_of(region.other_provider, NoticeChoice("carla@zorg-twee.example"))
    ask("UPDATE notice_choice SET refusals = %s WHERE account_id = %s", MOST_REFUSALS, first.account)

    hands.upload(region.provider)
    hands.upload(region.other_provider, b"another")
    go_round(hands)

    assert {each["To"] for each in mailbox.taken} == {"carla@zorg-twee.example"}


@pytest.mark.usefixtures("reader")
def test_a_server_that_dies_after_it_took_a_email_gets_it_again_under_the_same_name(
    region, hands, mailbox, ask
):
    mailbox.dies = True
    hands.upload(region.provider)
    go_round(hands)
    mailbox.dies = False
    later(ask)
    go_round(hands)

    first, second = mailbox.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert emails(ask)[0][0] == "done"


@pytest.mark.usefixtures("reader")
def test_who_lost_its_lease_writes_nothing_down(wiring, region, hands, queue, ask):
    hands.upload(region.provider)
    hands.do_everything()
    wiring.jobs.reconcile()
    ((_, job_id),) = [each for each in queue.take() if each[0] is JobKind.SEND_EMAIL]
    job = wiring.jobs.claim(job_id, "slow")
    ask("UPDATE job SET attempt = attempt + 1 WHERE id = %s", job_id)

    with pytest.raises(LostLeaseError):
        wiring.jobs.perform[JobKind.SEND_EMAIL](job)

    assert ask("SELECT count(*) FROM notice_copy WHERE sent_at IS NOT NULL") == [(0,)]


@pytest.mark.usefixtures("reader")
def test_a_thousand_notices_are_one_email_and_none_twice(region, hands, mailbox, ask):
    ask(
        "INSERT INTO notice (id, organisation_id, told_by, kind, key, facts, created_at)"
        " SELECT gen_random_uuid(), %(us)s, %(us)s, 'received', each::text,"
        " jsonb_build_object('submission', each::text), now() FROM generate_series(1, 1000) AS each".replace(
            "%(us)s", f"'{region.provider.organisation.id}'"
        )
    )
    for _ in range(3):
        go_round(hands)
        later(ask)

    (email,) = mailbox.taken
    assert email["Subject"] == "Aanlevering ontvangen (1000)"
    assert "En nog 975." in email.get_content()


@pytest.mark.usefixtures("reader")
def test_without_a_mail_server_notices_wait_and_what_is_a_week_old_is_in_no_email(
    settings, engine, queue, region, mailbox, ask
):
    without = build(replace(settings, smtp_host=""), engine=engine, queue=queue)
    hands = Hands(without, queue)
    hands.upload(region.provider)
    hands.upload(region.provider, b"kwartaal")
    go_round(hands)
    assert ask("SELECT count(*) FROM job WHERE kind = 'send-email'") == [(0,)]
    assert "mail: not set" in without.jobs.tell_readiness().lines()[-1]
    without.close()

    ask("""
        UPDATE notice SET created_at = now() - interval '8 days'
        WHERE kind = 'ready' OR ctid = (SELECT ctid FROM notice ORDER BY ctid LIMIT 1)""")
    with_server = build(settings, engine=engine, queue=queue)
    go_round(Hands(with_server, queue))
    with_server.close()

    assert [each["Subject"] for each in mailbox.taken] == ["Aanlevering ontvangen"]


def test_a_municipality_is_reminded_once_of_what_it_did_not_fetch(wiring, region, hands, ask):
    hands.deliver(region.provider)
    fetched = next(iter(wiring.reports.list(region.amsterdam)))
    wiring.reports.download(region.amsterdam, fetched.id)
    ask("UPDATE submission_municipality SET sent_at = sent_at - interval '7 days'")

    for _ in range(2):
        wiring.jobs.reconcile()

    told = [each.notice for each in wiring.people.list_notices(region.utrecht)]
    assert [each.kind.code for each in told] == ["not-fetched", "sent"]
    assert told[0].words.nl == ("Rapportages van Zorg Een staan al 7 dagen klaar en zijn nog niet opgehaald.")
    assert [each.notice.kind.code for each in wiring.people.list_notices(region.amsterdam)] == ["sent"]
