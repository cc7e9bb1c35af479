"""The API on formats that are being written: from a text or workbook to what a second person is asked."""

import io
from functools import partial

import pytest

from service.domain.access import OrganisationKind
from service.domain.access_tokens import Scope
from service.web.application import create_app
from service.wiring import build, build_registration
from tests.conftest import Hands
from tests.tools.exports import REPOSITORY
from tests.tools.program import Program

FORMAT, VERSION = "voorbeeldregio-noord/kwartaal", "2026-01"
TEMPLATE = REPOSITORY / "templates" / "reports" / "voorbeeldregio-noord" / "kwartaalrapportage.xlsx"
PEOPLE = {
    "anna": (OrganisationKind.MUNICIPALITY, "0014"),
    "bert": (OrganisationKind.MUNICIPALITY, "0014"),
    "carla": (OrganisationKind.MUNICIPALITY, "0141"),
    "fatima": (OrganisationKind.PROVIDER, "06011234"),
}


@pytest.fixture
def real(settings, queue):
    made = build(settings, queue=queue)
    yield made
    made.close()


@pytest.fixture
def programs(settings, real):
    """By name, each by a token of that person."""
    register, of = build_registration(settings), partial(Program.of, create_app(real), real)
    found = {}
    for login, (kind, code) in PEOPLE.items():
        register.account(register.organisation(kind, code, f"De {kind.value}"), login, "een wachtwoord")
        found[login] = of(real.people.sign_in(login, "een wachtwoord", "test").viewer)
    register.close()
    return found


@pytest.fixture
def anna(programs):
    return programs["anna"]


def version_of(program):
    found = program.get("/formaten?aantal=500").json["resultaten"]
    return next(each["versies"][0]["versie"] for each in found if each["naam"] == FORMAT)


def begun(program, **more):
    how = {"uit": "versie", "formaat": FORMAT, "versie": version_of(program), **more}
    return program.post("/concepten", {"begin": how})


def put(program, path, **how):
    return program.browser.put(f"/api/v1{path}", headers=program.headers, **how)


def test_a_draft_is_begun_changed_and_handed_in_by_a_program_and_approved_by_none(programs, anna):
    made = begun(anna)
    assert made.status_code == 201
    address = made.headers["Location"].removeprefix("/api/v1")
    draft = anna.get(address).json
    assert (draft["id"], draft["stand"], draft["magWijzigen"]) == (made.json["id"], "concept", True)
    assert [each["id"] for each in anna.get("/concepten").json["resultaten"]] == [draft["id"]]

    text = f"# met de hand\n{draft['tekst']}"
    saved = put(anna, f"{address}/tekst", json={"tekst": text, "revisie": draft["revisie"]})
    assert (saved.status_code, saved.json["tekst"]) == (200, text)
    assert [each["nummer"] for each in saved.json["standen"]] == [1, 2]
    assert anna.get(f"{address}/standen/1").json["tekst"] == draft["tekst"]
    assert anna.get(f"{address}/standen/9").status_code == 404
    late = put(anna, f"{address}/tekst", json={"tekst": "x", "revisie": draft["revisie"]})
    assert late.status_code == 409
    wrong = put(anna, f"{address}/tekst", json={"tekst": "[", "revisie": saved.json["revisie"]})
    assert (wrong.status_code, wrong.json["invalidParams"][0]["name"]) == (400, "tekst")

    assert anna.get(f"{address}/verschillen").json["vervangt"].startswith(f"{FORMAT}@")
    for what, state in (("indienen", "wacht-op-tweede-persoon"), ("terugnemen", "teruggestuurd")):
        assert anna.post(f"{address}/besluiten", {"doe": what}).status_code == 204
        assert anna.get(address).json["stand"] == state
    assert anna.post(f"{address}/besluiten", {"doe": "goedkeuren"}).status_code == 400
    anna.post(f"{address}/besluiten", {"doe": "indienen"})
    assert programs["bert"].post(f"{address}/besluiten", {"doe": "terugnemen"}).status_code == 403
    assert anna.post(f"{address}/besluiten", {"doe": "intrekken"}).status_code == 204
    assert anna.get(address).json["stand"] == "ingetrokken"


def test_a_workbook_becomes_a_draft_and_another_one_takes_its_place(anna):
    content = TEMPLATE.read_bytes()
    form = {"bestand": (io.BytesIO(content), "kwartaal eigen.xlsx"), "dagen": "20"}
    made = anna.post("/concepten/werkmappen", form=form)
    assert made.status_code == 201
    address = made.headers["Location"].removeprefix("/api/v1")
    draft = anna.get(address).json
    assert draft["voorstellen"]
    assert anna.get(f"{address}/werkmap").data == content

    same = {"bestand": (io.BytesIO(content), "weer.xlsx")}
    assert put(anna, f"{address}/werkmap", data=same).json == {"wijzigingen": []}
    for wrong in (put(anna, f"{address}/werkmap", data={"bestand": (io.BytesIO(b"geen"), "x.xlsx")}),):
        assert (wrong.status_code, wrong.json["invalidParams"][0]["name"]) == (400, "bestand")
    refused = anna.post("/concepten/werkmappen", form={"bestand": (io.BytesIO(b"geen"), "x.xlsx")})
    assert (refused.status_code, refused.json["invalidParams"][0]["name"]) == (400, "bestand")


def test_a_draft_is_tried_on_invented_rows_and_on_what_came_in(anna, real, queue):
    address = begun(anna).headers["Location"].removeprefix("/api/v1")

    file = anna.get(f"{address}/voorbeeld")
    assert (file.status_code, file.data[:2]) == (200, b"PK")
    trials = anna.get(f"{address}/proeven").json
    assert trials == {"proeven": [], "teProberen": []}
    assert anna.get(f"{address}/proeven?soort=iets").status_code == 400
    asked = anna.post(f"{address}/proeven", {})
    assert (asked.status_code, asked.json["proeven"]) == (202, [])
    unknown = {"aanlevering": "00000000-0000-4000-8000-000000000000"}
    assert anna.post(f"{address}/proeven", unknown).status_code == 404
    Hands(real, queue).do_everything()


def test_nobody_reads_or_writes_the_drafts_of_others(programs, anna, real):
    address = begun(anna).headers["Location"].removeprefix("/api/v1")
    carla, fatima = programs["carla"], programs["fatima"]

    assert carla.get("/concepten").json == {"resultaten": []}
    for path in ("", "/werkmap", "/voorbeeld", "/verschillen", "/proeven", "/standen/1"):
        assert carla.get(f"{address}{path}").status_code == 404
        assert fatima.get(f"{address}{path}").status_code == 403
    assert put(carla, f"{address}/tekst", json={"tekst": "x", "revisie": 1}).status_code == 404
    assert carla.post(f"{address}/besluiten", {"doe": "intrekken"}).status_code == 404
    viewer = real.people.sign_in("anna", "een wachtwoord", "test").viewer
    reading = Program.of(anna.app, real, viewer, Scope.READ_FORMATS)
    assert reading.get(address).status_code == 200
    assert put(reading, f"{address}/tekst", json={"tekst": "x", "revisie": 1}).status_code == 403
