"""The file that says who vouches for people: read whole, or refused with the key that cannot be."""

import json
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from joserfc.jwk import RSAKey

from service.domain.identity import AssuranceTooLowError, AssuredAct, Scheme
from service.given_values import SettingsError
from service.identity_file import Outside, read_identity_file
from service.openid_client import Asked, OpenIdClient

WHOLE = """
[provider]
issuer = "https://keycloak.example/realms/zorg"
client_id = "eenmaal"
client_secret_file = "secret"
name = "eHerkenning"
[claims]
kvk = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
agb = "agb"
role = "groups"
administrators = ["beheer"]
[levels]
known = ["second-step", "loa3", "loa4"]
needed = { publish = "loa3", evidence = "loa4" }
"""


@pytest.fixture
def written(tmp_path):
    (tmp_path / "secret").write_text("between us\n")

    def write(text):
        (tmp_path / "identity.toml").write_text(text)
        return read_identity_file(str(tmp_path / "identity.toml")).provider

    return write


def test_a_file_is_read_whole(written):
    provider = written(WHOLE)

    assert (provider.issuer, provider.client_secret) == (
        "https://keycloak.example/realms/zorg",
        "between us",
    )
    assert provider.claims.organisation == {
        Scheme.AGB: "agb",
        Scheme.KVK: "urn:etoegang:1.9:EntityConcernedID:KvKnr",
    }
    assert "between us" not in repr(provider)


@pytest.mark.parametrize(
    ("act", "level", "is_enough"),
    [
        (AssuredAct.PUBLISH, "loa3", True),
        (AssuredAct.PUBLISH, "loa4", True),
        (AssuredAct.PUBLISH, "second-step", False),
        (AssuredAct.PUBLISH, "password", False),
        (AssuredAct.PUBLISH, "", False),
        (AssuredAct.EVIDENCE, "loa3", False),
        (AssuredAct.REJECT, "password", True),
    ],
)
def test_each_act_needs_its_own_level(written, act, level, is_enough):
    levels = written(WHOLE).levels

    if is_enough:
        levels.require(act, level)
        return
    with pytest.raises(AssuranceTooLowError):
        levels.require(act, level)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("https://", "http://"), "provider.issuer must be an https address"),
        (('zorg"', 'zorg?a=b"'), "provider.issuer must be an https address"),
        (('client_id = "eenmaal"', 'client_id = ""'), "provider.client_id"),
        (('client_id = "eenmaal"', 'client = "eenmaal"'), "provider.client"),
        (('name = "eHerkenning"', "name = 3"), "provider.name"),
        (('client_secret_file = "secret"', ""), "client_secret_file or client_key_file, one of the two"),
        (('"secret"', '"nowhere"'), "nowhere cannot be read: FileNotFoundError"),
        (('agb = "agb"', 'agbcode = "agb"'), "claims.agbcode"),
        (('publish = "loa3"', 'publish = "loa9"'), "publish needs loa9, which is not among the known levels"),
        (('publish = "loa3"', 'delete = "loa3"'), "levels.needed"),
        (("[levels]", "[levels"), "is no TOML"),
    ],
)
def test_what_cannot_be_is_named(written, change, words):
    with pytest.raises(SettingsError) as refused:
        written(WHOLE.replace(*change))

    assert words in str(refused.value)
    assert "between us" not in str(refused.value)


def test_a_provider_that_says_nothing_of_an_organisation_is_refused(written):
    with pytest.raises(SettingsError, match="claims must say where"):
        written(WHOLE.replace('agb = "agb"', "").replace("kvk =", "name ="))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SettingsError, match="EENMAAL_IDENTITY_FILE cannot be read: FileNotFoundError"):
        read_identity_file(str(tmp_path / "nowhere.toml"))
    assert read_identity_file("") == Outside()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (b"no key", "is no private key in PEM without a password"),
        (
            rsa.generate_private_key(65537, 2048).private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"locked")
            ),
            "is no private key in PEM without a password",
        ),
        (
            ed25519.Ed25519PrivateKey.generate().private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            ),
            "must be a key of RSA or of an elliptic curve",
        ),
    ],
    ids=["no-key", "locked", "another-kind"],
)
def test_a_key_that_cannot_sign_for_us_is_refused_at_the_start(written, tmp_path, key, words):
    (tmp_path / "secret").write_bytes(key)

    with pytest.raises(SettingsError, match=words):
        written(WHOLE.replace("client_secret_file", "client_key_file"))


def test_the_description_that_keycloak_publishes_is_understood(written):
    published = json.loads((Path(__file__).parent / "keycloak_openid_configuration.json").read_text())
    answers = {
        f"{published['issuer']}/.well-known/openid-configuration": published,
        published["jwks_uri"]: {"keys": [RSAKey.generate_key(2048).as_dict(private=False)]},
    }
    http = httpx.Client(
        transport=httpx.MockTransport(lambda asked: httpx.Response(200, json=answers[str(asked.url)]))
    )
    client = OpenIdClient(written(WHOLE), "https://eenmaal.example/inloggen/elders/terug", http)

    address = httpx.URL(client.address(Asked("state", "nonce", "verifier"), "loa3"))

    assert str(address.copy_with(query=None)) == published["authorization_endpoint"]
    assert dict(address.params) == {
        "response_type": "code",
        "client_id": "eenmaal",
        "redirect_uri": "https://eenmaal.example/inloggen/elders/terug",
        "scope": "openid profile",
        "state": "state",
        "nonce": "nonce",
        "code_challenge": "iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ",
        "code_challenge_method": "S256",
        "acr_values": "loa3",
        "prompt": "login",
    }
