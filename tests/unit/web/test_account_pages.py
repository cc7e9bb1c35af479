"""The account page and the list of notices: what a person chooses, and what is said when that cannot be."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from service.domain.access import OrganisationKind
from service.domain.notices.choices import NoticeChoice, Pace
from service.domain.notices.kinds import FINDINGS, RECEIVED, Notice, kinds_for
from service.domain.passwords import Unfit
from service.domain.sessions import Session, SessionId
from service.domain.sign_in_brake import TooManyTriesError
from service.storage.notices import ToldNotice
from service.use_cases.people.change_password import WrongPassword
from service.use_cases.people.show_account import AccountPage


@pytest.fixture
def chosen(wiring):
    """What the page shows; what is chosen comes after it."""
    kept = [NoticeChoice("anna@zorg.example", Pace.DAILY, frozenset({"received"}))]
    wiring.people.show_account = lambda viewer: AccountPage(
        choice=kept[-1], kinds=kinds_for(viewer.organisation.kind), refusal="", has_mail_server=True
    )
    wiring.people.choose_notices = lambda _viewer, choice, _password: kept.append(choice)
    return kept


def test_the_page_shows_what_was_chosen(provider, chosen):
    page = provider.get("/account").text

    assert 'value="anna@zorg.example"' in page
    assert 'value="daily" checked' in page
    assert 'value="received">' in page
    assert 'value="findings" checked>' in page
    assert 'value="sent"' not in page, "that is for municipalities"
    assert chosen


def test_a_choice_is_kept_and_said(provider, chosen):
    answer = provider.post(
        "/account/meldingen", data={"email": " bert@zorg.example ", "hoe-vaak": "at-once", "soort": "ready"}
    )

    assert (answer.status_code, answer.location) == (303, "/account?gezegd=bewaard")
    codes = {each.code for each in kinds_for(OrganisationKind.PROVIDER)}
    assert chosen[-1] == NoticeChoice("bert@zorg.example", Pace.AT_ONCE, frozenset(codes - {"ready"}))
    assert "Uw keuze is bewaard" in provider.get(answer.location).text


def test_another_address_without_the_password_is_not_kept_and_shown_again(wiring, provider, chosen):
    wiring.people.choose_notices = lambda _viewer, _choice, _password: WrongPassword.WRONG
    answer = provider.post("/account/meldingen", data={"email": "bert@zorg.example", "wachtwoord": "geraden"})

    assert (answer.status_code, "geraden" in answer.text) == (400, False)
    assert "Een ander e-mailadres vraagt uw wachtwoord" in answer.text
    assert 'value="bert@zorg.example"' in answer.text
    assert len(chosen) == 1


@pytest.mark.parametrize("typed", ["anna", "a@b.nl\nBcc: c@d.nl", "<script>alert(1)</script>"])
def test_what_is_no_address_is_not_kept_and_shown_again(provider, chosen, typed):
    answer = provider.post("/account/meldingen", data={"email": typed, "hoe-vaak": "at-once"})

    assert answer.status_code == 400
    assert "Dit is geen e-mailadres." in answer.text
    assert "<script>alert" not in answer.text
    assert len(chosen) == 1


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize(
    ("outcome", "status", "said"),
    [
        (WrongPassword.WRONG, 400, "Het huidige wachtwoord klopt niet."),
        (Unfit.TOO_SHORT, 400, "ten minste 12 tekens"),
        (TooManyTriesError(timedelta(seconds=61)), 429, "Wacht 2 minuten"),
    ],
)
def test_a_password_that_is_not_changed_is_said_so_and_typed_nowhere(provider, wiring, outcome, status, said):
    def change(*_: object) -> object:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    wiring.people.change_password = change
    answer = provider.post(
        "/account/wachtwoord",
        data={"huidig": "geheim een", "nieuw": "geheim twee", "nogmaals": "geheim twee"},
    )

    assert answer.status_code == status
    assert said in answer.text
    assert "geheim" not in answer.text


@pytest.mark.usefixtures("chosen")
def test_a_password_that_is_not_typed_the_same_twice_is_not_looked_at(provider, wiring):
    wiring.people.change_password = None
    answer = provider.post("/account/wachtwoord", data={"huidig": "a", "nieuw": "b", "nogmaals": "c"})

    assert answer.status_code == 400
    assert "stond er niet hetzelfde" in answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_notices_are_told_in_the_readers_language_and_lead_on(wiring, sign_in_as, language):
    told = ToldNotice(Notice(FINDINGS, {"submission": "s"}), datetime(2026, 4, 2, 9, 0, tzinfo=UTC))
    wiring.people.list_notices = lambda _viewer: (told,)

    page = sign_in_as(OrganisationKind.PROVIDER, language).get("/meldingen").text

    assert FINDINGS.title.to(language) in page
    assert told.notice.words.to(language) in page
    assert 'href="/aanleveringen/s"' in page
    assert RECEIVED.title.to(language) not in page


def test_an_empty_list_says_what_will_stand_there(wiring, municipality):
    wiring.people.list_notices = lambda _viewer: ()

    assert "Er zijn nog geen meldingen." in municipality.get("/meldingen").text


@pytest.mark.parametrize("path", ["/account", "/meldingen"])
def test_who_is_not_signed_in_sees_neither(anonymous, path):
    assert anonymous.get(path).status_code == 303


def test_a_secret_address_is_shown_once_and_can_be_revoked(provider, chosen, wiring):
    acts = []
    wiring.people.make_calendar = lambda _viewer: acts.append("made") or "adres-1"
    wiring.people.revoke_calendar = lambda _viewer: acts.append("revoked")

    assert "Maak een adres" in provider.get("/account").text
    made = provider.post("/account/agenda").text
    revoked = provider.post("/account/agenda/intrekken")

    assert 'value="http://localhost/termijnen/adres-1.ics"' in made
    assert "Uw adres voor de agenda is gemaakt." in made
    assert revoked.location == "/account?gezegd=ingetrokken"
    assert acts == ["made", "revoked"]
    wiring.people.show_account = lambda viewer: AccountPage(
        choice=chosen[-1],
        kinds=kinds_for(viewer.organisation.kind),
        refusal="",
        has_mail_server=True,
        calendar_made_at=datetime(2026, 4, 1, 12, 5, tzinfo=UTC),
    )
    page = provider.get(revoked.location).text
    assert "gemaakt op 1 april 2026, 14:05" in page
    assert "Trek het adres in" in page
    assert "adres-1" not in page


HERE, THERE, OUTSIDE = (
    Session(
        id=SessionId(UUID(int=number)),
        opened_at=datetime(2026, 11, 30, 8 + number, 15, tzinfo=UTC),
        opened_at_address=address,
        last_used_at=datetime(2026, 11, 30, 14, number, tzinfo=UTC),
        level=level,
        is_vouched=level == "hoog",
        is_here=number == 1,
    )
    for number, (address, level) in enumerate(
        [("192.0.2.1", "password"), ("192.0.2.7", "second-step"), ("", "hoog")], start=1
    )
)


def test_every_session_is_shown_with_what_tells_it_from_the_others(wiring, provider, chosen):
    wiring.people.list_sessions = lambda _viewer, _token: (HERE, THERE, OUTSIDE)
    page = provider.get("/account").text

    assert "<strong>Hier</strong>, ingelogd op" in page
    assert "Netwerkadres 192.0.2.7" in page
    assert "met wachtwoord en code" in page
    assert "Adres niet bekend" in page
    assert "bij een dienst buiten deze" in page
    assert f"/account/sessies/{THERE.id}/beeindigen" in page
    assert f"/account/sessies/{HERE.id}/beeindigen" not in page, "who wants out here has its own button"
    assert "Log mij overal elders uit" in page
    assert chosen


def test_a_session_is_ended_and_that_is_said(wiring, provider, chosen):
    ended = []
    wiring.people.end_session = lambda _viewer, session: ended.append(session)
    answer = provider.post(f"/account/sessies/{THERE.id}/beeindigen")

    assert (answer.status_code, ended) == (303, [THERE.id])
    assert "Daar bent u nu uitgelogd." in provider.get(answer.location).text
    assert provider.post("/account/sessies/1/beeindigen").status_code == 404
    assert chosen
