"""Programs that sign who they are and get a token for some minutes: OAuth 2.0 with `private_key_jwt`."""

import time
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey

from service.domain.access_tokens import NewToken, NotAKeyError, Scope
from service.web.application import create_app
from tests.tools.forged_tokens import signed_by_nobody, signed_with_the_public_key

SCOPES = frozenset({Scope.READ_SUBMISSIONS, Scope.READ_REPORTS})
TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KEY = RSAKey.generate_key(2048)


def pem(key):
    return key.as_pem(private=False).decode()


def a_weak_key():
    public = rsa.generate_private_key(65537, 1024).public_key()  # noqa: S505 - that is what it is for
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.fixture
def viewer(wiring, region):
    return wiring.people.find_viewer(region.provider.login)


@pytest.fixture
def client(wiring, viewer):
    """The client_id of a program that is known by KEY."""
    wanted = NewToken(name="ECD", scopes=SCOPES, days=30, public_key=pem(KEY))
    return wiring.programs.make_token(viewer, wanted)


@pytest.fixture
def browser(wiring):
    return create_app(wiring).test_client()


@pytest.fixture
def endpoint(browser):
    """Where a token is issued, as a program finds it."""
    return browser.get("/.well-known/oauth-authorization-server").json["token_endpoint"]


def asked(browser, endpoint, assertion, **more):
    form = {"grant_type": "client_credentials", "client_assertion_type": TYPE, "client_assertion": assertion}
    return browser.post(urlsplit(endpoint).path, data={**form, **more})


def claims_of(client, endpoint):
    expires = int(time.time()) + 60
    return {"iss": client, "sub": client, "aud": endpoint, "exp": expires, "jti": str(uuid4())}


def signed(client, endpoint, key=KEY, alg="PS256", **changed):
    claims = {**claims_of(client, endpoint), **changed}
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": alg}, kept, key, algorithms=[alg])


def opened(browser, token, path="/api/v1/aanleveringen"):
    return browser.get(path, headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_library_that_signs_gets_a_token_that_opens_what_the_program_is_for(browser, client, endpoint):
    assertion = private_key_jwt_sign(KEY, client, endpoint, alg="PS256", expires_in=60)

    answer = asked(browser, endpoint, assertion)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert {name: answer.json[name] for name in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer",
        "expires_in": 600,
        "scope": "aanleveringen:lezen rapportages:lezen",
    }
    token = answer.json["access_token"]
    assert (opened(browser, token), opened(browser, token, "/api/v1/rapportages")) == (200, 200)
    assert opened(browser, token, "/api/v1/logboek") == 403


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        (RSAKey.generate_key(2048), "RS256"),
        (RSAKey.generate_key(3072), "PS512"),
        (ECKey.generate_key("P-256"), "ES256"),
        (ECKey.generate_key("P-384"), "ES384"),
    ],
)
def test_each_kind_of_key_serves(wiring, viewer, browser, endpoint, key, alg):
    wanted = NewToken(name="ECD", scopes=SCOPES, days=30, public_key=pem(key))
    client = wiring.programs.make_token(viewer, wanted)

    assert asked(browser, endpoint, signed(client, endpoint, key, alg)).status_code == 200


def test_less_may_be_asked_and_never_more(browser, client, endpoint):
    less = asked(browser, endpoint, signed(client, endpoint), scope="rapportages:lezen")
    more = asked(browser, endpoint, signed(client, endpoint), scope="rapportages:lezen logboek:lezen")

    assert less.json["scope"] == "rapportages:lezen"
    assert opened(browser, less.json["access_token"]) == 403
    assert (more.status_code, more.json["error"]) == (400, "invalid_scope")


def by_another_key(client, endpoint):
    return signed(client, endpoint, RSAKey.generate_key(2048))


def by_what_everybody_knows(client, endpoint):
    return signed_with_the_public_key(claims_of(client, endpoint), pem(KEY))


def unsigned(client, endpoint):
    return signed_by_nobody(claims_of(client, endpoint))


@pytest.mark.parametrize(
    "make",
    [
        by_another_key,
        by_what_everybody_knows,
        unsigned,
        lambda client, endpoint: signed(client, endpoint, exp=int(time.time()) - 60),
        lambda client, endpoint: signed(client, endpoint, exp=int(time.time()) + 3600),
        lambda client, endpoint: signed(client, endpoint, exp=None),
        lambda client, endpoint: signed(client, endpoint, jti=None),
        lambda client, endpoint: signed(client, endpoint, jti=["a"]),
        lambda client, _: signed(client, "https://elsewhere.example/token"),
        lambda client, endpoint: signed(client, endpoint, sub=str(uuid4())),
        lambda client, endpoint: signed(client, endpoint, iss="elsewhere"),
        lambda _, endpoint: signed(str(uuid4()), endpoint),
        lambda _, endpoint: signed("no uuid", endpoint),
        lambda client, endpoint: signed(client, endpoint, sub=7),
        lambda *_: "",
        lambda *_: "a.b.c",
        lambda *_: "é" * 500,
        lambda *_: "e30.W10.",
    ],
)
def test_who_is_not_known_gets_nothing(browser, client, endpoint, make):
    answer = asked(browser, endpoint, make(client, endpoint))

    assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")
    assert "eenmaal_" not in answer.text


def test_what_was_signed_counts_once(browser, client, endpoint):
    assertion = signed(client, endpoint)

    assert asked(browser, endpoint, assertion).status_code == 200
    assert asked(browser, endpoint, assertion).json["error"] == "invalid_client"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"grant_type": "password", "username": "a", "password": "b"},
        {"grant_type": "authorization_code"},
    ],
)
def test_another_way_to_get_a_token_there_is_not(browser, endpoint, form):
    answer = browser.post(urlsplit(endpoint).path, data=form)

    assert (answer.status_code, answer.json["error"]) == (400, "unsupported_grant_type")


def test_a_revoked_program_and_its_tokens_open_nothing(browser, wiring, viewer, client, endpoint):
    token = asked(browser, endpoint, signed(client, endpoint)).json["access_token"]
    (listed,) = wiring.programs.list_tokens(viewer)

    wiring.programs.revoke_token(viewer, listed.id)

    assert (str(listed.id), listed.has_key, listed.name) == (client, True, "ECD")
    assert opened(browser, token) == 401
    assert asked(browser, endpoint, signed(client, endpoint)).status_code == 401


def test_a_program_whose_person_left_is_not_known(browser, client, endpoint, region, ask):
    token = asked(browser, endpoint, signed(client, endpoint)).json["access_token"]

    ask("UPDATE account SET ended_at = now() WHERE login = %s", region.provider.login)

    assert opened(browser, token) == 401
    assert asked(browser, endpoint, signed(client, endpoint)).status_code == 401


def test_a_token_ends_after_ten_minutes_and_is_forgotten(browser, client, endpoint, ask):
    token = asked(browser, endpoint, signed(client, endpoint)).json["access_token"]
    ask("UPDATE access_token SET expires_at = now() - interval '1 second' WHERE issued_to IS NOT NULL")

    assert opened(browser, token) == 401
    asked(browser, endpoint, signed(client, endpoint))
    assert ask("SELECT count(*) FROM access_token WHERE issued_to IS NOT NULL") == [(1,)]


@pytest.mark.parametrize(
    "key",
    [
        "no key",
        KEY.as_pem(private=True).decode(),
        a_weak_key(),
        pem(OKPKey.generate_key("Ed25519")),
        "x" * 20_000,
    ],
    ids=["no-key", "private", "weak", "another-kind", "long"],
)
def test_what_is_no_public_key_is_refused_when_it_is_given(wiring, viewer, key):
    wanted = NewToken(name="ECD", scopes=SCOPES, days=30, public_key=key)

    with pytest.raises(NotAKeyError):
        wiring.programs.make_token(viewer, wanted)
