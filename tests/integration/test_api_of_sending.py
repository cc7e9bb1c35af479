"""The API on how files are read and go, and the receipt of what went."""

import io
from functools import partial
from hashlib import sha256

import pytest

from service.web.application import create_app
from tests.tools.program import Program


@pytest.fixture
def program(wiring):
    return partial(Program.of, create_app(wiring), wiring)


@pytest.fixture
def handed_in(region, program, hands):
    """A provider's program, and the address of a submission that was checked."""
    provider = program(region.provider)
    form = {"bestand": (io.BytesIO(b"an export"), "export.xlsx")}
    address = provider.post("/aanleveringen", form=form).headers["Location"].removeprefix("/api/v1")
    hands.do_everything()
    return provider, address


def test_preferences_are_read_and_changed_by_a_provider_alone(region, program, handed_in):
    provider, address = handed_in

    assert provider.get("/voorkeuren").json == {"vanzelf": False, "herstel": True}
    assert provider.patch("/voorkeuren", {"vanzelf": True}).json["vanzelf"] is True
    said = {"herstel": False, "datums": "dag-maand-jaar"}
    assert provider.patch(f"{address}/lezing", said).json == {"opnieuw": False}
    assert provider.get("/voorkeuren").json == {"vanzelf": True, **said}

    for wrong in ({}, {"datums": "jaar-maand-dag"}, {"herstel": "soms"}):
        assert provider.patch(f"{address}/lezing", wrong).status_code == 400
    assert program(region.other_provider).patch(f"{address}/lezing", said).status_code == 404
    assert program(region.utrecht).get("/voorkeuren").status_code == 403


def test_a_receipt_says_who_has_what_with_the_hash_of_every_file(region, program, handed_in):
    provider, address = handed_in
    before = provider.get(f"{address}/ontvangstbewijs").json
    assert (before["verstuurdAan"], before["sha256"]) == ([], sha256(b"an export").hexdigest())
    seen = provider.get(f"{address}/vooruitblik").json["gezien"]
    provider.post(f"{address}/verzendingen", {"gezien": seen, "gemeenteCodes": ["0344"]})

    receipt = provider.get(f"{address}/ontvangstbewijs").json

    assert receipt["aanbieder"] == {"code": "41234567", "naam": "Zorg Een"}
    (one,), utrecht = receipt["verstuurdAan"], program(region.utrecht)
    assert (one["gemeente"]["code"], one["door"], "opgehaaldOp" in one) == ("0344", "provider", False)
    told = {each["id"]: each["sha256"] for each in utrecht.get("/rapportages").json["resultaten"]}
    assert {each["rapportage"]: each["sha256"] for each in one["rapportages"]} == told
    assert told
    assert receipt["telling"]["rijen"]["binnen"] == 3
    printed = provider.get(
        f"{address}/ontvangstbewijs", Accept="application/pdf", **{"Accept-Language": "en"}
    )
    assert (printed.mimetype, printed.data[:5]) == ("application/pdf", b"%PDF-")
    assert "receipt" in printed.headers["Content-Disposition"]
    assert provider.get(f"{address}/ontvangstbewijs", Accept="image/png").status_code == 406
    assert program(region.other_provider).get(f"{address}/ontvangstbewijs").status_code == 404
