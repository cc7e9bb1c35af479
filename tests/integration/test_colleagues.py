"""Who acts for an organisation: invited once, never without an administrator, and by a bureau for a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.access import AccountId, NotAllowedError, NotFoundError, Role
from service.domain.access_tokens import NewToken
from service.domain.access_tokens import Scope as TokenScope
from service.domain.colleagues import (
    LastAdministratorError,
    NotADelegationError,
    NotALoginError,
    NotAnInvitationError,
    Scope,
    Span,
)
from service.domain.passwords import Unfit
from service.domain.proof.keys import new_log_key, signer_of
from service.use_cases.jobs.grow_log import GrowLog
from service.web.application import create_app

KEY = new_log_key("test.localhost/logboek", bytes(32))
PASSWORD = "een lang wachtwoord"  # noqa: S105 - of an account that lives as long as a test
NOW = datetime.now(UTC)
WEEK = Span(NOW - timedelta(minutes=1), NOW + timedelta(days=7))


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY)


@pytest.fixture
def them(wiring):
    return wiring.people.colleagues


def come_in(them, viewer, login, role=Role.MEMBER):
    """Invite somebody, and let them take it up."""
    secret = them.invite(viewer, role)
    assert them.take_up_invitation(secret, login, PASSWORD, "test") is None
    return secret


def account_of(them, viewer, login):
    return next(each.account for each in them.list(viewer).people if each.login == login)


def acts(wiring, viewer):
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        return [(act.actor, act.origin, act.action) for act in work.acts.all()]


def test_an_invitation_makes_one_account_with_its_role_and_is_used_up(wiring, region, them, ask):
    secret = come_in(them, region.utrecht, "anna@utrecht.example")

    assert wiring.people.sign_in("anna@utrecht.example", PASSWORD, "test")
    found = wiring.people.find_viewer("anna@utrecht.example")
    assert (found.organisation, found.role) == (region.utrecht.organisation, Role.MEMBER)
    for again in (secret, "unknown"):
        with pytest.raises(NotAnInvitationError):
            them.take_up_invitation(again, "bert", PASSWORD, "test")
        with pytest.raises(NotAnInvitationError):
            them.show_invitation(again)
    assert ask("SELECT count(*) FROM invitation WHERE invitation::text LIKE %s", f"%{secret}%") == [(0,)]
    assert ("anna@utrecht.example", "test", "invitation_taken_up") in acts(wiring, region.utrecht)


def test_what_cannot_be_an_account_leaves_the_invitation_open(them, region):
    secret = them.invite(region.utrecht, Role.MEMBER)

    for login in ("provider", "a", "met spatie", "x" * 65):
        with pytest.raises(NotALoginError):
            them.take_up_invitation(secret, login, PASSWORD, "test")
    assert them.take_up_invitation(secret, "anna", "kort", "test") is Unfit.TOO_SHORT
    assert them.take_up_invitation(secret, "anna", "anna anna anna anna", "test") is Unfit.THE_LOGIN
    assert them.show_invitation(secret).organisation == region.utrecht.organisation
    assert them.take_up_invitation(secret, "anna", PASSWORD, "test") is None


def test_of_many_at_once_with_one_link_one_gets_in(them, region):
    secret = them.invite(region.utrecht, Role.MEMBER)

    def take(number):
        try:
            return them.take_up_invitation(secret, f"persoon{number}", PASSWORD, "test") is None
        except NotAnInvitationError:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, range(4))) == 1


def test_an_invitation_that_is_over_or_withdrawn_opens_nothing(them, region, ask):
    over, withdrawn, stays = (them.invite(region.utrecht, Role.MEMBER) for _ in range(3))
    ask(
        "UPDATE invitation SET expires_at = now() - interval '1 second' WHERE token_sha256 ="
        " encode(sha256(convert_to(%s, 'UTF8')), 'hex')",
        over,
    )
    with pytest.raises(NotAnInvitationError):
        them.show_invitation(over)
    newest, other = them.list(region.utrecht).invited
    with pytest.raises(NotFoundError):
        them.withdraw_invitation(region.amsterdam, newest.id)
    them.withdraw_invitation(region.utrecht, other.id)
    with pytest.raises(NotAnInvitationError):
        them.take_up_invitation(withdrawn, "anna", PASSWORD, "test")
    assert them.take_up_invitation(stays, "anna", PASSWORD, "test") is None


def test_only_an_administrator_lets_others_in_and_out(wiring, region, them):
    come_in(them, region.utrecht, "anna")
    member = wiring.people.find_viewer("anna")
    anna = account_of(them, region.utrecht, "anna")

    for refused in (
        lambda: them.invite(member, Role.ADMINISTRATOR),
        lambda: them.change_role(member, anna, Role.ADMINISTRATOR),
        lambda: them.end_account(member, account_of(them, region.utrecht, "utrecht")),
        lambda: them.give_delegation(member, "voorbeeldregio", Scope.ACT, WEEK),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    them.change_role(region.utrecht, anna, Role.ADMINISTRATOR)
    assert them.invite(wiring.people.find_viewer("anna"), Role.MEMBER)


def test_nobody_sees_or_changes_the_people_of_another(region, them):
    anna = account_of(them, region.utrecht, "utrecht")

    assert [each.login for each in them.list(region.amsterdam).people] == ["amsterdam"]
    with pytest.raises(NotFoundError):
        them.end_account(replace(region.amsterdam), anna)
    with pytest.raises(NotFoundError):
        them.change_role(region.amsterdam, anna, Role.ADMINISTRATOR)
    assert [each.login for each in them.list(region.utrecht).people] == ["utrecht"]


def test_the_last_administrator_stays_whoever_does_what_at_the_same_moment(wiring, region, them):
    come_in(them, region.utrecht, "anna", Role.ADMINISTRATOR)
    own, anna = account_of(them, region.utrecht, "utrecht"), account_of(them, region.utrecht, "anna")
    first, second = region.utrecht, wiring.people.find_viewer("anna")

    def done(act):
        try:
            act()
        except LastAdministratorError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        together = list(
            pool.map(
                done,
                (
                    lambda: them.end_account(first, anna),
                    lambda: them.change_role(second, own, Role.MEMBER),
                ),
            )
        )

    assert sum(together) == 1
    administrators = [each for each in them.list(region.utrecht).people if each.role is Role.ADMINISTRATOR]
    assert len(administrators) == 1
    with pytest.raises(LastAdministratorError):
        them.end_account(region.utrecht, administrators[0].account)


def test_who_left_is_out_at_once_with_tokens_and_sessions(wiring, region, them):
    come_in(them, region.utrecht, "anna")
    viewer = wiring.people.find_viewer("anna")
    session = wiring.people.sign_in("anna", PASSWORD, "test")
    new = NewToken(name="pakket", scopes=frozenset({TokenScope.READ_REPORTS}), days=30)
    token = wiring.programs.make_token(viewer, new)
    assert wiring.programs.recognise(token, "test")

    them.end_account(region.utrecht, account_of(them, region.utrecht, "anna"))

    assert wiring.programs.recognise(token, "test") is None
    assert wiring.people.recognise_viewer(str(getattr(session, "token", session)), "test") is None
    with pytest.raises(NotFoundError):
        wiring.people.find_viewer("anna")
    assert "anna" not in [each.login for each in them.list(region.utrecht).people]
    assert any(action == "account_ended" for _, _, action in acts(wiring, region.utrecht))


@pytest.fixture
def signed_in(wiring, them, region):
    """A browser in which somebody of the bureau is signed in, and their session."""
    come_in(them, region.bureau, "bureaumens")
    app = create_app(wiring)
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    answer = browser.post("/inloggen", data={"gebruikersnaam": "bureaumens", "wachtwoord": PASSWORD})
    assert answer.status_code == 303
    return browser


def test_a_bureau_acts_for_a_municipality_for_a_time_and_both_are_named(
    wiring, region, hands, them, signed_in
):
    hands.deliver(region.provider)
    given = them.give_delegation(region.utrecht, "voorbeeldregio", Scope.ACT, WEEK)
    assert signed_in.get("/rapportages").status_code == 403
    assert signed_in.post(f"/mensen/machtigingen/{given}/namens").status_code == 303

    page = signed_in.get("/rapportages")
    assert page.status_code == 200
    assert "U handelt namens Utrecht" in page.text
    (report, *_) = wiring.reports.list(region.utrecht)
    assert signed_in.get(f"/rapportages/{report.id}/bestand").status_code == 200
    done = [each for each in acts(wiring, region.utrecht) if each[2] == "report_downloaded"]
    assert [(actor, "bureau voorbeeldregio" in origin) for actor, origin, _ in done] == [("bureaumens", True)]
    GrowLog(wiring.stores, signer_of(KEY))()
    told = wiring.programs.list_events(region.utrecht, -1, 500)
    leaf = next(each.leaf.decode() for each in told if each.kind.value == "downloaded")
    assert '"origin":"person of bureau voorbeeldregio"' in leaf
    assert "bureaumens" not in leaf

    for closed in ("/mensen", "/kanalen", "/account", "/account/tokens", "/account/webhooks"):
        assert signed_in.get(closed).status_code == 403, closed
    them.end_delegation(region.utrecht, given)
    assert signed_in.get("/rapportages").status_code == 403
    assert signed_in.get("/mensen").status_code == 200


def test_who_may_only_look_changes_nothing(wiring, region, hands, them, signed_in):
    hands.deliver(region.provider)
    given = them.give_delegation(region.utrecht, "voorbeeldregio", Scope.READ, WEEK)
    signed_in.post(f"/mensen/machtigingen/{given}/namens")
    (report, *_) = wiring.reports.list(region.utrecht)

    assert signed_in.get(f"/rapportages/{report.id}").status_code == 200
    judged = signed_in.post(f"/rapportages/{report.id}/oordeel", data={"oordeel": "aanvaard"})
    assert judged.status_code == 403
    assert signed_in.post("/mensen/eigen-werk").status_code == 303
    assert "U handelt namens" not in signed_in.get("/").text


def test_a_delegation_begins_and_ends_by_itself_and_is_of_a_bureau_alone(region, them, signed_in, ask):
    later = Span(NOW + timedelta(days=1), NOW + timedelta(days=2))
    given = them.give_delegation(region.utrecht, "voorbeeldregio", Scope.ACT, later)
    assert signed_in.post(f"/mensen/machtigingen/{given}/namens").status_code == 404
    ask("UPDATE delegation SET begins_at = now()")
    assert signed_in.post(f"/mensen/machtigingen/{given}/namens").status_code == 303
    assert signed_in.get("/rapportages").status_code == 200
    ask("UPDATE delegation SET ends_at = now()")
    assert signed_in.get("/rapportages").status_code == 403

    for bureau, days in (
        ("41234567", WEEK),
        ("bestaat niet", WEEK),
        ("voorbeeldregio", Span(NOW, NOW - timedelta(days=1))),
        ("voorbeeldregio", Span(NOW, NOW + timedelta(days=400))),
    ):
        with pytest.raises(NotADelegationError):
            them.give_delegation(region.utrecht, bureau, Scope.ACT, days)
    with pytest.raises(NotAllowedError):
        them.give_delegation(region.provider, "voorbeeldregio", Scope.ACT, WEEK)
    with pytest.raises(NotFoundError):
        them.end_delegation(region.amsterdam, given)


def test_a_member_sees_channels_and_an_administrator_changes_them(wiring, region, them):
    come_in(them, region.utrecht, "anna")
    app = create_app(wiring)
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    browser.post("/inloggen", data={"gebruikersnaam": "anna", "wachtwoord": PASSWORD})

    assert browser.get("/kanalen").status_code == 200
    assert browser.post("/kanalen", data={"soort": "email", "email": "a@b.example"}).status_code == 403
    assert browser.post("/mensen/uitnodigingen", data={"rol": "administrator"}).status_code == 403
    assert wiring.channels.list(region.utrecht) == ()
    assert AccountId(account_of(them, region.utrecht, "anna"))
