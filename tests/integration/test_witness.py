"""A witness looks from outside, by HTTP alone: it signs what goes on from what it saw, and nothing else."""

from dataclasses import replace

import httpx
import pytest

from service.command_line.witness import look_at_log
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.proof.failures import NotProvenError
from service.domain.proof.keys import new_log_key, signer_of
from service.domain.proof.notes import COSIGNATURE, SignerKey
from service.web.application import create_app
from service.wiring import build

KEY = signer_of(new_log_key("test.localhost/logboek", bytes(32)))
WITNESS = SignerKey("bureau.example/getuige", COSIGNATURE, bytes([1] * 32))
POLICY = f"log {KEY.verifier.text}\nwitness bureau {WITNESS.verifier.text}\nquorum bureau\n"


@pytest.fixture
def wiring(settings, engine, queue):
    made = build(replace(settings, log_key=KEY.text, log_policy=POLICY), engine=engine, queue=queue)
    yield made
    made.close()


@pytest.fixture
def browser(wiring):
    transport = httpx.WSGITransport(app=create_app(wiring))
    with httpx.Client(transport=transport, base_url="http://eenmaal.example/logboek") as browser:
        yield browser


@pytest.fixture
def look(browser, tmp_path):
    folder = tmp_path / "witness"
    folder.mkdir()

    def look(signer=WITNESS, *, entries=True):
        return look_at_log(browser, KEY.verifier, signer, folder, entries=entries)

    return look


def write(wiring, region, count, of="thing"):
    viewer = region.provider
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        work.log.write(*(LoggedAct(kind=ActKind.ANSWERED, subject=f"{of} {each}") for each in range(count)))
    wiring.proof.grow()


def test_a_witness_signs_what_goes_on_from_what_it_saw(wiring, region, look):
    write(wiring, region, 300)
    assert look() == "300 handelingen, 300 nieuw, alles klopt; ondertekend"
    write(wiring, region, 500)
    assert look(entries=False) == "800 handelingen, 500 nieuw, alles klopt; ondertekend"
    assert look() == "800 handelingen, 0 nieuw, alles klopt; ondertekend"

    page = wiring.proof.show(region.provider)
    assert (page.is_enough, set(page.signed)) == (True, {"bureau"})


def test_a_witness_that_nobody_knows_is_told_so(wiring, region, look):
    write(wiring, region, 3)

    assert "kent deze getuige niet" in look(SignerKey("x.example", COSIGNATURE, bytes([2] * 32)))


ROLLED_BACK = """
ALTER TABLE log_entry DISABLE TRIGGER USER; ALTER TABLE log_checkpoint DISABLE TRIGGER USER;
DELETE FROM log_cosignature; DELETE FROM log_checkpoint; DELETE FROM log_entry; DELETE FROM log_tile;
"""


@pytest.mark.parametrize("again", [3, 8, 20])
def test_a_log_that_began_again_is_refused_and_what_it_showed_is_kept(
    wiring, region, look, ask, tmp_path, again
):
    write(wiring, region, 8)
    look()
    for statement in ROLLED_BACK.split(";")[:-1]:
        ask(statement)
    write(wiring, region, again, of="another")

    with pytest.raises(NotProvenError, match="history-differs" if again >= 8 else "rolled-back"):
        look()

    (kept,) = (tmp_path / "witness").glob("refused-*")
    assert kept.read_text() == wiring.proof.read_checkpoint().whole
    assert wiring.proof.show(region.provider).signed == {"bureau": None}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE log_tile SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1)", "tile-damaged"),
        ("UPDATE log_entry SET leaf = leaf || ' ' WHERE leaf_index = 2", "history-differs"),
        ("UPDATE log_checkpoint SET note = replace(note, E'\\n5\\n', E'\\n6\\n')", "signature-wrong"),
    ],
)
def test_what_somebody_changed_in_the_database_is_noticed(wiring, region, look, ask, statement, code):
    write(wiring, region, 5)
    for table in ("log_entry", "log_checkpoint"):
        ask(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    ask(statement)

    with pytest.raises(NotProvenError, match=code):
        look()


def test_the_log_is_open_to_everyone_and_says_what_is_not_there(wiring, region, browser):
    assert browser.get("checkpoint").status_code == 404
    write(wiring, region, 300)

    answer = browser.get("checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert browser.get("checkpoint/300").text == answer.text
    tile = browser.get("tile/0/000")
    assert (len(tile.content), "immutable" in tile.headers["cache-control"]) == (256 * 32, True)
    assert len(browser.get("tile/0/001.p/44").content) == 44 * 32
    for path in (
        "tile/0/001",
        "tile/0/001.p/45",
        "tile/0/1",
        "tile/9/000",
        "tile/entries/002",
        "checkpoint/7",
    ):
        assert browser.get(path).status_code == 404
    for wrong in (b"", b"\xff", b"x" * 30_000, answer.content.replace(b"\n300\n", b"\n301\n")):
        assert browser.post("cosignatures", content=wrong).status_code in {400, 403}
