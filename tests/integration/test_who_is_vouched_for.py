"""Signing in where somebody outside vouches for people, against a real provider over HTTP."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from service.domain.identity import NumberTakenError, Scheme
from service.openid_client import COMES_BACK_AT
from service.web.application import create_app
from service.web.shared.current import current_wiring
from service.wiring import build, build_registration
from tests.tools.forged_tokens import signed_by_nobody, signed_with_the_public_key
from tests.tools.openid_provider import CLIENT, SECRET, Person, provider_listening


def rsa_key():
    key = rsa.generate_private_key(65537, 2048)
    return pem_of(key), RSAKey.import_key(pem_of(key))


def ec_key():
    key = ec.generate_private_key(ec.SECP256R1())
    return pem_of(key), ECKey.import_key(pem_of(key))


def pem_of(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def settings_of(app):
    with app.app_context():
        return current_wiring().settings


ANNA = Person("4f2a-anna", {"preferred_username": "Anna de Vries", "kvk": "12345678"})
LEVELS = '[levels]\nknown = ["loa2", "loa3"]\nneeded = { reject = "loa3" }\n'


@pytest.fixture
def provider():
    with provider_listening(f"http://127.0.0.1:8000{COMES_BACK_AT}") as listening:
        listening.who = ANNA
        yield listening


@pytest.fixture
def service(settings, region, provider, tmp_path):
    """A service at which this provider vouches for people; a call makes it with more in its file."""
    built = []

    def start(more="", key=None):
        (tmp_path / "secret").write_bytes(key or SECRET.encode())
        (tmp_path / "identity.toml").write_text(
            f'[provider]\nissuer = "{provider.issuer}"\nclient_id = "{CLIENT}"\nname = "eHerkenning"\n'
            f'client_{"key" if key else "secret"}_file = "secret"\n'
            f'[claims]\nkvk = "kvk"\noin = "oin"\nagb = "agb"\ngemeentecode = "gemeente"\n{more}'
        )
        made = build(replace(settings, identity_file=str(tmp_path / "identity.toml")))
        built.append(made)
        return create_app(made)

    register = build_registration(settings)
    with register.stores.registering() as registry:
        registry.register_number(region.provider.organisation.id, Scheme.KVK, "12345678")
        registry.register_number(region.utrecht.organisation.id, Scheme.OIN, "00000001234567890000")
    register.close()
    yield start
    for each in built:
        each.close()


def come_back(browser, start="/inloggen/elders"):
    """Follow our link to the provider, which sends the browser straight back."""
    left = browser.get(start)
    assert left.status_code == 303, left.text
    sent = httpx.get(left.headers["Location"])
    assert sent.status_code == 302, sent.text
    back = urlsplit(sent.headers["Location"])
    return browser.get(f"{back.path}?{back.query}")


def test_who_comes_the_first_time_gets_an_account_of_its_organisation_and_keeps_it(service, ask):
    app = service()
    first, again = app.test_client(), app.test_client()

    response = come_back(first, "/inloggen/elders?verder=/aanleveringen")

    assert (response.status_code, response.headers["Location"]) == (303, "/aanleveringen")
    assert "Zorg Een" in first.get("/").text
    assert come_back(again).headers["Location"] == "/"
    assert ask("SELECT login, password_hash, role FROM account WHERE password_hash = ''") == [
        ("anna-de-vries", "", "member")
    ]
    assert ask("SELECT assurance, is_vouched FROM session") == [("loa2", True), ("loa2", True)]
    assert ask("SELECT actor, result FROM act WHERE action = 'signed_in'") == [("anna-de-vries", "done")] * 2


def test_the_sign_in_page_offers_it_beside_a_password(service):
    page = service().test_client().get("/inloggen?verder=/aanleveringen").text

    assert 'href="/inloggen/elders?verder=/aanleveringen"' in page
    assert "Inloggen met eHerkenning" in page


def test_where_nobody_vouches_there_is_no_such_page(wiring):
    browser = create_app(wiring).test_client()

    assert "elders" not in browser.get("/inloggen").text
    assert browser.get("/inloggen/elders").status_code == 404
    assert browser.get(COMES_BACK_AT).status_code == 404


def test_nobody_signs_in_by_password_to_an_account_without_one(service):
    app = service()
    come_back(app.test_client())

    for password in ("", " ", "anna-de-vries"):
        with app.app_context():
            assert current_wiring().people.sign_in("anna-de-vries", password) is None


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"agb": "41234567"}, "Zorg Een"),
        ({"oin": "00000001234567890000"}, "Utrecht"),
        ({"gemeente": "0363"}, "Amsterdam"),
        ({"kvk": ["12345678"]}, "Zorg Een"),
        ({"kvk": "12345678", "agb": "41234567"}, "Zorg Een"),
    ],
)
def test_an_organisation_is_known_by_each_of_its_numbers(service, provider, claims, name):
    provider.who = Person("x", claims)
    browser = service().test_client()

    assert come_back(browser).status_code == 303
    assert name in browser.get("/").text


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"kvk": "87654321"}, "doet hier niet mee"),
        ({}, "doet hier niet mee"),
        ({"agb": "0344"}, "doet hier niet mee"),
        ({"gemeente": "41234567"}, "doet hier niet mee"),
        ({"kvk": "12345678", "agb": "47654321"}, "meer dan één organisatie"),
        ({"kvk": {"is": "12345678"}}, "doet hier niet mee"),
    ],
)
def test_who_comes_for_no_organisation_or_for_several_is_refused(service, provider, ask, claims, why):
    provider.who = Person("x", claims)
    browser = service().test_client()

    response = come_back(browser)

    assert response.status_code == 403
    assert why in response.text
    assert ask("SELECT count(*) FROM account WHERE password_hash = ''") == [(0,)]
    assert ask("SELECT actor, result FROM act WHERE action = 'signed_in'") == [("unknown", "refused")]


def test_who_moves_to_another_organisation_or_was_ended_is_refused(service, provider, ask):
    app = service()
    come_back(app.test_client())

    provider.who = Person(ANNA.subject, {"agb": "47654321"})
    assert "andere organisatie" in come_back(app.test_client()).text

    provider.who = ANNA
    ask("UPDATE account SET ended_at = now() WHERE login = 'anna-de-vries'")
    assert "beëindigd" in come_back(app.test_client()).text


def test_two_people_of_one_name_are_two(service, provider, ask):
    app = service()
    come_back(app.test_client())
    provider.who = Person("another", ANNA.claims)
    come_back(app.test_client())
    provider.who = Person("nameless", {"kvk": "12345678"})
    come_back(app.test_client())

    assert ask("SELECT login FROM account WHERE password_hash = '' ORDER BY login") == [
        ("anna-de-vries",), ("anna-de-vries-2",), ("medewerker",)
    ]  # fmt: skip


def test_the_role_comes_of_the_provider_where_the_operator_says_so(service, provider, ask):
    app = service('role = "groups"\nadministrators = ["beheer"]\n')
    roles = []
    for groups in (["beheer", "zorg"], ["zorg"], "beheer", None):
        provider.who = Person(ANNA.subject, {**ANNA.claims, "groups": groups})
        come_back(app.test_client())
        roles += ask("SELECT role FROM account WHERE login = 'anna-de-vries'")

    assert [role for (role,) in roles] == ["administrator", "member", "administrator", "member"]


def test_what_stands_at_the_userinfo_endpoint_only_is_read_there(service, provider):
    provider.said_in_token = False
    browser = service().test_client()

    assert come_back(browser).status_code == 303
    assert "Zorg Een" in browser.get("/").text


@pytest.mark.parametrize("make", [rsa_key, ec_key])
def test_we_are_known_by_a_key_of_ours_where_there_is_no_secret(service, provider, make):
    pem, public = make()
    provider.client.public_key = public

    assert come_back(service(key=pem).test_client()).status_code == 303


def forged(claims, _):
    return jwt.encode({"alg": "RS256", "kid": "first"}, claims, RSAKey.generate_key(2048))


def by_another_key(claims, _):
    return jwt.encode({"alg": "RS256", "kid": "other"}, claims, RSAKey.generate_key(2048))


def unsigned(claims, _):
    return signed_by_nobody(claims)


def by_what_everybody_knows(claims, key):
    return signed_with_the_public_key(claims, key.as_pem(private=False).decode())


def with_claims(**changed):
    def twist(claims, key):
        kept = {name: value for name, value in {**claims, **changed}.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "first"}, kept, key)

    return twist


@pytest.mark.parametrize(
    "twist",
    [
        forged,
        by_another_key,
        unsigned,
        by_what_everybody_knows,
        with_claims(iss="https://elsewhere.example"),
        with_claims(aud="another-client"),
        with_claims(aud=["another-client", CLIENT], azp="another-client"),
        with_claims(exp=1),
        with_claims(exp=None),
        with_claims(iat=4102444800),
        with_claims(nonce="of somebody else"),
        with_claims(nonce=None),
        with_claims(sub=None),
        lambda *_: "no token",
        lambda *_: "",
    ],
    ids=[
        *("forged", "another-key", "unsigned", "symmetric", "issuer", "audience", "party", "expired"),
        *("for-ever", "from-later", "nonce", "no-nonce", "nobody", "no-token", "empty"),
    ],
)
def test_a_token_that_is_not_of_the_provider_or_not_for_us_lets_nobody_in(service, provider, ask, twist):
    provider.twist = twist

    response = come_back(service().test_client())

    assert (response.status_code, "past niet bij uw vraag" in response.text) == (403, True)
    assert ask("SELECT count(*) FROM session") == [(0,)]


def test_a_new_key_of_the_provider_is_fetched_when_a_token_names_it(service, provider):
    app = service()
    assert come_back(app.test_client()).status_code == 303

    provider.new_key("second")

    assert come_back(app.test_client()).status_code == 303


def test_who_did_not_leave_with_this_browser_does_not_come_in(service, provider):
    app = service()
    left = app.test_client().get("/inloggen/elders")
    back = urlsplit(httpx.get(left.headers["Location"]).headers["Location"])

    stolen = app.test_client().get(f"{back.path}?{back.query}")

    assert stolen.status_code == 403
    assert provider.tokens == {}


def test_an_answer_counts_once_and_not_for_another_question(service):
    browser = service().test_client()
    left = browser.get("/inloggen/elders")
    back = urlsplit(httpx.get(left.headers["Location"]).headers["Location"])
    other = dict(parse_qsl(back.query)) | {"state": "another"}

    assert browser.get(back.path, query_string=other).status_code == 403
    assert browser.get(f"{back.path}?{back.query}").status_code == 403


def test_who_stops_there_is_told_so(service):
    browser = service().test_client()
    left = browser.get("/inloggen/elders")
    state = dict(parse_qsl(urlsplit(left.headers["Location"]).query))["state"]

    response = browser.get(COMES_BACK_AT, query_string={"state": state, "error": "access_denied"})

    assert (response.status_code, "U hebt het inloggen afgebroken." in response.text) == (403, True)


def test_a_provider_that_does_not_answer_is_told_and_a_password_works_on(service, provider):
    app = service()
    provider.stop()

    response = app.test_client().get("/inloggen/elders")

    assert (response.status_code, "antwoordt niet" in response.text) == (503, True)
    assert app.test_client().get("/inloggen").status_code == 200


def test_a_provider_that_calls_itself_otherwise_is_not_believed(service, provider):
    app = service()
    provider.issuer = "https://elsewhere.example"

    assert app.test_client().get("/inloggen/elders").status_code == 403


def test_an_act_that_needs_a_higher_level_is_not_done_before_one_signed_in_there(service, provider, region):
    provider.who = Person("judge", {"oin": "00000001234567890000"})
    browser = service(LEVELS).test_client()
    come_back(browser)
    report = f"/rapportages/{region.utrecht.organisation.id}"

    refused = browser.post(f"{report}/oordeel")
    come_back(browser, "/inloggen/elders?niveau=loa3")
    allowed = browser.post(f"{report}/oordeel")

    assert refused.status_code == 403
    assert f'href="/inloggen/elders?niveau=loa3&amp;verder={report}"' in refused.text
    assert provider.asked[-1]["acr_values"] == "loa3"
    assert "Log in op een hoger niveau" not in allowed.text


def test_a_level_that_nobody_knows_lets_nobody_in(service, provider):
    provider.level = "loa1"

    assert "niet genoeg" in come_back(service(LEVELS).test_client()).text


def test_who_is_vouched_for_needs_no_second_step_of_ours(service):
    app = service()
    strict = build(replace(settings_of(app), second_step="required"))
    browser = create_app(strict).test_client()

    assert come_back(browser).status_code == 303
    assert browser.get("/aanleveringen").status_code == 200
    strict.close()


def test_whose_password_is_elsewhere_is_offered_no_change_of_it_here(service):
    browser = service().test_client()
    come_back(browser)

    page = browser.get("/account").text

    assert "Verander het wachtwoord" not in page
    assert "U logt in bij een dienst buiten deze." in page


def test_two_organisations_are_never_known_by_one_number(settings, region):
    register = build_registration(settings)
    with register.stores.registering() as registry:
        registry.register_number(region.provider.organisation.id, Scheme.KVK, "12345678")
        registry.register_number(region.provider.organisation.id, Scheme.KVK, "12345678")

    with pytest.raises(NumberTakenError), register.stores.registering() as registry:
        registry.register_number(region.other_provider.organisation.id, Scheme.KVK, "12345678")
    register.close()
