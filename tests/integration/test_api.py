"""The API on a real database: by a token, from a file handed in to a verdict, and who gets what."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from service.domain.access import NotFoundError
from service.domain.access_tokens import NewToken, NotATokenError, Scope
from service.domain.proof.act_facts import ACT_FACTS
from service.domain.proof.events import KIND_OF_TYPE
from service.domain.proof.keys import new_log_key, signer_of
from service.domain.webhooks import MOST
from service.use_cases.jobs.grow_log import GrowLog
from service.web.application import create_app
from tests.tools.program import Program

KEY = new_log_key("test.localhost/logboek", bytes(32))
PROBLEM = "application/problem+json"


@pytest.fixture
def app(wiring):
    return create_app(wiring)


@pytest.fixture
def program(app, wiring):
    return partial(Program.of, app, wiring)


def a_form(content=b"an export", name="export.xlsx", **more):
    return {"bestand": (io.BytesIO(content), name), **more}


def hand_in(program, content=b"an export", **headers):
    return program.post("/aanleveringen", form=a_form(content), **headers)


def test_from_a_file_to_a_verdict(region, program, hands):
    provider, utrecht = program(region.provider), program(region.utrecht)

    received = hand_in(provider)
    assert received.status_code == 202
    address = received.headers["Location"].removeprefix("/api/v1")
    assert received.json["stand"] == "wordt-gecontroleerd"
    hands.do_everything()
    whole = provider.get(address).json
    assert (whole["stand"], whole["uitslag"]) == ("te-versturen", "goed-met-aandachtspunten")
    rows = whole["telling"]["rijen"]
    assert rows["binnen"] == rows["gerapporteerd"] + sum(rows["uitgesloten"].values()) == 3
    assert utrecht.get("/rapportages").json["resultaten"] == []

    outlook = provider.get(f"{address}/vooruitblik").json
    sent = provider.post(f"{address}/verzendingen", {"gezien": outlook["gezien"], "gemeenteCodes": ["0344"]})
    assert (sent.status_code, sent.json) == (201, {"gemeenteCodes": ["0344"]})

    (report, *_) = utrecht.get("/rapportages").json["resultaten"]
    assert (report["stand"], report["gemeente"]["code"]) == ("verstuurd", "0344")
    file = utrecht.get(f"/rapportages/{report['id']}", Accept=report["mediatype"])
    assert hashlib.sha256(file.data).hexdigest() == report["sha256"]
    assert file.data == utrecht.get(f"/rapportages/{report['id']}/bestand").data
    assert utrecht.get(f"/rapportages/{report['id']}", Accept="image/png").status_code == 406

    said = {"oordeel": "afgekeurd", "reden": "fout-in-gegevens", "toelichting": "De aantallen kloppen niet."}
    assert utrecht.post(f"/rapportages/{report['id']}/oordelen", said).status_code == 201
    told = provider.get(f"/rapportages/{report['id']}").json
    assert (told["stand"], told["oordeel"]) == ("afgekeurd", said)
    assert provider.get(address).json["stand"] == "afgekeurd-door-gemeente"
    assert provider.get("/aanleveringen?stand=verstuurd").json == {"resultaten": []}


@pytest.mark.parametrize("token", ["", "eenmaal_unknown", "something else"])
def test_who_brings_no_token_that_holds_is_told_how_to_get_one(app, token):
    refused = Program(app, token).get("/aanleveringen")

    assert (refused.status_code, refused.mimetype) == (401, PROBLEM)
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="eenmaal"'
    assert refused.json["title"] == "Geen geldig token"


def test_a_token_does_what_it_is_for(region, program, wiring):
    reading = program(region.provider, Scope.READ_SUBMISSIONS)

    assert reading.get("/aanleveringen").status_code == 200
    assert hand_in(reading).status_code == 403
    assert reading.get("/rapportages").status_code == 403
    assert wiring.submissions.list(region.provider) == ()
    assert program(region.bureau).get("/aanleveringen").status_code == 403


def test_who_may_not_is_told_what_lacks(region, program):
    reading = program(region.provider, Scope.READ_SUBMISSIONS, Scope.READ_LOG)

    lacks_scope = reading.get("/rapportages").json
    other_kind = program(region.bureau).get("/aanleveringen", **{"Accept-Language": "en"}).json

    assert lacks_scope["detail"].startswith(
        "Hiervoor heeft een token rapportages:lezen; dit token heeft aanleveringen:lezen, logboek:lezen."
    )
    assert other_kind["detail"] == "This is for providers only."


def test_a_token_ends_when_it_is_revoked_or_its_days_are_over(region, program, wiring, ask):
    own = program(region.provider)
    (token,) = wiring.programs.list_tokens(region.provider)
    assert token.last_used_at is None
    assert own.get("/aanleveringen").status_code == 200
    (used,) = wiring.programs.list_tokens(region.provider)
    assert used.last_used_at is not None

    with pytest.raises(NotFoundError):
        wiring.programs.revoke_token(region.other_provider, token.id)
    wiring.programs.revoke_token(region.provider, token.id)
    assert own.get("/aanleveringen").status_code == 401
    assert ask("SELECT action, result FROM act WHERE action LIKE 'token%' ORDER BY happened_at") == [
        ("token_made", "done"),
        ("token_revoked", "done"),
    ]


def test_an_expired_token_is_listed_and_opens_nothing(region, program, wiring, ask):
    own = program(region.provider)
    ask("UPDATE access_token SET expires_at = now() - interval '1 second'")

    assert own.get("/aanleveringen").status_code == 401
    assert len(wiring.programs.list_tokens(region.provider)) == 1


@pytest.mark.usefixtures("region")
def test_nothing_of_a_token_is_kept_but_its_hash(wiring, ask):
    new = NewToken(name="ECD", scopes=frozenset({Scope.READ_LOG}), days=30)
    secret = wiring.programs.make_token(wiring.people.find_viewer("provider"), new)

    for table in ("access_token", "act"):
        assert ask(f"SELECT count(*) FROM {table} WHERE {table}::text LIKE %s", f"%{secret}%") == [(0,)]  # noqa: S608 - two names of ours


@pytest.mark.parametrize(
    "wanted",
    [
        NewToken(name=" ", scopes=frozenset({Scope.READ_LOG}), days=30),
        NewToken(name="x" * 81, scopes=frozenset({Scope.READ_LOG}), days=30),
        NewToken(name="ECD", scopes=frozenset(), days=30),
        NewToken(name="ECD", scopes=frozenset({Scope.JUDGE_REPORTS}), days=30),
        NewToken(name="ECD", scopes=frozenset({Scope.READ_LOG}), days=3650),
    ],
)
def test_what_is_no_token_is_not_made(region, wiring, wanted):
    with pytest.raises(NotATokenError):
        wiring.programs.make_token(region.provider, wanted)

    assert wiring.programs.list_tokens(region.provider) == ()


def test_a_request_sent_twice_with_one_key_is_done_once_and_answered_twice(region, program, wiring):
    own = program(region.provider)

    first = hand_in(own, **{"Idempotency-Key": "nacht-1"})
    second = hand_in(own, **{"Idempotency-Key": "nacht-1"})

    assert second.status_code == first.status_code == 202
    assert second.json == first.json
    assert second.headers["Location"] == first.headers["Location"]
    assert second.headers["Idempotency-Replayed"] == "true"
    other = hand_in(own, b"another export", **{"Idempotency-Key": "nacht-1"})
    assert (other.status_code, other.mimetype) == (400, PROBLEM)
    assert [each["name"] for each in other.json["invalidParams"]] == ["Idempotency-Key"]
    assert len(wiring.submissions.list(region.provider)) == 1


def test_many_at_once_with_one_key_are_one_submission(region, program, wiring):
    own = program(region.provider)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: hand_in(own, **{"Idempotency-Key": "x"}), range(6)))

    assert {each.status_code for each in answers} <= {202, 409}
    assert len(wiring.submissions.list(region.provider)) == 1


def test_what_came_to_nothing_may_be_sent_again_with_the_same_key(region, program):
    own = program(region.provider)
    key = {"Idempotency-Key": "nacht-2"}

    wrong = own.post("/aanleveringen", form=a_form(sha256="ab" * 32), **key)
    assert (wrong.status_code, wrong.json["invalidParams"][0]["name"]) == (400, "sha256")
    right = own.post("/aanleveringen", form=a_form(sha256=hashlib.sha256(b"an export").hexdigest()), **key)
    assert right.status_code == 202


def test_everything_wrong_in_a_request_is_told_at_once_in_the_language_asked(region, program):
    own = program(region.provider)

    refused = own.get("/aanleveringen?aantal=veel&onbekend=1", **{"Accept-Language": "en-GB,en;q=0.9"})

    assert (refused.status_code, refused.headers["Content-Language"]) == (400, "en")
    assert {(each["name"], each["reason"]) for each in refused.json["invalidParams"]} == {
        ("aantal", "is no whole number"),
        ("onbekend", "does not exist"),
    }
    assert own.post("/aanleveringen", form={}).json["invalidParams"] == [
        {"name": "bestand", "reason": "ontbreekt: stuur een of meer bestanden mee"}
    ]


@pytest.mark.parametrize(
    ("asked", "name", "words"),
    [
        ("/aanleveringen?stand=foo", "stand", "verstuurd"),
        ("/aanleveringen?periode=ooit", "periode", "2026-Q1"),
        ("/rapportages?stand=foo", "stand", "opgehaald"),
        ("/rapportages?gemeenteCode=Utrecht", "gemeenteCode", "d{4}"),
        ("/rapportages?periode=ooit", "periode", "2026-Q1"),
        ("/aanleveringen/{submission}/bevindingen?ernst=hoog", "ernst", "houdt-tegen"),
        ("/uitvragen?stand=foo", "stand", "te-laat"),
        ("/vragen?stand=foo", "stand", "beantwoord"),
        ("/vragen?rapportage=x", "rapportage", "uuid"),
        ("/gebeurtenissen?soorten=foo", "soorten.0", "nl.eenmaal.rapportage.verstuurd"),
    ],
)
def test_a_filter_that_can_be_nothing_is_refused_with_what_it_can_be(region, program, asked, name, words):
    own = program(region.provider)
    submission = hand_in(own).json["id"]

    refused = own.get(asked.format(submission=submission))

    assert refused.status_code == 400
    (wrong,) = refused.json["invalidParams"]
    assert wrong["name"] == name
    assert words in wrong["reason"]


def test_a_body_that_lacks_is_told_how_to_send_one(region, program):
    own = program(region.provider)

    refused = own.post("/aanleveringen/6f1c9f9e-0000-4000-8000-000000000001/verzendingen")

    (wrong,) = refused.json["invalidParams"]
    assert (refused.status_code, wrong["name"]) == (400, "body")
    assert "{}" in wrong["reason"]


def test_what_is_too_large_is_told_how_large_it_may_be(region, program, wiring):
    limit = wiring.settings.upload_limit
    own = program(region.provider)

    announced = own.post("/bestanden", {"bestandsnaam": "export.xlsx", "bytes": limit + 1})
    brought = own.browser.post(
        "/api/v1/aanleveringen",
        headers=own.headers,
        data=bytes(limit + 2_000_000),
        content_type="multipart/form-data; boundary=x",
    )

    for each in (announced, brought):
        assert each.status_code == 413
        assert f"{limit / 1024 / 1024:.3g} MB" in each.json["detail"]


def test_what_cannot_be_sent_is_told_apart_from_what_changed(region, program, hands):
    own = program(region.provider)
    address = f"/aanleveringen/{hand_in(own, b'kwartaal afgekeurd').json['id']}"
    hands.do_everything()
    seen = own.get(f"{address}/vooruitblik").json["gezien"]
    other = f"/aanleveringen/{hand_in(own).json['id']}"
    hands.do_everything()

    refused = own.post(f"{address}/verzendingen", {"gezien": seen})
    stale = own.post(f"{other}/verzendingen", {"gezien": "iets anders"})

    assert (refused.status_code, stale.status_code) == (409, 409)
    assert "kan niet verstuurd worden" in refused.json["detail"]
    assert "niet meer wat u bekeek" in stale.json["detail"]


@pytest.mark.parametrize("path", ["/aanleveringen/", "/niets", "/aanleveringen/x", "/rapportages/1"])
def test_what_is_not_there_is_a_problem_and_no_page(region, program, path):
    missing = program(region.provider).get(path)

    assert (missing.status_code, missing.mimetype) == (404, PROBLEM)


def test_a_list_is_read_page_by_page_without_missing_what_comes_in_between(region, program):
    own = program(region.provider)
    for number in range(5):
        assert hand_in(own, b"export %d" % number).status_code == 202
    first = own.get("/aanleveringen?aantal=2")
    assert first.headers["Link"] == f'<{first.json["volgende"]}>; rel="next"'
    assert hand_in(own, b"one more").status_code == 202

    seen, page = list(first.json["resultaten"]), first.json
    while "volgende" in page:
        page = own.get(page["volgende"].removeprefix("/api/v1")).json
        seen += page["resultaten"]

    assert len({each["id"] for each in seen}) == len(seen) == 5
    for cursor in ("onzin", "%ff", "YWJj"):
        assert own.get(f"/aanleveringen?cursor={cursor}").status_code == 400


def test_what_has_not_changed_is_not_sent_again(region, program):
    own = program(region.provider)
    first = own.get("/gemeenten?aantal=3")

    again = own.get("/gemeenten?aantal=3", **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_nobody_gets_what_is_not_theirs(region, program, hands):
    provider = program(region.provider)
    hand_in(provider)
    hands.do_everything()
    (submission,) = provider.get("/aanleveringen").json["resultaten"]
    (report, *_) = provider.get("/rapportages").json["resultaten"]
    of_submission = ("", "/bevindingen", "/vooruitblik", "/kopie", "/rapportages")

    for viewer in (region.other_provider, region.utrecht, region.amsterdam, region.bureau):
        other = program(viewer)
        for path in of_submission:
            assert other.get(f"/aanleveringen/{submission['id']}{path}").status_code in (403, 404)
        for path in ("", "/bestand", "/uitleg?adres=A1"):
            assert other.get(f"/rapportages/{report['id']}{path}").status_code in (403, 404)
        assert other.get("/rapportages").json["resultaten"] == []


def test_events_come_once_each_in_order_and_go_on_where_one_left_off(region, program, hands, wiring):
    own = program(region.provider)
    hand_in(own)
    hands.do_everything()
    GrowLog(wiring.stores, signer_of(KEY))()

    first = own.get("/gebeurtenissen?aantal=2").json
    rest = own.get(f"/gebeurtenissen?cursor={first['verder']}").json

    every = [*first["resultaten"], *rest["resultaten"]]
    assert [each["type"] for each in every][:2] == [
        "nl.eenmaal.aanlevering.ontvangen",
        "nl.eenmaal.aanlevering.gecontroleerd",
    ]
    assert len({each["id"] for each in every}) == len(every)
    assert all("salt" not in each["data"]["feiten"] for each in every)
    last = own.get(f"/gebeurtenissen?cursor={rest['verder']}").json
    assert last == {"resultaten": [], "verder": rest["verder"]}
    assert program(region.other_provider).get("/gebeurtenissen").json["resultaten"] == []


def grow(wiring):
    GrowLog(wiring.stores, signer_of(KEY))()


def test_events_say_who_did_it_and_have_the_facts_that_are_described(region, program, hands, wiring):
    hands.deliver(region.provider)
    utrecht, provider = program(region.utrecht), program(region.provider)
    (report, *_) = utrecht.get("/rapportages").json["resultaten"]
    for each in (provider, utrecht):
        assert each.get(f"/rapportages/{report['id']}/bestand").status_code == 200
    grow(wiring)

    asked = "/gebeurtenissen?aantal=500&soorten=nl.eenmaal.rapportage.opgehaald"
    taken = [each["data"] for each in utrecht.get(asked).json["resultaten"]]
    every = provider.get("/gebeurtenissen?aantal=500").json["resultaten"]

    assert [each["soortOrganisatie"] for each in taken] == ["provider", "municipality"]
    assert taken[1]["organisatie"] == "0344"
    for each in every:
        facts = set(each["data"]["feiten"]) - {"municipality"}
        assert facts <= set(ACT_FACTS[KIND_OF_TYPE[each["type"]]])


def test_only_some_events_are_followed_page_by_page_and_from_now_on(region, program, hands, wiring):
    own = program(region.provider)
    assert own.get("/gebeurtenissen?cursor=nu").json == {"resultaten": []}
    hand_in(own, b"one")
    hand_in(own, b"another")
    hands.do_everything()
    grow(wiring)
    wanted = "soorten=nl.eenmaal.aanlevering.ontvangen&soorten=nl.eenmaal.aanlevering.gecontroleerd"

    seen, page = [], own.get(f"/gebeurtenissen?aantal=1&{wanted}").json
    while page["resultaten"]:
        seen += page["resultaten"]
        page = own.get(page["volgende"].removeprefix("/api/v1")).json

    assert len({each["id"] for each in seen}) == len(seen) == 4
    now = own.get("/gebeurtenissen?cursor=nu").json["verder"]
    hand_in(own, b"a third")
    grow(wiring)
    after = own.get(f"/gebeurtenissen?cursor={now}").json["resultaten"]
    assert [each["type"] for each in after] == ["nl.eenmaal.aanlevering.ontvangen"]


def test_a_webhook_is_made_with_its_place_and_each_mistake_has_its_own_words(region, program):
    own = program(region.provider)
    zorg = "https://93.184.216.34/gebeurtenissen"

    made = own.post("/webhooks", {"url": zorg})
    address = made.headers["Location"].removeprefix("/api/v1")

    assert (made.status_code, address) == (201, f"/webhooks/{made.json['id']}")
    known = own.get(address).json
    assert (known["url"], known["stand"], known["uitkomst"]) == (zorg, "actief", "")
    assert program(region.other_provider).get(address).status_code == 404
    for name, wrong, words in (
        ("url", {"url": "ftp://zorg.example/"}, "https://"),
        ("url", {"url": "http://127.0.0.1:8000/x"}, "EENMAAL_PRIVATE_WEBHOOKS"),
        ("url", {"url": "https://localhost/x"}, "EENMAAL_PRIVATE_WEBHOOKS"),
        ("url", {"url": "https://10.0.0.1/x"}, "EENMAAL_PRIVATE_WEBHOOKS"),
        ("url", {"url": "http://93.184.216.34/x"}, "https"),
        ("soorten.0", {"url": zorg, "soorten": ["onzin"]}, "nl.eenmaal.rapportage.verstuurd"),
    ):
        refused = own.post("/webhooks", wrong)
        assert (refused.status_code, refused.json["invalidParams"][0]["name"]) == (400, name)
        assert words in refused.json["invalidParams"][0]["reason"]
    for _ in range(MOST - 1):
        assert own.post("/webhooks", {"url": zorg}).status_code == 201
    too_many = own.post("/webhooks", {"url": zorg})
    assert (too_many.status_code, str(MOST) in too_many.json["detail"]) == (409, True)


def test_every_other_list_is_there(region, program):
    own = program(region.utrecht)

    asked = {"aanbiederCode": "1", "gemeenteCode": "0344", "formaat": "x", "tot": "2026-01-01", "reden": "x"}
    assert own.post("/uitvragen/uitstel", {**asked, "periode": "ooit"}).status_code == 400
    assert own.post("/uitvragen/uitstel", {**asked, "periode": "2026-Q1"}).status_code == 404
    assert own.post("/bewijsbestanden", {"periode": "ooit"}).status_code == 400
    for path in (
        "/meldingen",
        "/webhooks",
        "/gemeenten",
        "/formaten",
        "/uitvragen",
        "/regeldruk",
        "/regeldruk/schraplijst",
        "/logboek",
        "/gebeurtenissen",
    ):
        found = own.get(path)
        assert (found.status_code, found.mimetype) == (200, "application/json"), path
        assert found.headers["API-Version"] == "1.0.0"
        assert found.headers["Cache-Control"] == "no-store"


def test_a_question_is_asked_answered_and_closed_by_programs_and_told_as_events(
    region, program, hands, wiring
):
    hands.deliver(region.provider)
    provider, utrecht, bureau = map(program, (region.provider, region.utrecht, region.bureau))
    (report, *_) = utrecht.get("/rapportages").json["resultaten"]
    new = {"rapportage": report["id"], "tekst": "Waarom is dit zo veel?"}

    asked = [utrecht.post("/vragen", new, **{"Idempotency-Key": "een"}) for _ in range(2)]
    address = asked[0].headers["Location"].removeprefix("/api/v1")
    assert [each.status_code for each in asked] == [201, 201]
    assert (asked[0].json["stand"], asked[0].json["aanZet"]) == ("open", "aanbieder")
    answered = provider.post(f"{address}/berichten", {"tekst": "Twee trajecten liepen uit."})
    assert (answered.status_code, answered.json["aanZet"]) == (201, "gemeente")
    told = bureau.get("/vragen?stand=beantwoord").json["resultaten"]
    assert [sorted(each) for each in told[0]["berichten"]] == [["gezegdOp", "van"]] * 2
    closed = utrecht.post(f"{address}/afsluitingen")
    assert (closed.status_code, closed.json["stand"]) == (201, "gesloten")

    assert provider.post(f"{address}/berichten", {"tekst": "Nog iets."}).status_code == 409
    assert provider.post("/vragen", new).status_code == 403
    assert program(region.amsterdam).get(address).status_code == 404
    nothing = "6f1c9f9e-0000-4000-8000-000000000001"
    assert utrecht.get(f"/vragen?rapportage={nothing}").json["resultaten"] == []
    for name, wrong in (
        ("tekst", {"tekst": "Is dit 999990019?"}),
        ("tekst", {"tekst": " "}),
        ("plaats", {"plaats": {"cel": "Blad!A1"}}),
        ("plaats", {"plaats": {"tabel": "Blad", "kolom": "Niets"}}),
    ):
        refused = utrecht.post("/vragen", {**new, **wrong})
        assert (refused.status_code, refused.json["invalidParams"][0]["name"]) == (400, name)

    GrowLog(wiring.stores, signer_of(KEY))()
    events = utrecht.get("/gebeurtenissen?aantal=500").json["resultaten"]
    assert [each["type"] for each in events if ".vraag." in each["type"]] == [
        "nl.eenmaal.vraag.gesteld",
        "nl.eenmaal.vraag.beantwoord",
        "nl.eenmaal.vraag.gesloten",
    ]
