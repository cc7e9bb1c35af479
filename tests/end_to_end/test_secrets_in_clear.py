"""Secrets of people, programs and the service itself are shown once and afterwards nowhere in clear."""

import base64
import re

import pyotp
import pytest

from tests.tools.sinks import all_of_the_broker, back_up, below, every_row

FORM = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SHOWN = re.compile(r'id="(?:token|geheim|link|agenda-adres)"[^>]*value="([^"]+)"')
SCOPES = re.compile(r'name="recht" value="([^"]+)"')
BUCKET_KEY = "een-geheime-sleutel-van-een-emmer-0123456789"
WRONG_PASSWORD = "dit had iemand niet moeten typen 77"  # noqa: S105 - what must be kept nowhere
PAGES = ("/account", "/account/tokens", "/account/webhooks", "/mensen", "/kanalen", "/logboek", "/meldingen")
LISTS = ("webhooks", "kanalen", "gebeurtenissen", "logboek", "meldingen")


@pytest.fixture
def shown(service):
    """Every secret that there is, by what it is, and who is signed in."""
    browser = service.visit("groningen").browser

    def post(page, to, **form):
        token = FORM.search(browser.get(page).text)[1]
        answer = browser.post(to, data={"csrf_token": token, **form})
        assert answer.status_code == 200, (to, answer.status_code, answer.text)
        return answer.text

    scopes = SCOPES.findall(browser.get("/account/tokens").text)
    made = post("/account/tokens", "/account/tokens", naam="Pakket", dagen="30", recht=scopes)
    token = SHOWN.search(made)[1]
    program = {"Authorization": f"Bearer {token}"}
    hook = browser.post(
        "/api/v1/webhooks", json={"url": "https://pakket.voorbeeld.example/in"}, headers=program
    )
    bucket = {
        "soort": "s3",
        "adres": "https://s3.voorbeeld.example",
        "regio": "nl",
        "bucket": "rapportages",
        "sleutelnaam": "pakket",
    }
    channel = browser.post(
        "/api/v1/kanalen", json={"bestemming": bucket, "geheim": BUCKET_KEY}, headers=program
    )
    assert (hook.status_code, channel.status_code) == (201, 201), hook.text + channel.text
    invitation = SHOWN.search(post("/mensen", "/mensen/uitnodigingen", naam="Iemand", rol="member"))[1]
    calendar = SHOWN.search(post("/account", "/account/agenda"))[1]
    app = re.search(r'<code class="breaks">([^<]+)</code>', post("/account", "/account/tweede-stap"))[1]
    assert pyotp.TOTP(app.replace(" ", "")).now()
    wrong = {"gebruikersnaam": "groningen", "wachtwoord": WRONG_PASSWORD}
    sign_in = FORM.search(service.visit("almelo").browser.get("/account").text)[1]
    browser.post("/inloggen", data={"csrf_token": sign_in, **wrong})
    return (
        program,
        browser,
        {
            "token": token,
            "secret of a webhook": hook.json()["geheim"],
            "key of a bucket": BUCKET_KEY,
            "invitation": invitation.rpartition("/")[2],
            "address of a calendar": re.split(r"[/?=.]", calendar.removesuffix(".ics"))[-1],
            "second step": app.replace(" ", ""),
            "session": browser.cookies["eenmaal_sessie"],
            "password that was wrong": WRONG_PASSWORD,
            "secret of the service": service.settings.secret_key,
            "key of the service": service.settings.encryption_keys[0],
        },
    )


def in_every_form(secret):
    """As it is, as base64, and as bytes are shown in a row."""
    raws = [secret.encode()]
    if secret.startswith("whsec_"):
        raws.append(base64.b64decode(secret.removeprefix("whsec_")))
    for raw in raws:
        yield from (raw, base64.b64encode(raw).rstrip(b"="), raw.hex().encode())


def test_no_secret_is_in_a_log_a_page_an_event_a_row_or_a_back_up(service, broker_server, shown, tmp_path):
    program, browser, secrets = shown
    home = service.settings.state_dir
    pages = [browser.get(each) for each in PAGES]
    lists = [browser.get(f"/api/v1/{each}", headers=program) for each in LISTS]
    assert {each.status_code for each in (*pages, *lists)} == {200}, [each.text for each in lists]
    told = back_up(service, tmp_path / "reserve")
    sinks = {
        "logs": b"".join(each.read_bytes() for each in home.glob("*.log")),
        "pages": b"".join(each.content for each in pages),
        "answers of the API": b"".join(each.content for each in lists),
        "rows": b"".join(content for _, content in every_row(service)),
        "broker": b"".join(all_of_the_broker(broker_server)),
        "files": b"".join(each.read_bytes() for each in below(home)),
        "back-up": b"".join(each.read_bytes() for each in below(tmp_path / "reserve")) + told,
    }

    found = [
        (where, what)
        for where, content in sinks.items()
        for what, secret in secrets.items()
        if any(form in content for form in in_every_form(secret))
    ]

    assert found == []
    assert all(len(each) > 5 for each in secrets.values())
    assert b"groningen" in sinks["rows"], "it was looked at"
