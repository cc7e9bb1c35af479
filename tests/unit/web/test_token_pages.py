"""The page of tokens: made once, shown once, and gone when somebody says so."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from service.domain.access import NotFoundError
from service.domain.access_tokens import AccessToken, AccessTokenId, Scope, fit

TOKEN = AccessToken(
    id=AccessTokenId(UUID(int=5)),
    name="ECD <b>",
    scopes=frozenset({Scope.WRITE_SUBMISSIONS}),
    made_by="anna",
    made_at=datetime(2026, 1, 1, tzinfo=UTC),
    expires_at=datetime(2026, 1, 31, tzinfo=UTC),
)


@pytest.fixture
def made(wiring):
    """What was made; there is one token, of long ago."""
    asked, gone = [], []

    def make(viewer, wanted):
        asked.append(fit(wanted, viewer.organisation.kind))
        return "eenmaal_geheim"

    def revoke(_viewer, token):
        if token != TOKEN.id:
            raise NotFoundError(str(token))
        gone.append(token)

    wiring.programs = SimpleNamespace(
        list_tokens=lambda _viewer: (TOKEN,), make_token=make, revoke_token=revoke
    )
    return SimpleNamespace(asked=asked, gone=gone)


@pytest.mark.usefixtures("made")
def test_the_page_tells_what_each_token_is_for_and_that_it_has_expired(provider):
    page = provider.get("/account/tokens").text

    assert "ECD &lt;b&gt;" in page
    assert "aanleveren, aandachtspunten beantwoorden, versturen en terugnemen" in page
    assert "<strong>Verlopen</strong>" in page
    assert "Nog niet" in page
    assert 'value="rapportages:beoordelen"' not in page, "that is for municipalities"


def test_a_new_token_is_shown_once(provider, made):
    form = {"naam": " ECD, nacht ", "recht": ["aanleveringen:schrijven", "onzin"], "dagen": "90"}
    answer = provider.post("/account/tokens", data=form)

    assert 'value="eenmaal_geheim"' in answer.text
    assert [(each.name, each.scopes, each.days) for each in made.asked] == [
        ("ECD, nacht", frozenset({Scope.WRITE_SUBMISSIONS}), 90)
    ]
    assert "eenmaal_geheim" not in provider.get("/account/tokens").text


@pytest.mark.parametrize(
    "form",
    [
        {"naam": "", "recht": "aanleveringen:lezen", "dagen": "90"},
        {"naam": "ECD", "dagen": "90"},
        {"naam": "ECD", "recht": "rapportages:beoordelen", "dagen": "90"},
        {"naam": "ECD", "recht": "aanleveringen:lezen", "dagen": "eeuwig"},
    ],
)
def test_what_is_not_whole_makes_nothing_and_is_shown_again(provider, made, form):
    answer = provider.post("/account/tokens", data=form)

    assert answer.status_code == 400
    assert "Er is geen token gemaakt" in answer.text
    assert made.asked == []


def test_a_token_is_revoked_and_one_of_nobody_is_not_there(provider, made):
    answer = provider.post(f"/account/tokens/{TOKEN.id}/intrekken")

    assert (answer.status_code, answer.location) == (303, "/account/tokens?gezegd=ingetrokken")
    assert made.gone == [TOKEN.id]
    assert provider.post(f"/account/tokens/{UUID(int=6)}/intrekken").status_code == 404
